"""A synthetic city is brought into the product through the bulk doors of its packages; the same again changes nothing.

People and enterprises go to `parties`, goods and merchants with shops and tills to `schemes`, claims there as sets of
past claims for what-if. Payments, and what stands behind a claim, have no package that keeps them yet.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Final, TypeVar

from django.utils import timezone

from liangxin.domains.parties import api as parties
from liangxin.domains.regions import api as regions
from liangxin.domains.schemes import api as schemes
from liangxin.domains.schemes.errors import PastSentBefore
from liangxin.domains.schemes.terms import Category, GradeKind
from liangxin.engines.city import reading
from liangxin.engines.city.records import Enterprise, Good, Shop
from liangxin.foundation.accounts.api import Actor
from liangxin.kernel.money import Money

BATCH: Final = 20_000
OF_WATER: Final = frozenset({Category.SANITARY})  # graded by the water they use
KNOWN: Final = frozenset(each.value for each in Category)
CARS: Final = {"nev", "fuel"}  # one category of goods in the product: the rulebooks ask which it is
DATED: Final = re.compile(r"-\d{4}$")  # a grade says nothing without the year of its standard
Row = TypeVar("Row")
Report = Callable[[int, int | None, str], None]


@dataclass
class Loaded:
    """What a load brought, by what it is: new rows, those that were known, those that were refused and why."""

    new: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    same: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    refused: list[str] = field(default_factory=list)

    def add(self, what: str, new: int, same: int) -> None:
        self.new[what] += new
        self.same[what] += same

    def take(self, what: str, taken: schemes.Taken) -> None:
        self.add(what, taken.new, taken.changed + taken.unchanged)
        self.refused += [f"{what}第{place + 1}行：{refusal}" for place, refusal in taken.refused]


def load_city(actor: Actor, folder: Path, report: Report | None = None) -> Loaded:
    """Bring a city's folder into the region that it was made for.

    Raises NotACity, RegionNotFound, NotAllowed; what was taken before a refusal stays, and a second load goes on.
    """
    label = reading.label(folder)
    region = regions.region_seen(actor, str(label["region"]))
    source = f"合成城市（种子{label['seed']}）"
    loaded = Loaded()
    _take_people(actor, region, folder, source, loaded, report)
    _take_merchants(actor, region, folder, source, loaded, report)
    _take_goods(actor, region, folder, loaded, report)
    _take_claims(actor, region, folder, source, loaded, report)
    return loaded


def _take_people(
    actor: Actor, region: regions.RegionCard, folder: Path, source: str, loaded: Loaded, report: Report | None
) -> None:
    done = 0
    for batch in _batches(reading.people(folder)):
        facts = [
            parties.PersonFacts(one.name, one.id_number, one.phone, one.address, one.bank_account) for one in batch
        ]
        taken = parties.take_in(actor, region.id, facts, source=source)
        loaded.add("居民", taken.new, taken.same)
        done += len(batch)
        if report:
            report(done, None, "居民")


def _take_merchants(
    actor: Actor, region: regions.RegionCard, folder: Path, source: str, loaded: Loaded, report: Report | None
) -> None:
    ids: dict[int, int] = {}
    firms = list(reading.enterprises(folder))
    for batch in _batches(firms):
        taken = parties.take_in(actor, region.id, [_facts(one) for one in batch], source=source)
        loaded.add("企业", taken.new, taken.same)
        ids |= {one.enterprise: party for one, party in zip(batch, taken.ids, strict=True)}
    tills: dict[int, list[str]] = defaultdict(list)
    for till in reading.tills(folder):
        tills[till.shop].append(till.number)
    shops: dict[int, list[Shop]] = defaultdict(list)
    for shop in reading.shops(folder):
        shops[shop.enterprise].append(shop)
    drafts = [
        _merchant(one, ids[one.enterprise], shops[one.enterprise], tills) for one in firms if shops[one.enterprise]
    ]
    for done, part in enumerate(_batches(drafts)):
        loaded.take("商户", schemes.take_merchants(actor, region.id, part, on=timezone.localdate()))
        if report:
            report(done * BATCH + len(part), len(drafts), "商户")


def _facts(firm: Enterprise) -> parties.EnterpriseFacts:
    return parties.EnterpriseFacts(firm.name, firm.uscc, firm.address, firm.contact, firm.phone, firm.bank_account)


def _merchant(
    firm: Enterprise, party: int, shops: Sequence[Shop], tills: dict[int, list[str]]
) -> schemes.MerchantDraft:
    drafts = tuple(
        schemes.ShopDraft(
            name=shop.name,
            address=shop.address,
            categories=_known(shop.categories),
            takes_old=shop.takes_old,
            region=shop.region,
            lng=Decimal(str(round(shop.lon, 6))),
            lat=Decimal(str(round(shop.lat, 6))),
            opened_on=shop.opened_on,
            tills=tuple(tills[shop.shop]),
        )
        for shop in shops
        if _known(shop.categories)
    )
    categories = tuple(sorted({category for shop in drafts for category in shop.categories}))
    since = min(shop.opened_on for shop in shops)
    return schemes.MerchantDraft(party, firm.name, firm.uscc, categories, since, None, drafts)


def _known(categories: Iterable[str]) -> tuple[str, ...]:
    named = (Category.CAR.value if category in CARS else category for category in categories)
    return tuple(dict.fromkeys(category for category in named if category in KNOWN))


def _take_goods(actor: Actor, region: regions.RegionCard, folder: Path, loaded: Loaded, report: Report | None) -> None:
    prices: dict[str, list[schemes.PricePoint]] = defaultdict(list)
    for price in reading.list_prices(folder):
        prices[price.barcode].append(schemes.PricePoint(Money(price.price_fen), price.from_day, "合成城市标价"))
    drafts = [_goods(one, tuple(prices[one.barcode])) for one in reading.goods(folder) if one.category in KNOWN]
    for done, part in enumerate(_batches(drafts)):
        loaded.take("商品", schemes.take_goods(actor, region.id, part, on=timezone.localdate()))
        if report:
            report(done * BATCH + len(part), len(drafts), "商品")


def _goods(one: Good, prices: tuple[schemes.PricePoint, ...]) -> schemes.GoodsDraft:
    category = Category.of(one.category)
    standard = one.grade_standard or ""
    is_graded = one.grade is not None and DATED.search(standard) is not None
    kind = (GradeKind.WATER if category in OF_WATER else GradeKind.ENERGY) if is_graded else None
    since: date | None = min((point.from_day for point in prices if point.from_day), default=None)
    return schemes.GoodsDraft(
        barcode=one.barcode,
        category=category,
        brand=one.brand,
        model=one.model,
        grade=one.grade if is_graded else None,
        grade_kind=kind,
        standard=standard if is_graded else "",
        prices=prices,
        since=since,
    )


def _take_claims(
    actor: Actor, region: regions.RegionCard, folder: Path, source: str, loaded: Loaded, report: Report | None
) -> None:
    books = reading.rulebooks(folder)
    for done, rulebook in enumerate(books):
        family = rulebook.partition("@")[0]
        path = folder / "claims" / f"{rulebook}.parquet"
        draft = schemes.PastDraft(region.code, family, f"{source}{rulebook}", path.read_bytes(), path.name)
        try:
            schemes.take_past_claims(actor, draft)
            loaded.add("往年申领", 1, 0)
        except PastSentBefore:
            loaded.add("往年申领", 0, 1)
        if report:
            report(done + 1, len(books), "往年申领")


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    each = iter(rows)
    while batch := list(islice(each, BATCH)):
        yield batch
