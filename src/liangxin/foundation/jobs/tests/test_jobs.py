"""Jobs: queued with the change, run by name, ended in one of three ways."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, connection, transaction
from procrastinate.contrib.django import app

from liangxin.foundation.accounts.api import Account, Actor
from liangxin.foundation.accounts.tests import people
from liangxin.foundation.jobs import registry, run
from liangxin.foundation.jobs.api import (
    Run,
    RunNotFound,
    RunState,
    drain_jobs,
    enqueue,
    job,
    run_card,
    runs_of,
    timetable,
)
from liangxin.foundation.jobs.models import JobRun
from liangxin.foundation.jobs.queue import hand_over_timetable, perform
from liangxin.kernel.refusal import Refusal, RefusalKind

ROBOT = Actor.system("test")


def idle(run: Run) -> None:
    """A job that needs nothing done."""


class FileUnreadable(Refusal):
    code, kind = "demo.unreadable", RefusalKind.INVALID
    sentence, remedy = "文件%(name)s读不出来。", "请另存为docx后再传。"


class BankAway(Refusal):
    code, kind = "demo.bank_away", RefusalKind.UNAVAILABLE
    sentence, remedy = "银行接口暂时不通。", "系统会自动重试。"


@pytest.fixture(autouse=True)
def _own_registry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_jobs", {})


@pytest.fixture
def li() -> Actor:
    account = people.account("li", name="李")
    return Actor(account.pk, account.name)


def queued() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE status = 'todo'")
        return int(cursor.fetchone()[0])


@pytest.mark.django_db
def test_a_job_gets_its_ids_its_actor_and_its_subject(li: Actor) -> None:
    seen: list[object] = []

    @job("demo.read", queue="reading", label="读取方案")
    def read(run: Run, *, upload_id: int) -> None:
        seen.extend([upload_id, run.actor.name, run.actor.run_id == run.id, run.subject, run.attempt])

    run_id = enqueue("demo.read", li, ("plans.upload", "7"), upload_id=7)
    before = run_card(run_id, li)
    assert (before.state, before.label, before.is_over) == (RunState.QUEUED, "读取方案", False)
    assert drain_jobs() == 1
    after = run_card(run_id, li)
    assert (after.state, after.is_over, after.subject) == (RunState.DONE, True, ("plans.upload", "7"))
    assert seen == [7, "李", True, ("plans.upload", "7"), 1]
    assert queued() == 0


@pytest.mark.django_db
def test_a_name_that_nobody_registered_is_refused_when_enqueued(li: Actor) -> None:
    with pytest.raises(LookupError, match=r"demo\.none"):
        enqueue("demo.none", li)


def test_two_jobs_of_one_name_are_refused() -> None:
    job("demo.read", queue="reading")(idle)
    with pytest.raises(ValueError, match=r"demo\.read"):
        job("demo.read", queue="reading")(drain_jobs)


@pytest.mark.django_db
def test_a_refusal_ends_the_run_with_its_sentence(li: Actor) -> None:
    @job("demo.read", queue="reading", retries=3)
    def read(run: Run) -> None:
        people.account("committed-before")
        with transaction.atomic():
            people.account("half-done")
            raise FileUnreadable(name="a.doc")

    run_id = enqueue("demo.read", li)
    assert drain_jobs() == 1
    card = run_card(run_id, li)
    assert (card.state, card.code) == (RunState.REFUSED, "demo.unreadable")
    assert card.sentence == "文件a.doc读不出来。请另存为docx后再传。"
    assert not Account.objects.filter(username="half-done").exists()
    assert Account.objects.filter(username="committed-before").exists()


@pytest.mark.django_db
def test_what_is_only_away_is_tried_again_and_then_refused(li: Actor) -> None:
    attempts: list[int] = []

    @job("demo.pay", queue="paying", retries=2)
    def pay(run: Run) -> None:
        attempts.append(run.attempt)
        raise BankAway

    run_id = enqueue("demo.pay", li)
    assert drain_jobs() == 3
    assert attempts == [1, 2, 3]
    assert run_card(run_id, li).state is RunState.REFUSED


@pytest.mark.django_db
def test_a_fault_is_tried_again_then_told_without_its_innards_and_raised(li: Actor) -> None:
    @job("demo.read", queue="reading", retries=1)
    def read(run: Run) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 / 0")

    run_id = enqueue("demo.read", li)
    with pytest.raises(Exception, match="division by zero"):
        drain_jobs()
    card = run_card(run_id, li)
    assert (card.state, card.code) == (RunState.FAILED, "jobs.run_failed")
    assert run_id in card.sentence
    assert "division" not in card.sentence
    assert JobRun.objects.get(public_id=run_id).attempts == 2


@pytest.mark.django_db
def test_a_run_that_is_over_is_not_done_again(li: Actor) -> None:
    runs: list[str] = []
    job("demo.read", queue="reading")(lambda run: runs.append(run.id))
    run_id = enqueue("demo.read", li)
    drain_jobs()
    perform(run_id, apart=False)
    assert runs == [run_id]


@pytest.mark.django_db
def test_a_right_taken_away_since_is_gone_when_the_job_runs(li: Actor) -> None:
    seen: list[Actor] = []
    job("demo.read", queue="reading")(lambda run: seen.append(run.actor))
    enqueue("demo.read", li)
    Account.objects.filter(username="li").update(is_active=False)
    drain_jobs()
    assert seen == [Actor.visitor()]


@pytest.mark.django_db
def test_only_its_starter_and_the_system_see_a_run(li: Actor) -> None:
    job("demo.read", queue="reading")(idle)
    run_id = enqueue("demo.read", li)
    sun = Actor(people.account("sun").pk, "孙")
    for stranger in (sun, Actor.visitor()):
        with pytest.raises(RunNotFound):
            run_card(run_id, stranger)
        assert runs_of(stranger) == []
    with pytest.raises(RunNotFound):
        run_card("not-an-id", li)
    assert str(run_card(run_id, ROBOT).public_id) == run_id
    assert [str(card.public_id) for card in runs_of(li)] == [run_id]


@pytest.mark.django_db
def test_progress_says_how_far_and_how_long_yet(li: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "SECONDS_BETWEEN", 0)
    seen = []

    @job("demo.read", queue="reading")
    def read(run: Run) -> None:
        run.progress(250, 1000, "第250行")
        seen.append(run_card(run.id, ROBOT))
        run.progress(1000, 1000)

    run_id = enqueue("demo.read", li)
    drain_jobs()
    assert (seen[0].state, seen[0].percent, seen[0].note) == (RunState.RUNNING, 25, "第250行")
    assert seen[0].rest_seconds == pytest.approx(3 * seen[0].seconds)
    assert (run_card(run_id, li).percent, run_card(run_id, li).rest_seconds) == (100, None)


@pytest.mark.django_db
def test_reports_too_close_together_are_left_out_but_the_last_is_not(
    li: Actor, django_assert_num_queries: Callable[..., object]
) -> None:
    @job("demo.read", queue="reading")
    def read(run: Run) -> None:
        with django_assert_num_queries(2):  # type: ignore[attr-defined]  # the fixture's context manager
            for done in range(1, 1001):
                run.progress(done, 1000)

    run_id = enqueue("demo.read", li)
    drain_jobs()
    assert run_card(run_id, li).done == 1000


@pytest.mark.django_db
def test_jobs_without_end_are_stopped() -> None:
    def again(run: Run) -> None:
        enqueue("demo.again", run.actor)

    job("demo.again", queue="reading")(again)
    enqueue("demo.again", ROBOT)
    with pytest.raises(RuntimeError, match="no end"):
        drain_jobs(limit=5)


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"state": "dreaming"}, "jobs_run_state_known"),
        ({"state": "done"}, "jobs_run_over_when_ended"),
        ({"ended": datetime(2026, 1, 1, tzinfo=UTC)}, "jobs_run_over_when_ended"),
        ({"state": "refused", "ended": datetime(2026, 1, 1, tzinfo=UTC)}, "jobs_run_refused_says_why"),
    ],
)
@pytest.mark.django_db
def test_the_database_refuses_a_state_that_cannot_be(values: dict[str, object], constraint: str) -> None:
    job("demo.read", queue="reading")(idle)
    enqueue("demo.read", ROBOT)
    with transaction.atomic(), pytest.raises(IntegrityError, match=constraint):
        JobRun.objects.update(**values)


def test_the_timetable_is_read_in_the_offices_time_zone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app.periodic_registry, "periodic_tasks", {})
    timetable("0 3 * * *", "demo.nightly")(idle)
    hand_over_timetable()
    line = app.periodic_registry.periodic_tasks["liangxin.timetable", "demo.nightly"]
    noon = datetime(2026, 11, 23, 12, tzinfo=UTC).timestamp()
    following = line.croniter.get_next(ret_type=float, start_time=noon)
    assert datetime.fromtimestamp(following, tz=UTC) == datetime(2026, 11, 23, 19, tzinfo=UTC)
