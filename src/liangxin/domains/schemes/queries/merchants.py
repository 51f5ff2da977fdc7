"""Questions to merchants and applications: lists, one with all that hangs on it, what waits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from liangxin.domains.parties import api as parties
from liangxin.domains.regions import api as regions
from liangxin.domains.schemes.access.merchants import (
    get_application,
    get_merchant,
    get_paper,
    visible_applications,
    visible_merchants,
)
from liangxin.domains.schemes.models import (
    Application,
    ItemChecked,
    Merchant,
    MerchantChange,
    MerchantIntake,
    Paper,
    Shop,
    Till,
)
from liangxin.domains.schemes.queries.standing import MerchantCard, cards_by_id, with_state
from liangxin.domains.schemes.rules.checklist import check_items
from liangxin.domains.schemes.rules.merchants import CheckItem, application_verbs, change_verbs
from liangxin.domains.schemes.terms import (
    ApplicationState,
    ApplicationVerb,
    Category,
    ChangeVerb,
    CheckAnswer,
    PaperKind,
    Power,
)
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.files.api import StoredFile
from liangxin.foundation.trail.api import TrailCard, entries_of
from liangxin.kernel.identifiers import mask_name, mask_phone


@dataclass(frozen=True, slots=True)
class ApplicationCard:
    """An application as lists show it; who to talk to is masked."""

    id: int
    public_id: UUID
    number: str
    region_name: str
    state: ApplicationState
    name: str
    uscc: str
    address: str
    contact: str
    phone: str
    categories: tuple[Category, ...]
    takes_old: bool
    shop_name: str
    shop_address: str
    shop_phone: str
    note: str
    by_office: bool
    submitted_at: datetime


@dataclass(frozen=True, slots=True)
class ItemCard:
    """An item of the checklist with what was found of it."""

    item: CheckItem
    answer: CheckAnswer | None
    note: str
    checked_by: str


@dataclass(frozen=True, slots=True)
class PaperCard:
    """A paper of an application."""

    public_id: UUID
    kind: PaperKind
    name: str
    uploaded_at: datetime


@dataclass(frozen=True, slots=True)
class ApplicationPage:
    """All that the page of one application shows; `verbs` are those that the state and the actor's powers allow."""

    card: ApplicationCard
    items: tuple[ItemCard, ...]
    papers: tuple[PaperCard, ...]
    reviewed_by: str
    reviewed_at: datetime | None
    decided_by: str
    decided_at: datetime | None
    is_reviewer: bool
    merchant: UUID | None
    party: parties.PartyCard | None
    verbs: tuple[ApplicationVerb, ...]
    may_see_papers: bool
    may_check: bool
    history: tuple[TrailCard, ...]


@dataclass(frozen=True, slots=True)
class ChangeCard:
    """One dated change of a merchant's standing."""

    verb: ChangeVerb
    from_day: date
    until: date | None
    categories: tuple[Category, ...]
    reason: str
    reviewed_by: str
    decided_by: str
    decided_at: datetime


@dataclass(frozen=True, slots=True)
class TillCard:
    """A till, in use until a day (not included)."""

    number: str
    active_from: date
    active_until: date | None


@dataclass(frozen=True, slots=True)
class ShopCard:
    """A shop with its tills."""

    id: int
    public_id: UUID
    name: str
    address: str
    phone: str
    region_name: str
    lng: Any
    lat: Any
    categories: tuple[Category, ...]
    takes_old: bool | None
    opened_on: date | None
    closed_on: date | None
    close_reason: str
    tills: tuple[TillCard, ...]


@dataclass(frozen=True, slots=True)
class MerchantPage:
    """All that the page of one merchant shows."""

    card: MerchantCard
    party: parties.PartyCard | None
    changes: tuple[ChangeCard, ...]
    shops: tuple[ShopCard, ...]
    applications: tuple[ApplicationCard, ...]
    verbs: tuple[ChangeVerb, ...]
    may_edit: bool
    history: tuple[TrailCard, ...]


@dataclass(frozen=True, slots=True)
class IntakeCard:
    """When a region takes applications, both days included."""

    region: regions.RegionCard
    opens_on: date
    closes_on: date | None
    notice: str
    phone: str

    def is_open(self, on: date) -> bool:
        return self.opens_on <= on and (self.closes_on is None or on <= self.closes_on)


