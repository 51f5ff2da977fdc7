"""Codes, days and appointments: decisions without a database."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liangxin.domains.regions import errors
from liangxin.domains.regions.rules import standing
from liangxin.domains.regions.rules.standing import Tenure
from liangxin.domains.regions.terms import RegionLevel

DAY = date(2025, 1, 1)
days = st.dates(date(2020, 1, 1), date(2030, 1, 1))


def test_a_district_of_a_municipality_stands_under_it_and_others_under_their_city() -> None:
    known = {"110000", "110101", "370000", "370200", "370283"}
    assert standing.parent_of("110101", known) == "110000"
    assert standing.parent_of("370283", known) == "370200"
    assert standing.parent_of("370200", known) == "370000"
    assert standing.parent_of("370000", known) == ""


def test_a_code_states_its_level() -> None:
    levels = [standing.level_of(code) for code in ("990000", "990100", "990123")]
    assert levels == [RegionLevel.PROVINCE, RegionLevel.CITY, RegionLevel.COUNTY]


@pytest.mark.parametrize("code", ["990123", "990124-Z01", "990123-Z1", "990123-Z001", "990123-z01", ""])
def test_it_refuses_a_zone_code_that_is_not_of_its_division(code: str) -> None:
    with pytest.raises(errors.CodeMalformed):
        standing.require_zone_code(code, "990123")


@pytest.mark.parametrize("code", ["99012", "980123", "990100", "99012a"])
def test_it_refuses_a_division_code_that_is_not_below_its_parent(code: str) -> None:
    with pytest.raises(errors.CodeMalformed):
        standing.require_division_code(code, "990100")


@pytest.mark.parametrize("name", ["", "  ", "（）", "名" * 101])
def test_it_refuses_a_name_without_letters_or_too_long(name: str) -> None:
    with pytest.raises(errors.NameMissing):
        standing.require_name(name)


@settings(deadline=None)
@given(days, st.integers(1, 900), days, st.integers(1, 900))
def test_two_tenures_overlap_exactly_when_they_share_a_day(one: date, length: int, other: date, span: int) -> None:
    first = Tenure(one, one + timedelta(length))
    second = Tenure(other, other + timedelta(span))
    shared = max(one, other) < min(one + timedelta(length), other + timedelta(span))
    assert first.overlaps(second) is shared
    assert second.overlaps(first) is shared


def test_a_tenure_may_start_on_the_day_the_last_one_ended() -> None:
    ended = Tenure(DAY, DAY + timedelta(30))
    standing.require_free(Tenure(DAY + timedelta(30)), [ended], person="李青", unit="财政局", role="经办")
    with pytest.raises(errors.MembershipOverlaps, match="李青在财政局已任“经办”"):
        standing.require_free(Tenure(DAY + timedelta(29)), [ended], person="李青", unit="财政局", role="经办")


def test_it_refuses_days_in_the_wrong_order() -> None:
    with pytest.raises(errors.DaysReversed):
        standing.require_days(DAY, DAY)


def test_nobody_appoints_themselves_and_the_system_appoints_anybody() -> None:
    standing.require_another(None, 5)
    standing.require_another(4, 5)
    with pytest.raises(errors.SelfAppointment):
        standing.require_another(5, 5)


def test_a_role_carries_known_powers_only_once_each_in_order() -> None:
    assert standing.require_known(["b.x", "a.x", "b.x"], ["a.x", "b.x"]) == ["a.x", "b.x"]
    with pytest.raises(errors.PowersUnknown, match=r"c\.x"):
        standing.require_known(["c.x"], ["a.x"])
