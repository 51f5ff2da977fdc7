"""What the forms of rounds send."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from liangxin.domains.progress import api as progress
from liangxin.domains.progress.errors import FieldNeeded, NumberUnreadable
from liangxin.domains.progress.rules.rounds import period_at
from liangxin.domains.progress.terms import RoundKind
from liangxin.foundation.ui.posted import typed_day_or_none, typed_term
from liangxin.kernel.period import Period, PeriodUnreadable
from liangxin.kernel.text import cut


def typed_period(text: str, kind: RoundKind, on: date) -> Period:
    """A period as people write it; a week by any of its days. Raises PeriodUnreadable."""
    try:
        period = Period.read(text, year=on.year)
    except PeriodUnreadable as error:
        raise PeriodUnreadable(field="period", **error.details) from error
    return period_at(kind, period.start) if kind is RoundKind.WEEKLY and period.days == 1 else period


def round_draft(posted: QueryDict, on: date) -> progress.RoundDraft:
    """The round that the form asks to open. Raises PeriodUnreadable, ChoiceUnknown, DayUnreadable, NumberUnreadable."""
    kind = typed_term(posted, "kind", RoundKind, _("类别"))
    by_day = posted.get("due") == "day"
    return progress.RoundDraft(
        kind=kind,
        period=typed_period(posted.get("period", ""), kind, on),
        title=posted.get("title", ""),
        unit_ids=tuple(known_ids(posted.getlist("units"))),
        due_on=typed_day_or_none(posted, "due_on", _("报送期限")) if by_day else None,
        working_days=None if by_day else typed_days(posted),
        asks_targets=bool(posted.get("asks_targets")),
        asks_tasks=bool(posted.get("asks_tasks")),
        note=posted.get("note", ""),
        region_codes=tuple(posted.getlist("regions")),
    )


def typed_days(posted: QueryDict) -> int:
    """A number of working days, at most a year's. Raises FieldNeeded, NumberUnreadable."""
    text = posted.get("working_days", "").strip()
    if not text:
        raise FieldNeeded(field="working_days", what="工作日")
    if not (text.isascii() and text.isdigit() and 0 < int(text[:6]) <= 250):
        raise NumberUnreadable(field="working_days", text=cut(text, 30))
    return int(text)


def known_ids(values: list[str]) -> list[UUID]:
    """The public ids among what was sent."""
    found = []
    for value in values:
        try:
            found.append(UUID(value))
        except ValueError:
            continue
    return found


def typed_version(posted: QueryDict) -> int:
    """The version of a field that was seen; what is no number was never seen."""
    text = posted.get("seen", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1
