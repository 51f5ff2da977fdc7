"""A county approves its last unit's return while the city closes the round, or decides: nothing is lost."""

from __future__ import annotations

import pytest

from liangxin.domains.progress import api as progress
from liangxin.domains.progress.terms import FieldName, ReturnState, RoundState
from liangxin.domains.progress.tests.upward_world import build_upward, measured
from liangxin.domains.regions.tests.at_once import all_at_once

__all__ = ["measured"]
pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("measured")]


def test_the_last_approval_below_and_the_close_above_lose_nothing() -> None:
    upward = build_upward()
    own = upward.open_own()
    own.submit("4")
    han, wang = upward.actor("han"), upward.actor("wang")
    done = all_at_once(
        lambda: progress.approve_return(wang, own.answer().public_id),
        lambda: progress.close_round(han, upward.city_round),
    )
    assert done == ["", ""]
    assert own.answer().state == ReturnState.APPROVED
    assert upward.owed().round.state == RoundState.CLOSED
    progress.reopen_round(han, upward.city_round, "清岚县刚审定")
    assert upward.field(FieldName.FIGURE, "促销活动").value == "4"


def test_an_approval_below_and_one_above_do_not_lock_each_other_up() -> None:
    upward = build_upward()
    own = upward.open_own()
    own.submit("4")
    upward.fill("lin")
    progress.submit_return(upward.actor("lin"), upward.owed().public_id)
    below, above = own.answer().public_id, upward.owed().public_id
    done = all_at_once(
        lambda: progress.approve_return(upward.actor("lin"), below),
        lambda: progress.approve_return(upward.actor("wang"), above),
    )
    # The county sent up what was on file, its unit has sent another figure meanwhile: whoever comes second is told.
    assert done == ["", "indicators.period_locked"]
    states = {own.answer().state, upward.owed().state}
    assert states == {ReturnState.APPROVED, ReturnState.SUBMITTED}
