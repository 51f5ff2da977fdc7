"""Whether budgets cover a drive: what all its vouchers could cost at most, beside what is left and not yet promised."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Q, Sum
from django.utils import timezone

from liangxin.domains.claims.models import Drive, Voucher
from liangxin.domains.claims.terms import DriveState, VoucherState
from liangxin.domains.funds import api as funds
from liangxin.domains.regions import api as regions
from liangxin.domains.schemes.terms import Category
from liangxin.kernel.money import Money

TILL_CHANNEL = ""  # a drive is for whichever channel its vouchers are used in


@dataclass(frozen=True, slots=True)
class Cover:
    """The budgets over a drive; `room` is what the tightest has left after other drives, None where no budget covers
    it at all.
    """

    budgets: tuple[funds.BudgetCard, ...]
    need: Money
    promised: Money
    room: Money | None

    @property
    def is_enough(self) -> bool:
        return self.room is not None and self.need.fen <= self.room.fen

    @property
    def short(self) -> Money:
        """How much is missing."""
        return Money(max(0, self.need.fen - (self.room.fen if self.room else 0)))


def cover_of(drive: Drive, at: datetime) -> Cover:
    """How the budgets of its region stand to what a drive may still cost. What was used already has taken its money."""
    place = regions.regions_by_id([drive.region_id])[drive.region_id]
    day = timezone.localdate(max(at, drive.opens_at))
    spending = funds.Spending(drive.family, Category.of(drive.category).label, TILL_CHANNEL, place.path, day)
    money, limits = funds.budgets_for(drive.region_id, spending)
    budgets = (*([money] if money else []), *limits)
    need = Money(_still(drive, at) * drive.each_fen)
    promised = Money(_promised(drive, at))
    left = min((card.balance.available.fen for card in budgets), default=0)
    return Cover(budgets, need, promised, Money(left - promised.fen) if money else None)


def _still(drive: Drive, at: datetime) -> int:
    """How many vouchers may still take money: those that are out and open, and while it may run those to come."""
    of_drive = Voucher.objects.filter(drive=drive)
    if drive.state in (DriveState.REFUSED.value, DriveState.ENDED.value) or at >= drive.closes_at:
        return of_drive.filter(state=VoucherState.OPEN.value, expires_at__gt=at).count()
    spent = of_drive.filter(state__in=[VoucherState.USED.value, VoucherState.HELD.value]).count()
    return drive.count - spent


def _promised(drive: Drive, at: datetime) -> int:
    """What other drives of the family may still cost: vouchers that are out and open, and those not yet released."""
    others = Drive.objects.filter(region_id=drive.region_id, family=drive.family, state=DriveState.APPROVED.value)
    others = others.exclude(pk=drive.pk)
    running = others.filter(closes_at__gt=at).aggregate(
        fen=Sum((F("count") + F("returned") - F("issued")) * F("each_fen"))
    )
    out = Voucher.objects.filter(Q(state=VoucherState.OPEN.value), drive__in=others).aggregate(
        fen=Sum("drive__each_fen")
    )
    return int(running["fen"] or 0) + int(out["fen"] or 0)
