"""Tables of claims of both channels, and of what may be claimed for once only."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from liangxin.domains.claims.terms import Channel, ClaimState, MarkKind
from liangxin.foundation.fields import BlindIndexField, EncryptedTextField, PublicIdField, one_of

_CATEGORY = 30
MARK = "claims.mark"  # purpose of the blind index; the kind is a column beside it


class Claim(models.Model):
    """One right to one subsidy: who asks, for what, by which rules, what the rules said, where its money is.

    `on` is the day by which the rules decide. `facts` and `decision` are what was asked of the rulebook and what it
    answered, whole, so that anybody can decide it again; nothing personal is in them. `holding` is the money in
    the journal of funds. What only one channel has stands in tables of its own that point here.
    """

    personal_data: ClassVar[str] = (
        "party 指向个人：用于核定补贴资格和拨付，至补贴档案保管期满。"
        "facts 只含商品、价格、日期等判定事实，不含个人身份信息。"
    )

    public_id = PublicIdField()
    number = models.CharField("申领编号", max_length=32, unique=True)
    channel = models.CharField("申领方式", max_length=6, choices=Channel.choices)
    state = models.CharField("状态", max_length=14, choices=ClaimState.choices)
    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name="地区")
    version = models.ForeignKey("schemes.SchemeVersion", models.PROTECT, related_name="+", verbose_name="补贴政策版本")
    family = models.CharField("类别", max_length=60)  # name of the rulebooks: limits count across versions
    category = models.CharField("品类", max_length=_CATEGORY, blank=True)
    party = models.ForeignKey("parties.Party", models.PROTECT, related_name="+", verbose_name="申领人")
    merchant = models.ForeignKey(
        "schemes.Merchant", models.PROTECT, related_name="+", verbose_name="商户", null=True, blank=True
    )
    shop = models.ForeignKey(
        "schemes.Shop", models.PROTECT, related_name="+", verbose_name="门店", null=True, blank=True
    )
    on = models.DateField("判定日期")
    price_fen = models.BigIntegerField("价格（分）", null=True, blank=True)
    amount_fen = models.BigIntegerField("补贴金额（分）", null=True, blank=True)
    facts = models.JSONField("判定事实", default=dict)
    decision = models.JSONField("判定结果", default=dict)
    holding = models.BigIntegerField("资金占用", null=True, blank=True, unique=True)
    clock = models.PositiveIntegerField("修改次数", default=0)
    created_at = models.DateTimeField("登记时间")
    changed_at = models.DateTimeField("最近变动")

    class Meta:
        verbose_name = verbose_name_plural = "申领"
        ordering = ["-id"]
        constraints = [
            one_of("channel", Channel, "claims_claim"),
            one_of("state", ClaimState, "claims_claim"),
            models.CheckConstraint(
                condition=Q(amount_fen__isnull=True) | Q(amount_fen__gte=0), name="claims_claim_amount_not_below_zero"
            ),
        ]
        indexes = [
            # personal limits: what a person has had of a family in a category
            models.Index(fields=["party", "family", "category"], name="claims_claim_of_party"),
            # worklists of a region by state, oldest first
            models.Index(fields=["region", "state", "id"], name="claims_claim_by_state"),
        ]

    def __str__(self) -> str:
        return self.number


class Mark(models.Model):
    """A serial, a VIN, a plate, an invoice number of a claim: while it is held, no other claim has it, wherever made.

    The number is encrypted and found by its blind index: the same number gives the same index.
    """

    personal_data: ClassVar[str] = (
        "number：车牌、识别代号、发票号等，加密保存，与盲索引一同用于防止重复申领，至补贴档案保管期满。"
    )

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="marks", verbose_name="申领")
    kind = models.CharField("种类", max_length=11, choices=MarkKind.choices)
    number = EncryptedTextField("号码", purpose="claims.mark.number")
    digest = BlindIndexField("盲索引", source="number", purpose=MARK)
    held = models.BooleanField("占用中", default=True)

    class Meta:
        verbose_name = verbose_name_plural = "唯一标识"
        constraints = [
            one_of("kind", MarkKind, "claims_mark"),
            models.UniqueConstraint(fields=["kind", "digest"], condition=Q(held=True), name="claims_mark_held_once"),
            models.UniqueConstraint(fields=["claim", "kind", "digest"], name="claims_mark_once_a_claim"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.claim_id}"
