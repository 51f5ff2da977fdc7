"""Orders in words: how many days are left, to whom they were taken, where they lead."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from liangxin.domains.progress.queries.supervision.orders import OrderLine, SubjectCard
from liangxin.domains.progress.terms import SubjectKind


def order_address(line: OrderLine) -> str:
    """Where an order stands."""
    return reverse("progress:order", args=[line.public_id])


def days_words(line: OrderLine) -> str:
    """Working days left or overdue of an order that its unit owes; empty otherwise."""
    if line.days_left is None:
        return ""
    if line.days_left < 0:
        days = -line.days_left
        return ngettext("逾期%(days)s个工作日", "逾期%(days)s个工作日", days) % {"days": days}
    if line.days_left == 0:
        return gettext("今天到期")
    return ngettext("还有%(days)s个工作日", "还有%(days)s个工作日", line.days_left) % {"days": line.days_left}


def escalated_words(level: int | None) -> str:
    """To whom an order was taken."""
    return {1: gettext("分管领导"), 2: gettext("组长")}.get(level or 0, "")


def subject_address(card: SubjectCard) -> str:
    """Where the thing stands that an order is about."""
    names = {
        SubjectKind.TARGET: "progress:target",
        SubjectKind.TASK: "progress:task",
        SubjectKind.RETURN: "progress:return",
    }
    if card.kind not in names or card.public_id is None:
        return ""
    return reverse(names[card.kind], args=[card.public_id])
