"""What a what-if finds, as frozen values that turn into JSON. Money is whole fen; what is not known, apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from typing import Any

from liangxin.kernel.term import Term


class Change(Term):
    """What a draft does to one claim of the past."""

    MORE = "more", "补得多"
    LESS = "less", "补得少"
    SAME = "same", "不变"
    NEWLY_MET = "newly_met", "新获补贴"
    NO_LONGER_MET = "no_longer_met", "不再补贴"
    UNKNOWN = "unknown", "待补充"


@dataclass(frozen=True, slots=True)
class Row:
    """Claims of one day, category or region. Of claims whose outcome is not known nothing is in the sums."""

    key: str
    claims: int
    before_fen: int
    after_fen: int
    gained: int
    lost: int
    unknown: int


@dataclass(frozen=True, slots=True)
class LineRow:
    """Claims that one clause of the draft changes in one way; `before_line` is the clause of the rulebook before."""

    change: Change
    line: str
    title: str
    before_line: str
    before_title: str
    claims: int
    before_fen: int
    after_fen: int


@dataclass(frozen=True, slots=True)
class Example:
    """One claim that is changed, with the clause of the draft that does so."""

    change: Change
    claim: str
    claimed_on: date | None
    region: str
    category: str
    before_fen: int | None
    after_fen: int | None
    line: str
    title: str


@dataclass(frozen=True, slots=True)
class RunsOut:
    """The first day on which the money is not enough any more; None where it lasts to `until`, the end of the period.

    At `level` of certainty the day lies between `earliest` and `latest`. `left_fen` is what is likely left at the end.
    """

    likely: date | None
    earliest: date | None
    latest: date | None
    level: float
    days_seen: int
    from_day: date
    until: date
    money_fen: int
    spent_fen: int
    needed_fen: int
    left_fen: int


@dataclass(frozen=True, slots=True)
class WhatIf:
    """A draft against claims of the past. gained + lost + same + unknown = claims; who is newly met has gained, who is
    no longer met has lost.
    """

    draft: str
    before: str
    claims: int
    gained: int
    lost: int
    same: int
    newly_met: int
    no_longer_met: int
    unknown: int
    faulty: int
    before_fen: int
    after_fen: int
    unknown_before_fen: int
    by_day: tuple[Row, ...]
    by_category: tuple[Row, ...]
    by_region: tuple[Row, ...]
    by_line: tuple[LineRow, ...]
    examples: tuple[Example, ...]
    runs_out: RunsOut | None
    runs_out_reason: str
    shifted_years: int
    assumed: Mapping[str, Any]
    read_as_other: Mapping[str, tuple[str, ...]]

    @property
    def compared(self) -> int:
        """The claims whose outcome is known on both sides."""
        return self.claims - self.unknown

    def as_json(self) -> dict[str, Any]:
        """The same as values of JSON: days as 2026-01-31, changes by their codes."""
        found: dict[str, Any] = _plain(self)
        return found


def _plain(value: Any) -> Any:
    if isinstance(value, Change):
        return value.value
    if is_dataclass(value):
        return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    return {key: _plain(each) for key, each in value.items()} if isinstance(value, Mapping) else value
