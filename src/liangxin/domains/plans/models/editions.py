"""Plans with their editions, and what they promise: targets and tasks that stay the same through all editions.

A target or task is one row for ever, so that what hangs on it (registers, progress) stays when a new edition comes;
each edition states it anew. Statements are written with the publication and never changed.
"""

from __future__ import annotations

from typing import ClassVar

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from liangxin.domains.plans.models.documents import Finding, PlanDocument
from liangxin.domains.plans.terms import (
    NAME_LIMIT,
    TITLE_LIMIT,
    EditionKind,
    FindingKind,
    PlanKind,
    PlanLevel,
    TaskKind,
    UnitPart,
    VersionState,
)
from liangxin.engines.reader.findings import Comparator, TargetKind
from liangxin.foundation.fields import PublicIdField
from liangxin.foundation.fields.one_of import one_of


def _stated_once(table: str) -> list[pgtrigger.Trigger]:
    """Statements are written when an edition is published; the database refuses to change or delete them afterwards."""
    return [
        pgtrigger.Trigger(
            name="stated_once",
            when=pgtrigger.Before,
            operation=pgtrigger.Update | pgtrigger.Delete,
            func=f"RAISE EXCEPTION '% is stated once: % is refused', TG_TABLE_NAME, TG_OP "
            f"USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = '{table}_stated_once';",
        )
    ]


class Plan(models.Model):
    """A plan through all its editions. `region` keeps it; it was issued by the government of `issued_by`.

    Where the two differ it is a plan of another place, kept for comparison: nothing of it is handed out here.
    `issued_by` is empty for the nation and for places that are no division (zones elsewhere); `place` names them.
    """

    personal_data: ClassVar[str] = "none"

    public_id = PublicIdField()
    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name="归口地区")
    issued_by = models.ForeignKey(
        "regions.Region", models.PROTECT, related_name="+", null=True, blank=True, verbose_name="印发地区"
    )
    place = models.CharField("印发地区名称", max_length=60)
    level = models.CharField("级别", max_length=8, choices=PlanLevel.choices)
    kind = models.CharField("类别", max_length=7, choices=PlanKind.choices, default=PlanKind.GENERAL.value)
    field = models.CharField("领域", max_length=NAME_LIMIT, blank=True)  # of a sector plan: what it is about
    title = models.CharField("标题", max_length=TITLE_LIMIT)
    upper = models.ForeignKey(
        "self", models.PROTECT, related_name="below", null=True, blank=True, verbose_name="上级方案"
    )
    main = models.ForeignKey(
        "self", models.PROTECT, related_name="sectors", null=True, blank=True, verbose_name="所属总方案"
    )
    current = models.OneToOneField(
        "PlanVersion", models.PROTECT, related_name="+", null=True, blank=True, verbose_name="现行版本"
    )

    class Meta:
        verbose_name = verbose_name_plural = "方案"
        ordering = ["region__code", "kind", "id"]
        constraints = [
            one_of("level", PlanLevel, "plans_plan"),
            one_of("kind", PlanKind, "plans_plan"),
            models.CheckConstraint(
                condition=Q(kind=PlanKind.SECTOR.value) | Q(main=None, field=""), name="plans_plan_main_of_sector_only"
            ),
            models.CheckConstraint(condition=~Q(upper=F("id")), name="plans_plan_not_above_itself"),
            models.CheckConstraint(
                condition=Q(issued_by=None) | ~Q(level=PlanLevel.NATIONAL.value),
                name="plans_plan_national_has_no_region",
            ),
            models.CheckConstraint(condition=~Q(place=""), name="plans_plan_has_a_place"),
        ]

    def __str__(self) -> str:
        return self.title


