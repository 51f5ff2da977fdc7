"""Tables of workbooks of goods and merchants: what was sent, and what each row does and did."""

from __future__ import annotations

from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import F, Q

from liangxin.domains.schemes.terms import REASON_LIMIT, ListSubject, SentOutcome, SentState
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


class SentList(models.Model):
    """A workbook sent for a region's list: checked, published as a whole, perhaps undone as a whole."""

    personal_data: ClassVar[str] = (
        "uploaded_by、published_by、undone_by：上传、发布、撤销人员的账号，用于追溯目录责任；与目录同期长期保存。"
    )

    public_id = PublicIdField()
    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name="区划")
    subject = models.CharField("内容", max_length=9, choices=ListSubject.choices)
    file = models.ForeignKey("files.StoredFile", models.PROTECT, related_name="+", verbose_name="文件")
    file_name = models.CharField("文件名", max_length=200)
    state = models.CharField("状态", max_length=9, choices=SentState.choices, default=SentState.CHECKED.value)
    sheet = models.CharField("工作表", max_length=100, blank=True)
    head_row = models.PositiveIntegerField("表头行", default=0)
    digest = models.CharField("清单摘要", max_length=64)  # of what the rows say, not of the file
    same_as = models.ForeignKey(
        "self", models.PROTECT, related_name="+", verbose_name="首次发布", null=True, blank=True
    )
    rows_new = models.PositiveIntegerField("新增", default=0)
    rows_changed = models.PositiveIntegerField("修改", default=0)
    rows_unchanged = models.PositiveIntegerField("不变", default=0)
    rows_faulty = models.PositiveIntegerField("有误的行", default=0)
    notices = models.JSONField("读取说明", default=list)  # [sentence, details] each
    faults = models.JSONField("问题", default=list)  # as `rules.sheets.RowFault` says them
    uploaded_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, related_name="+", verbose_name="上传人", null=True, blank=True
    )
    uploaded_at = models.DateTimeField("上传时间", auto_now_add=True)
    published_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, related_name="+", verbose_name="发布人", null=True, blank=True
    )
    published_at = models.DateTimeField("发布时间", null=True, blank=True)
    undone_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, related_name="+", verbose_name="撤销人", null=True, blank=True
    )
    undone_at = models.DateTimeField("撤销时间", null=True, blank=True)
    undo_reason = models.CharField("撤销事由", max_length=REASON_LIMIT, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "工作簿"
        ordering = ["region", "-id"]
        constraints = [
            one_of("subject", ListSubject, "schemes_sentlist"),
            one_of("state", SentState, "schemes_sentlist"),
            models.CheckConstraint(
                condition=Q(state__in=["published", "undone"], published_at__isnull=False)
                | Q(state="checked", published_at__isnull=True),
                name="schemes_sentlist_published_at_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(state="undone", undone_at__isnull=False) & ~Q(undo_reason="")
                | ~Q(state="undone") & Q(undone_at__isnull=True),
                name="schemes_sentlist_undone_has_reason",
            ),
            # Merchants are admitted by it: whoever sends it does not publish it.
            models.CheckConstraint(
                condition=~Q(subject="merchants")
                | Q(published_by__isnull=True)
                | Q(uploaded_by__isnull=True)
                | ~Q(published_by=F("uploaded_by")),
                name="schemes_sentlist_four_eyes",
            ),
        ]
        triggers = _stands(
            "schemes_sentlist",
            "OLD.state = 'undone' OR (OLD.state = 'published' AND NEW.state IS DISTINCT FROM 'undone')",
        )

    def __str__(self) -> str:
        return self.file_name


class SentRow(models.Model):
    """What one row of a workbook says and does, and what stood there before."""

    personal_data: ClassVar[str] = "none"

    sent = models.ForeignKey(SentList, models.PROTECT, related_name="rows", verbose_name="工作簿")
    number = models.PositiveIntegerField("行号")
    outcome = models.CharField("结果", max_length=9, choices=SentOutcome.choices)
    digest = models.CharField("摘要", max_length=64)
    name = models.CharField("名称", max_length=200)
    changes = models.JSONField("改动", default=list)  # [label, before, after] each, as texts
    values = models.JSONField("内容", default=dict)
    before = models.JSONField("原来", null=True, blank=True)  # of what is changed: what undoing brings back
    target = models.BigIntegerField("对象", null=True, blank=True)  # goods or shop, where there is one
    clock = models.PositiveIntegerField("核对时的修改次数", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "工作簿的行"
        ordering = ["sent", "number"]
        constraints = [
            one_of("outcome", SentOutcome, "schemes_sentrow"),
            models.UniqueConstraint(fields=["sent", "number"], name="schemes_sentrow_number_once"),
        ]
        # Whether the same row was published before.
        indexes = [models.Index(fields=["digest"], name="schemes_sentrow_by_digest")]
        triggers = _stands(
            "schemes_sentrow",
            "EXISTS (SELECT 1 FROM schemes_sentlist b WHERE b.id = OLD.sent_id AND b.state IN ('published', 'undone'))",
        )

    def __str__(self) -> str:
        return f"{self.sent_id} {self.number}"
