"""Tables of settlement: batches, the payment to each payee, the holdings that it pays."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from liangxin.domains.funds.models.journal import Holding
from liangxin.domains.funds.terms import KEY_LIMIT, LABEL_LIMIT, NAME_LIMIT, BatchState, PayeeKind, PaymentState
from liangxin.foundation.accounts.api import Account as Person
from liangxin.foundation.fields import EncryptedTextField, MoneyField, PublicIdField
from liangxin.foundation.fields.one_of import one_of

PAYEE_NAME, PAYEE_ACCOUNT = "funds.payment.payee_name", "funds.payment.bank_account"  # bound into what is stored


def _account(verbose: str) -> models.ForeignKey[Person | None, Person | None]:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=verbose
    )


class Batch(models.Model):
    """Payments that are checked, sent to the bank and reconciled together; what was announced is what is in it."""

    personal_data: ClassVar[str] = "opened_by、checked_by：编制人和复核人，用于追溯资金责任；长期保存。"

    public_id = PublicIdField()
    number = models.CharField("批次号", max_length=32, unique=True)
    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name="区划")
    kind = models.CharField("类别", max_length=10, choices=PayeeKind.choices)
    state = models.CharField("状态", max_length=10, choices=BatchState.choices, default=BatchState.DRAFT.value)
    announced_count = models.PositiveIntegerField("申报笔数")
    announced = MoneyField("申报金额")
    payments_count = models.PositiveIntegerField("付款户数")
    payer_name = models.CharField("付款单位", max_length=NAME_LIMIT, blank=True)
    payer_account = models.CharField("付款账号", max_length=34, blank=True)
    reason = models.CharField("事由", max_length=200, blank=True)
    opened_by = _account("编制人")
    opened_at = models.DateTimeField("编制时间", auto_now_add=True)
    opened_on = models.DateField("编制日期")
    checked_by = _account("复核人")
    checked_at = models.DateTimeField("复核时间", null=True, blank=True)
    sent_at = models.DateTimeField("送银行时间", null=True, blank=True)
    ended_at = models.DateTimeField("办结时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "结算批次"
        ordering = ["-id"]
        constraints = [
            one_of("kind", PayeeKind, "funds_batch"),
            one_of("state", BatchState, "funds_batch"),
            models.CheckConstraint(
                condition=Q(announced__gt=0, announced_count__gt=0, payments_count__gt=0),
                name="funds_batch_of_something",
            ),
            models.CheckConstraint(
                condition=Q(checked_by__isnull=True) | Q(opened_by__isnull=True) | ~Q(checked_by=F("opened_by")),
                name="funds_batch_four_eyes",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "cancelled"]) | Q(checked_at__isnull=False),
                name="funds_batch_checked_has_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["sent", "reconciled"])
                | Q(sent_at__isnull=False) & ~Q(payer_name="") & ~Q(payer_account=""),
                name="funds_batch_sent_has_payer",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["reconciled", "cancelled"], ended_at__isnull=False)
                | ~Q(state__in=["reconciled", "cancelled"]) & Q(ended_at__isnull=True),
                name="funds_batch_ended_has_moment",
            ),
        ]
        # The worklist of a region.
        indexes = [models.Index(fields=["region", "state", "id"], name="funds_batch_by_state")]

    def __str__(self) -> str:
        return self.number


class Payment(models.Model):
    """What one payee of a batch gets; `number` is the end-to-end identification that the bank gives back."""

    personal_data: ClassVar[str] = (
        "payee_name、bank_account：收款人姓名和账号的加密副本，付款文件生成后可以核对当时所付；"
        "payee_shown、account_tail 已脱敏；至资金档案保管期满。"
    )

    public_id = PublicIdField()
    batch = models.ForeignKey(Batch, models.PROTECT, related_name="payments", verbose_name="批次")
    number = models.CharField("付款编号", max_length=35, unique=True)
    payee = models.ForeignKey("parties.Party", models.PROTECT, related_name="+", verbose_name="收款人")
    payee_shown = models.CharField("收款人", max_length=NAME_LIMIT * 2)
    payee_name = EncryptedTextField("收款户名", purpose=PAYEE_NAME)
    bank_account = EncryptedTextField("收款账号", purpose=PAYEE_ACCOUNT)
    account_tail = models.CharField("账号末四位", max_length=4)
    amount = MoneyField("金额")
    state = models.CharField("状态", max_length=10, choices=PaymentState.choices, default=PaymentState.WAITING.value)
    paid_on = models.DateField("支付日期", null=True, blank=True)
    note = models.CharField("说明", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "付款"
        ordering = ["id"]
        constraints = [
            one_of("state", PaymentState, "funds_payment"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="funds_payment_of_something"),
            models.UniqueConstraint(fields=["batch", "payee"], name="funds_payment_once_a_payee"),
            models.CheckConstraint(
                condition=~Q(state="paid") | Q(paid_on__isnull=False), name="funds_payment_paid_has_day"
            ),
        ]

    def __str__(self) -> str:
        return self.number


class PaymentLine(models.Model):
    """One holding that a payment pays. It is live from the draft on, until the payment came back or was withdrawn."""

    personal_data: ClassVar[str] = "subject_label：所涉事项的名称，不得写入姓名、证件号码等个人信息。"

    payment = models.ForeignKey(Payment, models.PROTECT, related_name="lines", verbose_name="付款")
    holding = models.ForeignKey(Holding, models.PROTECT, related_name="+", verbose_name="占用")
    amount = MoneyField("金额")
    subject_kind = models.CharField("事项类别", max_length=40)
    subject_id = models.CharField("事项编号", max_length=40)
    subject_label = models.CharField("事项", max_length=LABEL_LIMIT, blank=True)
    key = models.CharField("办理编号", max_length=KEY_LIMIT, unique=True)
    is_live = models.BooleanField("有效", default=True)

    class Meta:
        verbose_name = verbose_name_plural = "付款明细"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="funds_paymentline_of_something"),
            models.UniqueConstraint(
                fields=["holding"], condition=Q(is_live=True), name="funds_paymentline_live_once_a_holding"
            ),
        ]
        # From a claim to its payments.
        indexes = [models.Index(fields=["subject_id"], name="funds_paymentline_of_subject")]

    def __str__(self) -> str:
        return self.key
