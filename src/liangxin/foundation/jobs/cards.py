"""Runs as pages show them; a run is seen by whoever started it, and by the system."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils import timezone

from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.jobs.errors import RunNotFound
from liangxin.foundation.jobs.models import JobRun
from liangxin.foundation.jobs.registry import registered_label
from liangxin.foundation.jobs.terms import OVER, RunState


@dataclass(frozen=True)
class RunCard:
    """One run. `total` is None while unknown; `seconds` is how long it has run, or ran; `sentence` why not done."""

    public_id: UUID
    name: str
    label: str
    state: RunState
    done: int
    total: int | None
    note: str
    code: str
    sentence: str
    subject: tuple[str, str]
    queued: datetime
    started: datetime | None
    ended: datetime | None
    seconds: float

    @property
    def is_over(self) -> bool:
        return self.state in OVER

    @property
    def percent(self) -> int | None:
        """Share of the whole, rounded down so that 100 means all; None while the whole is unknown."""
        return 100 * self.done // self.total if self.total else None

    @property
    def rate(self) -> float | None:
        """Pieces a second so far; None before the first."""
        return self.done / self.seconds if self.done and self.seconds else None

    @property
    def rest_seconds(self) -> float | None:
        """How long the rest takes at the rate so far; None where that cannot be said."""
        if self.is_over or self.total is None or self.rate is None:
            return None
        return max(self.total - self.done, 0) / self.rate


def run_card(public_id: str | UUID, actor: Actor) -> RunCard:
    """The run of that id; RunNotFound also for a run that somebody else started."""
    try:
        run = _visible_runs(actor).filter(public_id=public_id).first()
    except ValidationError as malformed:
        raise RunNotFound from malformed
    if run is None:
        raise RunNotFound
    return _card(run)


def runs_of(actor: Actor, limit: int = 20) -> list[RunCard]:
    """The actor's own runs, newest first."""
    return [_card(run) for run in _visible_runs(actor).order_by("-id")[:limit]]


def _visible_runs(actor: Actor) -> QuerySet[JobRun]:
    if actor.is_system:
        return JobRun.objects.all()
    # A visitor's runs are nobody's in particular: they are followed on the page that started them.
    return JobRun.objects.filter(Q(account=actor.account_id) if actor.account_id is not None else Q(pk__in=[]))


def _card(run: JobRun) -> RunCard:
    seconds = ((run.ended or timezone.now()) - run.started).total_seconds() if run.started else 0.0
    return RunCard(
        public_id=run.public_id,
        name=run.name,
        label=registered_label(run.name),
        state=RunState.of(run.state),
        done=run.done,
        total=run.total,
        note=run.note,
        code=run.refusal_code,
        sentence=run.refusal_sentence,
        subject=(run.subject_type, run.subject_id),
        queued=run.queued,
        started=run.started,
        ended=run.ended,
        seconds=seconds,
    )
