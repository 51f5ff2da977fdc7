"""Tables of workbooks of figures: what was sent, and what each point of it does and did.

What a published workbook did stands: a trigger keeps it, so that taking it back is exact.
"""

from __future__ import annotations

from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import Q

from liangxin.domains.indicators.models.figures import Indicator
from liangxin.domains.indicators.terms import (
    REASON_LIMIT,
    SOURCE_LIMIT,
    VALUE_DIGITS,
    VALUE_PLACES,
    Form,
    Layout,
    Origin,
    RowOutcome,
    WorkbookState,
)
from liangxin.foundation.fields import PublicIdField, one_of


def _stands(table: str, when: str) -> list[pgtrigger.Trigger]:
    """The trigger by which rows neither change nor go once `when` holds for the old row."""
    refuse = (
        f"IF {when} THEN RAISE EXCEPTION '% of a published workbook stands: % is refused', TG_TABLE_NAME, TG_OP "
        f"USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = '{table}_stands'; END IF; "
        "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW;"
    )
    operation = pgtrigger.Update | pgtrigger.Delete
    return [pgtrigger.Trigger(name="stands", when=pgtrigger.Before, operation=operation, func=refuse)]


class Workbook(models.Model):
    """A workbook of figures sent for a region: checked, published as a whole, perhaps taken back as a whole."""

    personal_data: ClassVar[str] = (
        "uploaded_by、published_by、undone_by：上传、发布、撤销人员的账号，用于追溯数据责任；与数据同期长期保存。"
    )

    public_id = PublicIdField()
    region = models.ForeignKey("regions.Region", models.PROTECT, verbose_name="区划", related_name="+")
    # By the standing of which unit it was sent; none: of the region's office.
    unit = models.ForeignKey(
        "regions.Unit", models.PROTECT, verbose_name="上传单位", related_name="+", null=True, blank=True
    )
    file = models.ForeignKey("files.StoredFile", models.PROTECT, verbose_name="文件", related_name="+")
    file_name = models.CharField("文件名", max_length=200)
    state = models.CharField("状态", max_length=9, choices=WorkbookState.choices, default=WorkbookState.CHECKED.value)
    layout = models.CharField("版式", max_length=8, choices=Layout.choices)
    sheet = models.CharField("工作表", max_length=100, blank=True)
    head_row = models.PositiveIntegerField("表头行", default=0)
    digest = models.CharField("清单摘要", max_length=64)  # of what the rows say, not of the file
    same_as = models.ForeignKey(
        "self", models.PROTECT, verbose_name="首次发布", related_name="+", null=True, blank=True
    )
    rows_new = models.PositiveIntegerField("新增", default=0)
    rows_revised = models.PositiveIntegerField("修订", default=0)
    rows_unchanged = models.PositiveIntegerField("不变", default=0)
    rows_faulty = models.PositiveIntegerField("有误的行", default=0)
    rows_doubtful = models.PositiveIntegerField("存疑", default=0)
    notices = models.JSONField("读取说明", default=list)  # [sentence, details] each
    faults = models.JSONField("问题", default=list)  # as `rules.workbooks.RowFault` says them
    reason = models.CharField("发布说明", max_length=REASON_LIMIT, blank=True)
    uploaded_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, verbose_name="上传人", related_name="+", null=True, blank=True
    )
    uploaded_at = models.DateTimeField("上传时间", auto_now_add=True)
    published_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, verbose_name="发布人", related_name="+", null=True, blank=True
    )
    published_at = models.DateTimeField("发布时间", null=True, blank=True)
    undone_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, verbose_name="撤销人", related_name="+", null=True, blank=True
    )
    undone_at = models.DateTimeField("撤销时间", null=True, blank=True)
    undo_reason = models.CharField("撤销事由", max_length=REASON_LIMIT, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "数据工作簿"
        ordering = ["region", "-id"]
        constraints = [
            one_of("state", WorkbookState, "indicators_workbook"),
            one_of("layout", Layout, "indicators_workbook"),
            models.CheckConstraint(
                condition=Q(state__in=["published", "undone"], published_at__isnull=False)
                | Q(state="checked", published_at__isnull=True),
                name="indicators_workbook_published_at_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(state="undone", undone_at__isnull=False) & ~Q(undo_reason="")
                | ~Q(state="undone") & Q(undone_at__isnull=True),
                name="indicators_workbook_undone_has_reason",
            ),
        ]
        indexes = [
            # Whether this list was sent before.
            models.Index(fields=["region", "digest"], name="indicators_workbook_by_digest")
        ]
        triggers = _stands(
            "indicators_workbook",
            "OLD.state = 'undone' OR (OLD.state = 'published' AND NEW.state IS DISTINCT FROM 'undone')",
        )

    def __str__(self) -> str:
        return self.file_name


class WorkbookRow(models.Model):
    """One point that a workbook tells, what stood there at the check, and the revision that publishing wrote."""

    personal_data: ClassVar[str] = "none"

    workbook = models.ForeignKey(Workbook, models.PROTECT, verbose_name="工作簿", related_name="rows")
    number = models.PositiveIntegerField("行号")
    column = models.CharField("列", max_length=3)
    outcome = models.CharField("结果", max_length=9, choices=RowOutcome.choices)
    indicator = models.ForeignKey(Indicator, models.PROTECT, verbose_name="指标", related_name="+")
    region = models.ForeignKey("regions.Region", models.PROTECT, verbose_name="区划", related_name="+")
    unit = models.ForeignKey(
        "regions.Unit", models.PROTECT, verbose_name="填报单位", related_name="+", null=True, blank=True
    )
    origin = models.CharField("来源", max_length=10, choices=Origin.choices)
    form = models.CharField("数值形式", max_length=8, choices=Form.choices)
    starts_on = models.DateField("起")
    ends_on = models.DateField("止（不含）")
    counted_in = models.CharField("计量单位", max_length=20)
    value = models.DecimalField("数值", max_digits=VALUE_DIGITS, decimal_places=VALUE_PLACES)
    numerator = models.DecimalField("分子", max_digits=VALUE_DIGITS, decimal_places=VALUE_PLACES, null=True, blank=True)
    denominator = models.DecimalField(
        "分母", max_digits=VALUE_DIGITS, decimal_places=VALUE_PLACES, null=True, blank=True
    )
    weight = models.DecimalField("权重", max_digits=VALUE_DIGITS, decimal_places=VALUE_PLACES, null=True, blank=True)
    got = models.PositiveIntegerField("已有份数", default=1)
    expected = models.PositiveIntegerField("应有份数", default=1)
    source = models.CharField("出处", max_length=SOURCE_LIMIT, blank=True)
    note = models.CharField("说明", max_length=REASON_LIMIT, blank=True)
    doubts = models.JSONField("疑点", default=list)  # values of `terms.Doubt`
    before = models.JSONField("原来", null=True, blank=True)  # of a revision: revision and figures that stood there
    written = models.PositiveIntegerField("写入的修订次序", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "数据工作簿的行"
        ordering = ["workbook", "number", "id"]
        constraints = [
            models.UniqueConstraint(fields=["workbook", "number", "column"], name="indicators_workbookrow_cell_once"),
            one_of("outcome", RowOutcome, "indicators_workbookrow"),
            one_of("origin", Origin, "indicators_workbookrow"),
            one_of("form", Form, "indicators_workbookrow"),
            models.CheckConstraint(
                condition=~Q(outcome="revised") | Q(before__isnull=False),
                name="indicators_workbookrow_knows_what_stood_there",
            ),
        ]
        indexes = [models.Index(fields=["workbook", "outcome", "number"], name="indicators_workbookrow_outcome")]
        triggers = _stands(
            "indicators_workbookrow",
            "EXISTS (SELECT 1 FROM indicators_workbook b WHERE b.id = OLD.workbook_id "
            "AND b.state IN ('published', 'undone'))",
        )

    def __str__(self) -> str:
        return f"{self.workbook_id} {self.column}{self.number}"
