"""One meeting: agenda, minutes that save themselves field by field, follow-ups, attendance, confirmation."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from liangxin.domains.progress import api as progress
from liangxin.domains.progress.access import get_minute
from liangxin.domains.progress.queries.bulletins.trails import writing_about
from liangxin.domains.progress.queries.meetings.agenda import ProposedItem, proposed_items
from liangxin.domains.progress.queries.meetings.cards import ItemCard, minute_card
from liangxin.domains.progress.terms import (
    BulletinKind,
    ItemKind,
    MeetingState,
    MeetingVerb,
    Outcome,
    Presence,
    WriteOutcome,
)
from liangxin.domains.progress.web.rounds.forms import known_ids, typed_version
from liangxin.domains.regions import api as regions
from liangxin.foundation.accounts.api import OfficeRequest
from liangxin.foundation.ui.posted import ChoiceUnknown, answer, typed_day
from liangxin.foundation.ui.refusals import refusal_words
from liangxin.kernel.refusal import Refusal, RefusalKind

_ADDRESSES = {ItemKind.TARGET: "progress:target", ItemKind.ORDER: "progress:order", ItemKind.MATTER: "progress:matter"}


def item_address(item: ItemCard) -> str:
    """Where the thing stands that an item is about."""
    if item.kind not in _ADDRESSES or item.subject is None:
        return ""
    return reverse(_ADDRESSES[item.kind], args=[item.subject])


class _Deeds:
    """What the forms of the page ask for."""

    def __init__(self, request: OfficeRequest, public_id: UUID) -> None:
        self.request, self.actor, self.id = request, request.actor, public_id

    def all(self) -> Mapping[str, Callable[[QueryDict], str]]:
        return {
            "presence": self.presence,
            "add_item": self.add_item,
            "remove_item": self.remove_item,
            "settle": self.settle,
            "follow_up": self.follow_up,
            "drop": self.drop,
            "hand_in": self.hand_in,
            "send_back": self.send_back,
            "confirm": self.confirm,
            "cancel": self.cancel,
            "add": self.add,
        }

    def presence(self, posted: QueryDict) -> str:
        marks: dict[int, Presence | None] = {}
        for name, value in posted.items():
            place = name.removeprefix("p_")
            if name.startswith("p_") and place.isascii() and place.isdigit() and len(place) < 5:
                marks[int(place)] = Presence.of(str(value)) if value in set(Presence) else None
        progress.mark_presence(self.actor, self.id, marks)
        return self._done(gettext("已登记到会。"), "attendees")

    def add_item(self, posted: QueryDict) -> str:
        kind, _colon, number = posted.get("proposed", "").partition(":")
        ids = known_ids([number])
        draft = progress.ItemDraft(ItemKind.TEXT, posted.get("item", "") or number)
        if kind in _ADDRESSES and ids:
            draft = progress.ItemDraft(ItemKind.of(kind), "", ids[0])
        progress.add_item(self.actor, self.id, draft)
        return self._done(gettext("已列入议程。"), "agenda")

    def remove_item(self, posted: QueryDict) -> str:
        progress.remove_item(self.actor, self._id(posted))
        return self._done(gettext("已移出议程。"), "agenda")

    def settle(self, posted: QueryDict) -> str:
        outcome = posted.get("outcome", "")
        progress.settle_item(
            self.actor,
            self._id(posted),
            put_off=posted.get("put_off") == "1",
            outcome=Outcome.of(outcome) if outcome in set(Outcome) else None,
        )
        return self._done(gettext("已记录。"), f"item-{posted.get('item_id', '')}")

    def follow_up(self, posted: QueryDict) -> str:
        unit = known_ids([posted.get("unit", "")])
        if not unit:
            raise ChoiceUnknown(field="unit", label=_("责任单位"))
        due_on = typed_day(posted, "due_on", _("期限"))
        progress.write_follow_up(self.actor, self._id(posted), unit[0], posted.get("text", ""), due_on)
        return self._done(gettext("已登记，纪要确认后成为督办。"), f"item-{posted.get('item_id', '')}")

    def drop(self, posted: QueryDict) -> str:
        ids = known_ids([posted.get("follow_up_id", "")])
        if not ids:
            raise ChoiceUnknown(label=_("议定事项"))
        progress.drop_follow_up(self.actor, ids[0])
        return self._done(gettext("已去掉。"), "agenda")

    def hand_in(self, _posted: QueryDict) -> str:
        progress.hand_in_minutes(self.actor, self.id)
        return self._done(gettext("已提交，由另一位确认。"))

    def send_back(self, posted: QueryDict) -> str:
        progress.send_back_minutes(self.actor, self.id, posted.get("why_back", ""))
        return self._done(gettext("已退回修改。"))

    def confirm(self, _posted: QueryDict) -> str:
        count = progress.confirm_minutes(self.actor, self.id)
        said = ngettext("纪要已确认，下达督办%(count)s件。", "纪要已确认，下达督办%(count)s件。", count)
        return self._done(said % {"count": count})

    def cancel(self, posted: QueryDict) -> str:
        progress.cancel_meeting(self.actor, self.id, posted.get("why_cancelled", ""))
        return self._done(gettext("已取消。"))

    def add(self, posted: QueryDict) -> str:
        progress.add_to_minutes(self.actor, self.id, posted.get("addendum", ""))
        return self._done(gettext("已补充。"))

    def _id(self, posted: QueryDict) -> UUID:
        ids = known_ids([posted.get("item_id", "")])
        if not ids:
            raise ChoiceUnknown(label=_("议题"))
        return ids[0]

    def _done(self, words: str, place: str = "") -> str:
        messages.success(self.request, words)
        return reverse("progress:meeting", args=[self.id]) + (f"#{place}" if place else "")


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_page(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """One meeting as the person may see it; its minutes are written here."""

    def context() -> dict[str, Any]:
        page = progress.meeting_page(request.actor, public_id)
        edits = MeetingVerb.PREPARE in page.verbs
        units = regions.units_in(request.actor, page.region_code) if edits else []
        place = regions.region_cards([page.region_code])[page.region_code]
        final = page.line.state is MeetingState.CONFIRMED
        file_url = writing_about(request.actor, BulletinKind.MINUTES, page.region_code, public_id) if final else ""
        return {
            "page": page,
            "line": page.line,
            "edits": edits,
            "file_url": file_url,
            "may": {verb.value: True for verb in page.verbs},
            "items": [(item, item_address(item)) for item in page.items],
            "presences": [(one.value, gettext(one.label)) for one in Presence],
            "outcomes": [(one.value, gettext(one.label)) for one in Outcome],
            "units": [(str(one.public_id), one.short_name or one.name) for one in units if one.heir_id is None],
            "proposed": _not_yet(page.items, proposed_items(request.actor, place.id)) if edits else [],
        }

    names = ("item", "unit", "text", "due_on", "why_back", "why_cancelled", "addendum", "item_id")
    typed = dict.fromkeys(names, "")
    return answer(
        request, "progress/meetings/meeting.html", _Deeds(request, public_id).all(), typed=typed, context=context
    )


def _not_yet(items: tuple[ItemCard, ...], proposed: list[ProposedItem]) -> list[tuple[str, str]]:
    there = {(item.kind, item.subject or item.title) for item in items}
    return [
        (one.choice, f"{one.title}（{gettext(one.why.label)}）")
        for one in proposed
        if (one.kind, one.public_id or one.title) not in there
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def minute(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Save one field of the minutes; or show it as it stands."""
    if request.method != "POST":
        card = minute_card(get_minute(request.actor, public_id))
        return render(request, "progress/meetings/minute.html", {"field": card, "edits": True})
    typed = request.POST.get("value", "")
    try:
        saved = progress.save_minute(request.actor, public_id, typed, typed_version(request.POST))
    except Refusal as refusal:
        if refusal.kind in (RefusalKind.MISSING, RefusalKind.FORBIDDEN):
            raise
        card = minute_card(get_minute(request.actor, public_id))
        shown = {"field": card, "seen": typed_version(request.POST), "refusal": refusal_words(refusal)}
        return render(request, "progress/meetings/minute_mark.html", shown)
    conflict = saved.outcome is WriteOutcome.CONFLICT
    context = {"field": saved.field, "seen": saved.field.version, "conflict": conflict, "typed": typed}
    return render(request, "progress/meetings/minute_mark.html", context)
