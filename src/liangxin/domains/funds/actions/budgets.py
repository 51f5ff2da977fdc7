"""Budgets and limits: proposed by one person, approved by another, filled from their sources by share, paced."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from liangxin.domains.funds.access import get_budget, get_grant, get_share
from liangxin.domains.funds.actions.bearing import pieces, placed_in, post_all
from liangxin.domains.funds.actions.posting import Posting, bundle_of, post
from liangxin.domains.funds.errors import (
    AlreadyDecided,
    BudgetShort,
    DocumentTaken,
    ShareNotFound,
    SourceMissing,
    SourceShort,
)
from liangxin.domains.funds.events import BudgetGranted
from liangxin.domains.funds.models import Account, Budget, BudgetSource, Grant, Placing, Source
from liangxin.domains.funds.rules.budgets import require_amount, require_another, require_days, require_name
from liangxin.domains.funds.rules.pacing import Pace, require_pace
from liangxin.domains.funds.rules.shares import Charged, bear, split_fen
from liangxin.domains.funds.rules.takings import Subject
from liangxin.domains.funds.terms import (
    AccountKind,
    AllotmentState,
    Deed,
    EntryKind,
    Power,
    SourceKind,
)
from liangxin.domains.regions import api as regions
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.announce.api import announce
from liangxin.foundation.trail.api import record
from liangxin.kernel.money import Money


@dataclass(frozen=True, slots=True)
class BudgetDraft:
    """A budget with a share, or a limit without; `area` is a region's code, empty for the whole region."""

    name: str
    kind: AccountKind
    amount: Money
    opens_on: date
    closes_on: date
    scheme: str = ""
    category: str = ""
    channel: str = ""
    area: str = ""
    share: UUID | str | None = None
    reason: str = ""


def propose_budget(actor: Actor, region_code: str, draft: BudgetDraft) -> UUID:
    """Propose a budget or a limit; nothing can be taken from it before another person has approved its first grant.

    Raises FieldMissing, AmountUnfit, DaysReversed, DocumentTaken, SourceMissing, ShareNotFound, RegionNotFound,
    NotAllowed.
    """
    name = require_name(draft.name, "name", "名称")
    require_amount(draft.amount)
    require_days(draft.opens_on, draft.closes_on)
    with transaction.atomic():
        region = regions.region_seen(actor, region_code)
        actor.require(Power.PROPOSE, region.path)
        area = regions.region_seen(actor, draft.area) if draft.area else region
        funding = _funding(actor, region, draft)
        account = Account.objects.create(
            kind=draft.kind.value, opens_on=draft.opens_on, closes_on=draft.closes_on, is_open=False
        )
        budget = _created(
            account=account,
            region_id=region.id,
            area_id=area.id,
            name=name,
            year=draft.opens_on.year,
            share=get_share(actor, draft.share) if funding and draft.share else None,
            **{word: getattr(draft, word).strip()[:40] for word in ("scheme", "category", "channel")},
        )
        BudgetSource.objects.bulk_create(
            BudgetSource(budget=budget, source_id=source, weight=weight) for source, weight in funding
        )
        record(
            actor,
            Deed.BUDGET_PROPOSED,
            budget,
            region_path=region.path,
            after=asdict(draft) | {"share": str(draft.share or "")},
        )
        _propose(actor, budget, draft.amount, draft.reason or "首次下达")
    return budget.public_id


def propose_grant(actor: Actor, budget_id: UUID | str, amount: Money, *, reason: str) -> UUID:
    """Propose to put more into a budget or, below zero, to take some of it out.

    Raises AmountUnfit, FieldMissing, BudgetNotFound, NotAllowed.
    """
    said = require_name(reason, "reason", "事由", 200)
    require_amount(Money(abs(amount.fen)))
    with transaction.atomic():
        return _propose(actor, get_budget(actor, budget_id, Power.PROPOSE), amount, said).public_id


def approve_grant(actor: Actor, grant_id: UUID | str, *, on: date) -> None:
    """Put a proposed grant on the budget's account and place the money of its sources, as another than proposed it.

    Raises SamePerson, AlreadyDecided, SourceShort, BudgetShort, BudgetNotFound, NotAllowed.
    """
    with transaction.atomic():
        grant = _waiting(actor, grant_id)
        budget, fen = grant.budget, grant.amount.fen
        # Budget before sources, as payments do: who waits for whom never goes in a circle.
        posting = Posting(f"grant:{grant.public_id}", abs(fen), on, bundle=bundle_of([budget.pk]))
        kind = EntryKind.GRANT if fen > 0 else EntryKind.WITHDRAW
        answer = post(actor, kind, [posting], reason=grant.reason)[0]
        if not answer.outcome.is_done:
            room = Money(answer.room or 0).exact()
            raise BudgetShort(budget=budget.name, room=room, asked=Money(abs(fen)).exact())
        _place(actor, grant, on) if fen > 0 else _give_up(actor, grant, on)
        Account.objects.filter(pk=budget.pk, is_open=False).update(is_open=True)
        _decide(actor, grant, AllotmentState.CONFIRMED, Deed.GRANT_APPROVED)
        announce(BudgetGranted(budget.pk, budget.region_id, fen))


def refuse_grant(actor: Actor, grant_id: UUID | str, *, reason: str) -> None:
    """Send a proposed grant back. Raises as approving does."""
    said = require_name(reason, "reason", "事由", 200)
    with transaction.atomic():
        _decide(actor, _waiting(actor, grant_id), AllotmentState.REFUSED, Deed.GRANT_REFUSED, said)


