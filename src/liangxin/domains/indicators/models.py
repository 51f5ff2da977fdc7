"""Tables of indicators: the catalogue and the names that lead to it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from liangxin.domains.indicators.terms import NAME_LIMIT, SYNONYM_LIMIT, Direction, Family, IndicatorKind, RollUp
from liangxin.foundation.fields.one_of import one_of


class Indicator(models.Model):
    """A quantity that plans promise; one row for all regions."""

    personal_data: ClassVar[str] = "none"

    code = models.CharField("代码", max_length=60, unique=True)
    name = models.CharField("名称", max_length=NAME_LIMIT)
    name_en = models.CharField("英文名称", max_length=160, blank=True)
    definition = models.CharField("含义", max_length=400, blank=True)
    unit = models.CharField("计量单位", max_length=20)
    direction = models.CharField("方向", max_length=8, choices=Direction.choices, default=Direction.UP.value)
    kind = models.CharField("目标类型", max_length=16, choices=IndicatorKind.choices)
    roll_up = models.CharField("汇总方式", max_length=16, choices=RollUp.choices, default=RollUp.SUM.value)
    family = models.CharField("领域", max_length=16, choices=Family.choices)
    department = models.CharField("通常的数据部门", max_length=60, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "指标"
        ordering = ["family", "code"]
        constraints = [
            one_of("direction", Direction, "indicators_indicator"),
            one_of("kind", IndicatorKind, "indicators_indicator"),
            one_of("roll_up", RollUp, "indicators_indicator"),
            one_of("family", Family, "indicators_indicator"),
            models.CheckConstraint(
                condition=Q(code__regex=r"^[a-z][a-z0-9_]+$"), name="indicators_indicator_code_form"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class IndicatorSynonym(models.Model):
    """A name that leads to an indicator, its own name among them, so that one index keeps all names apart."""

    personal_data: ClassVar[str] = "none"

    indicator = models.ForeignKey(Indicator, models.CASCADE, verbose_name="指标", related_name="synonyms")
    name = models.CharField("名称", max_length=SYNONYM_LIMIT)
    plain = models.CharField("比较形式", max_length=SYNONYM_LIMIT * 2, unique=True)
    is_own_name = models.BooleanField("是指标本名", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "同义名称"
        ordering = ["indicator", "-is_own_name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator"], condition=Q(is_own_name=True), name="indicators_synonym_one_own_name"
            )
        ]

    def __str__(self) -> str:
        return self.name
