"""Records of a register in frozen cards: lists, one with its evidence, moves and story."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib.postgres.search import SearchQuery
from django.db.models import Count, F, Q, QuerySet

from liangxin.domains.regions import api as regions
from liangxin.domains.registers.access import get_evidence, get_record, may, visible_records
from liangxin.domains.registers.models import Evidence, Record
from liangxin.domains.registers.rules.reading import read_spec
from liangxin.domains.registers.rules.searching import search_for
from liangxin.domains.registers.rules.spec import FieldSpec, TypeSpec
from liangxin.domains.registers.rules.stages import Move, is_confirmed, moves_from
from liangxin.domains.registers.rules.values import Known, shown_value, typed_of
from liangxin.domains.registers.terms import FieldKind, Mover, Power
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.files.api import StoredFile
from liangxin.foundation.trail.api import TrailCard, entries_of

STANDING = Q(evidence__withdrawal__isnull=True)  # of a record's evidence


@dataclass(frozen=True, slots=True)
class RecordCard:
    """A record; `values` are as stored, `shown` as people read them, by field."""

    id: int
    public_id: UUID
    name: str
    stage: str
    stage_label: str
    stage_day: date | None
    values: dict[str, Any]
    shown: dict[str, Any]
    evidence: int
    entered_by: str
    entered_at: datetime
    changed_at: datetime
    is_withdrawn: bool


@dataclass(frozen=True, slots=True)
class CountedCard:
    """A record behind a figure: what it adds, and where it is kept."""

    record: RecordCard
    counted_on: date
    figure: Decimal
    register_id: UUID
    register_title: str
    unit_name: str
    region_name: str


@dataclass(frozen=True, slots=True)
class EvidenceCard:
    """A file under the name that the type asks for."""

    public_id: UUID
    name: str
    file_name: str
    uploaded_by: str
    uploaded_at: datetime
    withdrawn_reason: str = ""


@dataclass(frozen=True, slots=True)
class RecordPage:
    """One record with all that hangs on it; `moves` are those that the actor may make once their evidence is there."""

    card: RecordCard
    spec: TypeSpec
    version: int
    clock: int
    register_id: UUID
    register_title: str
    register_code: str
    unit_name: str
    facts: tuple[tuple[FieldSpec, Any], ...]
    evidence: tuple[EvidenceCard, ...]
    moves: tuple[Move, ...]
    may_fill: bool
    may_change: bool
    waits_for_other: bool
    withdrawn_reason: str
    history: tuple[TrailCard, ...]


def records_listed(actor: Actor, register_id: int, *, withdrawn: bool = False) -> QuerySet[Record]:
    """The rows of one register's list, for `record_cards`: those that stand, or those withdrawn."""
    rows = visible_records(actor).filter(register=register_id, withdrawn_at__isnull=not withdrawn)
    return rows.select_related("version", "entered_by").annotate(files=Count("evidence", filter=STANDING))


def record_cards(rows: Sequence[Record]) -> list[RecordCard]:
    """Cards of rows of `records_listed`; each is read under its own version."""
    specs: dict[int, TypeSpec] = {}
    for row in rows:
        if row.version_id not in specs:
            specs[row.version_id] = read_spec(row.version.spec)
    return [record_card(row, specs[row.version_id], getattr(row, "files", 0)) for row in rows]


def counted_cards(rows: Sequence[Any]) -> list[CountedCard]:
    """Cards of rows of `counting.records_counted`."""
    return [
        CountedCard(
            record=card,
            counted_on=row.counted_on,
            figure=row.figure,
            register_id=row.register.public_id,
            register_title=row.register.title,
            unit_name=row.register.unit.short_name or row.register.unit.name,
            region_name=row.register.region.name,
        )
        for card, row in zip(record_cards(rows), rows, strict=True)
    ]


def record_card(row: Record, spec: TypeSpec, files: int) -> RecordCard:
    """The card of a record fetched with who entered it."""
    day = row.stage_days.get(row.stage)
    return RecordCard(
        id=row.pk,
        public_id=row.public_id,
        name=row.shown_key,
        stage=row.stage,
        stage_label=spec.stage_label(row.stage),
        stage_day=date.fromisoformat(day) if day else None,
        values=row.values,
        shown={field.code: shown_value(field, row.values.get(field.code)) for field in spec.fields},
        evidence=files,
        entered_by=row.entered_by.name if row.entered_by else "",
        entered_at=row.entered_at,
        changed_at=row.changed_at,
        is_withdrawn=row.withdrawn_at is not None,
    )


