"""How goods get into the tables, whoever sends them: drafts made tidy, compared with what stands, written in bulk."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import Q

from liangxin.domains.regions import api as regions
from liangxin.domains.schemes.models import Goods, Listing, ListPrice, SentList
from liangxin.domains.schemes.queries.goods import prices_of
from liangxin.domains.schemes.rules.goods import GoodsDecision, GoodsDraft, GoodsStands, decide_goods, tidy_draft
from liangxin.domains.schemes.terms import (
    BULK_BATCH,
    Category,
    Deed,
    GoodsState,
    GradeKind,
    SentOutcome,
)
from liangxin.domains.standards import api as standards
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.trail.api import record_many
from liangxin.kernel.refusal import Refusal
from liangxin.kernel.term import Term

COLUMNS = ("category", "brand", "model", "grade", "grade_kind", "standard")


def tidied(draft: GoodsDraft) -> GoodsDraft:
    """The draft in its normal form, the standard's number too. Raises what `tidy_draft` does, NumberUnreadable."""
    if draft.standard.strip():
        draft = replace(draft, standard=_standard(draft.standard))
    return tidy_draft(draft)


@lru_cache(maxsize=1000)
def _standard(text: str) -> str:
    """A list names a few standards ten thousand times."""
    return standards.read_number(text, field="standard").text


def standing(region_id: int, barcodes: Collection[str], *, lock: bool = False) -> dict[str, GoodsStands]:
    """Goods of a region as they stand, by barcode; a few queries for any number."""
    found: dict[str, GoodsStands] = {}
    wanted = sorted(set(barcodes))
    for start in range(0, len(wanted), BULK_BATCH):
        some = wanted[start : start + BULK_BATCH]
        rows = Goods.objects.filter(region=region_id, barcode__in=some, taken_back_at__isnull=True).order_by("id")
        found |= _stands(list(rows.select_for_update(of=("self",)) if lock else rows))
    return found


def _stands(rows: list[Goods]) -> dict[str, GoodsStands]:
    ids = [row.pk for row in rows]
    prices = prices_of(ids)
    opened: dict[int, date] = {}
    ended: dict[int, date] = {}
    held = Listing.objects.filter(goods__in=ids, taken_back_at__isnull=True).order_by("since")
    for goods_id, since, until in held.values_list("goods_id", "since", "until"):
        if until is None:
            opened[goods_id] = since
        else:
            ended[goods_id] = until
    return {
        row.barcode: GoodsStands(
            row.pk, Category.of(row.category), row.brand, row.model, row.grade,
            GradeKind.of(row.grade_kind) if row.grade_kind else None, row.standard, GoodsState.of(row.state),
            row.clock, opened.get(row.pk), ended.get(row.pk), prices.get(row.pk, {}),
        )
        for row in rows
    }  # fmt: skip


def decided(
    region_id: int, drafts: Sequence[GoodsDraft], on: date, *, lists: bool = True, lock: bool = False
) -> list[GoodsDecision | Refusal]:
    """What each tidy draft does, or why it cannot."""
    stands = standing(region_id, [draft.barcode for draft in drafts], lock=lock)
    return [_decided(draft, stands.get(draft.barcode), on, lists=lists) for draft in drafts]


def _decided(draft: GoodsDraft, stands: GoodsStands | None, on: date, *, lists: bool) -> GoodsDecision | Refusal:
    try:
        return decide_goods(draft, stands, on, lists=lists)
    except Refusal as refusal:
        return refusal


