"""Tables of the after-sale claim alone: its way through review, documents, verdicts, questions, corrections, draws."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from liangxin.domains.claims.models.claims import Claim
from liangxin.domains.claims.terms import (
    WORDS_LIMIT,
    CorrectionState,
    DocumentState,
    Level,
    QuestionState,
    VerdictKind,
)
from liangxin.foundation.fields import EncryptedTextField, PublicIdField, one_of
from liangxin.foundation.fields.append_only import append_only

_ACCOUNT = settings.AUTH_USER_MODEL


class ReviewSetting(models.Model):
    """How a region reviews; the nearest above holds where it has none."""

    personal_data: ClassVar[str] = "none"

    region = models.OneToOneField("regions.Region", models.PROTECT, related_name="+", verbose_name="地区")
    levels = models.PositiveSmallIntegerField("审核级数")
    most_questions = models.PositiveSmallIntegerField("补正次数上限")
    answer_days = models.PositiveSmallIntegerField("补正期限（工作日）")
    review_days = models.PositiveSmallIntegerField("每级审核期限（工作日）")
    sample_permille = models.PositiveSmallIntegerField("抽查比例（千分之）")
    basis = models.CharField("依据", max_length=WORDS_LIMIT, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "审核办法"
        constraints = [
            models.CheckConstraint(condition=Q(levels__gte=1, levels__lte=3), name="claims_reviewsetting_levels"),
            models.CheckConstraint(condition=Q(sample_permille__lte=1000), name="claims_reviewsetting_sample"),
        ]

    def __str__(self) -> str:
        return f"{self.region_id} {self.levels}"


class Draw(models.Model):
    """A draw of a region: the digest of its seed stands in public before the claims come in, the seed after.

    `numbers` are the claims that were in it, `drawn` those that must be looked at; both stay for everybody to check.
    """

    personal_data: ClassVar[str] = "none"

    public_id = PublicIdField()
    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name="地区")
    digest = models.CharField("种子摘要", max_length=64)
    seed = EncryptedTextField("种子", purpose="claims.draw.seed")
    permille = models.PositiveSmallIntegerField("抽查比例（千分之）")
    opened_at = models.DateTimeField("公布摘要时间")
    revealed_at = models.DateTimeField("揭晓时间", null=True, blank=True)
    numbers = models.JSONField("参加抽查的申领", default=list)
    drawn = models.JSONField("抽中的申领", default=list)

    class Meta:
        verbose_name = verbose_name_plural = "抽查"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["region"], condition=Q(revealed_at__isnull=True), name="claims_draw_one_open_a_region"
            ),
            models.CheckConstraint(condition=Q(permille__lte=1000), name="claims_draw_share"),
        ]

    def __str__(self) -> str:
        return self.digest[:12]


class Filing(models.Model):
    """What only an after-sale claim has: who entered it, how far its review is, whether it is frozen or appealed."""

    personal_data: ClassVar[str] = "appeal：申诉理由，可能含个人信息，加密保存，用于裁定申诉，期限随申领档案。"

    claim = models.OneToOneField(Claim, models.PROTECT, related_name="filing", verbose_name="申领")
    account = models.ForeignKey(
        _ACCOUNT, models.PROTECT, related_name="+", verbose_name="填写人", null=True, blank=True
    )
    is_counter = models.BooleanField("窗口代录", default=False)
    submitted_at = models.DateTimeField("提交时间", null=True, blank=True)
    levels = models.PositiveSmallIntegerField("审核级数", default=2)
    round = models.PositiveSmallIntegerField("轮次", default=1)
    due_on = models.DateField("本级期限", null=True, blank=True)
    escalated_on = models.DateField("超期上报日期", null=True, blank=True)
    frozen_reason = models.CharField("冻结原因", max_length=WORDS_LIMIT, blank=True)
    frozen_by = models.ForeignKey(
        _ACCOUNT, models.PROTECT, related_name="+", verbose_name="冻结人", null=True, blank=True
    )
    frozen_at = models.DateTimeField("冻结时间", null=True, blank=True)
    appeal = EncryptedTextField("申诉理由", purpose="claims.filing.appeal", null=True, blank=True)
    appealed_at = models.DateTimeField("申诉时间", null=True, blank=True)
    appeal_decided_at = models.DateTimeField("申诉裁定时间", null=True, blank=True)
    refused_on = models.DateField("不予通过日期", null=True, blank=True)
    checks = models.JSONField("自动核对", default=list)
    all_met = models.BooleanField("自动核对全部通过", default=False)
    draw = models.ForeignKey(Draw, models.PROTECT, related_name="filings", verbose_name="抽查", null=True, blank=True)
    is_drawn = models.BooleanField("抽中", default=False)
    money_note = models.CharField("资金说明", max_length=WORDS_LIMIT, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "购买后申领"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(levels__gte=1, levels__lte=3), name="claims_filing_levels"),
            models.CheckConstraint(
                condition=Q(frozen_at__isnull=True) | ~Q(frozen_reason=""), name="claims_filing_frozen_for_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(appeal_decided_at__isnull=True) | Q(appealed_at__isnull=False),
                name="claims_filing_appeal_before_its_end",
            ),
            models.CheckConstraint(
                condition=Q(is_drawn=False) | Q(draw__isnull=False), name="claims_filing_drawn_in_a_draw"
            ),
        ]
        indexes = [models.Index(fields=["due_on"], name="claims_filing_by_due")]  # escalation looks for what is late

    def __str__(self) -> str:
        return str(self.claim_id)


class Verdict(models.Model):
    """What one person said of a claim at one level in one round; each level of a round has another person."""

    personal_data: ClassVar[str] = "none"

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="verdicts", verbose_name="申领")
    round = models.PositiveSmallIntegerField("轮次")
    level = models.CharField("级别", max_length=6, choices=Level.choices)
    kind = models.CharField("结论", max_length=10, choices=VerdictKind.choices)
    account = models.ForeignKey(_ACCOUNT, models.PROTECT, related_name="+", verbose_name="审核人", null=True)
    reason = models.CharField("理由", max_length=WORDS_LIMIT, blank=True)
    in_batch = models.BooleanField("批量", default=False)
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = verbose_name_plural = "审核结论"
        ordering = ["id"]
        triggers = append_only("claims_verdict")
        constraints = [
            one_of("level", Level, "claims_verdict"),
            one_of("kind", VerdictKind, "claims_verdict"),
            models.UniqueConstraint(fields=["claim", "round", "account"], name="claims_verdict_another_person"),
            models.UniqueConstraint(fields=["claim", "round", "level"], name="claims_verdict_once_a_level"),
        ]

    def __str__(self) -> str:
        return f"{self.claim_id} {self.level} {self.kind}"


class Document(models.Model):
    """A document of a claim, what was read in it and how it compares with what was typed, both encrypted."""

    personal_data: ClassVar[str] = (
        "read：发票、证件等材料上的姓名、证件号、识别代号，加密保存，用于核对申领，期限随申领档案。"
        "picture：材料首页的图像，用于核对申领，期限随申领档案。"
    )

    public_id = PublicIdField()
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="documents", verbose_name="申领")
    evidence = models.CharField("材料种类", max_length=60)
    file = models.ForeignKey("files.StoredFile", models.PROTECT, related_name="+", verbose_name="文件")
    name = models.CharField("文件名", max_length=200)
    state = models.CharField("识读", max_length=7, choices=DocumentState.choices, default=DocumentState.WAITING.value)
    picture = models.ForeignKey(
        "files.StoredFile", models.PROTECT, related_name="+", verbose_name="首页图像", null=True, blank=True
    )
    is_shown = models.BooleanField("页面直接显示", default=True)  # a picture of too many pixels is opened on demand
    kind_read = models.CharField("识别为", max_length=40, blank=True)
    read = EncryptedTextField("识读内容", purpose="claims.document.read", null=True, blank=True)
    note = models.CharField("识读说明", max_length=WORDS_LIMIT, blank=True)
    added_at = models.DateTimeField("上传时间")
    removed_at = models.DateTimeField("移除时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "申领材料"
        ordering = ["id"]
        constraints = [
            one_of("state", DocumentState, "claims_document"),
            models.UniqueConstraint(
                fields=["claim", "evidence", "file"], condition=Q(removed_at__isnull=True), name="claims_document_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Comparison(models.Model):
    """What was typed against what the documents of a claim say together; made anew by each reading."""

    personal_data: ClassVar[str] = "lines：填写内容与材料识读内容的逐项对照，加密保存，用于核对申领，期限随申领档案。"

    claim = models.OneToOneField(Claim, models.PROTECT, related_name="comparison", verbose_name="申领")
    lines = EncryptedTextField("逐项对照", purpose="claims.comparison.lines")
    made_at = models.DateTimeField("核对时间")

    class Meta:
        verbose_name = verbose_name_plural = "填写与材料对照"

    def __str__(self) -> str:
        return str(self.claim_id)


class Question(models.Model):
    """A question on one field of a claim, with its deadline."""

    personal_data: ClassVar[str] = "answer：补正内容，可能含个人信息，加密保存，用于核定申领，期限随申领档案。"

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="questions", verbose_name="申领")
    field = models.CharField("补正的一项", max_length=80)
    label = models.CharField("名称", max_length=120)
    text = models.CharField("补正要求", max_length=WORDS_LIMIT)
    state = models.CharField("状态", max_length=8, choices=QuestionState.choices, default=QuestionState.OPEN.value)
    asked_by = models.ForeignKey(_ACCOUNT, models.PROTECT, related_name="+", verbose_name="提出人", null=True)
    asked_at = models.DateTimeField("提出时间")
    due_on = models.DateField("补正期限")
    answer = EncryptedTextField("补正内容", purpose="claims.question.answer", null=True, blank=True)
    answered_at = models.DateTimeField("补正时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "补正要求"
        ordering = ["id"]
        constraints = [
            one_of("state", QuestionState, "claims_question"),
            models.UniqueConstraint(
                fields=["claim"], condition=Q(state="open"), name="claims_question_one_open_a_claim"
            ),
            models.CheckConstraint(
                condition=~Q(state="answered") | Q(answered_at__isnull=False), name="claims_question_answered_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return self.label


class Correction(models.Model):
    """A change of one fact after approval, proposed by one person and decided by another."""

    personal_data: ClassVar[str] = "none"

    public_id = PublicIdField()
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="corrections", verbose_name="申领")
    field = models.CharField("更正的一项", max_length=80)
    label = models.CharField("名称", max_length=120)
    old = models.CharField("原内容", max_length=60, blank=True)
    new = models.CharField("更正为", max_length=60)
    reason = models.CharField("理由", max_length=WORDS_LIMIT)
    state = models.CharField(
        "状态", max_length=8, choices=CorrectionState.choices, default=CorrectionState.PROPOSED.value
    )
    proposed_by = models.ForeignKey(_ACCOUNT, models.PROTECT, related_name="+", verbose_name="提请人", null=True)
    proposed_at = models.DateTimeField("提请时间")
    decided_by = models.ForeignKey(
        _ACCOUNT, models.PROTECT, related_name="+", verbose_name="确认人", null=True, blank=True
    )
    decided_at = models.DateTimeField("确认时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "更正"
        ordering = ["-id"]
        constraints = [
            one_of("state", CorrectionState, "claims_correction"),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")),
                name="claims_correction_by_another",
            ),
            models.UniqueConstraint(
                fields=["claim"], condition=Q(state="proposed"), name="claims_correction_one_open_a_claim"
            ),
        ]

    def __str__(self) -> str:
        return self.label
