"""Telling groups something, in the transaction of the change that causes it; the same key is posted once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection
from django.db.models import Q

from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.jobs.api import enqueue
from liangxin.foundation.messages.kinds import all_kinds
from liangxin.foundation.messages.models import Channel, Delivery, Post
from liangxin.foundation.messages.plain import without_numbers
from liangxin.foundation.messages.telling import require_own
from liangxin.foundation.messages.terms import TEXT_LIMIT, TITLE_LIMIT, DeliveryWay
from liangxin.kernel.text import cut


@dataclass(frozen=True, slots=True)
class Notice:
    """What the groups of a place are told: those of the region itself, or of one unit there.

    `text` has one fact a line and no personal data: names of units at most.
    """

    region_path: str
    kind: str
    key: str
    title: str
    text: str = ""
    url: str = ""
    unit_id: int | None = None


def post(actor: Actor, notices: Iterable[Notice]) -> int:
    """Post each notice once to the robots of its place that are on; returns how many sendings that makes.

    A place without a robot keeps nothing. Outside of a transaction, of a kind that no package declares, or with an
    address that is not of this site, it is a mistake of the caller.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("groups are told inside the action's transaction")
    told = list(notices)
    for notice in told:
        if notice.kind not in all_kinds():
            raise LookupError(f"no package declares messages of kind {notice.kind!r}")
        require_own(notice.url)
    robots = _robots_of(told)
    rows = [_post(notice) for notice in told if (notice.region_path, notice.unit_id) in robots]
    Post.objects.bulk_create(rows, ignore_conflicts=True)
    new = Post.objects.filter(public_id__in=[row.public_id for row in rows]).order_by("pk")
    pairs = [(row, channel) for row in new for channel in robots[row.region_path, row.unit_id]]
    return _send_to(actor, pairs)


def post_to(channel: Channel, kind: str, key: str, title: str, text: str) -> Delivery:
    """Post to one robot, also one that is off; nothing is enqueued."""
    row = Post.objects.create(
        kind=kind, key=key, title=title, text=text, region_path=channel.region_path, unit_id=channel.unit_id
    )
    return Delivery.objects.create(way=DeliveryWay.ROBOT.value, post=row, channel=channel)


def _robots_of(told: list[Notice]) -> dict[tuple[str, int | None], list[Channel]]:
    places = Q(pk__in=[])
    for path, unit in {(notice.region_path, notice.unit_id) for notice in told}:
        places |= Q(region_path=path, unit_id=unit) if unit else Q(region_path=path, unit_id__isnull=True)
    found: dict[tuple[str, int | None], list[Channel]] = {}
    for channel in Channel.objects.filter(places, is_on=True).order_by("pk"):
        found.setdefault((channel.region_path, channel.unit_id), []).append(channel)
    return found


def _post(notice: Notice) -> Post:
    return Post(
        kind=notice.kind,
        key=f"{notice.kind}:{notice.key}",
        region_path=notice.region_path,
        unit_id=notice.unit_id,
        title=cut(without_numbers(notice.title), TITLE_LIMIT),
        text=cut(without_numbers(notice.text), TEXT_LIMIT),
        url=notice.url,
    )


def _send_to(actor: Actor, pairs: list[tuple[Post, Channel]]) -> int:
    made = [Delivery(way=DeliveryWay.ROBOT.value, post=row, channel=channel) for row, channel in pairs]
    Delivery.objects.bulk_create(made)
    by_channel: dict[int, list[int]] = {}
    for delivery in made:
        by_channel.setdefault(delivery.channel_id or 0, []).append(delivery.pk)
    for ids in by_channel.values():  # one job a robot: one that is silent holds up no other
        enqueue("messages.send", actor, delivery_ids=ids)
    return len(made)
