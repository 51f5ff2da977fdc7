"""Many at once at one budget, more wanted than there is: never oversold, but with the guard off it is."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from liangxin.domains.funds.actions import posting
from liangxin.domains.funds.actions.taking import take
from liangxin.domains.funds.models import Account
from liangxin.domains.funds.models.functions import POST
from liangxin.domains.funds.queries.verifying import verify_journal
from liangxin.domains.funds.rules.takings import Taken, Taking
from liangxin.domains.funds.tests.world import DAY, FundsWorld, balance, build_funds, taking
from liangxin.foundation.accounts.api import Actor

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
THREADS, SETS, SIZE = 8, 12, 5
YUAN = 1_000  # 480 requests of 1 000 yuan, where the category has 200 000


def at_once(wanted: Callable[[int, int], list[Taking]]) -> int:
    """How many requests were taken by threads that ask for one set after the other."""
    start = threading.Barrier(THREADS)

    def one(thread: int) -> int:
        start.wait(10)
        try:
            done = 0
            for number in range(SETS):
                answers = take(Actor.system("race"), wanted(thread, number), on=DAY)
                done += sum(isinstance(answer, Taken) and not answer.again for answer in answers)
            return done
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as threads:
        return sum(done.result(60) for done in [threads.submit(one, thread) for thread in range(THREADS)])


def of_its_own(world: FundsWorld, yuan: int = YUAN) -> Callable[[int, int], list[Taking]]:
    """Every request once; every other thread names another set of budgets that overlaps."""
    sets = (world.ids, (world.budget.pk, world.fridges.pk))
    return lambda thread, number: [
        taking(world, f"{thread}-{number}-{place}", yuan, sets[thread % 2]) for place in range(SIZE)
    ]


def test_overlapping_budgets_are_never_overspent_and_nothing_is_left_that_was_wanted() -> None:
    world = build_funds()
    assert at_once(of_its_own(world)) * YUAN == 200_000
    assert balance(world.fridges) == {"granted": 200_000, "reserved": 200_000}
    assert verify_journal().faults == []


def test_a_key_sent_by_all_at_once_is_taken_once() -> None:
    world = build_funds()
    done = at_once(lambda _, number: [taking(world, f"{number}-{place}", YUAN) for place in range(SIZE)])
    assert done == SETS * SIZE
    assert balance(world.fridges)["reserved"] == done * YUAN


@pytest.fixture
def _guard_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """A copy of the function that looks without locking, on accounts without their constraints."""
    unguarded = POST.replace("funds_post(", "funds_post_unguarded(").replace("FOR NO KEY UPDATE", "")
    # All have looked before the first takes.
    unguarded = unguarded.replace("    IF done THEN", "    IF done THEN\n        PERFORM pg_sleep(0.1);")
    names = [constraint.name for constraint in Account._meta.constraints if constraint.name.endswith("not_negative")]
    with connection.cursor() as cursor:
        cursor.execute(unguarded)
        for name in names:
            cursor.execute(f'ALTER TABLE funds_account DROP CONSTRAINT "{name}"')
        cursor.execute("ALTER TABLE funds_block DROP CONSTRAINT funds_block_number_once")
    monkeypatch.setattr(posting, "_CALL", posting._CALL.replace("funds_post(", "funds_post_unguarded("))


@pytest.mark.usefixtures("_guard_off")
def test_without_the_guard_the_same_race_oversells() -> None:
    world = build_funds()
    assert at_once(of_its_own(world, 40 * YUAN)) * 40 * YUAN > 200_000
    assert Account.objects.get(pk=world.fridges.pk).available.fen < 0
