"""Drives as the staff see them: the list, one with its vouchers by hour, the vouchers themselves."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce, TruncDay, TruncHour

from liangxin.domains.claims.access.drives import get_drive, visible_drives
from liangxin.domains.claims.models import Drive, Leaving, Ticket, Voucher
from liangxin.domains.claims.queries.cover import Cover, cover_of
from liangxin.domains.claims.queries.joining import standing_of
from liangxin.domains.claims.terms import DriveStanding, DriveState, Power, VoucherState
from liangxin.domains.parties import api as parties
from liangxin.domains.schemes.terms import Category, Family
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.trail.api import TrailCard, entries_of
from liangxin.kernel.money import Money

HOURS_SHOWN = 48  # longer than that it is shown by days


@dataclass(frozen=True, slots=True)
class DriveCard:
    """A drive as lists show it; `open`, `used` and so on are vouchers now, `waiting` people whose turn has not come."""

    id: int
    public_id: UUID
    name: str
    region_name: str
    family: Family
    category: Category
    count: int
    each: Money
    opens_at: datetime
    closes_at: datetime
    per_minute: int | None
    valid_days: int
    standing: DriveStanding
    arrived: int
    issued: int
    open: int
    used: int
    lapsed: int
    cancelled: int
    waiting: int

    @property
    def left(self) -> int:
        """How many may still go out."""
        return self.count - self.issued + self.lapsed + self.cancelled

    @property
    def what(self) -> str:
        return self.category.label


@dataclass(frozen=True, slots=True)
class Hour:
    """One hour, or one day: who came, and the vouchers that went out in it by what they are now."""

    starts: datetime
    arrived: int
    used: int
    open: int
    lapsed: int
    cancelled: int

    @property
    def issued(self) -> int:
        return self.used + self.open + self.lapsed + self.cancelled


@dataclass(frozen=True, slots=True)
class DrivePage:
    """A drive with what may be done about it."""

    card: DriveCard
    proposed_by: str
    decided_by: str
    decided_at: datetime | None
    reason: str
    head: str
    cover: Cover
    spent: Money
    hours: tuple[Hour, ...]
    by_days: bool
    history: tuple[TrailCard, ...]
    may_decide: bool
    may_end: bool
    is_own: bool


@dataclass(frozen=True, slots=True)
class VoucherLine:
    """A voucher as the staff see it: the code and the person masked."""

    public_id: UUID
    code: str
    person: str
    person_page: str
    drive: str
    what: Category
    state: VoucherState
    issued_at: datetime
    expires_at: datetime
    claim: str


def _count(state: VoucherState, *also: VoucherState) -> Any:
    wanted = [each.value for each in (state, *also)]
    rows = Voucher.objects.filter(drive=OuterRef("pk"), state__in=wanted).order_by().values("drive")
    return Coalesce(Subquery(rows.annotate(n=Count("pk")).values("n"), output_field=IntegerField()), 0)


def drives_listed(actor: Actor) -> QuerySet[Any]:
    """The rows of the list, for `drive_cards`."""
    gone = Leaving.objects.filter(ticket__drive=OuterRef("pk"), ticket__place__gt=OuterRef("called")).order_by()
    left = gone.values("ticket__drive").annotate(n=Count("pk")).values("n")
    return (
        visible_drives(actor)
        .select_related("region")
        .annotate(
            n_open=_count(VoucherState.OPEN, VoucherState.HELD),
            n_used=_count(VoucherState.USED),
            n_lapsed=_count(VoucherState.LAPSED),
            n_cancelled=_count(VoucherState.CANCELLED),
            n_waiting=F("arrived") - F("called") - Coalesce(Subquery(left, output_field=IntegerField()), 0),
        )
    )


def drive_cards(rows: Sequence[Any], at: datetime) -> list[DriveCard]:
    """Cards of rows fetched by `drives_listed`."""
    return [
        DriveCard(
            id=row.pk,
            public_id=row.public_id,
            name=row.name,
            region_name=row.region.name,
            family=Family.of(row.family),
            category=Category.of(row.category),
            count=row.count,
            each=Money(row.each_fen),
            opens_at=row.opens_at,
            closes_at=row.closes_at,
            per_minute=row.per_minute,
            valid_days=row.valid_days,
            standing=standing_of(row, at),
            arrived=row.arrived,
            issued=row.issued,
            open=row.n_open,
            used=row.n_used,
            lapsed=row.n_lapsed,
            cancelled=row.n_cancelled,
            waiting=row.n_waiting,
        )
        for row in rows
    ]


def drive_card(actor: Actor, public_id: UUID | str, *, at: datetime) -> DriveCard:
    """A drive's figures now; raises DriveNotFound."""
    row = get_drive(actor, public_id)
    return drive_cards(list(drives_listed(actor).filter(pk=row.pk)), at)[0]


