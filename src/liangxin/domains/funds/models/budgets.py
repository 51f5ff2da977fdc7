"""What money is for: budgets and limits with their scope, who bears them, and the grants that fill them."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from liangxin.domains.funds.models.journal import Account, Holding
from liangxin.domains.funds.models.sources import Share, Source, decided
from liangxin.domains.funds.terms import NAME_LIMIT, AllotmentState
from liangxin.foundation.fields import MoneyField, PublicIdField
from liangxin.foundation.fields.one_of import one_of


class Budget(models.Model):
    """A budget, or a limit over what budgets spend; an empty word of the scope is for all. The account has the rest."""

    personal_data: ClassVar[str] = "none"

    account = models.OneToOneField(Account, models.PROTECT, primary_key=True, verbose_name="账户")
    public_id = PublicIdField()
    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name="区划")
    area = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name="适用地区")
    name = models.CharField("名称", max_length=NAME_LIMIT)
    year = models.IntegerField("年度")
    scheme = models.CharField("政策", max_length=40, blank=True)
    category = models.CharField("品类", max_length=40, blank=True)
    channel = models.CharField("渠道", max_length=40, blank=True)
    share = models.ForeignKey(Share, models.PROTECT, related_name="+", verbose_name="分担办法", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "预算"
        ordering = ["-year", "name"]
        constraints = [models.UniqueConstraint(fields=["region", "year", "name"], name="funds_budget_name_once")]

    def __str__(self) -> str:
        return self.name


class BudgetSource(models.Model):
    """A source that bears a budget: its weight, and the holding that has its money for the budget once granted."""

    personal_data: ClassVar[str] = "none"

    budget = models.ForeignKey(Budget, models.PROTECT, related_name="sources", verbose_name="预算")
    source = models.ForeignKey(Source, models.PROTECT, related_name="budgets", verbose_name="资金来源")
    weight = models.IntegerField("万分比")

    class Meta:
        verbose_name = verbose_name_plural = "预算资金来源"
        ordering = ["budget", "id"]
        constraints = [
            models.UniqueConstraint(fields=["budget", "source"], name="funds_budgetsource_once"),
            models.CheckConstraint(condition=Q(weight__range=(1, 10_000)), name="funds_budgetsource_in_whole"),
        ]

    def __str__(self) -> str:
        return f"{self.budget_id} {self.weight}"


class Placing(models.Model):
    """Money of a source that one grant has placed in a budget: a holding on the source's account."""

    personal_data: ClassVar[str] = "none"

    funding = models.ForeignKey(BudgetSource, models.PROTECT, related_name="placings", verbose_name="预算资金来源")
    holding = models.OneToOneField(Holding, models.PROTECT, related_name="+", verbose_name="占用")

    class Meta:
        verbose_name = verbose_name_plural = "资金安排"
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["funding", "holding"], name="funds_placing_once")]

    def __str__(self) -> str:
        return f"{self.funding_id} {self.holding_id}"


class Grant(models.Model):
    """What is put into a budget or, below zero, taken out of it: proposed by one person, approved by another."""

    personal_data: ClassVar[str] = "entered_by、decided_by：提出人和批准人，用于追溯责任；长期保存。"

    public_id = PublicIdField()
    budget = models.ForeignKey(Budget, models.PROTECT, related_name="grants", verbose_name="预算")
    amount = MoneyField("金额")
    reason = models.CharField("事由", max_length=200)
    state = models.CharField(
        "状态", max_length=10, choices=AllotmentState.choices, default=AllotmentState.PROPOSED.value
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="提出人"
    )
    entered_at = models.DateTimeField("提出时间", auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="批准人"
    )
    decided_at = models.DateTimeField("批准时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "预算下达"
        ordering = ["-id"]
        constraints = [
            one_of("state", AllotmentState, "funds_grant"),
            models.CheckConstraint(condition=~Q(amount=0), name="funds_grant_of_something"),
            *decided("funds_grant"),
        ]

    def __str__(self) -> str:
        return f"{self.budget_id} {self.amount}"
