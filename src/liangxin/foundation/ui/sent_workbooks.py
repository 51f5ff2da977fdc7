"""What the screens of workbooks that people send share: faults cell by cell, a form refused above its list, the copy
with its faults marked. Their templates are `ui/workbook/`: the place to drop a file, notes of reading, taking back.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath
from typing import IO, Any

from django.http import FileResponse, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from liangxin.foundation.ui.downloads import saved, written
from liangxin.foundation.ui.lists import Column, Empty, ListScreen, TextFilter
from liangxin.foundation.ui.refusals import STATUS, refusal_words
from liangxin.kernel.refusal import Refusal, RefusalKind


def faults_screen(cell: str | Callable[[Any], Any], label: str | Callable[[Any], Any], tie: str = "pk") -> ListScreen:
    """Faults by cell; a fault has `typed`, and `sentence` and `remedy` to be filled with its `details`."""
    return ListScreen(
        name="faults",
        title=_("核对结果"),
        order="row",
        tie=tie,
        columns=[
            Column("cell", _("单元格"), cell, sort="row"),
            Column("label", _("列名"), label, sort="label", missing=_("整行")),
            Column("typed", _("填写的内容"), missing=_("空")),
            Column("sentence", _("问题"), lambda fault: gettext(fault.sentence) % fault.details),
            Column("remedy", _("办法"), lambda fault: gettext(fault.remedy) % fault.details if fault.remedy else ""),
        ],
        filters=[TextFilter("q", _("列名或内容"), ("label", "typed"))],
        empty=Empty(_("没有问题"), _("每一行都可以发布。")),
    )


def done_or_refused(request: HttpRequest, do: Callable[[], str]) -> HttpResponseRedirect | Refusal | None:
    """What came of a posted form: the way on, what was refused of it, or None where nothing was posted.

    What one may not see or do at all is no slip of the form: it passes on.
    """
    if request.method != "POST":
        return None
    try:
        return HttpResponseRedirect(do())
    except Refusal as refusal:
        if refusal.field is None and refusal.kind in (RefusalKind.MISSING, RefusalKind.FORBIDDEN):
            raise
        return refusal


def listed_below(
    request: HttpRequest, screen: ListScreen, rows: Any, template: str, refusal: Refusal | None, **context: Any
) -> HttpResponseBase:
    """A list with the forms above it, and what was refused of them: `typed`, `deed` and `refusal` in the template."""
    typed = {"reason": "", "sound_only": "", "deed": ""}
    if request.method == "POST":
        typed |= request.POST.dict()
    words = refusal_words(refusal) if refusal else None
    response = screen.respond(request, rows, template, **context, refusal=words, deed=typed["deed"], typed=typed)
    if refusal is not None:
        response.status_code = STATUS[refusal.kind]
    return response


def marked_copy(write: Callable[[IO[bytes]], tuple[str, str]]) -> FileResponse:
    """The person's own workbook with its faults marked; `write` returns its name and the suffix that it has now."""
    file, (name, suffix) = written(write)
    return saved(file, gettext("%(name)s_标出问题%(suffix)s") % {"name": PurePath(name).stem, "suffix": suffix})