def record_page(actor: Actor, public_id: UUID | str) -> RecordPage:
    """One record. Raises RecordNotFound."""
    row = get_record(actor, public_id)
    spec = read_spec(row.version.spec)
    evidence = evidence_of(row)
    may_fill, may_confirm = (may(actor, power, row.register) for power in (Power.FILL, Power.CONFIRM))
    is_own = actor.account_id is not None and actor.account_id in hands_of(row)
    allowed = {Mover.FILL: may_fill, Mover.CONFIRM: may_confirm and not is_own}
    standing = [one for one in evidence if not one.withdrawn_reason]
    moves = () if row.withdrawn_at else moves_from(spec, row.stage, {one.name for one in standing})
    can_change = may_fill and not row.withdrawn_at and not is_confirmed(spec, row.stage)
    card = record_card(row, spec, len(standing))
    return RecordPage(
        card=card,
        spec=spec,
        version=row.version.number,
        clock=row.clock,
        register_id=row.register.public_id,
        register_title=row.register.title,
        register_code=row.register.region.code,
        unit_name=row.register.unit.name,
        facts=tuple((field, card.shown[field.code]) for field in spec.fields),
        evidence=tuple(evidence),
        moves=tuple(move for move in moves if allowed[move.mover]),
        may_fill=may_fill and not row.withdrawn_at,
        may_change=can_change,
        waits_for_other=any(move.mover is Mover.CONFIRM and not move.is_back for move in moves) and not may_confirm,
        withdrawn_reason=row.withdrawn_reason,
        history=tuple(entries_of(row)),
    )


def hands_of(row: Record) -> set[int]:
    """Accounts that entered the record or changed it last: none of them confirms it."""
    return {account for account in (row.entered_by_id, row.changed_by_id) if account is not None}


def evidence_of(row: Record) -> list[EvidenceCard]:
    """The files of a record, by name; withdrawn ones with their reason."""
    rows = Evidence.objects.filter(record=row).select_related("uploaded_by", "withdrawal").order_by("name", "id")
    return [
        EvidenceCard(
            one.public_id,
            one.name,
            one.file_name,
            one.uploaded_by.name if one.uploaded_by else "",
            one.uploaded_at,
            one.withdrawal.reason if hasattr(one, "withdrawal") else "",
        )
        for one in rows
    ]


def standing_evidence(record_id: int) -> QuerySet[Evidence]:
    """The evidence of a record that was not withdrawn."""
    return Evidence.objects.filter(record=record_id, withdrawal__isnull=True)


def evidence_file(actor: Actor, public_id: UUID | str) -> tuple[StoredFile, str]:
    """A file and its owner's name for it. Raises RecordNotFound."""
    found = get_evidence(actor, public_id)
    return found.file, found.file_name


def record_to_change(actor: Actor, public_id: UUID | str) -> tuple[RecordPage, dict[str, str]]:
    """A record and what stands in its form's controls. Raises RecordNotFound, NotAllowed."""
    get_record(actor, public_id, Power.FILL)
    page = record_page(actor, public_id)
    values = page.card.values
    return page, {field.code: typed_of(field, values.get(field.code)) for field in page.spec.fields}


def known_for(actor: Actor, spec: TypeSpec, region_code: str) -> Known:
    """The units and regions that a record may name: those of the register's own region, and regions right below."""
    kinds = {field.kind for field in spec.fields}
    units, places = {}, {}
    if FieldKind.UNIT in kinds:
        units = {str(unit.public_id): unit.name for unit in regions.units_in(actor, region_code)}
    if FieldKind.REGION in kinds:
        own = list(regions.region_cards([region_code]).values())
        places = {region.code: region.name for region in [*own, *regions.regions_below(actor, region_code)]}
    return Known(units, places)


def records_named(actor: Actor, words: str, limit: int = 10) -> list[tuple[RecordCard, str]]:
    """Records that hold the words, with the title of their register; withdrawn ones are left out."""
    rows = visible_records(actor).filter(withdrawn_at__isnull=True)
    asked = search_for(words)
    rows = rows.filter(search=SearchQuery(asked, config="simple", search_type="raw")) if asked else rows.none()
    found = list(rows.select_related("version", "entered_by", "register").order_by(F("changed_at").desc())[:limit])
    return [(card, row.register.title) for card, row in zip(record_cards(found), found, strict=True)]
