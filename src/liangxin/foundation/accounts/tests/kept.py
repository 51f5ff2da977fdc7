"""Small worlds, built once and kept: a test that asks for one starts from it behind a savepoint of its own.

`world = kept("world", build_world)` makes the fixture. Before each test the bed calls `KEEPER.prepare` (conftest.py):
the world that the test asks for stands in an open transaction, and is taken away when another, or an empty database,
is asked for. What a test does to the rows is undone with its savepoint; the object it gets is a copy. Files
are not kept: a world whose tests read files is built by each test.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import connection, transaction
from pytest_django.plugin import DjangoDbBlocker

Build = Callable[[], Any]


@dataclass
class Keeper:
    """The one world that stands in the worker's database, if any."""

    builders: dict[str, Build] = field(default_factory=dict)
    blocker: DjangoDbBlocker | None = None  # given when the database is there
    name: str = ""
    made: Any = None
    _outer: transaction.Atomic | None = None

    def prepare(self, asked: list[str], *, commits: bool) -> None:
        """Let the world stand that the test takes place in; take away another."""
        wanted = self.wanted(asked, commits=commits)
        if self.blocker is None or wanted == self.name:
            return
        with self.blocker.unblock():
            self.clear()
            if wanted:
                self._stand(wanted)

    def wanted(self, asked: list[str], *, commits: bool) -> str:
        """Which of the asked fixtures is a kept world; none where there is none, or the test commits.

        A test that sets the clock gets a world of its own, built by that clock.
        """
        names = [name for name in asked if name in self.builders]
        return names[0] if names and not commits and "time_machine" not in asked else ""

    def _stand(self, name: str) -> None:
        self._outer = transaction.atomic()
        self._outer.__enter__()
        self.name, self.made = name, None
        try:
            self.made = self.builders[name]()
        except BaseException:
            self.clear()
            raise

    def clear(self) -> None:
        """Take away what stands."""
        outer, self._outer, self.name, self.made = self._outer, None, "", None
        if outer is not None and connection.in_atomic_block:
            transaction.set_rollback(True)
            outer.__exit__(None, None, None)

    def take(self, name: str) -> Any:
        """A copy of the world that stands, or else one that is built in the test's own transaction."""
        return deepcopy(self.made) if self.name == name else self.builders[name]()


KEEPER = Keeper()


def kept(name: str, build: Build, *also: str) -> Any:
    """The fixture of that name, which asks for the fixtures of `also` too; modules import it from where it is made."""
    KEEPER.builders[name] = build

    @pytest.fixture(name=name)
    def world(db: None, request: pytest.FixtureRequest) -> Any:
        for other in also:
            request.getfixturevalue(other)
        return KEEPER.take(name)

    return world
