"""How merchants stand on a day: admitted ones, whether a shop may sell, cards in bulk. For claims and the public."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Case, CharField, F, Q, QuerySet, Value, When

from liangxin.domains.regions import api as regions
from liangxin.domains.schemes.errors import ShopNotFound
from liangxin.domains.schemes.models import Merchant, MerchantChange, Shop
from liangxin.domains.schemes.rules.merchants import Change, ShopFacts, Spell, decide_admitted, spell_on
from liangxin.domains.schemes.terms import Category, ChangeVerb, MerchantState
from liangxin.kernel.decision import Decision


@dataclass(frozen=True, slots=True)
class MerchantCard:
    """A merchant as lists and other packages show it, on the day asked."""

    id: int
    public_id: UUID
    party_id: int
    region_id: int
    region_name: str
    name: str
    uscc: str
    state: MerchantState
    categories: tuple[Category, ...]
    admitted_from: date
    admitted_until: date | None
    shops: int


def change_of(row: MerchantChange) -> Change:
    """The change that a row keeps."""
    return Change(ChangeVerb.of(row.verb), row.from_day, row.until, tuple(row.categories), row.reason)


def spell_of(row: Merchant) -> Spell:
    """How a merchant stands by the columns folded from its changes."""
    return Spell(
        row.admitted_from, row.admitted_until, tuple(row.categories), row.suspended_from, row.suspended_until,
        row.withdrawn_on,
    )  # fmt: skip


def with_state(rows: QuerySet[Merchant], on: date) -> QuerySet[Any]:
    """The rows with `state_now`, the state on a day, as `Spell.state` says it."""
    suspended = Q(suspended_until__isnull=True) | Q(suspended_until__gt=on)
    state = Case(
        When(withdrawn_on__lte=on, then=Value(MerchantState.WITHDRAWN.value)),
        When(admitted_from__gt=on, then=Value(MerchantState.COMING.value)),
        When(admitted_until__lte=on, then=Value(MerchantState.EXPIRED.value)),
        When(suspended, suspended_from__lte=on, then=Value(MerchantState.SUSPENDED.value)),
        default=Value(MerchantState.ADMITTED.value),
        output_field=CharField(),
    )
    return rows.annotate(state_now=state)


def merchant_card_of(row: Merchant, shops: int, on: date) -> MerchantCard:
    """The card of a merchant fetched with its region."""
    return MerchantCard(
        id=row.pk,
        public_id=row.public_id,
        party_id=row.party_id,
        region_id=row.region_id,
        region_name=row.region.name,
        name=row.name,
        uscc=row.uscc,
        state=spell_of(row).state(on),
        categories=tuple(Category.of(one) for one in row.categories),
        admitted_from=row.admitted_from,
        admitted_until=row.admitted_until,
        shops=shops,
    )


def merchant_cards(ids: Iterable[int], on: date) -> dict[int, MerchantCard]:
    """The cards of these merchants by id, for rows that their caller may see; unknown ids are missing."""
    rows = Merchant.objects.select_related("region").filter(pk__in=set(ids), taken_back_at__isnull=True)
    return cards_by_id(list(rows), on)


def cards_by_id(rows: Collection[Merchant], on: date) -> dict[int, MerchantCard]:
    """Cards of rows fetched with their region; shops are counted in one query."""
    counts = shop_counts([row.pk for row in rows], on)
    return {row.pk: merchant_card_of(row, counts.get(row.pk, 0), on) for row in rows}


def shop_counts(merchant_ids: Collection[int], on: date) -> dict[int, int]:
    """How many shops are open on a day, by merchant."""
    counts: dict[int, int] = {}
    for merchant_id in open_shops(on).filter(merchant__in=merchant_ids).values_list("merchant_id", flat=True):
        counts[merchant_id] = counts.get(merchant_id, 0) + 1
    return counts


def open_shops(on: date) -> QuerySet[Shop]:
    """Shops that take part on a day, of whatever merchant."""
    begun = Q(opened_on__isnull=True) | Q(opened_on__lte=on)
    stands = Q(closed_on__isnull=True) | Q(closed_on__gt=on)
    return Shop.objects.filter(begun, stands, taken_back_at__isnull=True, merchant__taken_back_at__isnull=True)


def merchant_card(merchant_id: int, on: date) -> MerchantCard | None:
    """One merchant by id."""
    return merchant_cards([merchant_id], on).get(merchant_id)


def admitted_merchants(region_id: int, on: date) -> list[MerchantCard]:
    """The merchants of a region and those below that are admitted on a day, by name. Public: no actor."""
    region = regions.regions_by_id([region_id])[region_id]
    rows = Merchant.objects.select_related("region").filter(
        region__path__startswith=region.path, taken_back_at__isnull=True
    )
    held = with_state(rows, on).filter(state_now=MerchantState.ADMITTED.value)
    cards = cards_by_id(list(held.order_by("name", "id")), on)
    return list(cards.values())


def is_admitted(shop_id: int, category: Category, on: date) -> Decision:
    """Whether a shop may sell goods of a category under the programme on a day, also a past one, and why.

    The merchant is admitted for it and not suspended, the shop is open and sells it, and takes old goods back. Raises
    ShopNotFound.
    """
    found = are_admitted([(shop_id, category)], on)
    if not found:
        raise ShopNotFound
    return found[shop_id, category]


def are_admitted(asked: Collection[tuple[int, Category]], on: date) -> dict[tuple[int, Category], Decision]:
    """As `is_admitted`, for many shops and categories by two queries; shops that are gone are left out."""
    rows = Shop.objects.filter(pk__in={shop_id for shop_id, _ in asked}, taken_back_at__isnull=True)
    shops = {row.pk: row for row in rows}
    changes: dict[int, list[Change]] = {row.merchant_id: [] for row in shops.values()}
    for one in MerchantChange.objects.filter(merchant__in=changes).order_by("from_day", "id"):
        changes[one.merchant_id].append(change_of(one))
    found = {}
    for shop_id, category in asked:
        row = shops.get(shop_id)
        if row is not None:
            facts = ShopFacts(row.name, tuple(row.categories), row.takes_old, row.opened_on, row.closed_on)
            found[shop_id, category] = decide_admitted(changes[row.merchant_id], facts, category, on)
    return found


def admitted_shops(on: date) -> QuerySet[Shop]:
    """Open shops of admitted merchants, for the public list; with merchant and region."""
    held = with_state(Merchant.objects.filter(taken_back_at__isnull=True), on).filter(
        state_now=MerchantState.ADMITTED.value
    )
    return (
        open_shops(on)
        .filter(merchant__in=held.values("pk"))
        .select_related("merchant", "region")
        .exclude(takes_old=False)
    )


def state_days(region_path: str) -> list[tuple[int, list[Change]]]:
    """Regions and changes of all merchants in a region and below, for measures; one query."""
    rows = MerchantChange.objects.filter(
        merchant__region__path__startswith=region_path, merchant__taken_back_at__isnull=True
    )
    found: dict[int, tuple[int, list[Change]]] = {}
    for row in rows.annotate(region_id=F("merchant__region_id")).order_by("merchant_id", "from_day", "id"):
        found.setdefault(row.merchant_id, (row.region_id, []))[1].append(change_of(row))
    return list(found.values())


def stands_on(changes: list[Change], on: date) -> bool:
    """Whether a merchant with these changes is admitted on a day."""
    spell = spell_on(changes, on)
    return spell is not None and spell.state(on) is MerchantState.ADMITTED
