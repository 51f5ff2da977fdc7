"""Tables of what banks say: statements, their lines, and in what they differ from our batches."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from liangxin.domains.funds.models.batches import Batch, Payment
from liangxin.domains.funds.terms import BankResult, DifferenceEnd, DifferenceKind
from liangxin.foundation.fields import MoneyField, PublicIdField
from liangxin.foundation.fields.one_of import one_of


class Statement(models.Model):
    """A file that a bank sent, by its digest: the file itself holds accounts in plain text and is not kept."""

    personal_data: ClassVar[str] = "read_by：导入人，用于追溯；长期保存。"

    public_id = PublicIdField()
    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name="区划")
    file_name = models.CharField("文件名", max_length=200)
    digest = models.CharField("文件摘要", max_length=64)
    lines_count = models.PositiveIntegerField("行数")
    known_count = models.PositiveIntegerField("先前已导入", default=0)
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="导入人"
    )
    read_at = models.DateTimeField("导入时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "银行回单"
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["region", "digest"], name="funds_statement_once")]

    def __str__(self) -> str:
        return self.file_name


class StatementLine(models.Model):
    """One movement; the bank's reference makes it one, in whatever file it comes again."""

    personal_data: ClassVar[str] = "account_tail：对方账号末四位，已脱敏。"

    statement = models.ForeignKey(Statement, models.PROTECT, related_name="lines", verbose_name="回单")
    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name="区划")
    place = models.PositiveIntegerField("行号")
    reference = models.CharField("银行流水号", max_length=64)
    number = models.CharField("付款编号", max_length=35, blank=True)
    on = models.DateField("交易日期")
    amount = MoneyField("金额")
    result = models.CharField("结果", max_length=8, choices=BankResult.choices)
    account_tail = models.CharField("对方账号末四位", max_length=4, blank=True)
    summary = models.CharField("摘要", max_length=140, blank=True)
    payment = models.ForeignKey(
        Payment, models.PROTECT, null=True, blank=True, related_name="told", verbose_name="付款"
    )

    class Meta:
        verbose_name = verbose_name_plural = "回单明细"
        ordering = ["id"]
        constraints = [
            one_of("result", BankResult, "funds_statementline"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="funds_statementline_of_something"),
            models.UniqueConstraint(fields=["region", "reference", "result"], name="funds_statementline_once"),
        ]

    def __str__(self) -> str:
        return self.reference


class Difference(models.Model):
    """In what a statement and a batch differ, until a person has said what became of it, and why."""

    personal_data: ClassVar[str] = "closed_by、reason：处理人和事由，用于追溯；长期保存。"

    public_id = PublicIdField()
    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name="区划")
    batch = models.ForeignKey(
        Batch, models.PROTECT, null=True, blank=True, related_name="differences", verbose_name="批次"
    )
    payment = models.ForeignKey(
        Payment, models.PROTECT, null=True, blank=True, related_name="differences", verbose_name="付款"
    )
    line = models.OneToOneField(
        StatementLine, models.PROTECT, null=True, blank=True, related_name="difference", verbose_name="回单明细"
    )
    kind = models.CharField("差异", max_length=13, choices=DifferenceKind.choices)
    found_at = models.DateTimeField("发现时间", auto_now_add=True)
    end = models.CharField("处理结果", max_length=8, choices=DifferenceEnd.choices, blank=True)
    reason = models.CharField("事由", max_length=200, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="处理人"
    )
    closed_at = models.DateTimeField("处理时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "对账差异"
        ordering = ["id"]
        constraints = [
            one_of("kind", DifferenceKind, "funds_difference"),
            one_of("end", DifferenceEnd, "funds_difference", empty=True),
            models.CheckConstraint(
                condition=Q(end="", closed_at__isnull=True) | ~Q(end="") & ~Q(reason="") & Q(closed_at__isnull=False),
                name="funds_difference_closed_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(line__isnull=False) | Q(payment__isnull=False), name="funds_difference_of_something"
            ),
            models.UniqueConstraint(
                fields=["payment"], condition=Q(kind="missing"), name="funds_difference_missing_once"
            ),
        ]
        # What still waits for somebody.
        indexes = [models.Index(fields=["region"], condition=Q(end=""), name="funds_difference_open")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
