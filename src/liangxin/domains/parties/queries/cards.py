"""Parties as lists and other packages show them: masked, in bulk."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.contrib.postgres.aggregates import StringAgg
from django.db import connection
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone

from liangxin.domains.parties.access import get_party, visible_parties
from liangxin.domains.parties.models import ACCOUNT, IDENTITY, PHONE, Party, RolePeriod
from liangxin.domains.parties.rules.facts import firm_name, guess_identity, identity_said, masked
from liangxin.domains.parties.rules.roles import RoleSpan, held_on
from liangxin.domains.parties.terms import IdentityKind, PartyField, PartyKind, PartyRole, PartyState, Power
from liangxin.domains.regions import api as regions
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.fields import blind
from liangxin.kernel.identifiers import spelled


@dataclass(frozen=True, slots=True)
class PartyCard:
    """A party; a person's name and every number are masked. `roles` are those held today, `page` is its address."""

    id: int
    public_id: UUID
    kind: PartyKind
    state: PartyState
    name: str
    identity_kind: IdentityKind
    identity: str
    phone: str
    region: regions.RegionCard
    roles: tuple[PartyRole, ...]
    last_used_on: date
    page: str

    @property
    def region_name(self) -> str:
        return self.region.name


def party_cards(actor: Actor, ids: Iterable[int]) -> dict[int, PartyCard]:
    """The cards of these parties by id, those that the actor sees; a merged one by its own id, with its own card."""
    rows = list(visible_parties(actor).filter(pk__in=set(ids)))
    return {card.id: card for card in cards_of(rows)}


def cards_of(rows: Sequence[Party]) -> list[PartyCard]:
    """The cards of rows that their caller may see, in three queries at most, whatever their number."""
    places = regions.regions_by_id(row.region_id for row in rows)
    spans = spans_of(row.pk for row in rows)
    today = timezone.localdate()
    return [_card(row, places[row.region_id], held_on(spans.get(row.pk, ()), today)) for row in rows]


def _card(row: Party, region: regions.RegionCard, roles: tuple[PartyRole, ...]) -> PartyCard:
    kind = PartyKind.of(row.kind)
    return PartyCard(
        id=row.pk,
        public_id=row.public_id,
        kind=kind,
        state=PartyState.of(row.state),
        name=row.name or masked(PartyField.NAME, kind, row.person_name or ""),
        identity_kind=IdentityKind.of(row.identity_kind),
        identity=masked(PartyField.IDENTITY, kind, row.identity or ""),
        phone=masked(PartyField.PHONE, kind, row.phone or ""),
        region=region,
        roles=roles,
        last_used_on=row.last_used_on,
        page=reverse("parties:page", args=[row.public_id]),
    )


def spans_of(ids: Iterable[int]) -> dict[int, list[RoleSpan]]:
    """The role periods of these parties, by party."""
    found: dict[int, list[RoleSpan]] = {}
    rows = RolePeriod.objects.filter(party__in=set(ids)).order_by("role", "since")
    for party, role, since, until in rows.values_list("party_id", "role", "since", "until"):
        found.setdefault(party, []).append(RoleSpan(PartyRole.of(role), since, until))
    return found


def parties_listed(actor: Actor, kind: PartyKind) -> QuerySet[Party]:
    """The rows of the list of a kind, for `cards_of`; what was merged away is left out. `ever_held` names all roles."""
    held = RolePeriod.objects.filter(party=OuterRef("pk")).order_by().values("party")
    named = held.annotate(names=StringAgg("role", delimiter=" ")).values("names")
    rows = visible_parties(actor).filter(kind=kind.value).exclude(state=PartyState.MERGED.value)
    return rows.annotate(ever_held=Subquery(named))


def ever_in_role(rows: QuerySet[Party], role: PartyRole) -> QuerySet[Party]:
    """Those of the rows that hold the role or once did."""
    return rows.filter(pk__in=RolePeriod.objects.filter(role=role.value).values("party"))


