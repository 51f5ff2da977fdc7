"""What records count as, by type, region and period: one definition for figures and for the records behind them.

A record counts under its own version's feed, on the day it reached the fed stage, while it is not withdrawn. A key that
stands in several registers of one type in one region counts once, on its first day.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import product
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import (
    Case,
    Count,
    DateField,
    DecimalField,
    Exists,
    F,
    Func,
    IntegerField,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Cast
from django.utils import timezone

from liangxin.domains.registers.access import visible_records
from liangxin.domains.registers.models import Record, Register, TypeVersion
from liangxin.domains.registers.queries.types import versions_in_force
from liangxin.domains.registers.rules.feeding import Share, shares_of
from liangxin.domains.registers.rules.reading import read_spec
from liangxin.domains.registers.rules.spec import TypeSpec
from liangxin.foundation.accounts.api import Actor
from liangxin.kernel.period import Period

PREFIX = "registers."
NUMBER = DecimalField(max_digits=30, decimal_places=6)


@dataclass(frozen=True, slots=True)
class Counting:
    """How the records of a type make a figure: `shares` by version has what one record, or its amount, is worth."""

    type_id: int
    measure: str
    spec: TypeSpec
    shares: Mapping[int, Share]

    @property
    def indicator(self) -> str:
        return self.spec.feed.indicator if self.spec.feed else ""


@dataclass(frozen=True, slots=True)
class Counted:
    """What the records of one region make of a measure in a period."""

    measure: str
    region_id: int
    period: Period
    value: Decimal
    records: int


@dataclass(slots=True)
class _Kept:
    """The registers of a type in a region: since when they are kept, and the last day, where all are closed."""

    since: date
    until: date | None
    registers: list[int]


def countings(on: date, measures: Collection[str] | None = None) -> dict[str, Counting]:
    """How each type that feeds an indicator on a day counts, by the code of its measure; of all types or of some."""
    found: dict[str, Counting] = {}
    versions: dict[int, dict[int, TypeSpec]] = {}
    rows = TypeVersion.objects.exclude(indicator_code="").filter(starts_on__lte=on)
    for version in rows.select_related("type__region").order_by("type", "number"):
        code = measure_code(version.type.code, version.type.region.code if version.type.region else "")
        if measures is None or code in measures:
            versions.setdefault(version.type_id, {})[version.pk] = read_spec(version.spec)
            found[code] = Counting(version.type_id, code, read_spec(version.spec), {})
    current = versions_in_force(versions, on)
    return {
        code: Counting(one.type_id, code, one.spec, shares_of(one.spec, versions[one.type_id]))
        for code, one in found.items()
        if current[one.type_id].indicator_code
    }


def measure_code(type_code: str, region_code: str) -> str:
    """The code of the measure of a type; a region's own type names the region."""
    return f"{PREFIX}{type_code}@{region_code}" if region_code else f"{PREFIX}{type_code}"


def regions_keeping(wanted: Mapping[str, Counting], region_path: str) -> dict[str, frozenset[int]]:
    """The regions, of one and all below it, that keep or have kept a register, by measure."""
    rows = Register.objects.filter(region__path__startswith=region_path).order_by()
    kept: dict[int, set[int]] = {}
    for type_id, region_id in rows.filter(type__in=_types(wanted)).values_list("type", "region").distinct():
        kept.setdefault(type_id, set()).add(region_id)
    return {code: frozenset(kept.get(one.type_id, ())) for code, one in wanted.items()}


def counted_in(
    wanted: Mapping[str, Counting], region_path: str, periods: Sequence[Period], *, on: date
) -> Iterator[Counted]:
    """The figure of each region's own records in each period, in three queries.

    0 is said for a period in which a register was kept and nothing came in; nothing for one before the first register
    was opened and the first record counted, after the last one was closed, or still ahead.
    """
    kept = _registers_kept(wanted, region_path)
    bounds = sorted({bound for period in periods for bound in (period.start, period.end)})
    made = _made(wanted, kept, bounds)
    spans = {period: range(bounds.index(period.start) + 1, bounds.index(period.end) + 1) for period in periods}
    for code, one in wanted.items():
        places = (place for place in kept if place[0] == one.type_id)
        for place, (period, span) in product(places, spans.items()):
            buckets = made.get(place, {})
            parts = [buckets[bucket] for bucket in span if bucket in buckets]
            if parts or _is_kept(kept[place], period, on):
                value = sum((part[0] for part in parts), Decimal(0))
                yield Counted(code, place[1], period, value, sum(part[1] for part in parts))


def records_counted(
    actor: Actor, one: Counting, region_path: str, period: Period, *, below: bool = False
) -> QuerySet[Record]:
    """The records behind a figure, of those that the actor sees; `figure` is what each adds to it."""
    rows = _counting(visible_records(actor), one.shares).filter(register__type=one.type_id)
    rows = rows.filter(counted_on__gte=period.start, counted_on__lt=period.end).filter(~Exists(_twins(one.shares)))
    place = {"register__region__path__startswith": region_path} if below else {"register__region__path": region_path}
    worth = Case(
        *(When(version=version, then=_worth(share)) for version, share in one.shares.items()), output_field=NUMBER
    )
    listed = rows.filter(**place).select_related("version", "entered_by", "register__region", "register__unit")
    return listed.annotate(
        figure=worth, files=Count("evidence", filter=Q(evidence__withdrawal__isnull=True), distinct=True)
    )


