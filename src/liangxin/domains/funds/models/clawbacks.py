"""Tables of clawback: cases, their instalments, what was received; and the journal's root, kept every night."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from liangxin.domains.funds.models.journal import Holding
from liangxin.domains.funds.models.statements import StatementLine
from liangxin.domains.funds.terms import LABEL_LIMIT, ClawbackState
from liangxin.foundation.accounts.api import Account as Person
from liangxin.foundation.fields import MoneyField, PublicIdField, append_only
from liangxin.foundation.fields.one_of import one_of


def _account(verbose: str) -> models.ForeignKey[Person | None, Person | None]:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=verbose
    )


class Clawback(models.Model):
    """Money that was paid and is asked back. What was received is the sum of its receipts; a write-off adds nothing."""

    personal_data: ClassVar[str] = (
        "reason：追缴事由，不得写入证件号码；proposed_by、decided_by 等：经办人，用于追溯资金责任；长期保存。"
    )

    public_id = PublicIdField()
    number = models.CharField("追缴编号", max_length=32, unique=True)
    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name="区划")
    holding = models.ForeignKey(Holding, models.PROTECT, related_name="+", verbose_name="占用")
    subject_label = models.CharField("事项", max_length=LABEL_LIMIT, blank=True)
    amount = MoneyField("应追缴")
    received = MoneyField("已到账", default=0)
    reason = models.CharField("事由", max_length=200)
    state = models.CharField("状态", max_length=11, choices=ClawbackState.choices, default="proposed")
    proposed_by = _account("提出人")
    proposed_at = models.DateTimeField("提出时间", auto_now_add=True)
    decided_by = _account("批准人")
    decided_at = models.DateTimeField("批准时间", null=True, blank=True)
    write_off_reason = models.CharField("核销事由", max_length=200, blank=True)
    write_off_by = _account("核销提出人")
    ended_by = _account("核销批准人")
    ended_at = models.DateTimeField("办结时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "追缴"
        ordering = ["-id"]
        constraints = [
            one_of("state", ClawbackState, "funds_clawback"),
            models.CheckConstraint(
                condition=Q(amount__gt=0, received__gte=0, received__lte=F("amount")), name="funds_clawback_within"
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | Q(proposed_by__isnull=True) | ~Q(decided_by=F("proposed_by")),
                name="funds_clawback_four_eyes",
            ),
            models.CheckConstraint(
                condition=Q(ended_by__isnull=True) | Q(write_off_by__isnull=True) | ~Q(ended_by=F("write_off_by")),
                name="funds_clawback_write_off_four_eyes",
            ),
            models.CheckConstraint(
                condition=Q(state="back", received=F("amount")) | Q(state="written_off", received__lt=F("amount"))
                | Q(state="open", received__lt=F("amount")) | Q(state__in=["proposed", "refused"], received=0),
                name="funds_clawback_state_of_sum",
            ),
            models.CheckConstraint(
                condition=Q(state="proposed", decided_at__isnull=True)
                | ~Q(state="proposed") & Q(decided_at__isnull=False),
                name="funds_clawback_decided_has_moment",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["back", "written_off"], ended_at__isnull=False)
                | ~Q(state__in=["back", "written_off"]) & Q(ended_at__isnull=True),
                name="funds_clawback_ended_has_moment",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["region", "state", "id"], name="funds_clawback_by_state")]

    def __str__(self) -> str:
        return self.number


class Instalment(models.Model):
    """What is due by a day; the instalments of a case add up to it."""

    personal_data: ClassVar[str] = "none"

    clawback = models.ForeignKey(Clawback, models.PROTECT, related_name="instalments", verbose_name="追缴")
    place = models.PositiveSmallIntegerField("期次")
    due_on = models.DateField("到期日")
    amount = MoneyField("金额")

    class Meta:
        verbose_name = verbose_name_plural = "分期"
        ordering = ["clawback", "place"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="funds_instalment_of_something"),
            models.UniqueConstraint(fields=["clawback", "place"], name="funds_instalment_once"),
        ]

    def __str__(self) -> str:
        return f"{self.clawback_id}#{self.place}"


class Receipt(models.Model):
    """Money that came back, with its evidence or the line of the bank's statement that says so."""

    personal_data: ClassVar[str] = "entered_by：登记人，用于追溯；file 可能含缴款人信息，长期保存。"

    clawback = models.ForeignKey(Clawback, models.PROTECT, related_name="receipts", verbose_name="追缴")
    on = models.DateField("到账日期")
    amount = MoneyField("金额")
    file = models.ForeignKey(
        "files.StoredFile", models.PROTECT, related_name="+", verbose_name="凭证", null=True, blank=True
    )
    file_name = models.CharField("文件名", max_length=200, blank=True)
    line = models.OneToOneField(
        StatementLine, models.PROTECT, null=True, blank=True, related_name="receipt", verbose_name="回单明细"
    )
    entered_by = _account("登记人")
    entered_at = models.DateTimeField("登记时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "追缴到账"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="funds_receipt_of_something"),
            models.CheckConstraint(
                condition=Q(file__isnull=False) | Q(line__isnull=False), name="funds_receipt_has_evidence"
            ),
            # the same paper of the same case, day and sum is one receipt, however often it is sent
            models.UniqueConstraint(
                fields=["clawback", "on", "amount", "file"],
                condition=Q(file__isnull=False),
                name="funds_receipt_once",
            ),
        ]
        triggers = append_only("funds_receipt")

    def __str__(self) -> str:
        return f"{self.clawback_id} {self.on}"


class Root(models.Model):
    """What a nightly look at the whole journal found: one digest over all chains, and the faults, if any."""

    personal_data: ClassVar[str] = "none"

    looked_at = models.DateTimeField("核对时间")
    root = models.CharField("总摘要", max_length=64)
    accounts = models.PositiveIntegerField("账户")
    blocks = models.PositiveBigIntegerField("账页")
    entries = models.PositiveBigIntegerField("分录")
    holdings = models.PositiveBigIntegerField("占用")
    faults = ArrayField(models.CharField(max_length=200), verbose_name="不符", default=list)

    class Meta:
        verbose_name = verbose_name_plural = "资金账总摘要"
        ordering = ["-id"]
        constraints = [models.CheckConstraint(condition=Q(root__regex="^[0-9a-f]{64}$"), name="funds_root_is_a_digest")]
        triggers = append_only("funds_root")

    def __str__(self) -> str:
        return self.root
