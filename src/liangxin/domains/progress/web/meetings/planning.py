"""The list of meetings, planning one from what waits for it, changing what was planned."""

from __future__ import annotations

from datetime import date, time
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from liangxin.domains.progress import api as progress
from liangxin.domains.progress.errors import MeetingNotFound, MeetingStateUnfit, NumberUnreadable
from liangxin.domains.progress.queries.meetings.agenda import ProposedItem, next_serial, proposed_items
from liangxin.domains.progress.queries.meetings.cards import MeetingLine, meeting_lines, meetings_listed, roster_of
from liangxin.domains.progress.terms import ItemKind, MeetingState, MeetingVerb, Power
from liangxin.domains.progress.web.rounds.forms import known_ids
from liangxin.domains.regions import api as regions
from liangxin.domains.regions.terms import TeamRole
from liangxin.foundation.accounts.api import Actor, NotAllowed, OfficeRequest, power_label
from liangxin.foundation.ui.lists import ChoiceFilter, Column, DateRangeFilter, Empty, ListScreen, Show, TextFilter
from liangxin.foundation.ui.posted import DayUnreadable, answer, typed_day
from liangxin.kernel.text import cut


def meeting_address(line: MeetingLine) -> str:
    """Where a meeting stands."""
    return reverse("progress:meeting", args=[line.public_id])


def follow_up_words(line: MeetingLine) -> str:
    """How many of the follow-ups are done."""
    if not line.follow_ups or line.state is not MeetingState.CONFIRMED:
        return ""
    said = {"done": line.follow_ups - line.open_follow_ups, "all": line.follow_ups}
    return gettext("办结%(done)s/%(all)s项") % said


MEETINGS = ListScreen(
    name="progress-meetings",
    title=_("专班会议"),
    order="-on",
    columns=[
        Column("title", _("会议"), link=meeting_address, sort="title"),
        Column("on", _("日期"), show=Show.DAY, sort="on"),
        Column("state", _("状态"), show=Show.STATE, sort="state"),
        Column("chair", _("主持人")),
        Column("items", _("议题"), show=Show.NUMBER, unit=_("项")),
        Column("follow_ups", _("议定事项"), follow_up_words, missing=_("没有，或纪要还没有确认")),
        Column("place", _("地点"), missing=_("没有写")),
        Column("region", _("所属区划"), "region_name", sort="region__path"),
    ],
    filters=[
        TextFilter("q", _("名称"), ("title",)),
        ChoiceFilter("state_is", _("状态"), "state", MeetingState),
        DateRangeFilter("held", _("日期"), "on"),
    ],
    empty=Empty(_("还没有会议"), _("筹备会议时，待上会的请示、上次缓议和没有办结的议定事项会列为建议议程。")),
    cards=meeting_lines,
)


def _places(actor: Actor) -> list[regions.RegionCard]:
    holds = actor.paths(Power.MEET)
    return [place for place in regions.regions_where(actor, Power.MEET) if place.path in holds]


