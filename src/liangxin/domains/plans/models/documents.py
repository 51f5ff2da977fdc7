"""Plan documents as they came, every finding with its place in the text, and the names of units in it.

A finding keeps the record of whoever found it unchanged in `facts`; what people decide on it stands beside it. Every
decision on a document draws the next number of its `clock`: who acts on an older one is told, and nothing is lost.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from liangxin.domains.plans.terms import (
    NAME_LIMIT,
    REVIEWED_KINDS,
    DocumentState,
    FindingKind,
    NamingState,
    Origin,
    ReviewState,
)
from liangxin.foundation.fields import PublicIdField
from liangxin.foundation.fields.one_of import one_of

# What may become of a clause that nothing was made of.
OF_UNREAD = (ReviewState.OPEN, ReviewState.TAKEN, ReviewState.DISMISSED)


class PlanDocument(models.Model):
    """One file of one region. The head fields are the reader's; empty where the document has none."""

    personal_data: ClassVar[str] = (
        "text、name：公开印发的政府文件，可能含专班成员姓名和职务；用于核对任务分工；随方案保存，删除方案时一并删除。"
    )

    public_id = PublicIdField()
    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name="地区")
    file = models.ForeignKey("files.StoredFile", models.PROTECT, related_name="+", verbose_name="原件")
    name = models.CharField("文件名", max_length=255)
    is_pasted = models.BooleanField("粘贴的文本", default=False)
    uploaded_by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+", verbose_name="上传人")
    uploaded_at = models.DateTimeField("上传时间")
    state = models.CharField("状态", max_length=8, choices=DocumentState.choices, default=DocumentState.WAITING.value)
    run = models.CharField("读取任务", max_length=36, blank=True)
    read_at = models.DateTimeField("读出时间", null=True)

    text = models.TextField("正文", blank=True)
    layout = models.JSONField("行", default=list)  # [start, end, line kind, heading level] for each line of the text
    format = models.CharField("格式", max_length=16, blank=True)
    warnings = ArrayField(models.TextField(), verbose_name="提示", default=list)
    clock = models.PositiveIntegerField("审核序号", default=0)
    shape = models.PositiveIntegerField("增减序号", default=0)  # the clock when a finding last came or went

    head = models.JSONField("文首", default=dict)  # the reader's head fields with their spans, in the exchange form
    title = models.CharField("标题", max_length=500, blank=True)
    issuer = models.CharField("发文机关", max_length=200, blank=True)
    document_number = models.CharField("文号", max_length=100, blank=True)
    issued_on = models.DateField("成文日期", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "方案文件"
        ordering = ["-uploaded_at", "-id"]
        constraints = [
            # The same file sent twice changes nothing.
            models.UniqueConstraint(fields=["region", "file"], name="plans_plandocument_file_once_a_region"),
            one_of("state", DocumentState, "plans_plandocument"),
            models.CheckConstraint(
                condition=Q(state=DocumentState.WAITING.value) | (Q(read_at__isnull=False) & ~Q(text="")),
                name="plans_plandocument_read_has_text",
            ),
        ]
        indexes = [
            # The list of a region, newest first.
            models.Index(fields=["region", "-uploaded_at"], name="plans_plandocument_newest"),
        ]

    def __str__(self) -> str:
        return self.title or self.name


class Finding(models.Model):
    """One thing found in a document, or one clause that nothing was made of."""

    personal_data: ClassVar[str] = "facts：专班成员的姓名和职务（公开文件所载）；用于组建专班；随方案删除。"

    public_id = PublicIdField()
    document = models.ForeignKey(PlanDocument, models.CASCADE, related_name="findings", verbose_name="方案")
    kind = models.CharField("种类", max_length=8, choices=FindingKind.choices)
    sequence = models.PositiveIntegerField("次序")
    marker = models.CharField("层次", max_length=100, blank=True)
    start = models.PositiveIntegerField("起")
    end = models.PositiveIntegerField("止")
    confidence = models.FloatField("把握")
    origin = models.CharField("来源", max_length=9, choices=Origin.choices, default=Origin.READER.value)
    facts = models.JSONField("内容")

    # What the assistant would make of an unread clause; a person takes it over or not.
    proposal = models.JSONField("助手建议", null=True)
    # Facts as a person put them right, whole; null where they stand as found.
    corrected = models.JSONField("更正后的内容", null=True)
    state = models.CharField("处理", max_length=9, choices=ReviewState.choices, blank=True)
    settled_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, related_name="+", null=True, verbose_name="处理人"
    )
    settled_at = models.DateTimeField("处理时间", null=True)
    reason = models.CharField("理由", max_length=200, blank=True)
    clock = models.PositiveIntegerField("改动序号", default=0)
    # The findings that a split or merger replaced by this one.
    made_from = models.ManyToManyField("self", symmetrical=False, related_name="parts", verbose_name="由何拆并")

    # Targets only: the indicator of the catalogue that the figure measures.
    indicator = models.ForeignKey(
        "indicators.Indicator", models.PROTECT, related_name="+", null=True, verbose_name="指标"
    )
    indicator_state = models.CharField("指标对应", max_length=9, choices=NamingState.choices, blank=True)
    indicator_score = models.FloatField("对应把握", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "读出的内容"
        ordering = ["document_id", "start", "sequence"]
        constraints = [
            models.UniqueConstraint(fields=["document", "kind", "sequence"], name="plans_finding_sequence_once"),
            one_of("kind", FindingKind, "plans_finding"),
            one_of("origin", Origin, "plans_finding"),
            models.CheckConstraint(
                condition=Q(kind=FindingKind.UNREAD.value, state__in=[state.value for state in OF_UNREAD])
                | Q(
                    kind__in=[kind.value for kind in REVIEWED_KINDS],
                    state__in=[state.value for state in ReviewState if state is not ReviewState.TAKEN],
                )
                | Q(kind__in=[FindingKind.BASIS.value, FindingKind.SECTION.value], state=""),
                name="plans_finding_state_of_kind",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["", ReviewState.OPEN.value], settled_by=None, settled_at=None)
                | (~Q(state__in=["", ReviewState.OPEN.value]) & Q(settled_at__isnull=False)),
                name="plans_finding_settled_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(proposal__isnull=True) | Q(kind=FindingKind.UNREAD.value),
                name="plans_finding_proposal_for_unread_only",
            ),
            one_of("indicator_state", NamingState, "plans_finding", empty=True),
            models.CheckConstraint(
                condition=Q(indicator_state="", indicator=None)
                | Q(kind=FindingKind.TARGET.value, indicator_state=NamingState.OUTSIDE.value, indicator=None)
                | Q(kind=FindingKind.TARGET.value, indicator_state=NamingState.PROPOSED.value)
                | Q(
                    kind=FindingKind.TARGET.value,
                    indicator_state=NamingState.CONFIRMED.value,
                    indicator__isnull=False,
                ),
                name="plans_finding_indicator_of_target",
            ),
            models.CheckConstraint(condition=Q(end__gte=F("start")), name="plans_finding_span_forward"),
            models.CheckConstraint(
                condition=Q(confidence__gte=0) & Q(confidence__lte=1), name="plans_finding_confidence_is_a_share"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.marker} {self.start}–{self.end}"

    @property
    def stated(self) -> dict[str, Any]:
        """The facts as they hold: corrected by a person, or as found."""
        stated: dict[str, Any] = self.facts if self.corrected is None else self.corrected
        return stated


class UnitName(models.Model):
    """A name that a document gives to units that answer for something, and the unit of the house that it means.

    One name means one unit throughout a document; OUTSIDE is a body that is no unit of this government.
    """

    personal_data: ClassVar[str] = "none"

    public_id = PublicIdField()
    document = models.ForeignKey(PlanDocument, models.CASCADE, related_name="unit_names", verbose_name="方案")
    written = models.CharField("原文名称", max_length=NAME_LIMIT)
    plain = models.CharField("比较形式", max_length=NAME_LIMIT * 2)
    unit = models.ForeignKey("regions.Unit", models.PROTECT, related_name="+", null=True, verbose_name="单位")
    state = models.CharField("对应", max_length=9, choices=NamingState.choices, default=NamingState.PROPOSED.value)
    score = models.FloatField("把握", null=True)
    why = models.CharField("依据", max_length=60, blank=True)
    clock = models.PositiveIntegerField("改动序号", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "单位名称"
        ordering = ["document_id", "id"]
        constraints = [
            models.UniqueConstraint(fields=["document", "plain"], name="plans_unitname_once_a_document"),
            one_of("state", NamingState, "plans_unitname"),
            models.CheckConstraint(
                condition=~Q(state=NamingState.CONFIRMED.value) | Q(unit__isnull=False),
                name="plans_unitname_confirmed_has_unit",
            ),
            models.CheckConstraint(
                condition=~Q(state=NamingState.OUTSIDE.value) | Q(unit=None), name="plans_unitname_outside_has_none"
            ),
        ]

    def __str__(self) -> str:
        return self.written
