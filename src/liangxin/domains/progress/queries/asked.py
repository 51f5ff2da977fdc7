"""What a person must say before a source counts for a target, told from the target's snapshot."""

from __future__ import annotations

from decimal import Decimal

from liangxin.domains.indicators import api as indicators
from liangxin.domains.progress.models import TargetSnapshot
from liangxin.domains.progress.rules.promise import Promise
from liangxin.domains.progress.rules.sources import Questions, questions_between, questions_of
from liangxin.domains.progress.terms import SeriesForm
from liangxin.engines.reader.findings import Comparator, TargetKind


def questions_for(row: TargetSnapshot, card: indicators.MeasureCard | None) -> Questions:
    """For a measure, or without one for a unit that reports; the row is fetched with its indicator."""
    if row.indicator is None:
        return Questions(is_unfit=True)
    promise, usual = promise_of_row(row), row.indicator.kind
    if card is None:
        return questions_of(promise, usual, row.indicator.unit, SeriesForm.STOCK)
    return questions_between(promise, usual, card.unit, row.indicator.unit, SeriesForm.of(card.form.value))


def unit_kept_in(row: TargetSnapshot) -> str:
    """The unit in which the figures of a target's indicator are kept."""
    return row.indicator.unit if row.indicator else ""


def promise_of_row(row: TargetSnapshot) -> Promise:
    """The target as its snapshot states it; without days and base, which no question asks about."""
    value = row.figure["value"]
    return Promise(
        kind=TargetKind.of(row.figure["kind"]),
        comparator=Comparator.of(row.figure["comparator"]),
        value=None if value is None else Decimal(value),
        unit=row.figure["unit"],
    )
