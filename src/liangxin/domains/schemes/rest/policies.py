"""Schemes in force, their versions and what was found on the past, for other programmes. Reading only.

Annotations are not postponed here: django-ninja reads them while the functions are defined.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema
from ninja.pagination import LimitOffsetPagination, paginate

from liangxin.domains.regions import api as regions
from liangxin.domains.schemes.queries.past import trial_page
from liangxin.domains.schemes.queries.scheme import schemes_in_force
from liangxin.domains.schemes.queries.scheme_pages import scheme_page, scheme_rows, schemes_listed, version_page
from liangxin.domains.schemes.terms import Against, Standing, VersionState, WhatIfState
from liangxin.foundation.accounts.api import Actor

router = Router(tags=["schemes"])


class SchemeRowOut(Schema):
    """A scheme with the version that holds today; without one, days and number are empty."""

    public_id: UUID
    name: str
    family: str
    region_name: str
    unit_name: str
    standing: Standing
    number: int | None
    since: date | None
    until: date | None
    under_way: VersionState | None


class HoldingOut(Schema):
    """What holds in a region on a day; `made_by` is the code of the region that made it. Days both included."""

    public_id: UUID
    version_public_id: UUID
    name: str
    family: str
    number: int
    rulebook_id: str
    digest: str
    since: date
    until: date | None
    made_by: str
    is_own: bool


class VersionOut(Schema):
    """A version of a scheme; people by name, empty for the system."""

    public_id: UUID
    number: int
    state: VersionState
    standing: Standing
    title: str
    rulebook_key: str
    digest: str
    since: date | None
    until: date | None
    why: str
    drafted_by: str
    submitted_by: str
    approved_by: str
    approved_at: datetime | None


class VersionTextOut(VersionOut):
    """A version with the text of its rules and its local values as typed."""

    text: str
    parameters: dict[str, str]
    errors: list[str]
    open_lines: list[str]


class SchemeOut(Schema):
    """A scheme with its versions, newest first."""

    public_id: UUID
    name: str
    family: str
    region_name: str
    unit_name: str
    versions: list[VersionOut]


class WhatIfOut(Schema):
    """A what-if; `outcome` is what was found, sums in fen, and empty until it is."""

    public_id: UUID
    scheme_name: str
    number: int
    past_name: str
    against: Against
    state: WhatIfState
    refusal: str
    version_digest: str
    past_digest: str
    outcome: dict[str, Any] | None


class _Rows(LimitOffsetPagination):
    """Pages of rows, turned into cards a page at a time."""

    def paginate_queryset(self, queryset: Any, pagination: Any, request: HttpRequest, **params: Any) -> Any:
        page = super().paginate_queryset(queryset, pagination, request, **params)
        return page | {"items": scheme_rows(_actor(request), list(page["items"]), timezone.localdate())}


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]  # set by the accounts' middleware
    return actor


@router.get("/", response=list[SchemeRowOut])
@paginate(_Rows)
def list_schemes(request: HttpRequest) -> Any:
    """Schemes of own regions and below, and those of above that hold, or held."""
    return schemes_listed(_actor(request), timezone.localdate()).order_by("region__path", "family")


@router.get("/in-force/{code}/", response=list[HoldingOut])
def list_in_force(request: HttpRequest, code: str, on: date | None = None) -> Any:
    """What holds in a region that the caller sees on a day, today where none is said."""
    place = regions.region_seen(_actor(request), code)
    return [
        {
            "public_id": card.public_id,
            "version_public_id": card.version_public_id,
            "name": card.name,
            "family": card.family,
            "number": card.number,
            "rulebook_id": card.rulebook_id,
            "digest": card.digest,
            "since": card.since,
            "until": card.until,
            "made_by": card.region.code,
            "is_own": card.region.id == place.id,
        }
        for card in schemes_in_force(place.id, on or timezone.localdate())
    ]


@router.get("/versions/{uuid:public_id}/", response=VersionTextOut)
def show_version(request: HttpRequest, public_id: UUID) -> Any:
    """One version with its text and what the check finds."""
    page = version_page(_actor(request), public_id, timezone.localdate())
    card = page.card
    return {
        **{name: getattr(card, name) for name in VersionOut.model_fields},
        "text": page.text,
        "parameters": {one.code: one.typed for one in page.parameters if one.typed},
        "errors": [one.sentence for one in page.checked.errors],
        "open_lines": [one.sentence for one in page.checked.open],
    }


@router.get("/what-ifs/{uuid:public_id}/", response=WhatIfOut)
def show_what_if(request: HttpRequest, public_id: UUID) -> Any:
    """One what-if on past claims."""
    return trial_page(_actor(request), public_id)


@router.get("/{uuid:public_id}/", response=SchemeOut)
def show_scheme(request: HttpRequest, public_id: UUID) -> Any:
    """One scheme with its versions."""
    return scheme_page(_actor(request), public_id, timezone.localdate())
