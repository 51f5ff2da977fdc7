"""Tables of registers: types in versions that never change, registers, records, evidence."""

from __future__ import annotations

from typing import ClassVar

import pgtrigger
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Q

from liangxin.domains.registers.terms import CODE_LIMIT, KEY_LIMIT, NAME_LIMIT, TITLE_LIMIT
from liangxin.foundation.fields import PublicIdField, append_only

# The day and the amount with which a record counts follow from its stages, its values and its own version: written
# here, so that no path by which records come in can forget them.
_COUNTED = """
SELECT spec->'feeds' INTO feed FROM registers_typeversion WHERE id = NEW.version_id;
NEW.counted_on := (NEW.stage_days->>(feed->>'stage'))::date;
NEW.amount := CASE feed->>'how' WHEN 'sum' THEN (NEW.values->>(feed->>'field'))::numeric END;
RETURN NEW;
"""


class RegisterType(models.Model):
    """A list type under one code; without a region it is shared by all and changed by releases only."""

    personal_data: ClassVar[str] = "none"

    public_id = PublicIdField()
    code = models.CharField("代码", max_length=CODE_LIMIT)
    region = models.ForeignKey(
        "regions.Region", models.PROTECT, related_name="+", verbose_name="所属区划", null=True, blank=True
    )
    retired_at = models.DateTimeField("停用时间", null=True, blank=True)
    retired_reason = models.CharField("停用事由", max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "台账类型"
        ordering = ["code", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["code"], condition=Q(region__isnull=True), name="registers_registertype_shared_code_once"
            ),
            models.UniqueConstraint(fields=["code", "region"], name="registers_registertype_code_once_a_region"),
            models.CheckConstraint(
                condition=Q(retired_at__isnull=True) | (~Q(retired_reason="") & Q(region__isnull=False)),
                name="registers_registertype_retired_is_own_and_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class TypeVersion(models.Model):
    """What a type says from a day on, as `rules.reading` reads it; the next version's first day ends it."""

    personal_data: ClassVar[str] = "none"

    type = models.ForeignKey(RegisterType, models.PROTECT, related_name="versions", verbose_name="台账类型")
    number = models.PositiveIntegerField("版本")
    name = models.CharField("名称", max_length=NAME_LIMIT)
    unit = models.CharField("计数单位", max_length=20)
    # A code, not a key: a type may be shipped before the catalogue of an installation has its indicator.
    indicator_code = models.CharField("指标代码", max_length=CODE_LIMIT, blank=True)
    spec = models.JSONField("内容")
    source = models.TextField("原文", blank=True)  # as typed, with its comments; empty for shipped ones
    starts_on = models.DateField("启用日期")
    made_at = models.DateTimeField("制定时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "台账类型版本"
        ordering = ["type", "-number"]
        constraints = [models.UniqueConstraint(fields=["type", "number"], name="registers_typeversion_number_once")]
        # Records stand under their version for ever: a change is a new version.
        triggers = append_only("registers_typeversion")

    def __str__(self) -> str:
        return f"{self.name} {self.number}"


class Register(models.Model):
    """A list that one unit keeps in one region, for a target of a plan or for itself."""

    personal_data: ClassVar[str] = "none"

    public_id = PublicIdField()
    type = models.ForeignKey(RegisterType, models.PROTECT, related_name="registers", verbose_name="台账类型")
    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name="所属区划")
    unit = models.ForeignKey("regions.Unit", models.PROTECT, related_name="+", verbose_name="填报单位")
    title = models.CharField("名称", max_length=TITLE_LIMIT)
    target = models.ForeignKey(
        "plans.Target", models.PROTECT, related_name="+", verbose_name="方案目标", null=True, blank=True
    )
    opened_at = models.DateTimeField("建立时间", auto_now_add=True)
    closed_at = models.DateTimeField("封账时间", null=True, blank=True)
    closed_reason = models.CharField("封账事由", max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "台账"
        ordering = ["region", "title", "id"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "title"], name="registers_register_title_once_a_unit"),
            # A second click on "open" finds the first one's register.
            models.UniqueConstraint(
                fields=["target", "type", "unit"],
                condition=Q(target__isnull=False),
                name="registers_register_once_a_target",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | ~Q(closed_reason=""), name="registers_register_closed_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class FurtherTarget(models.Model):
    """Another target that a register proves besides the one it was opened for: the same thing for a later year."""

    personal_data: ClassVar[str] = "none"

    register = models.ForeignKey(Register, models.PROTECT, related_name="further_targets", verbose_name="台账")
    target = models.ForeignKey("plans.Target", models.PROTECT, related_name="+", verbose_name="方案目标")

    class Meta:
        verbose_name = verbose_name_plural = "兼证的目标"
        ordering = ["register", "id"]
        constraints = [
            models.UniqueConstraint(fields=["target", "register"], name="registers_furthertarget_once_a_register")
        ]

    def __str__(self) -> str:
        return f"{self.register} {self.target_id}"


class Record(models.Model):
    """One counted thing. `stage_days` has, for each stage reached and not left backwards, the day it was reached."""

    personal_data: ClassVar[str] = "none"

    public_id = PublicIdField()
    register = models.ForeignKey(Register, models.PROTECT, related_name="records", verbose_name="台账")
    version = models.ForeignKey(TypeVersion, models.PROTECT, related_name="+", verbose_name="类型版本")
    values = models.JSONField("内容")
    key = models.CharField("主键", max_length=KEY_LIMIT)
    shown_key = models.CharField("名称", max_length=KEY_LIMIT)
    words = models.TextField("检索词", blank=True)  # cut by `rules.searching`, a blank between two
    search = models.GeneratedField(
        expression=SearchVector("words", config="simple"), output_field=SearchVectorField(), db_persist=True
    )
    stage = models.CharField("阶段", max_length=CODE_LIMIT)
    stage_days = models.JSONField("到达各阶段的日期", default=dict)
    counted_on = models.DateField("计入日期", null=True, blank=True, editable=False)  # by trigger, as is `amount`
    # As stored in `values`: money in fen; empty where records are counted.
    amount = models.DecimalField("计入数量", max_digits=30, decimal_places=6, null=True, blank=True, editable=False)
    clock = models.PositiveIntegerField("修改次数", default=0)
    entered_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, related_name="+", verbose_name="登记人", null=True, blank=True
    )
    entered_at = models.DateTimeField("登记时间", auto_now_add=True)
    changed_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, related_name="+", verbose_name="修改人", null=True, blank=True
    )
    changed_at = models.DateTimeField("修改时间", auto_now=True)
    withdrawn_at = models.DateTimeField("撤回时间", null=True, blank=True)
    withdrawn_reason = models.CharField("撤回事由", max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "台账记录"
        ordering = ["register", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["register", "key"],
                condition=Q(withdrawn_at__isnull=True),
                name="registers_record_key_once_a_register",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_reason=""),
                name="registers_record_withdrawn_has_reason",
            ),
        ]
        indexes = [
            # Counts by stage, on every list of registers.
            models.Index(
                fields=["register", "stage"], condition=Q(withdrawn_at__isnull=True), name="registers_record_by_stage"
            ),
            # What counts in a period, for the figures of all regions at once: read from the index alone.
            models.Index(
                fields=["register", "counted_on"],
                include=["version", "amount"],
                condition=Q(withdrawn_at__isnull=True, counted_on__isnull=False),
                name="registers_record_counted",
            ),
            # Search over all registers that a person sees.
            GinIndex(fields=["search"], name="registers_record_search"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="counted",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                declare=[("feed", "jsonb")],
                func=_COUNTED,
            )
        ]

    def __str__(self) -> str:
        return self.shown_key


