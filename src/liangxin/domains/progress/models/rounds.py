"""Rounds of dispatch and what units answer: returns, their lines, fields with a version each, questions at a field."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from liangxin.domains.progress.models.snapshots import TITLE
from liangxin.domains.progress.terms import (
    ANSWER_LIMIT,
    REASON_LIMIT,
    TEXT_LIMIT,
    FieldName,
    LineKind,
    ReturnState,
    RoundKind,
    RoundState,
)
from liangxin.foundation.fields import PublicIdField, one_of

_PERSON = "用于追溯报送责任；与报送同期长期保存。"


class Round(models.Model):
    """A collection of progress from the units of a region for a period."""

    personal_data: ClassVar[str] = f"opened_by、closed_by：发起、关闭调度人员的账号，{_PERSON}"

    public_id = PublicIdField()
    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name="所属区划")
    kind = models.CharField("类别", max_length=9, choices=RoundKind.choices)
    title = models.CharField("标题", max_length=120)
    starts_on = models.DateField("起")
    ends_on = models.DateField("止（不含）")
    due_on = models.DateField("报送期限")
    due_working_days = models.PositiveSmallIntegerField("期限工作日", null=True, blank=True)
    asks_targets = models.BooleanField("要填目标", default=True)
    asks_tasks = models.BooleanField("要填任务", default=True)
    note = models.CharField("填报要求", max_length=TEXT_LIMIT, blank=True)
    # What the region owes the level above for the same period, and is prefilled from this round.
    above = models.ForeignKey(
        "progress.Return", models.PROTECT, related_name="rounds_below", verbose_name="汇总到", null=True, blank=True
    )
    state = models.CharField("状态", max_length=6, choices=RoundState.choices, default=RoundState.OPEN.value)
    opened_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, related_name="+", verbose_name="发起人", null=True, blank=True
    )
    opened_at = models.DateTimeField("发起时间", auto_now_add=True)
    closed_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, related_name="+", verbose_name="关闭人", null=True, blank=True
    )
    closed_at = models.DateTimeField("关闭时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "调度"
        ordering = ["-id"]
        constraints = [
            one_of("kind", RoundKind, "progress_round"),
            one_of("state", RoundState, "progress_round"),
            models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="progress_round_period_not_empty"),
            models.CheckConstraint(condition=Q(asks_targets=True) | Q(asks_tasks=True), name="progress_round_asks"),
            models.UniqueConstraint(
                fields=["region", "kind", "starts_on", "ends_on"],
                condition=~Q(kind=RoundKind.AD_HOC.value),
                name="progress_round_once_a_period",
            ),
            models.CheckConstraint(
                condition=Q(state=RoundState.OPEN.value, closed_at__isnull=True)
                | Q(state=RoundState.CLOSED.value, closed_at__isnull=False),
                name="progress_round_closed_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Return(models.Model):
    """What a unit, or a region right below, answers in a round. `asked` and `filled` count the answers of its lines.

    `region` is where it is answered: the round's own for a unit, the one below for a region.
    """

    personal_data: ClassVar[str] = f"submitted_by、approved_by：提交、审定人员的账号，{_PERSON}"

    public_id = PublicIdField()
    round = models.ForeignKey(Round, models.PROTECT, related_name="returns", verbose_name="调度")
    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name="所属区划")
    unit = models.ForeignKey(
        "regions.Unit", models.PROTECT, related_name="+", verbose_name="报送单位", null=True, blank=True
    )
    below = models.ForeignKey(
        "regions.Region", models.PROTECT, related_name="+", verbose_name="报送地区", null=True, blank=True
    )
    state = models.CharField("状态", max_length=11, choices=ReturnState.choices, default=ReturnState.NOT_STARTED.value)
    asked = models.PositiveIntegerField("应填", default=0)
    filled = models.PositiveIntegerField("已填", default=0)
    sent_back = models.PositiveIntegerField("退回次数", default=0)
    first_submitted_at = models.DateTimeField("首次提交时间", null=True, blank=True)  # what punctuality is told by
    submitted_at = models.DateTimeField("提交时间", null=True, blank=True)
    submitted_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, related_name="+", verbose_name="提交人", null=True, blank=True
    )
    approved_at = models.DateTimeField("审定时间", null=True, blank=True)
    approved_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, related_name="+", verbose_name="审定人", null=True, blank=True
    )

    class Meta:
        verbose_name = verbose_name_plural = "报送"
        ordering = ["id"]
        constraints = [
            one_of("state", ReturnState, "progress_return"),
            models.UniqueConstraint(fields=["round", "unit"], name="progress_return_once_a_unit"),
            models.UniqueConstraint(fields=["round", "below"], name="progress_return_once_a_region"),
            models.CheckConstraint(
                condition=Q(unit__isnull=False, below__isnull=True)
                | Q(unit__isnull=True, below__isnull=False, below=F("region")),
                name="progress_return_unit_or_region",
            ),
            models.CheckConstraint(condition=Q(filled__lte=F("asked")), name="progress_return_filled_of_asked"),
            models.CheckConstraint(
                condition=~Q(state=ReturnState.APPROVED.value)
                | Q(approved_at__isnull=False, submitted_at__isnull=False),
                name="progress_return_approved_at_a_time",
            ),
            # Four eyes; the system itself has no account.
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("submitted_by")),
                name="progress_return_four_eyes",
            ),
        ]
        indexes = [
            # A clerk's own returns, and those that wait for approval.
            models.Index(fields=["unit", "state"], name="progress_return_of_unit"),
            # What a region owes the level above for a period.
            models.Index(fields=["below", "state"], name="progress_return_of_region"),
        ]

    def __str__(self) -> str:
        return f"{self.round_id}·{self.unit_id or self.below_id} {self.state}"


class ReturnLine(models.Model):
    """A target or a task that a unit is asked about. Figures beside it are as they stood when it was last filled."""

    personal_data: ClassVar[str] = "none"

    answer = models.ForeignKey(Return, models.PROTECT, related_name="lines", verbose_name="报送")
    kind = models.CharField("类别", max_length=6, choices=LineKind.choices)
    place = models.PositiveIntegerField("次序")
    target = models.ForeignKey(
        "plans.Target", models.PROTECT, related_name="+", verbose_name="目标", null=True, blank=True
    )
    task = models.ForeignKey("plans.Task", models.PROTECT, related_name="+", verbose_name="任务", null=True, blank=True)
    indicator = models.ForeignKey(
        "indicators.Indicator", models.PROTECT, related_name="+", verbose_name="指标", null=True, blank=True
    )
    title = models.CharField("内容", max_length=TITLE)
    chapter = models.CharField("行动", max_length=TITLE, blank=True)
    unit = models.CharField("计量单位", max_length=20, blank=True)
    adds_up = models.BooleanField("逐期相加", default=False)  # a flow; else what there is at the end of the period
    leads = models.BooleanField("牵头", default=True)  # whose answer is the report on the task
    # In what a region answers: its unit that tells the figure or leads the task; none where only the level above asks.
    told_by = models.ForeignKey(
        "regions.Unit", models.PROTECT, related_name="+", verbose_name="填报单位", null=True, blank=True
    )
    is_behind = models.BooleanField("滞后", default=False)  # asks for a word why
    last = models.DecimalField("上期数", null=True, max_digits=30, decimal_places=6)
    last_period = models.CharField("上期", max_length=40, blank=True)
    computed = models.DecimalField("系统计算", null=True, max_digits=30, decimal_places=6)
    asked = models.PositiveIntegerField("应填", default=0)
    filled = models.PositiveIntegerField("已填", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "报送内容"
        ordering = ["answer", "place"]
        constraints = [
            one_of("kind", LineKind, "progress_returnline"),
            models.CheckConstraint(
                condition=Q(kind=LineKind.TARGET.value, target__isnull=False, task__isnull=True)
                | Q(kind=LineKind.TASK.value, target__isnull=True, task__isnull=False),
                name="progress_returnline_target_or_task",
            ),
            models.UniqueConstraint(fields=["answer", "place"], name="progress_returnline_place_once"),
            models.CheckConstraint(condition=Q(filled__lte=F("asked")), name="progress_returnline_filled_of_asked"),
        ]

    def __str__(self) -> str:
        return self.title


class ReturnField(models.Model):
    """One field of a line with its own clock: `version` grows with each change, so that two who type lose nothing."""

    personal_data: ClassVar[str] = f"changed_by：填写人员的账号，{_PERSON}"

    public_id = PublicIdField()
    line = models.ForeignKey(ReturnLine, models.PROTECT, related_name="fields", verbose_name="内容")
    name = models.CharField("栏目", max_length=9, choices=FieldName.choices)
    value = models.CharField("内容", max_length=TEXT_LIMIT, blank=True)
    version = models.PositiveIntegerField("版本", default=0)
    is_prefilled = models.BooleanField("系统带入", default=False)
    doubts = models.JSONField("存疑", default=list)  # values of FigureDoubt and of the doubts of indicators
    assurance = models.CharField("核实说明", max_length=REASON_LIMIT, blank=True)
    changed_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, related_name="+", verbose_name="填写人", null=True, blank=True
    )
    changed_at = models.DateTimeField("填写时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "报送栏目"
        ordering = ["line", "id"]
        constraints = [
            one_of("name", FieldName, "progress_returnfield"),
            models.UniqueConstraint(fields=["line", "name"], name="progress_returnfield_once_a_line"),
        ]

    def __str__(self) -> str:
        return f"{self.line_id} {self.name} v{self.version}"


class ReturnQuestion(models.Model):
    """Why a return was sent back: a question at one field, answered there."""

    personal_data: ClassVar[str] = f"asked_by、answered_by：提问、答复人员的账号，{_PERSON}"

    public_id = PublicIdField()
    answer_to = models.ForeignKey(Return, models.PROTECT, related_name="questions", verbose_name="报送")
    field = models.ForeignKey(ReturnField, models.PROTECT, related_name="questions", verbose_name="栏目")
    text = models.CharField("提问", max_length=ANSWER_LIMIT)
    asked_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, related_name="+", verbose_name="提问人", null=True, blank=True
    )
    asked_at = models.DateTimeField("提问时间", auto_now_add=True)
    answer = models.CharField("答复", max_length=ANSWER_LIMIT, blank=True)
    answered_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, related_name="+", verbose_name="答复人", null=True, blank=True
    )
    answered_at = models.DateTimeField("答复时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "报送提问"
        ordering = ["answer_to", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="progress_returnquestion_asks_something"),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answer="") | Q(answered_at__isnull=False) & ~Q(answer=""),
                name="progress_returnquestion_answered_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return self.text
