"""Goods by hand and in bulk: entered, changed, put on the list and taken off it, prices told and taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from liangxin.domains.regions import api as regions
from liangxin.domains.schemes import errors
from liangxin.domains.schemes.access.goods import get_goods
from liangxin.domains.schemes.actions.goods_writing import decided, plain_values, standing, tidied, write_goods
from liangxin.domains.schemes.models import Goods, Listing, ListPrice
from liangxin.domains.schemes.rules.goods import GoodsDecision, GoodsDraft, PricePoint, decide_goods, next_goods_state
from liangxin.domains.schemes.terms import REASON_LIMIT, Deed, GoodsState, GoodsVerb, Power, SentOutcome
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.trail.api import record
from liangxin.kernel.refusal import Refusal
from liangxin.kernel.text import cut


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of rows that were taken in bulk; `refused` says which could not be, by their place and why."""

    new: int
    changed: int
    unchanged: int
    refused: tuple[tuple[int, Refusal], ...] = ()


def add_goods(actor: Actor, region_code: str, draft: GoodsDraft, *, on: date, lists: bool = True) -> UUID:
    """Enter goods; with `lists` they stand on the list from `draft.since`, or today. Returns the public id.

    Raises BarcodeTwice and what `tidied` raises, RegionNotFound, NotAllowed.
    """
    region = _region(actor, region_code)
    tidy = tidied(draft)
    with transaction.atomic():
        stands = standing(region.id, [tidy.barcode], lock=True).get(tidy.barcode)
        if stands is not None:
            raise errors.BarcodeTwice(field="barcode", barcode=tidy.barcode, name=f"{stands.brand} {stands.model}")
        (goods_id,) = write_goods(actor, region, [decide_goods(tidy, None, on, lists=lists)])
    return Goods.objects.values_list("public_id", flat=True).get(pk=goods_id)


def change_goods(actor: Actor, public_id: UUID | str, draft: GoodsDraft, *, reason: str) -> None:
    """Say anew what goods are; their barcode, listings and prices stay.

    Raises ReasonMissing, what `tidied` raises, GoodsNotFound, NotAllowed.
    """
    said = _said(reason)
    with transaction.atomic():
        goods = _locked(actor, public_id)
        tidy = tidied(replace(draft, barcode=goods.barcode, prices=(), since=None))
        names = ("category", "brand", "model", "grade", "grade_kind", "standard")
        values = plain_values({name: getattr(tidy, name) for name in names})
        before = {name: getattr(goods, name) for name, value in values.items() if getattr(goods, name) != value}
        if not before:
            return
        for name, value in values.items():
            setattr(goods, name, value)
        _touch(goods)
        after = {name: values[name] for name in before}
        record(actor, Deed.GOODS_CHANGED, goods, region_path=goods.region.path, reason=said, before=before, after=after)


def list_goods(actor: Actor, public_id: UUID | str, *, since: date) -> None:
    """Put goods on the list from a day. Raises GoodsStepImpossible, ListedDaysWrong, GoodsNotFound, NotAllowed."""
    with transaction.atomic():
        goods = _locked(actor, public_id)
        state = next_goods_state(GoodsState.of(goods.state), GoodsVerb.LIST)
        last = _listings(goods).exclude(until=None).order_by("-until").values_list("until", flat=True).first()
        if last is not None and since < last:
            raise errors.ListedDaysWrong(field="since", after=last)
        Listing.objects.create(goods=goods, since=since, listed_by_id=actor.account_id)
        goods.state = state.value
        _touch(goods)
        record(actor, Deed.GOODS_LISTED, goods, region_path=goods.region.path, after={"since": since})


def delist_goods(actor: Actor, public_id: UUID | str, *, until: date, reason: str) -> None:
    """Take goods off the list from a day on. Raises ReasonMissing, GoodsStepImpossible, ListedDaysWrong, …"""
    said = _said(reason)
    with transaction.atomic():
        goods = _locked(actor, public_id)
        state = next_goods_state(GoodsState.of(goods.state), GoodsVerb.DELIST)
        listing = _listings(goods).get(until=None)
        if until <= listing.since:
            raise errors.ListedDaysWrong(field="until", after=listing.since)
        listing.until, listing.reason, listing.ended_by_id = until, said, actor.account_id
        listing.save(update_fields=["until", "reason", "ended_by"])
        goods.state = state.value
        _touch(goods)
        record(actor, Deed.GOODS_DELISTED, goods, region_path=goods.region.path, reason=said, after={"until": until})