def counted_by_register(
    register_ids: Iterable[int], wanted: Mapping[str, Counting], period: Period
) -> dict[int, tuple[Decimal, int]]:
    """What the records of single registers make in a period, in one query; a key elsewhere takes nothing away here."""
    shares = _all_shares(wanted)
    rows = _counting(Record.objects.filter(register__in=set(register_ids)), shares)
    rows = rows.filter(counted_on__gte=period.start, counted_on__lt=period.end).order_by()
    made: dict[int, tuple[Decimal, int]] = {}
    for row in rows.values("register", "version").annotate(count=Count("pk"), total=Sum("amount")):
        value, records = made.get(row["register"], (Decimal(0), 0))
        share = shares[row["version"]]
        made[row["register"]] = (value + share.of(row["count"], row["total"]), records + row["count"])
    return made


def _worth(share: Share) -> Any:
    factor = Value(share.factor, NUMBER)
    return F("amount") * factor if share.is_sum else factor


def _types(wanted: Mapping[str, Counting]) -> set[int]:
    return {one.type_id for one in wanted.values()}


def _all_shares(wanted: Mapping[str, Counting]) -> dict[int, Share]:
    return {version: share for one in wanted.values() for version, share in one.shares.items()}


def _counting(rows: QuerySet[Record], versions: Iterable[int]) -> QuerySet[Record]:
    return rows.filter(withdrawn_at__isnull=True, counted_on__isnull=False, version__in=list(versions))


def _twins(versions: Iterable[int]) -> QuerySet[Record]:
    """Records of the same key, type and region that counted before the outer one."""
    same = {name: OuterRef(name) for name in ("key", "register__type", "register__region")}
    earlier = Q(counted_on__lt=OuterRef("counted_on")) | Q(counted_on=OuterRef("counted_on"), pk__lt=OuterRef("pk"))
    return _counting(Record.objects.filter(**same), versions).filter(earlier)


def _registers_kept(wanted: Mapping[str, Counting], region_path: str) -> dict[tuple[int, int], _Kept]:
    """The registers of each type in each region, with the days between which they were kept."""
    rows = Register.objects.filter(region__path__startswith=region_path, type__in=_types(wanted)).order_by("pk")
    kept: dict[tuple[int, int], _Kept] = {}
    for pk, type_id, region_id, opened, closed in rows.values_list("pk", "type", "region", "opened_at", "closed_at"):
        since = timezone.localdate(opened)
        until = timezone.localdate(closed) if closed else None
        here = kept.setdefault((type_id, region_id), _Kept(since, until, []))
        here.since = min(here.since, since)
        here.until = None if until is None or here.until is None else max(here.until, until)
        here.registers.append(pk)
    return kept


def _is_kept(here: _Kept, period: Period, on: date) -> bool:
    begun = period.end > here.since and period.start <= on
    return begun and (here.until is None or period.start <= here.until)


def _made(
    wanted: Mapping[str, Counting], kept: Mapping[tuple[int, int], _Kept], bounds: Sequence[date]
) -> dict[tuple[int, int], dict[int, tuple[Decimal, int]]]:
    """Value and records by type and region, in that by the stretch between two bounds; finds `since` as it goes."""
    shares = _all_shares(wanted)
    homes = {register: place for place, here in kept.items() for register in here.registers}
    many = {register for here in kept.values() if len(here.registers) > 1 for register in here.registers}
    rows = _counting(Record.objects.all(), shares)
    alone = _bucketed(rows.filter(register__in=homes.keys() - many), bounds)
    beside = _bucketed(rows.filter(register__in=many).filter(~Exists(_twins(shares))), bounds) if many else ()
    made: dict[tuple[int, int], dict[int, tuple[Decimal, int]]] = {}
    for found in (alone, beside):
        for register, version, bucket, records, total, first in found:
            place = homes[register]
            kept[place].since = min(kept[place].since, first)
            buckets = made.setdefault(place, {})
            value, before = buckets.get(bucket, (Decimal(0), 0))
            buckets[bucket] = (value + shares[version].of(records, total), before + records)
    return made


def _bucketed(rows: QuerySet[Record], bounds: Sequence[date]) -> Iterable[tuple[Any, ...]]:
    """Counts and sums by register, version and stretch: 0 lies before the first bound, n behind the n-th."""
    thresholds = Cast(Value(list(bounds)), ArrayField(DateField()))
    bucket = Func("counted_on", thresholds, function="width_bucket", output_field=IntegerField())
    grouped = rows.order_by().values("register", "version", bucket=bucket)
    return grouped.annotate(records=Count("pk"), total=Sum("amount"), first=Min("counted_on")).values_list(
        "register", "version", "bucket", "records", "total", "first"
    )
