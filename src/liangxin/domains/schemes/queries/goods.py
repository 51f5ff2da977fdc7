"""Questions to eligible goods: lists, one with its prices, what is eligible on a day."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, Case, F, OuterRef, Q, QuerySet, Subquery, Value, When

from liangxin.domains.regions import api as regions
from liangxin.domains.schemes.access.goods import get_goods, paths_above, visible_goods
from liangxin.domains.schemes.models import Goods, Listing, ListPrice, PromotionEvent
from liangxin.domains.schemes.rules.goods import Rise, decide_eligible, goods_verbs, price_on, rise_before
from liangxin.domains.schemes.terms import RISE_DAYS, Category, GoodsState, GoodsVerb, GradeKind, Power
from liangxin.domains.standards import api as standards
from liangxin.domains.standards.terms import StandardState
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.trail.api import TrailCard, entries_of
from liangxin.kernel.decision import Answer, Decision
from liangxin.kernel.money import Money

ENDED = (StandardState.SUPERSEDED, StandardState.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class GoodsCard:
    """Goods as lists show them; `price` is that of the day asked, `is_outdated`: the standard has been replaced."""

    id: int
    public_id: UUID
    region_id: int
    region_name: str
    barcode: str
    category: Category
    brand: str
    model: str
    grade: int | None
    grade_kind: GradeKind | None
    standard: str
    is_outdated: bool
    state: GoodsState
    since: date | None
    price: Money | None
    rise: Rise | None

    @property
    def name(self) -> str:
        return f"{self.brand} {self.model}"


@dataclass(frozen=True, slots=True)
class ListingCard:
    """A period on the list, half-open."""

    since: date
    until: date | None
    reason: str
    listed_by: str
    ended_by: str


@dataclass(frozen=True, slots=True)
class PriceCard:
    """A list price from a day on; taken back ones stay visible."""

    id: int
    from_day: date
    price: Money
    source: str
    told_by: str
    told_at: datetime
    taken_back_reason: str

    @property
    def holds(self) -> bool:
        return not self.taken_back_reason


@dataclass(frozen=True, slots=True)
class EventRise:
    """How the list price moved in the days before an event of the region."""

    event: str
    public_id: UUID
    first_day: date
    rise: Rise | None


@dataclass(frozen=True, slots=True)
class GoodsPage:
    """All that the page of one thing shows."""

    card: GoodsCard
    standard: standards.StandardCard | None
    successors: tuple[str, ...]
    listings: tuple[ListingCard, ...]
    prices: tuple[PriceCard, ...]
    rises: tuple[EventRise, ...]
    verbs: tuple[GoodsVerb, ...]
    may_edit: bool
    history: tuple[TrailCard, ...]


@dataclass(frozen=True, slots=True)
class EligibleGoods:
    """Goods by a barcode in a region, with the decision whether they are eligible on the day asked."""

    id: int
    barcode: str
    category: Category
    brand: str
    model: str
    grade: int | None
    grade_kind: GradeKind | None
    standard: str
    list_price: Money | None
    decision: Decision


def goods_listed(actor: Actor, on: date) -> QuerySet[Any]:
    """The rows of the list on a day, for `goods_cards`."""
    prices = ListPrice.objects.filter(goods=OuterRef("pk"), taken_back_at__isnull=True).order_by("-from_day")
    opened = Listing.objects.filter(goods=OuterRef("pk"), taken_back_at__isnull=True).order_by("-since")
    rows = (
        visible_goods(actor)
        .select_related("region")
        .annotate(
            price_now=Subquery(prices.filter(from_day__lte=on).values("price")[:1]),
            price_before=Subquery(prices.filter(from_day__lte=on - timedelta(days=RISE_DAYS)).values("price")[:1]),
            listed_since=Subquery(opened.values("since")[:1]),
        )
    )
    raised = When(price_now__gt=F("price_before"), then=Value(value=True))
    return rows.annotate(is_raised=Case(raised, default=Value(value=False), output_field=BooleanField()))


def goods_cards(rows: Sequence[Goods], on: date) -> list[GoodsCard]:
    """Cards of rows of `goods_listed`; what they need is fetched at once."""
    raised = [row.pk for row in rows if getattr(row, "is_raised", False)]
    prices = prices_of(raised)
    outdated = _outdated({row.standard for row in rows if row.standard})
    return [_card(row, prices.get(row.pk, {}), outdated, on) for row in rows]


def _card(row: Any, prices: Mapping[date, Money], outdated: Collection[str], on: date) -> GoodsCard:
    return GoodsCard(
        id=row.pk,
        public_id=row.public_id,
        region_id=row.region_id,
        region_name=row.region.name,
        barcode=row.barcode,
        category=Category.of(row.category),
        brand=row.brand,
        model=row.model,
        grade=row.grade,
        grade_kind=GradeKind.of(row.grade_kind) if row.grade_kind else None,
        standard=row.standard,
        is_outdated=row.standard in outdated,
        state=GoodsState.of(row.state),
        since=row.listed_since,
        price=row.price_now,
        rise=rise_before(prices, on),
    )


def _outdated(numbers: Collection[str]) -> set[str]:
    """Those of these numbers that are no longer in force: ended, or shipped as replaced and not looked at yet."""
    known = standards.standards_numbered(numbers) if numbers else {}
    ended = {number for number, card in known.items() if card.state in ENDED}
    unsure = [number for number, card in known.items() if card.state is StandardState.UNCONFIRMED]
    return ended | {number for number, newer in standards.superseded_by(unsure).items() if newer and number in unsure}


def prices_of(goods_ids: Collection[int]) -> dict[int, dict[date, Money]]:
    """The list prices that hold, by goods and day."""
    found: dict[int, dict[date, Money]] = {}
    if goods_ids:
        rows = ListPrice.objects.filter(goods__in=goods_ids, taken_back_at__isnull=True)
        for goods_id, day, price in rows.values_list("goods_id", "from_day", "price"):
            found.setdefault(goods_id, {})[day] = price
    return found


def goods_page(actor: Actor, public_id: UUID | str, on: date) -> GoodsPage:
    """One thing with its listings and prices. Raises GoodsNotFound."""
    known = get_goods(actor, public_id)
    row = goods_listed(actor, on).get(pk=known.pk)
    prices = prices_of([row.pk]).get(row.pk, {})
    standard = standards.standards_numbered([row.standard]).get(row.standard) if row.standard else None
    outdated = _outdated([row.standard]) if row.standard else set()
    may_edit = actor.may(Power.GOODS_EDIT, row.region.path)
    listings = Listing.objects.filter(goods=row, taken_back_at__isnull=True).select_related("listed_by", "ended_by")
    told = ListPrice.objects.filter(goods=row).select_related("told_by").order_by("-from_day", "-id")
    return GoodsPage(
        card=_card(row, prices, outdated, on),
        standard=standard,
        successors=standards.superseded_by([row.standard]).get(row.standard, ()) if outdated else (),
        listings=tuple(
            ListingCard(one.since, one.until, one.reason, _name(one.listed_by), _name(one.ended_by))
            for one in listings.order_by("-since")
        ),
        prices=tuple(
            PriceCard(one.pk, one.from_day, one.price, one.source, _name(one.told_by), one.told_at,
                      one.taken_back_reason)
            for one in told
        ),
        rises=_rises(row, prices, on),
        verbs=goods_verbs(GoodsState.of(row.state)) if may_edit else (),
        may_edit=may_edit,
        history=tuple(entries_of(row)),
    )  # fmt: skip


def _rises(row: Goods, prices: Mapping[date, Money], on: date) -> tuple[EventRise, ...]:
    """Events of the region, and of those above and below, that are about such goods: of the last year and to come."""
    family = Category.of(row.category).family
    near = Q(region__path__startswith=row.region.path) | Q(region__path__in=paths_above(row.region.path))
    events = PromotionEvent.objects.filter(
        near, Q(families=[]) | Q(families__contains=[family.value]), cancelled_at__isnull=True,
        first_day__gt=on - timedelta(days=365),
    ).order_by("-first_day")[:6]  # fmt: skip
    return tuple(
        EventRise(one.name, one.public_id, one.first_day, rise_before(prices, min(one.first_day, on))) for one in events
    )


def _name(account: Any) -> str:
    return account.name if account else ""


def goods_named(actor: Actor, words: str, on: date, limit: int = 10) -> list[GoodsCard]:
    """Goods whose brand, model or barcode holds the words."""
    text = words.strip()
    rows = goods_listed(actor, on).filter(
        Q(brand__icontains=text) | Q(model__icontains=text) | Q(barcode__startswith=text)
    )
    return goods_cards(list(rows.order_by("category", "brand", "model", "id")[:limit]), on)


def goods_by_barcode(region_id: int, barcodes: Collection[str], on: date) -> dict[str, EligibleGoods]:
    """Goods by barcode as the lists of a region and of those above have them; what is on no list is missing.

    Public, as the lists are: no actor. Where two lists have the barcode, one that makes it eligible goes first, then
    the nearest.
    """
    region = regions.regions_by_id([region_id])[region_id]
    rows = Goods.objects.filter(
        region__path__in=paths_above(region.path), barcode__in=set(barcodes), taken_back_at__isnull=True
    ).select_related("region")
    found = list(rows.order_by("region__path", "id"))
    prices = prices_of([row.pk for row in found])
    periods: dict[int, list[tuple[date, date | None]]] = {}
    held = Listing.objects.filter(goods__in=[row.pk for row in found], taken_back_at__isnull=True)
    for goods_id, since, until in held.order_by("since").values_list("goods_id", "since", "until"):
        periods.setdefault(goods_id, []).append((since, until))
    answer: dict[str, EligibleGoods] = {}
    for row in found:  # the nearest comes last and stays, unless one above decides
        card = _eligible(row, decide_eligible(periods.get(row.pk, []), on, str(row)), prices.get(row.pk, {}), on)
        before = answer.get(row.barcode)
        if before is None or not _meets(before) or _meets(card):
            answer[row.barcode] = card
    return answer


def _meets(card: EligibleGoods) -> bool:
    return card.decision.answer is Answer.MEETS


def _eligible(row: Goods, decision: Decision, prices: Mapping[date, Money], on: date) -> EligibleGoods:
    return EligibleGoods(
        id=row.pk,
        barcode=row.barcode,
        category=Category.of(row.category),
        brand=row.brand,
        model=row.model,
        grade=row.grade,
        grade_kind=GradeKind.of(row.grade_kind) if row.grade_kind else None,
        standard=row.standard,
        list_price=price_on(prices, on),
        decision=decision,
    )


def eligible_goods(
    region_id: int, on: date, category: Category | None = None, limit: int = 100_000
) -> list[EligibleGoods]:
    """What the lists of a region and of those above have on a day. Public, as the lists are: no actor."""
    region = regions.regions_by_id([region_id])[region_id]
    held = Listing.objects.filter(
        Q(until__isnull=True) | Q(until__gt=on), goods=OuterRef("pk"), since__lte=on, taken_back_at__isnull=True
    )
    rows = Goods.objects.filter(region__path__in=paths_above(region.path), taken_back_at__isnull=True)
    rows = rows.annotate(held_since=Subquery(held.values("since")[:1])).filter(held_since__isnull=False)
    if category is not None:
        rows = rows.filter(category=category.value)
    found = list(rows.order_by("category", "brand", "model", "id")[:limit])
    prices = prices_of([row.pk for row in found])
    return [
        _eligible(row, decide_eligible([(row.held_since, None)], on, str(row)), prices.get(row.pk, {}), on)
        for row in found
    ]
