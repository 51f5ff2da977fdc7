"""What is a citizen's: vouchers, places in queues, what can be had now and why not, claims, personal data."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Set
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from liangxin.domains.claims.access.citizens import CitizenCard, get_citizen, own_hand
from liangxin.domains.claims.access.drives import (
    claims_of,
    drives_open_to,
    get_own_ticket,
    get_own_voucher,
    own_till_claims,
    published_drive,
    tickets_of,
    vouchers_of,
)
from liangxin.domains.claims.errors import TicketNotFound
from liangxin.domains.claims.models import Claim, Drive, Erasure, Leaving, Ticket, Voucher
from liangxin.domains.claims.queries.drives import state_at
from liangxin.domains.claims.queries.joining import joining_of, standing_of
from liangxin.domains.claims.rules.drives import Joining, why_not
from liangxin.domains.claims.rules.queue import Checked, TicketText, Waiting, check_queue, waiting_at
from liangxin.domains.claims.terms import Channel, ClaimState, DriveStanding, VoucherState, WhyNot
from liangxin.domains.parties import api as parties
from liangxin.domains.parties.terms import Basis
from liangxin.domains.schemes import api as schemes
from liangxin.domains.schemes.terms import Category, Family
from liangxin.foundation.accounts.api import Actor
from liangxin.kernel.money import Money

PAST_SHOWN = 20


@dataclass(frozen=True, slots=True)
class MyVoucher:
    """A voucher as its holder sees it."""

    public_id: UUID
    code: str
    what: Category
    family: Family
    region_name: str
    state: VoucherState
    issued_at: datetime
    expires_at: datetime
    most: Money | None
    days_left: int
    use: MyClaim | None

    @property
    def code_said(self) -> str:
        """In groups of four, to be read out."""
        return " ".join(self.code[at : at + 4] for at in range(0, len(self.code), 4))


@dataclass(frozen=True, slots=True)
class MyPlace:
    """A place in a queue that is still waiting, or has been passed over."""

    public_id: UUID
    drive: UUID
    name: str
    what: Category
    digest: str
    arrived_at: datetime
    standing: DriveStanding
    is_waiting: bool
    was_called: bool
    waiting: Waiting


@dataclass(frozen=True, slots=True)
class Offer:
    """A drive as a citizen sees it: how it stands, and why they cannot join, or that they can."""

    public_id: UUID
    name: str
    what: Category
    most: Money
    opens_at: datetime
    closes_at: datetime
    valid_days: int
    standing: DriveStanding
    left: int
    waiting: int
    why: WhyNot | None
    by_rules: str

    @property
    def is_short(self) -> bool:
        """As many wait as are left, or more: who joins now gets one only when others give theirs back."""
        return self.standing in (DriveStanding.OPEN, DriveStanding.NONE_LEFT) and self.waiting >= self.left


@dataclass(frozen=True, slots=True)
class MyClaim:
    """A claim in plain words."""

    public_id: UUID
    number: str
    channel: Channel
    state: ClaimState
    what: str
    on: date
    price: Money | None
    amount: Money | None
    shop: str
    goods: str
    region_name: str

    @property
    def to_pay(self) -> Money | None:
        """What was left to pay at the till."""
        return None if self.price is None or self.amount is None else self.price - self.amount


@dataclass(frozen=True, slots=True)
class Mine:
    """A citizen's first page."""

    citizen: CitizenCard
    vouchers: tuple[MyVoucher, ...]
    past: tuple[MyVoucher, ...]
    places: tuple[MyPlace, ...]
    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True)
class MyData:
    """What is kept of a citizen, why and until when, who looked, and what was asked to be erased."""

    page: parties.PartyPage
    region_name: str
    erased_at: tuple[datetime, ...]

    @property
    def has_account(self) -> bool:
        """Whether money can be paid to them."""
        return any(line.shown and line.field is parties.PartyField.BANK_ACCOUNT for line in self.page.lines)

    @property
    def rests_on_consent(self) -> bool:
        """Whether anything is kept that can be emptied now."""
        return any(line.shown and line.basis is Basis.CONSENT for line in self.page.lines)


@dataclass(frozen=True, slots=True)
class Proof:
    """A published queue recomputed, and the ticket asked for in it."""

    drive: UUID
    name: str
    checked: Checked
    head: str
    ticket: Ticket | None
    before: str
    text: str


def mine(actor: Actor, *, at: datetime) -> Mine:
    """Everything of the first page. Raises NotACitizen."""
    citizen = get_citizen(actor)
    rows = list(vouchers_of(citizen).select_related("region", "drive", "claim").order_by("-pk")[: PAST_SHOWN + 10])
    cards = [_voucher(row, at) for row in rows]
    usable = (VoucherState.OPEN, VoucherState.HELD)
    return Mine(
        citizen=citizen,
        vouchers=tuple(card for card in cards if card.state in usable),
        past=tuple(card for card in cards if card.state not in usable)[:PAST_SHOWN],
        places=_places(citizen, at),
        offers=_offers(citizen, at),
    )


