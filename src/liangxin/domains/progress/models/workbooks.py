"""Workbooks in which returns were filled in: kept as they were sent, with what was found wrong."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from liangxin.domains.progress.models.rounds import Return
from liangxin.domains.progress.terms import WorkbookState
from liangxin.foundation.fields import PublicIdField, one_of


class ReturnWorkbook(models.Model):
    """A workbook sent for a return: checked, then written into its fields. What it changed is on the return's trail."""

    personal_data: ClassVar[str] = (
        "uploaded_by、published_by：上传、写入人员的账号，用于追溯报送责任；与报送同期长期保存。"
    )

    public_id = PublicIdField()
    answer = models.ForeignKey(Return, models.PROTECT, related_name="workbooks", verbose_name="报送")
    file = models.ForeignKey("files.StoredFile", models.PROTECT, related_name="+", verbose_name="文件")
    file_name = models.CharField("文件名", max_length=200)
    sheet = models.CharField("工作表", max_length=100, blank=True)
    head_row = models.PositiveIntegerField("表头行", default=0)
    faults = models.JSONField("问题", default=list)
    state = models.CharField("状态", max_length=9, choices=WorkbookState.choices, default=WorkbookState.CHECKED.value)
    written = models.PositiveIntegerField("写入栏数", default=0)
    kept = models.PositiveIntegerField("因别人改过未写", default=0)
    uploaded_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, related_name="+", verbose_name="上传人", null=True, blank=True
    )
    uploaded_at = models.DateTimeField("上传时间", auto_now_add=True)
    published_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, related_name="+", verbose_name="写入人", null=True, blank=True
    )
    published_at = models.DateTimeField("写入时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "报送工作簿"
        ordering = ["-id"]
        constraints = [
            one_of("state", WorkbookState, "progress_returnworkbook"),
            models.CheckConstraint(
                condition=Q(state=WorkbookState.PUBLISHED.value, published_at__isnull=False)
                | Q(state=WorkbookState.CHECKED.value, published_at__isnull=True),
                name="progress_returnworkbook_published_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name
