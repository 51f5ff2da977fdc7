"""Tables made from the models are those that the migrations add up to."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import connection

from liangxin.faces.workbench.tables import bring_tables

MIGRATED = "test_liangxin_migrated"
ASKED = {
    "columns": "SELECT table_name, column_name, concat_ws(' ', data_type, character_maximum_length, numeric_precision, "
    "numeric_scale, is_nullable, is_identity, column_default, generation_expression) "
    "FROM information_schema.columns WHERE table_schema = 'public'",
    "constraints": "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) "
    "FROM pg_constraint WHERE connamespace = 'public'::regnamespace",
    "indexes": "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "triggers": "SELECT tgrelid::regclass::text, tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
    "functions": "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
    "migrations": "SELECT app, name FROM django_migrations",
}


def _all_of_it() -> dict[str, set[tuple[str, ...]]]:
    with connection.cursor() as cursor:
        found = {}
        for what, query in ASKED.items():
            cursor.execute(query)
            found[what] = set(cursor.fetchall())
    return found


@pytest.fixture
def migrated_database() -> Iterator[None]:
    """An empty database beside the worker's own, which the connection is turned to meanwhile."""
    original = connection.settings_dict["NAME"]
    name = f"{MIGRATED}_{original}"[:63]
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        cursor.execute(f"CREATE DATABASE {name}")
    connection.close()
    connection.settings_dict["NAME"] = name
    yield
    connection.close()
    connection.settings_dict["NAME"] = original
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.mark.django_db(transaction=True)
def test_the_models_say_what_the_migrations_add_up_to(migrated_database: None) -> None:
    call_command("migrate", verbosity=0)
    step_by_step = _all_of_it()
    connection.close()
    with connection._nodb_cursor() as cursor:
        name = connection.settings_dict["NAME"]
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")
        cursor.execute(f"CREATE DATABASE {name}")
    bring_tables()
    at_once = _all_of_it()
    for what, rows in step_by_step.items():
        assert at_once[what] == rows, what


@pytest.mark.django_db(transaction=True)
def test_what_was_broken_off_begun_or_done_is_brought_to_its_end(migrated_database: None) -> None:
    call_command("migrate", "auth", verbosity=0)  # as far as a first start comes that is broken off early
    bring_tables()
    tables = _all_of_it()
    bring_tables()
    assert _all_of_it() == tables
    assert len(tables["migrations"]) > 20
