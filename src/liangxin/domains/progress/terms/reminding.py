"""Reminders: why somebody is reminded, what the office may set, how often by hand."""

from __future__ import annotations

from typing import Final

from liangxin.kernel.term import Term

MOST_DAYS: Final = 30
MINUTES_BETWEEN: Final = 60  # a unit is reminded by hand once in so long


class Reminder(Term):
    """Why somebody is told about what a unit owes. All but the one by hand may be switched off for a region."""

    OPENED = "opened", "下达即告知"
    BEFORE_DUE = "before_due", "到期前提醒"
    DUE = "due", "到期当天提醒"
    LATE = "late", "逾期每日催报"
    ESCALATED = "escalated", "逾期报告分管领导"
    GROUP = "group", "工作群每日汇总"
    SENT_BACK = "sent_back", "退回即告知"
    QUESTION = "question", "提问未答提醒"
    SUBMITTED = "submitted", "提交即告知审定人"
    APPROVED = "approved", "审定即告知"
    BY_HAND = "by_hand", "人工催报"


# Working days that a rule counts by, until the office says otherwise; the others count none.
USUAL_DAYS: Final = {Reminder.BEFORE_DUE: 2, Reminder.ESCALATED: 3, Reminder.QUESTION: 2}
SWITCHED: Final = tuple(kind for kind in Reminder if kind is not Reminder.BY_HAND)


class News(Term):
    """What people and groups are told: the kinds of messages of this package."""

    OPENED = "progress.opened", "调度下达"
    REMINDER = "progress.reminder", "催报提醒"
    SENT_BACK = "progress.sent_back", "报送退回"
    SUBMITTED = "progress.submitted", "待审定报送"
    APPROVED = "progress.approved", "报送审定"
    OVERDUE = "progress.overdue", "久拖未报"
    SUMMARY = "progress.summary", "工作群汇总"
    ORDER = "progress.order", "督办"
    ESCALATED = "progress.escalated", "督办升级"

    @property
    def is_by_mail(self) -> bool:
        """Whether it comes by mail unless the person says otherwise."""
        return self is not News.APPROVED
