"""What a reader finds in a plan: frozen records, each with the place of its words, and their JSON form.

A span counts characters of the text as shown (`Document.text`). The JSON form is the one plans are exchanged in: the
head fields, tasks, targets, measures and team, each with `span` and `confidence`, and besides them the outline, the
basis documents and what was left unread. `plan_from_json(plan_as_json(plan)) == plan`.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, TypeVar

from liangxin.kernel.term import Term

Json = dict[str, Any]


class TargetKind(Term):
    """What sort of promise a figure is."""

    LEVEL = "level", "到期存量"
    CUMULATIVE = "cumulative", "累计完成"
    ANNUAL = "annual", "每年完成"
    GROWTH = "growth", "较基期增长"
    ANNUAL_GROWTH = "annual_growth", "年均增长"
    SHARE = "share", "比例"
    COMPLETION = "completion", "全部完成"
    DIRECTIONAL = "directional", "方向性"


class Comparator(Term):
    """How a value stands to its figure."""

    AT_LEAST = "at_least", "不低于"
    MORE_THAN = "more_than", "超过"
    ABOUT = "about", "左右"
    AT_MOST = "at_most", "不高于"
    REACH = "reach", "达到"


@dataclass(frozen=True, slots=True)
class Span:
    """Characters start to end (end not included) of the text as shown."""

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Stated:
    """A field of the head: its value and the words that state it; a date's value is in ISO form."""

    value: str
    span: Span
    confidence: float


@dataclass(frozen=True, slots=True)
class Basis:
    """A document that the plan cites as its ground: 《title》（number）."""

    title: str
    number: str | None
    span: Span
    confidence: float


@dataclass(frozen=True, slots=True)
class Head:
    """Whose plan it is; `division_code` is of GB/T 2260 and None for development zones."""

    title: Stated | None = None
    issuer: Stated | None = None
    region: Stated | None = None
    division_code: str | None = None
    document_number: Stated | None = None
    issued_on: Stated | None = None
    basis: tuple[Basis, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered heading or item; `marker` is the whole path in normal form, `level` counts from 1."""

    marker: str
    title: str
    level: int
    span: Span
    confidence: float


@dataclass(frozen=True, slots=True)
class Task:
    """The smallest numbered item with work to do. `leaders` are persons (牵头领导), `due` a time limit as written."""

    marker: str
    title: str
    lead_units: tuple[str, ...]
    supporting_units: tuple[str, ...]
    span: Span
    confidence: float
    leaders: tuple[str, ...] = ()
    due: str | None = None
    units_span: Span | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """One figure to be reached; `value` has 万 and 亿 multiplied out and is None for a direction without a figure."""

    marker: str | None
    quote: str
    indicator: str
    kind: TargetKind
    value: float | None
    unit: str | None
    comparator: Comparator
    deadline: int | None
    baseline_year: int | None
    hedged: bool
    span: Span
    confidence: float


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """A row of an annexed list of measures, as it stands."""

    action: str
    task: str
    measure: str
    units: tuple[str, ...]
    span: Span
    confidence: float


@dataclass(frozen=True, slots=True)
class TeamMember:
    """A person of an annexed roster; `group` is the working group where the roster has several."""

    role: str
    name: str
    position: str
    span: Span
    confidence: float
    group: str | None = None


@dataclass(frozen=True, slots=True)
class Unread:
    """A clause with a figure or a list of units that no finding used, and why a person should look at it."""

    text: str
    span: Span
    why: str


@dataclass(frozen=True, slots=True)
class Plan:
    """All that was found in one plan, in the order of the text."""

    head: Head
    outline: tuple[Section, ...] = ()
    tasks: tuple[Task, ...] = ()
    targets: tuple[Target, ...] = ()
    measures: tuple[MeasureRow, ...] = ()
    team: tuple[TeamMember, ...] = ()
    unread: tuple[Unread, ...] = ()


Record = Section | Basis | Task | Target | MeasureRow | TeamMember | Unread
_R = TypeVar("_R", Section, Basis, Task, Target, MeasureRow, TeamMember, Unread)

_KINDS = {kind.value: kind for kind in TargetKind}
_COMPARATORS = {comparator.value: comparator for comparator in Comparator}
_STATED = ("title", "issuer", "region", "document_number", "issued_on")
_LISTS: dict[str, type[Record]] = {
    "outline": Section,
    "tasks": Task,
    "targets": Target,
    "measures": MeasureRow,
    "team": TeamMember,
    "unread": Unread,
}


def plan_as_json(plan: Plan) -> Json:
    """The plan as plain JSON values, in the exchange form."""
    head: Json = {}
    for name in _STATED:
        stated: Stated | None = getattr(plan.head, name)
        head[name] = stated.value if stated else None
        head[f"{name}_span"] = [stated.span.start, stated.span.end] if stated else None
        head[f"{name}_confidence"] = stated.confidence if stated else None
    head["division_code"] = plan.head.division_code
    head["basis"] = [_as_json(basis) for basis in plan.head.basis]
    return head | {name: [_as_json(record) for record in getattr(plan, name)] for name in _LISTS}


def plan_from_json(exported: Json) -> Plan:
    """Read back what `plan_as_json` gave.

    Raises KeyError, TypeError or ValueError where the JSON is not of that form.
    """
    stated = {
        name: Stated(exported[name], Span(*exported[f"{name}_span"]), exported[f"{name}_confidence"])
        for name in _STATED
        if exported[name] is not None
    }
    basis = tuple(_from_json(Basis, record) for record in exported["basis"])
    head = Head(division_code=exported["division_code"], basis=basis, **stated)
    return Plan(
        head=head,
        outline=tuple(_from_json(Section, record) for record in exported["outline"]),
        tasks=tuple(_from_json(Task, record) for record in exported["tasks"]),
        targets=tuple(_from_json(Target, record) for record in exported["targets"]),
        measures=tuple(_from_json(MeasureRow, record) for record in exported["measures"]),
        team=tuple(_from_json(TeamMember, record) for record in exported["team"]),
        unread=tuple(_from_json(Unread, record) for record in exported["unread"]),
    )


def _as_json(record: Record) -> Json:
    return {field.name: _plain(getattr(record, field.name)) for field in fields(record)}


def _plain(value: object) -> object:
    if isinstance(value, Span):
        return [value.start, value.end]
    if isinstance(value, Term):
        return value.value
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def _from_json(kind: type[_R], record: Json) -> _R:
    given = dict(record)
    for name, value in given.items():
        if name in ("span", "units_span") and value is not None:
            given[name] = Span(*value)
        elif isinstance(value, list):
            given[name] = tuple(value)
    if kind is Target:
        given["kind"], given["comparator"] = _KINDS[given["kind"]], _COMPARATORS[given["comparator"]]
    return kind(**given)
