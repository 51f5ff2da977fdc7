"""Screens of imports: a workbook dropped, its check, publishing, undoing."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from liangxin.domains.registers import api as registers
from liangxin.domains.registers.access import get_register
from liangxin.domains.registers.errors import FieldMissing
from liangxin.domains.registers.queries.imports import (
    ImportCard,
    ImportPage,
    RowCard,
    faults_listed,
    import_cards,
    import_file,
    imports_listed,
    row_cards,
    rows_listed,
)
from liangxin.domains.registers.terms import ImportState, Power, RowOutcome
from liangxin.foundation.accounts.api import OfficeRequest
from liangxin.foundation.files.api import file_response
from liangxin.foundation.jobs.api import RunCard, RunNotFound, RunState, run_card
from liangxin.foundation.ui.lists import ChoiceFilter, Column, Empty, ListScreen, Show, TextFilter
from liangxin.foundation.ui.sent_workbooks import done_or_refused, faults_screen, listed_below
from liangxin.foundation.ui.sent_workbooks import marked_copy as marked_copy_of
from liangxin.kernel.refusal import Refusal

OVER = 286  # htmx stops asking
OUTCOMES = [(one.value, one.label) for one in RowOutcome if one is not RowOutcome.FAULTY]


def _address(card: ImportCard) -> str:
    return reverse("registers:import", args=[card.public_id])


IMPORTS = ListScreen(
    name="imports",
    title=_("导入工作簿"),
    order="-id",
    columns=[
        Column("file_name", _("工作簿"), link=_address, sort="file_name"),
        Column("state", _("状态"), show=Show.STATE, sort="state"),
        Column("new", _("新增"), show=Show.NUMBER),
        Column("changed", _("修改"), show=Show.NUMBER),
        Column("unchanged", _("不变"), show=Show.NUMBER),
        Column("faulty", _("有误"), show=Show.NUMBER),
        Column("uploaded_by", _("上传人"), missing=_("系统")),
        Column("uploaded_at", _("上传时间"), show=Show.MOMENT, sort="uploaded_at"),
        Column("published_at", _("发布时间"), show=Show.MOMENT, missing=_("没有发布")),
    ],
    filters=[TextFilter("q", _("工作簿"), ("file_name",)), ChoiceFilter("state_is", _("状态"), "state", ImportState)],
    empty=Empty(_("还没有导入过工作簿"), _("下载模板填好，拖到上面；系统先核对，看过再发布。")),
    cards=import_cards,
)


def _cell_of(fault: Any) -> str:
    return f"{fault.column}{fault.row}" if fault.column else gettext("第%(row)s行") % {"row": fault.row}


FAULTS = faults_screen(_cell_of, "label")


def _changes(card: RowCard) -> str:
    none = gettext("（空）")
    return "；".join(
        f"{gettext(one.label)} {_plain(one.before) or none} → {_plain(one.after) or none}" for one in card.changes
    )


def _plain(value: Any) -> str:
    exact = getattr(value, "exact", None)
    return "" if value is None else str(exact() if exact else value)


def _record_address(card: RowCard) -> str:
    return reverse("registers:record", args=[card.record]) if card.record else ""


ROWS = ListScreen(
    name="rows",
    title=_("核对结果"),
    order="number",
    columns=[
        Column("name", _("记录"), link=_record_address),
        Column("number", _("行号"), show=Show.NUMBER, sort="number"),
        Column("outcome", _("结果"), show=Show.STATE, sort="outcome"),
        Column("stage", _("阶段"), missing=_("不变")),
        Column("changes", _("改动"), _changes, missing=_("没有改动原有内容")),
    ],
    filters=[TextFilter("q", _("记录"), ("shown_key",)), ChoiceFilter("outcome_is", _("结果"), "outcome", OUTCOMES)],
    empty=Empty(_("没有无误的行"), _("请先改正有误的行。")),
    cards=row_cards,
)


@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: OfficeRequest, public_id: UUID) -> HttpResponseBase:
    """Drop a workbook for a register; below it the imports so far."""
    actor = request.actor
    page = registers.register_page(actor, public_id, timezone.localdate())
    done = done_or_refused(request, lambda: _uploaded(request, public_id))
    if isinstance(done, HttpResponseRedirect):
        return done
    rows = imports_listed(actor, page.card.id)
    return listed_below(request, IMPORTS, rows, "registers/imports.html", done, page=page, may_fill=page.may_fill)


def _uploaded(request: OfficeRequest, public_id: UUID) -> str:
    get_register(request.actor, public_id, Power.FILL)
    sent = request.FILES.get("file")
    if sent is None:
        raise FieldMissing(field="file", what="工作簿")
    return _address(registers.upload_import(request.actor, public_id, sent, sent.name or gettext("未命名")))


@require_http_methods(["GET", "HEAD", "POST"])
def import_page(request: OfficeRequest, public_id: UUID) -> HttpResponseBase:
    """One import: progress while a job works on it, then its faults, and what may be done."""
    done = done_or_refused(request, lambda: _done(request, public_id))
    if isinstance(done, HttpResponseRedirect):
        return done
    page = registers.import_page(request.actor, public_id)
    run = _run(request, page.card)
    if run is not None and not run.is_over:
        return render(request, "registers/import_busy.html", {"page": page, "card": page.card, "run": run})
    if not page.card.faulty and request.method != "POST":
        return import_rows(request, public_id)
    return _result(request, page, run, done, FAULTS, faults_listed(request.actor, public_id))


@require_safe
def import_rows(request: OfficeRequest, public_id: UUID) -> HttpResponseBase:
    """The rows of an import that have no faults, and what each does."""
    page = registers.import_page(request.actor, public_id)
    return _result(request, page, _run(request, page.card), None, ROWS, rows_listed(request.actor, public_id))


def _result(
    request: OfficeRequest,
    page: ImportPage,
    run: RunCard | None,
    refusal: Refusal | None,
    screen: ListScreen,
    rows: Any,
) -> HttpResponseBase:
    failed = run is not None and run.state in (RunState.REFUSED, RunState.FAILED)
    told = run.sentence if run is not None and failed and page.card.state is not ImportState.REFUSED else ""
    notices = [gettext(sentence) % details for sentence, details in page.notices]
    context = {"page": page, "card": page.card, "notices": notices, "told": told, "shows": screen.name}
    return listed_below(request, screen, rows, "registers/import.html", refusal, **context)


def _done(request: OfficeRequest, public_id: UUID) -> str:
    """Publish, undo or check again; back to the page."""
    actor, deed = request.actor, request.POST.get("deed", "")
    if deed == "publish":
        card = registers.start_publishing(actor, public_id, sound_only=request.POST.get("sound_only") == "1")
        if card.state is ImportState.PUBLISHED:
            told = gettext("已发布：新增 %(new)s 条，修改 %(changed)s 条。")
            messages.success(request, told % {"new": card.new, "changed": card.changed})
    elif deed == "undo":
        card = registers.start_undoing(actor, public_id, request.POST.get("reason", ""))
        if card.state is ImportState.UNDONE:
            messages.success(request, gettext("已撤销，恢复到导入以前。"))
    else:
        card = registers.recheck_import(actor, public_id)
    return _address(card)


def _run(request: OfficeRequest, card: ImportCard) -> RunCard | None:
    """The job that works on an import, for whoever started it."""
    try:
        return run_card(card.run, request.actor) if card.run else None
    except RunNotFound:
        return None


@require_safe
def import_progress(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """How far the job is, asked for by the page; leads back to it when the job is over."""
    page = registers.import_page(request.actor, public_id)
    run = _run(request, page.card)
    response = render(request, "registers/import_progress.html", {"card": page.card, "run": run})
    if run is None or run.is_over:
        response.headers["HX-Redirect"] = _address(page.card)
        response.status_code = OVER
    return response


@require_safe
def original(request: OfficeRequest, public_id: UUID) -> FileResponse:
    """The workbook as it was sent."""
    stored, name = import_file(request.actor, public_id)
    return file_response(stored, name)


@require_safe
def marked_copy(request: OfficeRequest, public_id: UUID) -> FileResponse:
    """The person's own workbook with the faults marked."""
    return marked_copy_of(lambda out: registers.write_marked_copy(request.actor, public_id, out))
