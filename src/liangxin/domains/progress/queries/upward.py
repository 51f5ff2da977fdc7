"""Rounds up the tree of regions: what a region owes above, which regions answered, what their figures add up to."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from liangxin.domains.progress.access import sees_whole
from liangxin.domains.progress.models import Return, ReturnField, ReturnLine, Round
from liangxin.domains.progress.queries.round_material import asks_among, summed_in
from liangxin.domains.progress.terms import FieldName, ReturnState, RoundKind, RoundState
from liangxin.domains.regions import api as regions
from liangxin.foundation.accounts.api import Actor
from liangxin.kernel.period import Period

_DONE = (ReturnState.SUBMITTED.value, ReturnState.APPROVED.value)


def owed_above(region_id: int, kind: RoundKind, period: Period) -> Return | None:
    """What a region owes an open round of the level above for the same period."""
    rows = Return.objects.filter(below=region_id, round__kind=kind.value, round__state=RoundState.OPEN.value)
    rows = rows.filter(round__starts_on=period.start, round__ends_on=period.end)
    return rows.select_related("round__region").order_by("pk").first()


def owed_by_offices(paths: Collection[str]) -> list[Return]:
    """What the regions of these offices owe open rounds above, and have opened no round of their own for yet."""
    rows = Return.objects.filter(below__path__in=paths, round__state=RoundState.OPEN.value, rounds_below__isnull=True)
    return list(rows.exclude(state__in=_DONE).select_related("round__region", "region").order_by("round__due_on", "pk"))


def asker_after(answer: Return, indicator_code: str) -> Round | None:
    """The highest round above that has settled this figure of a unit's return; its office alone lets it be changed."""
    if answer.unit_id is None:
        return None
    settled = Return.objects.filter(
        below=answer.region_id,
        state=ReturnState.APPROVED.value,
        round__starts_on=answer.round.starts_on,
        round__ends_on=answer.round.ends_on,
        lines__indicator__code=indicator_code,
    )
    found = settled.select_related("round__region").order_by("round__region__path").first()
    return found.round if found else None


@dataclass(frozen=True, slots=True)
class RegionChoice:
    """A region right below that a round may ask too, and for how much."""

    code: str
    name: str
    targets: int
    tasks: int


def regions_to_ask(region_id: int, region_code: str) -> list[RegionChoice]:
    """The divisions right below a region; for whoever may hold rounds there."""
    codes = regions.divisions_below([region_code])[region_code]
    cards = regions.region_cards(codes)
    asks = asks_among([card.id for card in cards.values()])
    summed = {row.indicator_id for row in summed_in(region_id)} if cards else set()
    found = []
    for code in codes:
        own = asks.get(cards[code].id, {}).values()
        told = [row.indicator_id for ask in own for row in ask.targets]
        tasks = {task.task_id for ask in own for task in ask.leads}
        found.append(RegionChoice(code, cards[code].name, len(told) + len(summed - set(told)), len(tasks)))
    return found


def of_regions(rows: QuerySet[Return]) -> QuerySet[Return]:
    """Those that regions answer, with how far their own rounds are."""
    done = Q(rounds_below__returns__state=ReturnState.APPROVED.value)
    told = {"own_units": Count("rounds_below__returns"), "own_approved": Count("rounds_below__returns", filter=done)}
    return rows.filter(below__isnull=False).annotate(**told).order_by("below__path")


@dataclass(frozen=True, slots=True)
class OwnRound:
    """The round by which a region collects what it owes above."""

    public_id: UUID
    title: str
    units: int
    approved: int


def own_round(answer: Return) -> OwnRound | None:
    """The region's own round behind what it owes; None where it has opened none."""
    approved = Count("returns", filter=Q(returns__state=ReturnState.APPROVED.value))
    row = Round.objects.filter(above=answer.pk).annotate(units=Count("returns"), approved=approved).first()
    return OwnRound(row.public_id, row.title, row.units, row.approved) if row else None


@dataclass(frozen=True, slots=True)
class SummedLine:
    """A target that is met by the sum of regions: what those that have answered tell together, and who is missing.

    `value` is the sum of the parts that are in, None where none is; it is whole only where nobody is missing.
    """

    target_id: UUID
    title: str
    unit: str
    value: Decimal | None
    inside: Sequence[tuple[str, Decimal]]
    missing: Sequence[str]

    @property
    def is_whole(self) -> bool:
        return not self.missing and self.value is not None

    @property
    def got(self) -> int:
        return len(self.inside)

    @property
    def expected(self) -> int:
        return len(self.inside) + len(self.missing)


def summed_lines(actor: Actor, row: Round) -> list[SummedLine]:
    """What the regions asked in a round add up to, for who sees its region wholly; four queries."""
    if not sees_whole(actor, row.region.path) or not row.asks_targets:
        return []
    asked = list(
        Return.objects.filter(round=row.pk, below__isnull=False).select_related("below").order_by("below__path")
    )
    if not asked:
        return []
    targets = summed_in(row.region_id)
    told = _told([one.pk for one in asked if one.state in _DONE], {one.indicator_id for one in targets})
    found = []
    for target in targets:
        parts = [(one, told.get((one.pk, target.indicator_id))) for one in asked]
        inside = [(one.below.name, value) for one, value in parts if one.below and value is not None]
        missing = [one.below.name for one, value in parts if one.below and value is None]
        total = sum((value for _, value in inside), Decimal(0)) if inside else None
        unit = target.indicator.unit if target.indicator else ""
        found.append(SummedLine(target.target.public_id, target.name, unit, total, inside, missing))
    return found


def _told(return_ids: Iterable[int], indicator_ids: Iterable[int | None]) -> dict[tuple[int, int | None], Decimal]:
    """The figure of each return and indicator: what people told, else what records tell."""
    lines = ReturnLine.objects.filter(answer__in=list(return_ids), indicator__in=[one for one in indicator_ids if one])
    rows = list(lines.order_by("place").values_list("pk", "answer_id", "indicator_id", "computed"))
    fields = ReturnField.objects.filter(line__in=[row[0] for row in rows], name=FieldName.FIGURE.value).exclude(
        value=""
    )
    typed = {line: Decimal(value) for line, value in fields.values_list("line_id", "value")}
    found: dict[tuple[int, int | None], Decimal] = {}
    for line, answer, indicator, computed in rows:
        value = typed.get(line, computed)
        if value is not None:
            found.setdefault((answer, indicator), value)
    return found
