"""Workbooks of rounds: the own return out and in, and all answers of a round as one list."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpResponse, HttpResponseBase, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from liangxin.domains.progress import api as progress
from liangxin.domains.progress.errors import ReturnWorkbookAbsent
from liangxin.domains.progress.queries.answers import AnswerLine, answer_lines, answers_listed
from liangxin.domains.progress.queries.return_workbooks import (
    CellChange,
    workbook_page,
    write_marked_workbook,
    write_return,
)
from liangxin.domains.progress.queries.rounds import round_page
from liangxin.domains.progress.terms import FieldName, LineKind, ReturnState, TaskState
from liangxin.foundation.accounts.api import OfficeRequest
from liangxin.foundation.ui.downloads import saved, written
from liangxin.foundation.ui.lists import ChoiceFilter, Column, Empty, ListScreen, Show, TextFilter
from liangxin.foundation.ui.posted import answer


@require_safe
def return_file(request: OfficeRequest, public_id: UUID) -> FileResponse:
    """A return as a workbook, to look at or to fill in."""
    file, title = written(lambda out: write_return(request.actor, public_id, out))
    return saved(file, gettext("%(title)s报送.xlsx") % {"title": title})


def _said(change: CellChange, value: str) -> str:
    return gettext(TaskState.of(value).label) if change.name is FieldName.STATE and value in set(TaskState) else value


def _rows(changes: Any) -> list[tuple[CellChange, str, str]]:
    return [(one, _said(one, one.before), _said(one, one.after)) for one in changes]


@require_http_methods(["GET", "HEAD", "POST"])
def workbook(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """One workbook of a return: its faults, what it would change, what a colleague has changed since; writing it."""
    actor = request.actor

    def publish(posted: QueryDict) -> str:
        sound_only = posted.get("sound_only") == "1"
        written, kept = progress.publish_return_workbook(
            actor, public_id, sound_only=sound_only, on=timezone.localdate()
        )
        said = ngettext("已写入 %(count)s 栏。", "已写入 %(count)s 栏。", written) % {"count": written}
        if kept:
            left = ngettext("%(count)s 栏别人刚改过，没有覆盖。", "%(count)s 栏别人刚改过，没有覆盖。", kept)
            said += left % {"count": kept}
        messages.success(request, said)
        return reverse("progress:return", args=[workbook_page(actor, public_id).return_id])

    def context() -> dict[str, Any]:
        page = workbook_page(actor, public_id)
        faults = [
            (one, gettext(one.sentence) % one.details, gettext(one.remedy) % one.details if one.remedy else "")
            for one in page.faults
        ]
        return {"page": page, "faults": faults, "changes": _rows(page.changes), "conflicts": _rows(page.conflicts)}

    typed = {"sound_only": ""}
    return answer(request, "progress/rounds/workbook.html", {"publish": publish}, typed=typed, context=context)


@require_safe
def marked(request: OfficeRequest, public_id: UUID) -> FileResponse:
    """The person's own workbook with the faults marked."""
    file, (name, suffix) = written(lambda out: write_marked_workbook(request.actor, public_id, out))
    return saved(file, gettext("%(name)s_标出问题%(suffix)s") % {"name": PurePath(name).stem, "suffix": suffix})


def _return_address(line: AnswerLine) -> str:
    return reverse("progress:return", args=[line.return_id])


ANSWERS = ListScreen(
    name="progress-answers",
    title=_("全部报送内容"),
    order="who",
    columns=[
        Column("unit", _("单位"), link=_return_address, sort="who"),
        Column("kind", _("类别"), lambda line: gettext(line.kind.label), sort="kind"),
        Column("title", _("内容"), sort="title"),
        Column("measured", _("计量单位"), missing=_("没有计量单位")),
        Column("figure", _("本期数"), show=Show.NUMBER, missing=_("没有填")),
        Column("to_date", _("本年累计"), show=Show.NUMBER, missing=_("没有填")),
        Column("computed", _("系统计算"), show=Show.NUMBER, missing=_("没有台账供数，或还不全")),
        Column("note", _("说明"), missing=_("没有写")),
        Column("task_state", _("任务状态"), show=Show.STATE, missing=_("没有填")),
        Column("text", _("进展"), missing=_("没有写")),
        Column("risks", _("困难和风险"), missing=_("没有写")),
        Column("next_step", _("下一步"), missing=_("没有写")),
        Column("return_state", _("报送状态"), show=Show.STATE, sort="answer__state"),
    ],
    filters=[
        TextFilter("q", _("单位或内容"), ("who", "title")),
        ChoiceFilter("kind_is", _("类别"), "kind", LineKind),
        ChoiceFilter("state_is", _("报送状态"), "answer__state", ReturnState),
    ],
    empty=Empty(_("没有内容"), _("这次调度没有要填报的内容。")),
    cards=answer_lines,
)


@require_safe
def answers(request: OfficeRequest, public_id: UUID) -> HttpResponseBase:
    """What all units and regions of a round answered, in one list that is saved as a workbook with its filters."""
    page = round_page(request.actor, public_id, timezone.localdate())
    rows = answers_listed(request.actor, public_id)
    return ANSWERS.respond(request, rows, "progress/rounds/answers.html", page=page)


def take_sent(request: OfficeRequest, public_id: UUID) -> str:
    """Keep the workbook that was sent for a return; where its check is shown. Raises ReturnWorkbookAbsent."""
    sent = request.FILES.get("file")
    if sent is None:
        raise ReturnWorkbookAbsent(field="file")
    made = progress.take_return_workbook(request.actor, public_id, sent, sent.name or gettext("未命名"))
    return reverse("progress:return_workbook", args=[made])
