"""When somebody was last reminded, in words."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext

from liangxin.domains.progress.queries.reminding import Reminded
from liangxin.domains.progress.queries.rounds import ReturnLineCard


def reminded_words(card: ReturnLineCard) -> str:
    """When, why, and whom; or that there was nobody to remind. Empty where it never was."""
    last: Reminded | None = card.reminded
    if last is None:
        return ""
    at = timezone.localtime(last.at)
    said = {
        "at": f"{at.month}月{at.day}日 {at:%H:%M}",
        "why": gettext(last.kind.label),
        "people": "、".join(last.people),
    }
    if not last.people:
        return gettext("%(at)s 没有可提醒的人员") % said
    return gettext("%(at)s %(why)s：%(people)s") % said
