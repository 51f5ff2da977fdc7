"""Numbers, states, days and supersession: decisions without a database."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liangxin.domains.standards import errors, rules
from liangxin.domains.standards.rules import STEPS, StandardDays
from liangxin.domains.standards.terms import StandardKind, StandardState, Verb


@pytest.mark.parametrize(
    ("written", "kept", "kind", "is_voluntary"),
    [
        ("GB 18613-2020", "GB 18613-2020", StandardKind.NATIONAL, False),
        ("GB18613—2020", "GB 18613-2020", StandardKind.NATIONAL, False),
        ("GB/T 9704—2012", "GB/T 9704-2012", StandardKind.NATIONAL, True),
        ("\uff27\uff22／\uff34 19001－2016", "GB/T 19001-2016", StandardKind.NATIONAL, True),
        ("gb 12021.2-2015", "GB 12021.2-2015", StandardKind.NATIONAL, False),
        ("GB/Z 25320.1-2010", "GB/Z 25320.1-2010", StandardKind.NATIONAL, True),
        ("SB/T 11186-2017", "SB/T 11186-2017", StandardKind.INDUSTRY, True),
        ("HB 5480-2019", "HB 5480-2019", StandardKind.INDUSTRY, False),
        ("DB37/T 1234-2024", "DB37/T 1234-2024", StandardKind.LOCAL, True),
        ("DB3702/T 12–2023", "DB3702/T 12-2023", StandardKind.LOCAL, True),
        ("DB37 2376-2019", "DB37 2376-2019", StandardKind.LOCAL, False),
        ("T/CAS 001-2024", "T/CAS 001-2024", StandardKind.GROUP, True),
        ("Q/清岚机 003-2024", "Q/清岚机 003-2024", StandardKind.ENTERPRISE, True),
    ],
)
def test_a_number_reads_the_same_in_every_writing(
    written: str, kept: str, kind: StandardKind, *, is_voluntary: bool
) -> None:
    number = rules.read_number(written)
    assert (number.text, number.kind, number.is_voluntary) == (kept, kind, is_voluntary)
    assert rules.read_number(number.text) == number


@pytest.mark.parametrize(
    "written", ["", "GB", "GB 18613", "18613-2020", "GB 18613-20", "GB 18613-1820", "G 1-2020", "DB3/T 1-2020"]
)
def test_it_refuses_what_is_no_whole_number(written: str) -> None:
    with pytest.raises(errors.NumberUnreadable):
        rules.read_number(written)


@settings(deadline=None)
@given(st.text() | st.from_regex(r"(GB|DB37|T/CAS|Q/甲)(/T)? ?[0-9.]{1,6} ?- ?[0-9]{4}", fullmatch=True))
def test_any_text_is_refused_or_a_number_that_reads_back_the_same(text: str) -> None:
    with suppress(errors.NumberUnreadable):
        number = rules.read_number(text)
        assert rules.read_number(number.text) == number


def test_the_state_table_has_each_step_once_and_ends_in_two_states() -> None:
    assert len(set(STEPS)) == len(STEPS)
    ends = {state for state in StandardState if not rules.possible_verbs(state)}
    assert ends == {StandardState.SUPERSEDED, StandardState.WITHDRAWN}
    starts = set(StandardState) - {step.after for step in STEPS}
    assert starts == {StandardState.UNCONFIRMED, StandardState.DRAFTING}


@settings(deadline=None)
@given(*[st.sampled_from(list(kind)) for kind in (StandardState, Verb, StandardState)])
def test_a_step_is_in_the_table_or_refused(before: StandardState, verb: Verb, after: StandardState) -> None:
    if (before, verb, after) in {step[:3] for step in STEPS}:
        assert rules.decide_step("GB 1-2020", before, verb, after) is after
    else:
        with pytest.raises(errors.StepImpossible, match="GB 1-2020"):
            rules.decide_step("GB 1-2020", before, verb, after)


def test_the_state_follows_from_the_days() -> None:
    days = StandardDays(date(2024, 4, 29), date(2025, 2, 1), date(2030, 1, 1))
    asked = (date(2024, 6, 1), date(2025, 1, 31), date(2025, 2, 1), date(2029, 12, 31), date(2030, 1, 1))
    assert [rules.state_on(days, day).value for day in asked] == [
        "published",
        "published",
        "in_force",
        "in_force",
        "withdrawn",
    ]
    assert rules.state_on(StandardDays(), date(2025, 1, 1)) is StandardState.DRAFTING


def test_it_refuses_days_in_the_wrong_order() -> None:
    with pytest.raises(errors.DaysReversed, match="实施日期早于发布日期"):
        rules.require_days_in_order(StandardDays(date(2025, 2, 1), date(2025, 1, 1)))
    rules.require_days_in_order(StandardDays(date(2025, 2, 1), None, date(2026, 1, 1)))


def test_a_voluntary_standard_is_never_mandatory() -> None:
    for number in ("GB/T 9704-2012", "T/CAS 001-2024", "Q/ABC 1-2024"):
        with pytest.raises(errors.MandatoryImpossible):
            rules.require_mandatory_possible(rules.read_number(number), is_mandatory=True)
    rules.require_mandatory_possible(rules.read_number("GB 18613-2020"), is_mandatory=True)


def test_supersession_never_leads_back_to_itself() -> None:
    chain = {"A": ("B",), "B": ("C",)}
    rules.require_no_circle("C", "A", chain)
    for newer, older in (("A", "C"), ("A", "B"), ("A", "A")):
        with pytest.raises(errors.SupersessionCircular):
            rules.require_no_circle(newer, older, chain)


def test_a_certificate_expires_soon_in_its_last_ninety_days_only() -> None:
    end = date(2025, 12, 31)
    days = (date(2025, 10, 1), date(2025, 10, 2), end, date(2026, 1, 1))
    assert [rules.expires_soon(end, day) for day in days] == [False, True, True, False]
    assert not rules.expires_soon(None, end)
