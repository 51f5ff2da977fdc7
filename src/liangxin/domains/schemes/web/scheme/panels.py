"""What schemes contribute to the home page and to the search."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from liangxin.domains.schemes.queries.scheme_pages import (
    endings_to_decide,
    schemes_named,
    versions_ending,
    versions_to_approve,
)
from liangxin.domains.schemes.terms import ENDING_SOON_DAYS, Power
from liangxin.foundation.accounts.api import OfficeRequest
from liangxin.foundation.ui.formats import day
from liangxin.foundation.ui.shell import Found, Panel, PanelLine

SHOWN = 5


def to_approve_panel(request: OfficeRequest) -> Panel | None:
    """Versions and early ends that wait for the person's word."""
    if not request.actor.may(Power.APPROVE):
        return None
    today = timezone.localdate()
    lines = [
        PanelLine(card.scheme_name, reverse("schemes:version_decide", args=[card.public_id]), None, note)
        for cards, note in (
            (versions_to_approve(request.actor, today), _("待批准")),
            (endings_to_decide(request.actor, today), _("提请停止，待同意")),
        )
        for card in cards
    ]
    if not lines:
        return None
    return Panel(_("待我批准的补贴政策"), lines[:SHOWN], more_url=reverse("schemes:list"), order=12)


def ending_panel(request: OfficeRequest) -> Panel | None:
    """Schemes that end within thirty days and that nothing follows, for whoever may draft."""
    if not request.actor.may(Power.DRAFT):
        return None
    today = timezone.localdate()
    cards = versions_ending(request.actor, today, today + timedelta(ENDING_SOON_DAYS))
    lines = [
        PanelLine(
            card.scheme_name,
            reverse("schemes:version", args=[card.public_id]),
            None,
            _("施行到 %(day)s") % {"day": day(card.until)},
        )
        for card in cards[:SHOWN]
        if card.until is not None
    ]
    return Panel(_("快到期的补贴政策"), lines, more_url=reverse("schemes:list"), order=30) if lines else None


def found(request: OfficeRequest, words: str) -> list[Found]:
    """Schemes that hold the words, of those that the person sees."""
    return [
        Found(_("补贴政策"), name, reverse("schemes:scheme", args=[public_id]), region)
        for public_id, name, region in schemes_named(request.actor, words)
    ]
