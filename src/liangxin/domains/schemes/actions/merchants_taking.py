"""Merchants in bulk, from a loader or a workbook: admitted with shops and tills; the same again changes nothing."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from liangxin.domains.parties import api as parties
from liangxin.domains.regions import api as regions
from liangxin.domains.schemes import errors
from liangxin.domains.schemes.actions.goods import Taken
from liangxin.domains.schemes.actions.shops import COLUMNS, shop_values
from liangxin.domains.schemes.models import Merchant, MerchantChange, SentList, Shop, Till
from liangxin.domains.schemes.rules.merchants import require_other
from liangxin.domains.schemes.rules.shops import MerchantDraft, ShopDraft, tidy_merchant
from liangxin.domains.schemes.terms import BULK_BATCH, ChangeVerb, Deed, Power
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.trail.api import record, record_many
from liangxin.kernel.refusal import Refusal


@dataclass
class Load:
    """What one bulk load has at hand and what it has written."""

    actor: Actor
    region: regions.RegionCard
    places: Mapping[str, regions.RegionCard]
    reviewed_by: int | None
    sent: SentList | None = None
    new: int = 0
    changed: int = 0
    shops: dict[tuple[str, str], int] = field(default_factory=dict)  # by code and name of the shop


def take_merchants(
    actor: Actor, region_id: int, rows: Sequence[MerchantDraft], *, on: date, reviewed_by: int | None = None
) -> Taken:
    """Take admitted merchants in bulk, with shops and tills; the same again changes nothing.

    An enterprise that the region knows keeps its standing; shops that are new to it are added, known ones are brought
    up to date. Rows that cannot be come back by their place with their refusal. For a person `reviewed_by` is who has
    looked at the list, somebody else; the system needs nobody. Raises SameReviewer, NotAllowed.
    """
    region = regions.regions_by_id([region_id])[region_id]
    actor.require(Power.MERCHANT_ADMIT, region.path)
    if not actor.is_system and (reviewed_by is None or reviewed_by == actor.account_id):
        raise errors.SameReviewer
    require_other(reviewed_by, actor.account_id)
    refused: list[tuple[int, Refusal]] = []
    drafts: dict[str, MerchantDraft] = {}
    for place, row in enumerate(rows):
        try:
            tidy = tidy_merchant(row)
        except Refusal as refusal:
            refused.append((place, refusal))
            continue
        if tidy.uscc in drafts:
            refused.append((place, errors.RowTwice(field="uscc", row=place)))
            continue
        drafts[tidy.uscc] = tidy
    with transaction.atomic():
        load = Load(actor, region, places_of(drafts.values(), region), reviewed_by)
        write_merchants(load, list(drafts.values()), on)
        counts = {"new": load.new, "changed": load.changed, "refused": len(refused)}
        record(actor, Deed.MERCHANTS_TAKEN, ("regions.region", region.code), region_path=region.path, after=counts)
    return Taken(load.new, load.changed, len(drafts) - load.new - load.changed, tuple(refused))


def places_of(drafts: Collection[MerchantDraft], region: regions.RegionCard) -> dict[str, regions.RegionCard]:
    """The regions that shops name, those of and below the region alone."""
    codes = {shop.region for draft in drafts for shop in draft.shops if shop.region}
    return {code: card for code, card in regions.region_cards(codes).items() if card.path.startswith(region.path)}


def write_merchants(load: Load, drafts: Sequence[MerchantDraft], on: date) -> None:
    """Write tidy drafts in the caller's transaction, batch by batch."""
    for start in range(0, len(drafts), BULK_BATCH):
        _write(load, drafts[start : start + BULK_BATCH], on)


def _write(load: Load, drafts: Sequence[MerchantDraft], on: date) -> None:
    codes = [draft.uscc for draft in drafts]
    rows = Merchant.objects.filter(region=load.region.id, uscc__in=codes, taken_back_at__isnull=True)
    known = {row.uscc: row for row in rows.select_for_update(of=("self",)).order_by("id")}
    new = [draft for draft in drafts if draft.uscc not in known]
    made = Merchant.objects.bulk_create([_merchant(load, draft) for draft in new])
    MerchantChange.objects.bulk_create(
        MerchantChange(
            merchant=row, verb=ChangeVerb.ADMIT.value, from_day=row.admitted_from, until=row.admitted_until,
            categories=row.categories, reviewed_by_id=load.reviewed_by, decided_by_id=load.actor.account_id,
        )
        for row in made
    )  # fmt: skip
    _roles(made)
    came = {"workbook": str(load.sent.public_id)} if load.sent else {}
    lines = [(row.pk, None, {"from_day": row.admitted_from, "until": row.admitted_until, **came}) for row in made]
    record_many(load.actor, Deed.MERCHANT_CHANGED, "schemes.merchant", lines, region_path=load.region.path)
    merchants = known | {row.uscc: row for row in made}
    touched = _shops(load, drafts, merchants, on)
    load.new += len(made)
    load.changed += len(touched & {row.pk for row in known.values()})


