"""Standards for other programmes: the list and one with all that hangs on it. Reading only.

Annotations are not postponed here: django-ninja reads them while the functions are defined.
"""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema
from ninja.pagination import LimitOffsetPagination, paginate

from liangxin.domains.standards.queries import standard_page, standards_listed
from liangxin.domains.standards.terms import StandardKind, StandardState

router = Router(tags=["standards"])


class StandardOut(Schema):
    """A standard; `region_name` is empty for those shared by all."""

    public_id: UUID
    number: str
    title: str
    title_en: str
    kind: StandardKind
    is_mandatory: bool
    state: StandardState
    region_name: str
    published_on: date | None
    in_force_on: date | None
    withdrawn_on: date | None
    scope: str


class SupersessionOut(Schema):
    """The standard at the other end of a supersession."""

    number: str
    is_partial: bool


class StandardPageOut(Schema):
    """A standard with what it replaces and what replaces it."""

    standard: StandardOut
    replaces: list[SupersessionOut]
    replaced_by: list[SupersessionOut]


class StandardFilter(Schema):
    """What narrows the list."""

    state: StandardState | None = None
    kind: StandardKind | None = None
    number: str = ""


@router.get("/", response=list[StandardOut])
@paginate(LimitOffsetPagination)
def list_standards(request: HttpRequest, wanted: Query[StandardFilter]) -> Any:
    """Standards that the caller sees, by number."""
    rows = standards_listed(request.actor)  # type: ignore[attr-defined]  # set by the accounts' middleware
    if wanted.state:
        rows = rows.filter(state=wanted.state.value)
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind.value)
    if wanted.number:
        rows = rows.filter(number__icontains=wanted.number)
    return rows.order_by("number")


@router.get("/{uuid:public_id}", response=StandardPageOut)
def one_standard(request: HttpRequest, public_id: UUID) -> Any:
    """One standard that the caller sees; 404 otherwise."""
    page = standard_page(request.actor, public_id)  # type: ignore[attr-defined]  # set by the accounts' middleware
    return {
        "standard": page.card,
        "replaces": [{"number": link.other.number, "is_partial": link.is_partial} for link in page.replaces],
        "replaced_by": [{"number": link.other.number, "is_partial": link.is_partial} for link in page.replaced_by],
    }
