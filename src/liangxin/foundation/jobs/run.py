"""What a job function gets in hand: its id, its actor, and a way to say how far it is."""

from __future__ import annotations

import time

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from liangxin.foundation.accounts.api import Actor, actor_of
from liangxin.foundation.jobs.models import JobRun
from liangxin.foundation.jobs.terms import RunState

# Often enough for the eye, seldom enough for a loop over a million rows.
SECONDS_BETWEEN = 0.25


class Run:
    """The run of a job. With `apart`, progress is committed at once even while an action's transaction is open."""

    def __init__(self, row: JobRun, *, apart: bool) -> None:
        self.id = str(row.public_id)
        self.subject = (row.subject_type, row.subject_id)
        self.attempt = row.attempts
        self._row = row
        self._apart = apart
        self._side: BaseDatabaseWrapper | None = None
        self._reported = float("-inf")

    @property
    def actor(self) -> Actor:
        """Who started it, with the standings of now: a right that has been taken away since is gone."""
        if self._row.is_system:
            return Actor.system(self._row.actor_name, run_id=self.id)
        if self._row.account is None:
            return Actor(None, self._row.actor_name, run_id=self.id)
        return actor_of(self._row.account, run_id=self.id)

    def progress(self, done: int, total: int | None = None, note: str = "") -> None:
        """Say that `done` of `total` are through; seen at once, though reports too close together are left out."""
        now = time.monotonic()
        if done != total and now - self._reported < SECONDS_BETWEEN:
            return
        self._reported = now
        with self._connection().cursor() as cursor:
            cursor.execute(
                "UPDATE jobs_jobrun SET done = %s, total = %s, note = %s WHERE id = %s AND state = %s",
                [done, total, note[:200], self._row.pk, RunState.RUNNING.value],
            )

    def _connection(self) -> BaseDatabaseWrapper:
        if not self._apart or not connection.in_atomic_block:
            return connections[DEFAULT_DB_ALIAS]
        if self._side is None:
            self._side = connections.create_connection(DEFAULT_DB_ALIAS)
        return self._side

    def close(self) -> None:
        if self._side is not None:
            self._side.close()
            self._side = None
