"""Where money comes from: sources of a region and year, the allotments that fill them, shares by level."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from liangxin.domains.funds.models.journal import Account
from liangxin.domains.funds.terms import NAME_LIMIT, AllotmentState, Basis, SourceKind
from liangxin.foundation.fields import MoneyField, PublicIdField
from liangxin.foundation.fields.one_of import one_of


def decided(table: str) -> list[models.CheckConstraint]:
    """What holds for whatever one person enters and another decides: four eyes, and a day for what is decided."""
    return [
        models.CheckConstraint(
            condition=Q(decided_by__isnull=True) | Q(entered_by__isnull=True) | ~Q(decided_by=F("entered_by")),
            name=f"{table}_four_eyes",
        ),
        models.CheckConstraint(
            condition=Q(state=AllotmentState.PROPOSED.value, decided_at__isnull=True)
            | ~Q(state=AllotmentState.PROPOSED.value) & Q(decided_at__isnull=False),
            name=f"{table}_decided_has_moment",
        ),
    ]


class Source(models.Model):
    """The money of one kind that a region has in one year; its account says how much, and what became of it."""

    personal_data: ClassVar[str] = "none"

    account = models.OneToOneField(Account, models.PROTECT, primary_key=True, verbose_name="账户")
    public_id = PublicIdField()
    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name="区划")
    kind = models.CharField("来源", max_length=16, choices=SourceKind.choices)
    year = models.IntegerField("年度")

    class Meta:
        verbose_name = verbose_name_plural = "资金来源"
        ordering = ["-year", "pk"]
        constraints = [
            one_of("kind", SourceKind, "funds_source"),
            models.UniqueConstraint(fields=["region", "year", "kind"], name="funds_source_once"),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.kind}"


class Allotment(models.Model):
    """A document that gives money to a source or, below zero, takes it back: entered by one, confirmed by another."""

    personal_data: ClassVar[str] = "entered_by、decided_by：登记人和确认人，用于追溯责任；长期保存。"

    public_id = PublicIdField()
    source = models.ForeignKey(Source, models.PROTECT, related_name="allotments", verbose_name="资金来源")
    number = models.CharField("文号", max_length=NAME_LIMIT)
    title = models.CharField("名称", max_length=200, blank=True)
    dated = models.DateField("印发日期")
    amount = MoneyField("金额")
    state = models.CharField(
        "状态", max_length=10, choices=AllotmentState.choices, default=AllotmentState.PROPOSED.value
    )
    file = models.ForeignKey(
        "files.StoredFile", models.PROTECT, related_name="+", verbose_name="文件", null=True, blank=True
    )
    file_name = models.CharField("文件名", max_length=200, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="登记人"
    )
    entered_at = models.DateTimeField("登记时间", auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="确认人"
    )
    decided_at = models.DateTimeField("确认时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "指标文"
        ordering = ["-dated", "-id"]
        constraints = [
            one_of("state", AllotmentState, "funds_allotment"),
            models.CheckConstraint(condition=~Q(amount=0), name="funds_allotment_of_something"),
            models.UniqueConstraint(
                fields=["source", "number"],
                condition=~Q(state=AllotmentState.REFUSED.value),
                name="funds_allotment_document_once",
            ),
            *decided("funds_allotment"),
        ]

    def __str__(self) -> str:
        return self.number


class Share(models.Model):
    """How levels bear a scheme together. Without a region it is a notice's rule, of which the central part is known."""

    personal_data: ClassVar[str] = "none"

    public_id = PublicIdField()
    code = models.CharField("编码", max_length=40, blank=True)  # of the shipped ones
    region = models.ForeignKey(
        "regions.Region", models.PROTECT, related_name="+", verbose_name="区划", null=True, blank=True
    )
    name = models.CharField("名称", max_length=NAME_LIMIT)
    central = models.IntegerField("中央分担")  # parts of ten thousand
    follows = models.ForeignKey("self", models.PROTECT, verbose_name="依据", null=True, blank=True, related_name="+")
    basis = models.CharField("依据说明", max_length=300, blank=True)
    certainty = models.CharField("核实情况", max_length=8, choices=Basis.choices)

    class Meta:
        verbose_name = verbose_name_plural = "分担办法"
        ordering = ["region_id", "name"]
        constraints = [
            one_of("certainty", Basis, "funds_share"),
            models.CheckConstraint(condition=Q(central__range=(0, 10_000)), name="funds_share_central_in_whole"),
            models.CheckConstraint(
                condition=Q(region__isnull=False) | Q(code__gt="", follows__isnull=True),
                name="funds_share_shared_has_code",
            ),
            models.UniqueConstraint(fields=["code"], condition=Q(region__isnull=True), name="funds_share_shipped_once"),
            models.UniqueConstraint(
                fields=["region", "name"], condition=Q(region__isnull=False), name="funds_share_name_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class SharePart(models.Model):
    """What one kind of source bears, in parts of ten thousand."""

    personal_data: ClassVar[str] = "none"

    share = models.ForeignKey(Share, models.CASCADE, related_name="parts", verbose_name="分担办法")
    kind = models.CharField("来源", max_length=16, choices=SourceKind.choices)
    weight = models.IntegerField("万分比")

    class Meta:
        verbose_name = verbose_name_plural = "分担比例"
        ordering = ["share", "id"]
        constraints = [
            one_of("kind", SourceKind, "funds_sharepart"),
            models.CheckConstraint(condition=Q(weight__range=(1, 10_000)), name="funds_sharepart_in_whole"),
            models.UniqueConstraint(fields=["share", "kind"], name="funds_sharepart_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.weight}"