def _merchant(load: Load, draft: MerchantDraft) -> Merchant:
    return Merchant(
        region_id=load.region.id,
        party_id=draft.party_id,
        name=draft.name,
        uscc=draft.uscc,
        categories=list(draft.categories),
        admitted_from=draft.since,
        admitted_until=draft.until,
        sent=load.sent,
    )


def _roles(made: Sequence[Merchant]) -> None:
    """Parties take part as merchants from the days of their admission."""
    follows = Actor.system("商户准入")
    by_day: dict[date, list[int]] = {}
    for row in made:
        by_day.setdefault(row.admitted_from, []).append(row.party_id)
    for day, ids in by_day.items():
        parties.give_role(follows, ids, parties.PartyRole.MERCHANT, since=day)


def _shops(load: Load, drafts: Sequence[MerchantDraft], merchants: Mapping[str, Merchant], on: date) -> set[int]:
    """Add new shops, bring known ones up to date; the merchants that have changed by it."""
    rows = Shop.objects.filter(
        merchant__in=[row.pk for row in merchants.values()], closed_on__isnull=True, taken_back_at__isnull=True
    )
    known = {(row.merchant_id, row.name): row for row in rows.select_for_update(of=("self",)).order_by("id")}
    new: list[Shop] = []
    changed: list[Shop] = []
    said = [(merchants[draft.uscc], shop, draft.since) for draft in drafts for shop in draft.shops]
    for merchant, shop, since in said:
        row = known.get((merchant.pk, shop.name))
        if row is None:
            new.append(_shop(load, merchant, shop, since))
        elif differs(row, shop):
            for name, value in shop_values(shop).items():
                setattr(row, name, value if value is not None else getattr(row, name))
            row.clock += 1
            changed.append(row)
    Shop.objects.bulk_create(new)
    Shop.objects.bulk_update(changed, [*COLUMNS, "clock"], batch_size=1000)
    known |= {(row.merchant_id, row.name): row for row in new}
    load.shops |= {
        (draft.uscc, shop.name): known[merchants[draft.uscc].pk, shop.name].pk
        for draft in drafts
        for shop in draft.shops
    }
    tilled = _tills(drafts, merchants, known, on)
    return {row.merchant_id for row in (*new, *changed)} | tilled


def _shop(load: Load, merchant: Merchant, draft: ShopDraft, since: date) -> Shop:
    place = load.places.get(draft.region, load.region)
    values = shop_values(draft)
    values["opened_on"] = draft.opened_on or since
    return Shop(merchant=merchant, region_id=place.id, sent=load.sent, **values)


def differs(row: Shop, draft: ShopDraft) -> bool:
    """Whether a draft says something else than stands; what it leaves out is no difference."""
    said = {name: value for name, value in shop_values(draft).items() if value not in (None, "")}
    return any(getattr(row, name) != value for name, value in said.items())


def _tills(
    drafts: Sequence[MerchantDraft],
    merchants: Mapping[str, Merchant],
    shops: Mapping[tuple[int, str], Shop],
    on: date,
) -> set[int]:
    """Add tills that are in use nowhere; one that is in use stays where it is."""
    wanted: dict[str, tuple[Shop, date]] = {}
    for draft in drafts:
        for shop in draft.shops:
            row = shops[merchants[draft.uscc].pk, shop.name]
            for number in shop.tills:
                wanted.setdefault(number, (row, row.opened_on or on))
    used = set(Till.objects.filter(number__in=wanted, active_until__isnull=True).values_list("number", flat=True))
    added = [(number, shop, day) for number, (shop, day) in wanted.items() if number not in used]
    Till.objects.bulk_create(Till(shop=shop, number=number, active_from=day) for number, shop, day in added)
    return {shop.merchant_id for _, shop, _ in added}
