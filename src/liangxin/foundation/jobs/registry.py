"""The jobs there are: registered by name with `@job`, and with `@timetable` those that start by themselves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from liangxin.foundation.jobs.run import Run

JobFunction = Callable[..., Any]


@dataclass(frozen=True)
class Job:
    """`retries`: how often it is tried again after a fault; `cron`: when it starts itself, by the office's clock."""

    name: str
    label: str
    queue: str
    retries: int
    function: JobFunction
    cron: str = ""


_jobs: dict[str, Job] = {}


def job(
    name: str, *, queue: str, retries: int = 0, label: str = "", cron: str = ""
) -> Callable[[JobFunction], JobFunction]:
    """Register `f(run: Run, *, …ids)` under `name`. It takes ids, calls one action, and may be run twice.

    `label` is the Chinese title on the progress page.
    """

    def register(function: JobFunction) -> JobFunction:
        if name in _jobs and _jobs[name].function is not function:
            raise ValueError(f"two jobs are called {name}")
        _jobs[name] = Job(name, label or name, queue, retries, function, cron)
        return function

    return register


def timetable(
    cron: str, name: str, *, queue: str = "routine", retries: int = 0, label: str = ""
) -> Callable[[Callable[[Run], Any]], JobFunction]:
    """Register `f(run)` as a job that the worker starts by the cron line, in the office's time zone, as the system."""
    return job(name, queue=queue, retries=retries, label=label, cron=cron)


def registered(name: str) -> Job:
    """The job of that name; LookupError if no package has it."""
    if name not in _jobs:
        raise LookupError(f"no job is called {name!r}")
    return _jobs[name]


def all_jobs() -> list[Job]:
    """Every registered job, by name."""
    return [_jobs[name] for name in sorted(_jobs)]


def registered_label(name: str) -> str:
    """The title of a job; a job that no package has any more is shown by its name."""
    return _jobs[name].label if name in _jobs else name
