"""Who stands where with which role, and what a role may do."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from liangxin.domains.regions.access import get_membership, get_region, get_role, get_unit
from liangxin.domains.regions.errors import AccountUnknown, CodeTaken, RoleElsewhere, RoleFixed
from liangxin.domains.regions.events import MemberAppointed, MembershipEnded
from liangxin.domains.regions.models import Membership, Role
from liangxin.domains.regions.queries.people import (
    MemberCard,
    RoleCard,
    member_card,
    role_card,
)
from liangxin.domains.regions.rules.standing import (
    Tenure,
    require_another,
    require_days,
    require_free,
    require_known,
    require_name,
)
from liangxin.domains.regions.terms import Deed, Power, RoleReach
from liangxin.foundation.accounts.api import Account, Actor, all_powers
from liangxin.foundation.announce.api import announce
from liangxin.foundation.trail.api import record


def appoint_member(
    actor: Actor,
    username: str,
    unit_id: UUID | str,
    role_id: UUID | str,
    *,
    starts_on: date,
    ends_on: date | None = None,
) -> MemberCard:
    """Let an account stand in a unit with a role from a day on.

    Raises SelfAppointment, MembershipOverlaps, DaysReversed, RoleElsewhere, AccountUnknown, UnitNotFound, RoleNotFound,
    NotAllowed.
    """
    tenure = require_days(starts_on, ends_on)
    with transaction.atomic():
        unit = get_unit(actor, unit_id, Power.MEMBERS)
        role = get_role(actor, role_id)
        if role.region and not unit.region.path.startswith(role.region.path):
            raise RoleElsewhere(field="role", role=role.name, region=unit.region.name)
        account = _locked_account(username)
        require_another(actor.account_id, account.pk)
        held = Membership.objects.filter(account=account, unit=unit, role=role)
        others = [Tenure(other.starts_on, other.ends_on) for other in held]
        require_free(tenure, others, person=account.name, unit=unit.name, role=role.name)
        membership = Membership.objects.create(
            account=account, unit=unit, role=role, starts_on=starts_on, ends_on=ends_on
        )
        after = {
            "account": account.username,
            "unit": unit.name,
            "role": role.name,
            "starts_on": starts_on,
            "ends_on": ends_on,
        }
        record(actor, Deed.MEMBER_APPOINTED, membership, region_path=unit.region.path, after=after)
        announce(MemberAppointed(membership.pk, account.pk, unit.pk, starts_on))
    return member_card(membership)


def end_membership(actor: Actor, public_id: UUID | str, *, ends_on: date, reason: str) -> MemberCard:
    """Let a membership end: `ends_on` is the first day on which it no longer holds.

    Raises SelfAppointment, DaysReversed, MembershipNotFound, NotAllowed.
    """
    with transaction.atomic():
        membership = get_membership(actor, public_id, Power.MEMBERS)
        require_another(actor.account_id, membership.account_id)
        require_days(membership.starts_on, ends_on)
        before, membership.ends_on = membership.ends_on, ends_on
        membership.save(update_fields=["ends_on"])
        record(
            actor,
            Deed.MEMBERSHIP_ENDED,
            membership,
            region_path=membership.unit.region.path,
            reason=reason,
            before={"ends_on": before},
            after={"ends_on": ends_on},
        )
        announce(MembershipEnded(membership.pk, membership.account_id, membership.unit_id, ends_on))
    return member_card(membership)


def define_role(
    actor: Actor,
    region_code: str,
    code: str,
    name: str,
    powers: Iterable[str],
    *,
    reach: RoleReach = RoleReach.UNIT,
    role_id: UUID | str | None = None,
) -> RoleCard:
    """Make a role of a region's own, or with `role_id` change one.

    Presets are fixed, and nobody changes a role that they hold: that would be giving oneself powers. Raises RoleFixed,
    CodeTaken, PowersUnknown, NameMissing, RoleNotFound, RegionNotFound, NotAllowed.
    """
    name, chosen = require_name(name, 40), require_known(powers, all_powers())
    with transaction.atomic():
        region = get_region(actor, region_code, Power.ROLES)
        values = {"name": name, "powers": chosen, "reach": reach.value}
        before = None
        if role_id is None:
            role, is_new = Role.objects.get_or_create(region=region, code=require_name(code, 40), defaults=values)
            if not is_new:
                raise CodeTaken(field="code", code=code)
        else:
            role = get_role(actor, role_id)
            _require_changeable(actor, role, region.pk)
            before = {"name": role.name, "powers": role.powers, "reach": role.reach}
            Role.objects.filter(pk=role.pk).update(**values)
            role.refresh_from_db()
        record(actor, Deed.ROLE_DEFINED, role, region_path=region.path, before=before, after=values)
    return role_card(role)


def _require_changeable(actor: Actor, role: Role, region_id: int) -> None:
    if role.region_id is None:
        raise RoleFixed(role=role.name, reason="是系统预设")
    if role.region_id != region_id:
        raise RoleFixed(role=role.name, reason="由其他区划设置")
    if actor.account_id is not None and Membership.objects.filter(role=role, account_id=actor.account_id).exists():
        raise RoleFixed(role=role.name, reason="由您本人担任")


def _locked_account(username: str) -> Account:
    """The active account; its row is locked so that two appointments of one person wait for each other."""
    account = Account.objects.select_for_update(of=("self",)).filter(
        Q(username__iexact=username.strip()), is_active=True
    )
    found = account.first()
    if found is None:
        raise AccountUnknown(field="username", username=username)
    return found