def set_pace(actor: Actor, budget_id: UUID | str, pace: Pace | None, *, reason: str = "") -> None:
    """Let no more than the pace out of a budget or limit from its first day on; None takes the pace away.

    Raises PaceUnfit, BudgetNotFound, NotAllowed.
    """
    if pace is not None:
        require_pace(pace)
    with transaction.atomic():
        budget = get_budget(actor, budget_id, Power.PROPOSE)
        carried = None if pace is None or pace.most_carried is None else Money(pace.most_carried)
        columns = {
            "pace_unit": pace.unit.value if pace else "",
            "pace_rate": Money(pace.rate_fen) if pace else None,
            "pace_carried": carried,
            "pace_since": pace.since if pace else None,
        }
        Account.objects.select_for_update().filter(pk=budget.pk).update(
            window_number=0, window_taken=0, window_carried=0, **columns
        )
        record(actor, Deed.PACE_SET, budget, region_path=budget.region.path, reason=reason, after=columns)


def _funding(actor: Actor, region: regions.RegionCard, draft: BudgetDraft) -> list[tuple[int, int]]:
    """The sources that bear a budget, with their weights: those of the share's kinds in the year. A limit has none."""
    if not draft.kind.is_money:
        return []
    if draft.kind is not AccountKind.BUDGET or draft.share is None:
        raise ShareNotFound(field="share")
    share = get_share(actor, draft.share)
    if share.region_id is None:
        raise ShareNotFound(field="share")
    year = draft.opens_on.year
    sources = dict(Source.objects.filter(region_id=region.id, year=year).values_list("kind", "pk"))
    funding = []
    for kind, weight in share.parts.order_by("id").values_list("kind", "weight"):
        if kind not in sources:
            raise SourceMissing(field="share", year=year, source=SourceKind.of(kind))
        funding.append((sources[kind], weight))
    return funding


def _created(**columns: object) -> Budget:
    try:
        with transaction.atomic():
            return Budget.objects.create(**columns)
    except IntegrityError as error:
        if "funds_budget_name_once" not in str(error):
            raise
        raise DocumentTaken(field="name", number=columns["name"]) from error


def _propose(actor: Actor, budget: Budget, amount: Money, reason: str) -> Grant:
    grant = Grant.objects.create(budget=budget, amount=amount, reason=reason, entered_by_id=actor.account_id)
    after = {"budget": budget.name, "amount": amount}
    record(actor, Deed.GRANT_PROPOSED, grant, region_path=budget.region.path, reason=reason, after=after)
    return grant


def _place(actor: Actor, grant: Grant, on: date) -> None:
    """Take the grant from the sources by their weights."""
    funding = list(BudgetSource.objects.filter(budget=grant.budget).select_related("source").order_by("id"))
    if not funding:
        return
    parts = split_fen(grant.amount.fen, [each.weight for each in funding])
    borne = [(each, fen) for each, fen in zip(funding, parts, strict=True) if fen]
    subject = Subject("funds.budget", str(grant.budget.public_id), grant.budget.name)
    postings = [
        Posting(f"place:{grant.public_id}:{each.source_id}", fen, on, bundle_of([each.source_id]), subject=subject)
        for each, fen in borne
    ]
    for (each, fen), answer in zip(borne, post(actor, EntryKind.TAKE, postings, reason=grant.reason), strict=True):
        if not answer.outcome.is_done or answer.holding is None:
            room, source = Money(answer.room or 0).exact(), SourceKind.of(each.source.kind)
            raise SourceShort(source=source, room=room, asked=Money(fen).exact())
        Placing.objects.create(funding=each, holding_id=answer.holding)


def _give_up(actor: Actor, grant: Grant, on: date) -> None:
    """Give the sources back what is taken out of the budget."""
    sources = placed_in(grant.budget_id)
    if not sources:
        return
    parts = bear(-grant.amount.fen, [Charged(one.weight, 0, one.committed) for one in sources])
    split = [
        piece
        for one, part in zip(sources, parts, strict=True)
        for piece in pieces(part, [(number, committed) for number, committed, _ in one.holdings])
    ]
    post_all(actor, EntryKind.CANCEL, f"grant:{grant.public_id}", split, on=on, reason=grant.reason)


def _waiting(actor: Actor, grant_id: UUID | str) -> Grant:
    """The grant, locked, if the actor may decide it now."""
    found = get_grant(actor, grant_id, Power.APPROVE)
    rows = Grant.objects.select_for_update(of=("self",)).select_related("budget__region")
    grant = rows.get(pk=found.pk)
    if grant.state != AllotmentState.PROPOSED.value:
        raise AlreadyDecided(state=AllotmentState.of(grant.state))
    require_another(grant.entered_by_id, actor.account_id)
    return grant


def _decide(actor: Actor, grant: Grant, state: AllotmentState, deed: Deed, reason: str = "") -> None:
    grant.state, grant.decided_at, grant.decided_by_id = state.value, timezone.now(), actor.account_id
    grant.save(update_fields=["state", "decided_at", "decided_by"])
    after = {"budget": grant.budget.name, "amount": grant.amount}
    record(actor, deed, grant, region_path=grant.budget.region.path, reason=reason or grant.reason, after=after)
