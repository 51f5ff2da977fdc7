"""The level above's own workbook: kept once, with versions of what it is filled from, and each filled copy."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from liangxin.foundation.fields import PublicIdField

_PERSON = "用于追溯上报责任；与上报材料同期长期保存。"


class UpperForm(models.Model):
    """A workbook in which the level above wants to be told."""

    personal_data: ClassVar[str] = f"added_by：上传人员的账号，{_PERSON}"

    public_id = PublicIdField()
    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name="所属区划")
    name = models.CharField("名称", max_length=120)
    file = models.ForeignKey("files.StoredFile", models.PROTECT, related_name="+", verbose_name="空表")
    file_name = models.CharField("文件名", max_length=200)
    added_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, related_name="+", verbose_name="上传人", null=True, blank=True
    )
    added_at = models.DateTimeField("上传时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "上级表格"
        ordering = ["-id"]
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="progress_upperform_named")]

    def __str__(self) -> str:
        return self.name


class UpperMapping(models.Model):
    """A version of what a workbook is filled from, confirmed by a person; versions are only added."""

    personal_data: ClassVar[str] = f"confirmed_by：确认对应关系人员的账号，{_PERSON}"

    form = models.ForeignKey(UpperForm, models.PROTECT, related_name="mappings", verbose_name="上级表格")
    number = models.PositiveIntegerField("版本")
    entries = models.JSONField("对应关系")
    confirmed_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, related_name="+", verbose_name="确认人", null=True, blank=True
    )
    confirmed_at = models.DateTimeField("确认时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "上级表格对应关系"
        ordering = ["form", "-number"]
        constraints = [models.UniqueConstraint(fields=["form", "number"], name="progress_uppermapping_version_once")]

    def __str__(self) -> str:
        return f"{self.form_id} v{self.number}"


class UpperFilling(models.Model):
    """A filled copy for a period, with what each cell was filled from and why others stayed empty."""

    personal_data: ClassVar[str] = f"filled_by：填写人员的账号，{_PERSON}"

    public_id = PublicIdField()
    form = models.ForeignKey(UpperForm, models.PROTECT, related_name="fillings", verbose_name="上级表格")
    mapping = models.ForeignKey(UpperMapping, models.PROTECT, related_name="+", verbose_name="对应关系")
    starts_on = models.DateField("起")
    ends_on = models.DateField("止（不含）")
    file = models.ForeignKey("files.StoredFile", models.PROTECT, related_name="+", verbose_name="填好的表")
    cells = models.JSONField("格子", default=list)
    filled = models.PositiveIntegerField("已填", default=0)
    empty = models.PositiveIntegerField("未填", default=0)
    filled_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, related_name="+", verbose_name="填写人", null=True, blank=True
    )
    filled_at = models.DateTimeField("填写时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "上级表格填写"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")), name="progress_upperfilling_period_not_empty"
            )
        ]

    def __str__(self) -> str:
        return f"{self.form_id} {self.starts_on}"
