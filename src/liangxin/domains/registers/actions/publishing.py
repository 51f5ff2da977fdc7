"""The writing half of imports: set by set inside the caller's transaction, with a line of the trail for each record."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from liangxin.domains.registers import errors
from liangxin.domains.registers.models import Evidence, Import, ImportRow, Record
from liangxin.domains.registers.queries.types import version_in_force
from liangxin.domains.registers.queries.workbooks import Report
from liangxin.domains.registers.terms import Deed, RowOutcome
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.trail.api import record_many
from liangxin.kernel.text import cut

CHUNK = 2000
MOST_NAMED = 20
WRITING, LEAVING_TRAIL, TAKING_BACK = "正在写入记录", "正在留痕", "正在恢复原来的内容"
RECORD = "registers.record"
CHANGE = """
    UPDATE registers_record t SET values = r.values, words = r.words, stage = r.stage, stage_days = r.stage_days,
        version_id = %s, clock = t.clock + 1, changed_by_id = %s, changed_at = %s
    FROM registers_importrow r WHERE r.batch_id = %s AND r.outcome = 'changed' AND r.record_id = t.id
"""
# In one statement: cut into several, each was slower than the one before, 22 s in all for 50 000 rows instead of 4.
ADD = """
    INSERT INTO registers_record (id, public_id, register_id, version_id, values, key, shown_key, words, stage,
        stage_days, clock, entered_by_id, entered_at, changed_by_id, changed_at, withdrawn_reason)
    SELECT record_id, gen_random_uuid(), %s, %s, values, key, shown_key, words, stage,
        stage_days, 0, %s, %s, %s, %s, ''
    FROM registers_importrow WHERE batch_id = %s AND outcome = 'new'
"""
WITHDRAW = """
    UPDATE registers_record t SET withdrawn_at = %s, withdrawn_reason = %s, clock = t.clock + 1, changed_at = %s
    FROM registers_importrow r WHERE r.batch_id = %s AND r.outcome = 'new' AND r.record_id = t.id
"""
RESTORE = """
    UPDATE registers_record t SET values = r.before->'values', words = r.before->>'words',
        stage = r.before->>'stage', stage_days = r.before->'stage_days',
        version_id = (r.before->>'version')::bigint, changed_by_id = (r.before->>'changed_by')::bigint,
        clock = t.clock + 1, changed_at = %s
    FROM registers_importrow r WHERE r.batch_id = %s AND r.outcome = 'changed' AND r.record_id = t.id
"""
LOCK = """
    SELECT id FROM registers_record WHERE id IN
        (SELECT record_id FROM registers_importrow WHERE batch_id = %s AND record_id IS NOT NULL)
    ORDER BY id FOR UPDATE
"""


def require_as_checked(batch: Import, on: date) -> None:
    """Raise ImportOutdated where the type, a record, or a key has changed since the check."""
    version = version_in_force(batch.register.type_id, on)
    if version.pk != batch.version_id:
        raise errors.ImportOutdated(what="台账类型", names=f"现行第{version.number}版")
    _execute(LOCK, [batch.pk])
    standing = [RowOutcome.CHANGED.value, RowOutcome.UNCHANGED.value]
    rows = ImportRow.objects.filter(batch=batch, record_id__isnull=False, outcome__in=standing)
    changed = _named(rows.filter(~Q(record__clock=F("clock")) | Q(record__withdrawn_at__isnull=False)))
    taken = new_keys_taken(batch)
    if changed or taken:
        raise errors.ImportOutdated(what="记录", names="、".join(filter(None, (changed, taken))))


def new_keys_taken(batch: Import) -> str:
    """Names of new rows whose key has come into the register meanwhile.

    Asked for piece by piece with the keys in hand: a join would be at the mercy of statistics that a fresh list lacks.
    """
    taken: list[int] = []
    for piece in _pieces(batch, RowOutcome.NEW, "key"):
        keys = {row.key: row.number for row in piece}
        stands = Record.objects.filter(register=batch.register_id, key__in=keys, withdrawn_at__isnull=True)
        taken += [keys[key] for key in stands.values_list("key", flat=True)]
    return _named(ImportRow.objects.filter(batch=batch, number__in=taken)) if taken else ""


def _named(rows: QuerySet[ImportRow]) -> str:
    """The first names, and how many more there are."""
    names = list(rows.order_by("number").values_list("shown_key", flat=True)[: MOST_NAMED + 1])
    shown = "、".join(cut(name, 40) for name in names[:MOST_NAMED])
    return f"{shown}等{rows.count()}条" if len(names) > MOST_NAMED else shown


def write_rows(actor: Actor, batch: Import, report: Report | None) -> None:
    """New records in, changed ones over, and the trail of both."""
    total, by, moment = batch.rows_new + batch.rows_changed, actor.account_id, timezone.now()
    _tell(report, 0, total, WRITING)
    _execute(ADD, [batch.register_id, batch.version_id, by, moment, by, moment, batch.pk])
    _execute(CHANGE, [batch.version_id, by, moment, batch.pk])
    if total > CHUNK:
        _execute("ANALYZE registers_record", [])  # else the next check looks for keys as if the table were empty
    _tell(report, total, total, LEAVING_TRAIL)
    came = {"import": str(batch.public_id)}
    _leave(actor, batch, RowOutcome.NEW, Deed.ADDED_BY_IMPORT, lambda row: (None, {**(row.values or {}), **came}))
    _leave(actor, batch, RowOutcome.CHANGED, Deed.CHANGED_BY_IMPORT, lambda row: _difference(row, came))


def _difference(row: ImportRow, came: dict[str, str]) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the record had, and has now, where the two differ."""
    stood: dict[str, Any] = row.before or {}
    old = stood["values"] | {"stage": stood["stage"], "stage_days": stood["stage_days"]}
    new = (row.values or {}) | {"stage": row.stage, "stage_days": row.stage_days}
    before = {name: value for name, value in old.items() if value != new.get(name)}
    return before, {name: value for name, value in new.items() if value != old.get(name)} | came


