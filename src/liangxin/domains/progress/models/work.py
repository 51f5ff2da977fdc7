"""What people decide and report: bindings of targets, courses, which figure counts, reports on tasks."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from liangxin.domains.progress.terms import (
    REASON_LIMIT,
    TEXT_LIMIT,
    BindingKind,
    BindingState,
    Follow,
    Holding,
    Shape,
    TaskState,
)
from liangxin.foundation.fields import PublicIdField, append_only, one_of


class Binding(models.Model):
    """Where the figure of a target comes from: a measure, or a unit that reports it. Proposed until a person decides.

    `region` is that of the target's plan. What was decided before is in the trail.
    """

    personal_data: ClassVar[str] = "none"

    public_id = PublicIdField()
    target = models.ForeignKey("plans.Target", models.PROTECT, related_name="+", verbose_name="目标")
    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name="所属区划")
    kind = models.CharField("来源", max_length=8, choices=BindingKind.choices)
    # A code, not a key: measures are published by packages and have no table.
    measure_code = models.CharField("口径", max_length=140, blank=True)
    unit = models.ForeignKey(
        "regions.Unit", models.PROTECT, related_name="+", verbose_name="填报单位", null=True, blank=True
    )
    state = models.CharField("状态", max_length=9, choices=BindingState.choices, default=BindingState.PROPOSED.value)
    is_sure = models.BooleanField("把握大", default=False)
    holding = models.CharField("台账登记的是", max_length=9, choices=Holding.choices, blank=True)
    counts_agree = models.BooleanField("计数单位指同一种东西", default=False)
    whole = models.DecimalField(
        "总数", null=True, blank=True, max_digits=30, decimal_places=6
    )  # of which the target asks all
    decided_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, related_name="+", verbose_name="处理人", null=True, blank=True
    )
    decided_at = models.DateTimeField("处理时间", null=True, blank=True)
    proposed_at = models.DateTimeField("建议时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "数据来源"
        ordering = ["target", "kind", "id"]
        constraints = [
            one_of("kind", BindingKind, "progress_binding"),
            one_of("state", BindingState, "progress_binding"),
            one_of("holding", Holding, "progress_binding", empty=True),
            models.CheckConstraint(
                condition=Q(kind=BindingKind.MEASURE.value, unit__isnull=True) & ~Q(measure_code="")
                | Q(kind=BindingKind.UNIT.value, unit__isnull=False, measure_code=""),
                name="progress_binding_measure_or_unit",
            ),
            models.CheckConstraint(
                condition=Q(state=BindingState.PROPOSED.value, decided_at__isnull=True)
                | ~Q(state=BindingState.PROPOSED.value) & Q(decided_at__isnull=False),
                name="progress_binding_decided_on_a_day",
            ),
            models.UniqueConstraint(
                fields=["target", "measure_code"],
                condition=Q(kind=BindingKind.MEASURE.value),
                name="progress_binding_measure_once",
            ),
            models.UniqueConstraint(
                fields=["target", "unit"],
                condition=Q(kind=BindingKind.UNIT.value),
                name="progress_binding_unit_once",
            ),
            # Two measures of one target would be two truths; a unit may stand beside a measure.
            models.UniqueConstraint(
                fields=["target", "kind"],
                condition=Q(state=BindingState.CONFIRMED.value),
                name="progress_binding_one_of_a_kind",
            ),
            models.CheckConstraint(
                condition=Q(whole__isnull=True) | Q(whole__gt=0), name="progress_binding_whole_is_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.target_id} ← {self.measure_code or self.unit_id}"


class Following(models.Model):
    """Which figure the status of a target follows where two stand side by side; without a row, `Follow.AUTO`."""

    personal_data: ClassVar[str] = "none"

    target = models.OneToOneField("plans.Target", models.PROTECT, related_name="+", verbose_name="目标")
    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name="所属区划")
    follows = models.CharField("状态依据", max_length=8, choices=Follow.choices, default=Follow.AUTO.value)
    chosen_at = models.DateTimeField("选定时间", auto_now=True)

    class Meta:
        verbose_name = verbose_name_plural = "状态依据"
        ordering = ["target"]
        constraints = [one_of("follows", Follow, "progress_following")]

    def __str__(self) -> str:
        return f"{self.target_id} {self.follows}"


class Course(models.Model):
    """How a person says that a target is to be reached. The highest number is in force; all earlier ones stay.

    Without a row the course is the one that the rules take by themselves.
    """

    personal_data: ClassVar[str] = "none"

    target = models.ForeignKey("plans.Target", models.PROTECT, related_name="+", verbose_name="目标")
    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name="所属区划")
    number = models.PositiveIntegerField("版本")
    shape = models.CharField("形状", max_length=10, choices=Shape.choices)
    starts_on = models.DateField("起算日", null=True, blank=True)
    steps = models.JSONField("节点", default=list)  # [["2025-12-31", "60"], …], by day
    reason = models.CharField("理由", max_length=REASON_LIMIT)
    set_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, related_name="+", verbose_name="设定人", null=True, blank=True
    )
    set_at = models.DateTimeField("设定时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "进度安排"
        ordering = ["target", "-number"]
        constraints = [
            one_of("shape", Shape, "progress_course"),
            models.UniqueConstraint(fields=["target", "number"], name="progress_course_number_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="progress_course_set_with_a_reason"),
        ]
        triggers = append_only("progress_course")

    def __str__(self) -> str:
        return f"{self.target_id} {self.shape} {self.number}"


class TaskReport(models.Model):
    """What a unit said of a task on a day; only added to, the newest counts."""

    personal_data: ClassVar[str] = "none"

    public_id = PublicIdField()
    task = models.ForeignKey("plans.Task", models.PROTECT, related_name="+", verbose_name="任务")
    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name="所属区划")
    unit = models.ForeignKey("regions.Unit", models.PROTECT, related_name="+", verbose_name="报告单位")
    state = models.CharField("状态", max_length=11, choices=TaskState.choices)
    text = models.CharField("进展", max_length=TEXT_LIMIT)
    risks = models.CharField("困难和风险", max_length=TEXT_LIMIT, blank=True)
    next_step = models.CharField("下一步", max_length=TEXT_LIMIT, blank=True)
    waiting_for = models.ForeignKey(
        "regions.Unit", models.PROTECT, related_name="+", verbose_name="等待的单位", null=True, blank=True
    )
    waiting_what = models.CharField("等什么", max_length=REASON_LIMIT, blank=True)
    reported_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, related_name="+", verbose_name="报告人", null=True, blank=True
    )
    reported_at = models.DateTimeField("报告时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "任务进展报告"
        ordering = ["task", "-id"]
        constraints = [
            one_of("state", TaskState, "progress_taskreport"),
            models.CheckConstraint(condition=~Q(text=""), name="progress_taskreport_says_something"),
            models.CheckConstraint(
                condition=Q(waiting_for__isnull=False) | Q(waiting_what=""),
                name="progress_taskreport_waits_for_somebody",
            ),
        ]
        triggers = append_only("progress_taskreport")

    def __str__(self) -> str:
        return f"{self.task_id} {self.state}"
