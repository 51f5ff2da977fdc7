"""Workbooks of goods: what their rows do, written and taken back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from liangxin.domains.regions import api as regions
from liangxin.domains.schemes import errors
from liangxin.domains.schemes.actions.goods_writing import (
    COLUMNS,
    decided,
    plain_values,
    take_back_goods,
    tidied,
    write_goods,
)
from liangxin.domains.schemes.actions.hands import RowChecked, Values
from liangxin.domains.schemes.models import Goods, Listing, SentList, SentRow
from liangxin.domains.schemes.rules.goods import GoodsDecision, GoodsDraft, PricePoint, price_on
from liangxin.domains.schemes.rules.sheets import goods_said, goods_sheet
from liangxin.domains.schemes.terms import Category, GoodsState, GradeKind, SentOutcome
from liangxin.engines.sheets import SheetType
from liangxin.foundation.accounts.api import Actor
from liangxin.kernel.money import Money
from liangxin.kernel.refusal import Refusal

MOST_NAMED = 5
_LABELS = {"category": "品类", "brand": "品牌", "model": "型号", "grade": "等级", "grade_kind": "等级种类",
           "standard": "依据标准"}  # fmt: skip


class GoodsHand:
    """The part of goods."""

    def sheet(self) -> SheetType:
        return goods_sheet()

    def check(self, region: regions.RegionCard, rows: Sequence[Values], on: date) -> list[RowChecked | Refusal]:
        drafts: dict[int, GoodsDraft] = {}
        found: list[RowChecked | Refusal | None] = [None] * len(rows)
        for place, values in enumerate(rows):
            try:
                drafts[place] = tidied(goods_said(values))
            except Refusal as refusal:
                found[place] = refusal
        decisions = decided(region.id, list(drafts.values()), on)
        for place, one in zip(drafts, decisions, strict=True):
            found[place] = one if isinstance(one, Refusal) else _checked(one, on)
        return [one for one in found if one is not None]

    def write(
        self, actor: Actor, region: regions.RegionCard, sent: SentList, rows: Sequence[SentRow], on: date
    ) -> list[int]:
        drafts = [_draft(row.values) for row in rows]
        found = decided(region.id, drafts, on, lock=True)
        decisions = [one for one in found if isinstance(one, GoodsDecision)]
        stale = [row.name for row, one in zip(rows, found, strict=True) if _is_stale(row, one)]
        if stale:
            raise errors.SentOutdated(names=named(stale))
        return write_goods(actor, region, decisions, sent)

    def take_back(self, sent: SentList, rows: Sequence[SentRow], moment: datetime, reason: str) -> None:
        held = Goods.objects.select_for_update(of=("self",)).order_by("id").in_bulk([row.target for row in rows])
        touched = [row.name for row in rows if held[row.target or 0].clock != _clock_after(row)]
        if touched:
            raise errors.SentUndoImpossible(names=named(touched))
        take_back_goods(sent, [row.target for row in rows if row.clock is None and row.target], moment, reason)
        changed = [row for row in rows if row.clock is not None]
        listed = set(
            Listing.objects.filter(
                goods__in=[row.target for row in changed], until__isnull=True, taken_back_at__isnull=True
            ).values_list("goods_id", flat=True)
        )
        for row in changed:
            goods = held[row.target or 0]
            for name, value in (row.before or {}).items():
                setattr(goods, name, value)
            if goods.pk not in listed and goods.state == GoodsState.LISTED.value:
                goods.state = GoodsState.DELISTED.value if goods.listings.exists() else GoodsState.PROPOSED.value
            goods.clock += 1
        Goods.objects.bulk_update([held[row.target or 0] for row in changed], [*COLUMNS, "state", "clock"], 1000)


def _is_stale(row: SentRow, one: GoodsDecision | Refusal) -> bool:
    if isinstance(one, Refusal):
        return True
    return one.outcome.value != row.outcome or (one.stands.clock if one.stands else None) != row.clock


def _clock_after(row: SentRow) -> int:
    return 0 if row.clock is None else row.clock + 1


def named(names: Sequence[str]) -> str:
    """The first names, and how many there are."""
    more = f"等{len(names)}条" if len(names) > MOST_NAMED else ""
    return "、".join(names[:MOST_NAMED]) + more


def _checked(one: GoodsDecision, on: date) -> RowChecked:
    stands = one.stands
    return RowChecked(
        outcome=one.outcome.value,
        name=f"{one.draft.brand} {one.draft.model}",
        values=_kept(one.draft),
        changes=tuple(_changes(one, on)) if one.outcome is SentOutcome.CHANGED else (),
        target=stands.id if stands else None,
        clock=stands.clock if stands else None,
        before=plain_values({name: getattr(stands, name) for name in one.values}) if stands else None,
    )


def _changes(one: GoodsDecision, on: date) -> Iterable[tuple[str, str, str]]:
    for name, value in one.values.items():
        yield _LABELS[name], _shown(getattr(one.stands, name)), _shown(value)
    for point in one.prices:
        before = price_on(one.stands.prices, point.from_day or on) if one.stands else None
        yield f"标价（自{point.from_day}）", "" if before is None else before.exact(), point.price.exact()
    if one.since is not None:
        yield "列入起始日", "", one.since.isoformat()


def _shown(value: Any) -> str:
    return "" if value is None else str(getattr(value, "label", value))


def _kept(draft: GoodsDraft) -> dict[str, Any]:
    """A draft as plain values; `_draft` makes it again."""
    return {
        "barcode": draft.barcode,
        "category": draft.category.value,
        "brand": draft.brand,
        "model": draft.model,
        "grade": draft.grade,
        "grade_kind": draft.grade_kind.value if draft.grade_kind else None,
        "standard": draft.standard,
        "prices": [
            [one.price.fen, one.from_day.isoformat() if one.from_day else None, one.source] for one in draft.prices
        ],
        "since": draft.since.isoformat() if draft.since else None,
    }


def _draft(values: Values) -> GoodsDraft:
    return GoodsDraft(
        barcode=values["barcode"],
        category=Category.of(values["category"]),
        brand=values["brand"],
        model=values["model"],
        grade=values["grade"],
        grade_kind=GradeKind.of(values["grade_kind"]) if values["grade_kind"] else None,
        standard=values["standard"],
        prices=tuple(
            PricePoint(Money(fen), date.fromisoformat(day) if day else None, source)
            for fen, day, source in values["prices"]
        ),
        since=date.fromisoformat(values["since"]) if values["since"] else None,
    )
