"""The review: each decision, who may take it, two people at one plan, and nothing that anybody said gets lost."""

from __future__ import annotations

from decimal import Decimal
from uuid import uuid4

import pytest

from liangxin.domains.plans import api as plans
from liangxin.domains.plans.errors import (
    CannotMove,
    ChangedMeanwhile,
    DocumentClosed,
    FieldMissing,
    FindingNotFound,
    PartsApart,
    PlanDocumentNotFound,
    SpanOutside,
)
from liangxin.domains.plans.queries.review import FindingCard, plan_of
from liangxin.domains.plans.rules.review import MeasureDraft, TargetDraft, TaskDraft
from liangxin.domains.plans.terms import FindingKind, NamingState, Origin, ReviewState
from liangxin.domains.plans.tests.documents import ROSTER, TEXT, few_indicators, publish_plan, read_plan, settle_all
from liangxin.domains.regions import api as regions
from liangxin.domains.regions.terms import TeamRole
from liangxin.domains.regions.tests.world import COUNTY, World, world
from liangxin.engines.reader.findings import Comparator, TargetKind
from liangxin.foundation.accounts.api import Actor, NotAllowed

__all__ = ["world"]

pytestmark = pytest.mark.django_db

LIFTS = TargetDraft("使用15年以上的电梯", TargetKind.CUMULATIVE, Decimal(80), "台", Comparator.AT_LEAST, 2027)
CARS = TargetDraft("新能源汽车保有量", TargetKind.LEVEL, Decimal(13000), "辆", Comparator.AT_LEAST, 2027)


@pytest.fixture
def office(world: World) -> Actor:
    few_indicators(world.system)
    return world.actor("lin")


@pytest.fixture
def card(office: Actor) -> plans.UploadCard:
    return read_plan(office)


def of(actor: Actor, card: plans.UploadCard, kind: FindingKind) -> list[FindingCard]:
    return plans.reading_of(actor, card.public_id).of(kind)


def one(actor: Actor, card: plans.UploadCard, kind: FindingKind, words: str) -> FindingCard:
    named = ("indicator", "title", "measure", "text")
    return next(each for each in of(actor, card, kind) if any(words in str(each.facts.get(name, "")) for name in named))


def test_everything_that_was_read_waits_for_a_person(office: Actor, card: plans.UploadCard) -> None:
    reading = plans.reading_of(office, card.public_id)
    waiting = [finding for finding in reading.findings if finding.state is ReviewState.OPEN]
    assert len(waiting) == reading.reviewed + 1  # and the clause that was not understood
    assert {finding.state for finding in reading.of(FindingKind.SECTION)} == {None}


def test_accepting_a_target_confirms_the_indicator_beside_it(office: Actor, card: plans.UploadCard) -> None:
    target = one(office, card, FindingKind.TARGET, "新能源汽车保有量")
    assert target.indicator is not None
    assert (target.indicator.code, target.indicator.state) == ("new_energy_cars", NamingState.PROPOSED)
    plans.settle_finding(office, card.public_id, target.public_id, ReviewState.ACCEPTED, seen=target.clock)
    after = one(office, card, FindingKind.TARGET, "新能源汽车保有量")
    assert after.indicator is not None
    assert (after.state, after.indicator.state, after.settled_by) == (
        ReviewState.ACCEPTED,
        NamingState.CONFIRMED,
        "林秋",
    )


def test_a_decision_is_taken_back(office: Actor, card: plans.UploadCard) -> None:
    target = of(office, card, FindingKind.TARGET)[0]
    plans.settle_finding(office, card.public_id, target.public_id, ReviewState.DISMISSED, reason="重复")
    assert of(office, card, FindingKind.TARGET)[0].reason == "重复"
    plans.settle_finding(office, card.public_id, target.public_id, ReviewState.OPEN)
    again = of(office, card, FindingKind.TARGET)[0]
    assert (again.state, again.settled_by, again.reason) == (ReviewState.OPEN, "", "")
    with pytest.raises(CannotMove):
        plans.settle_finding(office, card.public_id, target.public_id, ReviewState.OPEN)


def test_a_correction_keeps_what_the_reader_found(office: Actor, card: plans.UploadCard) -> None:
    target = one(office, card, FindingKind.TARGET, "新能源汽车保有量")
    plans.correct_finding(office, card.public_id, target.public_id, CARS, seen=target.clock)
    after = one(office, card, FindingKind.TARGET, "新能源汽车保有量")
    assert (after.facts["value"], after.found["value"]) == (13000, 12000)
    assert after.is_corrected
    assert after.facts["quote"] == target.facts["quote"]
    _, plan = plan_of(office, card.public_id)
    assert 13000 in {each.value for each in plan.targets}


