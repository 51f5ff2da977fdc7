"""Tables of promotion events: what is planned, who takes part, what came of it."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from liangxin.domains.schemes.models.merchants import Merchant
from liangxin.domains.schemes.terms import EVENT_NAME_LIMIT, PLACE_LIMIT, REASON_LIMIT, EventKind
from liangxin.foundation.fields import MoneyField, PublicIdField, append_only, one_of


class PromotionEvent(models.Model):
    """An event, from its first to its last day, both included; what is not known is absent, never 0."""

    personal_data: ClassVar[str] = "entered_by：登记人员的账号，用于追溯；与活动记录同期长期保存。"

    public_id = PublicIdField()
    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name="区划")
    kind = models.CharField("类别", max_length=18, choices=EventKind.choices)
    name = models.CharField("活动名称", max_length=EVENT_NAME_LIMIT)
    first_day = models.DateField("开始日期")
    last_day = models.DateField("结束日期")
    place = models.CharField("地点", max_length=PLACE_LIMIT)
    families = ArrayField(models.CharField(max_length=20), verbose_name="涉及的补贴", default=list)
    unit = models.ForeignKey(
        "regions.Unit", models.PROTECT, related_name="+", verbose_name="主办单位", null=True, blank=True
    )
    organiser = models.CharField("其他主办方", max_length=100, blank=True)
    budget = MoneyField("预算", null=True, blank=True)
    expected_visitors = models.PositiveIntegerField("预计人次", null=True, blank=True)
    expected_turnover = MoneyField("预计销售额", null=True, blank=True)
    merchants = models.ManyToManyField(Merchant, related_name="events", verbose_name="参加商户", blank=True)
    cancelled_at = models.DateTimeField("取消时间", null=True, blank=True)
    cancel_reason = models.CharField("取消事由", max_length=REASON_LIMIT, blank=True)
    entered_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, related_name="+", verbose_name="登记人", null=True, blank=True
    )
    entered_at = models.DateTimeField("登记时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "促消费活动"
        ordering = ["region", "-first_day"]
        constraints = [
            one_of("kind", EventKind, "schemes_promotionevent"),
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="schemes_promotionevent_days_in_order"
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=True) | ~Q(cancel_reason=""),
                name="schemes_promotionevent_cancelled_with_reason",
            ),
        ]
        indexes = [models.Index(fields=["region", "first_day"], name="schemes_promotionevent_days")]

    def __str__(self) -> str:
        return self.name


class EventResult(models.Model):
    """What was counted of an event, with its proof; the latest holds, the earlier ones stay."""

    personal_data: ClassVar[str] = "recorded_by：登记人员的账号，用于追溯；与活动记录同期长期保存。"

    event = models.ForeignKey(PromotionEvent, models.PROTECT, related_name="results", verbose_name="活动")
    visitors = models.PositiveIntegerField("参加人次", null=True, blank=True)
    orders = models.PositiveIntegerField("成交单数", null=True, blank=True)
    turnover = MoneyField("销售额", null=True, blank=True)
    claims = models.PositiveIntegerField("享受补贴单数", null=True, blank=True)
    note = models.CharField("说明", max_length=REASON_LIMIT, blank=True)
    file = models.ForeignKey("files.StoredFile", models.PROTECT, related_name="+", verbose_name="佐证材料")
    file_name = models.CharField("文件名", max_length=200)
    recorded_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, related_name="+", verbose_name="登记人", null=True, blank=True
    )
    recorded_at = models.DateTimeField("登记时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "活动结果"
        ordering = ["event", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(visitors__isnull=False)
                | Q(orders__isnull=False)
                | Q(turnover__isnull=False)
                | Q(claims__isnull=False),
                name="schemes_eventresult_says_something",
            )
        ]
        triggers = append_only("schemes_eventresult")

    def __str__(self) -> str:
        return f"{self.event_id}"
