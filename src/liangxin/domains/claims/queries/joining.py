"""What is known of a person and of drives when they ask what they can have: for many drives in a few queries."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone

from liangxin.domains.claims.access.citizens import CitizenCard
from liangxin.domains.claims.access.drives import claims_of, tickets_of, vouchers_of
from liangxin.domains.claims.models import Claim, Drive
from liangxin.domains.claims.rules.drives import CATEGORY, Joining, decide_by_rules, standing_at
from liangxin.domains.claims.terms import ClaimState, DriveStanding, DriveState, VoucherState
from liangxin.domains.schemes import api as schemes
from liangxin.engines.rulebook import Compiled
from liangxin.kernel.decision import Decision

NOT_HAD = [  # a claim that came to nothing leaves the right where it was
    state.value
    for state in (
        ClaimState.DRAFT,
        ClaimState.REFUSED,
        ClaimState.REVERSED,
        ClaimState.LAPSED,
        ClaimState.WITHDRAWN,
        ClaimState.CLAWED_BACK,
    )
]


def standing_of(drive: Drive, at: datetime) -> DriveStanding:
    """How a drive stands at a moment."""
    left = drive.count - (drive.issued - drive.returned)
    return standing_at(DriveState.of(drive.state), drive.opens_at, drive.closes_at, left=left, at=at)


def joining_of(citizen: CitizenCard, drives: Sequence[Drive], at: datetime) -> dict[int, Joining]:
    """What stands between a citizen and each of these drives, by drive."""
    ids = [drive.pk for drive in drives]
    tickets = dict(tickets_of(citizen).filter(drive__in=ids).values_list("drive_id", "leaving"))
    held = [VoucherState.OPEN.value, VoucherState.HELD.value]
    holds = set(vouchers_of(citizen).filter(state__in=held).values_list("family", "category"))
    had = set(vouchers_of(citizen).filter(drive__in=ids).values_list("drive_id", flat=True))
    rules = decided_by_rules(citizen, drives, timezone.localdate(at))
    return {
        drive.pk: Joining(
            standing=standing_of(drive, at),
            holds_one=(drive.family, drive.category) in holds,
            has_ticket=drive.pk in tickets,
            left_queue=tickets.get(drive.pk) is not None,
            had_one=drive.pk in had,
            by_rules=rules[drive.pk],
        )
        for drive in drives
    }


def decided_by_rules(citizen: CitizenCard, drives: Sequence[Drive], on: date) -> dict[int, Decision | None]:
    """What the rules in force say to each drive before anything is bought; None where no scheme is in force."""
    rows = list(_had(claims_of(citizen)).values_list("family", "category", "on"))
    in_force: dict[int, dict[str, schemes.SchemeCard]] = {}
    books: dict[int, Compiled] = {}
    found: dict[int, Decision | None] = {}
    for drive in drives:
        if drive.region_id not in in_force:
            in_force[drive.region_id] = {card.family: card for card in schemes.schemes_in_force(drive.region_id, on)}
        card = in_force[drive.region_id].get(drive.family)
        if card is not None and card.version_id not in books:
            books[card.version_id] = schemes.rulebook_of(card.version_id)
        found[drive.pk] = _decided(books[card.version_id], card, drive.category, rows, on) if card else None
    return found


def _decided(
    book: Compiled, card: schemes.SchemeCard, category: str, rows: list[tuple[str, str, date]], on: date
) -> Decision:
    """The rules' answer to how many were had within the scheme's days."""
    used = {}
    for limit in book.rulebook.limits:
        families = {card.family, *limit.shared_with}
        used[limit.id] = sum(
            family in families
            and (CATEGORY not in limit.per or of == category)
            and card.since <= day
            and (card.until is None or day <= card.until)
            for family, of, day in rows
        )
    return decide_by_rules(book, category, used, on=on)


def _had(claims: QuerySet[Claim]) -> QuerySet[Claim]:
    return claims.exclude(state__in=NOT_HAD)
