"""What supervision contributes to the home page, the search, and pages of targets, tasks and regions."""

from __future__ import annotations

from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from liangxin.domains.progress.queries.supervision.orders import (
    OrderLine,
    order_lines,
    orders_about,
    orders_listed,
    orders_named,
    overdue_count,
    owed_by_mine,
    pressing_first,
    to_decide,
    to_instruct,
)
from liangxin.domains.progress.queries.supervision.proposals import proposed_orders
from liangxin.domains.progress.terms import OrderState, OrderVerb, Power, SubjectKind
from liangxin.domains.progress.web.supervision.board import order_words, overdue_address
from liangxin.domains.progress.web.supervision.wording import days_words, escalated_words, order_address
from liangxin.foundation.accounts.api import OfficeRequest
from liangxin.foundation.ui.shell import Found, Panel, PanelLine, SubjectPanel

SHOWN = 5


def _lines(cards: list[OrderLine]) -> list[PanelLine]:
    return [PanelLine(card.title, order_address(card), note=days_words(card)) for card in cards]


def mine_panel(request: OfficeRequest) -> Panel | None:
    """Orders that wait for the person's own units."""
    if not request.actor.may(Power.ANSWER_ORDER):
        return None
    rows = owed_by_mine(request.actor, timezone.localdate())
    cards = order_lines(rows[:SHOWN])
    if not cards:
        return None
    return Panel(_("我单位的督办"), _lines(cards), more_url=reverse("progress:orders_mine"), order=1)


def office_panel(request: OfficeRequest) -> Panel | None:
    """What waits for the office: answers to look at, wishes for time, and what the program proposes."""
    if not request.actor.may(Power.SUPERVISE):
        return None
    today = timezone.localdate()
    cards = order_lines(to_decide(request.actor, today)[:SHOWN])
    lines = [
        PanelLine(
            card.title,
            order_address(card),
            note=_("待核") if card.state is OrderState.REPLIED else _(OrderVerb.ASK_TIME.label),
        )
        for card in cards
    ]
    late = overdue_count(orders_listed(request.actor, today))
    if late:
        lines.append(PanelLine(_("逾期的督办"), overdue_address(), late, _("件")))
    proposed = len(proposed_orders(request.actor, today))
    if proposed:
        lines.append(PanelLine(_("建议督办的事项"), reverse("progress:orders_proposed"), proposed, _("项")))
    if not lines:
        return None
    return Panel(_("督办"), lines, more_url=reverse("progress:orders"), order=1)


def leader_panel(request: OfficeRequest) -> Panel | None:
    """Escalated orders on which an instruction is waited for."""
    if not request.actor.may(Power.INSTRUCT):
        return None
    rows = to_instruct(request.actor, timezone.localdate())
    cards = order_lines(rows[:SHOWN])
    if not cards:
        return None
    count = rows.count()
    said = {"count": count}
    title = ngettext("请您批示（%(count)s件督办已升级）", "请您批示（%(count)s件督办已升级）", count) % said
    lines = [
        PanelLine(
            f"{card.lead}：{card.title}",
            order_address(card),
            note=" · ".join(filter(None, (escalated_words(card.escalated), days_words(card)))),
        )
        for card in cards
    ]
    return Panel(title, lines, more_url=f"{reverse('progress:orders')}?sort=-escalated", order=0)


def found(request: OfficeRequest, words: str) -> list[Found]:
    """Orders whose number or title holds the words."""
    return [
        Found(_("督办"), order_words(line), order_address(line), f"{line.lead} · {_(line.state.label)}")
        for line in orders_named(request.actor, words, timezone.localdate())
    ]


def _about(request: OfficeRequest, kind: SubjectKind, public_id: UUID) -> SubjectPanel | None:
    cards = orders_about(request.actor, kind, public_id, timezone.localdate())
    if not cards:
        return None
    lines = [
        PanelLine(order_words(card), order_address(card), note=f"{_(card.state.label)} {days_words(card)}".strip())
        for card in cards
    ]
    return SubjectPanel(_("督办"), order_address(cards[0]), cards[0].state, lines=lines, order=20)


def of_target(request: OfficeRequest, public_id: UUID) -> SubjectPanel | None:
    """Open orders about a target."""
    return _about(request, SubjectKind.TARGET, public_id)


def of_task(request: OfficeRequest, public_id: UUID) -> SubjectPanel | None:
    """Open orders about a task."""
    return _about(request, SubjectKind.TASK, public_id)


def of_region(request: OfficeRequest, code: str) -> SubjectPanel | None:
    """The most pressing open orders of a region, for those who see more than their own unit."""
    today = timezone.localdate()
    rows = orders_listed(request.actor, today).filter(region__code=code)
    running = rows.exclude(state__in=[OrderState.CLOSED.value, OrderState.WITHDRAWN.value, OrderState.DRAFTED.value])
    cards = order_lines(pressing_first(running)[:SHOWN])
    if not cards:
        return None
    facts = [(_("未办结"), _("%(count)s件") % {"count": running.count()})]
    late = overdue_count(rows)
    if late:
        facts.append((_("逾期"), _("%(count)s件") % {"count": late}))
    lines = [PanelLine(f"{card.lead}：{card.title}", order_address(card), note=days_words(card)) for card in cards]
    return SubjectPanel(_("督办"), reverse("progress:orders"), facts=facts, lines=lines, order=20)
