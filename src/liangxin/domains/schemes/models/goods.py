"""Tables of eligible goods: what they are, the periods in which they are listed, what they cost by the list and when.

Listings and prices are added and taken back, never rewritten: triggers hold that.
"""

from __future__ import annotations

from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import F, Q

from liangxin.domains.schemes.terms import (
    BRAND_LIMIT,
    MODEL_LIMIT,
    REASON_LIMIT,
    SOURCE_LIMIT,
    STANDARD_LIMIT,
    Category,
    GoodsState,
    GradeKind,
)
from liangxin.foundation.fields import MoneyField, PublicIdField, one_of


def _only(table: str, *columns: str) -> list[pgtrigger.Trigger]:
    """The trigger by which rows never go, and only these columns change, each once, from nothing to something."""
    kept = " - ".join(["to_jsonb({})", *(f"'{name}'" for name in columns)])
    once = " OR ".join(
        f"(to_jsonb(OLD)->>'{name}' IS DISTINCT FROM to_jsonb(NEW)->>'{name}' "
        f"AND coalesce(to_jsonb(OLD)->>'{name}', '') <> '')"
        for name in columns
    )
    refuse = (
        f"RAISE EXCEPTION '% stands: % is refused', TG_TABLE_NAME, TG_OP "
        f"USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = '{table}_stands';"
    )
    func = (
        f"IF TG_OP = 'DELETE' THEN {refuse} END IF; "
        f"IF {kept.format('OLD')} IS DISTINCT FROM {kept.format('NEW')} OR {once} THEN {refuse} END IF; RETURN NEW;"
    )
    operation = pgtrigger.Update | pgtrigger.Delete
    return [pgtrigger.Trigger(name="stands", when=pgtrigger.Before, operation=operation, func=func)]


