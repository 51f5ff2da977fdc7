"""Deeds of standards on the database: states, supersession, certificates; refusals change one thing each."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction

from liangxin.domains.regions.tests.world import COUNTY
from liangxin.domains.standards import api as standards
from liangxin.domains.standards import errors, events
from liangxin.domains.standards.models import Standard
from liangxin.domains.standards.queries import certificate_file, certificates_expiring
from liangxin.domains.standards.terms import (
    CertificateKind,
    Conformance,
    Deed,
    DraftingStage,
    StandardState,
    Verb,
)
from liangxin.domains.standards.tests.world import DAY, StandardsWorld, library
from liangxin.foundation.announce.api import reacts_to
from liangxin.foundation.files.api import read_bytes
from liangxin.foundation.jobs.api import drain_jobs, enqueue

__all__ = ["library"]


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def publish(library: StandardsWorld, card: standards.StandardCard, in_force_on: date = DAY) -> standards.StandardCard:
    system = library.people.system
    standards.publish_standard(system, card.public_id, published_on=DAY, in_force_on=in_force_on)
    return standards.bring_into_force(system, card.public_id, on=in_force_on)


def test_a_standard_goes_from_draft_to_force_and_its_history_says_who(library: StandardsWorld) -> None:
    lin = library.people.actor("lin")
    standards.publish_standard(lin, library.ours.public_id, published_on=DAY, in_force_on=DAY + timedelta(60))
    with pytest.raises(errors.NotYetInForce):
        standards.bring_into_force(lin, library.ours.public_id, on=DAY + timedelta(59))
    card = standards.bring_into_force(lin, library.ours.public_id, on=DAY + timedelta(60))
    assert card.state is StandardState.IN_FORCE
    history = standards.standard_page(lin, library.ours.public_id).history
    assert [(line.verb, line.actor_name) for line in history] == [
        (Deed.BROUGHT_INTO_FORCE, "林秋"),
        (Deed.PUBLISHED, "林秋"),
        (Deed.ENTERED, "小世界"),
    ]


def test_a_number_is_entered_once_however_it_is_typed(library: StandardsWorld) -> None:
    draft = standards.StandardDraft("db99/t 101—2025", "又一次")
    with pytest.raises(errors.NumberTaken, match="DB99/T 101-2025"):
        standards.enter_standard(library.people.actor("lin"), draft, region_code=COUNTY)


def test_a_number_changes_only_before_it_is_published(library: StandardsWorld) -> None:
    lin, ours = library.people.actor("lin"), library.ours
    draft = standards.StandardDraft("DB99/T 103-2025", ours.title, scope="全县")
    changed = standards.change_standard(lin, ours.public_id, draft, reason="编号有误")
    assert (changed.number, changed.scope) == ("DB99/T 103-2025", "全县")
    with pytest.raises(errors.NumberTaken):
        standards.change_standard(lin, ours.public_id, replace(draft, number=library.theirs.number))
    publish(library, ours)
    with pytest.raises(errors.StepImpossible, match="DB99/T 103-2025"):
        standards.change_standard(lin, ours.public_id, replace(draft, number="DB99/T 104-2025"))
    assert standards.change_standard(lin, ours.public_id, replace(draft, scope="全市")).scope == "全市"


def test_what_is_wholly_replaced_ends_when_the_newer_is_in_force(library: StandardsWorld) -> None:
    told: list[events.StandardBroughtIntoForce] = []
    reacts_to(events.StandardBroughtIntoForce)(told.append)
    system, older = library.people.system, publish(library, library.ours)
    newer = standards.enter_standard(system, standards.StandardDraft("DB99/T 101-2026", "新版"), region_code=COUNTY)
    still = standards.supersede(system, newer.public_id, older.public_id)
    assert still.state is StandardState.IN_FORCE
    publish(library, newer, DAY + timedelta(300))
    ended = standards.standard_seen(system, older.public_id)
    assert (ended.state, ended.withdrawn_on) == (StandardState.SUPERSEDED, DAY + timedelta(300))
    assert told[-1].superseded_ids == (older.id,)
    page = standards.standard_page(system, newer.public_id)
    assert [link.other.number for link in page.replaces] == ["DB99/T 101-2025"]
    assert standards.superseded_by([older.number])[older.number] == (newer.number,)


def test_what_is_partly_replaced_stays_in_force(library: StandardsWorld) -> None:
    older, newer = publish(library, library.ours), publish(library, library.shared)
    card = standards.supersede(library.people.system, newer.public_id, older.public_id, is_partial=True)
    assert card.state is StandardState.IN_FORCE
    whole = standards.supersede(library.people.system, newer.public_id, older.public_id)
    assert whole.state is StandardState.SUPERSEDED


def test_supersession_does_not_go_in_a_circle(library: StandardsWorld) -> None:
    system = library.people.system
    standards.supersede(system, library.shared.public_id, library.ours.public_id)
    with pytest.raises(errors.SupersessionCircular):
        standards.supersede(system, library.ours.public_id, library.shared.public_id)


def test_a_withdrawn_standard_stays_withdrawn(library: StandardsWorld) -> None:
    lin, ours = library.people.actor("lin"), publish(library, library.ours)
    gone = standards.withdraw_standard(lin, ours.public_id, on=DAY + timedelta(9), reason="不再适用")
    assert gone.state is StandardState.WITHDRAWN
    with pytest.raises(errors.StepImpossible):
        standards.withdraw_standard(lin, ours.public_id, on=DAY + timedelta(10), reason="再次")


def test_the_shipped_catalogue_is_loaded_once_and_what_is_unconfirmed_says_so(library: StandardsWorld) -> None:
    system = library.people.system
    loaded = standards.load_catalogue(system)
    assert standards.load_catalogue(system) == 0
    motors = standards.standard_numbered(system, "GB18613—2020")
    assert motors.state is StandardState.IN_FORCE
    page = standards.standard_page(library.people.actor("li"), motors.public_id)
    assert {link.other.state for link in page.replaces} == {StandardState.UNCONFIRMED}
    assert len(page.requirements) == 3
    unconfirmed = Standard.objects.filter(state=StandardState.UNCONFIRMED.value).count()
    assert 0 < unconfirmed < loaded


def test_a_person_confirms_a_shipped_standard_and_its_state_follows_from_its_days(library: StandardsWorld) -> None:
    standards.load_catalogue(library.people.system)
    lin = library.people.actor("lin")
    (pumps,) = standards.find_standards(lin, "19762-2007")
    days = standards.StandardDays(date(2007, 11, 1), date(2008, 7, 1))
    card = standards.confirm_standard(lin, pumps.public_id, pumps.title, days, source="标准文本", on=DAY)
    assert card.state is StandardState.IN_FORCE
    (older,) = standards.find_standards(lin, "18613-2012")
    days = standards.StandardDays(date(2012, 5, 11), date(2012, 9, 1))
    ended = standards.confirm_standard(lin, older.public_id, "旧版电动机标准", days, source="标准文本", on=DAY)
    assert (ended.state, ended.withdrawn_on) == (StandardState.SUPERSEDED, date(2021, 6, 1))


def test_confirming_asks_for_the_day_of_publication(library: StandardsWorld) -> None:
    standards.load_catalogue(library.people.system)
    lin = library.people.actor("lin")
    (pumps,) = standards.find_standards(lin, "19762-2007")
    with pytest.raises(errors.DayMissing):
        standards.confirm_standard(lin, pumps.public_id, pumps.title, standards.StandardDays(), source="", on=DAY)


def test_the_nightly_job_brings_into_force_what_is_due(library: StandardsWorld, time_machine: Any) -> None:
    system, due = library.people.system, DAY + timedelta(5)
    standards.publish_standard(system, library.ours.public_id, published_on=DAY, in_force_on=due)
    for day, state in ((due - timedelta(1), StandardState.PUBLISHED), (due, StandardState.IN_FORCE)):
        time_machine.move_to(datetime.combine(day, time(0, 10), ZoneInfo("Asia/Shanghai")))
        enqueue("standards.bring_into_force", system)
        drain_jobs()
        assert standards.standard_seen(system, library.ours.public_id).state is state


def test_a_certificate_keeps_its_file_and_warns_before_its_end(library: StandardsWorld) -> None:
    li = library.people.actor("li")
    stored, name = certificate_file(li, library.our_certificate.public_id)
    assert (read_bytes(stored), name) == (b"%PDF-1.4\nfor tests", "CN-001.pdf")
    soon = certificates_expiring(li, date(2025, 10, 15))
    assert [row.number for row in soon] == ["CN-001"]
    assert not certificates_expiring(li, date(2026, 1, 1)).exists()


def test_a_certificate_is_entered_once_a_kind_and_never_ends_before_it_begins(library: StandardsWorld) -> None:
    li = library.people.actor("li")
    draft = standards.CertificateDraft(CertificateKind.GREEN_PRODUCT, "CN-001", "另一家", DAY)
    with pytest.raises(errors.CertificateTaken):
        standards.record_certificate(li, COUNTY, draft)
    with pytest.raises(errors.DaysReversed):
        standards.record_certificate(li, COUNTY, replace(draft, number="CN-003", valid_until=DAY - timedelta(1)))
    other_kind = replace(draft, kind=CertificateKind.ENERGY_SAVING)
    assert not standards.record_certificate(li, COUNTY, other_kind).has_file


def test_drafting_work_and_checks_stand_on_the_page(library: StandardsWorld) -> None:
    people, ours = library.people, library.ours
    unit = people.units["清岚县商务局"]
    standards.set_drafting(
        people.actor("lin"),
        ours.public_id,
        lead_drafter="清岚县农机协会",
        stage=DraftingStage.CONSULTED,
        unit_id=unit.public_id,
    )
    standards.record_conformity(
        people.actor("li"),
        ours.public_id,
        COUNTY,
        subject="某某农机经销部",
        result=Conformance.PARTLY,
        checked_on=DAY,
        checked_by="县市场监管局",
    )
    page = standards.standard_page(people.actor("wang"), ours.public_id)
    assert page.drafting is not None
    assert (page.drafting.unit_name, page.drafting.stage) == ("清岚县商务局", DraftingStage.CONSULTED)
    assert [(check.subject, check.result) for check in page.conformities] == [("某某农机经销部", Conformance.PARTLY)]
    assert page.verbs == ()
    assert standards.standard_page(people.actor("lin"), ours.public_id).verbs == (Verb.PUBLISH,)


@pytest.mark.parametrize("state", ["published", "in_force", "superseded", "withdrawn"])
def test_the_database_refuses_a_state_without_its_day(library: StandardsWorld, state: str) -> None:
    with pytest.raises(IntegrityError, match="standards_standard"), transaction.atomic():
        Standard.objects.filter(pk=library.ours.id).update(state=state)
