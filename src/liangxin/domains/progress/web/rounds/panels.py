"""What rounds contribute to the home page and to the search."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from liangxin.domains.progress.queries.rounds import (
    ReturnLineCard,
    late_returns,
    of_my_unit,
    proposals,
    return_cards,
    returns_listed,
    rounds_named,
    still_due,
    to_approve,
)
from liangxin.domains.progress.terms import Power
from liangxin.domains.progress.web.rounds.rounds import (
    answered_words,
    late_words,
    new_address,
    return_address,
    round_address,
)
from liangxin.foundation.accounts.api import OfficeRequest
from liangxin.foundation.ui.formats import period
from liangxin.foundation.ui.shell import Found, Panel, PanelLine

SHOWN = 5


def _lines(cards: list[ReturnLineCard], *, by_unit: bool) -> list[PanelLine]:
    return [
        PanelLine(card.unit if by_unit else card.round_title, return_address(card), note=late_words(card))
        for card in cards
    ]


def due_panel(request: OfficeRequest) -> Panel | None:
    """Returns that the person's own units owe, with the working days left."""
    if not request.actor.may(Power.FILL):
        return None
    today = timezone.localdate()
    cards = return_cards(still_due(of_my_unit(request.actor, returns_listed(request.actor), today))[:SHOWN])
    if not cards:
        return None
    return Panel(_("我单位要报的"), _lines(cards, by_unit=False), more_url=reverse("progress:returns"), order=1)


def approve_panel(request: OfficeRequest) -> Panel | None:
    """Submitted returns that wait for the person."""
    if not request.actor.may(Power.APPROVE):
        return None
    cards = return_cards(to_approve(request.actor)[:SHOWN])
    if not cards:
        return None
    lines = [PanelLine(card.unit, return_address(card), note=card.round_title) for card in cards]
    return Panel(_("待审定的报送"), lines, more_url=reverse("progress:rounds"), order=1)


def office_panel(request: OfficeRequest) -> Panel | None:
    """Rounds that the office should open now, and units that are late."""
    if not request.actor.may(Power.DISPATCH):
        return None
    today = timezone.localdate()
    lines = [
        PanelLine(
            _("发起%(period)s的%(kind)s") % {"period": period(each.period), "kind": _(each.kind.label)},
            new_address(each),
            note=_("%(asker)s要求汇总") % {"asker": each.asker} if each.asker else each.region_name,
        )
        for each in proposals(request.actor, today)[:SHOWN]
    ]
    rows = late_returns(request.actor, today)
    lines += _lines(return_cards(rows[:SHOWN]), by_unit=True)
    count = rows.count()
    if not lines:
        return None
    title = _("调度")
    if count:
        title = ngettext("调度（%(count)s个单位逾期未报）", "调度（%(count)s个单位逾期未报）", count) % {"count": count}
    return Panel(title, lines, more_url=reverse("progress:rounds"), order=1)


def found(request: OfficeRequest, words: str) -> list[Found]:
    """Rounds whose title holds the words."""
    return [
        Found(_("调度"), line.title, round_address(line), answered_words(line))
        for line in rounds_named(request.actor, words)
    ]
