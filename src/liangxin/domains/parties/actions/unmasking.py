"""Seeing what is personal in plain text: a deed with a reason, each time logged, shown once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from liangxin.domains.parties.access import get_party
from liangxin.domains.parties.models import Party, Unmasking
from liangxin.domains.parties.rules.deeds import require_fields, require_reason
from liangxin.domains.parties.rules.keeping import fields_of
from liangxin.domains.parties.rules.rows import value_column
from liangxin.domains.parties.terms import Deed, PartyField, PartyKind, Power
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.trail.api import record


@dataclass(frozen=True, slots=True, repr=False)
class PlainFields:
    """Plain text of some fields of one party; `repr` is left out, so that a log cannot hold it."""

    party_id: int
    values: Mapping[PartyField, str]


def unmask(actor: Actor, public_id: UUID | str, fields: Iterable[PartyField], *, reason: str) -> PlainFields:
    """The plain text of some fields of a party, and the line that says who saw it and why.

    Raises ReasonMissing, NothingChosen, PartyNotFound, NotAllowed.
    """
    return _look(actor, public_id, fields, reason, Deed.UNMASKED)


def unmask_all(actor: Actor, public_id: UUID | str, *, reason: str) -> PlainFields:
    """All that is kept of a party, for the extract that is handed to it; logged as every look is."""
    return _look(actor, public_id, PartyField, reason, Deed.EXTRACTED)


def _look(actor: Actor, public_id: UUID | str, fields: Iterable[PartyField], reason: str, deed: Deed) -> PlainFields:
    reason = require_reason(reason)
    with transaction.atomic():
        party = get_party(actor, public_id, Power.UNMASK)
        there = {field: value for field in fields_of(PartyKind.of(party.kind)) if (value := _value(party, field))}
        seen = require_fields(fields, there)
        Unmasking.objects.create(
            party=party,
            account_id=actor.account_id,
            actor_name=actor.name,
            fields=[field.value for field in seen],
            reason=reason,
        )
        after = {"fields": [field.value for field in seen]}
        record(actor, deed, party, region_path=party.region.path, reason=reason, after=after)
    return PlainFields(party.pk, {field: there[field] for field in seen})


def _value(party: Party, field: PartyField) -> str:
    return str(getattr(party, value_column(PartyKind.of(party.kind), field)) or "")
