"""Settled figures: recorded and locked in one deed, changed by an exception only, and never past a late import."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from liangxin.domains.indicators import api as indicators
from liangxin.domains.indicators.errors import (
    ExceptionPast,
    ExceptionUnreasoned,
    LockNotFound,
    OriginMalformed,
    PeriodLocked,
)
from liangxin.domains.indicators.models import LockException, Observation, PeriodLock
from liangxin.domains.indicators.terms import Form
from liangxin.domains.indicators.tests.world import LIFTS, ObservedWorld, build_observed, draft, month, observed
from liangxin.domains.regions.errors import RegionNotFound
from liangxin.domains.regions.tests.at_once import all_at_once
from liangxin.domains.regions.tests.world import COUNTY, World, build_world
from liangxin.foundation.accounts.api import NotAllowed
from liangxin.kernel.period import Period

__all__ = ["observed"]
COMMERCE = "清岚县商务局"


def told(people: World, value: int | None, period: Period | None = None, **more: Any) -> indicators.ObservationDraft:
    return draft(value, period, unit_id=people.units[COMMERCE].public_id, **more)


def settle(people: World, value: int = 7, who: str = "wang") -> indicators.ObservationsTaken:
    return indicators.settle_observations(people.actor(who), [told(people, value)], source="2025年6月调度")


def test_what_is_settled_is_recorded_and_locked(observed: ObservedWorld) -> None:
    people = observed.people
    assert settle(people).new == 1
    lock = PeriodLock.objects.get()
    assert (lock.source, lock.locked_by) == ("2025年6月调度", people.accounts["wang"])
    assert Observation.objects.get().value == 7


@pytest.mark.parametrize("who", ["li", "lin"])
def test_a_settled_figure_is_refused_in_whatever_form_and_from_whom(observed: ObservedWorld, who: str) -> None:
    people = observed.people
    settle(people)
    for other in (
        told(people, 8, reason="更正"),
        told(people, 20, form=Form.TO_DATE),
        told(people, None, reason="撤回"),
    ):
        with pytest.raises(PeriodLocked) as refused:
            indicators.record_observations(people.actor(who), [other])
        assert "2025年6月调度" in str(refused.value)
    assert Observation.objects.count() == 1


def test_the_same_figure_again_and_other_months_units_and_indicators_are_free(observed: ObservedWorld) -> None:
    people = observed.people
    settle(people)
    free = [
        told(people, 7),
        told(people, 8, month(7)),
        told(people, 8, Period.quarter(2025, 2)),
        draft(9),
        draft(9, unit_id=people.units["清岚县财政局"].public_id),
    ]
    taken = indicators.record_observations(people.actor("lin"), free)
    assert (taken.new, taken.unchanged) == (4, 1)


def test_a_month_inside_a_settled_quarter_is_locked(observed: ObservedWorld) -> None:
    people = observed.people
    indicators.settle_observations(people.system, [told(people, 30, Period.quarter(2025, 2))], source="二季度调度")
    with pytest.raises(PeriodLocked):
        indicators.record_observations(people.actor("li"), [told(people, 8)])


def test_an_exception_lets_the_named_person_change_it_until_its_day(observed: ObservedWorld) -> None:
    people, today = observed.people, timezone.localdate()
    settle(people)
    unit = people.units[COMMERCE].public_id
    lin = people.actor("lin")

    def grant(until: Any = today, reason: str = "核实有误") -> None:
        mine = people.accounts["li"].pk
        indicators.grant_exception(lin, LIFTS, COUNTY, unit, month(6), until=until, reason=reason, account_id=mine)

    with pytest.raises(ExceptionPast):
        grant(today - timedelta(days=1))
    with pytest.raises(ExceptionUnreasoned):
        grant(reason=" ")
    with pytest.raises(LockNotFound):
        indicators.grant_exception(lin, LIFTS, COUNTY, unit, month(5), until=today, reason="核实有误")
    grant()
    changed = told(people, 8, reason="漏计一台")
    with pytest.raises(PeriodLocked):
        indicators.record_observations(lin, [changed])
    assert indicators.record_observations(people.actor("li"), [changed]).revised == 1
    found = indicators.locks_of(people.units[COMMERCE].id, observed.region(COUNTY), [observed.ids[LIFTS]], month(6))
    (card,) = found[observed.ids[LIFTS]].exceptions
    assert (card.name, card.until, card.reason, card.by) == ("李青禾", today, "核实有误", "林秋")


def test_an_exception_past_its_day_lets_nobody_in(observed: ObservedWorld) -> None:
    people = observed.people
    settle(people)
    past = timezone.localdate() - timedelta(days=1)
    LockException.objects.create(lock=PeriodLock.objects.get(), until=past, reason="核实有误")
    with pytest.raises(PeriodLocked):
        indicators.record_observations(people.actor("li"), [told(people, 8, reason="更正")])


def test_only_who_may_settles_and_only_the_office_grants(observed: ObservedWorld) -> None:
    people = observed.people
    for who, refusal in (("li", NotAllowed), ("zhao", NotAllowed), ("sun", RegionNotFound)):
        with pytest.raises(refusal):
            settle(people, who=who)
    with pytest.raises(OriginMalformed):
        indicators.settle_observations(people.actor("wang"), [draft(7)], source="调度")
    settle(people)
    unit, until = people.units[COMMERCE].public_id, timezone.localdate()
    for who, refusal in (("li", NotAllowed), ("wang", NotAllowed), ("sun", RegionNotFound)):
        with pytest.raises(refusal):
            indicators.grant_exception(people.actor(who), LIFTS, COUNTY, unit, month(6), until=until, reason="核实")


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_an_import_that_comes_late_finds_the_period_settled() -> None:
    """Whoever is first, the settled figure is the one that stands, and nothing is written after it."""
    people = build_world()
    build_observed(people)
    late = told(people, 9, form=Form.TO_DATE, reason="补录")
    done = all_at_once(lambda: settle(people), lambda: indicators.record_observations(people.actor("lin"), [late]))
    lock = PeriodLock.objects.get()
    written = list(Observation.objects.order_by("pk").values_list("value", flat=True))
    if done == ["", ""]:
        assert written == [Decimal(9), Decimal(7)], "the import came first"
    else:
        assert (done, written) == (["", "indicators.period_locked"], [Decimal(7)])
    assert lock.starts_on == month(6).start
