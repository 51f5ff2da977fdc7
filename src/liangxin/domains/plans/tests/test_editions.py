"""A plan is published by four eyes, hands its tasks out, and keeps its targets through new editions and amendments."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from liangxin.domains.plans import api as plans
from liangxin.domains.plans.errors import (
    DocumentClosed,
    EditionUnderWay,
    NotHandedDown,
    PlaceUnclear,
    PlanNotFound,
    SamePerson,
    SomethingOpen,
    StepImpossible,
    TargetNotFound,
    TaskNotFound,
    UnknownRegion,
)
from liangxin.domains.plans.events import PlanPublished
from liangxin.domains.plans.models import PlanVersion, Target, TargetStatement, TaskUnit
from liangxin.domains.plans.queries.alignment import alignment_of
from liangxin.domains.plans.queries.editions import difference_of, plan_page, plans_listed
from liangxin.domains.plans.queries.promises import (
    my_tasks_listed,
    target_cards,
    target_page,
    targets_listed,
    task_cards,
    task_page,
    tasks_listed,
)
from liangxin.domains.plans.rules.alignment import NoteKind
from liangxin.domains.plans.rules.editions import ChangeKind
from liangxin.domains.plans.terms import EditionKind, FindingKind, PlanKind, VersionState
from liangxin.domains.plans.tests.documents import (
    AMENDMENT,
    SECOND_EDITION,
    TEXT,
    few_indicators,
    publish_plan,
    read_plan,
    settle_all,
)
from liangxin.domains.regions import api as regions
from liangxin.domains.regions.tests.world import CITY, COUNTY, NEIGHBOUR, World, world
from liangxin.foundation.accounts.api import Actor, NotAllowed
from liangxin.foundation.announce import api as announcements

__all__ = ["world"]

pytestmark = pytest.mark.django_db

TODAY = date(2025, 3, 1)


@pytest.fixture
def office(world: World) -> Actor:
    few_indicators(world.system)
    return world.actor("lin")


@pytest.fixture
def reviewer(world: World) -> Actor:
    return world.actor("wang")


def figures(actor: Actor) -> dict[str, Decimal | None]:
    return {card.name: card.value for card in target_cards(list(targets_listed(actor)))}


def test_what_is_left_to_decide_is_told_and_stands_in_the_way(office: Actor) -> None:
    card = read_plan(office)
    with pytest.raises(SomethingOpen, match="归属"):
        plans.submit_version(office, card.public_id)
    plans.place_document(office, card.public_id, plans.Place(issued_by=COUNTY))
    with pytest.raises(SomethingOpen, match="未读内容还有1处"):
        plans.submit_version(office, card.public_id)
    settle_all(office, card)
    assert plans.reading_of(office, card.public_id).left == ()
    plans.submit_version(office, card.public_id)
    assert plans.reading_of(office, card.public_id).state is VersionState.SUBMITTED


def test_four_eyes_publish(world: World, office: Actor, reviewer: Actor) -> None:
    card = read_plan(office)
    settle_all(office, card)
    plans.place_document(office, card.public_id, plans.Place(issued_by=COUNTY))
    with pytest.raises(StepImpossible):
        plans.publish_version(reviewer, card.public_id)
    plans.submit_version(office, card.public_id)
    with pytest.raises(NotAllowed):
        plans.publish_version(office, card.public_id)
    with pytest.raises(NotAllowed):
        plans.publish_version(world.actor("li"), card.public_id)
    plans.publish_version(reviewer, card.public_id)
    with pytest.raises(StepImpossible):
        plans.publish_version(reviewer, card.public_id)


def test_whoever_may_do_both_still_does_not_publish_their_own(world: World, office: Actor) -> None:
    role = world.role("reviewer")
    unit = world.units["清岚县发展和改革局"]
    regions.appoint_member(world.system, "lin", unit.public_id, role.public_id, starts_on=date(2024, 1, 1))
    both = world.actor("lin")
    card = read_plan(both)
    settle_all(both, card)
    plans.place_document(both, card.public_id, plans.Place(issued_by=COUNTY))
    plans.submit_version(both, card.public_id)
    with pytest.raises(SamePerson):
        plans.publish_version(both, card.public_id)
    version = PlanVersion.objects.get()
    with pytest.raises(IntegrityError, match="plans_planversion_four_eyes"), transaction.atomic():
        PlanVersion.objects.filter(pk=version.pk).update(published_by=version.submitted_by_id)


def test_a_submitted_plan_is_closed_until_it_is_sent_back(office: Actor, reviewer: Actor) -> None:
    card = read_plan(office)
    settle_all(office, card)
    plans.place_document(office, card.public_id, plans.Place(issued_by=COUNTY))
    plans.submit_version(office, card.public_id)
    with pytest.raises(DocumentClosed):
        plans.create_units(office, card.public_id)
    plans.send_back_version(reviewer, card.public_id, "电梯的数字再核一下")
    reading = plans.reading_of(office, card.public_id)
    assert (reading.state, reading.sent_back) == (VersionState.DRAFT, "电梯的数字再核一下")
    plans.submit_version(office, card.public_id)
    plans.send_back_version(office, card.public_id, "自己撤回")


def test_publishing_hands_the_tasks_out(world: World, office: Actor, reviewer: Actor) -> None:
    publish_plan(office, reviewer)
    tasks = task_cards(tasks_listed(office).order_by("sequence"))
    assert [(task.title, task.lead, task.supporting, task.deadline) for task in tasks] == [
        ("更新住宅电梯", "清岚县住房和城乡建设局", "清岚县财政局", 2027),
        ("组织家电换新", "清岚县商务局", "", None),
    ]
    assert tasks[0].chapter == "二、重点任务"
    assert set(figures(office)) == {"新能源汽车保有量", "报废汽车回收量", "老旧住宅电梯", "促销活动"}


def test_each_unit_sees_its_own(world: World, office: Actor, reviewer: Actor) -> None:
    publish_plan(office, reviewer)
    clerk = world.actor("li")  # of the commerce bureau
    assert [task.title for task in task_cards(tasks_listed(clerk))] == ["组织家电换新"]
    assert list(figures(clerk)) == ["促销活动"]
    others = next(task for task in task_cards(tasks_listed(office)) if task.title == "更新住宅电梯")
    with pytest.raises(TaskNotFound):
        task_page(clerk, others.public_id)
    assert task_page(office, others.public_id).targets[0].value == 120
    assert [task.title for task in task_cards(my_tasks_listed(world.actor("zhao"), TODAY))] == ["更新住宅电梯"]
    assert not tasks_listed(world.actor("sun")).exists()
    assert not targets_listed(world.stranger).exists()


def test_the_plan_in_force_is_seen_from_below_and_its_drafts_are_not(world: World, reviewer: Actor) -> None:
    few_indicators(world.system)
    city_office = _office_of_the_city(world)
    text = TEXT.replace("清岚县", "望川市")
    card = read_plan(city_office, text, CITY)
    settle_all(city_office, card)
    plan = plans.place_document(city_office, card.public_id, plans.Place(issued_by=CITY))
    county = world.actor("lin")
    with pytest.raises(PlanNotFound):
        plan_page(county, plan)
    plans.submit_version(city_office, card.public_id)
    plans.publish_version(reviewer, card.public_id)
    page = plan_page(county, plan)
    assert (page.card.place, page.versions[0].document_id) == ("望川市", None)
    assert not page.may_review
    assert not tasks_listed(county).exists(), "tasks of the city are the city's"
    assert plans_listed(world.stranger) == []


def _office_of_the_city(world: World) -> Actor:
    from liangxin.foundation.accounts.api import actor_of
    from liangxin.foundation.accounts.tests.people import account

    person = account("han", name="韩墨")
    unit = world.units["望川市发展和改革委员会"]
    role = world.role("office")
    regions.appoint_member(world.system, "han", unit.public_id, role.public_id, starts_on=date(2024, 1, 1))
    return actor_of(person)


def test_a_new_edition_goes_on_with_the_same_targets(world: World, office: Actor, reviewer: Actor) -> None:
    _, plan = publish_plan(office, reviewer)
    before = {card.name: card.public_id for card in target_cards(list(targets_listed(office)))}
    card = read_plan(office, SECOND_EDITION, name="新版.txt")
    settle_all(office, card)
    place = plans.Place(edition_of=plan, edition=EditionKind.EDITION)
    assert plans.place_document(office, card.public_id, place) == plan
    with pytest.raises(SomethingOpen, match="未核对的改动还有"):
        plans.submit_version(office, card.public_id)
    difference = difference_of(office, card.public_id)
    kinds = {
        (line.kind, (line.before or line.after).id if line.before else "new", kind)  # type: ignore[union-attr]  # one is there
        for line in difference.lines
        for kind in line.change.kinds
    }
    assert {kind for _, _, kind in kinds} >= {ChangeKind.FIGURE, ChangeKind.UNITS, ChangeKind.ADDED, ChangeKind.DROPPED}
    assert plans.check_changes(office, card.public_id) == difference.waiting
    plans.submit_version(office, card.public_id)
    plans.publish_version(reviewer, card.public_id)
    after = {each.name: each.public_id for each in target_cards(list(targets_listed(office)))}
    assert after["新能源汽车保有量"] == before["新能源汽车保有量"]
    assert figures(office)["新能源汽车保有量"] == 15000
    assert "促销活动" not in after
    assert Target.objects.get(public_id=before["促销活动"]).dropped_in is not None
    tasks = {task.title: task.supporting for task in task_cards(tasks_listed(office))}
    assert tasks["更新住宅电梯"] == "清岚县财政局、清岚县审计局"
    states = [version.state for version in plan_page(office, plan).versions]
    assert states == [VersionState.PUBLISHED, VersionState.SUPERSEDED]


def test_an_amendment_keeps_what_it_does_not_speak_of(office: Actor, reviewer: Actor) -> None:
    _, plan = publish_plan(office, reviewer)
    before = figures(office)
    place = plans.Place(edition_of=plan, edition=EditionKind.AMENDMENT)
    publish_plan(office, reviewer, AMENDMENT, place)
    assert figures(office) == before | {"新能源汽车保有量": Decimal(18000)}
    leads = {task.title: task.lead for task in task_cards(tasks_listed(office))}
    assert leads == {"更新住宅电梯": "清岚县住房和城乡建设局", "组织家电换新": "清岚县商务局"}


def test_a_pair_is_moved_by_hand_and_stays_moved(office: Actor, reviewer: Actor) -> None:
    _, plan = publish_plan(office, reviewer)
    card = read_plan(office, SECOND_EDITION, name="新版.txt")
    plans.place_document(office, card.public_id, plans.Place(edition_of=plan, edition=EditionKind.EDITION))
    difference = difference_of(office, card.public_id)
    machines = next(line for line in difference.lines if line.after and "更新农业机械" in str(line.after))
    appliances = next(old for old in difference.choices if "组织家电换新" in old.words)
    assert machines.finding_id is not None
    plans.pair_by_hand(office, card.public_id, machines.finding_id, appliances.public_id)
    settle_all(office, card)
    again = difference_of(office, card.public_id)
    moved = next(line for line in again.lines if line.finding_id == machines.finding_id)
    assert (moved.old_id, moved.is_by_hand) == (appliances.public_id, True)
    assert [line.finding_id for line in again.lines].count(machines.finding_id) == 1
    plans.pair_by_hand(office, card.public_id, machines.finding_id, None)
    alone = difference_of(office, card.public_id)
    assert next(line for line in alone.lines if line.finding_id == machines.finding_id).old_id is None
    assert any(line.old_id == appliances.public_id and line.finding_id is None for line in alone.lines)


def test_a_change_after_the_look_is_looked_at_again(office: Actor, reviewer: Actor) -> None:
    from liangxin.domains.plans.rules.review import TargetDraft
    from liangxin.engines.reader.findings import Comparator, TargetKind

    _, plan = publish_plan(office, reviewer)
    card = read_plan(office, SECOND_EDITION, name="新版.txt")
    plans.place_document(office, card.public_id, plans.Place(edition_of=plan, edition=EditionKind.EDITION))
    plans.check_changes(office, card.public_id)
    assert difference_of(office, card.public_id).waiting == 0
    cars = plans.reading_of(office, card.public_id).of(FindingKind.TARGET)[0]
    draft = TargetDraft("新能源汽车保有量", TargetKind.LEVEL, Decimal(16000), "辆", Comparator.REACH, 2027)
    plans.correct_finding(office, card.public_id, cars.public_id, draft)
    assert difference_of(office, card.public_id).waiting == 1


def test_one_edition_is_under_way_at_a_time(office: Actor, reviewer: Actor) -> None:
    _, plan = publish_plan(office, reviewer)
    first, second = read_plan(office, SECOND_EDITION, name="甲.txt"), read_plan(office, AMENDMENT, name="乙.txt")
    place = plans.Place(edition_of=plan, edition=EditionKind.EDITION)
    plans.place_document(office, first.public_id, place)
    with pytest.raises(EditionUnderWay):
        plans.place_document(office, second.public_id, place)
    plans.place_document(office, first.public_id, plans.Place(issued_by=COUNTY))
    plans.place_document(office, second.public_id, place)
    plans.discard_document(office, second.public_id, "传错了")
    plans.place_document(office, first.public_id, place)
    assert len(plan_page(office, plan).versions) == 2


def test_what_an_edition_states_is_never_changed(office: Actor, reviewer: Actor) -> None:
    publish_plan(office, reviewer)
    with pytest.raises(IntegrityError, match="is stated once"), transaction.atomic():
        TargetStatement.objects.update(value=1)
    with pytest.raises(IntegrityError, match="is stated once"), transaction.atomic():
        TargetStatement.objects.all()[0].delete()


def test_those_above_hear_of_the_publication(office: Actor, reviewer: Actor) -> None:
    heard: list[PlanPublished] = []
    announcements.reacts_to(PlanPublished)(heard.append)
    try:
        _, plan = publish_plan(office, reviewer)
        publish_plan(office, reviewer, SECOND_EDITION, plans.Place(edition_of=plan, edition=EditionKind.EDITION))
    finally:
        announcements._reactions[PlanPublished].remove(heard.append)
    assert [(each.number, len(each.added), len(each.dropped)) for each in heard] == [(1, 4, 0), (2, 1, 1)]


def test_tasks_follow_a_unit_that_is_merged(world: World, office: Actor, reviewer: Actor) -> None:
    publish_plan(office, reviewer)
    kept, gone = world.units["清岚县财政局"], world.units["清岚县商务局"]
    regions.merge_units(world.system, kept.public_id, gone.public_id, reason="机构改革")
    assert set(TaskUnit.objects.filter(written="县商务局").values_list("unit", flat=True)) == {kept.id}


def test_a_plan_of_another_place_is_kept_for_comparison_only(office: Actor, reviewer: Actor) -> None:
    card = read_plan(office)
    settle_all(office, card)
    plan = plans.place_document(office, card.public_id, plans.Place(issued_by=NEIGHBOUR))
    plans.submit_version(office, card.public_id)
    plans.publish_version(reviewer, card.public_id)
    assert not plan_page(office, plan).card.is_own
    assert not tasks_listed(office).exists()
    assert len(alignment_of(office, [str(plan)]).rows) == 4


def test_a_plan_does_not_stand_above_itself(office: Actor, reviewer: Actor) -> None:
    _, upper = publish_plan(office, reviewer)
    _, lower = publish_plan(office, reviewer, TEXT + "\n", plans.Place(issued_by=COUNTY, upper=upper))
    with pytest.raises(PlaceUnclear):
        plans.set_family(office, upper, lower, None)
    plans.set_family(office, lower, None, None)
    plans.set_family(office, upper, lower, None)


def test_a_document_has_a_place_that_exists(office: Actor) -> None:
    card = read_plan(office)
    with pytest.raises(PlaceUnclear):
        plans.place_document(office, card.public_id, plans.Place(issued_by="999999"))
    plans.place_document(office, card.public_id, plans.Place(kind=PlanKind.SECTOR, field="工业", issued_by=COUNTY))
    assert [plan.field for plan in plans_listed(office)] == ["工业"]


def test_a_target_is_handed_down_and_the_parts_are_counted(world: World, reviewer: Actor) -> None:
    few_indicators(world.system)
    city = _office_of_the_city(world)
    _, upper = publish_plan(city, reviewer, TEXT.replace("清岚县", "望川市"), region=CITY)
    lifts = next(card for card in target_cards(list(targets_listed(city))) if "电梯" in card.name)
    plans.share_target(city, lifts.public_id, {COUNTY: Decimal(70), NEIGHBOUR: Decimal(40)})
    page = target_page(city, lifts.public_id)
    assert (page.handed, page.left) == (Decimal(110), Decimal(10))
    office = world.actor("lin")
    publish_plan(office, reviewer, TEXT.replace("120台", "50台"), plans.Place(issued_by=COUNTY, upper=upper))
    notes = {note.kind: note for note in alignment_of(office, []).notes}
    missed = notes[NoteKind.SHARE_MISSED]
    assert (missed.asked_value, missed.given_value) == (Decimal(70), Decimal(50))
    assert notes[NoteKind.SUM_SHORT].gap == 10
    plans.share_target(city, lifts.public_id, {NEIGHBOUR: None})
    assert target_page(city, lifts.public_id).handed == 70
    with pytest.raises(UnknownRegion):
        plans.share_target(city, lifts.public_id, {"110000": Decimal(1)})
    with pytest.raises(TargetNotFound):
        plans.share_target(world.actor("lin"), lifts.public_id, {COUNTY: Decimal(1)})


def test_a_rate_is_not_handed_down(world: World, office: Actor, reviewer: Actor) -> None:
    publish_plan(office, reviewer)
    growth = next(card for card in target_cards(list(targets_listed(office))) if "报废汽车" in card.name)
    with pytest.raises(NotHandedDown):
        plans.share_target(office, growth.public_id, {})
