"""What plans contribute to the home page and to the search."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from liangxin.domains.plans.queries import document_cards, documents_named, documents_of, waiting_count
from liangxin.domains.plans.terms import Power
from liangxin.foundation.accounts.api import OfficeRequest
from liangxin.foundation.ui.shell import Found, Panel, PanelLine

NEWEST = 5


def home_panel(request: OfficeRequest) -> Panel | None:
    """The newest plans, and how many clauses wait for a person."""
    if not request.actor.may(Power.READ):
        return None
    newest = document_cards(documents_of(request.actor)[:NEWEST])
    lines = [
        PanelLine(card.shown_title, reverse("plans:reading", args=[card.public_id]), card.unread or None, _("待处理"))
        for card in newest
    ]
    waiting = waiting_count(request.actor)
    title = _("方案（%(count)s 处未读待处理）") % {"count": waiting} if waiting else _("方案")
    empty = _("还没有方案。把印发的方案文件拖进来，一秒钟读出目标、任务和责任单位。")
    return Panel(title, lines, empty, reverse("plans:documents"), order=10)


def found(request: OfficeRequest, words: str) -> list[Found]:
    """Plans whose title, number or file name has the words."""
    return [
        Found(_("方案"), card.shown_title, reverse("plans:reading", args=[card.public_id]), card.document_number)
        for card in documents_named(request.actor, words)
    ]
