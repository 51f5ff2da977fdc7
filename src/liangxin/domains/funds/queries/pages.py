"""All that the page of one budget, one source or one entry shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from liangxin.domains.funds.access import (
    get_allotment,
    get_budget,
    get_entry,
    get_source,
    visible_entries,
    visible_shares,
)
from liangxin.domains.funds.errors import AllotmentNotFound
from liangxin.domains.funds.models import (
    Allotment,
    Block,
    Budget,
    BudgetSource,
    Bundle,
    Entry,
    Grant,
    Holding,
    Placing,
    Share,
    Source,
)
from liangxin.domains.funds.queries.money import (
    BudgetCard,
    SourceCard,
    budget_card,
    paid_by_day,
    source_card,
    taken_by_day,
)
from liangxin.domains.funds.rules.moves import MOVES
from liangxin.domains.funds.rules.running_out import MOST_DAYS, RunsOut, runs_out
from liangxin.domains.funds.terms import AccountKind, AllotmentState, Basis, EntryKind, Place, Power, SourceKind
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.files.api import StoredFile
from liangxin.foundation.trail.api import TrailCard, entries_of
from liangxin.kernel.money import Money

CHART_DAYS = 42
LATEST = 12


@dataclass(frozen=True, slots=True)
class GrantCard:
    """What was or is to be put into a budget; an allotment of a source has the same form, with its document."""

    public_id: UUID
    name: str
    amount: Money
    state: AllotmentState
    entered_by: str
    entered_at: datetime
    decided_by: str
    decided_at: datetime | None
    may_decide: bool
    dated: date | None = None
    title: str = ""
    has_file: bool = False


@dataclass(frozen=True, slots=True)
class FundingCard:
    """What one source bears of a budget."""

    source: UUID
    budget: UUID
    name: str
    kind: SourceKind
    weight: int
    placed: Money
    paid: Money


@dataclass(frozen=True, slots=True)
class EntryCard:
    """One entry of the journal; `account` is the name of what the money is in."""

    id: int
    kind: EntryKind
    source: Place
    target: Place
    amount: Money
    on: date
    account: str
    subject_kind: str
    subject_id: str
    subject: str
    happened: datetime
    actor_name: str


@dataclass(frozen=True, slots=True)
class BudgetPage:
    """One budget: its money, what went out day by day up to yesterday, when it runs out, who bears it, what waits."""

    card: BudgetCard
    share_name: str
    funding: tuple[FundingCard, ...]
    grants: tuple[GrantCard, ...]
    first_day: date
    taken: tuple[int, ...]
    paid: tuple[int, ...]
    runs_out: RunsOut | None
    left_at_end: Money | None  # what the same pace would leave on the last day; None where it does not reach it
    entries: tuple[EntryCard, ...]
    may_propose: bool
    history: tuple[TrailCard, ...]


@dataclass(frozen=True, slots=True)
class SourcePage:
    """One source: its money, the documents that gave it, the budgets in which it stands."""

    card: SourceCard
    allotments: tuple[GrantCard, ...]
    funding: tuple[FundingCard, ...]
    entries: tuple[EntryCard, ...]
    may_allot: bool


@dataclass(frozen=True, slots=True)
class HoldingCard:
    """What one thing has taken, and where that stands."""

    amount: Money
    reserved: Money
    committed: Money
    held: Money
    paid: Money
    recovered: Money


@dataclass(frozen=True, slots=True)
class EntryPage:
    """One entry with the accounts it moved, its block in the chain, and the story of what it was for."""

    card: EntryCard
    accounts: tuple[tuple[str, UUID | None, AccountKind], ...]
    key: str
    reason: str
    block_number: int
    block_entries: int
    place: int
    digest: str
    previous: str
    holding: HoldingCard | None
    story: tuple[EntryCard, ...]


@dataclass(frozen=True, slots=True)
class ShareCard:
    """A rule of sharing, a notice's or a region's own; of a notice's only the central part is known."""

    public_id: UUID
    name: str
    region_name: str
    central: int
    parts: tuple[tuple[SourceKind, int], ...]
    follows: str
    basis: str
    certainty: Basis


