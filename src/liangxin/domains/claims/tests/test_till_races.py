"""Many at one thing at once, more wanted than there is, with the guards off as a control."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from liangxin.domains.claims.actions import persons
from liangxin.domains.claims.actions.till import authorising, locking, writing
from liangxin.domains.claims.rules.till import Asked
from liangxin.domains.claims.terms import MarkKind
from liangxin.domains.claims.tests.till_world import (
    SUBSIDY,
    TillWorld,
    build_till,
    codes,
    decided,
    require_sums,
    to_authorise,
    voucher,
)
from liangxin.domains.funds.terms import AccountKind
from liangxin.domains.funds.tests.open_world import open_budget, without_guard
from liangxin.domains.schemes.tests.market_world import CODES

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
THREADS = 4
SUPPLY = {"voucher": 3, "serial": 1, "person": 1, "budget": 3}
DEMAND = {"voucher": 3 * THREADS, "serial": THREADS, "person": THREADS, "budget": 2 * THREADS}


def at_once(asked: Callable[[int], list[Asked]]) -> int:
    """How many were authorised by threads that ask in the same moment, each by a connection of its own."""
    start = threading.Barrier(THREADS)

    def one(thread: int) -> int:
        mine = asked(thread)
        start.wait(10)
        try:
            return codes(decided(*mine)).count("authorised")
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as threads:
        return sum(done.result(60) for done in [threads.submit(one, thread) for thread in range(THREADS)])


def raced() -> tuple[TillWorld, dict[str, int]]:
    """How many of each were given out: of three vouchers, one serial, one person's right, a budget of three."""
    world = build_till(persons=16, sales=60)
    with connection.cursor() as cursor:  # the lock on the person must do it alone
        cursor.execute("DROP INDEX claims_voucher_one_open_a_person")
    open_budget(world.market.region_id, "电视额度", 3 * SUBSIDY, AccountKind.LIMIT, category="电视")
    three = [voucher(world, person) for person in range(3)]
    four = [voucher(world, person) for person in range(3, 7)]
    same = [voucher(world, 7) for _ in range(THREADS)]
    many = [voucher(world, person, category="tv") for person in range(8)]
    return world, {
        "voucher": at_once(lambda n: [to_authorise(world, code, f"V{n}-{code}") for code in three]),
        "serial": at_once(lambda n: [to_authorise(world, four[n], "SAME")]),
        "person": at_once(lambda n: [to_authorise(world, same[n], f"P{n}")]),
        "budget": at_once(
            lambda n: [to_authorise(world, code, f"B{code}", barcode=CODES[1]) for code in many[2 * n : 2 * n + 2]]
        ),
    }


def say(guard: str, given: dict[str, int]) -> None:
    """The counts, so that they can be quoted: `python -m benchmarks.claims --races` makes a table of them."""
    for thing, count in given.items():
        line = f"race: {thing} supply {SUPPLY[thing]} demand {DEMAND[thing]} guard {guard} given {count}\n"
        sys.stdout.write(line)


def test_with_demand_above_supply_nothing_is_given_twice() -> None:
    world, given = raced()
    say("on", given)
    assert given == SUPPLY
    require_sums(world)


def test_without_the_guards_the_same_race_oversells_each(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locking, "_VOUCHERS", locking._VOUCHERS.replace("FOR NO KEY UPDATE OF v", ""))
    monkeypatch.setattr(persons, "_LOCK", persons._LOCK.replace("pg_advisory_xact_lock", "int4larger"))
    monkeypatch.setattr(writing, "_MARK", writing._MARK.replace("ON CONFLICT DO NOTHING", ""))
    put = writing.put_marks

    def late(wanted: list[tuple[int, MarkKind, str]]) -> dict[int, MarkKind]:
        time.sleep(0.2)  # all have looked
        return put(wanted)

    monkeypatch.setattr(authorising, "put_marks", late)
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX claims_mark_held_once")
    without_guard(monkeypatch)
    _, given = raced()
    say("off", given)
    assert all(given[thing] > SUPPLY[thing] for thing in SUPPLY), given
