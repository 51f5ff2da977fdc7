"""One party with all that hangs on it; what is kept of it, why and until when; who looked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from liangxin.domains.parties.access import get_party, visible_merges, visible_pairs, visible_unmaskings
from liangxin.domains.parties.models import Keeping, Merge, Party, Unmasking
from liangxin.domains.parties.queries.cards import PartyCard, cards_of, spans_of
from liangxin.domains.parties.rules.facts import masked
from liangxin.domains.parties.rules.keeping import fields_of, keeping_rules
from liangxin.domains.parties.rules.roles import RoleSpan
from liangxin.domains.parties.rules.rows import value_column
from liangxin.domains.parties.terms import (
    UNDO_DAYS,
    Basis,
    EmptiedFor,
    PairState,
    PartyField,
    PartyKind,
    PartyState,
    Power,
)
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.trail.api import TrailCard, entries_of


@dataclass(frozen=True, slots=True)
class FieldLine:
    """What is kept in one field: masked, with purpose, ground and end; or when and why it was emptied."""

    field: PartyField
    shown: str
    purpose: str
    basis: Basis
    asks_consent: bool
    consented_on: date | None
    wording: str
    withdrawn_on: date | None
    kept_until: date | None
    days: int | None
    source: str
    emptied_on: date | None
    emptied_for: EmptiedFor | None


@dataclass(frozen=True, slots=True)
class MergeCard:
    """A merging that ended in this party; `may_undo` while what was before is still there."""

    public_id: UUID
    gone: PartyCard
    merged_on: date
    merged_by: str
    reason: str
    undone_on: date | None
    may_undo: bool


@dataclass(frozen=True, slots=True)
class LookCard:
    """Somebody saw plain text: who, what, why."""

    happened: datetime
    actor_name: str
    fields: tuple[PartyField, ...]
    reason: str
    party: PartyCard | None = None


@dataclass(frozen=True, slots=True)
class PartyPage:
    """A party as its page shows it."""

    card: PartyCard
    source: str
    taken_on: date
    heir: PartyCard | None
    lines: tuple[FieldLine, ...]
    roles: tuple[RoleSpan, ...]
    places: tuple[str, ...]
    merges: tuple[MergeCard, ...]
    looks: tuple[LookCard, ...]
    waiting_pairs: tuple[UUID, ...]
    history: tuple[TrailCard, ...]
    powers: frozenset[Power]

    @property
    def is_in_use(self) -> bool:
        return self.card.state is PartyState.IN_USE


def party_page(actor: Actor, public_id: UUID | str, *, on: date) -> PartyPage:
    """One party with all that hangs on it; raises PartyNotFound."""
    party = get_party(actor, public_id)
    spans = tuple(spans_of([party.pk]).get(party.pk, ()))
    heir = cards_of([party.merged_into])[0] if party.merged_into else None
    pairs = visible_pairs(actor).filter(Q(left=party) | Q(right=party), state=PairState.OPEN.value)
    places = party.places.select_related("region").order_by("region__path")
    return PartyPage(
        card=cards_of([party])[0],
        source=party.source,
        taken_on=party.taken_on,
        heir=heir,
        lines=lines_of(party, spans, on),
        roles=spans,
        places=tuple(place.region.name for place in places),
        merges=_merges(actor, party, on),
        looks=tuple(_look(row) for row in looks_at(actor, party)[:50]),
        waiting_pairs=tuple(pairs.order_by("-score", "pk").values_list("public_id", flat=True)),
        history=tuple(entries_of(party)),
        powers=frozenset(power for power in Power if actor.may(power, party.region.path)),
    )


def lines_of(party: Party, spans: tuple[RoleSpan, ...], on: date) -> tuple[FieldLine, ...]:
    """What is kept in each field of a row that the caller may see."""
    kind = PartyKind.of(party.kind)
    special = {row.field: row for row in Keeping.objects.filter(party=party)}
    in_role = any(span.until is None or on < span.until for span in spans)
    lines = []
    for field in fields_of(kind):
        rule, row = keeping_rules()[kind, field], special.get(field.value)
        value = str(getattr(party, value_column(kind, field)) or "")
        consented = row is not None and row.consented_on is not None and row.withdrawn_on is None
        lines.append(
            FieldLine(
                field=field,
                shown=masked(field, kind, value),
                purpose=rule.purpose,
                basis=rule.basis(consented=consented),
                asks_consent=rule.asks_consent,
                consented_on=row.consented_on if row else None,
                wording=row.wording if row else "",
                withdrawn_on=row.withdrawn_on if row else None,
                kept_until=rule.kept_until(party.last_used_on, in_role=in_role) if value else None,
                days=rule.days,
                source=rule.source,
                emptied_on=row.emptied_on if row and not value else None,
                emptied_for=EmptiedFor.of(row.emptied_for) if row and row.emptied_for and not value else None,
            )
        )
    return tuple(lines)


def looks_at(actor: Actor, party: Party) -> QuerySet[Unmasking]:
    """Who looked at one party: for those who may see its plain text, or oversee who does; own looks for the rest."""
    if actor.may(Power.UNMASK, party.region.path) or actor.may(Power.OVERSEE, party.region.path):
        return Unmasking.objects.filter(party=party)
    return visible_unmaskings(actor).filter(party=party)


def unmaskings(actor: Actor, since: datetime | None = None) -> QuerySet[Unmasking]:
    """Who looked at what, since a moment; for those who oversee it, of their regions; own looks for everybody."""
    rows = visible_unmaskings(actor)
    return rows.filter(happened__gte=since) if since else rows


def look_cards(rows: list[Unmasking]) -> list[LookCard]:
    """Cards of one page of the list, with the parties masked."""
    parties = {card.id: card for card in cards_of(list(Party.objects.filter(pk__in={row.party_id for row in rows})))}
    return [_look(row, parties[row.party_id]) for row in rows]


def _look(row: Unmasking, party: PartyCard | None = None) -> LookCard:
    fields = tuple(PartyField.of(field) for field in row.fields)
    return LookCard(row.happened, row.actor_name, fields, row.reason, party)


def _merges(actor: Actor, party: Party, on: date) -> tuple[MergeCard, ...]:
    rows = list(visible_merges(actor).filter(kept=party).select_related("gone").order_by("-pk")[:20])
    gone = {card.id: card for card in cards_of([row.gone for row in rows])}
    return tuple(
        MergeCard(
            public_id=row.public_id,
            gone=gone[row.gone_id],
            merged_on=row.merged_on,
            merged_by=row.merged_by,
            reason=row.reason,
            undone_on=row.undone_on,
            may_undo=_may_undo(row, on),
        )
        for row in rows
    )


def _may_undo(row: Merge, on: date) -> bool:
    return row.undone_on is None and on <= row.merged_on + timedelta(days=UNDO_DAYS)