def budget_page(actor: Actor, public_id: UUID | str, on: date) -> BudgetPage:
    """One budget as it stands on a day; raises BudgetNotFound."""
    budget = get_budget(actor, public_id)
    since = max(on - timedelta(MOST_DAYS), budget.account.opens_on)
    taken = taken_by_day(budget.pk, since, on) if since < on else []
    paid = paid_by_day(budget.pk, since, on) if since < on else []
    shown = min(CHART_DAYS, len(taken))
    # A budget that was not granted yet, or whose days are over, burns nothing to come.
    is_burning = budget.account.is_open and on <= budget.account.closes_on and budget.account.available.fen > 0
    ends = runs_out(taken, budget.account.available.fen, on) if is_burning else None
    return BudgetPage(
        card=budget_card(budget, on),
        share_name=budget.share.name if budget.share else "",
        funding=tuple(_funding(BudgetSource.objects.filter(budget=budget))),
        grants=tuple(_grants(actor, budget)),
        first_day=on - timedelta(shown),
        taken=tuple(taken[len(taken) - shown :]),
        paid=tuple(paid[len(paid) - shown :]),
        runs_out=ends,
        left_at_end=_left_at_end(budget, ends, on),
        entries=tuple(latest_entries(budget.pk)),
        may_propose=actor.may(Power.PROPOSE, budget.region.path),
        history=tuple(entries_of(budget)),
    )


def _left_at_end(budget: Budget, ends: RunsOut | None, on: date) -> Money | None:
    account = budget.account
    if ends is None or (ends.likely is not None and ends.likely <= account.closes_on):
        return None
    days = (account.closes_on - on).days + 1
    return Money(max(account.available.fen - days * ends.per_day, 0))


def source_page(actor: Actor, public_id: UUID | str) -> SourcePage:
    """One source; raises SourceNotFound."""
    source = get_source(actor, public_id)
    return SourcePage(
        card=source_card(source),
        allotments=tuple(_allotments(actor, source)),
        funding=tuple(_funding(BudgetSource.objects.filter(source=source))),
        entries=tuple(latest_entries(source.pk)),
        may_allot=actor.may(Power.ALLOT, source.region.path),
    )


def entries_listed(actor: Actor, account_id: int | None = None) -> QuerySet[Entry]:
    """The rows of the journal, for `entry_cards`; those of one account where it is named."""
    rows = visible_entries(actor)
    if account_id is not None:
        rows = rows.filter(bundle__in=Bundle.objects.filter(accounts__contains=[account_id]))
    return rows.select_related("block", "holding", "bundle__chain")


def latest_entries(account_id: int) -> list[EntryCard]:
    """The latest entries that moved an account, for pages of what their reader may see."""
    bundles = list(Bundle.objects.filter(accounts__contains=[account_id]).values_list("pk", flat=True))
    rows = Entry.objects.filter(bundle__in=bundles).select_related("block", "holding", "bundle")
    return entry_cards(list(rows.order_by("-on", "-id")[:LATEST]))


def entry_cards(entries: Sequence[Entry]) -> list[EntryCard]:
    """The cards of entries, with the names of their accounts in two queries."""
    names = account_names({entry.bundle.chain_id for entry in entries})
    return [_entry_card(entry, names[entry.bundle.chain_id][0]) for entry in entries]


def entry_page(actor: Actor, entry_id: int) -> EntryPage:
    """One entry; raises EntryNotFound."""
    entry = get_entry(actor, entry_id)
    block: Block = entry.block
    names = account_names(entry.bundle.accounts)
    story: list[EntryCard] = []
    if entry.holding is not None:
        rows = Entry.objects.filter(holding=entry.holding).select_related("block", "holding", "bundle")
        story = entry_cards(list(rows.order_by("id")))
    return EntryPage(
        card=_entry_card(entry, names[entry.bundle.chain_id][0]),
        accounts=tuple(names[account] for account in entry.bundle.accounts),
        key=entry.key,
        reason=block.reason,
        block_number=block.number,
        block_entries=block.entries,
        place=entry.place,
        digest=block.digest,
        previous=block.previous,
        holding=_holding_card(entry.holding) if entry.holding else None,
        story=tuple(story),
    )


def account_names(ids: set[int] | Sequence[int]) -> dict[int, tuple[str, UUID | None, AccountKind]]:
    """What people call these accounts, with the public id of what stands behind them, in two queries."""
    found: dict[int, tuple[str, UUID | None, AccountKind]] = {}
    for pk, name, public_id, kind in Budget.objects.filter(pk__in=ids).values_list(
        "pk", "name", "public_id", "account__kind"
    ):
        found[pk] = (name, public_id, AccountKind.of(kind))
    for pk, kind, year, public_id in Source.objects.filter(pk__in=ids).values_list("pk", "kind", "year", "public_id"):
        found[pk] = (f"{SourceKind.of(kind).label}（{year}）", public_id, AccountKind.SOURCE)
    return found


