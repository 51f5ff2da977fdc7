"""Handing a target down: what each region below is to contribute."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from liangxin.domains.plans.access import get_target
from liangxin.domains.plans.errors import NotHandedDown, UnknownRegion
from liangxin.domains.plans.models import Share, Target
from liangxin.domains.plans.queries.promises import may_be_shared
from liangxin.domains.plans.terms import Deed, Power
from liangxin.domains.regions import api as regions
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.trail import api as trail


@transaction.atomic
def share_target(actor: Actor, target_id: UUID, shares: Mapping[str, Decimal | None]) -> None:
    """Set what regions right below are to contribute, by region code, in the target's unit; None takes a share back.

    Regions that are not named keep what they have. Raises TargetNotFound, NotAllowed, NotHandedDown, UnknownRegion.
    """
    statement = get_target(actor, target_id, Power.SHARE)
    if not may_be_shared(statement):
        raise NotHandedDown(name=statement.name)
    region = statement.version.plan.region
    below = {each.code: each for each in regions.regions_below(actor, region.code)}
    Target.objects.select_for_update(of=("self",)).get(pk=statement.target_id)
    before = {share.region.code: str(share.value) for share in _shares_of(statement.target_id)}
    for code, value in shares.items():
        if code not in below:
            raise UnknownRegion(field=code, code=code)
        if value is None:
            Share.objects.filter(target_id=statement.target_id, region_id=below[code].id).delete()
        else:
            Share.objects.update_or_create(
                target_id=statement.target_id, region_id=below[code].id, defaults={"value": value}
            )
    after = {share.region.code: str(share.value) for share in _shares_of(statement.target_id)}
    trail.record(actor, Deed.SHARE, statement.target, region_path=region.path, before=before, after=after)


def _shares_of(target_id: int) -> list[Share]:
    return list(Share.objects.filter(target_id=target_id).select_related("region").order_by("region__code"))
