"""Supervision orders with what they are about, who supports, wishes for more time, and everything that happened."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from liangxin.domains.progress.models.snapshots import TITLE
from liangxin.domains.progress.terms import (
    FACTS_LIMIT,
    HIGHEST_ESCALATION,
    ORDER_TITLE_LIMIT,
    REASON_LIMIT,
    TEXT_LIMIT,
    Done,
    OrderLevel,
    OrderSource,
    OrderState,
    OrderVerb,
    SubjectKind,
    TimeState,
)
from liangxin.foundation.fields import PublicIdField, append_only, one_of

_PERSON = "用于追溯督办责任；与督办同期长期保存。"
_NUMBERED = Q(number="", serial__isnull=True, year__isnull=True) | Q(
    ~Q(number=""), serial__isnull=False, year__isnull=False
)


class OrderTerm(models.Model):
    """The terms of a level in a region; without a row those of `rules.supervision.USUAL_TERMS` hold."""

    personal_data: ClassVar[str] = "none"

    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name="所属区划")
    level = models.CharField("级别", max_length=8, choices=OrderLevel.choices)
    days = models.PositiveSmallIntegerField("办理工作日")
    first = models.PositiveSmallIntegerField("逾期几个工作日升级到分管领导")
    second = models.PositiveSmallIntegerField("逾期几个工作日升级到组长")

    class Meta:
        verbose_name = verbose_name_plural = "督办期限"
        ordering = ["region", "level"]
        constraints = [
            one_of("level", OrderLevel, "progress_orderterm"),
            models.UniqueConstraint(fields=["region", "level"], name="progress_orderterm_once_a_level"),
            models.CheckConstraint(
                condition=Q(days__gte=1, first__gte=1, second__gt=F("first")), name="progress_orderterm_possible"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.region_id} {self.level} {self.days}"


class OrderCounter(models.Model):
    """The last number given in a region in a year: whoever issues holds its row, so that numbers have no gap."""

    personal_data: ClassVar[str] = "none"

    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name="所属区划")
    year = models.PositiveSmallIntegerField("年")
    last = models.PositiveIntegerField("最后一号")

    class Meta:
        verbose_name = verbose_name_plural = "督办编号"
        ordering = ["region", "year"]
        constraints = [models.UniqueConstraint(fields=["region", "year"], name="progress_ordercounter_once_a_year")]

    def __str__(self) -> str:
        return f"{self.region_id} {self.year} {self.last}"


class Order(models.Model):
    """A demand with a day, to one unit. Days are the office's; moments stand with the events.

    `replied_on` is the day of the unit's last answer, which tells whether it was in time; `escalated` counts anew
    with each new day.
    """

    personal_data: ClassVar[str] = f"drafted_by、issued_by、replied_by、closed_by：经办人员的账号，{_PERSON}"

    public_id = PublicIdField()
    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name="所属区划")
    number = models.CharField("编号", max_length=40, blank=True)
    year = models.PositiveSmallIntegerField("年", null=True, blank=True)
    serial = models.PositiveIntegerField("序号", null=True, blank=True)
    title = models.CharField("标题", max_length=ORDER_TITLE_LIMIT)
    asked = models.CharField("要求", max_length=TEXT_LIMIT)
    source = models.CharField("来源", max_length=8, choices=OrderSource.choices)
    decided_by = models.CharField("谁决定", max_length=REASON_LIMIT, blank=True)
    level = models.CharField("级别", max_length=8, choices=OrderLevel.choices)
    lead_unit = models.ForeignKey("regions.Unit", models.PROTECT, related_name="+", verbose_name="牵头单位")
    due_on = models.DateField("办理期限", null=True, blank=True)
    due_working_days = models.PositiveSmallIntegerField("期限工作日", null=True, blank=True)
    state = models.CharField("状态", max_length=9, choices=OrderState.choices, default=OrderState.DRAFTED.value)
    escalated = models.PositiveSmallIntegerField("升级", default=0)
    sent_back = models.PositiveSmallIntegerField("退回次数", default=0)
    done = models.CharField("完成情况", max_length=7, choices=Done.choices, blank=True)
    drafted_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, related_name="+", verbose_name="拟稿人", null=True, blank=True
    )
    drafted_at = models.DateTimeField("拟稿时间", default=timezone.now)
    issued_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, related_name="+", verbose_name="下达人", null=True, blank=True
    )
    issued_on = models.DateField("下达日期", null=True, blank=True)
    received_on = models.DateField("签收日期", null=True, blank=True)
    replied_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, related_name="+", verbose_name="反馈人", null=True, blank=True
    )
    replied_on = models.DateField("反馈日期", null=True, blank=True)
    closed_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, related_name="+", verbose_name="办结人", null=True, blank=True
    )
    closed_on = models.DateField("办结日期", null=True, blank=True)
    instructed_at = models.DateTimeField("最近批示时间", null=True, blank=True)
    escalated_at = models.DateTimeField("最近升级时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "督办"
        ordering = ["-id"]
        constraints = [
            one_of("source", OrderSource, "progress_order"),
            one_of("level", OrderLevel, "progress_order"),
            one_of("state", OrderState, "progress_order"),
            one_of("done", Done, "progress_order", empty=True),
            models.UniqueConstraint(fields=["region", "year", "serial"], name="progress_order_number_once"),
            models.CheckConstraint(condition=_NUMBERED, name="progress_order_numbered_wholly"),
            models.CheckConstraint(
                condition=Q(state__in=[OrderState.DRAFTED.value, OrderState.WITHDRAWN.value])
                | Q(serial__isnull=False, issued_on__isnull=False, due_on__isnull=False),
                name="progress_order_issued_with_number_and_day",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[OrderState.REPLIED.value, OrderState.CLOSED.value])
                | Q(replied_on__isnull=False) & ~Q(done=""),
                name="progress_order_answered_before_it_is_closed",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[OrderState.CLOSED.value, OrderState.WITHDRAWN.value], closed_on__isnull=False)
                | ~Q(state__in=[OrderState.CLOSED.value, OrderState.WITHDRAWN.value]) & Q(closed_on__isnull=True),
                name="progress_order_closed_on_a_day",
            ),
            # Four eyes; the system itself has no account.
            models.CheckConstraint(
                condition=~Q(state=OrderState.CLOSED.value)
                | Q(closed_by__isnull=True)
                | Q(replied_by__isnull=True)
                | ~Q(closed_by=F("replied_by")),
                name="progress_order_four_eyes",
            ),
            models.CheckConstraint(
                condition=Q(escalated__lte=HIGHEST_ESCALATION), name="progress_order_escalated_so_far"
            ),
        ]
        indexes = [
            # A unit's own, and what the office still follows.
            models.Index(fields=["lead_unit", "state"], name="progress_order_of_unit"),
            models.Index(fields=["region", "state", "due_on"], name="progress_order_of_region"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class OrderSupport(models.Model):
    """A unit that supports the lead unit of an order."""

    personal_data: ClassVar[str] = "none"

    order = models.ForeignKey(Order, models.PROTECT, related_name="supports", verbose_name="督办")
    unit = models.ForeignKey("regions.Unit", models.PROTECT, related_name="+", verbose_name="配合单位")

    class Meta:
        verbose_name = verbose_name_plural = "督办配合单位"
        ordering = ["order", "id"]
        constraints = [models.UniqueConstraint(fields=["order", "unit"], name="progress_ordersupport_once")]

    def __str__(self) -> str:
        return f"{self.order_id} {self.unit_id}"


class OrderSubject(models.Model):
    """What an order is about; `unit` and `is_open` repeat the order's: one stands open for a thing and unit."""

    personal_data: ClassVar[str] = "none"

    order = models.ForeignKey(Order, models.PROTECT, related_name="subjects", verbose_name="督办")
    unit = models.ForeignKey("regions.Unit", models.PROTECT, related_name="+", verbose_name="牵头单位")
    is_open = models.BooleanField("未办结", default=True)
    kind = models.CharField("类别", max_length=9, choices=SubjectKind.choices)
    target = models.ForeignKey(
        "plans.Target", models.PROTECT, related_name="+", verbose_name="目标", null=True, blank=True
    )
    task = models.ForeignKey("plans.Task", models.PROTECT, related_name="+", verbose_name="任务", null=True, blank=True)
    answer = models.ForeignKey(
        "progress.Return", models.PROTECT, related_name="+", verbose_name="报送", null=True, blank=True
    )
    title = models.CharField("内容", max_length=TITLE)
    facts = models.CharField("当时情况", max_length=FACTS_LIMIT, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "督办事项"
        ordering = ["order", "id"]
        constraints = [
            one_of("kind", SubjectKind, "progress_ordersubject"),
            models.UniqueConstraint(
                fields=["target", "unit"], condition=Q(is_open=True), name="progress_ordersubject_one_for_target"
            ),
            models.UniqueConstraint(
                fields=["task", "unit"], condition=Q(is_open=True), name="progress_ordersubject_one_for_task"
            ),
            models.UniqueConstraint(
                fields=["answer", "unit"], condition=Q(is_open=True), name="progress_ordersubject_one_for_return"
            ),
            models.CheckConstraint(
                condition=Q(kind=SubjectKind.TARGET.value, target__isnull=False, task=None, answer=None)
                | Q(kind=SubjectKind.TASK.value, target=None, task__isnull=False, answer=None)
                | Q(kind=SubjectKind.RETURN.value, target=None, task=None, answer__isnull=False)
                | Q(kind=SubjectKind.FOLLOW_UP.value, target=None, task=None, answer=None)
                | Q(kind=SubjectKind.TEXT.value, target=None, task=None, answer=None),
                name="progress_ordersubject_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class OrderEvent(models.Model):
    """What happened to an order: who, when, what, until when. Only added to."""

    personal_data: ClassVar[str] = f"by：办理人员的账号，{_PERSON}"

    public_id = PublicIdField()
    order = models.ForeignKey(Order, models.PROTECT, related_name="events", verbose_name="督办")
    verb = models.CharField("办理", max_length=11, choices=OrderVerb.choices)
    at = models.DateTimeField("时间", default=timezone.now)
    by = models.ForeignKey(
        "accounts.Account", models.PROTECT, related_name="+", verbose_name="办理人", null=True, blank=True
    )
    by_name = models.CharField("办理人姓名", max_length=60, blank=True)
    text = models.CharField("内容", max_length=TEXT_LIMIT, blank=True)
    until = models.DateField("期限", null=True, blank=True)
    done = models.CharField("完成情况", max_length=7, choices=Done.choices, blank=True)
    level = models.PositiveSmallIntegerField("升级到", null=True, blank=True)
    file = models.ForeignKey(
        "files.StoredFile", models.PROTECT, related_name="+", verbose_name="佐证材料", null=True, blank=True
    )
    file_name = models.CharField("文件名", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "督办经过"
        ordering = ["order", "id"]
        constraints = [
            one_of("verb", OrderVerb, "progress_orderevent"),
            one_of("done", Done, "progress_orderevent", empty=True),
            # The daily rule and a person by hand, or the rule twice: one escalation to a level for one day.
            models.UniqueConstraint(
                fields=["order", "level", "until"],
                condition=Q(verb=OrderVerb.ESCALATE.value),
                name="progress_orderevent_escalated_once",
            ),
            models.CheckConstraint(
                condition=~Q(verb=OrderVerb.ESCALATE.value) | Q(level__range=(1, HIGHEST_ESCALATION)),
                name="progress_orderevent_escalated_to_a_level",
            ),
        ]
        triggers = append_only("progress_orderevent")

    def __str__(self) -> str:
        return f"{self.order_id} {self.verb}"


class OrderTime(models.Model):
    """A wish of the unit for more time, and what the office said."""

    personal_data: ClassVar[str] = f"asked_by、decided_by：申请、答复人员的账号，{_PERSON}"

    order = models.ForeignKey(Order, models.PROTECT, related_name="wishes", verbose_name="督办")
    wanted_on = models.DateField("申请期限")
    reason = models.CharField("理由", max_length=REASON_LIMIT)
    state = models.CharField("答复", max_length=7, choices=TimeState.choices, default=TimeState.ASKED.value)
    asked_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, related_name="+", verbose_name="申请人", null=True, blank=True
    )
    asked_at = models.DateTimeField("申请时间", default=timezone.now)
    decided_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, related_name="+", verbose_name="答复人", null=True, blank=True
    )
    decided_at = models.DateTimeField("答复时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "督办延期申请"
        ordering = ["order", "id"]
        constraints = [
            one_of("state", TimeState, "progress_ordertime"),
            models.UniqueConstraint(
                fields=["order"], condition=Q(state=TimeState.ASKED.value), name="progress_ordertime_one_waits"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="progress_ordertime_with_a_reason"),
            models.CheckConstraint(
                condition=Q(state=TimeState.ASKED.value, decided_at__isnull=True)
                | ~Q(state=TimeState.ASKED.value) & Q(decided_at__isnull=False),
                name="progress_ordertime_decided_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | Q(asked_by__isnull=True) | ~Q(decided_by=F("asked_by")),
                name="progress_ordertime_four_eyes",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order_id} {self.wanted_on} {self.state}"