def test_two_people_do_not_overwrite_each_other(world: World, office: Actor, card: plans.UploadCard) -> None:
    """Both look at the same line; who comes second is told who was first, and the first decision stands."""
    target = one(office, card, FindingKind.TARGET, "新能源汽车保有量")
    wang = world.actor("wang")
    plans.correct_finding(wang, card.public_id, target.public_id, CARS, seen=target.clock)
    with pytest.raises(ChangedMeanwhile, match="王知远"):
        plans.settle_finding(office, card.public_id, target.public_id, ReviewState.DISMISSED, seen=target.clock)
    with pytest.raises(ChangedMeanwhile):
        plans.correct_finding(office, card.public_id, target.public_id, LIFTS, seen=target.clock)
    after = one(office, card, FindingKind.TARGET, "新能源汽车保有量")
    assert after.facts["value"] == 13000
    plans.settle_finding(office, card.public_id, target.public_id, ReviewState.DISMISSED, seen=after.clock)
    other = of(office, card, FindingKind.TARGET)[-1]
    plans.settle_finding(office, card.public_id, other.public_id, ReviewState.ACCEPTED, seen=other.clock)


def test_an_indicator_is_chosen_or_said_to_be_outside_the_catalogue(office: Actor, card: plans.UploadCard) -> None:
    target = one(office, card, FindingKind.TARGET, "电梯")
    plans.choose_indicator(office, card.public_id, target.public_id, "")
    chosen = one(office, card, FindingKind.TARGET, "电梯").indicator
    assert chosen is not None
    assert (chosen.code, chosen.state) == ("", NamingState.OUTSIDE)
    plans.correct_finding(office, card.public_id, target.public_id, LIFTS, indicator_code="lifts_renewed")
    chosen = one(office, card, FindingKind.TARGET, "电梯").indicator
    assert chosen is not None
    assert (chosen.code, chosen.state) == ("lifts_renewed", NamingState.CONFIRMED)


def test_the_units_of_a_task_are_corrected_and_new_names_are_looked_up(office: Actor, card: plans.UploadCard) -> None:
    task = one(office, card, FindingKind.TASK, "更新住宅电梯")
    draft = TaskDraft("更新住宅电梯", ("县住建局", "县住建局"), ("县审计局", "县住建局"))
    plans.correct_finding(office, card.public_id, task.public_id, draft)
    after = one(office, card, FindingKind.TASK, "更新住宅电梯")
    assert (after.facts["lead_units"], after.facts["supporting_units"]) == (["县住建局"], ["县审计局"])
    names = {name.written: name.unit_name for name in plans.reading_of(office, card.public_id).unit_names}
    assert names == {"县住建局": "", "县审计局": "清岚县审计局", "县商务局": "清岚县商务局"}


def test_words_marked_in_the_text_become_a_finding(office: Actor, card: plans.UploadCard) -> None:
    start = TEXT.index("对使用15年")
    text = plans.reading_of(office, card.public_id).text
    begun = text.index("对使用15年以上的电梯优先安排")
    assert begun <= start + 5
    made = plans.add_finding(office, card.public_id, FindingKind.TARGET, begun, begun + 10)
    added = next(each for each in of(office, card, FindingKind.TARGET) if each.public_id == made)
    assert (added.origin, added.state, added.marker) == (Origin.PERSON, ReviewState.OPEN, "二/（一）")
    assert added.facts["quote"] == text[begun : begun + 10]
    for start, end in ((5, 5), (-1, 4), (0, 10**6)):
        with pytest.raises(SpanOutside):
            plans.add_finding(office, card.public_id, FindingKind.TASK, start, end)


@pytest.mark.parametrize("kind", [FindingKind.TASK, FindingKind.MEASURE, FindingKind.MEMBER])
def test_any_kind_is_added_and_put_right(office: Actor, card: plans.UploadCard, kind: FindingKind) -> None:
    made = plans.add_finding(office, card.public_id, kind, 0, 8)
    assert made in {each.public_id for each in of(office, card, kind)}
    if kind is FindingKind.MEASURE:
        draft = MeasureDraft("行动", "任务", "登记电梯", ("县财政局",))
        plans.correct_finding(office, card.public_id, made, draft)
        assert of(office, card, kind)[-1].facts["units"] == ["县财政局"]


