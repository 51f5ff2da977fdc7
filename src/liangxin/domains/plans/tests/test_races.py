"""Two at once at one plan: one is done, the other told; nothing is lost and nothing is done twice."""

from __future__ import annotations

import pytest

from liangxin.domains.plans import api as plans
from liangxin.domains.plans.models import Finding, PlanVersion, Target, TargetStatement
from liangxin.domains.plans.terms import EditionKind, FindingKind, ReviewState, VersionState
from liangxin.domains.plans.tests.documents import AMENDMENT, SECOND_EDITION, publish_plan, read_plan, settle_all
from liangxin.domains.regions.tests.at_once import all_at_once
from liangxin.domains.regions.tests.world import COUNTY, build_world

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def test_one_line_is_decided_by_one_of_two() -> None:
    world = build_world()
    lin, wang = world.actor("lin"), world.actor("wang")
    card = read_plan(lin)
    target = plans.reading_of(lin, card.public_id).of(FindingKind.TARGET)[0]

    def decide(actor: object, state: ReviewState) -> None:
        plans.settle_finding(actor, card.public_id, target.public_id, state, seen=target.clock)  # type: ignore[arg-type]  # both are actors

    done = all_at_once(lambda: decide(lin, ReviewState.ACCEPTED), lambda: decide(wang, ReviewState.DISMISSED))
    assert done == ["", "plans.changed_meanwhile"]
    row = Finding.objects.get(pk=target.id)
    assert (row.state == ReviewState.ACCEPTED) is (row.settled_by_id == lin.account_id)


def test_decisions_on_different_lines_are_both_kept() -> None:
    world = build_world()
    lin, wang = world.actor("lin"), world.actor("wang")
    card = read_plan(lin)
    first, second, *_ = plans.reading_of(lin, card.public_id).of(FindingKind.TARGET)
    done = all_at_once(
        lambda: plans.settle_finding(lin, card.public_id, first.public_id, ReviewState.ACCEPTED, seen=first.clock),
        lambda: plans.settle_finding(wang, card.public_id, second.public_id, ReviewState.ACCEPTED, seen=second.clock),
    )
    assert done == ["", ""]
    clocks = sorted(Finding.objects.filter(pk__in=[first.id, second.id]).values_list("clock", flat=True))
    assert clocks == [1, 2]


def test_a_plan_is_published_once() -> None:
    world = build_world()
    lin, wang = world.actor("lin"), world.actor("wang")
    card = read_plan(lin)
    settle_all(lin, card)
    plans.place_document(lin, card.public_id, plans.Place(issued_by=COUNTY))
    plans.submit_version(lin, card.public_id)

    def publish() -> object:
        return plans.publish_version(wang, card.public_id)

    assert all_at_once(publish, publish) == ["", "plans.step_impossible"]
    assert Target.objects.count() == TargetStatement.objects.count() == 4


def test_two_documents_do_not_become_the_next_edition_at_once() -> None:
    world = build_world()
    lin, wang = world.actor("lin"), world.actor("wang")
    _, plan = publish_plan(lin, wang)
    first, second = read_plan(lin, SECOND_EDITION), read_plan(lin, AMENDMENT)
    place = plans.Place(edition_of=plan, edition=EditionKind.EDITION)
    done = all_at_once(
        lambda: plans.place_document(lin, first.public_id, place),
        lambda: plans.place_document(lin, second.public_id, place),
    )
    assert done == ["", "plans.edition_under_way"]
    assert PlanVersion.objects.filter(state=VersionState.DRAFT.value).count() == 1
