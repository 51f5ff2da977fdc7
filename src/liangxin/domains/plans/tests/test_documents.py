"""Plans are uploaded, read and discarded; what is refused leaves nothing behind."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from liangxin.domains.plans import api as plans
from liangxin.domains.plans.actions import assistant
from liangxin.domains.plans.actions.documents import read_plan_document
from liangxin.domains.plans.errors import (
    FileTooLarge,
    NoAssistantSet,
    NothingGiven,
    PlanDocumentNotFound,
    UnknownRegion,
)
from liangxin.domains.plans.models import Finding, PlanDocument
from liangxin.domains.plans.queries.review import plan_of
from liangxin.domains.plans.terms import MAX_FILE_BYTES, FindingKind, ReviewState
from liangxin.domains.plans.tests.documents import TEXT, read_plan
from liangxin.domains.regions.tests.world import COUNTY, NEIGHBOUR, World, world
from liangxin.engines.documents import read_document
from liangxin.engines.reader import read_plan as read
from liangxin.engines.reader.assistant import Proposal
from liangxin.engines.reader.findings import Comparator, TargetKind, Unread, plan_as_json
from liangxin.foundation.accounts.api import Actor, NotAllowed
from liangxin.foundation.files.api import StoredFile
from liangxin.foundation.jobs.api import RunState, drain_jobs, run_card
from liangxin.foundation.trail.api import entries_of, named

__all__ = ["world"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(world: World) -> Actor:
    return world.actor("lin")


def test_a_plan_is_read_into_findings_with_their_places(office: Actor) -> None:
    reading = plans.reading_of(office, read_plan(office).public_id)
    assert reading.card.title == "清岚县推动设备更新工作方案"
    assert (reading.card.targets, reading.card.tasks) == (4, 2)
    for target in reading.of(FindingKind.TARGET):
        assert reading.text[target.start : target.end] == target.facts["quote"]


def test_what_is_stored_is_what_the_reader_found(office: Actor) -> None:
    _, stored = plan_of(office, read_plan(office).public_id)
    assert plan_as_json(stored) == plan_as_json(read(read_document(TEXT.encode(), name="方案.txt")))


def test_the_same_file_in_the_same_region_is_one_document(world: World, office: Actor) -> None:
    first = read_plan(office)
    second = plans.upload_document(office, COUNTY, "又一份.txt", TEXT.encode())
    assert (second.public_id, second.is_new) == (first.public_id, False)
    assert Finding.objects.filter(kind=FindingKind.TASK).count() == 2
    elsewhere = plans.upload_document(world.actor("sun"), NEIGHBOUR, "方案.txt", TEXT.encode())
    assert elsewhere.is_new


def test_a_pasted_text_is_read_too(office: Actor) -> None:
    card = plans.paste_document(office, COUNTY, TEXT)
    drain_jobs()
    assert plans.reading_of(office, card.public_id).card.targets == 4


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("垃圾.docx", b"\x00\x01\x02\x03garbage" * 50),
        ("断了.docx", b"PK\x03\x04" + b"\x00" * 200),
        ("不是方案.txt", "今天天气很好，我们去公园走走。".encode()),
    ],
)
def test_a_file_that_cannot_be_read_leaves_nothing_stored(office: Actor, name: str, content: bytes) -> None:
    card = plans.upload_document(office, COUNTY, name, content)
    drain_jobs()
    run = run_card(card.run, office)
    assert run.state is RunState.REFUSED
    assert run.sentence
    assert not PlanDocument.objects.exists()
    assert not StoredFile.objects.exists()


def test_reading_again_changes_nothing(office: Actor) -> None:
    read_plan(office)
    row = PlanDocument.objects.get()
    before = list(Finding.objects.values_list("id", flat=True))
    read_plan_document(office, row.pk, lambda *_: None)
    assert list(Finding.objects.values_list("id", flat=True)) == before


def test_nothing_and_too_much_are_refused(office: Actor) -> None:
    with pytest.raises(NothingGiven):
        plans.upload_document(office, COUNTY, "空.txt", b"")
    with pytest.raises(FileTooLarge):
        plans.upload_document(office, COUNTY, "大.pdf", b"x" * (MAX_FILE_BYTES + 1))
    with pytest.raises(UnknownRegion):
        plans.upload_document(office, "999999", "方案.txt", TEXT.encode())


@pytest.mark.parametrize("username", ["li", "wang", "zhao", "chen", "sun"])
def test_only_the_office_of_the_region_uploads(world: World, username: str) -> None:
    with pytest.raises(NotAllowed):
        plans.upload_document(world.actor(username), COUNTY, "方案.txt", TEXT.encode())


@pytest.mark.parametrize("username", ["li", "lin", "wang", "zhao", "chen"])
def test_the_region_and_those_above_see_the_plan(world: World, office: Actor, username: str) -> None:
    card = read_plan(office)
    assert plans.reading_of(world.actor(username), card.public_id).is_read


def test_a_stranger_and_another_region_see_nothing(world: World, office: Actor) -> None:
    card = read_plan(office)
    for outsider in (world.actor("sun"), world.stranger, Actor.visitor()):
        assert not plans.documents_of(outsider).exists()
        with pytest.raises(PlanDocumentNotFound):
            plans.reading_of(outsider, card.public_id)


@pytest.mark.django_db(transaction=True)
def test_a_discarded_plan_is_gone_with_its_file_and_leaves_a_line_in_the_trail(
    world: World, office: Actor, settings: object, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]  # pytest-django's settings wrapper
    card = read_plan(office)
    subject = named(PlanDocument.objects.get())
    plans.discard_document(office, card.public_id, "传错了")
    assert not PlanDocument.objects.exists()
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
    assert entries_of(subject)[0].reason == "传错了"


def test_a_reader_may_not_discard(world: World, office: Actor) -> None:
    card = read_plan(office)
    with pytest.raises(NotAllowed):
        plans.discard_document(world.actor("chen"), card.public_id, "")


class Told:
    """An assistant that always says the same."""

    def propose(self, unread: Sequence[Unread]) -> list[Proposal]:
        return [Proposal(0, "老旧电梯", TargetKind.CUMULATIVE, 15.0, "台", Comparator.REACH, None)]


def test_the_assistant_proposes_beside_the_clause_and_makes_no_target(
    office: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = read_plan(office)
    with pytest.raises(NoAssistantSet):
        plans.ask_assistant(office, card.public_id)
    monkeypatch.setattr(assistant, "assistant_from", lambda _: Told())
    plans.ask_assistant(office, card.public_id)
    drain_jobs()
    (clause,) = plans.reading_of(office, card.public_id).of(FindingKind.UNREAD)
    assert clause.proposal is not None
    assert (clause.proposal["indicator"], clause.state) == ("老旧电梯", ReviewState.OPEN)
    assert plans.reading_of(office, card.public_id).card.targets == 4
