"""Where money stands: balances of sources and budgets in frozen cards, and what went out day by day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import TruncMonth

from liangxin.domains.funds.access import visible_allotments, visible_budgets, visible_grants, visible_sources
from liangxin.domains.funds.models import Account, Allotment, Budget, Bundle, Entry, Source
from liangxin.domains.funds.rules import pacing
from liangxin.domains.funds.rules.budgets import Scope, Spending, budget_state, covers, narrowness
from liangxin.domains.funds.rules.moves import MOVES, STANDING_PLACES
from liangxin.domains.funds.rules.pacing import Pace, Window
from liangxin.domains.funds.terms import (
    AccountKind,
    AllotmentState,
    BudgetState,
    EntryKind,
    PaceUnit,
    Place,
    Power,
    SourceKind,
)
from liangxin.foundation.accounts.api import Actor
from liangxin.kernel.money import Money


@dataclass(frozen=True, slots=True)
class Balance:
    """What stands where in one account, or in several together."""

    granted: Money
    available: Money
    reserved: Money
    committed: Money
    held: Money
    paid: Money
    recovered: Money
    returned: Money

    @property
    def used(self) -> Money:
        """What is not available any more."""
        return self.granted - self.available - self.returned

    @property
    def parts(self) -> list[tuple[Place, Money, int, int]]:
        """What stands where, from what is out to what is left: place, sum, start and width in thousandths."""
        found, start = [], 0
        for place in reversed(STANDING_PLACES):
            money: Money = getattr(self, place.value)
            width = 1000 * money.fen // self.granted.fen if self.granted else 0
            if money:
                found.append((place, money, start, width))
                start += width
        return found


@dataclass(frozen=True, slots=True)
class PaceCard:
    """How a budget is paced, and the window of the day: from, until, what may still go out."""

    unit: PaceUnit
    rate: Money
    most_carried: Money | None
    since: date
    starts: date
    ends: date
    room: Money
    carried: Money


@dataclass(frozen=True, slots=True)
class BudgetCard:
    """A budget or limit as lists and other packages show it."""

    id: int
    public_id: UUID
    name: str
    kind: AccountKind
    year: int
    region_id: int
    region_name: str
    area_name: str
    scheme: str
    category: str
    channel: str
    opens_on: date
    closes_on: date
    state: BudgetState
    balance: Balance
    pace: PaceCard | None

    @property
    def scope_words(self) -> str:
        """What it is for, in one line; the area where it is not the whole region."""
        words = [self.scheme, self.category, self.channel, self.area_name if self.area_name != self.region_name else ""]
        return " · ".join(word for word in words if word)


@dataclass(frozen=True, slots=True)
class SourceCard:
    """The money of one kind that a region has in one year; `waiting` is the sum of documents not yet confirmed."""

    id: int
    public_id: UUID
    kind: SourceKind
    year: int
    region_id: int
    region_name: str
    balance: Balance
    waiting: Money | None


def balance_of_account(account: Account) -> Balance:
    return Balance(*(getattr(account, place.value) for place in Place))


def together(balances: Iterable[Balance]) -> Balance:
    """Several balances added up, place by place."""
    found = list(balances)
    return Balance(*(Money.total(getattr(each, place.value) for each in found) for place in Place))


def budgets_listed(actor: Actor) -> QuerySet[Budget]:
    """The rows of the list, for `budget_card`."""
    return visible_budgets(actor).select_related("account", "region", "area")


def budget_card(budget: Budget, on: date) -> BudgetCard:
    """The card of a budget fetched by `budgets_listed`."""
    account = budget.account
    return BudgetCard(
        id=budget.pk,
        public_id=budget.public_id,
        name=budget.name,
        kind=AccountKind.of(account.kind),
        year=budget.year,
        region_id=budget.region_id,
        region_name=budget.region.name,
        area_name=budget.area.name,
        scheme=budget.scheme,
        category=budget.category,
        channel=budget.channel,
        opens_on=account.opens_on,
        closes_on=account.closes_on,
        state=budget_state(
            scope_of(budget),
            granted=account.granted.fen,
            available=account.available.fen,
            is_open=account.is_open,
            on=on,
        ),
        balance=balance_of_account(account),
        pace=_pace_card(account, on),
    )


def scope_of(budget: Budget) -> Scope:
    """What a budget is for; one without an area of its own is for its whole region."""
    account = budget.account
    words = (budget.scheme, budget.category, budget.channel, budget.area.path)
    return Scope(*words, opens_on=account.opens_on, closes_on=account.closes_on)


def budgets_for(region_id: int, spending: Spending) -> tuple[BudgetCard | None, list[BudgetCard]]:
    """The budget from which a spending of the region is taken, the narrowest that covers it, and all limits over it.

    For packages above, whose case it is; the budget is None where none covers the spending.
    """
    rows = Budget.objects.filter(region_id=region_id, account__is_open=True).select_related("account", "region", "area")
    found = [(scope_of(budget), budget) for budget in rows.order_by("pk")]
    fitting = sorted(((narrowness(scope), budget) for scope, budget in found if covers(scope, spending)),
                     key=lambda pair: (-pair[0], pair[1].pk))  # fmt: skip
    cards = [budget_card(budget, spending.on) for _, budget in fitting]
    money = next((card for card in cards if card.kind is AccountKind.BUDGET), None)
    return money, [card for card in cards if card.kind is AccountKind.LIMIT]


def budget_cards(ids: Iterable[int], on: date) -> dict[int, BudgetCard]:
    """The cards of these budgets by id, for rows that their caller may see; unknown ids are missing."""
    rows = Budget.objects.filter(pk__in=set(ids)).select_related("account", "region", "area")
    return {row.pk: budget_card(row, on) for row in rows}


def sources_listed(actor: Actor) -> QuerySet[Source]:
    """The rows of the list, for `source_card`."""
    waiting = Allotment.objects.filter(source=OuterRef("pk"), state=AllotmentState.PROPOSED.value)
    total = waiting.order_by().values("source").annotate(total=Sum("amount")).values("total")
    return visible_sources(actor).select_related("account", "region").annotate(waiting=Subquery(total))


def source_card(source: Source) -> SourceCard:
    """The card of a source fetched by `sources_listed`."""
    waiting: Money | int | None = getattr(source, "waiting", None)
    return SourceCard(
        id=source.pk,
        public_id=source.public_id,
        kind=SourceKind.of(source.kind),
        year=source.year,
        region_id=source.region_id,
        region_name=source.region.name,
        balance=balance_of_account(source.account),
        waiting=Money(int(waiting)) if isinstance(waiting, int) else waiting,
    )


def years_seen(actor: Actor) -> list[int]:
    """The years of which there is money to see, the latest first."""
    years = visible_sources(actor).order_by("-year").values_list("year", flat=True).distinct()
    return list(years)


def taken_by_day(budget_id: int, since: date, until: date) -> list[int]:
    """What a budget gave out on each day from `since` to the day before `until`, net of what came back, in fen."""
    sums = _by_day(budget_id, since, until, Place.AVAILABLE)
    return [-sums.get(since + timedelta(day), 0) for day in range((until - since).days)]


def paid_by_day(budget_id: int, since: date, until: date) -> list[int]:
    """What was paid of a budget on each day, net of what bounced or was clawed back, in fen."""
    sums = _by_day(budget_id, since, until, Place.PAID)
    return [sums.get(since + timedelta(day), 0) for day in range((until - since).days)]


def by_month(budget_ids: Iterable[int], year: int) -> dict[date, tuple[int, int]]:
    """What was taken and what was paid of these budgets in each month of a year, in fen; months without are missing."""
    sums: dict[date, tuple[int, int]] = defaultdict(lambda: (0, 0))
    bundles = Bundle.objects.filter(chain__in=list(budget_ids))
    rows = Entry.objects.filter(bundle__in=bundles, on__year=year)
    grouped = rows.annotate(month=TruncMonth("on")).order_by().values_list("month", "kind").annotate(fen=Sum("amount"))
    for month, kind, fen in grouped:
        taken, paid = sums[month]
        sums[month] = (taken - _change(kind, fen, Place.AVAILABLE), paid + _change(kind, fen, Place.PAID))
    return dict(sums)


def _by_day(account_id: int, since: date, until: date, place: Place) -> dict[date, int]:
    """What the entries of each day that work on holdings added to one place of an account."""
    kinds = [kind.value for kind, move in MOVES.items() if move.holds and place in (move.source, move.target)]
    bundles = list(Bundle.objects.filter(accounts__contains=[account_id]).values_list("pk", flat=True))
    rows = Entry.objects.filter(bundle__in=bundles, on__gte=since, on__lt=until, kind__in=kinds)
    sums: dict[date, int] = defaultdict(int)
    for day, kind, fen in rows.order_by().values_list("on", "kind").annotate(fen=Sum("amount")):
        sums[day] += _change(kind, fen, place)
    return sums


def _change(kind: str, fen: object, place: Place) -> int:
    """What entries of a kind that works on holdings add to a place: a grant is nothing that was taken."""
    move = MOVES[EntryKind.of(kind)]
    amount = fen.fen if isinstance(fen, Money) else int(str(fen))
    return amount * move.holds * ((move.target is place) - (move.source is place))


def _pace_card(account: Account, on: date) -> PaceCard | None:
    pace = pace_of(account)
    if pace is None:
        return None
    window = Window(account.window_number, account.window_taken, account.window_carried)
    current = pacing.at(pace, window, on)
    starts, after = pacing.window_days(pace, current.number)
    return PaceCard(
        unit=pace.unit,
        rate=Money(pace.rate_fen),
        most_carried=None if pace.most_carried is None else Money(pace.most_carried),
        since=pace.since,
        starts=starts,
        ends=after - timedelta(1),
        room=Money(min(pacing.room(pace, window, on), account.available.fen)),
        carried=Money(current.carried),
    )


def pace_of(account: Account) -> Pace | None:
    """The pace that an account has."""
    if account.pace_rate is None or account.pace_since is None:
        return None
    most = account.pace_carried
    return Pace(
        PaceUnit.of(account.pace_unit), account.pace_rate.fen, account.pace_since, None if most is None else most.fen
    )


def waiting_count(actor: Actor) -> int:
    """How many allotments and grants wait for the actor's decision; those it entered itself are another's."""
    if not actor.may(Power.APPROVE):
        return 0
    state = AllotmentState.PROPOSED.value
    allotments = visible_allotments(actor).filter(state=state).exclude(entered_by=actor.account_id)
    grants = visible_grants(actor).filter(state=state).exclude(entered_by=actor.account_id)
    return allotments.count() + grants.count()
