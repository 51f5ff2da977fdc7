"""What a row about goods does to a region's list, when goods are eligible, and how the list price has moved. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from liangxin.domains.schemes import errors
from liangxin.domains.schemes.terms import (
    BRAND_LIMIT,
    MODEL_LIMIT,
    RISE_DAYS,
    Category,
    GoodsState,
    GoodsVerb,
    GradeKind,
    SentOutcome,
)
from liangxin.kernel.decision import Decision
from liangxin.kernel.identifiers import check_ean13
from liangxin.kernel.money import Money

CLAUSE = "补贴商品目录"


@dataclass(frozen=True, slots=True)
class PricePoint:
    """A list price from a day on; without a day it counts from the day on which it is told."""

    price: Money
    from_day: date | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class GoodsDraft:
    """What somebody says of goods; `standard` is the number with its year. What is left out says nothing."""

    barcode: str
    category: Category
    brand: str
    model: str
    grade: int | None = None
    grade_kind: GradeKind | None = None
    standard: str = ""
    prices: tuple[PricePoint, ...] = ()
    since: date | None = None


@dataclass(frozen=True, slots=True)
class GoodsStands:
    """Goods as they stand on a list; `since` is that of the open listing, `ended` the end of the last one."""

    id: int
    category: Category
    brand: str
    model: str
    grade: int | None
    grade_kind: GradeKind | None
    standard: str
    state: GoodsState
    clock: int
    since: date | None = None
    ended: date | None = None
    prices: Mapping[date, Money] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class GoodsDecision:
    """What becomes of goods: values to be written, prices to be added, a day from which they are listed anew."""

    outcome: SentOutcome
    draft: GoodsDraft
    stands: GoodsStands | None
    values: Mapping[str, object] = field(default_factory=dict)
    prices: tuple[PricePoint, ...] = ()
    since: date | None = None


# The steps of goods: (from, verb, to). Listing is a publication by the office; the trail says who.
GOODS_STEPS = (
    (GoodsState.PROPOSED, GoodsVerb.LIST, GoodsState.LISTED),
    (GoodsState.LISTED, GoodsVerb.DELIST, GoodsState.DELISTED),
    (GoodsState.DELISTED, GoodsVerb.LIST, GoodsState.LISTED),
)


def next_goods_state(state: GoodsState, verb: GoodsVerb) -> GoodsState:
    """Where a verb leads. Raises GoodsStepImpossible."""
    for here, does, there in GOODS_STEPS:
        if (here, does) == (state, verb):
            return there
    raise errors.GoodsStepImpossible(state=state, verb=verb)


def goods_verbs(state: GoodsState) -> tuple[GoodsVerb, ...]:
    """The verbs that a state offers."""
    return tuple(verb for here, verb, _ in GOODS_STEPS if here is state)


def tidy_draft(draft: GoodsDraft) -> GoodsDraft:
    """The draft in its normal form. Raises BarcodeWrong, WordsMissing, GradeWithoutStandard, PriceWrong."""
    verdict = check_ean13(draft.barcode)
    if not verdict.ok:
        raise errors.BarcodeWrong(field="barcode", typed=draft.barcode[:30], why=verdict.reason or "")
    brand, model = draft.brand.strip(), " ".join(draft.model.split())
    for name, text, label, limit in (("brand", brand, "品牌", BRAND_LIMIT), ("model", model, "型号", MODEL_LIMIT)):
        if not text or len(text) > limit:
            raise errors.WordsMissing(field=name, what=label, limit=limit)
    if draft.grade is not None and not draft.standard:
        raise errors.GradeWithoutStandard(field="standard", grade=draft.grade)
    if any(point.price.fen <= 0 for point in draft.prices):
        raise errors.PriceWrong(field="price")
    kind = (draft.grade_kind or GradeKind.ENERGY) if draft.grade is not None else None
    return GoodsDraft(
        verdict.value, draft.category, brand, model, draft.grade, kind, draft.standard, draft.prices, draft.since
    )


def decide_goods(draft: GoodsDraft, stands: GoodsStands | None, on: date, *, lists: bool = True) -> GoodsDecision:
    """What a tidy draft does; with `lists` goods that are not on the list go on it.

    Raises PriceStands, ListingStands, ListedDaysWrong.
    """
    if stands is None:
        since = (draft.since or on) if lists else None
        return GoodsDecision(SentOutcome.NEW, draft, None, _said(draft), _dated(draft.prices, draft.since or on), since)
    values = {name: value for name, value in _said(draft).items() if value != getattr(stands, name)}
    prices = _new_prices(draft.prices, stands, on)
    since = _since(draft, stands, on) if lists else None
    is_changed = bool(values or prices or since)
    outcome = SentOutcome.CHANGED if is_changed else SentOutcome.UNCHANGED
    return GoodsDecision(outcome, draft, stands, values, prices, since)


def _said(draft: GoodsDraft) -> dict[str, object]:
    """What a draft says: grade, kind and standard stand or fall together."""
    said: dict[str, object] = {"category": draft.category, "brand": draft.brand, "model": draft.model}
    if draft.grade is not None:
        said |= {"grade": draft.grade, "grade_kind": draft.grade_kind, "standard": draft.standard}
    return said


def _dated(prices: Iterable[PricePoint], since: date) -> tuple[PricePoint, ...]:
    return tuple(PricePoint(one.price, one.from_day or since, one.source) for one in prices)


def _new_prices(prices: Iterable[PricePoint], stands: GoodsStands, on: date) -> tuple[PricePoint, ...]:
    new = []
    for one in prices:
        if one.from_day is None:
            if price_on(stands.prices, on) == one.price:
                continue
            one = PricePoint(one.price, on, one.source)
        known = stands.prices.get(one.from_day) if one.from_day else None
        if known is None:
            new.append(one)
        elif known != one.price:
            raise errors.PriceStands(field="price", day=one.from_day, price=f"{known.in_yuan():.2f}")
    return tuple(new)


def _since(draft: GoodsDraft, stands: GoodsStands, on: date) -> date | None:
    if stands.state is GoodsState.LISTED:
        if draft.since is not None and draft.since != stands.since:
            raise errors.ListingStands(field="since", since=stands.since)
        return None
    if stands.ended is not None and draft.since is None:
        return None  # what was taken off the list comes back only where somebody says from when
    since = draft.since or on
    if stands.ended is not None and since < stands.ended:
        return None  # the day of the listing that has ended: nothing new is said
    return since


def price_on(prices: Mapping[date, Money], on: date) -> Money | None:
    """The list price in force on a day; None before the first that is known."""
    days = [day for day in prices if day <= on]
    return prices[max(days)] if days else None


@dataclass(frozen=True, slots=True)
class Rise:
    """By how much the list price stood higher on a day than some days before; in per cent, one decimal."""

    percent: Decimal
    before: Money
    after: Money
    since: date


def rise_before(prices: Mapping[date, Money], on: date, days: int = RISE_DAYS) -> Rise | None:
    """The rise of the list price up to a day, against the price in force `days` before; None where there is none.

    Where nothing is known that far back, nothing is said.

    >>> prices = {date(2025, 1, 1): Money(200000), date(2025, 5, 20): Money(230000)}
    >>> rise_before(prices, date(2025, 6, 1)).percent, rise_before(prices, date(2025, 7, 1))
    (Decimal('15.0'), None)
    """
    before, after = price_on(prices, on - timedelta(days=days)), price_on(prices, on)
    if before is None or after is None or after.fen <= before.fen:
        return None
    percent = Decimal(100 * (after.fen - before.fen)) / Decimal(before.fen)
    since = max(day for day in prices if day <= on)
    return Rise(percent.quantize(Decimal("0.1"), ROUND_HALF_UP), before, after, since)


def decide_eligible(periods: Sequence[tuple[date, date | None]], on: date, name: str = "") -> Decision:
    """Whether goods with these listings (half-open) stand on the list on a day."""
    for since, until in periods:
        if since <= on and (until is None or on < until):
            return Decision.meets(CLAUSE, f"{name}自{since}列入补贴商品目录。", since=since)
    if not periods:
        return Decision.fails(CLAUSE, f"{name}不在补贴商品目录中。")
    if all(since > on for since, _ in periods):
        return Decision.fails(CLAUSE, f"{name}自{min(since for since, _ in periods)}起才列入补贴商品目录。")
    last = max(until for since, until in periods if until is not None and until <= on)
    return Decision.fails(CLAUSE, f"{name}已于{last}移出补贴商品目录。", until=last)
