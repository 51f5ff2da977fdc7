"""What a bulletin knows: plain values gathered once, each with the address of its trail. Missing is None, never 0."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from liangxin.domains.progress.terms import Status, TaskState
from liangxin.kernel.period import Period


@dataclass(frozen=True, slots=True)
class StatusCounts:
    """Targets by status, with the address of the list that holds just those; a share is of those known."""

    on_track: int = 0
    at_risk: int = 0
    behind: int = 0
    not_known: int = 0
    trails: Mapping[str, str] = field(default_factory=dict, hash=False)

    @property
    def known(self) -> int:
        return self.on_track + self.at_risk + self.behind

    @property
    def all(self) -> int:
        return self.known + self.not_known

    def of(self, status: Status) -> int:
        return int(getattr(self, status.value))

    def trail(self, status: Status | None = None) -> str:
        """The list of those of a status, or of all."""
        return self.trails.get(status.value if status else "", "")


@dataclass(frozen=True, slots=True)
class GroupFact:
    """An action, a unit or a region below with its counts."""

    name: str
    counts: StatusCounts


@dataclass(frozen=True, slots=True)
class TargetFact:
    """A target as it stood. `reason` is the sentence of the rule that decided, `lack` why there is no figure.

    `got` of `due` parts of the figure had come; `origin` says whether it was computed or reported.
    """

    name: str
    lead: str
    chapter: str
    status: Status
    aim: str
    unit: str
    actual: Decimal | None
    expected: Decimal | None
    index: Decimal | None
    origin: str
    as_of: date | None
    got: int | None
    due: int | None
    deadline: str
    is_reached: bool
    reason: str
    lack: str
    trail: str
    forecast_low: Decimal | None = None
    forecast_high: Decimal | None = None
    falls_short: bool = False
    was: Status | None = None  # before the changes since the last bulletin; None where it did not turn
    way: str = ""  # of growth its word: 增长, 年均增长, 下降 where a fall is promised by its size


@dataclass(frozen=True, slots=True)
class TaskFact:
    """A task with what its unit last reported."""

    title: str
    lead: str
    state: TaskState | None
    risks: str
    waiting_for: str
    trail: str


@dataclass(frozen=True, slots=True)
class UnitFact:
    """What a unit is ranked by: fields filled of those asked for, rounds in time of those timed, targets on track of
    those known of all that it leads.
    """

    name: str
    counts: StatusCounts
    filled: int = 0
    asked: int = 0
    in_time: int = 0
    timed: int = 0
    trail: str = ""


@dataclass(frozen=True, slots=True)
class RoundFact:
    """The round of the period: how many units were asked, had submitted, in time, and were approved."""

    title: str
    units: int
    submitted: int
    in_time: int
    approved: int
    silent: tuple[str, ...]
    trail: str


@dataclass(frozen=True, slots=True)
class Programme:
    """All about a region's targets and tasks on the day when the facts were gathered; `since` bounds what changed."""

    counts: StatusCounts
    targets: tuple[TargetFact, ...] = ()
    tasks: tuple[TaskFact, ...] = ()
    units: tuple[UnitFact, ...] = ()
    rounds: tuple[RoundFact, ...] = ()
    since: date | None = None
    chapters: tuple[GroupFact, ...] = ()
    below: tuple[GroupFact, ...] = ()
    task_trails: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class OrderFacts:
    """A supervision order: what is demanded of whom by when, on what ground, and what has happened."""

    number: str
    unit: str
    title: str
    demand: str
    deadline: date | None
    basis: str
    trail: str
    timeline: tuple[tuple[date, str], ...] = ()
    about: str = ""  # what stood when the order was written: figures, the rule that decided


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What a meeting charged somebody with."""

    what: str
    unit: str
    deadline: date | None
    trail: str = ""


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """An item of a meeting with what was decided and who follows it up."""

    title: str
    decision: str
    follow_ups: tuple[FollowUp, ...] = ()


@dataclass(frozen=True, slots=True)
class MeetingFacts:
    """A meeting: number, day, place, chair, who was there, what was decided."""

    number: str
    held_on: date
    place: str
    chair: str
    attendees: tuple[str, ...]
    items: tuple[AgendaItem, ...]
    trail: str
    absent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """What one bulletin is written from: always a region, a period and a day, besides what its kind needs."""

    region: str
    office: str
    period: Period
    on: date
    programme: Programme | None = None
    order: OrderFacts | None = None
    meeting: MeetingFacts | None = None


def as_stored(value: object) -> Any:
    """Facts as plain values for JSON, exact: numbers with a point as text, days in ISO form."""
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: as_stored(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): as_stored(each) for key, each in value.items()}
    if isinstance(value, tuple | list):
        return [as_stored(each) for each in value]
    if isinstance(value, Decimal | date | Fraction):
        return str(value)
    return value


def counts_of(statuses: Iterable[Status], trails: Mapping[str, str] | None = None) -> StatusCounts:
    """Statuses counted."""
    listed = list(statuses)
    return StatusCounts(
        **{status.value: sum(one is status for one in listed) for status in Status}, trails=trails or {}
    )
