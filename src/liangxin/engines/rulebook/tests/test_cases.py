"""The cases of the case files come out as they say, with and without a trace."""

from __future__ import annotations

import pytest

from liangxin.engines.rulebook.shelf import shipped_texts
from liangxin.engines.rulebook.tests.case_files import Case, cases
from liangxin.engines.rulebook.tracing import explain
from liangxin.kernel.money import Money


@pytest.mark.parametrize("case", list(cases()), ids=str)
def test_a_case_comes_out_as_its_file_says(case: Case) -> None:
    ruling = case.book.decide(case.facts)
    assert ruling.answer.value == case.answer, ruling
    assert ruling.amount_fen == (Money.read(case.amount).fen if case.amount else None)
    assert case.line in (None, ruling.line)
    trace = explain(case.book, case.book.read(case.facts))
    assert trace.ruling == ruling
    assert case.missing in (None, [one.name for one in trace.missing])
    assert trace.deciding() is not None


def test_every_shipped_rulebook_has_cases_that_meet_and_that_fail() -> None:
    seen = {(case.rulebook, case.answer) for case in cases()}
    assert [key for key in shipped_texts() if not {(key, "meets"), (key, "fails")} <= seen] == []
