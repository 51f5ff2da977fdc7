"""Tables that only grow: the trail, the journal of money."""

from __future__ import annotations

import pgtrigger


def append_only(table: str) -> list[pgtrigger.Trigger]:
    """Triggers by which the database refuses to change, delete or truncate rows; for `Meta.triggers`.

    The refusal is an IntegrityError that names `<table>_append_only` as the violated constraint.
    """
    refuse = (
        f"RAISE EXCEPTION '% only grows: % is refused', TG_TABLE_NAME, TG_OP "
        f"USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = '{table}_append_only';"
    )
    return [
        pgtrigger.Trigger(
            name="append_only",
            when=pgtrigger.Before,
            operation=pgtrigger.Update | pgtrigger.Delete,
            func=refuse,
        ),
        pgtrigger.Trigger(
            name="append_only_whole",
            level=pgtrigger.Statement,
            when=pgtrigger.Before,
            operation=pgtrigger.Truncate,
            func=refuse,
        ),
    ]