def drive_page(actor: Actor, public_id: UUID | str, *, at: datetime) -> DrivePage:
    """One drive; raises DriveNotFound."""
    row = get_drive(actor, public_id)
    card = drive_cards(list(drives_listed(actor).filter(pk=row.pk)), at)[0]
    by_days = (min(at, row.closes_at) - row.opens_at) > timedelta(hours=HOURS_SHOWN)
    may = actor.may(Power.DRIVE_APPROVE, row.region.path)
    is_own = actor.account_id == row.proposed_by_id
    return DrivePage(
        card=card,
        proposed_by=row.proposed_by.name if row.proposed_by else "",
        decided_by=row.decided_by.name if row.decided_by else "",
        decided_at=row.decided_at,
        reason=row.reason,
        head=row.head,
        cover=cover_of(row, at),
        spent=_spent(row),
        hours=_hours(row, by_days=by_days),
        by_days=by_days,
        history=tuple(entries_of(row)),
        may_decide=may and row.state == DriveState.PROPOSED.value and not is_own,
        may_end=may and row.state == DriveState.APPROVED.value and at < row.closes_at,
        is_own=is_own,
    )


def _spent(drive: Drive) -> Money:
    """The subsidies that its vouchers have taken."""
    taken = Voucher.objects.filter(drive=drive, claim__isnull=False).aggregate(fen=Sum("claim__amount_fen"))
    return Money(taken["fen"] or 0)


def _hours(drive: Drive, *, by_days: bool) -> tuple[Hour, ...]:
    """What happened, hour by hour or day by day, where anything did."""
    cut = TruncDay if by_days else TruncHour
    found: dict[datetime, Counter[str]] = defaultdict(Counter)
    arrived = Ticket.objects.filter(drive=drive).order_by().annotate(at=cut("arrived_at")).values_list("at")
    for at, count in arrived.annotate(n=Count("pk")):
        found[at]["arrived"] = count
    issued = Voucher.objects.filter(drive=drive).order_by().annotate(at=cut("issued_at")).values_list("at", "state")
    for at, state, count in issued.annotate(n=Count("pk")):
        found[at]["open" if state == VoucherState.HELD else state] += count
    names = ("arrived", "used", "open", "lapsed", "cancelled")
    return tuple(Hour(at, *(found[at][name] for name in names)) for at in sorted(found))


def vouchers_listed(actor: Actor) -> QuerySet[Voucher]:
    """Vouchers of the drives that the actor sees, and those of the region without a drive."""
    seen = visible_drives(actor)
    return Voucher.objects.filter(Q(drive__in=seen)).select_related("drive", "claim")


def voucher_lines(actor: Actor, rows: Sequence[Voucher], at: datetime) -> list[VoucherLine]:
    """Lines of rows fetched by `vouchers_listed`; who may not see a person sees nobody there."""
    people = parties.party_cards(actor, {row.party_id for row in rows})
    return [
        VoucherLine(
            public_id=row.public_id,
            code=f"{row.code[:2]}…{row.code[-2:]}",
            person=people[row.party_id].name if row.party_id in people else "",
            person_page=people[row.party_id].page if row.party_id in people else "",
            drive=row.drive.name if row.drive else "",
            what=Category.of(row.category),
            state=state_at(row, at),
            issued_at=row.issued_at,
            expires_at=row.expires_at,
            claim=row.claim.number if row.claim else "",
        )
        for row in rows
    ]


def state_at(row: Voucher, at: datetime) -> VoucherState:
    """What a voucher is at a moment: an open one whose time has run out is lapsed, though nobody has written it yet."""
    state = VoucherState.of(row.state)
    return VoucherState.LAPSED if state is VoucherState.OPEN and row.expires_at <= at else state
