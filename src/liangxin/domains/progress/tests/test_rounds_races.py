"""Two at once at one return: both win where they type different things, nothing is lost, nothing slips past a close."""

from __future__ import annotations

from threading import Event

import pytest
from django.db import connection, transaction

from liangxin.domains.progress import api as progress
from liangxin.domains.progress.models import ReturnField, Round
from liangxin.domains.progress.terms import FieldName, ReturnState, RoundKind, RoundState, WriteOutcome
from liangxin.domains.progress.tests.rounds_world import JULY, RoundsWorld, build_rounds, draft_of, measured
from liangxin.domains.regions.tests.at_once import all_at_once
from liangxin.domains.regions.tests.world import COUNTY

__all__ = ["measured"]
pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("measured")]
FIGURE, NOTE = FieldName.FIGURE, FieldName.NOTE


def typed(rounds: RoundsWorld, who: str, row: ReturnField, value: str, told: list[WriteOutcome]) -> None:
    told.append(progress.save_field(rounds.actor(who), row.public_id, value, row.version).outcome)


def test_two_clerks_lose_nothing() -> None:
    """Different fields: both win. The same field: one wins, the other is told and has the own text still."""
    rounds = build_rounds()
    figure, note = rounds.field(FIGURE), rounds.field(NOTE)
    told: list[WriteOutcome] = []
    done = all_at_once(lambda: typed(rounds, "li", figure, "2", told), lambda: typed(rounds, "lin", note, "两场", told))
    assert (done, told) == (["", ""], [WriteOutcome.SAVED, WriteOutcome.SAVED])
    assert (rounds.field(FIGURE).value, rounds.field(NOTE).value) == ("2", "两场")
    told.clear()
    figure = rounds.field(FIGURE)
    all_at_once(lambda: typed(rounds, "li", figure, "3", told), lambda: typed(rounds, "lin", figure, "4", told))
    assert sorted(told) == [WriteOutcome.CONFLICT, WriteOutcome.SAVED]
    assert rounds.field(FIGURE).version == figure.version + 1
    answer = rounds.answer()
    lines = answer.lines.values_list("asked", "filled")
    assert (answer.asked, answer.filled) == (sum(asked for asked, _ in lines), sum(filled for _, filled in lines))


def test_a_round_that_is_being_closed_refuses_what_is_typed_meanwhile() -> None:
    rounds = build_rounds()
    figure, closing, waiting = rounds.field(FIGURE), Event(), Event()

    def close() -> None:
        with transaction.atomic():
            progress.close_round(rounds.actor("lin"), rounds.round_id)
            closing.set()
            waiting.wait(2)  # the clerk types while this has not ended yet

    def type_meanwhile() -> None:
        closing.wait(10)
        try:
            progress.save_field(rounds.actor("li"), figure.public_id, "17", figure.version)
        finally:
            waiting.set()
            connection.close()

    assert all_at_once(close, type_meanwhile) == ["", "progress.round_closed"]
    assert (rounds.round.state, rounds.field(FIGURE).value) == (RoundState.CLOSED, "")


def test_a_return_is_approved_once_and_a_round_opened_once() -> None:
    rounds = build_rounds()
    rounds.submit()
    answer = rounds.answer().public_id
    done = all_at_once(
        lambda: progress.approve_return(rounds.actor("wang"), answer),
        lambda: progress.approve_return(rounds.actor("lin"), answer),
    )
    assert done == ["", "progress.return_state_unfit"]
    assert rounds.answer().state == ReturnState.APPROVED
    draft = draft_of(rounds.lights, JULY)

    def opened() -> object:
        return progress.open_round(rounds.actor("lin"), COUNTY, draft)

    assert all_at_once(opened, opened) == ["", "progress.round_exists"]
    assert Round.objects.filter(kind=RoundKind.MONTHLY.value).count() == 2