def test_a_task_is_split_where_the_text_is_marked_and_put_together_again(office: Actor, card: plans.UploadCard) -> None:
    task = one(office, card, FindingKind.TASK, "更新住宅电梯")
    at = plans.reading_of(office, card.public_id).text.index("到2027年，更新老旧")
    plans.split_finding(office, card.public_id, task.public_id, at=at)
    parts = [each for each in of(office, card, FindingKind.TASK) if each.is_part]
    assert [(part.start, part.end) for part in parts] == [(task.start, at), (at, task.end)]
    assert next(each for each in of(office, card, FindingKind.TASK) if each.id == task.id).state is ReviewState.REPLACED
    plans.undo_parts(office, card.public_id, parts[1].public_id)
    tasks = of(office, card, FindingKind.TASK)
    assert [each.id for each in tasks if not each.is_gone].count(task.id) == 1
    assert not [each for each in tasks if each.is_part]


def test_a_target_of_two_figures_is_split_into_two_of_the_same_words(office: Actor, card: plans.UploadCard) -> None:
    target = one(office, card, FindingKind.TARGET, "新能源汽车保有量")
    plans.split_finding(office, card.public_id, target.public_id)
    parts = [each for each in of(office, card, FindingKind.TARGET) if each.is_part]
    assert [part.facts["quote"] for part in parts] == [target.facts["quote"]] * 2
    assert all(part.indicator and part.indicator.code == "new_energy_cars" for part in parts)


def test_two_tasks_are_merged_with_the_units_of_both(office: Actor, card: plans.UploadCard) -> None:
    tasks = of(office, card, FindingKind.TASK)
    plans.merge_findings(office, card.public_id, [task.public_id for task in tasks])
    (merged,) = [each for each in of(office, card, FindingKind.TASK) if not each.is_gone]
    assert merged.facts["lead_units"] == ["县住房和城乡建设局", "县商务局"]
    assert (merged.start, merged.end) == (tasks[0].start, tasks[-1].end)


def test_what_does_not_belong_together_is_not_merged(office: Actor, card: plans.UploadCard) -> None:
    task, target = of(office, card, FindingKind.TASK)[0], of(office, card, FindingKind.TARGET)[0]
    for chosen in ([task.public_id], [task.public_id, task.public_id], [task.public_id, target.public_id]):
        with pytest.raises(PartsApart):
            plans.merge_findings(office, card.public_id, chosen)


def test_a_part_that_was_divided_again_keeps_its_whole(office: Actor, card: plans.UploadCard) -> None:
    target = of(office, card, FindingKind.TARGET)[0]
    plans.split_finding(office, card.public_id, target.public_id)
    first, second = [each for each in of(office, card, FindingKind.TARGET) if each.is_part]
    plans.split_finding(office, card.public_id, first.public_id)
    with pytest.raises(CannotMove):
        plans.undo_parts(office, card.public_id, second.public_id)


def test_all_that_is_not_doubtful_is_accepted_at_once(office: Actor, card: plans.UploadCard) -> None:
    count = plans.accept_confident(office, card.public_id, FindingKind.TASK)
    tasks = {each.facts["title"]: each.state for each in of(office, card, FindingKind.TASK)}
    assert count == 1, "县住房和城乡建设局 is no unit yet, so its task is left to a person"
    assert tasks == {"更新住宅电梯": ReviewState.OPEN, "组织家电换新": ReviewState.ACCEPTED}


def test_an_unread_clause_is_dismissed_and_opened_again(office: Actor, card: plans.UploadCard) -> None:
    (clause,) = of(office, card, FindingKind.UNREAD)
    plans.settle_finding(office, card.public_id, clause.public_id, ReviewState.DISMISSED, reason="只是条件")
    assert of(office, card, FindingKind.UNREAD)[0].state is ReviewState.DISMISSED
    with pytest.raises(CannotMove):
        plans.settle_finding(office, card.public_id, clause.public_id, ReviewState.ACCEPTED)
    plans.settle_finding(office, card.public_id, clause.public_id, ReviewState.OPEN)
    assert of(office, card, FindingKind.UNREAD)[0].state is ReviewState.OPEN


def test_a_person_makes_a_target_of_an_unread_clause(office: Actor, card: plans.UploadCard) -> None:
    (clause,) = of(office, card, FindingKind.UNREAD)
    with pytest.raises(FieldMissing):
        plans.take_unread(
            office,
            card.public_id,
            clause.public_id,
            TargetDraft("", TargetKind.CUMULATIVE, Decimal(80), "台", Comparator.REACH, None),
        )
    plans.take_unread(office, card.public_id, clause.public_id, LIFTS)
    taken = [target for target in of(office, card, FindingKind.TARGET) if target.origin is Origin.PERSON]
    assert [(target.start, target.facts["value"], target.state) for target in taken] == [
        (clause.start, 80, ReviewState.ACCEPTED)
    ]
    with pytest.raises(CannotMove):
        plans.take_unread(office, card.public_id, clause.public_id, LIFTS)
    with pytest.raises(CannotMove):
        plans.settle_finding(office, card.public_id, clause.public_id, ReviewState.OPEN)


