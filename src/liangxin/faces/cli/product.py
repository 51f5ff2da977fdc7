"""The product's packages inside this process, with and without the database of the data folder; a bar for long work."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Report = Callable[[int, int | None, str], None]


@contextmanager
def without_database() -> Iterator[None]:
    """Settings under which no database is reached: what needs none must not make one."""
    _set_up({"DATABASE_URL": "postgresql://nobody@/nowhere", "DJANGO_SETTINGS_MODULE": "liangxin.config.settings"})
    yield


@contextmanager
def of_data_folder() -> Iterator[None]:
    """The database of the usual data folder, started here unless it runs. Raises what opening a folder raises."""
    from liangxin.faces.cli.embedded import database
    from liangxin.faces.cli.folder import default_path, environment, open_folder

    folder = open_folder(default_path())
    with database(folder) as url:
        _set_up(environment(folder, url))
        yield


def _set_up(env: dict[str, str]) -> None:
    os.environ.update(env)
    import django

    django.setup()


@contextmanager
def progress() -> Iterator[Report | None]:
    """A bar on a terminal; nothing where the output goes elsewhere."""
    from rich.console import Console

    console = Console(stderr=True)
    if not console.is_terminal:
        yield None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("", total=None)

        def report(done: int, total: int | None, note: str) -> None:
            bar.update(task, completed=done, total=total, description=note)

        yield report
