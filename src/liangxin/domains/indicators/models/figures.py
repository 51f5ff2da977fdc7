"""Tables of indicators: the catalogue with the names that lead to it; series of observations, base values, breaks.

What was observed only grows: a correction is one more revision, and the highest revision of a point is the current one.
"""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from liangxin.domains.indicators.terms import (
    MEASURE_CODE_LIMIT,
    NAME_LIMIT,
    REASON_LIMIT,
    SOURCE_LIMIT,
    SYNONYM_LIMIT,
    VALUE_DIGITS,
    VALUE_PLACES,
    Direction,
    Family,
    Form,
    Grain,
    IndicatorKind,
    Origin,
    RollUp,
)
from liangxin.foundation.fields import PublicIdField, append_only
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


class Series(models.Model):
    """Figures that may be compared with each other: one indicator, region, origin, measure or reporter, form, grain.

    `counted_in` is the unit of its values, the indicator's when the series began: a later change there leaves them be.
    """

    personal_data: ClassVar[str] = "none"

    public_id = PublicIdField()
    indicator = models.ForeignKey(Indicator, models.PROTECT, verbose_name="指标", related_name="series")
    region = models.ForeignKey("regions.Region", models.PROTECT, verbose_name="区划", related_name="+")
    origin = models.CharField("来源", max_length=10, choices=Origin.choices)
    # A code, not a key: measures are published by packages, not kept in a table.
    measure_code = models.CharField("口径代码", max_length=MEASURE_CODE_LIMIT, blank=True)
    unit = models.ForeignKey(
        "regions.Unit", models.PROTECT, verbose_name="填报单位", related_name="+", null=True, blank=True
    )
    form = models.CharField("数值形式", max_length=8, choices=Form.choices)
    grain = models.CharField("周期", max_length=8, choices=Grain.choices)
    counted_in = models.CharField("计量单位", max_length=20)

    class Meta:
        verbose_name = verbose_name_plural = "数据序列"
        ordering = ["indicator", "region", "origin", "id"]
        constraints = [
            one_of("origin", Origin, "indicators_series"),
            one_of("form", Form, "indicators_series"),
            one_of("grain", Grain, "indicators_series"),
            # Led by the pair that every reading asks for.
            models.UniqueConstraint(
                fields=["indicator", "region", "origin", "measure_code", "unit", "form", "grain"],
                nulls_distinct=False,
                name="indicators_series_once",
            ),
            models.CheckConstraint(
                condition=(Q(origin=Origin.COMPUTED.value, unit__isnull=True) & ~Q(measure_code=""))
                | (~Q(origin=Origin.COMPUTED.value) & Q(measure_code="")),
                name="indicators_series_computed_by_a_measure",
            ),
        ]
        indexes = [
            # All series of a region and below, when a region is computed anew.
            models.Index(fields=["region", "origin", "measure_code"], name="indicators_series_of_region")
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id}·{self.region_id}·{self.origin}"


class Observation(models.Model):
    """One revision of the figure of one period; without a value it says that the figure was taken back.

    The period is that of the grain, half-open, whatever the form: 本年累计 and 期末数 stand at the end of theirs.
    """

    personal_data: ClassVar[str] = (
        "recorded_by：填报或修订人员的账号，用于追溯数据责任；与数据同期长期保存，不得修改或删除。"
    )

    # No index of its own: the constraint below leads with it, and a million rows are written through every index.
    series = models.ForeignKey(
        Series, models.PROTECT, verbose_name="数据序列", related_name="observations", db_index=False
    )
    starts_on = models.DateField("起")
    ends_on = models.DateField("止（不含）")
    revision = models.PositiveIntegerField("修订次序")
    value = models.DecimalField("数值", max_digits=VALUE_DIGITS, decimal_places=VALUE_PLACES, null=True, blank=True)
    numerator = models.DecimalField("分子", max_digits=VALUE_DIGITS, decimal_places=VALUE_PLACES, null=True, blank=True)
    denominator = models.DecimalField(
        "分母", max_digits=VALUE_DIGITS, decimal_places=VALUE_PLACES, null=True, blank=True
    )
    weight = models.DecimalField("权重", max_digits=VALUE_DIGITS, decimal_places=VALUE_PLACES, null=True, blank=True)
    got = models.PositiveIntegerField("已有份数", default=1)
    expected = models.PositiveIntegerField("应有份数", default=1)
    reason = models.CharField("修订原因", max_length=REASON_LIMIT, blank=True)
    source = models.CharField("出处", max_length=SOURCE_LIMIT, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="登记人",
        related_name="+",
        null=True,
        blank=True,
        db_index=False,  # nobody asks for all figures that somebody told; the trail answers that
    )
    recorded_at = models.DateTimeField("登记时间", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "观测值"
        ordering = ["series", "starts_on", "-revision"]
        constraints = [
            # Read in this order by every question for current figures: the first of each period is the current one.
            models.UniqueConstraint(
                "series", "starts_on", "ends_on", F("revision").desc(), name="indicators_observation_revision_once"
            ),
            models.CheckConstraint(condition=Q(revision__gte=1), name="indicators_observation_revision_from_one"),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on"), starts_on__day=1, ends_on__day=1),
                name="indicators_observation_period_of_whole_months",
            ),
            models.CheckConstraint(
                condition=Q(got__lte=F("expected"), expected__gte=1), name="indicators_observation_coverage_at_most_one"
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(got__gte=1), name="indicators_observation_value_is_of_something"
            ),
            models.CheckConstraint(
                condition=Q(revision=1, value__isnull=False) | Q(recorded_by__isnull=True) | ~Q(reason=""),
                name="indicators_observation_revised_for_a_reason",
            ),
        ]
        triggers = append_only("indicators_observation")

    def __str__(self) -> str:
        return f"{self.series_id} {self.starts_on} r{self.revision}"


