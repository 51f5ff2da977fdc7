"""Verbs of dispatch: opening with what is known, filling field by field, sending back, approving, locking, closing."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from liangxin.domains.indicators import api as indicators
from liangxin.domains.indicators.errors import PeriodLocked
from liangxin.domains.indicators.terms import Form, Origin
from liangxin.domains.progress import api as progress
from liangxin.domains.progress import errors
from liangxin.domains.progress.models import Return, ReturnField, ReturnQuestion, Round, TargetSnapshot, TaskReport
from liangxin.domains.progress.queries.rounds import late_returns, proposals, to_approve, units_to_ask
from liangxin.domains.progress.terms import (
    FieldName,
    LineKind,
    ReturnState,
    RoundKind,
    RoundState,
    TaskState,
    WriteOutcome,
)
from liangxin.domains.progress.tests.rounds_world import COMMERCE, JULY, JUNE, RoundsWorld, draft_of, measured, rounds
from liangxin.domains.progress.tests.world import EVENTS, LIFTS
from liangxin.domains.regions import api as regions
from liangxin.domains.regions.tests.world import COUNTY
from liangxin.foundation.accounts.api import NotAllowed
from liangxin.foundation.trail.api import entries_of
from liangxin.kernel.period import Period
from liangxin.kernel.working_days import HolidaysUnknown

__all__ = ["measured", "rounds"]
FIGURE, TO_DATE, NOTE = FieldName.FIGURE, FieldName.TO_DATE, FieldName.NOTE


def open_july(rounds: RoundsWorld, **changed: Any) -> Any:
    return progress.open_round(rounds.actor("lin"), COUNTY, draft_of(rounds.lights, JULY, **changed))


def test_a_round_makes_a_return_for_each_unit_that_leads(rounds: RoundsWorld) -> None:
    units = set(Return.objects.values_list("unit__name", flat=True))
    assert COMMERCE in units
    proposed = [one for one in units_to_ask(rounds.lights.county) if one.is_proposed]
    assert len(units) == len(proposed)
    answer = rounds.answer()
    assert answer.state == ReturnState.NOT_STARTED
    assert answer.asked > 0
    (entry,) = entries_of(("progress.round", str(rounds.round.pk)))
    assert entry.verb_label == "发起调度"


def test_a_return_comes_with_what_was_told_last_and_asks_nothing_that_records_tell(rounds: RoundsWorld) -> None:
    events = rounds.field(FIGURE).line
    assert events.target == rounds.lights.target(EVENTS).target
    assert (events.last, events.last_period) == (Decimal(0), "2025年5月")
    lifts = ReturnField.objects.select_related("line").filter(
        line__target=rounds.lights.target(LIFTS).target_id, name=FIGURE.value
    )
    assert {row.line.computed for row in lifts} == {Decimal(3)}
    assert {row.line.asked for row in lifts} <= {0, 1}, "the records tell the figure"


def test_a_task_comes_with_its_last_report_to_be_confirmed(rounds: RoundsWorld) -> None:
    task = rounds.lights.task("家电换新").task.public_id
    said = progress.ReportDraft(TaskState.UNDER_WAY, "办了两场。", "", "再办一场。")
    progress.report_task(rounds.actor("li"), task, said)
    open_july(rounds)
    rows = ReturnField.objects.filter(line__answer__round__starts_on=JULY.start, line__task__public_id=task)
    values = {row.name: (row.value, row.is_prefilled) for row in rows}
    assert values["text"] == ("办了两场。", True)
    assert values["state"] == ("under_way", True)
    page = progress.return_page(rounds.actor("li"), rows[0].line.answer.public_id, date(2025, 8, 1))
    (line,) = [one for one in page.tasks if "家电换新" in one.title]
    assert line.fields["text"].is_missing, "last time's words count once somebody says that they hold"
    row = rows.get(name="text")
    assert progress.save_field(rounds.actor("li"), row.public_id, row.value, row.version).outcome is WriteOutcome.SAVED
    assert not rows.get(name="text").is_prefilled


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"period": JUNE}, errors.RoundExists),
        ({"period": Period.quarter(2025, 2)}, errors.RoundPeriodWrong),
        ({"kind": RoundKind.WEEKLY, "period": Period(date(2025, 7, 7), date(2025, 7, 14))}, errors.FiguresNeedMonths),
        ({"title": " "}, errors.FieldNeeded),
        ({"title": "长" * 121}, errors.FieldTooLong),
        ({"working_days": None}, errors.FieldNeeded),
        ({"due_on": date(2020, 1, 1)}, errors.DueTooEarly),
        ({"unit_ids": ()}, errors.RoundAsksNothing),
        ({"asks_targets": False, "asks_tasks": False}, errors.RoundAsksNothing),
    ],
)
def test_a_round_that_cannot_be_is_refused(rounds: RoundsWorld, changed: dict[str, Any], refusal: Any) -> None:
    with pytest.raises(refusal):
        progress.open_round(rounds.actor("lin"), COUNTY, draft_of(rounds.lights, **{"period": JULY} | changed))
    assert Round.objects.count() == 1


def test_working_days_of_a_year_without_a_table_are_refused_and_a_day_is_taken(rounds: RoundsWorld) -> None:
    lin, on = rounds.actor("lin"), date(2099, 8, 3)
    with pytest.raises(HolidaysUnknown):
        progress.open_round(lin, COUNTY, draft_of(rounds.lights, JULY), on)
    day = date(2099, 8, 10)
    progress.open_round(lin, COUNTY, draft_of(rounds.lights, JULY, due_on=day), on)
    assert Round.objects.get(starts_on=JULY.start).due_on == day


def test_a_week_asks_for_tasks_alone(rounds: RoundsWorld) -> None:
    week = Period(date(2025, 7, 7), date(2025, 7, 14))
    made = progress.open_round(
        rounds.actor("lin"), COUNTY, draft_of(rounds.lights, week, kind=RoundKind.WEEKLY, asks_targets=False)
    )
    kinds = ReturnField.objects.filter(line__answer__round__public_id=made).values_list("line__kind", flat=True)
    assert set(kinds) == {LineKind.TASK.value}


def test_filling_moves_the_return_and_sums_the_year(rounds: RoundsWorld) -> None:
    saved = rounds.type(FIGURE, "2")
    assert saved.outcome is WriteOutcome.SAVED
    assert saved.field.by == "李青禾"
    assert [(card.name, card.value, card.is_prefilled) for card in saved.others] == [(TO_DATE, "2", True)]
    assert rounds.answer().state == ReturnState.ENTERED
    rounds.fill()
    answer = rounds.answer()
    assert (answer.state, answer.asked) == (ReturnState.COMPLETE, answer.filled)


def test_two_in_different_fields_both_win_and_the_second_in_one_is_told(rounds: RoundsWorld) -> None:
    row = rounds.field(FIGURE)
    progress.save_field(rounds.actor("li"), row.public_id, "2", 0)
    assert rounds.type(NOTE, "两场在商圈", who="lin").outcome is WriteOutcome.SAVED
    told = progress.save_field(rounds.actor("lin"), row.public_id, "3", 0)
    assert told.outcome is WriteOutcome.CONFLICT
    assert (told.field.value, told.field.by, told.typed) == ("2", "李青禾", "3")
    assert rounds.field(FIGURE).value == "2"
    mine = progress.save_field(rounds.actor("lin"), row.public_id, "3", told.field.version)
    assert mine.outcome is WriteOutcome.SAVED


def test_a_figure_that_looks_wrong_needs_a_word_that_stays_with_it(rounds: RoundsWorld) -> None:
    saved = rounds.type(FIGURE, "50")
    assert "outlier" in saved.field.doubts
    rounds.type(FIGURE, "-1")
    assert "negative" in rounds.field(FIGURE).doubts
    rounds.type(TO_DATE, "7")
    assert "sum_differs" in rounds.field(TO_DATE).doubts
    row = rounds.type(FIGURE, "50").field
    with pytest.raises(errors.NothingToAssure):
        progress.assure_field(rounds.actor("li"), row.public_id, "核对过", row.version - 1)
    with pytest.raises(errors.FieldNeeded):
        progress.assure_field(rounds.actor("li"), row.public_id, " ", row.version)
    assert progress.assure_field(rounds.actor("li"), row.public_id, "核对过", row.version).assurance == "核对过"
    assert rounds.type(FIGURE, "51").field.assurance == "", "another figure, another word"


def test_a_figure_against_the_records_is_doubted(rounds: RoundsWorld) -> None:
    row = ReturnField.objects.get(line__target=rounds.lights.target(LIFTS).target_id, name=FIGURE.value)
    saved = progress.save_field(rounds.actor("lin"), row.public_id, "9", 0)
    assert saved.field.doubts == ("contradicts",)
    assert progress.save_field(rounds.actor("lin"), row.public_id, "3", saved.field.version).field.doubts == ()


def test_a_return_that_lacks_answers_is_not_submitted(rounds: RoundsWorld) -> None:
    rounds.type(FIGURE, "1")
    with pytest.raises(errors.ReturnIncomplete) as refused:
        progress.submit_return(rounds.actor("li"), rounds.answer().public_id)
    assert "还有" in str(refused.value)


def test_what_comes_in_late_from_records_is_looked_at_before_submitting(rounds: RoundsWorld) -> None:
    row = ReturnField.objects.get(line__target=rounds.lights.target(LIFTS).target_id, name=FIGURE.value)
    progress.save_field(rounds.actor("lin"), row.public_id, "3", 0)
    rounds.lights.tell(LIFTS, 8, measured=True, months=[JUNE])
    answer = row.line.answer
    for other in ReturnField.objects.filter(line__answer=answer, value=""):
        value = "under_way" if other.name == "state" else "正在推进。"
        if not FieldName.of(other.name).is_number:
            progress.save_field(rounds.actor("lin"), other.public_id, value, other.version)
    with pytest.raises(errors.ReturnIncomplete):
        progress.submit_return(rounds.actor("lin"), answer.public_id)


def test_a_return_is_sent_back_with_a_question_answered_at_its_field(rounds: RoundsWorld) -> None:
    rounds.submit()
    figure, li, wang = rounds.field(FIGURE), rounds.actor("li"), rounds.actor("wang")
    with pytest.raises(errors.ReturnStateUnfit):
        progress.save_field(li, figure.public_id, "4", figure.version)
    progress.send_back(wang, figure.public_id, "一场在哪里办的？")
    assert (rounds.answer().state, rounds.answer().sent_back) == (ReturnState.SENT_BACK, 1)
    with pytest.raises(errors.QuestionsOpen):
        progress.submit_return(li, rounds.answer().public_id)
    question = ReturnQuestion.objects.get()
    assert progress.answer_question(li, question.public_id, "在城关镇。") == figure.public_id
    with pytest.raises(errors.QuestionNotFound):
        progress.answer_question(li, question.public_id, "再答。")
    progress.submit_return(li, rounds.answer().public_id)
    rounds.approve()
    verbs = [entry.verb_label for entry in entries_of(("progress.return", str(rounds.answer().pk)))]
    assert verbs[:5] == ["审定报送", "提交报送", "答复提问", "退回报送", "提交报送"]


def test_who_submits_does_not_approve_and_may_withdraw(rounds: RoundsWorld) -> None:
    rounds.fill()
    lin, answer = rounds.actor("lin"), rounds.answer()
    progress.submit_return(lin, answer.public_id)
    with pytest.raises(errors.OwnSubmission):
        progress.approve_return(lin, answer.public_id)
    with pytest.raises(errors.OwnSubmission):
        progress.send_back(lin, rounds.field(FIGURE).public_id, "为什么？")
    assert not to_approve(lin)
    assert to_approve(rounds.actor("wang")).count() == 1
    progress.withdraw_return(rounds.actor("li"), answer.public_id)
    assert rounds.answer().state == ReturnState.COMPLETE


def test_approval_records_the_figures_reports_the_tasks_and_locks_the_period(rounds: RoundsWorld) -> None:
    rounds.submit("4")
    rounds.approve()
    target = rounds.lights.target(EVENTS)
    series = indicators.series_of([(target.indicator_id or 0, rounds.lights.county)])
    points = {
        card.form: card.points[-1]
        for card in series[target.indicator_id or 0, rounds.lights.county]
        if card.origin is Origin.REPORTED and card.unit_name == COMMERCE
    }
    assert (points[Form.FLOW].period, points[Form.FLOW].value) == (JUNE, Decimal(4))
    assert points[Form.TO_DATE].value == 4
    report = TaskReport.objects.get(task=rounds.lights.task("家电换新").task_id)
    assert (report.text, report.reported_by) == ("正在推进。", rounds.lights.people.accounts["li"])
    with pytest.raises(PeriodLocked) as refused:
        rounds.lights.tell(EVENTS, 5, measured=False, months=[JUNE])
    assert "2025年6月调度" in str(refused.value)


def test_an_approved_figure_is_changed_by_a_dated_exception_of_the_office(rounds: RoundsWorld) -> None:
    rounds.submit("4")
    today, li = timezone.localdate(), rounds.actor("li")
    with pytest.raises(errors.ReturnStateUnfit):
        progress.allow_change(
            rounds.actor("lin"), rounds.answer().public_id, EVENTS, until=today, reason="漏报", account_id=None
        )
    rounds.approve()
    answer, mine = rounds.answer().public_id, rounds.lights.people.accounts["li"].pk
    for who, refusal in (("li", NotAllowed), ("wang", NotAllowed), ("sun", errors.ReturnNotFound)):
        with pytest.raises(refusal):
            progress.allow_change(rounds.actor(who), answer, EVENTS, until=today, reason="漏报", account_id=mine)
    progress.allow_change(rounds.actor("lin"), answer, EVENTS, until=today, reason="漏报一场", account_id=mine)
    unit = rounds.lights.people.units[COMMERCE].public_id
    changed = indicators.ObservationDraft(
        EVENTS, COUNTY, JUNE, Decimal(5), Form.FLOW, Origin.REPORTED, unit_id=unit, reason="漏报一场"
    )
    assert indicators.record_observations(li, [changed]).revised == 1


def test_what_another_round_settled_otherwise_stops_the_approval_whole(rounds: RoundsWorld) -> None:
    rounds.submit("4")
    rounds.approve()
    second = progress.open_round(
        rounds.actor("lin"), COUNTY, draft_of(rounds.lights, JUNE, kind=RoundKind.AD_HOC, title="六月再核")
    )
    again = RoundsWorld(rounds.lights, second)
    again.submit("6")
    reports = TaskReport.objects.count()
    with pytest.raises(PeriodLocked):
        again.approve()
    assert again.answer().state == ReturnState.SUBMITTED
    assert TaskReport.objects.count() == reports


def test_a_closed_round_gives_back_what_was_typed_and_opens_again_for_a_reason(rounds: RoundsWorld) -> None:
    row, lin = rounds.field(FIGURE), rounds.actor("lin")
    progress.close_round(lin, rounds.round_id)
    with pytest.raises(errors.RoundClosed) as refused:
        progress.save_field(rounds.actor("li"), row.public_id, "17", 0)
    assert "17" in str(refused.value)
    with pytest.raises(errors.RoundStateUnfit):
        progress.close_round(lin, rounds.round_id)
    with pytest.raises(errors.ReasonNeeded):
        progress.reopen_round(lin, rounds.round_id, " ")
    progress.reopen_round(lin, rounds.round_id, "市里推迟")
    assert rounds.round.state == RoundState.OPEN
    assert rounds.type(FIGURE, "1").outcome is WriteOutcome.SAVED


def test_a_target_behind_asks_why_and_brings_what_was_said_last_time(rounds: RoundsWorld) -> None:
    rounds.submit("4")
    rounds.approve()
    TargetSnapshot.objects.filter(target=rounds.lights.target(EVENTS).target_id).update(status="behind", as_of=JUNE.end)
    open_july(rounds)
    row = ReturnField.objects.select_related("line").get(
        line__answer__round__starts_on=JULY.start, line__target=rounds.lights.target(EVENTS).target_id, name=NOTE.value
    )
    assert row.line.is_behind
    assert (row.value, row.is_prefilled) == ("正在推进。", True)


def test_the_office_is_proposed_what_is_due_and_hears_who_is_late(rounds: RoundsWorld) -> None:
    lin = rounds.actor("lin")
    (proposed,) = proposals(lin, date(2025, 8, 1))
    assert (proposed.kind, proposed.period, proposed.region_code) == (RoundKind.MONTHLY, JULY, COUNTY)
    assert proposals(lin, date(2025, 7, 20)) == []
    assert proposals(rounds.actor("li"), date(2025, 8, 1)) == []
    assert not late_returns(lin, rounds.round.due_on)
    late = late_returns(lin, rounds.round.due_on + timedelta(days=1))
    assert late.count() == Return.objects.exclude(state=ReturnState.SUBMITTED.value).count()


@pytest.mark.parametrize(
    ("who", "fills", "approves", "closes"),
    [
        ("lin", None, None, None),
        ("li", None, NotAllowed, NotAllowed),
        ("wang", NotAllowed, None, NotAllowed),
        ("zhao", NotAllowed, NotAllowed, NotAllowed),
        ("chen", NotAllowed, NotAllowed, NotAllowed),
        ("sun", errors.ReturnNotFound, errors.ReturnNotFound, errors.RoundNotFound),
        ("stranger", errors.ReturnNotFound, errors.ReturnNotFound, errors.RoundNotFound),
    ],
)
def test_each_does_what_its_role_may(rounds: RoundsWorld, who: str, fills: Any, approves: Any, closes: Any) -> None:
    actor = rounds.actor(who)

    def tried(refusal: Any, deed: Any) -> None:
        if refusal is None:
            deed()
        else:
            with pytest.raises(refusal):
                deed()

    tried(fills, lambda: rounds.type(FIGURE, "1", who=who))
    rounds.submit()
    answer = rounds.answer().public_id
    tried(fills, lambda: progress.withdraw_return(actor, answer))
    if fills is None:
        progress.submit_return(rounds.actor("li"), answer)
    tried(approves, lambda: progress.approve_return(actor, answer))
    tried(closes, lambda: progress.close_round(actor, rounds.round_id))


def test_a_clerk_of_another_unit_sees_nothing_of_it(rounds: RoundsWorld) -> None:
    others = Return.objects.exclude(unit__name=COMMERCE)
    assert others
    for answer in others:
        with pytest.raises(errors.ReturnNotFound):
            progress.return_page(rounds.actor("li"), answer.public_id, JULY.start)


def test_what_a_merged_unit_owes_the_kept_one_owes(rounds: RoundsWorld) -> None:
    people = rounds.lights.people
    kept = regions.create_unit(people.system, COUNTY, "清岚县商贸发展局")
    regions.merge_units(people.system, kept.public_id, people.units[COMMERCE].public_id, reason="机构改革")
    assert rounds.answer("清岚县商贸发展局").asked > 0
