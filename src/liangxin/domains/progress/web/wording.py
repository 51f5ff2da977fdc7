"""Progress in words: figures with their unit, the rule that decided, what is missing and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from django.utils.html import format_html
from django.utils.translation import gettext as _

from liangxin.domains.progress.queries.targets import ReasonCard, TargetLine
from liangxin.domains.progress.terms import Lack, NoPath, StatusRule
from liangxin.engines.reader.findings import Comparator, TargetKind
from liangxin.foundation.ui.formats import day, grouped, spoken, trimmed, with_unit

# How a comparator stands to its figure: in front or behind, as official texts put it.
PATTERNS: Final = {
    Comparator.AT_LEAST: "≥ {}",
    Comparator.MORE_THAN: "> {}",
    Comparator.AT_MOST: "≤ {}",
    Comparator.ABOUT: "≈ {}",
    Comparator.REACH: "{}",
}
_AMOUNTS: Final = frozenset({"actual", "target", "due", "low", "high"})
_DAYS: Final = frozenset({"as_of", "deadline", "break_on"})


class Figure:
    """An amount on a page: short, in a list with the exact one on hover, exact in a workbook."""

    def __init__(self, value: Decimal, unit: str) -> None:
        self.value, self.unit = value, unit

    def __html__(self) -> str:
        return format_html('<span class="figure" title="{}">{}</span>', self.exact, str(self))

    def __str__(self) -> str:
        return spoken(shown(self.value), self.unit).short

    @property
    def exact(self) -> str:
        return with_unit(grouped(_rounded(self.value, 4)), self.unit)


def shown(value: Decimal) -> Decimal:
    """As many places as anybody reads: what is computed has more."""
    size = abs(value)
    return _rounded(value, 0 if size >= 100 else 1 if size >= 10 else 2 if size >= 1 else 4)


def _rounded(value: Decimal, places: int) -> Decimal:
    return trimmed(value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))


def amount(value: Decimal | None, unit: str) -> Figure | None:
    return None if value is None else Figure(value, unit)


def aim_words(line: TargetLine) -> str:
    """What the target asks for."""
    if line.aim is None:
        return _("方向性要求")
    if line.kind is TargetKind.COMPLETION:
        return _("基本完成") if line.comparator is Comparator.ABOUT else _("全部完成")
    return PATTERNS[line.comparator].format(spoken(shown(line.aim), line.unit).short)


def reason_words(reason: ReasonCard, unit: str) -> str:
    """The sentence of a rule with its figures."""
    return _(reason.rule.label) % {name: _said(name, text, unit) for name, text in reason.figures.items()}


def reasons_of(line: TargetLine) -> list[str]:
    """All that was said, what decided first."""
    return [reason_words(reason, line.unit) for reason in line.reasons]


def _said(name: str, text: str, unit: str) -> str:
    if name == "why":
        return _(NoPath.of(text).label)
    if name in _DAYS:
        return day(date.fromisoformat(text))
    if name in _AMOUNTS and text != "None":
        return spoken(shown(Decimal(text)), unit).short
    return text


def lack_words(lacks: str) -> str:
    """Why there is no figure."""
    if not lacks:
        return ""
    known: Mapping[str, str] = dict(Lack.choices()) | dict(NoPath.choices())
    return _(known[lacks])


def year_words(line: TargetLine) -> str:
    """The year by whose end it is due."""
    if line.deadline is None:
        return _("每年") if line.kind is TargetKind.ANNUAL else ""
    return _("%(year)s年") % {"year": line.deadline}


def deadline_words(line: TargetLine) -> str:
    """The year, and how long it is until its end."""
    year = year_words(line)
    if not year or line.days_left is None:
        return year
    if line.days_left < 0:
        return _("%(year)s，已过期") % {"year": year}
    return _("%(year)s，剩%(days)s天") % {"year": year, "days": line.days_left}


def coverage_words(got: int | None, due: int | None) -> str:
    """How many of the parts that should be there are there; empty where all are."""
    if got is None or due is None or got >= due:
        return ""
    return _("%(got)s/%(due)s份") % {"got": got, "due": due}


def first_reason(line: TargetLine) -> str:
    """The rule that decided, short enough for a list: a list has the figures in columns of their own."""
    if not line.reasons:
        return ""
    if line.reasons[0].rule is StatusRule.NO_PATH:
        return lack_words(line.lacks)
    return reason_words(line.reasons[0], line.unit)
