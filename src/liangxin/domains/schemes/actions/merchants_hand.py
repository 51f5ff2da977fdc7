"""Workbooks of merchants and shops: what their rows do, written and taken back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from liangxin.domains.parties import api as parties
from liangxin.domains.regions import api as regions
from liangxin.domains.schemes import errors
from liangxin.domains.schemes.actions.goods_hand import named
from liangxin.domains.schemes.actions.hands import RowChecked, Values
from liangxin.domains.schemes.actions.merchants_taking import Load, differs, write_merchants
from liangxin.domains.schemes.actions.shops import COLUMNS, shop_values
from liangxin.domains.schemes.models import Merchant, SentList, SentRow, Shop, Till
from liangxin.domains.schemes.rules.merchant_sheets import (
    MerchantRow,
    merchant_said,
    merchants_sheet,
    row_again,
    row_kept,
)
from liangxin.domains.schemes.rules.shops import MerchantDraft
from liangxin.domains.schemes.terms import Category, SentOutcome
from liangxin.engines.sheets import SheetType
from liangxin.foundation.accounts.api import Actor
from liangxin.kernel.refusal import Refusal

_LABELS = {"address": "门店地址", "phone": "门店电话", "lng": "经度", "lat": "纬度", "categories": "经营品类",
           "takes_old": "能否回收旧货"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Stands:
    """Merchants and open shops of a region as they stand."""

    merchants: Mapping[str, Merchant]
    shops: Mapping[tuple[str, str], Shop]
    tills: frozenset[str]


class MerchantsHand:
    """The part of merchants."""

    def sheet(self) -> SheetType:
        return merchants_sheet()

    def check(self, region: regions.RegionCard, rows: Sequence[Values], on: date) -> list[RowChecked | Refusal]:  # noqa: ARG002 - days stand in the rows
        said: list[MerchantRow | Refusal] = []
        for values in rows:
            try:
                said.append(merchant_said(values))
            except Refusal as refusal:
                said.append(refusal)
        sound = [one for one in said if isinstance(one, MerchantRow)]
        stands = _standing(region.id, sound)
        first: dict[str, MerchantRow] = {}
        for one in sound:
            first.setdefault(one.draft.uscc, one)
        return [one if isinstance(one, Refusal) else _decided(one, first[one.draft.uscc], stands) for one in said]

    def write(
        self, actor: Actor, region: regions.RegionCard, sent: SentList, rows: Sequence[SentRow], on: date
    ) -> list[int]:
        said = [row_again(row.values) for row in rows]
        stands = _standing(region.id, said, lock=True)
        stale = [
            row.name
            for row, one in zip(rows, said, strict=True)
            if _clock(stands.shops.get((one.draft.uscc, one.shop.name))) != row.clock
        ]
        if stale:
            raise errors.SentOutdated(names=named(stale))
        load = Load(actor, region, {}, sent.uploaded_by_id, sent)
        write_merchants(load, _with_parties(region, sent, said), on)
        return [load.shops[one.draft.uscc, one.shop.name] for one in said]

    def take_back(self, sent: SentList, rows: Sequence[SentRow], moment: datetime, reason: str) -> None:  # noqa: ARG002 - the reason stands with the workbook
        shops = Shop.objects.select_for_update(of=("self",)).order_by("id").in_bulk([row.target for row in rows])
        touched = [
            row.name for row in rows if shops[row.target or 0].clock != (0 if row.clock is None else row.clock + 1)
        ]
        touched += [row.name for row in Merchant.objects.filter(sent=sent, clock__gt=0).order_by("id")]
        if touched:
            raise errors.SentUndoImpossible(names=named(touched))
        for row in rows:
            shop = shops[row.target or 0]
            if row.clock is None:
                shop.taken_back_at = moment
            for name, value in (row.before or {}).items():
                setattr(shop, name, value)
            shop.clock += 1
        Shop.objects.bulk_update(shops.values(), [*COLUMNS, "clock", "taken_back_at"], batch_size=1000)
        for till in Till.objects.filter(shop__in=shops, shop__taken_back_at=moment, active_until__isnull=True):
            till.active_until = till.active_from
            till.save()
        _take_back_merchants(sent, moment)


def _take_back_merchants(sent: SentList, moment: datetime) -> None:
    """Merchants that came by it and have no shop from elsewhere; their role never was."""
    others = Shop.objects.filter(merchant__sent=sent, taken_back_at__isnull=True).values("merchant")
    gone = list(Merchant.objects.filter(sent=sent).exclude(pk__in=others))
    Merchant.objects.filter(pk__in=[row.pk for row in gone]).update(taken_back_at=moment)
    follows = Actor.system("商户准入")
    for row in gone:
        if not Merchant.objects.filter(party=row.party_id, taken_back_at__isnull=True).exists():
            parties.end_role(follows, [row.party_id], parties.PartyRole.MERCHANT, until=row.admitted_from)


def _standing(region_id: int, rows: Iterable[MerchantRow], *, lock: bool = False) -> _Stands:
    said = list(rows)
    codes = {one.draft.uscc for one in said}
    found = Merchant.objects.filter(region=region_id, uscc__in=codes, taken_back_at__isnull=True).order_by("id")
    merchants = {row.uscc: row for row in (found.select_for_update(of=("self",)) if lock else found)}
    names = {row.pk: row.uscc for row in merchants.values()}
    open_shops = Shop.objects.filter(merchant__in=names, closed_on__isnull=True, taken_back_at__isnull=True)
    numbers = {number for one in said for number in one.shop.tills}
    used = Till.objects.filter(number__in=numbers, active_until__isnull=True).values_list("number", flat=True)
    return _Stands(
        merchants, {(names[row.merchant_id], row.name): row for row in open_shops.order_by("id")}, frozenset(used)
    )


def _clock(shop: Shop | None) -> int | None:
    return shop.clock if shop is not None else None


def _decided(one: MerchantRow, first: MerchantRow, stands: _Stands) -> RowChecked | Refusal:
    draft = one.draft
    for what, field, differs_here in (
        ("企业名称", "name", draft.name != first.draft.name),
        ("准入日期", "since", draft.since != first.draft.since),
        ("准入最后一天", "last_day", draft.until != first.draft.until),
    ):
        if differs_here:
            return errors.RowsDiffer(field=field, what=what)
    merchant = stands.merchants.get(draft.uscc)
    if merchant is not None and (merchant.admitted_from, merchant.admitted_until) != (draft.since, draft.until):
        return errors.AdmissionStands(field="since", name=merchant.name, since=merchant.admitted_from)
    shop = stands.shops.get((draft.uscc, one.shop.name))
    name = f"{draft.name} {one.shop.name}"
    if shop is None:
        return RowChecked(SentOutcome.NEW.value, name, row_kept(one))
    new_tills = [number for number in one.shop.tills if number not in stands.tills]
    if not differs(shop, one.shop) and not new_tills:
        return RowChecked(SentOutcome.UNCHANGED.value, name, row_kept(one), target=shop.pk, clock=shop.clock)
    before = {field: getattr(shop, field) for field, value in shop_values(one.shop).items() if value not in (None, "")}
    kept = {field: _plain(value) for field, value in before.items()}
    changes = [*_changes(shop, one), *(("收银终端号", "", number) for number in new_tills)]
    return RowChecked(SentOutcome.CHANGED.value, name, row_kept(one), tuple(changes), shop.pk, shop.clock, kept)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else str(value) if hasattr(value, "quantize") else value


def _changes(shop: Shop, one: MerchantRow) -> Iterable[tuple[str, str, str]]:
    for field, value in shop_values(one.shop).items():
        stood = getattr(shop, field)
        if field in _LABELS and value not in (None, "") and stood != value:
            yield _LABELS[field], _shown(stood), _shown(value)


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "能" if value else "不能"
    if isinstance(value, list):
        return "、".join(Category.of(one).label for one in value)
    return "" if value is None else str(value)


def _with_parties(region: regions.RegionCard, sent: SentList, said: Sequence[MerchantRow]) -> list[MerchantDraft]:
    """One draft a merchant, with the party that it is and all its shops."""
    by_code: dict[str, list[MerchantRow]] = {}
    for one in said:
        by_code.setdefault(one.draft.uscc, []).append(one)
    facts = [parties.EnterpriseFacts(rows[0].draft.name, code, rows[0].address) for code, rows in by_code.items()]
    taken = parties.take_in(Actor.system("商户准入"), region.id, facts, source=f"工作簿{sent.file_name}"[:100])
    return [
        replace(
            rows[0].draft,
            party_id=party_id,
            categories=tuple(one.value for one in Category if any(one.value in row.shop.categories for row in rows)),
            shops=tuple(row.shop for row in rows),
        )
        for party_id, rows in zip(taken.ids, by_code.values(), strict=True)
    ]
