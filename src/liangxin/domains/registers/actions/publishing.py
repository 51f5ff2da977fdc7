"""The writing half of imports: set by set inside the caller's transaction, with a line of the trail for each record."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_noop
from psycopg.types.json import Jsonb

from liangxin.domains.registers import errors
from liangxin.domains.registers.models import Evidence, Import, ImportRow, Record
from liangxin.domains.registers.queries.types import version_in_force
from liangxin.domains.registers.queries.workbooks import Report
from liangxin.domains.registers.terms import Deed, RowOutcome
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.trail.api import record_selected
from liangxin.kernel.text import cut

MANY = 2000  # rows after which statistics are renewed at once
MOST_NAMED = 20
WRITING, LEAVING_TRAIL = gettext_noop("正在写入记录"), gettext_noop("正在留痕")
TAKING_BACK = gettext_noop("正在恢复原来的内容")
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
# What the trail says of the rows of an import: (record, before, after); of changed ones what differs, null as absent.
ADDED = """
    SELECT record_id, NULL::jsonb, values || %(came)s FROM registers_importrow
    WHERE batch_id = %(batch)s AND outcome = 'new' ORDER BY number
"""
WITHDRAWN = """
    SELECT record_id, values, %(came)s FROM registers_importrow
    WHERE batch_id = %(batch)s AND outcome = 'new' ORDER BY number
"""
_DIFFERS = """
    (SELECT coalesce(jsonb_object_agg(name, value), '{{}}') FROM jsonb_each({of}) AS one (name, value)
        WHERE nullif(value, 'null') IS DISTINCT FROM nullif({beside}->name, 'null'))
"""
_WAS, _NOW = _DIFFERS.format(of="was", beside="now"), _DIFFERS.format(of="now", beside="was") + "|| %(came)s"
_DIFFERENCE = """
    SELECT record_id, {before}, {after} FROM registers_importrow,
        LATERAL (SELECT values || jsonb_build_object('stage', stage, 'stage_days', stage_days) AS now,
            before->'values' || jsonb_build_object('stage', before->'stage', 'stage_days', before->'stage_days') AS was
        ) AS pair
    WHERE batch_id = %(batch)s AND outcome = 'changed' ORDER BY number
"""
CHANGED = _DIFFERENCE.format(before=_WAS, after=_NOW)
RESTORED = _DIFFERENCE.format(before=_NOW, after=_WAS)
LOCK = """
    SELECT id FROM registers_record WHERE id IN
        (SELECT record_id FROM registers_importrow WHERE batch_id = %s AND record_id IS NOT NULL)
    ORDER BY id FOR UPDATE
"""


def require_as_checked(batch: Import, on: date) -> None:
    """Raise ImportOutdated where the type or a record has changed since the check.

    Whether a new row's key has come in meanwhile, the table itself says when the rows go in (`new_keys_taken`).
    """
    version = version_in_force(batch.register.type_id, on)
    if version.pk != batch.version_id:
        raise errors.ImportOutdated(what="台账类型", names=f"现行第{version.number}版")
    _execute(LOCK, [batch.pk])
    standing = [RowOutcome.CHANGED.value, RowOutcome.UNCHANGED.value]
    rows = ImportRow.objects.filter(batch=batch, record_id__isnull=False, outcome__in=standing)
    changed = _named(rows.filter(~Q(record__clock=F("clock")) | Q(record__withdrawn_at__isnull=False)))
    if changed:
        names = "、".join(filter(None, (changed, new_keys_taken(batch))))
        raise errors.ImportOutdated(what="记录", names=names)


def new_keys_taken(batch: Import) -> str:
    """Names of new rows whose key has come into the register meanwhile."""
    stands = Record.objects.filter(register=batch.register_id, key=OuterRef("key"), withdrawn_at__isnull=True)
    return _named(ImportRow.objects.filter(Exists(stands), batch=batch, outcome=RowOutcome.NEW.value))


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
    if total > MANY:
        _execute("ANALYZE registers_record", [])  # else the next check looks for keys as if the table were empty
    _tell(report, total, total, LEAVING_TRAIL)
    _leave(actor, batch, Deed.ADDED_BY_IMPORT, ADDED)
    _leave(actor, batch, Deed.CHANGED_BY_IMPORT, CHANGED)


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
    _leave(actor, batch, Deed.WITHDRAWN, WITHDRAWN)
    _leave(actor, batch, Deed.RESTORED, RESTORED)


def _leave(actor: Actor, batch: Import, deed: Deed, lines: str) -> None:
    """A line of the trail on each record of the rows of one outcome: what it had, and has."""
    values = {"came": Jsonb({"import": str(batch.public_id)}), "batch": batch.pk}
    path = batch.register.region.path
    record_selected(actor, deed, RECORD, lines, values, region_path=path, reason=batch.undo_reason)


def _execute(statement: str, values: list[Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def _tell(report: Report | None, done: int, total: int, note: str) -> None:
    if report is not None:
        report(done, total, note)
