"""What was found when targets and regions were last looked at. Pages read these tables only; jobs write them."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F

from liangxin.domains.progress.terms import FigureOrigin, Status, TaskState
from liangxin.foundation.fields import one_of

TITLE = 500


class TargetSnapshot(models.Model):
    """How a target in force stands. What its plan says is kept beside it, so that a list needs this table alone.

    `unit_ids` are all units that answer for its task; `chart` is what its page draws, `spark` what a list draws.
    """

    personal_data: ClassVar[str] = "none"

    target = models.OneToOneField("plans.Target", models.PROTECT, related_name="+", verbose_name="目标")
    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name="所属区划")
    indicator = models.ForeignKey(
        "indicators.Indicator", models.PROTECT, related_name="+", verbose_name="指标", null=True, blank=True
    )
    task = models.ForeignKey("plans.Task", models.PROTECT, related_name="+", verbose_name="任务", null=True, blank=True)
    place = models.BigIntegerField("次序")
    name = models.CharField("目标", max_length=TITLE)
    chapter = models.CharField("行动", max_length=TITLE, blank=True)
    figure = models.JSONField("目标值")  # as stated: kind, comparator, value, unit, and the place of the sentence
    unit = models.CharField("单位", max_length=20, blank=True)
    aim = models.DecimalField("目标数", null=True, max_digits=30, decimal_places=6)
    deadline = models.PositiveSmallIntegerField("期限", null=True)
    days_left = models.IntegerField("剩余天数", null=True)
    status = models.CharField("状态", max_length=9, choices=Status.choices)
    is_reached = models.BooleanField("已达到", default=False)
    is_over = models.BooleanField("期限已过", default=False)
    reasons = models.JSONField("理由", default=list)  # [{"rule": …, "figures": {…}}, …], what decided first
    actual = models.DecimalField("实际", null=True, max_digits=30, decimal_places=6)
    expected = models.DecimalField("应有", null=True, max_digits=30, decimal_places=6)
    index = models.DecimalField("进度指数", null=True, max_digits=9, decimal_places=2)  # per cent of what was due
    origin = models.CharField("数字来源", max_length=9, choices=FigureOrigin.choices, blank=True)
    as_of = models.DateField("数据截至", null=True)
    got = models.PositiveIntegerField("已到", null=True)
    due = models.PositiveIntegerField("应到", null=True)
    forecast = models.DecimalField("预测", null=True, max_digits=30, decimal_places=6)
    forecast_low = models.DecimalField("预测下限", null=True, max_digits=30, decimal_places=6)
    forecast_high = models.DecimalField("预测上限", null=True, max_digits=30, decimal_places=6)
    differs = models.BooleanField("计算与填报不一致", default=False)
    lacks = models.CharField("缺少", max_length=30, blank=True)  # why there is no figure: a NoPath, or "no_source"
    lead_unit = models.ForeignKey(
        "regions.Unit", models.PROTECT, related_name="+", verbose_name="牵头单位", null=True, blank=True
    )
    lead_name = models.CharField("牵头单位名称", max_length=TITLE, blank=True)
    unit_ids = ArrayField(models.BigIntegerField(), verbose_name="责任单位", default=list)
    spark = models.JSONField("小图", default=list)
    chart = models.JSONField("图", default=dict)
    looked_at = models.DateTimeField("刷新时间")

    class Meta:
        verbose_name = verbose_name_plural = "目标进展"
        ordering = ["region", "place"]
        constraints = [
            one_of("status", Status, "progress_targetsnapshot"),
            one_of("origin", FigureOrigin, "progress_targetsnapshot", empty=True),
            models.CheckConstraint(
                condition=models.Q(status=Status.NOT_KNOWN.value) | models.Q(as_of__isnull=False),
                name="progress_targetsnapshot_no_colour_by_silence",
            ),
        ]
        indexes = [
            # The list of a region, and its counts by status.
            models.Index(fields=["region", "status"], name="progress_target_by_status"),
            # A unit sees what it answers for.
            GinIndex(fields=["unit_ids"], name="progress_target_units"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.status}"


class TaskSnapshot(models.Model):
    """A task in force with what was last reported and what its targets make of it."""

    personal_data: ClassVar[str] = "none"

    task = models.OneToOneField("plans.Task", models.PROTECT, related_name="+", verbose_name="任务")
    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name="所属区划")
    place = models.BigIntegerField("次序")
    title = models.TextField("任务")
    chapter = models.CharField("行动", max_length=TITLE, blank=True)
    marker = models.CharField("层次", max_length=100, blank=True)
    deadline = models.PositiveSmallIntegerField("期限", null=True)
    state = models.CharField("状态", max_length=11, choices=TaskState.choices, blank=True)  # empty: never reported
    percent = models.DecimalField("完成", null=True, max_digits=7, decimal_places=2)
    got = models.PositiveIntegerField("有数的目标", default=0)
    due = models.PositiveIntegerField("目标数", default=0)
    worst = models.CharField("最差的目标", max_length=9, choices=Status.choices, blank=True)
    report = models.ForeignKey(
        "progress.TaskReport", models.PROTECT, related_name="+", verbose_name="最近报告", null=True, blank=True
    )
    reported_at = models.DateTimeField("最近报告时间", null=True)
    lead_unit = models.ForeignKey(
        "regions.Unit", models.PROTECT, related_name="+", verbose_name="牵头单位", null=True, blank=True
    )
    lead_name = models.CharField("牵头单位名称", max_length=TITLE, blank=True)
    lead_ids = ArrayField(models.BigIntegerField(), verbose_name="牵头单位", default=list)
    unit_ids = ArrayField(models.BigIntegerField(), verbose_name="责任单位", default=list)
    waiting_for = models.ForeignKey(
        "regions.Unit", models.PROTECT, related_name="+", verbose_name="等待的单位", null=True, blank=True
    )
    looked_at = models.DateTimeField("刷新时间")

    class Meta:
        verbose_name = verbose_name_plural = "任务进展"
        ordering = ["region", "place"]
        constraints = [
            one_of("state", TaskState, "progress_tasksnapshot", empty=True),
            one_of("worst", Status, "progress_tasksnapshot", empty=True),
            models.CheckConstraint(condition=models.Q(got__lte=F("due")), name="progress_tasksnapshot_got_of_due"),
        ]
        indexes = [
            models.Index(fields=["region", "state"], name="progress_task_by_state"),
            GinIndex(fields=["unit_ids"], name="progress_task_units"),
            # Who waits for my unit.
            models.Index(fields=["waiting_for"], name="progress_task_waiting_for"),
        ]

    def __str__(self) -> str:
        return self.title


class RegionSnapshot(models.Model):
    """How a region stands. `boards` has counts by action, unit and region below, and what changed lately."""

    personal_data: ClassVar[str] = "none"

    region = models.OneToOneField("regions.Region", models.PROTECT, related_name="+", verbose_name="区划")
    on = models.DateField("日期")
    targets = models.PositiveIntegerField("目标数", default=0)
    known = models.PositiveIntegerField("有结论的目标", default=0)
    counts = models.JSONField("各状态", default=dict)
    boards = models.JSONField("分表", default=dict)
    looked_at = models.DateTimeField("刷新时间")

    class Meta:
        verbose_name = verbose_name_plural = "地区进展"
        ordering = ["region__code"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(known__lte=F("targets")), name="progress_regionsnapshot_known_of_all"
            )
        ]

    def __str__(self) -> str:
        return f"{self.region_id} {self.on}"


class StatusDay(models.Model):
    """A day on which a target came to stand differently; a second change on the day replaces the first."""

    personal_data: ClassVar[str] = "none"

    target = models.ForeignKey("plans.Target", models.PROTECT, related_name="+", verbose_name="目标")
    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name="所属区划")
    on = models.DateField("日期")
    before = models.CharField("之前", max_length=9, choices=Status.choices, blank=True)
    after = models.CharField("之后", max_length=9, choices=Status.choices)
    rule = models.CharField("依据", max_length=30, blank=True)
    actual = models.DecimalField("实际", null=True, max_digits=30, decimal_places=6)
    as_of = models.DateField("数据截至", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "状态变化"
        ordering = ["target", "-on"]
        constraints = [
            one_of("before", Status, "progress_statusday", empty=True),
            one_of("after", Status, "progress_statusday"),
            models.UniqueConstraint(fields=["target", "on"], name="progress_statusday_once_a_day"),
        ]
        # What changed lately in a region.
        indexes = [models.Index(fields=["region", "on"], name="progress_statusday_lately")]

    def __str__(self) -> str:
        return f"{self.target_id} {self.on} {self.after}"


class RefreshDue(models.Model):
    """A region whose snapshots are to be refreshed: while its row stands, one run waits in the queue, and no second."""

    personal_data: ClassVar[str] = "none"

    region = models.OneToOneField("regions.Region", models.PROTECT, related_name="+", verbose_name="区划")
    asked_at = models.DateTimeField("提出时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "待刷新"
        ordering = ["asked_at"]

    def __str__(self) -> str:
        return str(self.region_id)


class CountDue(models.Model):
    """A measure whose records have changed since it was last computed in a region and all below."""

    personal_data: ClassVar[str] = "none"

    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name="区划")
    measure_code = models.CharField("口径", max_length=140)

    class Meta:
        verbose_name = verbose_name_plural = "待计算的口径"
        ordering = ["region", "measure_code"]
        constraints = [models.UniqueConstraint(fields=["region", "measure_code"], name="progress_countdue_once")]

    def __str__(self) -> str:
        return f"{self.region_id} {self.measure_code}"
