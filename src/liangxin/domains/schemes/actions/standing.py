"""How a merchant stands: each change is added with its day; the merchant's own columns are folded from all of them."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction

from liangxin.domains.parties import api as parties
from liangxin.domains.schemes import errors
from liangxin.domains.schemes.access.merchants import get_merchant
from liangxin.domains.schemes.models import Merchant, MerchantChange
from liangxin.domains.schemes.queries.standing import change_of
from liangxin.domains.schemes.rules.merchants import Change, require_change, spell_on
from liangxin.domains.schemes.terms import REASON_LIMIT, ChangeVerb, Deed, Power
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.trail.api import record
from liangxin.kernel.text import cut


def change_merchant(actor: Actor, merchant: Merchant, change: Change, *, reviewed_by: int | None = None) -> None:
    """Add a change to a merchant that the caller has locked, or that is new, and fold it in; with trail and role.

    Raises what `require_change` raises.
    """
    changes = changes_of(merchant)
    require_change(changes, change)
    fold(merchant, [*changes, change])
    merchant.save()
    MerchantChange.objects.create(
        merchant=merchant,
        verb=change.verb.value,
        from_day=change.from_day,
        until=change.until,
        categories=list(change.categories),
        reason=change.reason,
        reviewed_by_id=reviewed_by,
        decided_by_id=actor.account_id,
    )
    _follow(merchant, change)
    after = {"verb": change.verb.value, "from_day": change.from_day, "until": change.until}
    path = merchant.region.path
    record(actor, Deed.MERCHANT_CHANGED, merchant, region_path=path, reason=change.reason, after=after)


def changes_of(merchant: Merchant) -> list[Change]:
    """All changes of a merchant in the order in which they were decided; none of a new one."""
    if merchant.pk is None:
        return []
    return [change_of(row) for row in MerchantChange.objects.filter(merchant=merchant).order_by("from_day", "id")]


def fold(merchant: Merchant, changes: list[Change]) -> None:
    """Set the columns by which lists know how a merchant stands."""
    spell = spell_on(changes)
    if spell is not None:
        merchant.categories = list(spell.categories)
        merchant.admitted_from, merchant.admitted_until = spell.admitted_from, spell.admitted_until
        merchant.suspended_from, merchant.suspended_until = spell.suspended_from, spell.suspended_until
        merchant.withdrawn_on = spell.withdrawn_on
    merchant.clock += 1


def _follow(merchant: Merchant, change: Change) -> None:
    """The party's role begins and ends with the admission; that follows from the decision and is the system's deed."""
    follows = Actor.system("商户准入")
    if change.verb is ChangeVerb.ADMIT:
        parties.give_role(follows, [merchant.party_id], parties.PartyRole.MERCHANT, since=change.from_day)
    elif change.verb is ChangeVerb.WITHDRAW and not _stands_elsewhere(merchant, change.from_day):
        parties.end_role(follows, [merchant.party_id], parties.PartyRole.MERCHANT, until=change.from_day)


def _stands_elsewhere(merchant: Merchant, on: date) -> bool:
    others = Merchant.objects.filter(party=merchant.party_id, withdrawn_on__isnull=True, taken_back_at__isnull=True)
    return others.exclude(pk=merchant.pk).exclude(admitted_until__lte=on).exists()


def suspend_merchant(actor: Actor, public_id: UUID | str, *, from_day: date, until: date | None, reason: str) -> None:
    """Suspend a merchant from a day, until another (not included) or until it is resumed.

    Raises ReasonMissing, ChangeImpossible, ChangeOutOfOrder, PeriodWrong, MerchantNotFound, NotAllowed.
    """
    _change(actor, public_id, Change(ChangeVerb.SUSPEND, from_day, until, reason=_said(reason)))


def resume_merchant(actor: Actor, public_id: UUID | str, *, from_day: date, reason: str = "") -> None:
    """Let a suspended merchant go on from a day. Raises as `suspend_merchant`."""
    _change(actor, public_id, Change(ChangeVerb.RESUME, from_day, reason=cut(reason.strip(), REASON_LIMIT)))


def withdraw_merchant(actor: Actor, public_id: UUID | str, *, from_day: date, reason: str) -> None:
    """End an admission from a day on. Raises as `suspend_merchant`."""
    _change(actor, public_id, Change(ChangeVerb.WITHDRAW, from_day, reason=_said(reason)))


def _change(actor: Actor, public_id: UUID | str, change: Change) -> None:
    known = get_merchant(actor, public_id, Power.MERCHANT_ADMIT)
    with transaction.atomic():
        rows = Merchant.objects.select_for_update(of=("self",)).select_related("region")
        change_merchant(actor, rows.get(pk=known.pk), change)


def _said(reason: str) -> str:
    said = cut(reason.strip(), REASON_LIMIT)
    if not said:
        raise errors.ReasonMissing(field="reason")
    return said


def follow_merged_party(gone: int, kept: int) -> None:
    """Merchants of a party that was merged into another are that one's from now on."""
    Merchant.objects.filter(party=gone).update(party=kept)
