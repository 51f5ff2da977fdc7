"""Screens of workbooks of figures: template, download, a workbook dropped, its check, publishing, taking back."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from liangxin.domains.indicators import api as indicators
from liangxin.domains.indicators.errors import WorkbookAbsent
from liangxin.domains.indicators.queries.catalogue import indicator_seen
from liangxin.domains.indicators.queries.figures import region_seen
from liangxin.domains.indicators.queries.workbooks import (
    PointLine,
    WorkbookCard,
    WorkbookPage,
    faults_of,
    may_send,
    point_lines,
    points_listed,
    workbook_cards,
    workbook_file,
    workbook_page,
    workbooks_listed,
    write_figures,
    write_figures_template,
    write_marked_workbook,
)
from liangxin.domains.indicators.terms import Power, RowOutcome, WorkbookState
from liangxin.domains.regions import api as regions
from liangxin.foundation.accounts.api import OfficeRequest
from liangxin.foundation.files.api import file_response
from liangxin.foundation.ui.downloads import saved, written
from liangxin.foundation.ui.formats import grouped, period
from liangxin.foundation.ui.lists import ChoiceFilter, Column, Empty, ListScreen, Show, TextFilter
from liangxin.foundation.ui.sent_workbooks import done_or_refused, faults_screen, listed_below, marked_copy
from liangxin.kernel.refusal import Refusal

YEARS_SHOWN = 3


def _address(card: WorkbookCard) -> str:
    return reverse("indicators:workbook", args=[card.public_id])


WORKBOOKS = ListScreen(
    name="workbooks",
    title=_("数据工作簿"),
    order="-id",
    columns=[
        Column("file_name", _("工作簿"), link=_address, sort="file_name"),
        Column("state", _("状态"), show=Show.STATE, sort="state"),
        Column("new", _("新增"), show=Show.NUMBER),
        Column("revised", _("修订"), show=Show.NUMBER),
        Column("unchanged", _("不变"), show=Show.NUMBER),
        Column("faulty", _("有误的行"), show=Show.NUMBER),
        Column("unit_name", _("上传单位"), missing=_("专班办公室")),
        Column("uploaded_by", _("上传人"), missing=_("系统")),
        Column("uploaded_at", _("上传时间"), show=Show.MOMENT, sort="uploaded_at"),
        Column("published_at", _("发布时间"), show=Show.MOMENT, missing=_("没有发布")),
    ],
    filters=[TextFilter("q", _("工作簿"), ("file_name",)), ChoiceFilter("state_is", _("状态"), "state", WorkbookState)],
    empty=Empty(_("还没有上传过数据工作簿"), _("下载模板填好，拖到上面；系统先核对，看过再发布。")),
    cards=workbook_cards,
)


FAULTS = faults_screen("cell", lambda fault: gettext(fault.label), tie="column")


def _figures_address(line: PointLine) -> str:
    return reverse("indicators:figures", args=[line.indicator_code, line.region_code])


def _shown_period(line: PointLine) -> str:
    return f"{period(line.period)} {gettext(line.form.label)}"


def _shown_value(line: PointLine) -> str:
    covered = f"（{line.got}/{line.expected}）" if line.got < line.expected else ""
    return f"{grouped(line.value)} {line.counted_in}{covered}"


def _shown_before(line: PointLine) -> str:
    return "" if line.before is None else f"{grouped(line.before)} {line.counted_in}"


def _doubts(line: PointLine) -> str:
    return "；".join(gettext(doubt.label) for doubt in line.doubts)


POINTS = ListScreen(
    name="points",
    title=_("核对结果"),
    order="number",
    columns=[
        Column("indicator_name", _("指标"), link=_figures_address, sort="indicator__name"),
        Column("region_name", _("区划"), sort="region__code"),
        Column("period", _("时期"), _shown_period, sort="starts_on"),
        Column("cell", _("单元格"), lambda line: f"{line.column}{line.number}", sort="number"),
        Column("outcome", _("结果"), show=Show.STATE, sort="outcome"),
        Column("before", _("原来的数"), _shown_before, missing=_("没有数")),
        Column("value", _("工作簿中的数"), _shown_value, sort="value"),
        Column("doubts", _("疑点"), _doubts, missing=_("没有疑点")),
        Column("unit_name", _("填报单位"), missing=_("未写单位")),
        Column("note", _("说明"), missing=_("没有写")),
    ],
    filters=[
        TextFilter("q", _("指标"), ("indicator__name",)),
        ChoiceFilter("outcome_is", _("结果"), "outcome", RowOutcome),
        ChoiceFilter("doubted", _("疑点"), "is_doubted", [("True", _("有疑点")), ("False", _("没有疑点"))]),
    ],
    empty=Empty(_("没有无误的数"), _("请先改正有误的行。")),
    cards=point_lines,
)


@require_safe
def workbooks_home(request: OfficeRequest) -> HttpResponseBase:
    """To the workbooks of the widest region for which the person tells figures, else sees any."""
    actor = request.actor
    actor.require(Power.READ)
    for power in (Power.OBSERVE, Power.REPORT, Power.READ):
        found = regions.regions_where(actor, power, limit=1)
        if found:
            return HttpResponseRedirect(reverse("indicators:workbooks", args=[found[0].code]))
    return HttpResponseRedirect(reverse("indicators:list"))


@require_http_methods(["GET", "HEAD", "POST"])
def workbooks(request: OfficeRequest, region: str) -> HttpResponseBase:
    """Drop a workbook for a region; below it those sent so far."""
    place = region_seen(request.actor, region)
    done = done_or_refused(request, lambda: _taken(request, place))
    if isinstance(done, HttpResponseRedirect):
        return done
    above = [one for one in regions.regions_above(place) if request.actor.may(Power.READ, one.path)]
    context = {"region": place, "above": above, "may_send": may_send(request.actor, place)}
    rows = workbooks_listed(request.actor, place.id)
    return listed_below(request, WORKBOOKS, rows, "indicators/workbooks.html", done, **context)


def _taken(request: OfficeRequest, place: regions.RegionCard) -> str:
    sent = request.FILES.get("file")
    if sent is None:
        raise WorkbookAbsent(field="file")
    name = sent.name or gettext("未命名")
    return _address(indicators.take_workbook(request.actor, place.code, sent, name, on=timezone.localdate()))


@require_http_methods(["GET", "HEAD", "POST"])
def workbook(request: OfficeRequest, public_id: UUID) -> HttpResponseBase:
    """One workbook: its faults where it has some, else its figures, and what may be done."""
    done = done_or_refused(request, lambda: _done(request, public_id))
    if isinstance(done, HttpResponseRedirect):
        return done
    page = workbook_page(request.actor, public_id)
    if page.card.faulty and done is None:
        return _result(request, page, done, FAULTS, faults_of(request.actor, public_id))
    return _result(request, page, done, POINTS, points_listed(request.actor, public_id))


@require_safe
def workbook_points(request: OfficeRequest, public_id: UUID) -> HttpResponseBase:
    """The figures of a workbook whose rows have no faults, and what each does."""
    page = workbook_page(request.actor, public_id)
    return _result(request, page, None, POINTS, points_listed(request.actor, public_id))


def _result(
    request: OfficeRequest, page: WorkbookPage, refusal: Refusal | None, screen: ListScreen, rows: Any
) -> HttpResponseBase:
    notices = [gettext(sentence) % details for sentence, details in page.notices]
    context = {"page": page, "card": page.card, "notices": notices, "shows": screen.name}
    return listed_below(request, screen, rows, "indicators/workbook.html", refusal, **context)


def _done(request: OfficeRequest, public_id: UUID) -> str:
    """Publish, take back or check again; back to the page."""
    actor, deed, reason = request.actor, request.POST.get("deed", ""), request.POST.get("reason", "")
    if deed == "publish":
        sound_only = request.POST.get("sound_only") == "1"
        card = indicators.publish_workbook(actor, public_id, reason=reason, sound_only=sound_only)
        told = gettext("已发布：新增 %(new)s 个数，修订 %(revised)s 个数。")
        messages.success(request, told % {"new": card.new, "revised": card.revised})
    elif deed == "undo":
        card = indicators.undo_workbook(actor, public_id, reason)
        messages.success(request, gettext("已撤销，各期恢复到发布以前的数。"))
    else:
        card = indicators.recheck_workbook(actor, public_id, on=timezone.localdate())
    return _address(card)


@require_safe
def template(request: OfficeRequest, region: str) -> FileResponse:
    """The blank workbook; `?all=1` offers every indicator, not only those that have figures here."""
    used_only = request.GET.get("all") != "1"
    file, place = written(lambda out: write_figures_template(request.actor, region, out, used_only=used_only))
    return saved(file, gettext("%(region)s指标数据模板.xlsx") % {"region": place.name})


@require_safe
def figures_file(request: OfficeRequest, region: str) -> FileResponse:
    """The figures shown of a region, in the columns of the template; `?indicator=` those of one."""
    today, code = timezone.localdate(), request.GET.get("indicator", "")
    what = indicator_seen(request.actor, code).name if code else gettext("指标")
    since = date(today.year - YEARS_SHOWN + 1, 1, 1)
    file, place = written(lambda out: write_figures(request.actor, region, since, out, code))
    named = {"region": place.name, "what": what, "day": f"{today:%Y%m%d}"}
    return saved(file, gettext("%(region)s%(what)s数据_%(day)s.xlsx") % named)


@require_safe
def original(request: OfficeRequest, public_id: UUID) -> FileResponse:
    """The workbook as it was sent."""
    stored, name = workbook_file(request.actor, public_id)
    return file_response(stored, name)


@require_safe
def marked(request: OfficeRequest, public_id: UUID) -> FileResponse:
    """The person's own workbook with the faults marked."""
    return marked_copy(lambda out: write_marked_workbook(request.actor, public_id, out))
