"""The queue is procrastinate's, in our database: a job is written in the transaction of the change that causes it.

A worker (`procrastinate worker`) is woken by NOTIFY, gives each run to `perform`, and starts what the timetable says.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from contextlib import nullcontext
from functools import cached_property
from typing import Any

import croniter
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone
from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.contrib.django import app
from procrastinate.job_context import JobContext
from procrastinate.jobs import Job as QueuedJob
from procrastinate.periodic import PeriodicTask

from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.jobs.errors import RunFailed
from liangxin.foundation.jobs.models import JobRun
from liangxin.foundation.jobs.registry import all_jobs, registered
from liangxin.foundation.jobs.run import Run
from liangxin.foundation.jobs.terms import LIVE, RunState
from liangxin.foundation.trail.api import Subject, named
from liangxin.kernel.refusal import Refusal, RefusalKind

log = logging.getLogger(__name__)

Argument = int | str | bool | None | list[int] | list[str]


class TryAgain(Exception):
    """The run waits for its next attempt; raised for the queue alone."""

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        super().__init__(f"again in {seconds} s")


class _AsTheRunSays(BaseRetryStrategy):
    """The queue tries again exactly when `perform`, which knows the job and the error, has said so."""

    def get_retry_decision(self, *, exception: BaseException, job: QueuedJob) -> RetryDecision | None:  # noqa: ARG002 - theirs
        return RetryDecision(retry_in={"seconds": exception.seconds}) if isinstance(exception, TryAgain) else None


def enqueue(name: str, actor: Actor, subject: Subject | None = None, /, **ids: Argument) -> str:
    """Write a run of the job `name` into the queue, within the caller's transaction; returns the run's public id.

    Undone with the transaction; LookupError for a name that no package has registered.
    """
    job = registered(name)
    kind, identifier = named(subject) if subject is not None else ("", "")
    with transaction.atomic():
        run = JobRun.objects.create(
            name=name,
            queue=job.queue,
            account_id=actor.account_id,
            actor_name=actor.name,
            is_system=actor.is_system,
            subject_type=kind,
            subject_id=identifier,
            arguments=ids,
        )
        number = app.configure_task("liangxin.run", queue=job.queue).defer(run=str(run.public_id))
        JobRun.objects.filter(pk=run.pk).update(queue_number=number)
    return str(run.public_id)


@app.task(name="liangxin.run", retry=_AsTheRunSays())
def perform_queued(run: str) -> None:
    perform(run)


def perform(public_id: str, *, apart: bool = True) -> None:
    """Take up a run and bring it to its end: done, refused, failed, or waiting for another attempt (TryAgain)."""
    row = _take_up(public_id)
    if row is None:
        log.info("run %s is over already; the queue gave it out twice", public_id)
        return
    run = Run(row, apart=apart)
    # Only in a test does a run stand inside a transaction; there a fault must not break it for what follows.
    savepoint = transaction.atomic() if connection.in_atomic_block else nullcontext()
    try:
        with savepoint:
            refusal = _refusal_of(row, run)
    except Exception as error:  # the edge of a job: whatever went wrong, the run says so and the queue logs it
        _wait_if_tries_are_left(row, error)
        _close(row, RunState.FAILED, RunFailed(run=row.public_id))
        raise
    else:
        if refusal is not None and refusal.kind is RefusalKind.UNAVAILABLE:
            _wait_if_tries_are_left(row, refusal)
        _close(row, RunState.REFUSED if refusal else RunState.DONE, refusal)
    finally:
        run.close()


def _refusal_of(row: JobRun, run: Run) -> Refusal | None:
    """Call the job; what its actions have committed before a refusal stays, as it would outside of a test."""
    try:
        registered(row.name).function(run, **row.arguments)
    except Refusal as refusal:
        return refusal
    return None


def _take_up(public_id: str) -> JobRun | None:
    # A run may stand as running: its worker died, and the queue gives it out again.
    taken = JobRun.objects.filter(public_id=public_id, state__in=LIVE).update(
        state=RunState.RUNNING, attempts=F("attempts") + 1, started=timezone.now(), note=""
    )
    return JobRun.objects.select_related("account").get(public_id=public_id) if taken else None


def _wait_if_tries_are_left(row: JobRun, error: Exception) -> None:
    job = registered(row.name)
    if row.attempts <= job.retries:
        JobRun.objects.filter(pk=row.pk).update(state=RunState.WAITING)
        raise TryAgain(seconds=4**row.attempts) from error


def _close(row: JobRun, state: RunState, refusal: Refusal | None = None) -> None:
    JobRun.objects.filter(pk=row.pk).update(
        state=state,
        ended=timezone.now(),
        refusal_code=refusal.code if refusal else "",
        refusal_sentence=str(refusal) if refusal else "",
    )


def drain_jobs(limit: int = 1000) -> int:
    """Run what is queued in this process, for tests and for a set-up without a worker; returns how many were run.

    What waits for another attempt is tried at once. A fault is raised here as the job raised it, unless tries are left.
    """
    for count in range(limit):
        row = JobRun.objects.filter(state__in=[RunState.QUEUED, RunState.WAITING]).order_by("id").first()
        if row is None:
            return count
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM procrastinate_jobs WHERE id = %s", [row.queue_number])
        try:
            perform(str(row.public_id), apart=False)
        except TryAgain:
            log.info("run %s is tried again at once", row.public_id)
    raise RuntimeError(f"jobs go on enqueuing jobs: {limit} runs and no end")


class _OfficeHours(PeriodicTask[Any, Any, Any]):
    """A line of the timetable read in the office's time zone; procrastinate reads its own in UTC."""

    @cached_property
    def croniter(self) -> croniter.croniter:
        return croniter.croniter(self.cron, timezone.localtime())


@app.task(name="liangxin.timetable", queue="routine")
def start_by_timetable(timestamp: int, name: str) -> None:  # noqa: ARG001 - the queue's signature
    enqueue(name, Actor.system(name))


@app.task(name="liangxin.stalled", queue="routine", pass_context=True)
async def take_up_stalled(context: JobContext, timestamp: int) -> None:  # noqa: ARG001 - the queue's signature
    """Give out again what a worker had in hand when it died (no heartbeat for half a minute)."""
    for stalled in await context.app.job_manager.get_stalled_jobs():
        await context.app.job_manager.retry_job(stalled)


def hand_over_timetable() -> None:
    """Tell procrastinate what starts by itself: the timetable's jobs, and once a minute the search for stalled ones."""
    lines: list[tuple[Any, str, str, Mapping[str, Any]]] = [(take_up_stalled, "* * * * *", "stalled", {})]
    lines += [(start_by_timetable, job.cron, job.name, {"name": job.name}) for job in all_jobs() if job.cron]
    for task, cron, periodic_id, arguments in lines:
        app.periodic_registry.periodic_tasks[task.name, periodic_id] = _OfficeHours(
            task=task, cron=cron, periodic_id=periodic_id, configure_kwargs={"task_kwargs": dict(arguments)}
        )
