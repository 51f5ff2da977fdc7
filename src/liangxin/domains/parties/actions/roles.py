"""Giving and ending roles, of one party or of many at once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction

from liangxin.domains.parties.access import require_power, visible_parties
from liangxin.domains.parties.errors import PartyNotFound, PartyNotInUse, RoleNotHeld
from liangxin.domains.parties.models import Party, RolePeriod
from liangxin.domains.parties.queries.cards import spans_of
from liangxin.domains.parties.rules.roles import RoleSpan, require_free, require_possible
from liangxin.domains.parties.terms import Deed, PartyKind, PartyRole, PartyState, Power
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.trail.api import record_many


def give_role(actor: Actor, party_ids: Iterable[int], role: PartyRole, *, since: date) -> int:
    """Let parties take part as something from a day on; returns how many are so now and were not before.

    Who holds the role on that day already is left as is. Raises RoleOverlaps, RoleNotForPeople, PartyNotInUse,
    PartyNotFound, NotAllowed.
    """
    with transaction.atomic():
        parties = locked_parties(actor, party_ids, Power.ROLES)
        known = spans_of(parties)
        span = RoleSpan(role, since)
        wanted = []
        for party in parties.values():
            require_possible(PartyKind.of(party.kind), role)
            held = known.get(party.pk, [])
            if any(other.role is role and other.holds_on(since) and other.until is None for other in held):
                continue
            require_free(span, held)
            wanted.append(RolePeriod(party=party, role=role.value, since=since))
        RolePeriod.objects.bulk_create(wanted, batch_size=5000)
        _record(actor, Deed.ROLE_GIVEN, {row.party_id: parties[row.party_id] for row in wanted}, role, since=since)
    return len(wanted)


def end_role(actor: Actor, party_ids: Iterable[int], role: PartyRole, *, until: date) -> int:
    """Let a role end: `until` is the first day on which it is no longer held. Returns how many parties.

    One that would begin on `until` or later never was. Raises RoleNotHeld, PartyNotFound, NotAllowed.
    """
    with transaction.atomic():
        parties = locked_parties(actor, party_ids, Power.ROLES)
        rows = RolePeriod.objects.filter(party__in=parties, role=role.value, until__isnull=True)
        open_rows = {row.party_id: row for row in rows}
        if len(open_rows) < len(parties):
            raise RoleNotHeld(role=role)
        never = [row.pk for row in open_rows.values() if row.since >= until]
        RolePeriod.objects.filter(pk__in=never).delete()
        rows.exclude(pk__in=never).update(until=until)
        # The last use of who had a role is the end of it, from which its fields are kept on.
        last = until - timedelta(days=1)
        Party.objects.filter(pk__in=parties, last_used_on__lt=last).update(last_used_on=last)
        _record(actor, Deed.ROLE_ENDED, parties, role, until=until)
    return len(parties)


def locked_parties(actor: Actor, ids: Iterable[int], power: Power) -> dict[int, Party]:
    """Parties by id, locked in the order of their ids. Raises PartyNotFound, PartyNotInUse, NotAllowed."""
    wanted = set(ids)
    seen = visible_parties(actor).filter(pk__in=wanted)
    rows = Party.objects.filter(pk__in=seen.values("pk")).select_related("region")
    light = rows.defer("person_name", "identity", "contact", "phone", "address", "bank_account")
    parties = {row.pk: row for row in light.select_for_update(of=("self",)).order_by("pk")}
    if len(parties) < len(wanted):
        raise PartyNotFound
    for party in parties.values():
        require_power(actor, power, party)
        require_in_use(party)
    return parties


def require_in_use(party: Party) -> None:
    """Raise PartyNotInUse for what was merged away or forgotten."""
    if party.state != PartyState.IN_USE:
        raise PartyNotInUse(state=PartyState.of(party.state))


def _record(actor: Actor, deed: Deed, parties: dict[int, Party], role: PartyRole, **days: date) -> None:
    by_region: dict[str, list[int]] = {}
    for party in parties.values():
        by_region.setdefault(party.region.path, []).append(party.pk)
    for path, ids in by_region.items():
        after = {"role": role.value, **days}
        record_many(actor, deed, "parties.party", ((pk, None, after) for pk in ids), region_path=path)
