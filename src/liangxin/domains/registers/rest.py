"""List types, registers, records and what they count for other programmes. Reading only.

Annotations are not postponed here: django-ninja reads them while the functions are defined.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema
from ninja.pagination import LimitOffsetPagination, paginate

from liangxin.domains.regions import api as regions
from liangxin.domains.registers.access import get_register
from liangxin.domains.registers.errors import MeasureNotFound
from liangxin.domains.registers.queries.counting import countings, records_counted
from liangxin.domains.registers.queries.records import counted_cards, record_cards, record_page, records_listed
from liangxin.domains.registers.queries.registers import register_cards, register_page, registers_listed
from liangxin.domains.registers.queries.types import type_cards, types_listed
from liangxin.domains.registers.terms import FeedHow, FieldKind, Mover
from liangxin.foundation.accounts.api import Actor
from liangxin.kernel.period import Period

router = Router(tags=["registers"])


class FieldOut(Schema):
    """A field of a type; `unit` is that of its figure, for money the unit of a bare number as it is typed."""

    code: str
    label: str
    kind: FieldKind
    is_required: bool
    unit: str
    choices: list[str]


class StageOut(Schema):
    """A stage, who moves a record there, and the evidence that must be there before."""

    code: str
    label: str
    mover: Mover
    evidence: list[str]


class FeedOut(Schema):
    """How records make the figure of an indicator."""

    indicator: str
    how: FeedHow
    stage: str
    field: str


class TypeOut(Schema):
    """A list type as it stands today; `region_name` is empty for a shared one."""

    public_id: UUID
    code: str
    name: str
    unit: str
    counts: str
    region_name: str
    version: int
    starts_on: date
    fields: list[FieldOut]
    key: list[str]
    stages: list[StageOut]
    feeds: FeedOut | None
    serves: list[str]


class CountOut(Schema):
    """How many records stand at a stage now."""

    code: str
    label: str
    count: int


class RegisterOut(Schema):
    """A register with its counts; `closed_reason` is empty while it takes records."""

    public_id: UUID
    title: str
    region_code: str
    region_name: str
    unit_name: str
    type_id: UUID
    type_name: str
    unit: str
    records: int
    stages: list[CountOut]
    closed_reason: str


class FigureOut(Schema):
    """What the records of a register make of its indicator, from the beginning until today."""

    indicator: str
    value: Decimal
    unit: str
    records: int


class RegisterPageOut(Schema):
    """One register; `figure` is null where its type feeds no indicator."""

    overview: RegisterOut
    targets: list[UUID]
    figure: FigureOut | None


class RecordOut(Schema):
    """A record; `values` by field as stored: decimals as text, money in fen, a place as east and north."""

    public_id: UUID
    name: str
    stage: str
    stage_label: str
    stage_day: date | None
    values: dict[str, Any]
    evidence: int
    changed_at: datetime
    is_withdrawn: bool


class EvidenceOut(Schema):
    """A file that proves something; one with a `withdrawn_reason` proves nothing any more."""

    public_id: UUID
    name: str
    file_name: str
    uploaded_at: datetime
    withdrawn_reason: str


class RecordPageOut(Schema):
    """One record with the names of its evidence."""

    record: RecordOut
    register_id: UUID
    version: int
    evidence: list[EvidenceOut]


class CountedOut(Schema):
    """A record behind a figure; `figure` is what it adds, in the unit of the measure."""

    record: RecordOut
    counted_on: date
    figure: Decimal
    register_id: UUID
    register_title: str
    unit_name: str
    region_name: str


class RecordFilter(Schema):
    """What narrows the records of a register."""

    stage: str = ""
    withdrawn: bool = False


class CountedFilter(Schema):
    """The figure whose records are asked for: both days are included; `below` takes in the regions below."""

    measure: str = ""
    region: str = ""
    since: date | None = None
    until: date | None = None
    below: bool = False


class _Cards(LimitOffsetPagination):
    """Pages of rows, turned into cards a page at a time."""

    def paginate_queryset(self, queryset: Any, pagination: Any, request: HttpRequest, **params: Any) -> Any:
        make, rows = queryset
        page = super().paginate_queryset(rows, pagination, request, **params)
        return page | {"items": make(list(page["items"]))}


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]  # set by the accounts' middleware
    return actor


@router.get("/types/", response=list[TypeOut])
@paginate(_Cards)
def list_types(request: HttpRequest) -> Any:
    """List types that the caller may use, shared ones and those of regions."""
    return _type_outs, types_listed(_actor(request), timezone.localdate()).order_by("code", "pk")


def _type_outs(rows: list[Any]) -> list[dict[str, Any]]:
    return [
        {name: getattr(card, name) for name in ("public_id", "code", "name", "unit", "region_name", "version")}
        | {
            "starts_on": card.starts_on,
            "counts": card.spec.counts,
            "fields": card.spec.fields,
            "key": card.spec.key,
            "stages": card.spec.stages,
            "feeds": card.spec.feed,
            "serves": card.spec.serves,
        }
        for card in type_cards(rows, timezone.localdate())
    ]


@router.get("/", response=list[RegisterOut])
@paginate(_Cards)
def list_registers(request: HttpRequest) -> Any:
    """Registers that the caller sees."""
    return _register_cards, registers_listed(_actor(request)).order_by("region__path", "title", "pk")


def _register_cards(rows: list[Any]) -> Any:
    return register_cards(rows, timezone.localdate())


@router.get("/counted/", response=list[CountedOut])
@paginate(_Cards)
def list_counted(request: HttpRequest, wanted: Query[CountedFilter]) -> Any:
    """The records behind a figure; the sum of their `figure` is the figure."""
    one = countings(timezone.localdate(), [wanted.measure]).get(wanted.measure)
    if one is None or wanted.since is None or wanted.until is None or wanted.until < wanted.since:
        raise MeasureNotFound
    region = regions.region_seen(_actor(request), wanted.region)
    period = Period.through(wanted.since, wanted.until)
    rows = records_counted(_actor(request), one, region.path, period, below=wanted.below)
    return counted_cards, rows.order_by("counted_on", "pk")


@router.get("/records/{uuid:public_id}", response=RecordPageOut)
def one_record(request: HttpRequest, public_id: UUID) -> Any:
    """One record that the caller sees; 404 otherwise."""
    page = record_page(_actor(request), public_id)
    return {
        "record": page.card,
        "register_id": page.register_id,
        "version": page.version,
        "evidence": page.evidence,
    }


@router.get("/{uuid:public_id}/records/", response=list[RecordOut])
@paginate(_Cards)
def list_records(request: HttpRequest, public_id: UUID, wanted: Query[RecordFilter]) -> Any:
    """Records of a register that the caller sees: those that stand, or those withdrawn."""
    register = get_register(_actor(request), public_id)
    rows = records_listed(_actor(request), register.pk, withdrawn=wanted.withdrawn)
    return record_cards, (rows.filter(stage=wanted.stage) if wanted.stage else rows).order_by("pk")


@router.get("/{uuid:public_id}", response=RegisterPageOut)
def one_register(request: HttpRequest, public_id: UUID) -> Any:
    """One register that the caller sees; 404 otherwise."""
    page = register_page(_actor(request), public_id, timezone.localdate())
    return {"overview": page.card, "targets": [one.public_id for one in page.targets], "figure": page.figure}
