"""What registers contribute to the home page and to the search."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from liangxin.domains.registers.queries.records import records_named
from liangxin.domains.registers.queries.registers import (
    registers_named,
    registers_of_my_units,
    registers_to_confirm,
)
from liangxin.domains.registers.terms import Power
from liangxin.foundation.accounts.api import OfficeRequest
from liangxin.foundation.ui.shell import Found, Panel, PanelLine

SHOWN = 5


def my_registers_panel(request: OfficeRequest) -> Panel | None:
    """Registers of the person's own units, those with most records not finished first."""
    if not request.actor.may(Power.FILL):
        return None
    cards = registers_of_my_units(request.actor, timezone.localdate())
    if not cards:
        return None
    waiting = sorted(cards, key=lambda card: -card.not_finished)[:SHOWN]
    lines = [
        PanelLine(
            card.title,
            reverse("registers:page", args=[card.public_id]),
            card.not_finished or None,
            _("条未办结") if card.not_finished else _("没有未办结的记录"),
        )
        for card in waiting
    ]
    title = _("我单位的台账（%(count)s 本）") % {"count": len(cards)}
    return Panel(title, lines, more_url=reverse("registers:list"), order=15)


def to_confirm_panel(request: OfficeRequest) -> Panel | None:
    """Registers with records that wait for a confirmation which the person may give."""
    cards = registers_to_confirm(request.actor, timezone.localdate())
    if not cards:
        return None
    lines = [
        PanelLine(card.title, reverse("registers:page", args=[card.public_id]), card.to_confirm, _("条待确认"))
        for card in cards[:SHOWN]
    ]
    return Panel(_("待确认的台账记录"), lines, more_url=reverse("registers:list"), order=16)


def found(request: OfficeRequest, words: str) -> list[Found]:
    """Registers and records that hold the words, of those that the person sees."""
    actor, today = request.actor, timezone.localdate()
    return [
        Found(_("台账"), card.title, reverse("registers:page", args=[card.public_id]), card.unit_name)
        for card in registers_named(actor, words, today)
    ] + [
        Found(_("台账记录"), card.name, reverse("registers:record", args=[card.public_id]), title)
        for card, title in records_named(actor, words)
    ]
