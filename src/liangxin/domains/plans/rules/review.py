"""What may become of a finding under review, and what a person may make of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final, Protocol

from liangxin.domains.plans.errors import FieldMissing, PartsApart, SpanOutside
from liangxin.domains.plans.terms import REVIEWED_KINDS, Field, FindingKind, ReviewState
from liangxin.engines.reader.findings import Comparator, TargetKind

Facts = dict[str, Any]

_OPEN, _ACCEPTED, _DISMISSED = ReviewState.OPEN, ReviewState.ACCEPTED, ReviewState.DISMISSED
# (from, to). A clause that was taken stays taken, as its target stands; what was split or merged comes back only when
# its parts go, which is a deed of its own.
_UNREAD_MOVES: Final = frozenset({(_OPEN, ReviewState.TAKEN), (_OPEN, _DISMISSED), (_DISMISSED, _OPEN)})
_MOVES: Final = frozenset(
    {
        (_OPEN, _ACCEPTED),
        (_OPEN, _DISMISSED),
        (_ACCEPTED, _OPEN),
        (_ACCEPTED, _DISMISSED),
        (_DISMISSED, _OPEN),
        (_DISMISSED, _ACCEPTED),
    }
)
DIVISIBLE: Final = frozenset({_OPEN, _ACCEPTED})
LONGEST_SELECTION: Final = 2000
# Reader's confidence from which a finding may be accepted together with others, without a look at each.
CONFIDENT: Final = 0.8


def may_move(kind: FindingKind, before: ReviewState, after: ReviewState) -> bool:
    """Whether a finding of this kind may go from one state to the other by itself."""
    if kind is FindingKind.UNREAD:
        return (before, after) in _UNREAD_MOVES
    return kind in REVIEWED_KINDS and (before, after) in _MOVES


class Draft(Protocol):
    """What a person says a finding is."""

    def onto(self, facts: Facts) -> Facts:
        """The facts with what the person said in place of what was found. Raises FieldMissing."""


@dataclass(frozen=True, slots=True)
class TargetDraft:
    """A target as a person states it. `value` has 万 and 亿 multiplied out; None where the clause gives no figure."""

    indicator: str
    kind: TargetKind
    value: Decimal | None
    unit: str
    comparator: Comparator
    deadline: int | None
    baseline_year: int | None = None
    hedged: bool = False

    def onto(self, facts: Facts) -> Facts:
        require_filled(Field.INDICATOR, self.indicator)
        if self.kind is not TargetKind.DIRECTIONAL and self.value is None:
            raise FieldMissing(field="value", label=Field.VALUE)
        return facts | {
            "indicator": self.indicator,
            "kind": self.kind.value,
            "value": None if self.value is None or self.kind is TargetKind.DIRECTIONAL else float(self.value),
            "unit": self.unit or None,
            "comparator": self.comparator.value,
            "deadline": self.deadline,
            "baseline_year": self.baseline_year,
            "hedged": self.hedged,
        }


@dataclass(frozen=True, slots=True)
class TaskDraft:
    """A task as a person states it; units by the names that the text gives them."""

    title: str
    lead_units: tuple[str, ...]
    supporting_units: tuple[str, ...] = ()
    due: str = ""

    def onto(self, facts: Facts) -> Facts:
        require_filled(Field.TITLE, self.title)
        leading = list(dict.fromkeys(self.lead_units))
        return facts | {
            "title": self.title,
            "lead_units": leading,
            "supporting_units": [unit for unit in dict.fromkeys(self.supporting_units) if unit not in leading],
            "due": self.due or None,
        }


@dataclass(frozen=True, slots=True)
class MeasureDraft:
    """A row of an annexed list as a person states it."""

    action: str
    task: str
    measure: str
    units: tuple[str, ...]

    def onto(self, facts: Facts) -> Facts:
        require_filled(Field.MEASURE, self.measure)
        said = {"action": self.action, "task": self.task, "measure": self.measure}
        return facts | said | {"units": list(dict.fromkeys(self.units))}


@dataclass(frozen=True, slots=True)
class MemberDraft:
    """A person of the roster as a person states it."""

    role: str
    name: str
    position: str
    group: str = ""

    def onto(self, facts: Facts) -> Facts:
        require_filled(Field.NAME, self.name)
        return facts | {"role": self.role, "name": self.name, "position": self.position, "group": self.group or None}


def require_filled(field: Field, value: str) -> None:
    """Raises FieldMissing where nothing was typed."""
    if not value.strip():
        raise FieldMissing(field=field.value, label=field)


def first_facts(kind: FindingKind, quote: str, marker: str) -> Facts:
    """The facts of something that a person marked in the text, before they say more. `quote` is the marked words."""
    words = re.sub(r"\s+", " ", quote).strip()
    first: dict[FindingKind, Facts] = {
        FindingKind.TARGET: {
            "quote": quote,
            "indicator": words[:200],
            "kind": TargetKind.DIRECTIONAL.value,
            "value": None,
            "unit": None,
            "comparator": Comparator.REACH.value,
            "deadline": None,
            "baseline_year": None,
            "hedged": False,
        },
        FindingKind.TASK: {
            "title": words[:500],
            "lead_units": [],
            "supporting_units": [],
            "leaders": [],
            "due": None,
            "units_span": None,
        },
        FindingKind.MEASURE: {"action": "", "task": "", "measure": words, "units": []},
        FindingKind.MEMBER: {"role": "成员", "name": words[:30], "position": "", "group": None},
    }
    placed = {"marker": marker or None} if kind in (FindingKind.TARGET, FindingKind.TASK) else {}
    return placed | first[kind]


def require_span(text: str, start: int, end: int) -> str:
    """The words marked in the text. Raises SpanOutside where they are none, or more than a finding can be."""
    if not (0 <= start < end <= len(text)) or not text[start:end].strip() or end - start > LONGEST_SELECTION:
        raise SpanOutside(limit=LONGEST_SELECTION)
    return text[start:end]


def split_points(start: int, end: int, at: int | None) -> tuple[tuple[int, int], tuple[int, int]]:
    """The spans of the two parts: cut where the person pointed, or both the whole where they pointed nowhere inside."""
    if at is not None and start < at < end:
        return (start, at), (at, end)
    return (start, end), (start, end)


def merged_facts(kind: FindingKind, text: str, parts: Sequence[Facts], spans: Sequence[tuple[int, int]]) -> Facts:
    """One finding of several of the same kind, in the order of the text. Raises PartsApart for what is not.

    The first gives the facts; units come from all, and the quote is the text from the first word to the last.
    """
    start, end = min(span[0] for span in spans), max(span[1] for span in spans)
    if len(parts) < 2 or end - start > LONGEST_SELECTION * 4:
        raise PartsApart
    merged = dict(parts[0])
    for name in ("lead_units", "supporting_units", "units"):
        if name in merged:
            merged[name] = list(dict.fromkeys(unit for facts in parts for unit in facts.get(name) or ()))
    if "supporting_units" in merged:
        merged["supporting_units"] = [u for u in merged["supporting_units"] if u not in merged["lead_units"]]
    if kind is FindingKind.TARGET:
        merged["quote"] = text[start:end]
    if kind is FindingKind.MEASURE:
        merged["measure"] = "；".join(dict.fromkeys(facts["measure"] for facts in parts))
    return merged


def names_of_units(kind: FindingKind, facts: Facts) -> tuple[str, ...]:
    """The names of units that a finding gives, each once, leading ones first."""
    if kind is FindingKind.TASK:
        return tuple(dict.fromkeys([*facts["lead_units"], *facts["supporting_units"]]))
    return tuple(dict.fromkeys(facts["units"])) if kind is FindingKind.MEASURE else ()


def typed_names(text: str) -> tuple[str, ...]:
    """Names from a field, parted by the list comma, comma, semicolon or a new line.

    >>> typed_names("县财政局、县税务局；县公安局（交警大队、车管所）")
    ('县财政局', '县税务局', '县公安局（交警大队、车管所）')
    """
    names, depth, begun = [], 0, 0
    for at, sign in enumerate(text):
        depth += (sign in "（(") - (sign in "）)")
        if depth <= 0 and sign in "、，,；;\n":
            names.append(text[begun:at])
            begun = at + 1
    return tuple(name.strip() for name in [*names, text[begun:]] if name.strip())


def marker_at(sections: Iterable[tuple[int, str]], at: int) -> str:
    """The marker of the last section that begins at or before a place; sections as (start, marker)."""
    before = [(start, marker) for start, marker in sections if start <= at]
    return max(before, default=(0, ""))[1]