def plain_values(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as the columns keep them."""
    return {name: _plain(name, value) for name, value in values.items()}


def _plain(name: str, value: Any) -> Any:
    if isinstance(value, Term):
        return value.value
    return "" if value is None and name == "grade_kind" else value


def write_goods(
    actor: Actor, region: regions.RegionCard, decisions: Sequence[GoodsDecision], sent: SentList | None = None
) -> list[int]:
    """Write what was decided, in the caller's transaction, batch by batch; the ids in the order given."""
    ids: list[int] = []
    for start in range(0, len(decisions), BULK_BATCH):
        ids += _write(actor, region, decisions[start : start + BULK_BATCH], sent)
    return ids


def _write(
    actor: Actor, region: regions.RegionCard, decisions: Sequence[GoodsDecision], sent: SentList | None
) -> list[int]:
    new = [one for one in decisions if one.outcome is SentOutcome.NEW]
    changed = [one for one in decisions if one.outcome is SentOutcome.CHANGED]
    made = Goods.objects.bulk_create([_row(actor, region, one) for one in new])
    by_barcode = {row.barcode: row.pk for row in made}
    ids = [by_barcode[one.draft.barcode] if one.stands is None else one.stands.id for one in decisions]
    _change([one for one in changed if one.stands is not None])
    written = [(goods_id, one) for goods_id, one in zip(ids, decisions, strict=True)]
    Listing.objects.bulk_create(
        Listing(goods_id=goods_id, since=one.since, sent=sent, listed_by_id=actor.account_id)
        for goods_id, one in written
        if one.since is not None
    )
    ListPrice.objects.bulk_create(
        ListPrice(
            goods_id=goods_id, from_day=point.from_day, price=point.price, source=point.source[:200], sent=sent,
            told_by_id=actor.account_id,
        )
        for goods_id, one in written
        for point in one.prices
        if point.from_day is not None
    )  # fmt: skip
    came = {"workbook": str(sent.public_id)} if sent is not None else {}
    for deed, outcome in ((Deed.GOODS_ADDED, SentOutcome.NEW), (Deed.GOODS_CHANGED, SentOutcome.CHANGED)):
        lines = list(_lines(written, outcome, came))
        record_many(actor, deed, "schemes.goods", lines, region_path=region.path)
    return ids


def _row(actor: Actor, region: regions.RegionCard, one: GoodsDecision) -> Goods:
    state = GoodsState.PROPOSED if one.since is None else GoodsState.LISTED
    return Goods(
        region_id=region.id,
        barcode=one.draft.barcode,
        state=state.value,
        proposed_by_id=actor.account_id,
        **plain_values(one.values),
    )


def _change(decisions: Sequence[GoodsDecision]) -> None:
    if not decisions:
        return
    rows = Goods.objects.in_bulk([one.stands.id for one in decisions if one.stands])
    for one in decisions:
        row = rows[one.stands.id]  # type: ignore[union-attr]  # chosen by the caller
        for name, value in plain_values(one.values).items():
            setattr(row, name, value)
        if one.since is not None:
            row.state = GoodsState.LISTED.value
        row.clock += 1
    Goods.objects.bulk_update(rows.values(), [*COLUMNS, "state", "clock"], batch_size=1000)


def _lines(
    written: Iterable[tuple[int, GoodsDecision]], outcome: SentOutcome, came: Mapping[str, Any]
) -> Iterator[tuple[int, dict[str, Any] | None, dict[str, Any]]]:
    for goods_id, one in written:
        if one.outcome is outcome:
            values = plain_values(one.values)
            before = plain_values({name: getattr(one.stands, name) for name in values}) if one.stands else None
            after: dict[str, Any] = {**values, **came}
            if one.since is not None:
                after["since"] = one.since
            if one.prices:
                after["prices"] = {str(point.from_day): str(point.price.in_yuan()) for point in one.prices}
            yield goods_id, before, after


def take_back_goods(sent: SentList, new: Collection[int], moment: Any, reason: str) -> None:
    """Take back what a workbook has added: its listings, its prices, and goods that came by it."""
    held = Q(sent=sent) | Q(goods__in=new)
    Listing.objects.filter(held, taken_back_at__isnull=True).update(taken_back_at=moment)
    ListPrice.objects.filter(held, taken_back_at__isnull=True).update(taken_back_at=moment, taken_back_reason=reason)
    Goods.objects.filter(pk__in=new).update(taken_back_at=moment)
