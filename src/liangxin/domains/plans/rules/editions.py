"""A new edition or an amendment set against the version in force: what became of each promise and each duty.

Pure: pairs in (see `pairing`), changes out. A change is a proposal; whoever reviews it sees before and after.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from liangxin.domains.plans.rules.pairing import Pair, pair_duties, pair_promises
from liangxin.domains.plans.rules.promises import Duty, Promise, amount_of
from liangxin.domains.plans.terms import UnitPart
from liangxin.kernel.term import Term
from liangxin.kernel.text import plain

__all__ = [
    "Change",
    "ChangeKind",
    "Duty",
    "FieldChange",
    "Pair",
    "Promise",
    "UnitMove",
    "change_of",
    "pair_duties",
    "pair_promises",
]


class ChangeKind(Term):
    """What became of an entry; a change may be of several kinds, in this order."""

    SAME = "same", "未变"
    FIGURE = "figure", "目标调整"
    UNITS = "units", "责任单位调整"
    WORDING = "wording", "文字调整"
    ADDED = "added", "新列入"
    DROPPED = "dropped", "不再列入"
    KEPT = "kept", "沿用"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field of `Promise` or `Duty` by its name, and its values before and after as they stand."""

    field: str
    before: object
    after: object


@dataclass(frozen=True, slots=True)
class UnitMove:
    """A unit that came (`before` None), went (`after` None) or took another role. One named in both roles leads."""

    name: str
    before: UnitPart | None
    after: UnitPart | None


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one pair: its kinds, and the fields and units that differ."""

    kinds: tuple[ChangeKind, ...]
    fields: tuple[FieldChange, ...] = ()
    units: tuple[UnitMove, ...] = ()

    @property
    def is_minor(self) -> bool:
        """Whether nothing but the number of the item has changed."""
        return self.kinds == (ChangeKind.WORDING,) and all(field.field == "marker" for field in self.fields)

    @property
    def needs_review(self) -> bool:
        """Whether a person looks at it: not where all is the same, carried over, or renumbered only."""
        return not self.is_minor and self.kinds not in ((ChangeKind.SAME,), (ChangeKind.KEPT,))


def change_of(pair: Pair[Promise] | Pair[Duty], *, is_amendment: bool = False) -> Change:
    """What became of a pair. What an amendment does not speak of is carried over, what a new edition leaves out is not.

    Differences of width, space or kind of bracket are none, and a figure told in another unit of its sort is the same.
    Raises ValueError for a pair of nothing.
    """
    old, new = pair.old, pair.new
    if old is None and new is None:
        raise ValueError("a pair has an old or a new entry")
    if old is None:
        return Change((ChangeKind.ADDED,))
    if new is None:
        return Change((ChangeKind.KEPT if is_amendment else ChangeKind.DROPPED,))
    if isinstance(old, Promise) and isinstance(new, Promise):
        return _combined(tuple(_figure_changes(old, new)), (), tuple(_text_changes(old, new, ("name",))))
    if isinstance(old, Duty) and isinstance(new, Duty):
        return _combined((), _moves(old, new), tuple(_text_changes(old, new, ("title", "marker", "due"))))
    raise TypeError("a promise is no continuation of a duty")


def _combined(figure: tuple[FieldChange, ...], units: tuple[UnitMove, ...], wording: tuple[FieldChange, ...]) -> Change:
    found = {ChangeKind.FIGURE: figure, ChangeKind.UNITS: units, ChangeKind.WORDING: wording}
    kinds = tuple(kind for kind, differences in found.items() if differences)
    return Change(kinds or (ChangeKind.SAME,), figure + wording, units)


def _figure_changes(old: Promise, new: Promise) -> Iterator[FieldChange]:
    """Changes of what is promised. An indicator that one side is not matched to yet is no change."""
    if old.indicator and new.indicator and old.indicator != new.indicator:
        yield FieldChange("indicator", old.indicator, new.indicator)
    before, after = amount_of(old), amount_of(new)
    is_same_figure = before.is_same_as(after) if before and after else before is after
    if not is_same_figure and old.value != new.value:
        yield FieldChange("value", old.value, new.value)
    if not is_same_figure and plain(old.unit) != plain(new.unit):
        yield FieldChange("unit", old.unit, new.unit)
    for name in ("kind", "comparator", "deadline", "baseline_year", "hedged"):
        if getattr(old, name) != getattr(new, name):
            yield FieldChange(name, getattr(old, name), getattr(new, name))


def _text_changes(old: Promise | Duty, new: Promise | Duty, names: tuple[str, ...]) -> Iterator[FieldChange]:
    for name in names:
        before, after = getattr(old, name), getattr(new, name)
        if plain(before) != plain(after):
            yield FieldChange(name, before, after)


def _moves(old: Duty, new: Duty) -> tuple[UnitMove, ...]:
    """Units whose role differs, by their names in order."""
    before, after = _roles(old), _roles(new)
    shown = {plain(name): name for duty in (old, new) for name in (*duty.lead, *duty.supporting)}
    return tuple(
        UnitMove(shown[name], before.get(name), after.get(name))
        for name in sorted(before.keys() | after.keys())
        if before.get(name) is not after.get(name)
    )


def _roles(duty: Duty) -> dict[str, UnitPart]:
    supporting = {plain(name): UnitPart.SUPPORT for name in duty.supporting}
    return supporting | {plain(name): UnitPart.LEAD for name in duty.lead}
