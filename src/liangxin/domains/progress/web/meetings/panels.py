"""What meetings contribute to the home page and to the search."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from liangxin.domains.progress.queries.meetings.cards import coming, meeting_lines, meetings_named, to_confirm
from liangxin.domains.progress.terms import Power
from liangxin.domains.progress.web.meetings.planning import meeting_address
from liangxin.foundation.accounts.api import OfficeRequest
from liangxin.foundation.ui.formats import day
from liangxin.foundation.ui.shell import Found, Panel, PanelLine

SHOWN = 3


def confirm_panel(request: OfficeRequest) -> Panel | None:
    """Minutes that wait for the person's confirmation."""
    if not request.actor.may(Power.CONFIRM_MINUTES):
        return None
    cards = meeting_lines(to_confirm(request.actor)[:SHOWN])
    if not cards:
        return None
    lines = [PanelLine(card.title, meeting_address(card), note=day(card.on)) for card in cards]
    return Panel(_("请您确认的纪要"), lines, more_url=reverse("progress:meetings"), order=1)


def coming_panel(request: OfficeRequest) -> Panel | None:
    """Meetings that are planned."""
    if not request.actor.may(Power.READ):
        return None
    cards = meeting_lines(coming(request.actor, timezone.localdate())[:SHOWN])
    if not cards:
        return None
    lines = [PanelLine(card.title, meeting_address(card), note=day(card.on)) for card in cards]
    return Panel(_("将开的专班会议"), lines, more_url=reverse("progress:meetings"), order=5)


def found(request: OfficeRequest, words: str) -> list[Found]:
    """Meetings whose title or agenda holds the words."""
    return [
        Found(_("专班会议"), line.title, meeting_address(line), day(line.on))
        for line in meetings_named(request.actor, words)
    ]