class PlanVersion(models.Model):
    """One edition of a plan, made of one document. Who publishes it is not who handed it in."""

    personal_data: ClassVar[str] = "none"

    public_id = PublicIdField()
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="versions", verbose_name="方案")
    number = models.PositiveSmallIntegerField("版次")
    document = models.OneToOneField(PlanDocument, models.PROTECT, related_name="version", verbose_name="文件")
    kind = models.CharField("性质", max_length=9, choices=EditionKind.choices, default=EditionKind.FIRST.value)
    state = models.CharField("状态", max_length=10, choices=VersionState.choices, default=VersionState.DRAFT.value)
    submitted_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, related_name="+", null=True, verbose_name="提交人"
    )
    submitted_at = models.DateTimeField("提交时间", null=True)
    published_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, related_name="+", null=True, verbose_name="发布人"
    )
    published_at = models.DateTimeField("发布时间", null=True)
    sent_back = models.CharField("退回理由", max_length=500, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "方案版本"
        ordering = ["plan", "-number"]
        constraints = [
            one_of("kind", EditionKind, "plans_planversion"),
            one_of("state", VersionState, "plans_planversion"),
            models.UniqueConstraint(fields=["plan", "number"], name="plans_planversion_number_once"),
            models.UniqueConstraint(
                fields=["plan"],
                condition=Q(state__in=[VersionState.DRAFT.value, VersionState.SUBMITTED.value]),
                name="plans_planversion_one_under_way",
            ),
            models.UniqueConstraint(
                fields=["plan"],
                condition=Q(state=VersionState.PUBLISHED.value),
                name="plans_planversion_one_in_force",
            ),
            models.CheckConstraint(
                condition=Q(state=VersionState.DRAFT.value) | Q(submitted_at__isnull=False),
                name="plans_planversion_submitted_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[VersionState.DRAFT.value, VersionState.SUBMITTED.value])
                | Q(published_at__isnull=False),
                name="plans_planversion_published_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(published_by=None) | ~Q(published_by=F("submitted_by")),
                name="plans_planversion_four_eyes",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} 第{self.number}版"


class _Promised(models.Model):
    """What all editions of a plan mean by one target or task: its number, and the edition that dropped it."""

    public_id = PublicIdField()
    number = models.PositiveIntegerField("编号")
    dropped_in = models.ForeignKey(
        PlanVersion, models.PROTECT, related_name="+", null=True, verbose_name="取消它的版本"
    )

    class Meta:
        abstract = True


class Target(_Promised):
    """A figure that a plan is to reach. Registers, measures and progress point here."""

    personal_data: ClassVar[str] = "none"

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="targets", verbose_name="方案")

    class Meta:
        verbose_name = verbose_name_plural = "目标"
        ordering = ["plan", "number"]
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="plans_target_number_once")]

    def __str__(self) -> str:
        return f"目标{self.number}"


class Task(_Promised):
    """Something that units answer for: a task of the text, or a row of an annexed list of measures."""

    personal_data: ClassVar[str] = "none"

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="tasks", verbose_name="方案")
    kind = models.CharField("种类", max_length=12, choices=TaskKind.choices, default=TaskKind.TASK.value)

    class Meta:
        verbose_name = verbose_name_plural = "任务"
        ordering = ["plan", "number"]
        constraints = [
            one_of("kind", TaskKind, "plans_task"),
            models.UniqueConstraint(fields=["plan", "number"], name="plans_task_number_once"),
        ]

    def __str__(self) -> str:
        return f"任务{self.number}"


class TaskStatement(models.Model):
    """What one edition says of a task. An amendment that is silent on it takes the statement over."""

    personal_data: ClassVar[str] = "leaders：方案写明的牵头领导姓名和职务（公开文件所载）；用于任务分工；随方案保存。"

    task = models.ForeignKey(Task, models.PROTECT, related_name="statements", verbose_name="任务")
    version = models.ForeignKey(PlanVersion, models.PROTECT, related_name="tasks", verbose_name="版本")
    finding = models.ForeignKey(Finding, models.PROTECT, related_name="+", verbose_name="原文")
    sequence = models.PositiveIntegerField("次序")
    marker = models.CharField("层次", max_length=100, blank=True)
    chapter = models.CharField("章节", max_length=TITLE_LIMIT, blank=True)
    title = models.TextField("任务")
    due = models.CharField("时限", max_length=NAME_LIMIT, blank=True)
    deadline = models.PositiveSmallIntegerField("期限", null=True)  # a year: the task's own, else of its first target
    leaders = ArrayField(models.TextField(), verbose_name="牵头领导", default=list)

    class Meta:
        verbose_name = verbose_name_plural = "任务表述"
        ordering = ["version", "sequence"]
        constraints = [
            models.UniqueConstraint(fields=["task", "version"], name="plans_taskstatement_once_a_version"),
        ]
        triggers = _stated_once("plans_taskstatement")

    def __str__(self) -> str:
        return self.title


class TaskUnit(models.Model):
    """A unit that answers for a task; without `unit` a body that is no unit of this government."""

    personal_data: ClassVar[str] = "none"

    statement = models.ForeignKey(TaskStatement, models.PROTECT, related_name="units", verbose_name="任务")
    unit = models.ForeignKey("regions.Unit", models.PROTECT, related_name="+", null=True, verbose_name="单位")
    written = models.CharField("原文名称", max_length=NAME_LIMIT)
    part = models.CharField("分工", max_length=7, choices=UnitPart.choices)
    position = models.PositiveSmallIntegerField("次序")

    class Meta:
        verbose_name = verbose_name_plural = "责任单位"
        ordering = ["statement", "part", "position"]
        constraints = [
            one_of("part", UnitPart, "plans_taskunit"),
            models.UniqueConstraint(fields=["statement", "part", "position"], name="plans_taskunit_position_once"),
        ]
        # "My unit's tasks", over all plans.
        indexes = [models.Index(fields=["unit", "part"], name="plans_taskunit_of_unit")]

    def __str__(self) -> str:
        return self.written


