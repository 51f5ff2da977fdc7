"""Bulletins with their frozen facts and words, edits by hand, numbers without gaps; templates in versions."""

from __future__ import annotations

from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import F, Q

from liangxin.domains.progress.terms import PARAGRAPH_LIMIT, REASON_LIMIT, BulletinKind, BulletinState
from liangxin.foundation.fields import PublicIdField, append_only, one_of

_PERSON = "用于追溯起草、签发责任；与简报同期长期保存。"
_ISSUED = [BulletinState.ISSUED.value, BulletinState.WITHDRAWN.value]


class BulletinTemplate(models.Model):
    """An office's own template of a kind of bulletin; what it says stands in its versions."""

    personal_data: ClassVar[str] = "none"

    public_id = PublicIdField()
    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name="所属区划")
    kind = models.CharField("类别", max_length=8, choices=BulletinKind.choices)
    name = models.CharField("名称", max_length=60)
    version = models.PositiveIntegerField("现行版本", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "简报模板"
        ordering = ["region", "kind", "name"]
        constraints = [
            one_of("kind", BulletinKind, "progress_bulletintemplate"),
            models.UniqueConstraint(fields=["region", "kind", "name"], name="progress_bulletintemplate_name_once"),
        ]

    def __str__(self) -> str:
        return self.name


class BulletinTemplateVersion(models.Model):
    """What a template said from a day on; only added to."""

    personal_data: ClassVar[str] = f"made_by：修改模板人员的账号，{_PERSON}"

    template = models.ForeignKey(BulletinTemplate, models.PROTECT, related_name="versions", verbose_name="模板")
    number = models.PositiveIntegerField("版本")
    body = models.JSONField("内容")  # plain values of rules/bulletins/template.py
    made_by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+", verbose_name="修改人", null=True)
    made_at = models.DateTimeField("修改时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "简报模板版本"
        ordering = ["template", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["template", "number"], name="progress_templateversion_once"),
        ]
        triggers = append_only("progress_bulletintemplateversion")

    def __str__(self) -> str:
        return f"{self.template_id} v{self.number}"


class BulletinPaper(models.Model):
    """How a region's bulletins look on paper; empty fields have a default."""

    personal_data: ClassVar[str] = "none"

    region = models.OneToOneField("regions.Region", models.PROTECT, related_name="+", verbose_name="区划")
    signed_by = models.CharField("署名", max_length=60, blank=True)
    red_head = models.CharField("版头", max_length=60, blank=True)
    number_prefix = models.CharField("发文代字", max_length=20, blank=True)
    body_font = models.CharField("正文字体", max_length=40, blank=True)
    title_font = models.CharField("标题字体", max_length=40, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "简报版式"
        ordering = ["region"]

    def __str__(self) -> str:
        return self.signed_by


class BulletinCounter(models.Model):
    """The last number given in a year; taken under its lock, so that no number is left out or given twice."""

    personal_data: ClassVar[str] = "none"

    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name="区划")
    kind = models.CharField("类别", max_length=8, choices=BulletinKind.choices)
    year = models.PositiveSmallIntegerField("年")
    last = models.PositiveIntegerField("最后编号", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "简报编号"
        ordering = ["region", "kind", "year"]
        constraints = [
            one_of("kind", BulletinKind, "progress_bulletincounter"),
            models.UniqueConstraint(fields=["region", "kind", "year"], name="progress_bulletincounter_once"),
        ]

    def __str__(self) -> str:
        return f"{self.region_id} {self.kind} {self.year}: {self.last}"


class Bulletin(models.Model):
    """A bulletin. Facts, words and template are frozen with it; once issued the database refuses to change them."""

    personal_data: ClassVar[str] = (
        f"made_by、submitted_by、issued_by、withdrawn_by：起草、送签、签发、撤销人员的账号，{_PERSON}"
        "facts、content 中会议类文稿含参会人员姓名，系公务信息，随文稿长期保存。"
    )

    public_id = PublicIdField()
    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name="所属区划")
    kind = models.CharField("类别", max_length=8, choices=BulletinKind.choices)
    title = models.CharField("标题", max_length=300)
    starts_on = models.DateField("起")
    ends_on = models.DateField("止（不含）")
    subject = models.CharField("事项", max_length=80, blank=True)  # the order or meeting that it is about
    state = models.CharField("状态", max_length=9, choices=BulletinState.choices, default=BulletinState.DRAFT.value)
    written_on = models.DateField("取数日期")
    template_name = models.CharField("模板", max_length=60)
    template_version = models.PositiveIntegerField("模板版本", default=0)  # 0: as shipped
    template = models.JSONField("模板内容")
    facts = models.JSONField("数据")
    content = models.JSONField("文字")
    has_red_head = models.BooleanField("带版头", default=True)
    year = models.PositiveSmallIntegerField("编号年", null=True, blank=True)
    number = models.PositiveIntegerField("编号", null=True, blank=True)
    number_words = models.CharField("文号", max_length=60, blank=True)
    file = models.ForeignKey(
        "files.StoredFile", models.PROTECT, related_name="+", verbose_name="文件", null=True, blank=True
    )
    made_by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+", verbose_name="起草人", null=True)
    made_at = models.DateTimeField("起草时间", auto_now_add=True)
    submitted_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, related_name="+", verbose_name="送签人", null=True, blank=True
    )
    submitted_at = models.DateTimeField("送签时间", null=True, blank=True)
    issued_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, related_name="+", verbose_name="签发人", null=True, blank=True
    )
    issued_at = models.DateTimeField("签发时间", null=True, blank=True)
    issued_on = models.DateField("签发日期", null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, related_name="+", verbose_name="撤销人", null=True, blank=True
    )
    withdrawn_at = models.DateTimeField("撤销时间", null=True, blank=True)
    withdraw_reason = models.CharField("撤销理由", max_length=REASON_LIMIT, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "简报"
        ordering = ["-id"]
        constraints = [
            one_of("kind", BulletinKind, "progress_bulletin"),
            one_of("state", BulletinState, "progress_bulletin"),
            models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="progress_bulletin_period_not_empty"),
            models.UniqueConstraint(fields=["region", "kind", "year", "number"], name="progress_bulletin_number_once"),
            models.UniqueConstraint(
                fields=["region", "kind", "starts_on", "ends_on", "subject"],
                condition=~Q(state=BulletinState.WITHDRAWN.value),
                name="progress_bulletin_once_a_period",
            ),
            # Four eyes: whoever issues is somebody else than who has submitted, and somebody at all.
            models.CheckConstraint(
                condition=Q(issued_by__isnull=True) | ~Q(issued_by=F("submitted_by")),
                name="progress_bulletin_four_eyes",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=_ISSUED)
                | Q(number__isnull=False, year__isnull=False, file__isnull=False, issued_by__isnull=False)
                & Q(issued_on__isnull=False, issued_at__isnull=False, submitted_at__isnull=False),
                name="progress_bulletin_issued_with_number_and_file",
            ),
            models.CheckConstraint(
                condition=~Q(state=BulletinState.WITHDRAWN.value)
                | Q(withdrawn_at__isnull=False) & ~Q(withdraw_reason=""),
                name="progress_bulletin_withdrawn_with_reason",
            ),
        ]
        indexes = [
            # The list of a region's bulletins, and the last one of a kind.
            models.Index(fields=["region", "kind", "state"], name="progress_bulletin_of_region"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="issued_is_frozen",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__state__in=_ISSUED),
                func=(
                    "IF (NEW.facts, NEW.content, NEW.template, NEW.title, NEW.year, NEW.number, NEW.file_id,"
                    " NEW.issued_by_id, NEW.issued_on) IS DISTINCT FROM (OLD.facts, OLD.content, OLD.template,"
                    " OLD.title, OLD.year, OLD.number, OLD.file_id, OLD.issued_by_id, OLD.issued_on) THEN"
                    " RAISE EXCEPTION 'an issued bulletin is frozen' USING ERRCODE ="
                    " 'integrity_constraint_violation', CONSTRAINT = 'progress_bulletin_frozen'; END IF; RETURN NEW;"
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class BulletinEdit(models.Model):
    """A paragraph edited by hand; the computed text stays in the bulletin. Empty: the paragraph is left out."""

    personal_data: ClassVar[str] = f"edited_by：修改人员的账号，{_PERSON}"

    bulletin = models.ForeignKey(Bulletin, models.PROTECT, related_name="edits", verbose_name="简报")
    passage = models.CharField("段落", max_length=20)
    text = models.CharField("文字", max_length=PARAGRAPH_LIMIT, blank=True)
    doubts = models.JSONField("对不上的数", default=list)  # figures as written that no fact says
    reason = models.CharField("说明", max_length=REASON_LIMIT, blank=True)
    version = models.PositiveIntegerField("版本", default=1)
    edited_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, related_name="+", verbose_name="修改人", null=True
    )
    edited_at = models.DateTimeField("修改时间", auto_now=True)

    class Meta:
        verbose_name = verbose_name_plural = "简报改动"
        ordering = ["bulletin", "id"]
        constraints = [
            models.UniqueConstraint(fields=["bulletin", "passage"], name="progress_bulletinedit_once_a_passage"),
        ]

    def __str__(self) -> str:
        return f"{self.bulletin_id} {self.passage}"
