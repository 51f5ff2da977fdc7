"""What matters contribute to the home page and to the search."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from liangxin.domains.progress.queries.matters.cards import (
    matter_lines,
    matters_named,
    to_answer,
    to_decide,
)
from liangxin.domains.progress.terms import Power
from liangxin.domains.progress.web.matters.matters import matter_address
from liangxin.foundation.accounts.api import OfficeRequest
from liangxin.foundation.ui.formats import day
from liangxin.foundation.ui.shell import Found, Panel, PanelLine

SHOWN = 5


def decide_panel(request: OfficeRequest) -> Panel | None:
    """Matters that wait for the person's decision."""
    if not request.actor.may(Power.DECIDE):
        return None
    cards = matter_lines(to_decide(request.actor)[:SHOWN])
    if not cards:
        return None
    lines = [
        PanelLine(
            f"{card.unit}：{card.title}",
            matter_address(card),
            note=_("%(day)s前") % {"day": day(card.wanted_by)} if card.wanted_by else "",
        )
        for card in cards
    ]
    return Panel(_("请您批复"), lines, more_url=f"{reverse('progress:matters')}?state_is=raised", order=0)


def answer_panel(request: OfficeRequest) -> Panel | None:
    """Matters of the person's own units of which more is asked."""
    if not request.actor.may(Power.RAISE):
        return None
    cards = matter_lines(to_answer(request.actor, timezone.localdate())[:SHOWN])
    if not cards:
        return None
    lines = [PanelLine(card.title, matter_address(card), note=_(card.state.label)) for card in cards]
    return Panel(_("请示要补充"), lines, more_url=reverse("progress:matters"), order=1)


def found(request: OfficeRequest, words: str) -> list[Found]:
    """Matters whose title or question holds the words."""
    return [
        Found(_("请示报告"), line.title, matter_address(line), f"{line.unit} · {_(line.state.label)}")
        for line in matters_named(request.actor, words)
    ]
