"""Tables of imports: a workbook sent to a register, what each of its rows does, what is wrong with its cells."""

from __future__ import annotations

from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import Q

from liangxin.domains.registers.models.records import Record, Register, TypeVersion
from liangxin.domains.registers.terms import CODE_LIMIT, KEY_LIMIT, ImportState, RowOutcome
from liangxin.foundation.fields import PublicIdField, one_of


def _frozen(table: str, when: str) -> list[pgtrigger.Trigger]:
    """The trigger by which rows of an import neither change nor go once `when` holds for the old row."""
    refuse = (
        f"IF {when} THEN RAISE EXCEPTION '% of a published import stands: % is refused', TG_TABLE_NAME, TG_OP "
        f"USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = '{table}_stands'; END IF; "
        "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW;"
    )
    operation = pgtrigger.Update | pgtrigger.Delete
    return [pgtrigger.Trigger(name="stands", when=pgtrigger.Before, operation=operation, func=refuse)]


_OF_PUBLISHED = (
    "EXISTS (SELECT 1 FROM registers_import b WHERE b.id = OLD.batch_id AND b.state IN ('published', 'undone'))"
)


class Import(models.Model):
    """A workbook sent to a register: checked, published as a whole, perhaps undone as a whole."""

    personal_data: ClassVar[str] = "none"

    public_id = PublicIdField()
    register = models.ForeignKey(Register, models.PROTECT, related_name="imports", verbose_name="台账")
    version = models.ForeignKey(TypeVersion, models.PROTECT, related_name="+", verbose_name="类型版本")
    file = models.ForeignKey("files.StoredFile", models.PROTECT, related_name="+", verbose_name="文件")
    file_name = models.CharField("文件名", max_length=200)
    state = models.CharField("状态", max_length=9, choices=ImportState.choices, default=ImportState.WAITING.value)
    run = models.CharField("任务编号", max_length=36, blank=True)  # the job that works on it, or did
    sheet = models.CharField("工作表", max_length=100, blank=True)
    head_row = models.PositiveIntegerField("表头行", default=0)
    digest = models.CharField("清单摘要", max_length=64, blank=True)  # of what the rows say, not of the file
    same_as = models.ForeignKey(
        "self", models.PROTECT, related_name="+", verbose_name="首次导入", null=True, blank=True
    )
    rows_new = models.PositiveIntegerField("新增", default=0)
    rows_changed = models.PositiveIntegerField("修改", default=0)
    rows_unchanged = models.PositiveIntegerField("不变", default=0)
    rows_faulty = models.PositiveIntegerField("有误", default=0)
    notices = models.JSONField("提示", default=list)  # [sentence, details] each
    refusal = models.CharField("拒绝原因", max_length=500, blank=True)
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
    undo_reason = models.CharField("撤销事由", max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "导入"
        ordering = ["register", "-id"]
        constraints = [
            one_of("state", ImportState, "registers_import"),
            models.CheckConstraint(
                condition=Q(state__in=["published", "undone"], published_at__isnull=False)
                | Q(state__in=["waiting", "checked", "refused"], published_at__isnull=True),
                name="registers_import_published_at_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(state="undone", undone_at__isnull=False) & ~Q(undo_reason="")
                | ~Q(state="undone") & Q(undone_at__isnull=True),
                name="registers_import_undone_has_reason",
            ),
        ]
        indexes = [
            # Whether this list was sent before.
            models.Index(fields=["register", "digest"], name="registers_import_by_digest")
        ]
        # Which job works on it may still be noted; everything else stands.
        triggers = _frozen(
            "registers_import",
            "OLD.state = 'undone' OR (OLD.state = 'published' AND NEW.state IS DISTINCT FROM 'undone' "
            "AND (to_jsonb(OLD) - 'run') IS DISTINCT FROM (to_jsonb(NEW) - 'run'))",
        )

    def __str__(self) -> str:
        return self.file_name


class ImportRow(models.Model):
    """What one row of a workbook does, and what stood there before, so that undoing is exact."""

    personal_data: ClassVar[str] = "none"

    batch = models.ForeignKey(Import, models.PROTECT, related_name="rows", verbose_name="导入")
    number = models.PositiveIntegerField("行号")
    outcome = models.CharField("结果", max_length=9, choices=RowOutcome.choices)
    # Of a new row the number that its record will have: without a constraint, for it is there only once published.
    record = models.ForeignKey(
        Record,
        models.PROTECT,
        related_name="import_rows",
        verbose_name="记录",
        null=True,
        blank=True,
        db_constraint=False,
    )
    digest = models.CharField("摘要", max_length=64)
    key = models.CharField("主键", max_length=KEY_LIMIT, blank=True)
    shown_key = models.CharField("名称", max_length=KEY_LIMIT, blank=True)
    words = models.TextField("检索文字", blank=True)
    values = models.JSONField("内容", null=True, blank=True)
    stage = models.CharField("阶段", max_length=CODE_LIMIT, blank=True)
    stage_days = models.JSONField("到达各阶段的日期", null=True, blank=True)
    clock = models.PositiveIntegerField("核对时的修改次数", null=True, blank=True)
    before = models.JSONField("原来", null=True, blank=True)  # of a changed record: all that undoing brings back

    class Meta:
        verbose_name = verbose_name_plural = "导入的行"
        ordering = ["batch", "number"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="registers_importrow_number_once"),
            one_of("outcome", RowOutcome, "registers_importrow"),
            models.CheckConstraint(
                condition=~Q(outcome__in=["new", "changed"]) | Q(values__isnull=False, stage_days__isnull=False),
                name="registers_importrow_says_what_it_writes",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="changed") | Q(before__isnull=False, record__isnull=False, clock__isnull=False),
                name="registers_importrow_knows_what_stood_there",
            ),
        ]
        indexes = [models.Index(fields=["batch", "outcome", "number"], name="registers_importrow_outcome")]
        triggers = _frozen("registers_importrow", _OF_PUBLISHED)

    def __str__(self) -> str:
        return f"{self.batch_id} {self.number}"


class ImportFault(models.Model):
    """What is wrong with one cell: templates and their places, so that it can be said in any language."""

    personal_data: ClassVar[str] = "none"

    batch = models.ForeignKey(Import, models.PROTECT, related_name="faults", verbose_name="导入")
    row = models.PositiveIntegerField("行号")
    column = models.CharField("列", max_length=3, blank=True)
    label = models.CharField("列名", max_length=100, blank=True)
    code = models.CharField("代码", max_length=60)
    sentence = models.TextField("问题")
    remedy = models.TextField("办法", blank=True)
    details = models.JSONField("内容", default=dict)
    typed = models.CharField("填写的内容", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "导入的问题"
        ordering = ["batch", "row", "id"]
        indexes = [models.Index(fields=["batch", "row"], name="registers_importfault_row")]
        triggers = _frozen("registers_importfault", _OF_PUBLISHED)

    def __str__(self) -> str:
        return f"{self.batch_id} {self.column}{self.row}"
