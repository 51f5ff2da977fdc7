"""Screens of workbooks of goods and of merchants: one dropped, its check, publishing, undoing."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from liangxin.domains.regions import api as regions
from liangxin.domains.schemes import api as schemes
from liangxin.domains.schemes.access.goods import SENDS
from liangxin.domains.schemes.errors import SentAbsent
from liangxin.domains.schemes.queries.workbooks import (
    SentCard,
    SentLine,
    SentPage,
    sent_cards,
    sent_faults,
    sent_file,
    sent_lines,
    sent_listed,
    sent_page,
    sent_rows,
    write_marked_sent,
)
from liangxin.domains.schemes.terms import ListSubject, Power, SentOutcome, SentState
from liangxin.foundation.accounts.api import OfficeRequest
from liangxin.foundation.files.api import file_response
from liangxin.foundation.ui.lists import ChoiceFilter, Column, Empty, ListScreen, Show, TextFilter
from liangxin.foundation.ui.sent_workbooks import done_or_refused, faults_screen, listed_below, marked_copy
from liangxin.kernel.refusal import Refusal


def _address(card: SentCard) -> str:
    return reverse("schemes:sent", args=[card.public_id])


SENT = ListScreen(
    name="sent",
    title=_("工作簿"),
    order="-id",
    columns=[
        Column("file_name", _("工作簿"), link=_address, sort="file_name"),
        Column("state", _("状态"), show=Show.STATE, sort="state"),
        Column("new", _("新增"), show=Show.NUMBER),
        Column("changed", _("修改"), show=Show.NUMBER),
        Column("unchanged", _("不变"), show=Show.NUMBER),
        Column("faulty", _("有误的行"), show=Show.NUMBER),
        Column("uploaded_by", _("上传人"), missing=_("系统")),
        Column("uploaded_at", _("上传时间"), show=Show.MOMENT, sort="uploaded_at"),
        Column("published_at", _("发布时间"), show=Show.MOMENT, missing=_("没有发布")),
    ],
    filters=[TextFilter("q", _("工作簿"), ("file_name",)), ChoiceFilter("state_is", _("状态"), "state", SentState)],
    empty=Empty(_("还没有上传过工作簿"), _("下载模板填好，拖到上面；系统先核对，看过再发布。")),
    cards=sent_cards,
)
FAULTS = faults_screen(lambda fault: fault.cell if fault.column else gettext("第%(row)s行") % {"row": fault.row},
                       "label", tie="code")  # fmt: skip


def _changes(line: SentLine) -> str:
    none = gettext("（空）")
    return "；".join(f"{gettext(label)} {before or none} → {after or none}" for label, before, after in line.changes)


LINES = ListScreen(
    name="lines",
    title=_("核对结果"),
    order="number",
    columns=[
        Column("number", _("行号"), show=Show.NUMBER, sort="number"),
        Column("name", _("名称"), sort="name"),
        Column("outcome", _("结果"), show=Show.STATE, sort="outcome"),
        Column("changes", _("改动"), _changes, show=Show.LONG, missing=_("没有改动原有内容")),
    ],
    filters=[TextFilter("q", _("名称"), ("name",)), ChoiceFilter("outcome_is", _("结果"), "outcome", SentOutcome)],
    empty=Empty(_("没有无误的行"), _("请先改正有误的行。")),
    cards=sent_lines,
)


@require_safe
def sent_home(request: OfficeRequest, subject: ListSubject) -> HttpResponseBase:
    """To the workbooks of the widest region for which the person sends some, else sees any."""
    actor = request.actor
    actor.require(Power.READ)
    for power in (SENDS[subject], Power.READ):
        places = regions.regions_where(actor, power, limit=1)
        if places:
            break
    return HttpResponseRedirect(reverse(f"schemes:{subject.value}_sent", args=[places[0].code]))


@require_http_methods(["GET", "HEAD", "POST"])
def sent_list(request: OfficeRequest, region: str, subject: ListSubject) -> HttpResponseBase:
    """Drop a workbook for a region; below it those sent so far."""
    actor = request.actor
    actor.require(Power.READ)
    place = regions.region_seen(actor, region)

    def taken() -> str:
        sent = request.FILES.get("file")
        if sent is None:
            raise SentAbsent(field="file")
        name = sent.name or gettext("未命名")
        return _address(schemes.take_sent(actor, place.code, subject, sent, name, on=timezone.localdate()))

    done = done_or_refused(request, taken)
    if isinstance(done, HttpResponseRedirect):
        return done
    places = regions.regions_where(actor, SENDS[subject])
    context = {
        "region": place,
        "subject": subject,
        "may_send": actor.may(SENDS[subject], place.path),
        "others": [one for one in places if one.id != place.id],
        "here": f"schemes:{subject.value}_sent",
    }
    rows = sent_listed(actor, place.id, subject)
    return listed_below(request, SENT, rows, "schemes/workbooks/list.html", done, **context)


@require_http_methods(["GET", "HEAD", "POST"])
def one_sent(request: OfficeRequest, public_id: UUID) -> HttpResponseBase:
    """One workbook: its faults where it has some, else its rows, and what may be done."""
    done = done_or_refused(request, lambda: _done(request, public_id))
    if isinstance(done, HttpResponseRedirect):
        return done
    page = sent_page(request.actor, public_id)
    if page.card.faulty and done is None:
        return _result(request, page, done, FAULTS, sent_faults(request.actor, public_id))
    return _result(request, page, done, LINES, sent_rows(request.actor, public_id))


@require_safe
def sent_lines_of(request: OfficeRequest, public_id: UUID) -> HttpResponseBase:
    """The sound rows of a workbook and what each does."""
    page = sent_page(request.actor, public_id)
    return _result(request, page, None, LINES, sent_rows(request.actor, public_id))


def _result(
    request: OfficeRequest, page: SentPage, refusal: Refusal | None, screen: ListScreen, rows: Any
) -> HttpResponseBase:
    notices = [gettext(sentence) % details for sentence, details in page.notices]
    subject = page.card.subject
    context = {
        "page": page,
        "card": page.card,
        "notices": notices,
        "shows": screen.name,
        "up": reverse(f"schemes:{subject.value}_sent", args=[page.region.code]),
        "needs_other": subject is ListSubject.MERCHANTS and page.is_own,
    }
    return listed_below(request, screen, rows, "schemes/workbooks/page.html", refusal, **context)


def _done(request: OfficeRequest, public_id: UUID) -> str:
    """Publish, undo or check again; back to the page."""
    actor, deed = request.actor, request.POST.get("deed", "")
    if deed == "publish":
        sound_only = request.POST.get("sound_only") == "1"
        card = schemes.publish_sent(actor, public_id, on=timezone.localdate(), sound_only=sound_only)
        told = gettext("已发布：新增 %(new)s 条，修改 %(changed)s 条。")
        messages.success(request, told % {"new": card.new, "changed": card.changed})
    elif deed == "undo":
        card = schemes.undo_sent(actor, public_id, request.POST.get("reason", ""))
        messages.success(request, gettext("已撤销，恢复到发布以前。"))
    else:
        card = schemes.recheck_sent(actor, public_id, on=timezone.localdate())
    return _address(card)


@require_safe
def sent_original(request: OfficeRequest, public_id: UUID) -> FileResponse:
    """The workbook as it was sent."""
    stored, name = sent_file(request.actor, public_id)
    return file_response(stored, name)


@require_safe
def sent_marked(request: OfficeRequest, public_id: UUID) -> FileResponse:
    """The person's own workbook with the faults marked."""
    return marked_copy(lambda out: write_marked_sent(request.actor, public_id, out))