def party_seen(actor: Actor, public_id: UUID | str, to: Power = Power.READ) -> PartyCard:
    """One party; raises PartyNotFound or NotAllowed."""
    return cards_of([get_party(actor, public_id, to)])[0]


def find_party(actor: Actor, identity: str) -> PartyCard | None:
    """The party with exactly this identity number, or the one it was merged into; None where none is seen."""
    kind, number = guess_identity(identity)
    said = identity_said(kind, number)
    rows = Party.objects.filter(identity_index=blind(IDENTITY, said)) if said else Party.objects.none()
    found = rows.values_list("pk", "merged_into_id").first()
    if found is None:
        return None
    kept = found[1] or found[0]
    return party_cards(actor, [kept]).get(kept)


def find_exactly(actor: Actor, text: str, limit: int = 20) -> list[PartyCard]:
    """Parties with exactly this identity, telephone or account; merged ones lead to the one that is left."""
    number = spelled(text)
    if len(number) < 5:
        return []
    kind, identity = guess_identity(number)
    index = blind(IDENTITY, identity_said(kind, identity))
    found = Party.objects.filter(
        Q(identity_index=index)
        | Q(modern_index=index)
        | Q(phone_index=blind(PHONE, number))
        | Q(account_index=blind(ACCOUNT, number))
    )
    ids = dict.fromkeys(heir or own for own, heir in found.order_by("pk").values_list("pk", "merged_into_id")[:limit])
    cards = party_cards(actor, ids)
    return [cards[each] for each in ids if each in cards]


def find_enterprises(actor: Actor, words: str, limit: int = 20) -> list[PartyCard]:
    """Enterprises in use whose name holds the words, in any width and form of the ending."""
    wanted = firm_name(words)
    if not wanted:
        return []
    rows = visible_parties(actor).filter(
        kind=PartyKind.ENTERPRISE.value, state=PartyState.IN_USE.value, plain_name__contains=wanted
    )
    return cards_of(list(rows.order_by("name", "pk")[:limit]))


def surviving(ids: Iterable[int]) -> dict[int, int]:
    """Of each id the one that is left after merging: itself, or the one that it leads to. Unknown ids are missing."""
    rows = Party.objects.filter(pk__in=set(ids)).values_list("pk", "merged_into_id")
    return {own: heir or own for own, heir in rows}


# Those that are left, and all that lead to them.
_SAME: Final = """
    WITH root AS (SELECT coalesce(merged_into_id, id) AS id FROM parties_party WHERE id = ANY (%s))
    SELECT p.id, p.merged_into_id FROM parties_party p JOIN root USING (id)
     UNION SELECT p.id, p.merged_into_id FROM parties_party p WHERE p.merged_into_id IN (SELECT id FROM root)
"""


def same_parties(ids: Iterable[int]) -> dict[int, tuple[int, ...]]:
    """Of each id all ids of that party after merging, the one that is left first. Unknown ids are missing.

    One statement, by index whatever the ids are: a merged party leads to the one that is left, never over a third.
    """
    wanted = sorted(set(ids))
    with connection.cursor() as cursor:
        cursor.execute(_SAME, [wanted])
        leads: dict[int, int | None] = dict(sorted(cursor.fetchall()))
    gone: dict[int, list[int]] = {}
    for pk, heir in leads.items():
        if heir is not None:
            gone.setdefault(heir, []).append(pk)
    roots = {own: leads[own] or own for own in wanted if own in leads}
    return {own: (root, *gone.get(root, ())) for own, root in roots.items()}


def with_account(ids: Iterable[int]) -> set[int]:
    """Those of these parties to whom money can be paid: an account is registered."""
    return set(Party.objects.filter(pk__in=set(ids), account_index__isnull=False).values_list("pk", flat=True))


def holds_role(ids: Iterable[int], role: PartyRole, on: date) -> set[int]:
    """Which of these parties hold the role on a day."""
    rows = RolePeriod.objects.filter(party__in=set(ids), role=role.value, since__lte=on)
    return set(rows.filter(Q(until__isnull=True) | Q(until__gt=on)).values_list("party_id", flat=True))