@pytest.mark.parametrize("username", ["li", "zhao", "chen", "guan"])
def test_those_who_only_read_decide_nothing(world: World, card: plans.UploadCard, username: str) -> None:
    reader = world.actor(username)
    target = of(reader, card, FindingKind.TARGET)[0]
    with pytest.raises(NotAllowed):
        plans.settle_finding(reader, card.public_id, target.public_id, ReviewState.ACCEPTED)
    with pytest.raises(NotAllowed):
        plans.correct_finding(reader, card.public_id, target.public_id, CARS)


def test_another_region_does_not_find_the_plan(world: World, office: Actor, card: plans.UploadCard) -> None:
    target = of(office, card, FindingKind.TARGET)[0]
    with pytest.raises(PlanDocumentNotFound):
        plans.settle_finding(world.actor("sun"), card.public_id, target.public_id, ReviewState.ACCEPTED)
    with pytest.raises(FindingNotFound):
        plans.settle_finding(office, card.public_id, uuid4(), ReviewState.ACCEPTED)


def test_a_published_plan_is_not_changed_any_more(world: World, office: Actor) -> None:
    card, _ = publish_plan(office, world.actor("wang"))
    target = of(office, card, FindingKind.TARGET)[0]
    for deed in (
        lambda: plans.settle_finding(office, card.public_id, target.public_id, ReviewState.DISMISSED),
        lambda: plans.correct_finding(office, card.public_id, target.public_id, CARS),
        lambda: plans.split_finding(office, card.public_id, target.public_id),
        lambda: plans.add_finding(office, card.public_id, FindingKind.TARGET, 0, 5),
        lambda: plans.create_units(office, card.public_id),
        lambda: plans.discard_document(office, card.public_id, "不要了"),
    ):
        with pytest.raises(DocumentClosed):
            deed()


def test_a_name_is_told_which_unit_it_means_and_the_unit_learns_it(world: World, office: Actor) -> None:
    card = read_plan(office, TEXT.replace("县商务局", "县商投中心"))
    (name,) = [each for each in plans.reading_of(office, card.public_id).unit_names if each.written == "县商投中心"]
    assert not name.is_settled
    unit = plans.unit_named(office, card.public_id, "清岚县商务局")
    plans.name_unit(office, card.public_id, name.public_id, unit, seen=name.clock)
    names = {each.written: each.unit_name for each in plans.reading_of(office, card.public_id).unit_names}
    assert names["县商投中心"] == "清岚县商务局"
    again = read_plan(office, TEXT.replace("县商务局", "县商投中心") + "\n")
    names = {each.written: each.unit_name for each in plans.reading_of(office, again.public_id).unit_names}
    assert names["县商投中心"] == "清岚县商务局"
    with pytest.raises(ChangedMeanwhile):
        plans.name_unit(office, card.public_id, name.public_id, None, seen=name.clock)


def test_a_unit_is_entered_for_a_name_with_one_click(office: Actor, card: plans.UploadCard) -> None:
    assert plans.create_units(office, card.public_id) == 1
    names = {each.written: each.unit_name for each in plans.reading_of(office, card.public_id).unit_names}
    assert names["县住房和城乡建设局"] == "清岚县住房和城乡建设局"
    assert plans.create_units(office, card.public_id) == 0


def test_a_unit_that_somebody_has_entered_since_is_found(world: World, office: Actor, card: plans.UploadCard) -> None:
    regions.create_unit(world.system, COUNTY, "清岚县住房和城乡建设局")
    assert plans.create_units(office, card.public_id) == 0
    names = {each.written: each.unit_name for each in plans.reading_of(office, card.public_id).unit_names}
    assert names["县住房和城乡建设局"] == "清岚县住房和城乡建设局"


def test_the_roster_goes_into_the_work_team_once(office: Actor) -> None:
    card = read_plan(office, TEXT + ROSTER)
    settle_all(office, card)
    taken = plans.take_roster(office, card.public_id)
    assert (taken.new, taken.known) == (3, 0)
    taken = plans.take_roster(office, card.public_id)
    assert (taken.new, taken.known) == (0, 3)


def test_who_stands_in_a_group_is_not_put_on_the_team_twice(office: Actor) -> None:
    regions.set_up_team(office, COUNTY, "清岚县工作专班", groups=["综合协调组"])
    line = regions.RosterLine("林秋", post="县财政局副局长", role=TeamRole.LEADER, group="综合协调组")
    regions.set_team_member(office, COUNTY, line)
    card = read_plan(office, TEXT + ROSTER)
    settle_all(office, card)
    taken = plans.take_roster(office, card.public_id)
    assert (taken.new, taken.known) == (2, 1)
