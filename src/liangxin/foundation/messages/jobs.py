"""Background work of messages: sending at once, the morning's digest, trying a robot, tidying."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from liangxin.foundation.jobs.api import Run, job, timetable
from liangxin.foundation.messages.errors import StillWaiting
from liangxin.foundation.messages.models import Message, Post
from liangxin.foundation.messages.sending import RETRIES, Outcome, send_deliveries, send_digests
from liangxin.kernel.working_days import is_working_day

READ_KEPT, KEPT = timedelta(days=90), timedelta(days=200)  # as the runs of jobs


@job("messages.send", queue="messages", retries=RETRIES, label="发送消息")
def send(run: Run, *, delivery_ids: list[int]) -> None:
    """Send what waits; what could not go is tried again later, and failed for good after the last try."""
    outcome = send_deliveries(delivery_ids, is_last=run.attempt > RETRIES)
    _say(run, outcome, len(delivery_ids))


@job("messages.try", queue="messages", label="试发群消息")
def try_robot(run: Run, *, delivery_id: int) -> None:
    """Send one message to a robot now; the run says how it answered."""
    outcome = send_deliveries([delivery_id], is_last=True)
    _say(run, outcome, 1)


def _say(run: Run, outcome: Outcome, total: int) -> None:
    run.progress(outcome.sent, total, f"已发{outcome.sent}条，未发出{outcome.failed}条，待重试{outcome.waiting}条")
    if outcome.waiting:
        raise StillWaiting(count=outcome.waiting)
    if outcome.refusal is not None and not outcome.sent:
        raise outcome.refusal


# Ten minutes after the reminders of the day: they come along.
@timetable("30 8 * * *", "messages.digest", queue="messages", retries=3, label="发送消息汇总邮件")
def digest(run: Run) -> None:
    """One mail a person with what waits; on working days only."""
    if is_working_day(timezone.localdate()):
        outcome = send_digests()
        _say(run, outcome, outcome.sent + outcome.failed + outcome.waiting)


@timetable("10 3 * * *", "messages.tidy", label="清理过期的消息")
@transaction.atomic
def tidy(run: Run) -> None:
    """What was read three months ago and what nobody read in seven goes, with its deliveries."""
    now = timezone.now()
    read, _ = Message.objects.filter(read_at__lt=now - READ_KEPT).delete()
    unread, _ = Message.objects.filter(created_at__lt=now - KEPT).delete()
    posts, _ = Post.objects.filter(created_at__lt=now - KEPT).delete()
    run.progress(1, 1, f"已读消息{read}条，陈旧消息{unread}条，群消息{posts}条")
