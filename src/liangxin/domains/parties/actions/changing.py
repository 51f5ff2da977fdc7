"""Changing what is known of one party. The trail says which fields, never what stood or stands in them."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from liangxin.domains.parties.access import get_party, require_power
from liangxin.domains.parties.actions.roles import require_in_use
from liangxin.domains.parties.errors import IdentityTaken, NothingChanged
from liangxin.domains.parties.models import IDENTITY, Keeping, Party
from liangxin.domains.parties.rules.deeds import require_reason, require_sound
from liangxin.domains.parties.rules.facts import (
    EnterpriseFacts,
    Facts,
    PersonFacts,
    ReadFacts,
    firm_name,
    identity_said,
    read_facts,
)
from liangxin.domains.parties.rules.rows import columns_of, value_column
from liangxin.domains.parties.terms import Deed, PartyField, PartyKind, Power
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.fields import blind
from liangxin.foundation.trail.api import record


def change_party(
    actor: Actor,
    public_id: UUID | str,
    changes: Mapping[PartyField, str],
    *,
    reason: str,
    empty: frozenset[PartyField] = frozenset(),
) -> tuple[PartyField, ...]:
    """Change some fields, empty others, and say why; returns those that are different now.

    Raises ReasonMissing, FieldWrong, IdentityTaken, NothingChanged, PartyNotInUse, PartyNotFound, NotAllowed.
    """
    reason, today = require_reason(reason), timezone.localdate()
    with transaction.atomic():
        party = locked_party(actor, public_id, Power.EDIT)
        said, faults = read_facts(_facts(party, changes, empty), on=today, old_numbers=True)
        require_sound(faults)
        kind = said.kind
        changed = tuple(f for f in PartyField if said.of(f) != str(getattr(party, value_column(kind, f)) or ""))
        if not changed:
            raise NothingChanged
        if PartyField.IDENTITY in changed:
            _require_free_identity(party, said)
        _write(party, said, changed)
        Keeping.objects.filter(party=party, field__in=[field.value for field in changed]).delete()
        names = [field.value for field in changed]
        record(actor, Deed.CHANGED, party, region_path=party.region.path, reason=reason, after={"fields": names})
    return changed


def locked_party(actor: Actor, public_id: UUID | str, power: Power) -> Party:
    """The party in use, checked, locked and read again. Raises PartyNotFound, PartyNotInUse, NotAllowed."""
    known = get_party(actor, public_id, power)
    party = Party.objects.select_for_update(of=("self",)).select_related("region").get(pk=known.pk)
    require_power(actor, power, party)
    require_in_use(party)
    return party


def _facts(party: Party, changes: Mapping[PartyField, str], empty: frozenset[PartyField]) -> Facts:
    """What is known with the changes: what is not typed stays."""

    def of(field: PartyField) -> str:
        typed = changes.get(field, "").strip()
        if typed:
            return typed
        known = str(getattr(party, value_column(PartyKind.of(party.kind), field)) or "")
        return "" if field in empty else known

    name, identity = of(PartyField.NAME), of(PartyField.IDENTITY)
    phone, address, account = of(PartyField.PHONE), of(PartyField.ADDRESS), of(PartyField.BANK_ACCOUNT)
    if party.kind == PartyKind.PERSON:
        return PersonFacts(name, identity, phone, address, account)
    return EnterpriseFacts(name, identity, address, of(PartyField.CONTACT), phone, account)


def _require_free_identity(party: Party, said: ReadFacts) -> None:
    index = blind(IDENTITY, identity_said(said.kind, said.identity))
    if Party.objects.filter(identity_index=index).exclude(pk=party.pk).exists():
        raise IdentityTaken(field="identity")


def _write(party: Party, said: ReadFacts, changed: tuple[PartyField, ...]) -> None:
    columns = {"identity_kind"}
    for field in changed:
        setattr(party, value_column(said.kind, field), said.of(field) or (None if field is not PartyField.NAME else ""))
        columns |= set(columns_of(said.kind, field))
    party.identity_kind = said.identity_kind.value
    if said.kind is PartyKind.ENTERPRISE:
        party.plain_name = firm_name(party.name)
    party.save(update_fields=sorted(columns))
