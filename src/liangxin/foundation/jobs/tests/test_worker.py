"""The real worker on real connections: what a transaction queues, what it undoes, what is seen meanwhile."""

from __future__ import annotations

import pytest
from django.db import connection, connections, transaction
from procrastinate.contrib.django import app

from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.accounts.tests import people
from liangxin.foundation.jobs import registry
from liangxin.foundation.jobs.api import Run, RunState, enqueue, job, run_card
from liangxin.foundation.jobs.models import JobRun
from liangxin.foundation.jobs.queue import start_by_timetable, take_up_stalled
from liangxin.kernel.refusal import Refusal

ROBOT = Actor.system("test")


def idle(run: Run) -> None:
    """A job that needs nothing done."""


pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _own_registry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_jobs", {})


def work() -> None:
    """A worker of this process, until the queue is empty."""
    with app.replace_connector(app.connector.get_worker_connector()):  # type: ignore[attr-defined]  # Django's connector
        app.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)


def rows_in_queue() -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT queue_name, status FROM procrastinate_jobs ORDER BY id")
        return list(cursor.fetchall())


def test_the_worker_runs_what_was_committed_and_leaves_the_queue_empty() -> None:
    @job("demo.read", queue="reading")
    def read(run: Run, *, name: str) -> None:
        people.account(name)

    with transaction.atomic():
        run_id = enqueue("demo.read", ROBOT, name="li")
        assert rows_in_queue() == [("reading", "todo")]
    work()
    assert run_card(run_id, ROBOT).state is RunState.DONE
    assert rows_in_queue() == []


def test_a_job_is_undone_with_the_change_that_caused_it() -> None:
    job("demo.read", queue="reading")(idle)
    with transaction.atomic():
        enqueue("demo.read", ROBOT)
        transaction.set_rollback(True)
    assert rows_in_queue() == []
    assert JobRun.objects.count() == 0


def test_progress_is_seen_while_the_actions_transaction_is_open() -> None:
    seen: list[int] = []

    @job("demo.read", queue="reading")
    def read(run: Run) -> None:
        with transaction.atomic():
            people.account("li")
            run.progress(3, 10)
            other = connections.create_connection("default")
            with other.cursor() as cursor:
                cursor.execute("SELECT done FROM jobs_jobrun")
                seen.append(cursor.fetchone()[0])
                cursor.execute("SELECT count(*) FROM accounts_account")
                seen.append(cursor.fetchone()[0])
            other.close()

    enqueue("demo.read", ROBOT)
    work()
    assert seen == [3, 0]


def test_a_refused_run_is_over_for_the_queue_too() -> None:
    @job("demo.read", queue="reading", retries=2)
    def read(run: Run) -> None:
        raise Refusal

    run_id = enqueue("demo.read", ROBOT)
    work()
    assert run_card(run_id, ROBOT).state is RunState.REFUSED
    assert rows_in_queue() == []


def test_after_a_fault_the_run_waits_in_the_queue_for_its_next_attempt() -> None:
    @job("demo.read", queue="reading", retries=1)
    def read(run: Run) -> None:
        if run.attempt == 1:
            raise OSError("disk")

    run_id = enqueue("demo.read", ROBOT)
    work()
    assert run_card(run_id, ROBOT).state is RunState.WAITING
    assert rows_in_queue() == [("reading", "todo")]
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET scheduled_at = now()")
    work()
    assert run_card(run_id, ROBOT).state is RunState.DONE


def test_the_timetable_enqueues_its_job_as_the_system() -> None:
    job("demo.nightly", queue="routine", cron="0 3 * * *")(idle)
    start_by_timetable(timestamp=0, name="demo.nightly")
    work()
    (run,) = JobRun.objects.all()
    assert (run.name, run.is_system, run.state) == ("demo.nightly", True, "done")


def test_what_a_worker_had_in_hand_when_it_died_is_given_out_again() -> None:
    runs: list[int] = []

    @job("demo.read", queue="reading")
    def read(run: Run) -> None:
        runs.append(run.attempt)

    run_id = enqueue("demo.read", ROBOT)
    JobRun.objects.update(state=RunState.RUNNING, attempts=1)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 hour') RETURNING id"
        )
        (dead,) = cursor.fetchone()
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s", [dead])
    take_up_stalled.defer(timestamp=0)
    work()
    work()
    assert runs == [2]
    assert run_card(run_id, ROBOT).state is RunState.DONE
