"""Past claims and what-ifs: seen in one's own region and below, by those who may try a policy on them."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from liangxin.domains.schemes.errors import PastNotFound, WhatIfNotFound
from liangxin.domains.schemes.models import PastClaims, PolicyTrial
from liangxin.domains.schemes.terms import Power
from liangxin.foundation.accounts.api import Actor, seen_from


def visible_past(actor: Actor) -> QuerySet[PastClaims]:
    """Sets of past claims of own regions and below."""
    return PastClaims.objects.filter(seen_from(actor, Power.WHAT_IF))


def get_past(actor: Actor, public_id: UUID | str) -> PastClaims:
    """One set with its region and file. Raises PastNotFound."""
    found = visible_past(actor).select_related("region", "file", "taken_by").filter(public_id=public_id).first()
    if found is None:
        raise PastNotFound
    return found


def visible_trials(actor: Actor) -> QuerySet[PolicyTrial]:
    """What-ifs on schemes of own regions and below: what they find is for all who read schemes there."""
    return PolicyTrial.objects.filter(seen_from(actor, Power.READ, "scheme__region__path"))


def get_trial(actor: Actor, public_id: UUID | str) -> PolicyTrial:
    """One what-if with all it was asked about. Raises WhatIfNotFound."""
    rows = visible_trials(actor).select_related("scheme__region", "version", "past__file", "asked_by", "before__scheme")
    found = rows.filter(public_id=public_id).first()
    if found is None:
        raise WhatIfNotFound
    return found
