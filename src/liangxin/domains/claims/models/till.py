"""Tables of the till: keys, what a till asked and was answered, what only a sale at the till has, notices to shops."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from liangxin.domains.claims.models.claims import Claim
from liangxin.domains.claims.models.vouchers import Voucher
from liangxin.domains.claims.terms import (
    KEY_LENGTH,
    SERIAL_LIMIT,
    TEXT_LIMIT,
    NoticeKind,
    NoticeState,
    TillVerb,
)
from liangxin.foundation.fields import EncryptedTextField, PublicIdField, append_only, one_of

TILL_SECRET, HOOK_SECRET = "claims.tillkey.secret", "claims.shophook.secret"


class TillKey(models.Model):
    """A key by which a till signs what it asks: shown once, kept encrypted, ended by revoking or by a new one."""

    personal_data: ClassVar[str] = "issued_by、revoked_by：经办人员的账号，用于追溯；与密钥同期保存。"

    public_id = PublicIdField()
    till = models.ForeignKey("schemes.Till", models.PROTECT, related_name="+", verbose_name="收银终端")
    code = models.CharField("密钥编号", max_length=24, unique=True)
    secret = EncryptedTextField("密钥", purpose=TILL_SECRET)
    is_sandbox = models.BooleanField("测试用", default=False)
    issued_at = models.DateTimeField("发放时间")
    issued_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, related_name="+", null=True, verbose_name="发放人"
    )
    ends_at = models.DateTimeField("停用时间", null=True, blank=True)
    revoked_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, related_name="+", null=True, blank=True, verbose_name="停用人"
    )

    class Meta:
        verbose_name = verbose_name_plural = "终端密钥"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["till", "is_sandbox"], condition=Q(ends_at__isnull=True), name="claims_tillkey_one_a_till"
            ),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gte=F("issued_at")), name="claims_tillkey_days_in_order"
            ),
        ]

    def __str__(self) -> str:
        return self.code


class TillSale(models.Model):
    """What a claim at the till has besides: where it was rung up, for which voucher, of which goods, what followed."""

    personal_data: ClassVar[str] = "invoice：发票号码不含姓名；old_note 为旧物交接说明，不得写入个人信息。"

    claim = models.OneToOneField(Claim, models.PROTECT, related_name="sale", verbose_name="申领")
    till = models.ForeignKey("schemes.Till", models.PROTECT, related_name="+", verbose_name="收银终端")
    voucher = models.ForeignKey(Voucher, models.PROTECT, related_name="+", verbose_name="资格券")
    barcode = models.CharField("条码", max_length=14)
    serial = models.CharField("产品序列号", max_length=SERIAL_LIMIT)
    lapses_at = models.DateTimeField("额度保留至")
    invoice = models.CharField("发票号码", max_length=30, blank=True)
    delivered_on = models.DateField("交付日期", null=True, blank=True)
    old_note = models.CharField("旧物交接", max_length=TEXT_LIMIT, blank=True)
    captured_at = models.DateTimeField("核销时间", null=True, blank=True)
    ended_at = models.DateTimeField("冲正或失效时间", null=True, blank=True)
    end_reason = models.CharField("冲正事由", max_length=TEXT_LIMIT, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "到店核销"
        constraints = [
            models.CheckConstraint(
                condition=Q(captured_at__isnull=True) | Q(delivered_on__isnull=False) & ~Q(invoice=""),
                name="claims_tillsale_captured_whole",
            ),
        ]
        indexes = [
            # what has run out, of those that may
            models.Index(
                fields=["lapses_at"],
                condition=Q(captured_at__isnull=True, ended_at__isnull=True),
                name="claims_tillsale_running",
            )
        ]

    def __str__(self) -> str:
        return f"{self.claim_id}"


class TillRequest(models.Model):
    """What a till asked under a key of its own and what it was answered: the same again gets the same answer."""

    personal_data: ClassVar[str] = "none"

    till = models.ForeignKey(
        "schemes.Till", models.PROTECT, related_name="+", verbose_name="收银终端", db_index=False, db_constraint=False
    )
    key = models.CharField("请求编号", max_length=KEY_LENGTH)
    verb = models.CharField("事项", max_length=9, choices=TillVerb.choices)
    digest = models.CharField("内容摘要", max_length=64)
    code = models.CharField("结果", max_length=60, blank=True)  # of the refusal; empty where it was done
    answer = models.JSONField("应答")
    asked_at = models.DateTimeField("时间")

    class Meta:
        verbose_name = verbose_name_plural = "终端请求"
        ordering = ["-id"]
        constraints = [
            one_of("verb", TillVerb, "claims_tillrequest"),
            models.UniqueConstraint(fields=["till", "key"], name="claims_tillrequest_key_once"),
        ]
        indexes = [
            # why tills were refused, lately
            models.Index(fields=["asked_at"], condition=~Q(code=""), name="claims_tillrequest_refused")
        ]
        triggers = append_only("claims_tillrequest")

    def __str__(self) -> str:
        return self.key


class ShopHook(models.Model):
    """Where a shop's system is told of its sales."""

    personal_data: ClassVar[str] = "none"

    shop = models.OneToOneField("schemes.Shop", models.PROTECT, related_name="+", verbose_name="门店")
    url = models.CharField("通知地址", max_length=TEXT_LIMIT)
    secret = EncryptedTextField("签名密钥", purpose=HOOK_SECRET)
    is_on = models.BooleanField("启用", default=True)

    class Meta:
        verbose_name = verbose_name_plural = "门店通知地址"

    def __str__(self) -> str:
        return self.url


class Notice(models.Model):
    """One event that a shop's system is told of, until it has taken it or enough was tried."""

    personal_data: ClassVar[str] = "none"

    public_id = PublicIdField()
    hook = models.ForeignKey(ShopHook, models.PROTECT, related_name="notices", verbose_name="通知地址")
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="+", verbose_name="申领")
    kind = models.CharField("事件", max_length=10, choices=NoticeKind.choices)
    state = models.CharField("状态", max_length=7, choices=NoticeState.choices, default=NoticeState.WAITING.value)
    tries = models.PositiveSmallIntegerField("次数", default=0)
    next_try_at = models.DateTimeField("下次发送")
    happened_at = models.DateTimeField("事件时间")
    sent_at = models.DateTimeField("送达时间", null=True, blank=True)
    error = models.CharField("未送达的原因", max_length=TEXT_LIMIT, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "门店通知"
        ordering = ["-id"]
        constraints = [
            one_of("kind", NoticeKind, "claims_notice"),
            one_of("state", NoticeState, "claims_notice"),
            models.UniqueConstraint(fields=["claim", "kind"], name="claims_notice_once"),
        ]
        indexes = [
            models.Index(fields=["next_try_at"], condition=Q(state="waiting"), name="claims_notice_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.claim_id}"
