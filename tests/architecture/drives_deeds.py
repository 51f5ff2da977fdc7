"""The deeds of drives for the matrix: what each needs, and how it is done where everything is ready for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from liangxin.domains.claims import api as claims
from liangxin.domains.claims.models import Drive
from liangxin.domains.claims.terms import Power
from liangxin.domains.regions.tests.world import COUNTY, World
from liangxin.foundation.accounts.api import Actor
from liangxin.kernel.term import Term

Do = Callable[[World, Actor], object]


def _draft() -> claims.DriveDraft:
    now = timezone.now()
    return claims.DriveDraft("虚构资格券", "e_bikes", "e_bike", 5, 50_000, now, now + timedelta(days=1), None, 15)


def _proposed(world: World) -> UUID:
    return claims.propose_drive(world.system, COUNTY, _draft(), at=timezone.now())


def _running(world: World) -> UUID:
    public_id = _proposed(world)
    Drive.objects.filter(public_id=public_id).update(state="approved", decided_at=timezone.now())
    return public_id


OF_DRIVES: dict[str, tuple[Term, Do]] = {
    "propose_drive": (Power.DRIVE_PROPOSE, lambda _, a: claims.propose_drive(a, COUNTY, _draft(), at=timezone.now())),
    "approve_drive": (
        Power.DRIVE_APPROVE,
        lambda w, a: claims.approve_drive(a, _proposed(w), reason="测试", at=timezone.now()),
    ),
    "refuse_drive": (
        Power.DRIVE_APPROVE,
        lambda w, a: claims.refuse_drive(a, _proposed(w), reason="不符", at=timezone.now()),
    ),
    "end_drive": (Power.DRIVE_APPROVE, lambda w, a: claims.end_drive(a, _running(w), reason="异常", at=timezone.now())),
}
