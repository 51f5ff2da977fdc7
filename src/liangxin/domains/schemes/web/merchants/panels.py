"""What merchants contribute to the home page, the search, and a party's page."""

from __future__ import annotations

from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from liangxin.domains.parties import api as parties
from liangxin.domains.schemes.queries.merchants import merchants_named, merchants_of_party, waiting_for
from liangxin.domains.schemes.terms import ApplicationState, Power
from liangxin.domains.schemes.web.merchants.filters import category_words
from liangxin.foundation.accounts.api import OfficeRequest
from liangxin.foundation.ui.shell import Found, Panel, PanelLine, SubjectPanel


def waiting_panel(request: OfficeRequest) -> Panel | None:
    """Applications that wait for what the person may do."""
    counts = waiting_for(request.actor)
    if not counts:
        return None
    words = {ApplicationState.SUBMITTED: _("待审核的商户申请"), ApplicationState.REVIEWED: _("待批准的商户申请")}
    there = reverse("schemes:applications")
    lines = [PanelLine(words[state], f"{there}?state_is={state.value}", count) for state, count in counts.items()]
    return Panel(_("商户申请"), lines, more_url=there, order=18)


def found(request: OfficeRequest, words: str) -> list[Found]:
    """Merchants whose name, code or shops hold the words, for the search over everything."""
    if not request.actor.may(Power.READ):
        return []
    return [
        Found(_("商户"), card.name, reverse("schemes:merchant", args=[card.public_id]), gettext(card.state.label))
        for card in merchants_named(request.actor, words, timezone.localdate())
    ]


def of_party(request: OfficeRequest, public_id: UUID) -> SubjectPanel | None:
    """How an enterprise stands as a merchant, region by region, on its own page."""
    if not request.actor.may(Power.READ):
        return None
    party = parties.party_seen(request.actor, public_id)
    cards = merchants_of_party(request.actor, party.id, timezone.localdate())
    if not cards:
        return None
    lines = [
        PanelLine(
            f"{card.region_name} {gettext(card.state.label)}",
            reverse("schemes:merchant", args=[card.public_id]),
            note=category_words(card.categories),
        )
        for card in cards
    ]
    return SubjectPanel(_("准入商户"), lines=lines)
