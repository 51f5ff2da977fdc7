"""The strict test bed: one migrated database a run, copied for each worker and again after a test that commits.

Also strict, but set in pyproject.toml: warnings are errors (an unordered page among them), no network, an undefined
template variable fails. Fixtures of a package live beside the package.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection, connections
from django.test import TransactionTestCase
from filelock import FileLock
from hypothesis import HealthCheck, settings
from pytest_django.plugin import DjangoDbBlocker

from liangxin.faces.workbench.tables import bring_tables
from liangxin.foundation.accounts.tests.kept import KEEPER

TEMPLATE = "test_liangxin_template"
# Files that take longest, longest first: they begin first, so that none is left over when the rest is done. Measured
# with `pytest --durations=0`; a file of more than ten seconds is entered here, one that no longer needs it taken off.
LONG: tuple[str, ...] = (
    "tests/journeys/test_real_plans.py",
    "tests/journeys/test_reviewing_a_plan.py",
    "tests/journeys/test_a_month.py",
    "tests/journeys/test_a_policy.py",
    "src/liangxin/faces/workbench/tests/test_tables.py",
    "tests/cli/test_installation.py",
    "tests/architecture/test_routes.py",
    "tests/architecture/test_matrix.py",
    "src/liangxin/domains/plans/tests/test_promises_web.py",
    "src/liangxin/domains/indicators/tests/test_plans_and_wordings.py",
    "src/liangxin/domains/schemes/tests/test_scheme_web.py",
    "src/liangxin/domains/progress/tests/test_demo.py",
    "src/liangxin/domains/progress/tests/test_web.py",
    "src/liangxin/domains/progress/tests/test_rounds_web.py",
    "src/liangxin/domains/progress/tests/test_bulletins_web.py",
    "src/liangxin/domains/progress/tests/test_supervision_web.py",
    "src/liangxin/domains/standards/tests/test_web.py",
    "src/liangxin/domains/funds/tests/test_web.py",
    "src/liangxin/domains/plans/tests/test_editions.py",
    "src/liangxin/engines/official/tests/test_office.py",
    "tests/test_till_under_faults.py",
)
# No test is timed: on a busy machine an example takes as long as it takes.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_blocker: DjangoDbBlocker, worker_id: str
) -> Iterator[None]:
    """Make the tables once a run, whichever worker comes first; every worker copies the result."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
    folder = Path(os.environ["LIANGXIN_DATA"])
    folder.mkdir(parents=True, exist_ok=True)
    lock, migrated = FileLock(folder / "template.lock"), folder / f"template-{run}"
    clone = f"test_liangxin_{worker_id}"
    original = connection.settings_dict["NAME"]
    patch = pytest.MonkeyPatch()
    with django_db_blocker.unblock():
        with lock:
            if not migrated.exists():
                _execute(f"CREATE DATABASE {TEMPLATE}")
                connection.settings_dict["NAME"] = TEMPLATE
                bring_tables()
                connection.close()
                connection.settings_dict["NAME"] = original
                migrated.touch()
            _copy_template(clone)
        connection.settings_dict["NAME"] = clone

        def teardown(case: TransactionTestCase) -> None:
            """Instead of flushing, which append-only tables refuse and which would lose what migrations brought."""
            connections.close_all()
            with lock:
                _copy_template(clone)

        patch.setattr(TransactionTestCase, "_fixture_teardown", teardown)
    KEEPER.blocker = django_db_blocker
    yield
    patch.undo()
    KEEPER.prepare([], commits=True)
    KEEPER.blocker = None
    with django_db_blocker.unblock():
        connection.close()
        _execute(f"DROP DATABASE IF EXISTS {clone} WITH (FORCE)")


def _copy_template(clone: str) -> None:
    _execute(f"DROP DATABASE IF EXISTS {clone} WITH (FORCE)")
    _execute(f"CREATE DATABASE {clone} TEMPLATE {TEMPLATE}")


def _execute(statement: str) -> None:
    with connection._nodb_cursor() as cursor:  # noqa: SLF001 - Django has no public way beside the database
        cursor.execute(statement)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """The small world that a test asks for stands before its own transaction begins."""
    if _uses_database(item):
        KEEPER.prepare(_asked(item), commits=_commits(item))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The shuffled order, but for what costs time: long files begin, and tests of one world follow each other.

    A file stays together (`make test` hands out whole files), in it each world's tests; files of one world are
    neighbours. So a worker builds a world once for many files, not anew whenever two worlds take turns.
    """
    files: dict[str, list[pytest.Item]] = {}
    first: dict[str, int] = {}
    for place, item in enumerate(items):
        files.setdefault(_file(item), []).append(item)
        first.setdefault(_world(item) or _file(item), place)
    for name, own in files.items():
        turns = {world: turn for turn, world in enumerate(dict.fromkeys(map(_world, own)))}
        own.sort(key=lambda item: turns[_world(item)])
        [(main, _)] = Counter(map(_world, own)).most_common(1)
        first[name] = first.get(main, first.get(name, 0))
    order = sorted(files, key=lambda name: (LONG.index(name) if name in LONG else len(LONG), first[name]))
    items[:] = [item for name in order for item in files[name]]


def _file(item: pytest.Item) -> str:
    return item.nodeid.partition("::")[0]


def _world(item: pytest.Item) -> str:
    """The kept world in which a test takes place; empty for none."""
    return KEEPER.wanted(_asked(item), commits=_commits(item)) if _uses_database(item) else ""


def _asked(item: pytest.Item) -> list[str]:
    return list(getattr(item, "fixturenames", ()))


def _uses_database(item: pytest.Item) -> bool:
    return bool(item.get_closest_marker("django_db") or {"db", "transactional_db"} & set(_asked(item)))


def _commits(item: pytest.Item) -> bool:
    mark = item.get_closest_marker("django_db")
    return "transactional_db" in _asked(item) or bool(mark and mark.kwargs.get("transaction"))
