"""Tables brought up to date; where there are none yet, made from the models at once and not migration by migration.

Django works out the state of all models anew for each of some hundred steps, which made the first start wait for ten
seconds. What the models say and what the migrations add up to is the same; a test compares the two table by table.
"""

from __future__ import annotations

import pgtrigger
from django.apps import apps
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

OURS = "liangxin."


def bring_tables() -> None:
    """Bring the tables up to date. Safe to run at every start; one process at a time."""
    if not _own_labels() & {label for label, _ in MigrationRecorder(connection).applied_migrations()}:
        make_tables()
    call_command("migrate", verbosity=0, interactive=False)


def make_tables() -> None:
    """Make our tables, with their constraints and triggers, in a database that has none of them, all or nothing.

    Their migrations are noted as done. What ours lean on is migrated before, other libraries are left to `migrate`.
    """
    call_command("migrate", "auth", verbosity=0, interactive=False)
    models = [model for model in apps.get_models() if model._meta.managed and model.__module__.startswith(OURS)]
    recorder, labels = MigrationRecorder(connection), _own_labels()
    with transaction.atomic():
        with connection.schema_editor() as editor:
            for model in models:
                editor.create_model(model)
        pgtrigger.install()
        for label, name in sorted(MigrationLoader(connection).disk_migrations):
            if label in labels:
                recorder.record_applied(label, name)


def _own_labels() -> set[str]:
    return {config.label for config in apps.get_app_configs() if config.name.startswith(OURS)}