def my_voucher(actor: Actor, public_id: UUID | str, *, at: datetime) -> MyVoucher:
    """One voucher of the citizen. Raises VoucherNotFound, NotACitizen."""
    citizen = get_citizen(actor)
    row = get_own_voucher(citizen, public_id)
    used = own_till_claims(citizen).filter(voucher=row).select_related("region", "shop", "sale").first()
    return _voucher(row, at, _claim(used, _goods_of(used)) if used else None)


def _voucher(row: Voucher, at: datetime, use: MyClaim | None = None) -> MyVoucher:
    return MyVoucher(
        public_id=row.public_id,
        code=row.code,
        what=Category.of(row.category),
        family=Category.of(row.category).family,
        region_name=row.region.name,
        state=state_at(row, at),
        issued_at=row.issued_at,
        expires_at=row.expires_at,
        most=Money(row.drive.each_fen) if row.drive else None,
        days_left=(timezone.localdate(row.expires_at) - timezone.localdate(at)).days,
        use=use,
    )


def _places(citizen: CitizenCard, at: datetime) -> tuple[MyPlace, ...]:
    """Places of drives that run, where no voucher has come of them yet."""
    had = vouchers_of(citizen).filter(drive__isnull=False).values("drive")
    rows = tickets_of(citizen).filter(leaving__isnull=True, drive__closes_at__gt=at).exclude(drive__in=had)
    found = list(rows.select_related("drive").order_by("-pk")[:10])
    left = _left_places(row.drive_id for row in found)
    return tuple(place_of(row, left[row.drive_id], at) for row in found)


def my_place(actor: Actor, public_id: UUID | str, *, at: datetime) -> tuple[MyPlace, MyVoucher | None]:
    """One place of the citizen, and the voucher that came of it. Raises TicketNotFound, NotACitizen."""
    citizen = get_citizen(actor)
    row = get_own_ticket(citizen, public_id)
    found = vouchers_of(citizen).filter(drive=row.drive_id).select_related("region", "drive", "claim").first()
    card = place_of(row, _left_places([row.drive_id])[row.drive_id], at)
    return card, _voucher(found, at) if found else None


def _left_places(drives: Iterable[int]) -> dict[int, set[int]]:
    """The places that were given up, by drive."""
    found: dict[int, set[int]] = defaultdict(set)
    rows = Leaving.objects.filter(ticket__drive__in=list(drives))
    for drive, place in rows.values_list("ticket__drive_id", "ticket__place"):
        found[drive].add(place)
    return found


def place_of(row: Ticket, left: Set[int], at: datetime) -> MyPlace:
    """How a place stands, of a ticket fetched with its drive, and the places of that queue that were given up."""
    drive = row.drive
    was_called = row.place <= drive.called
    gone = sum(drive.called < place < row.place for place in left)
    before = 0 if was_called else row.place - drive.called - 1 - gone
    has_left = row.place in left
    standing = standing_of(drive, at)
    return MyPlace(
        public_id=row.public_id,
        drive=drive.public_id,
        name=drive.name,
        what=Category.of(drive.category),
        digest=row.digest,
        arrived_at=row.arrived_at,
        standing=standing,
        is_waiting=not was_called and not has_left and standing in (DriveStanding.OPEN, DriveStanding.NONE_LEFT),
        was_called=was_called,
        waiting=waiting_at(
            row.place, before, left=drive.count - (drive.issued - drive.returned), issued=drive.issued,
            per_minute=drive.per_minute, opens_at=drive.opens_at, at=at,
        ),
    )  # fmt: skip


def _offers(citizen: CitizenCard, at: datetime) -> tuple[Offer, ...]:
    """Drives of the place that run or are to come, in the order of their opening."""
    rows = list(drives_open_to(citizen.region).filter(closes_at__gt=at).order_by("opens_at", "pk"))
    facts = joining_of(citizen, rows, at)
    left = _left_places(row.pk for row in rows)
    gone = {row.pk: sum(place > row.called for place in left[row.pk]) for row in rows}
    return tuple(
        _offer(row, gone[row.pk], facts[row.pk], at) for row in rows if facts[row.pk].standing is not DriveStanding.OVER
    )


def _offer(row: Drive, gone: int, known: Joining, at: datetime) -> Offer:
    return Offer(
        public_id=row.public_id,
        name=row.name,
        what=Category.of(row.category),
        most=Money(row.each_fen),
        opens_at=row.opens_at,
        closes_at=row.closes_at,
        valid_days=row.valid_days,
        standing=standing_of(row, at),
        left=row.count - (row.issued - row.returned),
        waiting=row.arrived - row.called - gone,
        why=why_not(known),
        by_rules=known.by_rules.reasons[0].sentence if known.by_rules and known.by_rules.reasons else "",
    )


def my_till_claims(actor: Actor) -> list[MyClaim]:
    """What the citizen claimed at tills, newest first; nothing for staff. Raises NotACitizen."""
    if actor.standings:
        return []
    rows = own_till_claims(get_citizen(actor)).select_related("region", "shop").order_by("-pk")[:PAST_SHOWN]
    return [_claim(row) for row in rows]