class Goods(models.Model):
    """Goods on a region's list, known by the barcode; a grade means nothing without its standard."""

    personal_data: ClassVar[str] = "proposed_by：登记人员的账号，用于追溯目录责任；与目录同期长期保存。"

    public_id = PublicIdField()
    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name="区划")
    barcode = models.CharField("商品条码", max_length=13)
    category = models.CharField("品类", max_length=12, choices=Category.choices)
    brand = models.CharField("品牌", max_length=BRAND_LIMIT)
    model = models.CharField("型号", max_length=MODEL_LIMIT)
    grade = models.PositiveSmallIntegerField("等级", null=True, blank=True)
    grade_kind = models.CharField("等级种类", max_length=6, choices=GradeKind.choices, blank=True)
    standard = models.CharField("依据标准", max_length=STANDARD_LIMIT, blank=True)
    state = models.CharField("状态", max_length=8, choices=GoodsState.choices, default=GoodsState.PROPOSED.value)
    clock = models.PositiveIntegerField("修改次数", default=0)
    proposed_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, related_name="+", verbose_name="登记人", null=True, blank=True
    )
    proposed_at = models.DateTimeField("登记时间", auto_now_add=True)
    taken_back_at = models.DateTimeField("撤销登记时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "补贴商品"
        ordering = ["region", "category", "brand", "model"]
        constraints = [
            one_of("category", Category, "schemes_goods"),
            one_of("grade_kind", GradeKind, "schemes_goods", empty=True),
            one_of("state", GoodsState, "schemes_goods"),
            models.UniqueConstraint(
                fields=["region", "barcode"], condition=Q(taken_back_at__isnull=True), name="schemes_goods_once"
            ),
            models.CheckConstraint(
                condition=Q(grade__isnull=True, grade_kind="") | Q(grade__range=(1, 5)) & ~Q(grade_kind=""),
                name="schemes_goods_grade_has_kind",
            ),
            models.CheckConstraint(
                condition=Q(grade__isnull=True) | ~Q(standard=""), name="schemes_goods_grade_has_standard"
            ),
        ]
        indexes = [
            # A barcode scanned at the till, whatever the region.
            models.Index(fields=["barcode"], name="schemes_goods_by_barcode"),
            models.Index(fields=["region", "category", "brand", "model"], name="schemes_goods_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.brand} {self.model}"


class Listing(models.Model):
    """A period, half-open, in which goods stand on the list; it is ended once."""

    personal_data: ClassVar[str] = "listed_by、ended_by：列入、移出人员的账号，用于追溯目录责任；与目录同期长期保存。"

    goods = models.ForeignKey(Goods, models.PROTECT, related_name="listings", verbose_name="商品")
    since = models.DateField("列入日期")
    until = models.DateField("移出日期", null=True, blank=True)
    reason = models.CharField("移出事由", max_length=REASON_LIMIT, blank=True)
    sent = models.ForeignKey(
        "schemes.SentList", models.PROTECT, related_name="+", verbose_name="工作簿", null=True, blank=True
    )
    listed_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, related_name="+", verbose_name="列入人", null=True, blank=True
    )
    listed_at = models.DateTimeField("列入时间", auto_now_add=True)
    ended_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, related_name="+", verbose_name="移出人", null=True, blank=True
    )
    taken_back_at = models.DateTimeField("撤销时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "列入记录"
        ordering = ["goods", "since", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("since")), name="schemes_listing_days_in_order"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | ~Q(reason=""), name="schemes_listing_ended_with_reason"
            ),
            models.UniqueConstraint(
                fields=["goods"],
                condition=Q(until__isnull=True, taken_back_at__isnull=True),
                name="schemes_listing_one_open",
            ),
        ]
        indexes = [models.Index(fields=["goods", "since"], name="schemes_listing_of_goods")]
        triggers = [
            *_only("schemes_listing", "until", "reason", "ended_by_id", "taken_back_at"),
            # No btree_gist in the embedded server, hence no exclusion constraint. Whoever lists holds the goods' row.
            # One look a statement, planned anew each time: a plan made while the table was empty reads all of it a row.
            pgtrigger.Trigger(
                name="no_overlap",
                level=pgtrigger.Statement,
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                referencing=pgtrigger.Referencing(new="added"),  # type: ignore[no-untyped-call]  # as the library has it
                declare=[("meets_another", "BOOLEAN")],
                func="""
                    EXECUTE 'SELECT EXISTS (
                        SELECT 1 FROM added JOIN schemes_listing AS other
                            ON other.goods_id = added.goods_id AND other.id <> added.id
                        WHERE other.taken_back_at IS NULL AND added.taken_back_at IS NULL
                          AND daterange(other.since, other.until) && daterange(added.since, added.until)
                    )' INTO meets_another;
                    IF meets_another THEN
                        RAISE EXCEPTION 'listings of one thing overlap'
                        USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'schemes_listing_no_overlap';
                    END IF;
                    RETURN NULL;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.goods_id} {self.since}"


class ListPrice(models.Model):
    """A list price from a day on, until the next; added, or taken back as a mistake, never changed."""

    personal_data: ClassVar[str] = "told_by：登记人员的账号，用于追溯标价责任；与目录同期长期保存。"

    goods = models.ForeignKey(Goods, models.PROTECT, related_name="prices", verbose_name="商品")
    from_day = models.DateField("起始日")
    price = MoneyField("标价")
    source = models.CharField("来源", max_length=SOURCE_LIMIT, blank=True)
    sent = models.ForeignKey(
        "schemes.SentList", models.PROTECT, related_name="+", verbose_name="工作簿", null=True, blank=True
    )
    told_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, related_name="+", verbose_name="登记人", null=True, blank=True
    )
    told_at = models.DateTimeField("登记时间", auto_now_add=True)
    taken_back_at = models.DateTimeField("撤销时间", null=True, blank=True)
    taken_back_reason = models.CharField("撤销事由", max_length=REASON_LIMIT, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "标价"
        ordering = ["goods", "from_day", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(price__gt=0), name="schemes_listprice_above_zero"),
            models.CheckConstraint(
                condition=Q(taken_back_at__isnull=True) | ~Q(taken_back_reason=""),
                name="schemes_listprice_taken_back_with_reason",
            ),
            models.UniqueConstraint(
                fields=["goods", "from_day"], condition=Q(taken_back_at__isnull=True), name="schemes_listprice_once"
            ),
        ]
        triggers = _only("schemes_listprice", "taken_back_at", "taken_back_reason")

    def __str__(self) -> str:
        return f"{self.goods_id} {self.from_day}"
