"""Tables of drives: what is released when and at what pace; who came in which order; who left the queue."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from liangxin.domains.claims.terms import REASON_LIMIT, DriveState
from liangxin.domains.claims.terms.drives import NAME_LIMIT
from liangxin.foundation.accounts.api import Account
from liangxin.foundation.fields import PublicIdField, append_only, one_of

GENESIS = "0" * 64


class Drive(models.Model):
    """A release of vouchers of one category, proposed by one person and approved by another.

    The counters are kept under the row's lock: `arrived` in the queue, `called` (the last place whose turn it was),
    `issued` ever, `returned` because cancelled or lapsed. What is out is `issued - returned`, never above `count`: the
    database refuses it. `head` is the digest of the queue's last ticket.
    """

    personal_data: ClassVar[str] = "proposed_by、decided_by：编制人和批准人账号，用于追溯责任；与留痕同期保留。"

    public_id = PublicIdField()
    name = models.CharField("名称", max_length=NAME_LIMIT)
    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name="地区")
    family = models.CharField("类别", max_length=60)
    category = models.CharField("品类", max_length=30)
    count = models.PositiveIntegerField("张数")
    each_fen = models.BigIntegerField("每张最高金额（分）")
    opens_at = models.DateTimeField("开始时间")
    closes_at = models.DateTimeField("结束时间")
    per_minute = models.PositiveIntegerField("每分钟发放", null=True, blank=True)
    valid_days = models.PositiveSmallIntegerField("有效天数")
    state = models.CharField("状态", max_length=8, choices=DriveState.choices, default=DriveState.PROPOSED.value)
    proposed_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+", verbose_name="编制人")
    proposed_at = models.DateTimeField("编制时间")
    decided_by = models.ForeignKey(
        Account, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="批准人"
    )
    decided_at = models.DateTimeField("批准时间", null=True, blank=True)
    reason = models.CharField("理由", max_length=REASON_LIMIT, blank=True)
    arrived = models.PositiveIntegerField("排队人数", default=0)
    called = models.PositiveIntegerField("叫到第几位", default=0)
    issued = models.PositiveIntegerField("已发", default=0)
    returned = models.PositiveIntegerField("退回", default=0)
    head = models.CharField("队尾摘要", max_length=64, default=GENESIS)
    last_at = models.DateTimeField("最近到达", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "发放活动"
        ordering = ["-opens_at", "-id"]
        constraints = [
            one_of("state", DriveState, "claims_drive"),
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="claims_drive_days_in_order"),
            models.CheckConstraint(
                condition=Q(count__gt=0, each_fen__gt=0, valid_days__gt=0), name="claims_drive_of_something"
            ),
            models.CheckConstraint(
                condition=Q(per_minute__isnull=True) | Q(per_minute__gt=0), name="claims_drive_pace_above_zero"
            ),
            models.CheckConstraint(
                condition=Q(issued__lte=F("count") + F("returned")), name="claims_drive_not_oversold"
            ),
            models.CheckConstraint(condition=Q(returned__lte=F("issued")), name="claims_drive_returned_was_issued"),
            models.CheckConstraint(condition=Q(called__lte=F("arrived")), name="claims_drive_called_has_come"),
            models.CheckConstraint(
                condition=Q(state="proposed", decided_at__isnull=True)
                | (~Q(state="proposed") & Q(decided_at__isnull=False)),
                name="claims_drive_decided_has_moment",
            ),
            models.CheckConstraint(
                condition=Q(proposed_by__isnull=True) | Q(decided_by__isnull=True) | ~Q(proposed_by=F("decided_by")),
                name="claims_drive_four_eyes",
            ),
        ]
        indexes = [
            # the drives of a region that are open
            models.Index(fields=["region", "state", "closes_at"], name="claims_drive_open_ones"),
        ]

    def __str__(self) -> str:
        return self.name


class Ticket(models.Model):
    """A person's place in a drive's queue, one a person; each carries the digest of the one before and its own."""

    personal_data: ClassVar[str] = (
        "party 指向个人：排队先后，用于公平发放和事后查证，与补贴档案同期保留；公开的队列不含本列。"
    )

    public_id = PublicIdField()
    drive = models.ForeignKey(Drive, models.PROTECT, related_name="tickets", verbose_name="发放活动")
    party = models.ForeignKey("parties.Party", models.PROTECT, related_name="+", verbose_name="排队人")
    place = models.PositiveIntegerField("第几位")
    arrived_at = models.DateTimeField("到达时间")
    digest = models.CharField("摘要", max_length=64)

    class Meta:
        verbose_name = verbose_name_plural = "排队号"
        ordering = ["drive", "place"]
        constraints = [
            models.UniqueConstraint(fields=["drive", "place"], name="claims_ticket_one_a_place"),
            models.UniqueConstraint(fields=["drive", "party"], name="claims_ticket_one_a_person"),
            models.CheckConstraint(condition=Q(place__gt=0), name="claims_ticket_place_from_one"),
        ]
        triggers = append_only("claims_ticket")

    def __str__(self) -> str:
        return f"{self.drive_id}·{self.place}"


class Leaving(models.Model):
    """A person left the queue before their turn."""

    personal_data: ClassVar[str] = "none"

    ticket = models.OneToOneField(Ticket, models.PROTECT, related_name="leaving", verbose_name="排队号")
    left_at = models.DateTimeField("退出时间")

    class Meta:
        verbose_name = verbose_name_plural = "退出排队"
        triggers = append_only("claims_leaving")

    def __str__(self) -> str:
        return f"{self.ticket_id}"