def my_till_claim(actor: Actor, public_id: UUID | str) -> MyClaim | None:
    """One claim of the citizen made at a till; None for what is not theirs. Raises NotACitizen."""
    rows = own_till_claims(get_citizen(actor)).select_related("region", "shop", "sale")
    row = rows.filter(public_id=public_id).first()
    return _claim(row, _goods_of(row)) if row else None


def _goods_of(row: Claim) -> str:
    """What was bought, by the name that the lists have for its barcode; "" where it is on none any more."""
    found = schemes.goods_by_barcode(row.region_id, [row.sale.barcode], row.on).get(row.sale.barcode)
    return f"{found.brand} {found.model}" if found else ""


def _claim(row: Claim, goods: str = "") -> MyClaim:
    return MyClaim(
        public_id=row.public_id,
        number=row.number,
        channel=Channel.of(row.channel),
        state=ClaimState.of(row.state),
        what=Category.of(row.category).label if row.category else "",
        on=row.on,
        price=None if row.price_fen is None else Money(row.price_fen),
        amount=None if row.amount_fen is None else Money(row.amount_fen),
        shop=row.shop.name if row.shop else "",
        goods=goods,
        region_name=row.region.name,
    )


def my_data(actor: Actor, *, on: date) -> MyData:
    """What is kept of the citizen: masked, why and until when. Raises NotACitizen."""
    citizen = get_citizen(actor)
    own = own_hand(actor, citizen.region)
    card = parties.party_cards(own, [citizen.party_id])[citizen.party_id]
    asked = Erasure.objects.filter(citizen=citizen.id).order_by("-pk").values_list("asked_at", flat=True)
    return MyData(parties.party_page(own, card.public_id, on=on), citizen.region.name, tuple(asked))


def own_rows(actor: Actor) -> dict[str, list[dict[str, str]]]:
    """All rows that are the citizen's, in words, for the file they take with them. Raises NotACitizen."""
    citizen = get_citizen(actor)
    vouchers = vouchers_of(citizen).select_related("region").order_by("pk")
    tickets = tickets_of(citizen).select_related("drive").order_by("pk")
    claims = claims_of(citizen).select_related("region", "shop").order_by("pk")
    return {
        "vouchers": [
            _said(code=row.code, what=Category.of(row.category).label, state=VoucherState.of(row.state).label,
                  issued_at=row.issued_at.isoformat(), expires_at=row.expires_at.isoformat(), region=row.region.name)
            for row in vouchers
        ],
        "queues": [
            _said(drive=row.drive.name, place=str(row.place), arrived_at=row.arrived_at.isoformat(),
                  ticket=str(row.public_id), digest=row.digest)
            for row in tickets
        ],
        "claims": [
            _said(number=one.number, channel=one.channel.label, state=one.state.label, what=one.what,
                  on=one.on.isoformat(), amount=one.amount.exact() if one.amount else "", region=one.region_name)
            for one in map(_claim, claims)
        ],
    }  # fmt: skip


def _said(**words: str) -> dict[str, str]:
    return words


def queue_texts(drive: Drive) -> Iterable[tuple[TicketText, str]]:
    """The tickets of a queue in order, as their digests say them, without anybody's name."""
    rows = Ticket.objects.filter(drive=drive).order_by("place")
    for place, ticket, moment, digest in rows.values_list("place", "public_id", "arrived_at", "digest").iterator():
        yield TicketText(drive.public_id, place, ticket, moment), digest


def published_queue(public_id: UUID | str) -> tuple[str, list[list[str]]]:
    """A drive's name and its whole queue: drive, place, ticket, moment in UTC, digest. Raises DriveNotFound."""
    drive = published_drive(public_id)
    return drive.name, [[*said.text("").split("\n")[1:], kept] for said, kept in queue_texts(drive)]


def prove(public_id: UUID | str, wanted: str) -> Proof:
    """Recompute a drive's queue, and find a ticket in it by its number or digest.

    Raises DriveNotFound, TicketNotFound.
    """
    drive = published_drive(public_id)
    checked = check_queue(queue_texts(drive), drive.head)
    ticket, before, text = None, "", ""
    if wanted:
        ticket = _ticket(drive, wanted)
        rows = Ticket.objects.filter(drive=drive, place=ticket.place - 1)
        before = rows.values_list("digest", flat=True).first() or "0" * 64
        text = TicketText(drive.public_id, ticket.place, ticket.public_id, ticket.arrived_at).text(before)
    return Proof(drive.public_id, drive.name, checked, drive.head, ticket, before, text)


def _ticket(drive: Drive, wanted: str) -> Ticket:
    rows = Ticket.objects.filter(drive=drive)
    try:
        found = rows.filter(public_id=UUID(wanted)).first()
    except ValueError:
        found = rows.filter(digest=wanted.lower()).first()
    if found is None:
        raise TicketNotFound(field="ticket")
    return found
