"""The doors to goods and to workbooks: own regions and below; of the lists above what is or was listed."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet

from liangxin.domains.schemes.errors import GoodsNotFound, SentNotFound
from liangxin.domains.schemes.models import Goods, SentList
from liangxin.domains.schemes.terms import GoodsState, ListSubject, Power
from liangxin.foundation.accounts.api import Actor, seen_from

SENDS = {ListSubject.GOODS: Power.GOODS_EDIT, ListSubject.MERCHANTS: Power.MERCHANT_REVIEW}
PUBLISHES = {ListSubject.GOODS: Power.GOODS_EDIT, ListSubject.MERCHANTS: Power.MERCHANT_ADMIT}


def paths_above(path: str) -> list[str]:
    """The paths of the regions above one, and its own, widest first.

    >>> paths_above("990000/990100/")
    ['990000/', '990000/990100/']
    """
    codes = path.rstrip("/").split("/")
    return ["/".join(codes[:length]) + "/" for length in range(1, len(codes) + 1)]


def visible_goods(actor: Actor) -> QuerySet[Goods]:
    """Goods of own regions and below, and what the regions above have listed, for their lists hold here too."""
    above = {path for own in actor.paths(Power.READ) for path in paths_above(own)} if not actor.is_system else set()
    shared = Q(region__path__in=above) & ~Q(state=GoodsState.PROPOSED.value)
    return Goods.objects.filter(seen_from(actor, Power.READ) | shared, taken_back_at__isnull=True)


def get_goods(actor: Actor, public_id: UUID | str, to: Power = Power.READ) -> Goods:
    """The goods with their region. Raises GoodsNotFound, NotAllowed."""
    found = visible_goods(actor).select_related("region").filter(public_id=public_id).first()
    if found is None:
        raise GoodsNotFound
    if to is not Power.READ:
        actor.require(to, found.region.path)
    return found


def visible_sent(actor: Actor) -> QuerySet[SentList]:
    """Workbooks of own regions and below."""
    return SentList.objects.filter(seen_from(actor, Power.READ))


def get_sent(actor: Actor, public_id: UUID | str) -> SentList:
    """The workbook with region, file and people. Raises SentNotFound."""
    rows = visible_sent(actor).select_related(
        "region", "file", "uploaded_by", "published_by", "undone_by", "same_as__published_by"
    )
    found = rows.filter(public_id=public_id).first()
    if found is None:
        raise SentNotFound
    return found