class Evidence(models.Model):
    """A file that proves something of a record, under a name that its type asks for."""

    personal_data: ClassVar[str] = "none"

    public_id = PublicIdField()
    record = models.ForeignKey(Record, models.PROTECT, related_name="evidence", verbose_name="记录")
    name = models.CharField("佐证", max_length=NAME_LIMIT)
    file = models.ForeignKey("files.StoredFile", models.PROTECT, related_name="+", verbose_name="文件")
    file_name = models.CharField("文件名", max_length=200)
    uploaded_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, related_name="+", verbose_name="上传人", null=True, blank=True
    )
    uploaded_at = models.DateTimeField("上传时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "佐证"
        ordering = ["record", "name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["record", "name", "file"], name="registers_evidence_once_a_name")
        ]
        triggers = append_only("registers_evidence")

    def __str__(self) -> str:
        return f"{self.name} {self.file_name}"


class EvidenceWithdrawal(models.Model):
    """A piece of evidence that proves nothing any more: the file stays, with the reason."""

    personal_data: ClassVar[str] = "none"

    evidence = models.OneToOneField(Evidence, models.PROTECT, related_name="withdrawal", verbose_name="佐证")
    reason = models.CharField("撤回事由", max_length=300)
    withdrawn_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, related_name="+", verbose_name="撤回人", null=True, blank=True
    )
    withdrawn_at = models.DateTimeField("撤回时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "佐证撤回"
        ordering = ["evidence"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="registers_evidencewithdrawal_has_reason")]
        triggers = append_only("registers_evidencewithdrawal")

    def __str__(self) -> str:
        return f"{self.evidence} {self.reason}"
