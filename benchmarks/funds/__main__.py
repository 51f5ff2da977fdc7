"""`python -m benchmarks.funds`: takings a second from one hot budget with two limits over it, in sets and one by one.

An embedded PostgreSQL as the product runs it, commits on the disk. In the same run, on tables of the same rows
(one holding, one entry a taking): a row lock, and a conditional update, each with its inserts. Every way is asked for
more than there is, and must give out exactly what there was. Exit status 1 where a limit is not kept.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from threading import Barrier

DAY = date(2025, 3, 3)
FEN = 100
TAKINGS = 6_000  # of each way; the budget has a tenth less
THREADS = (1, 4)
SIZES = (1, 10, 100, 1_000)
LEAST = 4.0  # sets of 100 against the faster of the simple ways

_SIMPLE = """
CREATE TABLE simple_budget (id integer PRIMARY KEY, available bigint NOT NULL CHECK (available >= 0));
CREATE TABLE simple_holding (id bigserial PRIMARY KEY, budget integer, amount bigint, subject text);
CREATE TABLE simple_entry (id bigserial PRIMARY KEY, holding bigint, kind text, amount bigint, key text UNIQUE);
"""


def _django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "liangxin.config.settings")
    import django

    django.setup()


def _world() -> None:
    from django.db import connection

    from liangxin.domains.regions import api as regions
    from liangxin.faces.workbench.first_start import bring_tables
    from liangxin.foundation.accounts.api import Actor

    bring_tables()
    regions.add_division(Actor.system("测速"), "990000", "云泽省", "")
    with connection.cursor() as cursor:
        cursor.execute(_SIMPLE)


def _budgets(name: str, takings: int) -> tuple[int, ...]:
    """A budget of its own for each measurement, with two limits over it."""
    from liangxin.domains.funds.actions.posting import Posting, bundle_of, post
    from liangxin.domains.funds.models import Account, Budget
    from liangxin.domains.funds.terms import EntryKind
    from liangxin.domains.regions import api as regions
    from liangxin.foundation.accounts.api import Actor

    region, made = regions.region_cards(["990000"])["990000"].id, []
    for kind in ("budget", "limit", "limit"):
        account = Account.objects.create(kind=kind, opens_on=DAY, closes_on=DAY, is_open=True)
        label = f"{name}{len(made)}"
        Budget.objects.create(account=account, region_id=region, area_id=region, name=label, year=2025)
        grant = Posting(f"grant:{label}", takings * FEN, DAY, bundle_of([account.pk]))
        post(Actor.system("测速"), EntryKind.GRANT, [grant])
        made.append(account.pk)
    return tuple(made)


def _sets(size: int, budgets: tuple[int, ...]) -> Callable[[int, int], int]:
    from liangxin.domains.funds import api as funds
    from liangxin.foundation.accounts.api import Actor

    actor = Actor.system("测速")

    def take(first: int, last: int) -> int:
        done = 0
        for start in range(first, last, size):
            asked = [
                funds.Taking(f"{budgets[0]}:{place}", budgets, FEN, funds.Subject("bench.claim", str(place), "申领"))
                for place in range(start, min(start + size, last))
            ]
            done += sum(isinstance(answer, funds.Taken) for answer in funds.take(actor, asked, on=DAY))
        return done

    return take


def _row_lock(number: int) -> Callable[[int, int], int]:
    """Look under a lock, decide in Python, write: three statements between two round trips of a transaction."""
    from django.db import connection, transaction

    def take(first: int, last: int) -> int:
        done = 0
        for place in range(first, last):
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SELECT available FROM simple_budget WHERE id = %s FOR UPDATE", [number])
                if cursor.fetchone()[0] >= FEN:
                    cursor.execute("UPDATE simple_budget SET available = available - %s WHERE id = %s", [FEN, number])
                    _write(cursor, number, place)
                    done += 1
        return done

    return take


def _conditional(number: int) -> Callable[[int, int], int]:
    """Check and take in one update, then write."""
    from django.db import connection, transaction

    def take(first: int, last: int) -> int:
        done = 0
        for place in range(first, last):
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(
                    "UPDATE simple_budget SET available = available - %s WHERE id = %s AND available >= %s",
                    [FEN, number, FEN],
                )
                if cursor.rowcount:
                    _write(cursor, number, place)
                    done += 1
        return done

    return take


def _write(cursor: object, number: int, place: int) -> None:
    cursor.execute(  # type: ignore[attr-defined]  # Django's cursor
        "WITH held AS (INSERT INTO simple_holding (budget, amount, subject) VALUES (%s, %s, %s) RETURNING id) "
        "INSERT INTO simple_entry (holding, kind, amount, key) SELECT id, 'reserve', %s, %s FROM held",
        [number, FEN, str(place), FEN, f"{number}:{place}"],
    )


def _simple(number: int, takings: int) -> int:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO simple_budget VALUES (%s, %s)", [number, takings * FEN])
    return number


def _rate(take: Callable[[int, int], int], threads: int, takings: int) -> tuple[float, int]:
    """Requests answered a second by so many threads, and how many were taken."""
    from django.db import connection

    start, share = Barrier(threads + 1), takings // threads

    def one(thread: int) -> int:
        connection.ensure_connection()
        start.wait()
        try:
            return take(thread * share, (thread + 1) * share)
        finally:
            connection.close()

    with ThreadPoolExecutor(threads) as pool:
        waiting = [pool.submit(one, thread) for thread in range(threads)]
        start.wait()
        began = time.perf_counter()
        done = sum(each.result() for each in waiting)
    return takings / (time.perf_counter() - began), done


def measure() -> int:
    figures: dict[tuple[str, int], float] = {}
    wrong = 0
    print(f"takings/s, one hot budget with two limits; load at the start {os.getloadavg()[0]:.1f}")
    print(f"{'':24}" + "".join(f"{threads:>9} thread{'s' if threads > 1 else ''}" for threads in THREADS))
    ways = ["row lock", "conditional update", *(f"funds.take, sets of {size}" for size in SIZES)]
    for way in ways:
        line = f"{way:24}"
        for threads in THREADS:
            size = int(way.rsplit(" ", 1)[1]) if way.startswith("funds") else 1
            takings = TAKINGS if size == 1 else TAKINGS * (2 if size == 10 else 8)
            room, number = takings * 9 // 10, len(figures) + 1
            if way == "row lock":
                take = _row_lock(_simple(number, room))
            elif way == "conditional update":
                take = _conditional(_simple(number, room))
            else:
                take = _sets(size, _budgets(f"{size}-{threads}-", room))
            figures[way, threads], done = _rate(take, threads, takings)
            wrong += done != room
            line += f"{figures[way, threads]:>16,.0f}"
        print(line, flush=True)
    best = max(figures[way, threads] for way in ways[:2] for threads in THREADS)
    ratio = max(figures["funds.take, sets of 100", threads] for threads in THREADS) / best
    print(f"sets of 100 against the faster simple way: {ratio:.1f} (at least {LEAST}); wrong sums: {wrong}")
    return int(ratio < LEAST or wrong > 0)


def main() -> int:
    from liangxin.faces.cli.embedded import database
    from liangxin.faces.cli.folder import environment, open_folder

    with tempfile.TemporaryDirectory(prefix="liangxin-") as home:
        Path(home).chmod(0o755)
        folder = open_folder(Path(home, "data"))
        with database(folder) as url:
            os.environ.update(environment(folder, url))
            _django()
            _world()
            from django.db import connection

            try:
                return measure()
            finally:
                connection.close()


if __name__ == "__main__":
    sys.exit(main())
