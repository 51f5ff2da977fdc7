"""Seeing what is personal in plain text: a deed with a reason, each time logged, shown once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from liangxin.domains.parties.access import get_party, visible_parties
from liangxin.domains.parties.errors import PartyNotFound
from liangxin.domains.parties.models import Party, Unmasking
from liangxin.domains.parties.rules.deeds import require_fields, require_reason
from liangxin.domains.parties.rules.keeping import fields_of
from liangxin.domains.parties.rules.rows import value_column
from liangxin.domains.parties.terms import Deed, PartyField, PartyKind, Power
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.trail.api import record, record_many


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


def unmask_many(
    actor: Actor, ids: Iterable[int], fields: Iterable[PartyField], *, reason: str
) -> dict[int, PlainFields]:
    """The plain text of some fields of many parties by id, for an order to a bank; each look is logged as one is.

    Of each party only the fields that are filled. Raises ReasonMissing, PartyNotFound, NotAllowed.
    """
    reason, wanted, asked = require_reason(reason), tuple(dict.fromkeys(fields)), set(ids)
    with transaction.atomic():
        actor.require(Power.UNMASK)
        rows = list(visible_parties(actor, Power.UNMASK).filter(pk__in=asked).select_related("region").order_by("pk"))
        if len(rows) != len(asked):
            raise PartyNotFound
        found = {row.pk: {field: value for field in wanted if (value := _value(row, field))} for row in rows}
        Unmasking.objects.bulk_create(
            Unmasking(
                party=row,
                account_id=actor.account_id,
                actor_name=actor.name,
                fields=[field.value for field in found[row.pk]],
                reason=reason,
            )
            for row in rows
            if found[row.pk]
        )
        for path in {row.region.path for row in rows}:
            there = [row.pk for row in rows if row.region.path == path]
            lines = ((pk, None, {"fields": [field.value for field in found[pk]]}) for pk in there)
            record_many(actor, Deed.UNMASKED, "parties.party", lines, region_path=path, reason=reason)
    return {pk: PlainFields(pk, values) for pk, values in found.items()}


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