def merchants_listed(actor: Actor, on: date) -> QuerySet[Any]:
    """The rows of the list on a day, for `merchant_list_cards`."""
    return with_state(visible_merchants(actor).select_related("region"), on)


def merchant_list_cards(rows: Sequence[Merchant], on: date) -> list[MerchantCard]:
    """Cards of rows of `merchants_listed`, in their order."""
    cards = cards_by_id(rows, on)
    return [cards[row.pk] for row in rows]


def merchant_page(actor: Actor, public_id: UUID | str, on: date) -> MerchantPage:
    """One merchant with its story. Raises MerchantNotFound."""
    row = get_merchant(actor, public_id)
    card = cards_by_id([row], on)[row.pk]
    changes = MerchantChange.objects.filter(merchant=row).select_related("reviewed_by", "decided_by")
    asked = visible_applications(actor).filter(merchant=row).select_related("region")
    may_admit = actor.may(Power.MERCHANT_ADMIT, row.region.path)
    return MerchantPage(
        card=card,
        party=parties.party_cards(actor, [row.party_id]).get(row.party_id),
        changes=tuple(_change(one) for one in changes.order_by("-from_day", "-id")),
        shops=_shops(row),
        applications=tuple(application_cards(list(asked.order_by("-submitted_at")[:20]))),
        verbs=change_verbs(card.state) if may_admit else (),
        may_edit=actor.may(Power.MERCHANT_REVIEW, row.region.path),
        history=tuple(entries_of(row)),
    )


def _change(row: MerchantChange) -> ChangeCard:
    return ChangeCard(
        ChangeVerb.of(row.verb),
        row.from_day,
        row.until,
        tuple(Category.of(one) for one in row.categories),
        row.reason,
        _name(row.reviewed_by),
        _name(row.decided_by),
        row.decided_at,
    )


def _shops(merchant: Merchant) -> tuple[ShopCard, ...]:
    rows = Shop.objects.filter(merchant=merchant, taken_back_at__isnull=True).select_related("region")
    shops = list(rows.order_by("closed_on", "name", "id"))
    tills: dict[int, list[TillCard]] = {}
    for till in Till.objects.filter(shop__in=[row.pk for row in shops]).order_by("number", "active_from"):
        tills.setdefault(till.shop_id, []).append(TillCard(till.number, till.active_from, till.active_until))
    return tuple(shop_card(row, tills.get(row.pk, ())) for row in shops)


def shop_card(row: Shop, tills: Iterable[TillCard] = ()) -> ShopCard:
    """The card of a shop fetched with its region."""
    return ShopCard(
        id=row.pk,
        public_id=row.public_id,
        name=row.name,
        address=row.address,
        phone=row.phone,
        region_name=row.region.name,
        lng=row.lng,
        lat=row.lat,
        categories=tuple(Category.of(one) for one in row.categories),
        takes_old=row.takes_old,
        opened_on=row.opened_on,
        closed_on=row.closed_on,
        close_reason=row.close_reason,
        tills=tuple(tills),
    )


def _name(account: Any) -> str:
    return account.name if account else ""


def merchants_named(actor: Actor, words: str, on: date, limit: int = 10) -> list[MerchantCard]:
    """Merchants whose name or code holds the words, or which have a shop that does."""
    text = words.strip()
    shops = Shop.objects.filter(name__icontains=text, taken_back_at__isnull=True)
    rows = merchants_listed(actor, on).filter(
        Q(name__icontains=text) | Q(uscc=text.upper()) | Q(pk__in=shops.values("merchant"))
    )
    return merchant_list_cards(list(rows.order_by("name", "id")[:limit]), on)


def merchants_of_party(actor: Actor, party_id: int, on: date) -> list[MerchantCard]:
    """What the actor sees of a party as a merchant."""
    rows = merchants_listed(actor, on).filter(party=party_id).order_by("name", "id")
    return merchant_list_cards(list(rows[:20]), on)


def applications_listed(actor: Actor) -> QuerySet[Application]:
    """The rows of the list, for `application_cards`."""
    return visible_applications(actor).select_related("region")


def application_cards(rows: Sequence[Application]) -> list[ApplicationCard]:
    """Cards of rows fetched with their region."""
    return [_application_card(row) for row in rows]


