"""What a measure leaves open that a person must say, and which measures are proposed."""

from __future__ import annotations

from decimal import Decimal

import pytest

from liangxin.domains.progress.rules.promise import Promise
from liangxin.domains.progress.rules.sources import Offered, Proposal, Questions, proposals_of, questions_of
from liangxin.domains.progress.terms import SeriesForm
from liangxin.engines.reader.findings import Comparator, TargetKind

FLOW, STOCK = SeriesForm.FLOW, SeriesForm.STOCK


def promised(kind: TargetKind, unit: str) -> Promise:
    return Promise(kind, Comparator.AT_LEAST, Decimal(100), unit)


@pytest.mark.parametrize(
    ("kind", "unit", "measured", "form", "asked"),
    [
        (TargetKind.CUMULATIVE, "台", "台", FLOW, Questions()),
        (TargetKind.CUMULATIVE, "台", "部", FLOW, Questions(units=True)),
        (TargetKind.CUMULATIVE, "公里", "米", FLOW, Questions()),
        (TargetKind.CUMULATIVE, "公里", "台", FLOW, Questions(is_unfit=True)),
        (TargetKind.LEVEL, "辆", "辆", FLOW, Questions(holding=True)),
        (TargetKind.LEVEL, "辆", "台", FLOW, Questions(holding=True, units=True)),
        (TargetKind.LEVEL, "辆", "辆", STOCK, Questions()),
        (TargetKind.GROWTH, "%", "辆", FLOW, Questions()),
        (TargetKind.SHARE, "%", "%", STOCK, Questions()),
        (TargetKind.SHARE, "%", "户", FLOW, Questions(is_unfit=True)),
        (TargetKind.COMPLETION, "", "户", FLOW, Questions(whole=True)),
        (TargetKind.COMPLETION, "%", "%", STOCK, Questions()),
    ],
)
def test_a_person_is_asked_what_no_program_can_know(
    kind: TargetKind, unit: str, measured: str, form: SeriesForm, asked: Questions
) -> None:
    assert questions_of(promised(kind, unit), kind, measured, form) == asked


def test_a_measure_is_sure_when_nothing_is_open_and_nothing_else_would_do() -> None:
    ours, parts = Offered("lifts", Questions(), is_kept=True), Offered("parts", Questions(units=True), is_kept=True)
    assert proposals_of([ours]) == (Proposal("lifts", is_sure=True),)
    assert proposals_of([parts]) == (Proposal("parts", is_sure=False),)
    assert [(each.code, each.is_sure) for each in proposals_of([ours, parts])] == [("lifts", False), ("parts", False)]


def test_nothing_is_proposed_that_nobody_keeps_or_that_cannot_be_converted() -> None:
    elsewhere = Offered("elsewhere", Questions(), is_kept=False)
    length = Offered("length", Questions(is_unfit=True), is_kept=True)
    assert proposals_of([elsewhere, length]) == ()


def test_what_either_of_two_asks_is_asked() -> None:
    assert Questions(holding=True) | Questions(units=True) == Questions(holding=True, units=True)
