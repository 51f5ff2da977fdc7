"""The doors to rows: a region's money is seen by it and those above, notices' rules of sharing by all readers."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet

from liangxin.domains.funds.errors import (
    AllotmentNotFound,
    BatchNotFound,
    BudgetNotFound,
    ClawbackNotFound,
    DifferenceNotFound,
    EntryNotFound,
    PaymentNotFound,
    ShareNotFound,
    SourceNotFound,
)
from liangxin.domains.funds.models import (
    Allotment,
    Batch,
    Budget,
    Clawback,
    Difference,
    Entry,
    Grant,
    Holding,
    Payment,
    Share,
    Source,
    Statement,
)
from liangxin.domains.funds.terms import Power
from liangxin.foundation.accounts.api import Actor, seen_from


def visible_sources(actor: Actor) -> QuerySet[Source]:
    return Source.objects.filter(seen_from(actor, Power.READ))


def visible_allotments(actor: Actor) -> QuerySet[Allotment]:
    return Allotment.objects.filter(seen_from(actor, Power.READ, "source__region__path"))


def visible_shares(actor: Actor) -> QuerySet[Share]:
    """Notices' rules for whoever may read any, and those of own regions and below."""
    if not actor.may(Power.READ):
        return Share.objects.none()
    return Share.objects.filter(Q(region__isnull=True) | seen_from(actor, Power.READ))


def visible_budgets(actor: Actor) -> QuerySet[Budget]:
    return Budget.objects.filter(seen_from(actor, Power.READ))


def visible_grants(actor: Actor) -> QuerySet[Grant]:
    return Grant.objects.filter(seen_from(actor, Power.READ, "budget__region__path"))


def visible_entries(actor: Actor) -> QuerySet[Entry]:
    """Entries in the chains of budgets and sources that the actor sees."""
    if actor.is_system:
        return Entry.objects.all()
    seen = (
        seen_from(actor, Power.READ, "bundle__chain__budget__region__path")
        | seen_from(actor, Power.READ, "bundle__chain__source__region__path")
    )  # fmt: skip
    return Entry.objects.filter(seen)


def get_source(actor: Actor, public_id: UUID | str, to: Power = Power.READ) -> Source:
    """The source with account and region; raises SourceNotFound or NotAllowed."""
    found = visible_sources(actor).select_related("account", "region").filter(public_id=public_id).first()
    if found is None:
        raise SourceNotFound
    actor.require(to, found.region.path)
    return found


def get_allotment(actor: Actor, public_id: UUID | str, to: Power = Power.READ) -> Allotment:
    """The allotment with source, region and file; raises AllotmentNotFound or NotAllowed."""
    rows = visible_allotments(actor).select_related("source__region", "source__account", "file")
    found = rows.filter(public_id=public_id).first()
    if found is None:
        raise AllotmentNotFound
    actor.require(to, found.source.region.path)
    return found


def get_share(actor: Actor, public_id: UUID | str) -> Share:
    """The rule of sharing; raises ShareNotFound."""
    found = visible_shares(actor).select_related("region").filter(public_id=public_id).first()
    if found is None:
        raise ShareNotFound(field="share")
    return found


def get_budget(actor: Actor, public_id: UUID | str, to: Power = Power.READ) -> Budget:
    """The budget with account, region, area and share; raises BudgetNotFound or NotAllowed."""
    rows = visible_budgets(actor).select_related("account", "region", "area", "share")
    found = rows.filter(public_id=public_id).first()
    if found is None:
        raise BudgetNotFound
    actor.require(to, found.region.path)
    return found


def get_grant(actor: Actor, public_id: UUID | str, to: Power = Power.READ) -> Grant:
    """The grant with its budget; raises BudgetNotFound or NotAllowed."""
    rows = visible_grants(actor).select_related("budget__account", "budget__region")
    found = rows.filter(public_id=public_id).first()
    if found is None:
        raise BudgetNotFound
    actor.require(to, found.budget.region.path)
    return found


def get_entry(actor: Actor, entry_id: int) -> Entry:
    """The entry with block, bundle and holding; raises EntryNotFound."""
    found = visible_entries(actor).select_related("block", "bundle", "holding").filter(pk=entry_id).first()
    if found is None:
        raise EntryNotFound
    return found


def visible_holdings(actor: Actor) -> QuerySet[Holding]:
    """What was taken from budgets that the actor sees."""
    return Holding.objects.filter(seen_from(actor, Power.READ, "bundle__chain__budget__region__path"))


def visible_batches(actor: Actor) -> QuerySet[Batch]:
    return Batch.objects.filter(seen_from(actor, Power.READ))


def visible_payments(actor: Actor) -> QuerySet[Payment]:
    return Payment.objects.filter(seen_from(actor, Power.READ, "batch__region__path"))


def visible_statements(actor: Actor) -> QuerySet[Statement]:
    return Statement.objects.filter(seen_from(actor, Power.READ))


def visible_differences(actor: Actor) -> QuerySet[Difference]:
    return Difference.objects.filter(seen_from(actor, Power.READ))


def visible_clawbacks(actor: Actor) -> QuerySet[Clawback]:
    return Clawback.objects.filter(seen_from(actor, Power.READ))


def get_batch(actor: Actor, public_id: UUID | str, to: Power = Power.READ) -> Batch:
    """The batch with region and people; raises BatchNotFound or NotAllowed."""
    rows = visible_batches(actor).select_related("region", "opened_by", "checked_by")
    found = rows.filter(public_id=public_id).first()
    if found is None:
        raise BatchNotFound
    actor.require(to, found.region.path)
    return found


def get_payment(actor: Actor, public_id: UUID | str) -> Payment:
    """The payment with its batch; raises PaymentNotFound."""
    rows = visible_payments(actor).select_related("batch__region", "payee")
    found = rows.filter(public_id=public_id).first()
    if found is None:
        raise PaymentNotFound
    return found


def get_difference(actor: Actor, public_id: UUID | str, to: Power = Power.READ) -> Difference:
    """The difference with region; raises DifferenceNotFound or NotAllowed."""
    found = visible_differences(actor).select_related("region").filter(public_id=public_id).first()
    if found is None:
        raise DifferenceNotFound
    actor.require(to, found.region.path)
    return found


def get_clawback(actor: Actor, public_id: UUID | str, to: Power = Power.READ) -> Clawback:
    """The case with region, holding and people; raises ClawbackNotFound or NotAllowed."""
    people = ("proposed_by", "decided_by", "write_off_by", "ended_by")
    rows = visible_clawbacks(actor).select_related("region", "holding", *people)
    found = rows.filter(public_id=public_id).first()
    if found is None:
        raise ClawbackNotFound
    actor.require(to, found.region.path)
    return found
