"""Robots of groups: registering one, trying it, and how its sendings went."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib import messages as notices
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from liangxin.domains.regions import api as regions
from liangxin.foundation.accounts.api import NotAllowed, OfficeRequest, power_label
from liangxin.foundation.jobs.api import run_card
from liangxin.foundation.messages import api as messages
from liangxin.foundation.messages.api import ChannelCard, ChannelKind, Power
from liangxin.foundation.ui.posted import ChoiceUnknown, answer, typed_term


def places_named(cards: Iterable[ChannelCard]) -> dict[UUID, str]:
    """The region, or the unit, that each robot belongs to, in words."""
    known = list(cards)
    paths, units = messages.places_of(known)
    places = regions.region_cards(_code(path) for path in paths)
    named = regions.unit_cards(units)
    return {
        card.public_id: named[card.unit_id].name
        if card.unit_id in named
        else places[_code(card.region_path)].name
        if _code(card.region_path) in places
        else _code(card.region_path)
        for card in known
    }


def _code(path: str) -> str:
    return path.rstrip("/").rsplit("/", 1)[-1]


@require_safe
def channel_list(request: OfficeRequest) -> HttpResponse:
    """All robots that the person looks after, and how mail goes."""
    _require(request)
    cards = messages.channels_seen(request.actor)
    named = places_named(cards)
    context = {
        "channels": [(card, named[card.public_id]) for card in cards],
        "mail": messages.mail_counts(),
        "mail_is_on": messages.mail_is_on(),
    }
    return render(request, "workbench/channels.html", context)


def _require(request: OfficeRequest) -> None:
    if not request.actor.may(Power.CHANNELS):
        raise NotAllowed(power=power_label(Power.CHANNELS))


@require_http_methods(["GET", "HEAD", "POST"])
def channel_new(request: OfficeRequest) -> HttpResponse:
    """Register a robot: first the region, then whose group it is, and its address."""
    _require(request)
    actor = request.actor
    places = regions.regions_where(actor, Power.CHANNELS)
    region = next((place for place in places if place.code == request.GET.get("region", "")), places[0])
    units = regions.units_in(actor, region.code)

    def add(posted: QueryDict) -> str:
        chosen = posted.get("unit", "")
        unit = next((each for each in units if str(each.public_id) == chosen), None)
        if chosen and unit is None:
            raise ChoiceUnknown(field="unit", label=_("归属"))
        draft = messages.ChannelDraft(
            kind=typed_term(posted, "kind", ChannelKind, _("类别")),
            name=posted.get("name", ""),
            region_path=region.path,
            unit_id=unit.id if unit else None,
            address=posted.get("address", ""),
            secret=posted.get("secret", ""),
        )
        public_id = messages.add_channel(actor, draft)
        notices.success(request, gettext("群机器人已登记，请试发一条看看。"))
        return reverse("channel", args=[public_id])

    def context() -> dict[str, Any]:
        return {
            "places": places,
            "region": region,
            "units": [(str(unit.public_id), unit.name) for unit in units],
            "kinds": [(kind.value, gettext(kind.label)) for kind in ChannelKind],
        }

    typed = {"kind": ChannelKind.WECOM.value, "name": "", "unit": "", "address": "", "secret": ""}
    return answer(request, "workbench/channel_new.html", {"add": add}, typed=typed, context=context)


@require_http_methods(["GET", "HEAD", "POST"])
def channel_page(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """One robot: change it, try it, switch it off, forget it; its last sendings."""
    actor, here = request.actor, reverse("channel", args=[public_id])
    card = messages.channel_seen(actor, public_id)

    def change(posted: QueryDict) -> str:
        sent = {name: posted.get(name, "") for name in ("name", "address", "secret")}
        messages.change_channel(actor, public_id, **sent)
        notices.success(request, gettext("群机器人已修改。"))
        return here

    def try_it(_posted: QueryDict) -> str:
        place = places_named([card])[card.public_id]
        title, text = gettext("试发：两新工作消息"), gettext("%(place)s登记了这个群机器人，收到说明设置正确。")
        run = messages.try_channel(actor, public_id, title, text % {"place": place})
        return f"{here}?run={run}"

    def switch(posted: QueryDict) -> str:
        messages.switch_channel(actor, public_id, is_on=posted.get("is_on") == "1")
        return here

    def remove(_posted: QueryDict) -> str:
        messages.remove_channel(actor, public_id)
        notices.success(request, gettext("群机器人已删除。"))
        return reverse("channels")

    def context() -> dict[str, Any]:
        run = request.GET.get("run", "")
        return {
            "channel": card,
            "place": places_named([card])[card.public_id],
            "deliveries": messages.deliveries_of(actor, public_id),
            "run": run_card(run, actor) if run else None,
        }

    deeds = {"change": change, "try": try_it, "switch": switch, "remove": remove}
    typed = {"name": card.name, "address": "", "secret": ""}
    return answer(request, "workbench/channel.html", deeds, typed=typed, context=context)
