"""The doors to the catalogue: open to whoever may read it anywhere, closed to all others."""

from __future__ import annotations

from django.db.models import QuerySet

from liangxin.domains.indicators.errors import IndicatorNotFound
from liangxin.domains.indicators.models import Indicator
from liangxin.domains.indicators.terms import Power
from liangxin.foundation.accounts.api import Actor


def visible_indicators(actor: Actor) -> QuerySet[Indicator]:
    """The whole catalogue, or nothing."""
    return Indicator.objects.all() if actor.may(Power.READ) else Indicator.objects.none()


def get_indicator(actor: Actor, code: str, to: Power = Power.READ) -> Indicator:
    """The indicator with this code; raises IndicatorNotFound for who may not read, NotAllowed without the power."""
    indicator = visible_indicators(actor).filter(code=code).first()
    if indicator is None:
        raise IndicatorNotFound
    actor.require(to)
    return indicator