@require_safe
def meeting_list(request: OfficeRequest) -> HttpResponseBase:
    """All meetings that the person sees."""
    may_plan = bool(_places(request.actor))
    return MEETINGS.respond(request, meetings_listed(request.actor), "progress/meetings/list.html", may_plan=may_plan)


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_new(request: OfficeRequest) -> HttpResponse:
    """Plan a meeting: the agenda begins with what waits for it."""
    places = _places(request.actor)
    if not places:
        raise NotAllowed(power=power_label(Power.MEET))
    code = request.GET.get("region", "") or places[0].code
    place = next((one for one in places if one.code == code), None)
    if place is None:
        raise MeetingNotFound
    proposed = proposed_items(request.actor, place.id)

    def plan(posted: QueryDict) -> str:
        items = _chosen(posted, proposed) + _lines(posted.get("texts", ""))
        made = progress.plan_meeting(request.actor, place.code, _draft(posted, place.code, tuple(items)))
        messages.success(request, gettext("已筹备，开会时在本页记录。"))
        return reverse("progress:meeting", args=[made])

    return answer(
        request,
        "progress/meetings/plan.html",
        {"plan": plan},
        typed=_first_typed(request.actor, place, timezone.localdate()),
        context=lambda: _context(request, place) | {"proposed": _marked(request, proposed), "is_new": True},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_edit(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Change number, day, place and attendees."""
    page = progress.meeting_page(request.actor, public_id)
    if MeetingVerb.PREPARE not in page.verbs:
        if not request.actor.may(Power.MEET):
            raise NotAllowed(power=power_label(Power.MEET))
        raise MeetingStateUnfit(state=page.line.state, verb=MeetingVerb.PREPARE)
    place = regions.region_cards([page.region_code])[page.region_code]

    def plan(posted: QueryDict) -> str:
        progress.change_meeting(request.actor, public_id, _draft(posted, place.code))
        messages.success(request, gettext("已修改。"))
        return reverse("progress:meeting", args=[public_id])

    typed = {
        "serial": str(page.line.serial),
        "title": page.line.title,
        "on": page.line.on.isoformat(),
        "starts_at": f"{page.starts_at:%H:%M}" if page.starts_at else "",
        "place": page.line.place,
        "chair": page.line.chair,
    }
    named = {one.name for one in page.attendees}
    return answer(
        request,
        "progress/meetings/plan.html",
        {"plan": plan},
        typed=typed,
        context=lambda: _context(request, place, named) | {"is_new": False},
    )


def _draft(posted: QueryDict, code: str, items: tuple[progress.ItemDraft, ...] = ()) -> progress.MeetingDraft:
    text = posted.get("serial", "").strip()
    if not (text.isascii() and text.isdigit() and len(text) < 5):
        raise NumberUnreadable(field="serial", text=cut(text, 30))
    return progress.MeetingDraft(
        serial=int(text),
        title=posted.get("title", ""),
        on=typed_day(posted, "on", _("日期")),
        chair=posted.get("chair", ""),
        place=posted.get("place", ""),
        starts_at=_typed_time(posted.get("starts_at", "")),
        attendees=tuple(_attendees(posted, code)),
        items=items,
    )


def _typed_time(text: str) -> time | None:
    try:
        return time.fromisoformat(text.strip()) if text.strip() else None
    except ValueError as error:
        raise DayUnreadable(field="starts_at", label=_("时间")) from error


def _attendees(posted: QueryDict, code: str) -> list[progress.AttendeeDraft]:
    """The people of the roster and the units that were chosen, in the order of the form."""
    people = set(posted.getlist("people"))
    found = [
        progress.AttendeeDraft(one.person, one.post, one.unit_id)
        for one in roster_of(code)
        if str(one.public_id) in people
    ]
    units = regions.units_by_public_id(known_ids(posted.getlist("units")))
    return found + [progress.AttendeeDraft(one.name, "", one.public_id) for one in units.values()]


def _chosen(posted: QueryDict, proposed: list[ProposedItem]) -> list[progress.ItemDraft]:
    sent = set(posted.getlist("items"))
    return [progress.ItemDraft(one.kind, one.title, one.public_id) for one in proposed if one.choice in sent]


def _lines(text: str) -> list[progress.ItemDraft]:
    return [progress.ItemDraft(ItemKind.TEXT, line.strip()) for line in text.splitlines() if line.strip()]


def _marked(request: OfficeRequest, proposed: list[ProposedItem]) -> list[tuple[ProposedItem, bool]]:
    sent = set(request.POST.getlist("items")) if request.method == "POST" else None
    return [(one, sent is None or one.choice in sent) for one in proposed]


def _context(request: OfficeRequest, place: regions.RegionCard, named: set[str] | None = None) -> dict[str, Any]:
    """The roster and the units to choose from; of a new meeting the whole roster is chosen."""
    posted = request.method == "POST"
    people, units = set(request.POST.getlist("people")), set(request.POST.getlist("units"))

    def is_chosen(number: str, sent: set[str], name: str, *, usually: bool) -> bool:
        if posted:
            return number in sent
        return usually if named is None else name in named

    return {
        "area": place,
        "people": [
            (one, is_chosen(str(one.public_id), people, one.person, usually=True)) for one in roster_of(place.code)
        ],
        "units": [
            (
                str(one.public_id),
                one.short_name or one.name,
                is_chosen(str(one.public_id), units, one.name, usually=False),
            )
            for one in regions.units_in(request.actor, place.code)
            if one.heir_id is None
        ],
    }


def _first_typed(actor: Actor, place: regions.RegionCard, on: date) -> dict[str, str]:
    serial = next_serial(actor, place.id)
    leads = [one.person for one in roster_of(place.code) if one.role is TeamRole.LEADER and not one.group]
    return {
        "serial": str(serial),
        "title": gettext("专班第%(serial)s次会议") % {"serial": serial},
        "on": on.isoformat(),
        "starts_at": "",
        "place": "",
        "chair": leads[0] if leads else "",
        "texts": "",
    }
