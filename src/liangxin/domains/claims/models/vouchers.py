"""Tables of vouchers: rights to a subsidy that are kept for a person until a moment."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from liangxin.domains.claims.models.claims import Claim
from liangxin.domains.claims.terms import VoucherState
from liangxin.foundation.fields import PublicIdField, one_of


class Voucher(models.Model):
    """A person's right to one subsidy of a family and category until a moment; `claim` is the one that uses it.

    `code` is what the person shows at the till. A claim that is reversed before the voucher has run out opens it again.
    """

    personal_data: ClassVar[str] = "party 指向个人：资格券归属，用于核定补贴资格，至补贴档案保管期满。"

    public_id = PublicIdField()
    code = models.CharField("券码", max_length=20, unique=True)
    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name="地区")
    family = models.CharField("类别", max_length=60)
    category = models.CharField("品类", max_length=30)
    party = models.ForeignKey("parties.Party", models.PROTECT, related_name="+", verbose_name="持有人")
    state = models.CharField("状态", max_length=9, choices=VoucherState.choices, default=VoucherState.OPEN.value)
    claim = models.OneToOneField(
        Claim, models.PROTECT, related_name="voucher", verbose_name="申领", null=True, blank=True
    )
    issued_at = models.DateTimeField("发放时间")
    expires_at = models.DateTimeField("有效期至")

    class Meta:
        verbose_name = verbose_name_plural = "资格券"
        ordering = ["-id"]
        constraints = [
            one_of("state", VoucherState, "claims_voucher"),
            models.CheckConstraint(condition=Q(expires_at__gt=F("issued_at")), name="claims_voucher_days_in_order"),
            models.CheckConstraint(
                condition=Q(state__in=["held", "used"], claim__isnull=False)
                | Q(state__in=["open", "cancelled", "lapsed"], claim__isnull=True),
                name="claims_voucher_used_by_a_claim",
            ),
            models.UniqueConstraint(
                fields=["party", "family", "category"],
                condition=Q(state__in=["open", "held"]),
                name="claims_voucher_one_open_a_person",
            ),
        ]

    def __str__(self) -> str:
        return self.code
