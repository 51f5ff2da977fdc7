"""What a check writes down: a row of `ImportRow` for each row of the workbook, in chunks, no query a row."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from typing import Any

from django.db import connection

from liangxin.domains.registers.models import Import, ImportFault, ImportRow, Record, TypeVersion
from liangxin.domains.registers.rules.checking import CheckedRow, RowChecker
from liangxin.domains.registers.rules.imports import Standing, decide_row
from liangxin.domains.registers.rules.reading import read_spec
from liangxin.domains.registers.rules.spec import TypeSpec
from liangxin.domains.registers.rules.stages import is_confirmed
from liangxin.domains.registers.rules.values import words_of
from liangxin.domains.registers.terms import ImportState, RowOutcome
from liangxin.kernel.refusal import Refusal

CHUNK = 2000
COLUMNS = (
    "batch_id, number, outcome, record_id, digest, key, shown_key, words, values, stage, stage_days, clock, before"
)
FAULT_COLUMNS = 'batch_id, row, "column", label, code, sentence, remedy, details, typed'
STANDING = (
    "key", "id", "values", "stage", "stage_days", "clock", "version_id", "words", "shown_key", "changed_by_id"
)  # fmt: skip

_encoded = json.JSONEncoder(ensure_ascii=False).encode  # made once: `dumps` makes one for each call


def write_check(batch: Import, checker: RowChecker, on: date) -> None:
    """Take all rows and write what each does; faulty ones in the end, when all faults are known."""
    specs = {row.pk: read_spec(row.spec) for row in TypeVersion.objects.filter(type=batch.register.type_id)}
    rows = iter(checker)
    while chunk := list(islice(rows, CHUNK)):
        stands = _standing(batch, [row.key for row in chunk if row.read], specs)
        numbers = _numbers(len(chunk) - len(stands))
        _copy(f"COPY registers_importrow ({COLUMNS}) FROM STDIN", _lines(batch, checker, chunk, (stands, numbers), on))
    nothing = {"values": None, "stage_days": None, "before": None, "stage": "", "words": ""}
    ImportRow.objects.filter(batch=batch, number__in=checker.faulty_rows()).update(
        outcome=RowOutcome.FAULTY.value, **nothing
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE registers_importrow")  # what follows finds its rows by their batch, not by reading all
    _copy(f"COPY registers_importfault ({FAULT_COLUMNS}) FROM STDIN", _fault_lines(batch, checker))


def first_time(batch: Import, digest: str) -> Import | None:
    """The import by which the same list came into this register first; one that was undone does not count."""
    known = Import.objects.filter(register=batch.register_id, digest=digest, state=ImportState.PUBLISHED.value)
    return known.exclude(pk=batch.pk).order_by("id").first()


def leave_known_rows(batch: Import, first: Import) -> None:
    """Rows that an earlier import of the same list has brought in change nothing, whatever became of them since."""
    came = ImportRow.objects.filter(batch=first).exclude(outcome=RowOutcome.FAULTY.value)
    known = ImportRow.objects.filter(batch=batch, digest__in=came.values("digest"))
    known = known.exclude(outcome=RowOutcome.UNCHANGED.value)  # which says so already
    faulty = list(known.filter(outcome=RowOutcome.FAULTY.value).values_list("number", flat=True))
    ImportFault.objects.filter(batch=batch, row__in=faulty).delete()
    known.filter(outcome=RowOutcome.NEW.value).update(record=None, clock=None)
    known.update(outcome=RowOutcome.UNCHANGED.value, values=None, stage_days=None, before=None)


def _standing(batch: Import, keys: list[str], specs: dict[int, TypeSpec]) -> dict[str, tuple[Standing, dict[str, Any]]]:
    """The records that stand under these keys, with all that undoing brings back."""
    rows = Record.objects.filter(register=batch.register_id, withdrawn_at__isnull=True, key__in=keys)
    found = {}
    for key, pk, values, stage, days, clock, version, words, shown, changed_by in rows.values_list(*STANDING):
        before = {
            "values": values,
            "stage": stage,
            "stage_days": days,
            "version": version,
            "words": words,
            "shown_key": shown,
            "changed_by": changed_by,
        }
        found[key] = Standing(pk, values, stage, days, clock, is_confirmed(specs[version], stage)), before
    return found


def _numbers(count: int) -> Iterator[int]:
    """Numbers for records to come, so that publishing is one statement and need not be told what it made."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence('registers_record', 'id')) FROM generate_series(1, %s)", [count]
        )
        return iter([number for (number,) in cursor.fetchall()])


def _lines(
    batch: Import,
    checker: RowChecker,
    chunk: Iterable[CheckedRow],
    known: tuple[dict[str, tuple[Standing, dict[str, Any]]], Iterator[int]],
    on: date,
) -> Iterator[tuple[Any, ...]]:
    stands, numbers = known
    for row in chunk:
        standing, before = stands.get(row.key, (None, None)) if row.read else (None, None)
        head = (batch.pk, row.number)
        pk, clock = (standing.id, standing.clock) if standing else (None, None)
        try:
            decided = decide_row(checker.sheet, row.read, standing, on) if row.read else None
        except Refusal as refusal:
            checker.refuse(row.number, refusal, row.read)
            decided = None
        name = (row.digest, row.key, row.shown_key)
        if decided is None:
            yield (*head, RowOutcome.FAULTY.value, pk, *name, "", None, "", None, clock, None)
        elif decided.outcome is RowOutcome.UNCHANGED:
            yield (*head, RowOutcome.UNCHANGED.value, pk, *name, "", None, "", None, clock, None)
        else:
            if decided.outcome is RowOutcome.NEW:
                pk, clock = next(numbers), 0
            # Of a changed record the key stays as it is spelled there.
            shown = before["shown_key"] if before else row.shown_key
            written = (words_of(checker.sheet.spec, decided.values), _json(decided.values), decided.stage)
            name = (row.digest, row.key, shown)
            yield (*head, decided.outcome.value, pk, *name, *written, _json(decided.stage_days), clock, _json(before))


def _fault_lines(batch: Import, checker: RowChecker) -> Iterator[tuple[Any, ...]]:
    for fault in checker.faults():
        where = (batch.pk, fault.row, fault.column, fault.label[:100], fault.code)
        yield (*where, fault.sentence, fault.remedy, _json(fault.details), fault.typed[:200])


def _json(value: Any) -> str | None:
    return None if value is None else _encoded(value)


def _copy(statement: str, lines: Iterable[tuple[Any, ...]]) -> None:
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for line in lines:
            copy.write_row(line)
