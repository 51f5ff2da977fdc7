"""How a promotion event stands on a day, and what its results owe. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from liangxin.domains.schemes import errors
from liangxin.domains.schemes.terms import EVENT_NAME_LIMIT, PLACE_LIMIT, EventKind, EventState, Family
from liangxin.kernel.money import Money


@dataclass(frozen=True, slots=True)
class EventDraft:
    """What is said of an event; `last_day` is a day of it. What is not known is None, never 0."""

    kind: EventKind
    name: str
    first_day: date
    last_day: date
    place: str
    families: tuple[Family, ...] = ()
    organiser: str = ""
    budget: Money | None = None
    expected_visitors: int | None = None
    expected_turnover: Money | None = None


@dataclass(frozen=True, slots=True)
class ResultDraft:
    """What came of an event, as far as it was counted."""

    visitors: int | None = None
    orders: int | None = None
    turnover: Money | None = None
    claims: int | None = None
    note: str = ""

    @property
    def is_empty(self) -> bool:
        return self.visitors is None and self.orders is None and self.turnover is None and self.claims is None


def event_state(first: date, last: date, on: date, *, recorded: bool, cancelled: bool) -> EventState:
    """Where an event stands on a day."""
    if cancelled:
        return EventState.CANCELLED
    if recorded:
        return EventState.RECORDED
    if on < first:
        return EventState.PLANNED
    return EventState.RUNNING if on <= last else EventState.OVER


def require_event(draft: EventDraft) -> EventDraft:
    """The draft in its normal form. Raises WordsMissing, EventDaysWrong."""
    name, place = draft.name.strip(), draft.place.strip()
    for field, text, what, limit in (
        ("name", name, "活动名称", EVENT_NAME_LIMIT),
        ("place", place, "地点", PLACE_LIMIT),
    ):
        if not text or len(text) > limit:
            raise errors.WordsMissing(field=field, what=what, limit=limit)
    if draft.last_day < draft.first_day:
        raise errors.EventDaysWrong(field="last_day")
    return EventDraft(
        draft.kind, name, draft.first_day, draft.last_day, place, draft.families, draft.organiser.strip(),
        draft.budget, draft.expected_visitors, draft.expected_turnover,
    )  # fmt: skip


def require_result(draft: ResultDraft, first: date, on: date, *, recorded: bool, cancelled: bool) -> None:
    """Raise EventStepImpossible, ResultAhead, ResultEmpty, ReasonMissing where results cannot be recorded.

    Results that are recorded again say why in their note.
    """
    if cancelled:
        raise errors.EventStepImpossible(state=EventState.CANCELLED, verb="登记结果")
    if on < first:
        raise errors.ResultAhead(field="visitors", day=first)
    if draft.is_empty:
        raise errors.ResultEmpty(field="visitors")
    if recorded and not draft.note.strip():
        raise errors.ReasonMissing(field="note")
