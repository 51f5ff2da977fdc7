"""The door of the jobs."""

from liangxin.foundation.jobs.cards import RunCard, run_card, runs_of
from liangxin.foundation.jobs.errors import RunFailed, RunNotFound
from liangxin.foundation.jobs.queue import drain_jobs, enqueue
from liangxin.foundation.jobs.registry import Job, all_jobs, job, timetable
from liangxin.foundation.jobs.run import Run
from liangxin.foundation.jobs.terms import RunState

__all__ = [
    "Job",
    "Run",
    "RunCard",
    "RunFailed",
    "RunNotFound",
    "RunState",
    "all_jobs",
    "drain_jobs",
    "enqueue",
    "job",
    "run_card",
    "runs_of",
    "timetable",
]