def _application_card(row: Application) -> ApplicationCard:
    return ApplicationCard(
        id=row.pk,
        public_id=row.public_id,
        number=row.number,
        region_name=row.region.name,
        state=ApplicationState.of(row.state),
        name=row.name,
        uscc=row.uscc,
        address=row.address,
        contact=mask_name(row.contact or ""),
        phone=mask_phone(row.phone or ""),
        categories=tuple(Category.of(one) for one in row.categories),
        takes_old=row.takes_old,
        shop_name=row.shop_name,
        shop_address=row.shop_address,
        shop_phone=row.shop_phone,
        note=row.note,
        by_office=row.entered_by_id is not None,
        submitted_at=row.submitted_at,
    )


def application_page(actor: Actor, public_id: UUID | str) -> ApplicationPage:
    """One application. Raises ApplicationNotFound."""
    known = get_application(actor, public_id)
    row = Application.objects.select_related("region", "reviewed_by", "decided_by", "merchant").get(pk=known.pk)
    path, state = row.region.path, ApplicationState.of(row.state)
    is_reviewer = row.reviewed_by_id is not None and row.reviewed_by_id == actor.account_id
    verbs = tuple(verb for verb, power in application_verbs(state) if power is not None and actor.may(power, path))
    may_review = actor.may(Power.MERCHANT_REVIEW, path)
    party = parties.find_party(actor, row.uscc) if may_review or actor.may(Power.MERCHANT_ADMIT, path) else None
    return ApplicationPage(
        card=_application_card(row),
        items=_items(row),
        papers=tuple(
            PaperCard(one.public_id, PaperKind.of(one.kind), one.file_name, one.uploaded_at)
            for one in Paper.objects.filter(application=row).order_by("id")
        ),
        reviewed_by=_name(row.reviewed_by),
        reviewed_at=row.reviewed_at,
        decided_by=_name(row.decided_by),
        decided_at=row.decided_at,
        is_reviewer=is_reviewer,
        merchant=row.merchant.public_id if row.merchant else None,
        party=party,
        verbs=verbs,
        may_see_papers=may_review or actor.may(Power.MERCHANT_ADMIT, path),
        may_check=may_review and state is ApplicationState.SUBMITTED,
        history=tuple(entries_of(row)),
    )


def _items(row: Application) -> tuple[ItemCard, ...]:
    told = ItemChecked.objects.filter(application=row).select_related("checked_by").order_by("id")
    latest = {one.item: one for one in told}
    cards = []
    for item in check_items():
        one = latest.get(item.code)
        answer = CheckAnswer.of(one.answer) if one else None
        cards.append(ItemCard(item, answer, one.note if one else "", _name(one.checked_by) if one else ""))
    return tuple(cards)


def application_by_receipt(public_id: UUID) -> ApplicationCard:
    """The card of an application, for who has given its receipt number and code (`actions.applying.look_up`)."""
    return _application_card(Application.objects.select_related("region").get(public_id=public_id))


def paper_file(actor: Actor, public_id: UUID | str) -> tuple[StoredFile, str]:
    """A paper's file and name. Raises ApplicationNotFound, NotAllowed."""
    paper = get_paper(actor, public_id)
    return paper.file, paper.file_name


def waiting_for(actor: Actor) -> dict[ApplicationState, int]:
    """How many applications wait for what the actor may do with them, by state."""
    counts: dict[ApplicationState, int] = {}
    for state, power in (
        (ApplicationState.SUBMITTED, Power.MERCHANT_REVIEW),
        (ApplicationState.REVIEWED, Power.MERCHANT_ADMIT),
    ):
        if actor.may(power):
            near = Q(pk__in=[])
            for path in actor.paths(power):
                near |= Q(region__path__startswith=path)
            counts[state] = visible_applications(actor).filter(near, state=state.value).count()
    return {state: count for state, count in counts.items() if count}


def intakes() -> list[IntakeCard]:
    """The regions that have said when they take applications, by name. Public: no actor."""
    rows = list(MerchantIntake.objects.order_by("region__path"))
    places = regions.regions_by_id([row.region_id for row in rows])
    return [IntakeCard(places[row.region_id], row.opens_on, row.closes_on, row.notice, row.phone) for row in rows]
