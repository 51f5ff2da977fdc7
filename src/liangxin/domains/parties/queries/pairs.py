"""Pairs that may be one: candidates that share a blind index, their comparison, the list, two side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from liangxin.domains.parties.access import get_pair, visible_pairs
from liangxin.domains.parties.models import Pair, Party
from liangxin.domains.parties.queries.cards import PartyCard, cards_of, spans_of
from liangxin.domains.parties.queries.page import FieldLine, lines_of
from liangxin.domains.parties.rules.duplicates import Traits
from liangxin.domains.parties.rules.roles import RoleSpan
from liangxin.domains.parties.terms import (
    MOST_SHARING,
    IdentityKind,
    PairReason,
    PairState,
    PartyField,
    PartyKind,
    PartyState,
    Power,
)
from liangxin.foundation.accounts.api import Actor

_SHARED = ("phone_index", "account_index", "birth_index", "plain_name")
# Two of a kind, in use, not yet a pair, that share what few share; the older one first.
_SHARING = """
    WITH few AS (
        SELECT {column} AS value FROM parties_party
        WHERE {column} IS NOT NULL AND {column} <> '' AND state = 'in_use' {named}
        GROUP BY {column} HAVING count(*) BETWEEN 2 AND %(most)s
    )
    SELECT one.id, other.id FROM few
    JOIN parties_party AS one ON one.{column} = few.value AND one.state = 'in_use'
    JOIN parties_party AS other ON other.{column} = few.value AND other.state = 'in_use'
        AND one.id < other.id AND one.kind = other.kind
    WHERE NOT EXISTS (SELECT 1 FROM parties_pair WHERE left_id = one.id AND right_id = other.id)
"""
_OLD_AND_NEW = """
    SELECT least(old.id, new.id), greatest(old.id, new.id) FROM parties_party AS old
    JOIN parties_party AS new ON new.identity_index = old.modern_index AND new.state = 'in_use'
    WHERE old.modern_index IS NOT NULL AND old.state = 'in_use' AND NOT EXISTS (
        SELECT 1 FROM parties_pair WHERE left_id = least(old.id, new.id) AND right_id = greatest(old.id, new.id)
    )
"""


@dataclass(frozen=True, slots=True)
class PairCard:
    """Two parties that may be one, masked."""

    public_id: UUID
    left: PartyCard
    right: PartyCard
    reasons: tuple[PairReason, ...]
    score: int
    state: PairState
    found_on: date
    decided_at: datetime | None
    decided_by: str
    reason: str


@dataclass(frozen=True, slots=True)
class FieldPair:
    """One field of both, masked; `is_same` where both hold the same, `only` the side that holds something alone."""

    field: PartyField
    left: FieldLine
    right: FieldLine
    is_same: bool

    @property
    def only(self) -> str:
        if bool(self.left.shown) == bool(self.right.shown):
            return ""
        return "left" if self.left.shown else "right"


@dataclass(frozen=True, slots=True)
class PairPage:
    card: PairCard
    fields: tuple[FieldPair, ...]
    left_roles: tuple[RoleSpan, ...]
    right_roles: tuple[RoleSpan, ...]
    may_merge: bool
    may_unmask: bool


def candidates() -> Iterator[tuple[int, int]]:
    """Ids of two parties, the older first, that share something and are no pair yet; may name two more than once."""
    with connection.cursor() as cursor:
        for column in _SHARED:
            named = "AND kind = 'enterprise'" if column == "plain_name" else ""
            cursor.execute(_SHARING.format(column=column, named=named), {"most": MOST_SHARING})
            yield from cursor.fetchall()
        cursor.execute(_OLD_AND_NEW)
        yield from cursor.fetchall()


def traits_of(ids: Iterable[int]) -> dict[int, Traits]:
    """What parties are compared by, in plain text: for the rules, never for a screen."""
    return {
        row.pk: Traits(
            kind=PartyKind.of(row.kind),
            identity_kind=IdentityKind.of(row.identity_kind),
            name=row.name or row.person_name or "",
            identity=row.identity or "",
            phone=row.phone or "",
            bank_account=row.bank_account or "",
        )
        for row in Party.objects.filter(pk__in=set(ids))
    }


def pairs_listed(actor: Actor) -> QuerySet[Pair]:
    """The rows of the list, for `pair_cards`; an open pair of which one is no longer in use has nothing to decide."""
    in_use = PartyState.IN_USE.value
    idle = Pair.objects.filter(state=PairState.OPEN.value).exclude(left__state=in_use, right__state=in_use)
    return visible_pairs(actor).exclude(pk__in=idle.values("pk")).select_related("left", "right")


def pair_cards(rows: list[Pair]) -> list[PairCard]:
    """The cards of one page of the list."""
    both = {party.pk: party for row in rows for party in (row.left, row.right)}
    cards = {card.id: card for card in cards_of(list(both.values()))}
    return [_card(row, cards) for row in rows]


def pair_page(actor: Actor, public_id: UUID | str, *, on: date) -> PairPage:
    """Two side by side, field by field; raises PairNotFound."""
    pair = get_pair(actor, public_id)
    cards = {card.id: card for card in cards_of([pair.left, pair.right])}
    spans = spans_of([pair.left_id, pair.right_id])
    left_roles, right_roles = tuple(spans.get(pair.left_id, ())), tuple(spans.get(pair.right_id, ()))
    left, right = lines_of(pair.left, left_roles, on), lines_of(pair.right, right_roles, on)
    same = _same_fields(pair)
    return PairPage(
        card=_card(pair, cards),
        fields=tuple(FieldPair(a.field, a, b, a.field in same) for a, b in zip(left, right, strict=True)),
        left_roles=left_roles,
        right_roles=right_roles,
        may_merge=_may(actor, Power.MERGE, pair),
        may_unmask=_may(actor, Power.UNMASK, pair),
    )


def waiting_pairs(actor: Actor) -> int:
    """How many pairs wait for a person."""
    return pairs_listed(actor).filter(state=PairState.OPEN.value).count()


def _may(actor: Actor, power: Power, pair: Pair) -> bool:
    return all(actor.may(power, party.region.path) for party in (pair.left, pair.right))


def _same_fields(pair: Pair) -> set[PartyField]:
    """Fields in which both hold the same, told by comparing what is decrypted in memory."""
    left, right = pair.left, pair.right
    values = {
        PartyField.NAME: (left.name or left.person_name, right.name or right.person_name),
        PartyField.IDENTITY: (left.identity, right.identity),
        PartyField.CONTACT: (left.contact, right.contact),
        PartyField.PHONE: (left.phone, right.phone),
        PartyField.ADDRESS: (left.address, right.address),
        PartyField.BANK_ACCOUNT: (left.bank_account, right.bank_account),
    }
    return {field for field, (one, other) in values.items() if one and one == other}


def _card(row: Pair, cards: dict[int, PartyCard]) -> PairCard:
    return PairCard(
        public_id=row.public_id,
        left=cards[row.left_id],
        right=cards[row.right_id],
        reasons=tuple(PairReason.of(reason) for reason in row.reasons),
        score=row.score,
        state=PairState.of(row.state),
        found_on=row.found_on,
        decided_at=row.decided_at,
        decided_by=row.decided_by,
        reason=row.reason,
    )
