"""Sending outside, by jobs: a delivery is taken in a short transaction, sent outside of any, and then marked."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from liangxin.foundation.accounts.api import Account
from liangxin.foundation.messages import robots
from liangxin.foundation.messages.errors import RobotTooOften
from liangxin.foundation.messages.mails import mail_of, outside, send_mail
from liangxin.foundation.messages.models import Channel, Delivery
from liangxin.foundation.messages.robots import Posting
from liangxin.foundation.messages.terms import MOST_A_MINUTE, ChannelKind, DeliveryState, DeliveryWay
from liangxin.kernel.refusal import Refusal, RefusalKind
from liangxin.kernel.text import cut

RETRIES = 6  # after 4 s, 16 s, 1 min, 4 min, 17 min, 68 min: an hour and a half in all
_MINUTE = timedelta(minutes=1)
# Longer than any service is waited for: who took it and has said nothing since has died.
_IN_HAND = timedelta(minutes=3)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many were sent, failed for good, wait for another try; and the last refusal."""

    sent: int = 0
    failed: int = 0
    waiting: int = 0
    refusal: Refusal | None = None

    def __add__(self, other: Outcome) -> Outcome:
        return Outcome(
            self.sent + other.sent,
            self.failed + other.failed,
            self.waiting + other.waiting,
            other.refusal or self.refusal,
        )


def send_deliveries(ids: Iterable[int], *, is_last: bool) -> Outcome:
    """Send those of the deliveries that still wait; with `is_last` what does not go now has failed. May run twice."""
    outcome = Outcome()
    for delivery_id in ids:
        outcome += _send_one(delivery_id, is_last=is_last)
    return outcome


def send_digests() -> Outcome:
    """Send each person what waits for the digest, in one mail; what was read meanwhile needs no mail any more."""
    waiting = Delivery.objects.filter(state=DeliveryState.WAITING.value, in_digest=True)
    waiting.filter(message__read_at__isnull=False).update(state=DeliveryState.DROPPED.value)
    owners = list(waiting.order_by("message__recipient").values_list("message__recipient", flat=True).distinct())
    outcome = Outcome()
    for owner in owners:
        outcome += _send_digest(owner, waiting.filter(message__recipient=owner))
    return outcome


def _send_one(delivery_id: int, *, is_last: bool) -> Outcome:
    try:
        delivery = _taken(delivery_id)
        if delivery is None:
            return Outcome()
        _sent_outside(delivery)
    except Refusal as refusal:
        return _refused([delivery_id], refusal, is_last=is_last)
    return _went([delivery_id])


def _taken(delivery_id: int) -> Delivery | None:
    """The delivery, marked as in hand; None where it is over or another run has it. Raises RobotTooOften.

    The robot's row is held while its last minute is counted: two workers together keep to its limit.
    """
    now = timezone.now()
    with transaction.atomic():
        known = Delivery.objects.filter(pk=delivery_id).values_list("channel", flat=True).first()
        if known:
            list(Channel.objects.select_for_update().filter(pk=known).values_list("pk"))
        free = Delivery.objects.filter(_free(now), pk=delivery_id, state=DeliveryState.WAITING.value)
        row = free.select_for_update(of=("self",)).select_related("channel", "post", "message").first()
        if row is None:
            return None
        lately = Delivery.objects.filter(channel=row.channel_id, tried_at__gt=now - _MINUTE)
        if row.channel_id and lately.count() >= MOST_A_MINUTE:
            raise RobotTooOften(most=MOST_A_MINUTE)
        Delivery.objects.filter(pk=row.pk).update(taken_at=now, tried_at=now, tries=F("tries") + 1)
    return row


def _free(now: datetime) -> Q:
    return Q(taken_at__isnull=True) | Q(taken_at__lt=now - _IN_HAND)


def _sent_outside(delivery: Delivery) -> None:
    if delivery.way == DeliveryWay.MAIL and delivery.message is not None:
        account = Account.objects.get(pk=delivery.message.recipient_id)
        send_mail(mail_of(account, [delivery.message]))
        return
    channel, post = delivery.channel, delivery.post
    if channel is None or post is None:  # the table's constraint allows neither
        raise ValueError(f"delivery {delivery.pk} has nothing to send")
    posting = Posting(post.title, post.text, outside(post.url))
    robots.send(ChannelKind.of(channel.kind), channel.address, channel.secret, posting, int(time.time() * 1000))


def _send_digest(owner: int, waiting: QuerySet[Delivery]) -> Outcome:
    now = timezone.now()
    with transaction.atomic():
        free = waiting.filter(_free(now)).select_for_update(of=("self",)).select_related("message").order_by("pk")
        rows = [row for row in free if row.message is not None]
        ids = [row.pk for row in rows]
        Delivery.objects.filter(pk__in=ids).update(taken_at=now, tried_at=now, tries=F("tries") + 1)
    account = Account.objects.get(pk=owner)
    if not rows:
        return Outcome()
    if not (account.is_active and account.email):
        Delivery.objects.filter(pk__in=ids).update(state=DeliveryState.DROPPED.value, taken_at=None)
        return Outcome()
    try:
        send_mail(mail_of(account, [row.message for row in rows if row.message is not None]))
    except Refusal as refusal:
        return _refused(ids, refusal, is_last=min(row.tries for row in rows) >= RETRIES)
    return _went(ids)


def _went(ids: Sequence[int]) -> Outcome:
    now = timezone.now()
    rows = Delivery.objects.filter(pk__in=ids)
    rows.update(state=DeliveryState.SENT.value, sent_at=now, taken_at=None, error="", error_code="")
    return Outcome(sent=len(ids))


def _refused(ids: Sequence[int], refusal: Refusal, *, is_last: bool) -> Outcome:
    is_over = is_last or refusal.kind is not RefusalKind.UNAVAILABLE
    state = DeliveryState.FAILED if is_over else DeliveryState.WAITING
    Delivery.objects.filter(pk__in=ids, state=DeliveryState.WAITING.value).update(
        state=state.value, taken_at=None, error_code=refusal.code, error=cut(str(refusal), 300)
    )
    if is_over:
        return Outcome(failed=len(ids), refusal=refusal)
    return Outcome(waiting=len(ids), refusal=refusal)
