"""The level above's own workbook: kept once, its mapping confirmed by a person, filled for a period."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.db.models import Max

from liangxin.domains.progress import errors
from liangxin.domains.progress.access import get_upper_form
from liangxin.domains.progress.models import UpperFilling, UpperForm, UpperMapping
from liangxin.domains.progress.queries.upper_forms import as_cells, cells_of, grids_of, known_of
from liangxin.domains.progress.rules.upper_filling import fill
from liangxin.domains.progress.rules.upper_forms import as_json, from_json, read_mapping
from liangxin.domains.progress.terms import Deed, Power
from liangxin.domains.regions import api as regions
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.files.api import path_of, store
from liangxin.foundation.files.store import Readable
from liangxin.foundation.trail.api import record
from liangxin.kernel.period import Period

_NAME = 120


def add_upper_form(actor: Actor, region_code: str, name: str, content: bytes | Readable, file_name: str) -> UUID:
    """Keep the empty workbook of the level above. Raises UpperFormUnreadable, FieldNeeded, FieldTooLong, NotAllowed,
    RegionNotFound and those of foundation.files.
    """
    place = regions.region_seen(actor, region_code)
    actor.require(Power.DISPATCH, place.path)
    words = name.strip()
    if not words:
        raise errors.FieldNeeded(field="name", what="名称")
    if len(words) > _NAME:
        raise errors.FieldTooLong(field="name", what="名称", limit=_NAME)
    with transaction.atomic():
        file = store(actor, content, file_name)
        row = UpperForm.objects.create(
            region_id=place.id, name=words, file=file, file_name=file_name[-200:], added_by_id=actor.account_id
        )
        grids_of(row)  # refused now rather than when it is due
        after = {"name": words, "file": file.sha256}
        record(actor, Deed.UPPER_FORM_ADDED, _subject(row), region_path=place.path, after=after)
    return row.public_id


def confirm_mapping(actor: Actor, public_id: UUID | str, text: str) -> int:
    """Keep a mapping as the next version; returns its number. Raises MappingWrong, UpperFormNotFound, NotAllowed."""
    with transaction.atomic():
        row = _held(actor, public_id)
        entries = read_mapping(text)
        number = (row.mappings.aggregate(last=Max("number"))["last"] or 0) + 1
        kept = [as_json(entry) for entry in entries]
        UpperMapping.objects.create(form=row, number=number, entries=kept, confirmed_by_id=actor.account_id)
        after = {"version": number, "cells": len(entries)}
        record(actor, Deed.MAPPING_CONFIRMED, _subject(row), region_path=row.region.path, after=after)
    return number


def fill_upper_form(actor: Actor, public_id: UUID | str, period: Period) -> UUID:
    """Fill a copy for a period from what is known; returns the copy.

    Raises MappingEmpty, UpperFormUnreadable, UpperFormNotFound, NotAllowed.
    """
    with transaction.atomic():
        row = _held(actor, public_id)
        mapping = row.mappings.order_by("-number").first()
        if mapping is None:
            raise errors.MappingEmpty(field="period")
        entries = cells_of(row, [from_json(one) for one in mapping.entries])
        content, done = fill(path_of(row.file), row.file_name, known_of(row, entries, period))
        filled = sum(one.is_filled for one in done)
        made = UpperFilling.objects.create(
            form=row,
            mapping=mapping,
            starts_on=period.start,
            ends_on=period.end,
            file=store(actor, content, row.file_name),
            cells=as_cells(done),
            filled=filled,
            empty=len(done) - filled,
            filled_by_id=actor.account_id,
        )
        after = {"period": str(period), "version": mapping.number, "filled": filled, "empty": len(done) - filled}
        record(actor, Deed.UPPER_FORM_FILLED, _subject(row), region_path=row.region.path, after=after)
    return made.public_id


def _held(actor: Actor, public_id: UUID | str) -> UpperForm:
    known = get_upper_form(actor, public_id, Power.DISPATCH)
    return UpperForm.objects.select_for_update(of=("self",)).select_related("region", "file").get(pk=known.pk)


def _subject(row: UpperForm) -> tuple[str, str]:
    return "progress.upper_form", str(row.pk)
