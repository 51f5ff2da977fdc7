"""Accounts of merchants: who in a shop may see what becomes of its sales."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from liangxin.foundation.accounts.api import Account
from liangxin.foundation.fields import PublicIdField


class ShopAccount(models.Model):
    """An account that the office has opened for a person of a merchant: no standing, and that merchant alone to see."""

    personal_data: ClassVar[str] = (
        "account 指向商户经办人：查看本商户的补贴结算，停用后保留，与留痕同期；opened_by 为经办人员的账号，用于追溯。"
    )

    public_id = PublicIdField()
    account = models.OneToOneField(Account, models.PROTECT, related_name="shop", verbose_name="账号")
    merchant = models.ForeignKey("schemes.Merchant", models.PROTECT, related_name="+", verbose_name="商户")
    opened_at = models.DateTimeField("开立时间")
    opened_by = models.ForeignKey(Account, models.PROTECT, related_name="+", verbose_name="开立人", null=True)
    closed_at = models.DateTimeField("停用时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "商户账号"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(closed_at__gte=F("opened_at")),
                name="claims_shopaccount_days_in_order",
            )
        ]

    def __str__(self) -> str:
        return f"商户账号 {self.pk}"
