"""Parties for other programmes: lists and one with what is kept of it, masked. Reading only, never by a number.

Annotations are not postponed here: django-ninja reads them while the functions are defined.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, Query, Router, Schema
from ninja.pagination import LimitOffsetPagination, paginate

from liangxin.domains.parties.queries.cards import ever_in_role, parties_listed
from liangxin.domains.parties.queries.page import party_page, unmaskings
from liangxin.domains.parties.terms import Basis, EmptiedFor, PartyField, PartyKind, PartyRole, PartyState, Power

router = Router(tags=["parties"])


class PartyFilter(Schema):
    """What narrows the list; a name is that of an enterprise, people are never listed by theirs."""

    kind: PartyKind = PartyKind.ENTERPRISE
    state: PartyState | None = None
    role: PartyRole | None = None
    name: str = ""


class PartyRow(Schema):
    """A party in a list; `name` is an enterprise's, empty for a person."""

    public_id: UUID
    kind: PartyKind
    state: PartyState
    name: str
    region_code: str = Field(alias="region.code")
    taken_on: date
    last_used_on: date


class RoleOut(Schema):
    """A role from `since` to the day before `until`."""

    role: PartyRole
    since: date
    until: date | None


class KeptOut(Schema):
    """What is kept in one field, masked, for what, on which ground, until when."""

    field: PartyField
    shown: str
    purpose: str
    basis: Basis
    consented_on: date | None
    wording: str
    withdrawn_on: date | None
    kept_until: date | None
    emptied_on: date | None
    emptied_for: EmptiedFor | None


class LookOut(Schema):
    """Somebody saw plain text."""

    happened: datetime
    actor_name: str
    fields: list[PartyField]
    reason: str


class PartyOut(Schema):
    """A party, masked, with what is kept of it and who looked: the extract as data."""

    public_id: UUID
    kind: PartyKind
    state: PartyState
    name: str
    identity: str
    region_code: str
    merged_into: UUID | None
    source: str
    roles: list[RoleOut]
    kept: list[KeptOut]
    looks: list[LookOut]


@router.get("/", response=list[PartyRow])
@paginate(LimitOffsetPagination)
def list_parties(request: HttpRequest, wanted: Query[PartyFilter]) -> Any:
    """Parties of a kind that the caller sees, in the order of their entry; what was merged away is left out."""
    actor = request.actor  # type: ignore[attr-defined]  # set by the accounts' middleware
    actor.require(Power.READ)
    rows = parties_listed(actor, wanted.kind).select_related("region")
    if wanted.state:
        rows = rows.filter(state=wanted.state.value)
    if wanted.role:
        rows = ever_in_role(rows, wanted.role)
    if wanted.name:
        rows = rows.filter(name__icontains=wanted.name)
    light = rows.defer("person_name", "identity", "contact", "phone", "address", "bank_account")
    return light.order_by("id")


@router.get("/unmaskings", response=list[LookOut])
@paginate(LimitOffsetPagination)
def list_unmaskings(request: HttpRequest, since: datetime | None = None) -> Any:
    """Who saw plain text, newest first: of own regions for those who oversee it, else one's own."""
    actor = request.actor  # type: ignore[attr-defined]  # set by the accounts' middleware
    if not actor.may(Power.UNMASK):
        actor.require(Power.OVERSEE)
    return unmaskings(actor, since).order_by("-id")


@router.get("/{uuid:public_id}", response=PartyOut)
def one_party(request: HttpRequest, public_id: UUID) -> Any:
    """One party that the caller sees; 404 otherwise."""
    page = party_page(request.actor, public_id, on=timezone.localdate())  # type: ignore[attr-defined]  # as above
    return {
        "public_id": page.card.public_id,
        "kind": page.card.kind,
        "state": page.card.state,
        "name": page.card.name,
        "identity": page.card.identity,
        "region_code": page.card.region.code,
        "merged_into": page.heir.public_id if page.heir else None,
        "source": page.source,
        "roles": [{"role": span.role, "since": span.since, "until": span.until} for span in page.roles],
        "kept": page.lines,
        "looks": page.looks,
    }
