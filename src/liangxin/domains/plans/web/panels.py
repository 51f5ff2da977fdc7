"""What plans contribute to the home page and to the search."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from liangxin.domains.plans.queries.documents import document_cards, documents_named, documents_of, waiting_count
from liangxin.domains.plans.queries.promises import my_next_tasks, promises_named
from liangxin.domains.plans.terms import Power
from liangxin.domains.plans.web.wording import figure_words
from liangxin.foundation.accounts.api import OfficeRequest
from liangxin.foundation.ui.shell import Found, Panel, PanelLine

NEWEST = 5


def home_panel(request: OfficeRequest) -> Panel | None:
    """The newest plans, and how many clauses wait for a person."""
    if not request.actor.may(Power.READ):
        return None
    newest = document_cards(documents_of(request.actor)[:NEWEST])
    lines = [
        PanelLine(
            card.shown_title,
            reverse("plans:reading", args=[card.public_id]),
            card.waiting or None,
            _("待审") if card.waiting else "",
        )
        for card in newest
    ]
    waiting = waiting_count(request.actor)
    title = _("方案（%(count)s 条待审）") % {"count": waiting} if waiting else _("方案")
    empty = _("还没有方案。把印发的方案文件拖进来，一秒钟读出目标、任务和责任单位。")
    return Panel(title, lines, empty, reverse("plans:documents"), order=10)


def my_tasks_panel(request: OfficeRequest) -> Panel | None:
    """What the person's own units answer for, the earliest due first."""
    if not request.actor.may(Power.READ):
        return None
    cards, count = my_next_tasks(request.actor, timezone.localdate(), NEWEST)
    if not cards:
        return None
    lines = [
        PanelLine(
            card.title,
            reverse("plans:task", args=[card.public_id]),
            note=_("%(year)s年") % {"year": card.deadline} if card.deadline else _("未写期限"),
        )
        for card in cards
    ]
    title = _("我单位的任务（%(count)s 项）") % {"count": count}
    return Panel(title, lines, more_url=reverse("plans:my_tasks"), order=5)


def found(request: OfficeRequest, words: str) -> list[Found]:
    """Plans whose title, number or file name has the words."""
    return [
        Found(_("方案"), card.shown_title, reverse("plans:reading", args=[card.public_id]), card.document_number)
        for card in documents_named(request.actor, words)
    ]


def found_promises(request: OfficeRequest, words: str) -> list[Found]:
    """Targets and tasks in force that hold the words, of those that the person sees."""
    targets, tasks = promises_named(request.actor, words)
    return [
        Found(_("目标"), card.name, reverse("plans:target", args=[card.public_id]), figure_words(card))
        for card in targets
    ] + [Found(_("任务"), card.title, reverse("plans:task", args=[card.public_id]), card.lead) for card in tasks]