def shares_seen(actor: Actor) -> list[ShareCard]:
    """The notices' rules and those of own regions, with their parts, in two queries."""
    rows = visible_shares(actor).select_related("region", "follows").prefetch_related("parts")
    return [_share_card(share) for share in rows.order_by("region__path", "name")]


def allotment_file(actor: Actor, public_id: UUID | str) -> tuple[StoredFile, str]:
    """The file of an allotment and its owner's name for it; raises AllotmentNotFound where there is none."""
    allotment = get_allotment(actor, public_id)
    if allotment.file is None:
        raise AllotmentNotFound
    return allotment.file, allotment.file_name


def _share_card(share: Share) -> ShareCard:
    return ShareCard(
        public_id=share.public_id,
        name=share.name,
        region_name=share.region.name if share.region else "",
        central=share.central,
        parts=tuple((SourceKind.of(part.kind), part.weight) for part in share.parts.all()),
        follows=share.follows.name if share.follows else "",
        basis=share.basis,
        certainty=Basis.of(share.certainty),
    )


def _funding(rows: QuerySet[BudgetSource]) -> list[FundingCard]:
    """Who bears what, in two queries."""
    funding = list(rows.select_related("source", "budget").order_by("id"))
    held: dict[int, list[Holding]] = {}
    for placing in Placing.objects.filter(funding__in=[each.pk for each in funding]).select_related("holding"):
        held.setdefault(placing.funding_id, []).append(placing.holding)
    return [
        FundingCard(
            source=each.source.public_id,
            budget=each.budget.public_id,
            name=each.budget.name,
            kind=SourceKind.of(each.source.kind),
            weight=each.weight,
            placed=Money.total(holding.committed + holding.paid for holding in held.get(each.pk, ())),
            paid=Money.total(holding.paid for holding in held.get(each.pk, ())),
        )
        for each in funding
    ]


def _grants(actor: Actor, budget: Budget) -> list[GrantCard]:
    may = actor.may(Power.APPROVE, budget.region.path)
    rows = Grant.objects.filter(budget=budget).select_related("entered_by", "decided_by")
    return [
        GrantCard(
            public_id=row.public_id,
            name=row.reason,
            amount=row.amount,
            state=AllotmentState.of(row.state),
            entered_by=row.entered_by.name if row.entered_by else "",
            entered_at=row.entered_at,
            decided_by=row.decided_by.name if row.decided_by else "",
            decided_at=row.decided_at,
            may_decide=may and _waits_for(actor, row),
        )
        for row in rows.order_by("-id")[:50]
    ]


def _allotments(actor: Actor, source: Source) -> list[GrantCard]:
    may = actor.may(Power.APPROVE, source.region.path)
    rows = Allotment.objects.filter(source=source).select_related("entered_by", "decided_by")
    return [
        GrantCard(
            public_id=row.public_id,
            name=row.number,
            amount=row.amount,
            state=AllotmentState.of(row.state),
            entered_by=row.entered_by.name if row.entered_by else "",
            entered_at=row.entered_at,
            decided_by=row.decided_by.name if row.decided_by else "",
            decided_at=row.decided_at,
            may_decide=may and _waits_for(actor, row),
            dated=row.dated,
            title=row.title,
            has_file=row.file_id is not None,
        )
        for row in rows.order_by("-dated", "-id")[:100]
    ]


def _waits_for(actor: Actor, row: Allotment | Grant) -> bool:
    another = row.entered_by_id is None or row.entered_by_id != actor.account_id
    return row.state == AllotmentState.PROPOSED.value and another


def _entry_card(entry: Entry, account: str) -> EntryCard:
    kind, holding = EntryKind.of(entry.kind), entry.holding
    return EntryCard(
        id=entry.pk,
        kind=kind,
        source=MOVES[kind].source,
        target=MOVES[kind].target,
        amount=entry.amount,
        on=entry.on,
        account=account,
        subject_kind=holding.subject_kind if holding else "",
        subject_id=holding.subject_id if holding else "",
        subject=(holding.subject_label or holding.subject_id) if holding else "",
        happened=entry.block.happened,
        actor_name=entry.block.actor_name,
    )


def _holding_card(holding: Holding) -> HoldingCard:
    places = ("amount", "reserved", "committed", "held", "paid", "recovered")
    return HoldingCard(*(getattr(holding, place) for place in places))