def add_price(actor: Actor, public_id: UUID | str, point: PricePoint, *, on: date) -> None:
    """Tell a list price from a day on, today if none is said.

    Raises PriceStands, PriceWrong, GoodsNotFound, NotAllowed.
    """
    if point.price.fen <= 0:
        raise errors.PriceWrong(field="price")
    with transaction.atomic():
        goods = _locked(actor, public_id)
        day = point.from_day or on
        known = ListPrice.objects.filter(goods=goods, from_day=day, taken_back_at__isnull=True).first()
        if known is not None:
            raise errors.PriceStands(field="price", day=day, price=f"{known.price.in_yuan():.2f}")
        ListPrice.objects.create(
            goods=goods, from_day=day, price=point.price, source=cut(point.source, 200), told_by_id=actor.account_id
        )
        _touch(goods)
        after = {"from_day": day, "price": str(point.price.in_yuan())}
        record(actor, Deed.PRICE_ADDED, goods, region_path=goods.region.path, after=after)


def take_back_price(actor: Actor, public_id: UUID | str, price_id: int, *, reason: str) -> None:
    """Mark a list price as told by mistake; it stays visible. Raises ReasonMissing, GoodsNotFound, NotAllowed."""
    said = _said(reason)
    with transaction.atomic():
        goods = _locked(actor, public_id)
        price = ListPrice.objects.filter(goods=goods, pk=price_id, taken_back_at__isnull=True).first()
        if price is None:
            raise errors.GoodsNotFound
        price.taken_back_at, price.taken_back_reason = timezone.now(), said
        price.save(update_fields=["taken_back_at", "taken_back_reason"])
        _touch(goods)
        before = {"from_day": price.from_day, "price": str(price.price.in_yuan())}
        record(actor, Deed.PRICE_ADDED, goods, region_path=goods.region.path, reason=said, before=before)


def take_goods(actor: Actor, region_id: int, rows: Sequence[GoodsDraft], *, on: date) -> Taken:
    """Take goods in bulk onto a region's list; the same again changes nothing. All that can be is taken.

    Rows that cannot be come back by their place with their refusal; of a barcode twice the first counts. Raises
    NotAllowed. Tens of thousands in seconds.
    """
    region = regions.regions_by_id([region_id])[region_id]
    actor.require(Power.GOODS_EDIT, region.path)
    refused: list[tuple[int, Refusal]] = []
    drafts: dict[str, tuple[int, GoodsDraft]] = {}
    for place, row in enumerate(rows):
        try:
            tidy = tidied(row)
        except Refusal as refusal:
            refused.append((place, refusal))
            continue
        if tidy.barcode in drafts:
            refused.append((place, errors.RowTwice(field="barcode", row=drafts[tidy.barcode][0] + 1)))
            continue
        drafts[tidy.barcode] = (place, tidy)
    with transaction.atomic():
        places = list(drafts.values())
        found = decided(region.id, [draft for _, draft in places], on, lock=True)
        refused += [(place, one) for (place, _), one in zip(places, found, strict=True) if isinstance(one, Refusal)]
        decisions = [one for one in found if isinstance(one, GoodsDecision)]
        write_goods(actor, region, decisions)
        new, changed, same = (sum(one.outcome is outcome for one in decisions) for outcome in SentOutcome)
        after = {"new": new, "changed": changed, "unchanged": same, "refused": len(refused)}
        record(actor, Deed.GOODS_TAKEN, ("regions.region", region.code), region_path=region.path, after=after)
    return Taken(new, changed, same, tuple(sorted(refused, key=lambda one: one[0])))


def _region(actor: Actor, code: str) -> regions.RegionCard:
    region = regions.region_seen(actor, code)
    actor.require(Power.GOODS_EDIT, region.path)
    return region


def _said(reason: str) -> str:
    said = cut(reason.strip(), REASON_LIMIT)
    if not said:
        raise errors.ReasonMissing(field="reason")
    return said


def _locked(actor: Actor, public_id: UUID | str) -> Goods:
    known = get_goods(actor, public_id, Power.GOODS_EDIT)
    return Goods.objects.select_for_update(of=("self",)).select_related("region").get(pk=known.pk)


def _listings(goods: Goods) -> QuerySet[Listing]:
    return Listing.objects.filter(goods=goods, taken_back_at__isnull=True)


def _touch(goods: Goods) -> None:
    goods.clock += 1
    goods.save()