class TargetStatement(models.Model):
    """What one edition says of a target. An amendment that is silent on it takes the statement over."""

    personal_data: ClassVar[str] = "none"

    target = models.ForeignKey(Target, models.PROTECT, related_name="statements", verbose_name="目标")
    version = models.ForeignKey(PlanVersion, models.PROTECT, related_name="targets", verbose_name="版本")
    finding = models.ForeignKey(Finding, models.PROTECT, related_name="+", verbose_name="原文")
    task = models.ForeignKey(Task, models.PROTECT, related_name="+", null=True, verbose_name="所属任务")
    indicator = models.ForeignKey(
        "indicators.Indicator", models.PROTECT, related_name="+", null=True, verbose_name="指标"
    )
    sequence = models.PositiveIntegerField("次序")
    marker = models.CharField("层次", max_length=100, blank=True)
    name = models.CharField("原文指标", max_length=NAME_LIMIT)
    quote = models.TextField("原文")
    kind = models.CharField("种类", max_length=13, choices=TargetKind.choices)
    value = models.DecimalField("数值", max_digits=24, decimal_places=6, null=True)
    unit = models.CharField("单位", max_length=20, blank=True)
    comparator = models.CharField("要求", max_length=9, choices=Comparator.choices)
    deadline = models.PositiveSmallIntegerField("期限", null=True)
    baseline_year = models.PositiveSmallIntegerField("基期", null=True)
    hedged = models.BooleanField("力争", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "目标表述"
        ordering = ["version", "sequence"]
        constraints = [
            models.UniqueConstraint(fields=["target", "version"], name="plans_targetstatement_once_a_version"),
            one_of("kind", TargetKind, "plans_targetstatement"),
            one_of("comparator", Comparator, "plans_targetstatement"),
            models.CheckConstraint(
                condition=Q(value__isnull=False) | Q(kind=TargetKind.DIRECTIONAL.value),
                name="plans_targetstatement_figure_or_direction",
            ),
        ]
        # Every plan's figure for one indicator: alignment, and what measures are bound to.
        indexes = [models.Index(fields=["indicator", "deadline"], name="plans_targetstatement_of")]
        triggers = _stated_once("plans_targetstatement")

    def __str__(self) -> str:
        return self.name


class Pairing(models.Model):
    """A finding of an edition under way set beside what the current edition has; one side may be missing.

    `checked_at` is when a person looked at the difference; moving a pairing undoes it.
    """

    personal_data: ClassVar[str] = "none"

    version = models.ForeignKey(PlanVersion, models.CASCADE, related_name="pairings", verbose_name="版本")
    kind = models.CharField("种类", max_length=8, choices=FindingKind.choices)
    finding = models.ForeignKey(Finding, models.CASCADE, related_name="+", null=True, verbose_name="新版内容")
    target = models.ForeignKey(Target, models.PROTECT, related_name="+", null=True, verbose_name="原有目标")
    task = models.ForeignKey(Task, models.PROTECT, related_name="+", null=True, verbose_name="原有任务")
    is_by_hand = models.BooleanField("人工对应", default=False)
    # Whether the two sides differ in more than the number of an item: then a person must look before publication.
    needs_look = models.BooleanField("有改动", default=True)
    checked_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, related_name="+", null=True, verbose_name="核对人"
    )
    checked_at = models.DateTimeField("核对时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "新旧对应"
        ordering = ["version", "id"]
        constraints = [
            one_of("kind", FindingKind, "plans_pairing"),
            models.UniqueConstraint(fields=["version", "finding"], name="plans_pairing_finding_once"),
            models.UniqueConstraint(fields=["version", "target"], name="plans_pairing_target_once"),
            models.UniqueConstraint(fields=["version", "task"], name="plans_pairing_task_once"),
            models.CheckConstraint(
                condition=Q(finding__isnull=False) | Q(target__isnull=False) | Q(task__isnull=False),
                name="plans_pairing_has_a_side",
            ),
            models.CheckConstraint(condition=Q(target=None) | Q(task=None), name="plans_pairing_of_one_sort"),
        ]

    def __str__(self) -> str:
        return f"{self.finding_id} ↔ {self.target_id or self.task_id}"


class Share(models.Model):
    """What a region below is to contribute to a target of the plan above."""

    personal_data: ClassVar[str] = "none"

    target = models.ForeignKey(Target, models.PROTECT, related_name="shares", verbose_name="目标")
    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name="地区")
    value = models.DecimalField("分解数", max_digits=24, decimal_places=6)

    class Meta:
        verbose_name = verbose_name_plural = "分解目标"
        ordering = ["target", "region"]
        constraints = [
            models.UniqueConstraint(fields=["target", "region"], name="plans_share_once_a_region"),
            models.CheckConstraint(condition=Q(value__gte=0), name="plans_share_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.region_id}：{self.value}"
