"""The trail is written with the action and can be neither changed nor removed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.accounts.tests import people
from liangxin.foundation.trail.api import entries_of, named, record
from liangxin.foundation.trail.models import Entry
from liangxin.kernel.money import Money

THING = ("plans.plan", "17")


@pytest.mark.django_db
def test_it_tells_the_story_of_one_thing_newest_first() -> None:
    li = people.account("li", name="李")
    actor = Actor(li.pk, li.name, run_id="r1")
    record(actor, "plans.upload", THING, region_path="370000/370200/")
    record(actor, "plans.publish", THING, reason="已核对", before={"state": "draft"}, after={"on": date(2026, 1, 2)})
    record(actor, "plans.upload", ("plans.plan", "18"))
    newest, oldest = entries_of(THING)
    assert (newest.verb, newest.reason, newest.before, newest.after) == (
        "plans.publish",
        "已核对",
        {"state": "draft"},
        {"on": "2026-01-02"},
    )
    assert (oldest.verb, oldest.actor_name, oldest.region_path, oldest.run_id) == (
        "plans.upload",
        "李",
        "370000/370200/",
        "r1",
    )
    assert len(entries_of(THING, limit=1)) == 1


@pytest.mark.django_db
def test_the_system_is_told_from_people() -> None:
    record(Actor.system("nightly"), "plans.check", THING, after={"share": Decimal("0.5"), "paid": Money(123450)})
    (entry,) = entries_of(THING)
    assert entry.is_system
    assert entry.actor_name == "nightly"
    assert entry.after == {"share": "0.5", "paid": "1 234.50 元"}


@pytest.mark.django_db
def test_a_model_is_named_by_its_label_and_row() -> None:
    account = people.account()
    assert named(account) == ("accounts.account", str(account.pk))


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE trail_entry SET reason = 'x'",
        "DELETE FROM trail_entry",
        "TRUNCATE trail_entry",
    ],
)
@pytest.mark.django_db
def test_the_database_refuses_to_change_it(sql: str) -> None:
    record(Actor.system("nightly"), "plans.check", THING)
    with connection.cursor() as cursor, transaction.atomic():
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        with pytest.raises(IntegrityError, match="only grows") as caught, transaction.atomic():
            cursor.execute(sql)
    assert caught.value.__cause__.diag.constraint_name == "trail_entry_append_only"  # type: ignore[union-attr]  # psycopg's


@pytest.mark.django_db
def test_the_orm_is_refused_too() -> None:
    record(Actor.system("nightly"), "plans.check", THING)
    with transaction.atomic(), pytest.raises(IntegrityError, match="only grows"):
        Entry.objects.all().delete()


@pytest.mark.django_db
def test_a_line_of_the_system_bears_no_account() -> None:
    with pytest.raises(IntegrityError, match="trail_entry_system_has_no_account"):
        Entry.objects.create(
            account=people.account(), is_system=True, actor_name="x", verb="x", subject_type="x", subject_id="1"
        )


@pytest.mark.django_db(transaction=True)
def test_it_is_refused_outside_a_transaction() -> None:
    with pytest.raises(RuntimeError, match="transaction"):
        record(Actor.system("nightly"), "plans.check", THING)


@pytest.mark.django_db(transaction=True)
def test_it_goes_when_the_action_is_undone() -> None:
    with transaction.atomic():
        record(Actor.system("nightly"), "plans.check", THING)
        transaction.set_rollback(True)
    assert entries_of(THING) == []