class BaseValue(models.Model):
    """What an indicator was in a base year, on which a promised growth is counted; asked for, never assumed."""

    personal_data: ClassVar[str] = (
        "recorded_by：登记基期值人员的账号，用于追溯数据责任；与数据同期长期保存，不得修改或删除。"
    )

    indicator = models.ForeignKey(Indicator, models.PROTECT, verbose_name="指标", related_name="base_values")
    region = models.ForeignKey("regions.Region", models.PROTECT, verbose_name="区划", related_name="+")
    year = models.PositiveSmallIntegerField("基期年份")
    revision = models.PositiveIntegerField("修订次序")
    value = models.DecimalField("数值", max_digits=VALUE_DIGITS, decimal_places=VALUE_PLACES)
    counted_in = models.CharField("计量单位", max_length=20)
    source = models.CharField("出处", max_length=SOURCE_LIMIT)
    reason = models.CharField("修订原因", max_length=REASON_LIMIT, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="登记人", related_name="+", null=True, blank=True
    )
    recorded_at = models.DateTimeField("登记时间", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "基期值"
        ordering = ["indicator", "region", "year", "-revision"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "region", "year", "revision"], name="indicators_basevalue_revision_once"
            ),
            models.CheckConstraint(
                condition=Q(year__gte=1949, year__lte=2100), name="indicators_basevalue_year_likely"
            ),
            models.CheckConstraint(condition=~Q(source=""), name="indicators_basevalue_has_source"),
            models.CheckConstraint(
                condition=Q(revision=1) | ~Q(reason=""), name="indicators_basevalue_revised_for_a_reason"
            ),
        ]
        triggers = append_only("indicators_basevalue")

    def __str__(self) -> str:
        return f"{self.indicator_id}·{self.region_id} {self.year}"


class SeriesBreak(models.Model):
    """From this day a region counts an indicator otherwise (口径调整), unless the last revision takes that back."""

    personal_data: ClassVar[str] = (
        "recorded_by：登记口径调整人员的账号，用于追溯数据责任；与数据同期长期保存，不得修改或删除。"
    )

    indicator = models.ForeignKey(Indicator, models.PROTECT, verbose_name="指标", related_name="breaks")
    region = models.ForeignKey("regions.Region", models.PROTECT, verbose_name="区划", related_name="+")
    on = models.DateField("自哪天起")
    revision = models.PositiveIntegerField("修订次序")
    stands = models.BooleanField("有效", default=True)
    note = models.CharField("说明", max_length=REASON_LIMIT)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="登记人", related_name="+", null=True, blank=True
    )
    recorded_at = models.DateTimeField("登记时间", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "口径调整"
        ordering = ["indicator", "region", "on", "-revision"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "region", "on", "revision"], name="indicators_seriesbreak_revision_once"
            ),
            models.CheckConstraint(condition=~Q(note=""), name="indicators_seriesbreak_has_note"),
        ]
        triggers = append_only("indicators_seriesbreak")

    def __str__(self) -> str:
        return f"{self.indicator_id}·{self.region_id} {self.on}"


class PeriodLock(models.Model):
    """What a unit told of an indicator for a period has been settled: it changes only by an exception.

    Figures of periods inside the locked one are held as well, in whatever form they come.
    """

    personal_data: ClassVar[str] = "locked_by：审定人员的账号，用于追溯数据责任；与数据同期长期保存，不得修改或删除。"

    indicator = models.ForeignKey(Indicator, models.PROTECT, verbose_name="指标", related_name="+")
    region = models.ForeignKey("regions.Region", models.PROTECT, verbose_name="区划", related_name="+")
    unit = models.ForeignKey("regions.Unit", models.PROTECT, verbose_name="填报单位", related_name="+")
    starts_on = models.DateField("起")
    ends_on = models.DateField("止（不含）")
    source = models.CharField("出处", max_length=SOURCE_LIMIT)
    locked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="审定人", related_name="+", null=True, blank=True
    )
    locked_at = models.DateTimeField("锁定时间", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "期间锁定"
        ordering = ["unit", "starts_on", "indicator"]
        constraints = [
            # Led by the unit: a writer asks for all locks of the units it tells for.
            models.UniqueConstraint(
                fields=["unit", "indicator", "region", "starts_on", "ends_on"], name="indicators_periodlock_once"
            ),
            models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="indicators_periodlock_not_empty"),
        ]
        triggers = append_only("indicators_periodlock")

    def __str__(self) -> str:
        return f"{self.unit_id}·{self.indicator_id} {self.starts_on}"


class LockException(models.Model):
    """The office lets a settled figure be changed: by whom, until which day, and why."""

    personal_data: ClassVar[str] = (
        "account、granted_by：获准补改和批准补改人员的账号，用于追溯数据责任；与数据同期长期保存，不得修改或删除。"
    )

    lock = models.ForeignKey(PeriodLock, models.PROTECT, verbose_name="锁定", related_name="exceptions")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="准许的人", related_name="+", null=True, blank=True
    )
    until = models.DateField("截止日（含）")
    reason = models.CharField("理由", max_length=REASON_LIMIT)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="批准人", related_name="+", null=True, blank=True
    )
    granted_at = models.DateTimeField("批准时间", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "补改许可"
        ordering = ["lock", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="indicators_lockexception_has_a_reason"),
        ]
        triggers = append_only("indicators_lockexception")

    def __str__(self) -> str:
        return f"{self.lock_id} {self.until}"
