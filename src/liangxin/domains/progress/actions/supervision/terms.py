"""Setting a region's terms of orders."""

from __future__ import annotations

from django.db import transaction

from liangxin.domains.progress.models import OrderTerm
from liangxin.domains.progress.queries.supervision.terms import terms_of
from liangxin.domains.progress.rules.supervision import OrderTerms, require_terms
from liangxin.domains.progress.terms import Deed, OrderLevel, Power
from liangxin.domains.regions import api as regions
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.trail.api import record


def set_order_terms(actor: Actor, region_code: str, level: OrderLevel, terms: OrderTerms) -> None:
    """Set the terms of a level in a region; orders under way are escalated by them from now on.

    Raises OrderTermsWrong, RegionNotFound, NotAllowed.
    """
    place = regions.region_seen(actor, region_code)
    actor.require(Power.SUPERVISE, place.path)
    require_terms(level, terms)
    with transaction.atomic():
        before = terms_of(place.id)[level]
        OrderTerm.objects.update_or_create(
            region_id=place.id,
            level=level.value,
            defaults={"days": terms.days, "first": terms.first, "second": terms.second},
        )
        said = [{"level": level.value, "days": one.days, "first": one.first, "second": one.second}
                for one in (before, terms)]  # fmt: skip
        subject = ("regions.region", str(place.id))
        record(actor, Deed.ORDER_TERMS_SET, subject, region_path=place.path, before=said[0], after=said[1])