def require_untouched(batch: Import) -> None:
    """Raise UndoImpossible where a record was worked on after the import, naming them."""
    _execute(LOCK, [batch.pk])
    rows = ImportRow.objects.filter(batch=batch, outcome__in=[RowOutcome.NEW.value, RowOutcome.CHANGED.value])
    left = Q(outcome=RowOutcome.NEW.value, record__clock=F("clock")) | Q(
        outcome=RowOutcome.CHANGED.value, record__clock=F("clock") + 1
    )
    proved = Evidence.objects.filter(record=OuterRef("record"), uploaded_at__gt=batch.published_at)
    touched = rows.filter(~left | Q(record__withdrawn_at__isnull=False) | Exists(proved))
    count = touched.count()
    if count:
        raise errors.UndoImpossible(count=count, names=_named(touched))


def take_back(actor: Actor, batch: Import, report: Report | None) -> None:
    """Withdraw what was added, bring back what was changed, and leave the trail of both."""
    total, moment = batch.rows_new + batch.rows_changed, timezone.now()
    _tell(report, 0, total, TAKING_BACK)
    _execute(WITHDRAW, [moment, batch.undo_reason, moment, batch.pk])
    _execute(RESTORE, [moment, batch.pk])
    _tell(report, total, total, LEAVING_TRAIL)
    came = {"import": str(batch.public_id)}
    _leave(actor, batch, RowOutcome.NEW, Deed.WITHDRAWN, lambda row: (row.values, came))
    _leave(actor, batch, RowOutcome.CHANGED, Deed.RESTORED, lambda row: _difference(row, came)[::-1])


def _leave(
    actor: Actor, batch: Import, outcome: RowOutcome, deed: Deed, say: Callable[[ImportRow], tuple[Any, Any]]
) -> None:
    """A line of the trail on each record of the rows of one outcome: what it had, and has."""
    path = batch.register.region.path
    columns = ("record_id", "values") if outcome is RowOutcome.NEW else ()
    for piece in _pieces(batch, outcome, *columns):
        lines = [(row.record_id or 0, *say(row)) for row in piece]
        record_many(actor, deed, RECORD, lines, region_path=path, reason=batch.undo_reason)


def _pieces(batch: Import, outcome: RowOutcome, *columns: str) -> Iterator[list[ImportRow]]:
    """The rows of one outcome in order, piece by piece, so that the memory does not grow with the list.

    With `columns` no others are fetched.
    """
    rows, last = ImportRow.objects.filter(batch=batch, outcome=outcome.value).order_by("number"), 0
    rows = rows.only("number", *columns) if columns else rows
    while piece := list(rows.filter(number__gt=last)[:CHUNK]):
        yield piece
        last = piece[-1].number


def _execute(statement: str, values: list[Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def _tell(report: Report | None, done: int, total: int, note: str) -> None:
    if report is not None:
        report(done, total, note)
