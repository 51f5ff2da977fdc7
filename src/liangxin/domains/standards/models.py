"""Tables of standards. A standard without a region is shared by all; certificates and checks belong to a region."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from liangxin.domains.standards import terms
from liangxin.domains.standards.terms import TITLE_LIMIT, StandardKind, StandardState
from liangxin.foundation.fields import PublicIdField
from liangxin.foundation.fields.one_of import one_of


class Standard(models.Model):
    """A standard, or one that is being drafted."""

    personal_data: ClassVar[str] = "none"

    public_id = PublicIdField()
    number = models.CharField("标准编号", max_length=60, unique=True)
    title = models.CharField("名称", max_length=TITLE_LIMIT)
    title_en = models.CharField("英文名称", max_length=300, blank=True)
    kind = models.CharField("类别", max_length=12, choices=StandardKind.choices)
    is_mandatory = models.BooleanField("强制性", default=False)
    state = models.CharField("状态", max_length=12, choices=StandardState.choices, default=StandardState.DRAFTING.value)
    region = models.ForeignKey(
        "regions.Region", models.PROTECT, related_name="+", verbose_name="所属区划", null=True, blank=True
    )
    published_on = models.DateField("发布日期", null=True, blank=True)
    in_force_on = models.DateField("实施日期", null=True, blank=True)
    withdrawn_on = models.DateField("废止或被代替日期", null=True, blank=True)
    scope = models.CharField("适用范围", max_length=400, blank=True)
    source = models.CharField("依据来源", max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "标准"
        ordering = ["number"]
        constraints = [
            one_of("kind", StandardKind, "standards_standard"),
            one_of("state", StandardState, "standards_standard"),
            models.CheckConstraint(
                condition=~Q(state=StandardState.PUBLISHED.value) | Q(published_on__isnull=False),
                name="standards_standard_published_has_day",
            ),
            models.CheckConstraint(
                condition=~Q(state=StandardState.IN_FORCE.value) | Q(in_force_on__isnull=False),
                name="standards_standard_in_force_has_day",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[StandardState.SUPERSEDED.value, StandardState.WITHDRAWN.value])
                | Q(withdrawn_on__isnull=False),
                name="standards_standard_ended_has_day",
            ),
            models.CheckConstraint(
                condition=Q(published_on__isnull=True)
                | Q(in_force_on__isnull=True)
                | Q(in_force_on__gte=F("published_on")),
                name="standards_standard_days_in_order",
            ),
            models.CheckConstraint(
                condition=Q(is_mandatory=False) | Q(kind__in=["national", "industry", "local"]),
                name="standards_standard_mandatory_kinds",
            ),
            # Local and enterprise standards are somebody's own; only the others may be shared by all.
            models.CheckConstraint(
                condition=Q(region__isnull=False) | Q(kind__in=["national", "industry", "group"]),
                name="standards_standard_shared_kinds",
            ),
        ]
        # What comes into force today: the nightly job looks only at those published.
        indexes = [
            models.Index(
                fields=["in_force_on"],
                condition=Q(state=StandardState.PUBLISHED.value),
                name="standards_standard_waiting",
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class Supersession(models.Model):
    """One standard replaces another, wholly or in part, from the day on which the newer is in force."""

    personal_data: ClassVar[str] = "none"

    newer = models.ForeignKey(Standard, models.PROTECT, verbose_name="新标准", related_name="replaces")
    older = models.ForeignKey(Standard, models.PROTECT, verbose_name="被代替的标准", related_name="replaced_by")
    is_partial = models.BooleanField("部分代替", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "代替关系"
        ordering = ["newer", "older"]
        constraints = [
            models.UniqueConstraint(fields=["newer", "older"], name="standards_supersession_once"),
            models.CheckConstraint(condition=~Q(newer=F("older")), name="standards_supersession_of_another"),
        ]

    def __str__(self) -> str:
        return f"{self.newer.number} 代替 {self.older.number}"


class DraftingWork(models.Model):
    """The work on a standard that is being drafted: who leads it and how far it is."""

    personal_data: ClassVar[str] = "none"

    standard = models.OneToOneField(Standard, models.CASCADE, verbose_name="标准", related_name="drafting")
    project = models.CharField("计划项目编号", max_length=60, blank=True)
    lead_drafter = models.CharField("牵头起草单位", max_length=100)
    unit = models.ForeignKey(
        "regions.Unit", models.PROTECT, related_name="+", verbose_name="归口部门", null=True, blank=True
    )
    stage = models.CharField("阶段", max_length=12, choices=terms.DraftingStage.choices)
    due_on = models.DateField("计划完成日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "制修订工作"
        constraints = [one_of("stage", terms.DraftingStage, "standards_draftingwork")]

    def __str__(self) -> str:
        return f"{self.standard.number} {self.stage}"


class EfficiencyRequirement(models.Model):
    """What one efficiency level asks of a product under a standard; a grade means nothing without its standard."""

    personal_data: ClassVar[str] = "none"

    standard = models.ForeignKey(Standard, models.CASCADE, verbose_name="标准", related_name="requirements")
    product = models.CharField("产品设备", max_length=100)
    level = models.CharField("能效水平", max_length=10, choices=terms.EfficiencyLevel.choices)
    requirement = models.CharField("要求", max_length=200)
    clause = models.CharField("条款", max_length=100, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "能效水平"
        ordering = ["standard", "product", "id"]
        constraints = [
            one_of("level", terms.EfficiencyLevel, "standards_efficiencyrequirement"),
            models.UniqueConstraint(
                fields=["standard", "product", "level"], name="standards_efficiencyrequirement_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.product} {self.level}"


class Certificate(models.Model):
    """A certificate of a holder in a region; its last day of validity is a day on which it still holds."""

    personal_data: ClassVar[str] = "none"

    public_id = PublicIdField()
    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name="所属区划")
    kind = models.CharField("类别", max_length=16, choices=terms.CertificateKind.choices)
    number = models.CharField("证书编号", max_length=60)
    holder = models.CharField("持证单位", max_length=100)
    product = models.CharField("产品", max_length=200, blank=True)
    standard = models.ForeignKey(
        Standard, models.PROTECT, verbose_name="依据标准", null=True, blank=True, related_name="certificates"
    )
    valid_from = models.DateField("生效日期")
    valid_until = models.DateField("有效期至", null=True, blank=True)
    file = models.ForeignKey(
        "files.StoredFile", models.PROTECT, related_name="+", verbose_name="证书文件", null=True, blank=True
    )
    file_name = models.CharField("文件名", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "证书"
        ordering = ["kind", "number"]
        constraints = [
            one_of("kind", terms.CertificateKind, "standards_certificate"),
            models.UniqueConstraint(fields=["kind", "number"], name="standards_certificate_number_once_a_kind"),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="standards_certificate_days_in_order",
            ),
        ]
        # Those that end soon, over all kinds and holders.
        indexes = [models.Index(fields=["valid_until"], name="standards_certificate_end")]

    def __str__(self) -> str:
        return self.number


class Conformity(models.Model):
    """What a check of something against a standard found, on a day, by whom."""

    personal_data: ClassVar[str] = "none"

    public_id = PublicIdField()
    standard = models.ForeignKey(Standard, models.PROTECT, verbose_name="标准", related_name="conformities")
    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name="所属区划")
    subject = models.CharField("检查对象", max_length=200)
    result = models.CharField("结果", max_length=10, choices=terms.Conformance.choices)
    checked_on = models.DateField("检查日期")
    checked_by = models.CharField("检查单位", max_length=100)
    certificate = models.ForeignKey(Certificate, models.PROTECT, verbose_name="证书", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "符合性"
        ordering = ["-checked_on", "-id"]
        constraints = [one_of("result", terms.Conformance, "standards_conformity")]

    def __str__(self) -> str:
        return f"{self.subject} {self.result}"
