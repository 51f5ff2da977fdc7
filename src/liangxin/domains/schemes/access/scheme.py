"""Schemes: all of one's own region and those below; of the regions above what was put in force there."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet

from liangxin.domains.schemes.errors import SchemeNotFound
from liangxin.domains.schemes.models import Scheme, SchemeVersion
from liangxin.domains.schemes.terms import Power, VersionState
from liangxin.foundation.accounts.api import Actor, seen_from

_APPROVED = [state.value for state in VersionState if state.was_approved]


def paths_above(actor: Actor) -> set[str]:
    """Paths of the regions above those in which the actor may read; their schemes hold for them too."""
    paths: set[str] = set()
    for path in actor.paths(Power.READ):
        codes = path.rstrip("/").split("/")
        paths |= {"/".join(codes[:length]) + "/" for length in range(1, len(codes))}
    return paths


def visible_schemes(actor: Actor) -> QuerySet[Scheme]:
    """Schemes of own regions and below, and of those above that hold, or held, there."""
    above = Q(region__path__in=paths_above(actor)) & Q(
        pk__in=SchemeVersion.objects.filter(state__in=_APPROVED).values("scheme")
    )
    return Scheme.objects.filter(seen_from(actor, Power.READ) | above)


def visible_versions(actor: Actor) -> QuerySet[SchemeVersion]:
    """Versions of own regions and below, and those that were put in force above."""
    above = Q(scheme__region__path__in=paths_above(actor), state__in=_APPROVED)
    return SchemeVersion.objects.filter(seen_from(actor, Power.READ, "scheme__region__path") | above)


def get_scheme(actor: Actor, public_id: UUID | str, to: Power = Power.READ) -> Scheme:
    """One scheme with region and unit. Raises SchemeNotFound, NotAllowed."""
    found = visible_schemes(actor).select_related("region", "unit").filter(public_id=public_id).first()
    if found is None:
        raise SchemeNotFound
    if to is not Power.READ:
        actor.require(to, found.region.path)
    return found


def get_version(actor: Actor, public_id: UUID | str, to: Power = Power.READ) -> SchemeVersion:
    """One version with its scheme, people and region. Raises SchemeNotFound, NotAllowed."""
    rows = visible_versions(actor).select_related("scheme__region", "scheme__unit", "drafted_by", "submitted_by")
    found = rows.select_related("approved_by", "superseded_by").filter(public_id=public_id).first()
    if found is None:
        raise SchemeNotFound
    if to is not Power.READ:
        actor.require(to, found.scheme.region.path)
    return found
