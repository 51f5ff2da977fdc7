"""Tables of schemes: versions that are drafted, approved by somebody else and never changed once handed in."""

from __future__ import annotations

from typing import ClassVar

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from liangxin.domains.schemes.terms import (
    CLAUSE_LIMIT,
    DOCUMENT_LIMIT,
    NAME_LIMIT,
    WHY_LIMIT,
    EndingState,
    VersionState,
)
from liangxin.foundation.fields import PublicIdField, one_of

_UNDER_WAY = [VersionState.DRAFT.value, VersionState.SUBMITTED.value]
# What may still change of a version that is no draft: how far it has come, and where it ends.
_MOVES = (
    "ARRAY['state', 'hands', 'clock', 'submitted_by_id', 'submitted_at', 'approved_by_id', 'approved_at', 'sent_back',"
    " 'until', 'superseded_by_id', 'since', 'changed_at']"
)
_STANDS = f"""
IF TG_OP = 'DELETE' THEN
  IF OLD.state <> 'draft' THEN
    RAISE EXCEPTION 'a version that was handed in stands' USING ERRCODE = 'integrity_constraint_violation',
      CONSTRAINT = 'schemes_schemeversion_stands';
  END IF;
  RETURN OLD;
END IF;
IF OLD.state <> 'draft' AND (to_jsonb(OLD) - {_MOVES}) IS DISTINCT FROM (to_jsonb(NEW) - {_MOVES}) THEN
  RAISE EXCEPTION 'a version that was handed in stands' USING ERRCODE = 'integrity_constraint_violation',
    CONSTRAINT = 'schemes_schemeversion_stands';
END IF;
IF OLD.state NOT IN ('draft', 'submitted') AND (
    NEW.state IN ('draft', 'submitted') OR NEW.since IS DISTINCT FROM OLD.since
    OR NEW.approved_by_id IS DISTINCT FROM OLD.approved_by_id
    OR (OLD.until IS NOT NULL AND (NEW.until IS NULL OR NEW.until > OLD.until))) THEN
  RAISE EXCEPTION 'what was in force stays so: it may only end earlier'
    USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'schemes_schemeversion_stands';
END IF;
RETURN NEW;
"""
_FOUR_EYES = """
IF NEW.approved_by_id = ANY(NEW.hands) THEN
  RAISE EXCEPTION 'whoever had a hand in a version does not approve it'
    USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'schemes_schemeversion_four_eyes';
END IF;
RETURN NEW;
"""
_NO_OVERLAP = """
IF NEW.state IN ('draft', 'submitted') THEN RETURN NEW; END IF;
PERFORM 1 FROM schemes_scheme WHERE id = NEW.scheme_id FOR UPDATE;
IF EXISTS (
    SELECT 1 FROM schemes_schemeversion o WHERE o.scheme_id = NEW.scheme_id AND o.id <> NEW.id
    AND o.state NOT IN ('draft', 'submitted')
    AND daterange(o.since, o.until, '[]') && daterange(NEW.since, NEW.until, '[]')) THEN
  RAISE EXCEPTION 'two versions of a scheme hold on one day'
    USING ERRCODE = 'exclusion_violation', CONSTRAINT = 'schemes_schemeversion_no_overlap';
END IF;
RETURN NEW;
"""
_OF_DRAFT = """
IF EXISTS (SELECT 1 FROM schemes_schemeversion v WHERE v.state <> 'draft'
    AND v.id = CASE TG_OP WHEN 'INSERT' THEN NEW.version_id ELSE OLD.version_id END) THEN
  RAISE EXCEPTION 'confirmations of a version that was handed in stand'
    USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'schemes_confirmation_stands';
END IF;
IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
RETURN NEW;
"""


class Scheme(models.Model):
    """A policy (政策) of a region: what it pays for is its family, the name of its rulebooks."""

    personal_data: ClassVar[str] = "none"

    public_id = PublicIdField()
    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name="地区")
    unit = models.ForeignKey("regions.Unit", models.PROTECT, related_name="+", verbose_name="负责单位")
    family = models.CharField("类别", max_length=60)
    name = models.CharField("名称", max_length=NAME_LIMIT)

    class Meta:
        verbose_name = verbose_name_plural = "补贴政策"
        ordering = ["region__code", "family", "id"]
        constraints = [
            models.UniqueConstraint(fields=["region", "family"], name="schemes_scheme_family_once_a_region"),
            models.CheckConstraint(condition=~Q(family="") & ~Q(name=""), name="schemes_scheme_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class SchemeVersion(models.Model):
    """One version of a scheme: the whole text of its rules and the local values, never changed once handed in.

    `since` and `until` are the days on which it holds, both included; they follow from the text and `held_from` while
    it is a draft. `hands` are the accounts that wrote at it or handed it in: none of them approves it.
    """

    personal_data: ClassVar[str] = "none"

    public_id = PublicIdField()
    scheme = models.ForeignKey(Scheme, models.PROTECT, related_name="versions", verbose_name="补贴政策")
    number = models.PositiveSmallIntegerField("版次")
    state = models.CharField("状态", max_length=10, choices=VersionState.choices, default=VersionState.DRAFT.value)
    shipped_key = models.CharField("所采用的随附规则", max_length=80, blank=True)
    text = models.TextField("规则")
    parameters = models.JSONField("参数", default=dict)
    adopted_by = models.CharField("采用的地方", max_length=60)
    digest = models.CharField("摘要", max_length=64)
    rulebook_key = models.CharField("规则代码", max_length=80, blank=True)  # empty while the text cannot be read
    title = models.CharField("规则名称", max_length=NAME_LIMIT, blank=True)
    held_from = models.DateField("起用日期", null=True, blank=True)
    since = models.DateField("施行自", null=True)
    until = models.DateField("施行至", null=True)
    why = models.CharField("说明", max_length=WHY_LIMIT, blank=True)
    sent_back = models.CharField("退回理由", max_length=WHY_LIMIT, blank=True)
    clock = models.PositiveIntegerField("修改次数", default=0)
    changed_at = models.DateTimeField("最近修改", auto_now=True)
    hands = ArrayField(models.BigIntegerField(), verbose_name="经手人", default=list)
    drafted_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, related_name="+", null=True, verbose_name="起草人"
    )
    drafted_at = models.DateTimeField("起草时间", auto_now_add=True)
    submitted_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, related_name="+", null=True, verbose_name="提交人"
    )
    submitted_at = models.DateTimeField("提交时间", null=True)
    approved_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, related_name="+", null=True, verbose_name="批准人"
    )
    approved_at = models.DateTimeField("批准时间", null=True)
    superseded_by = models.ForeignKey("self", models.PROTECT, related_name="+", null=True, verbose_name="替代它的版本")

    class Meta:
        verbose_name = verbose_name_plural = "补贴政策版本"
        ordering = ["scheme", "-number"]
        constraints = [
            one_of("state", VersionState, "schemes_schemeversion"),
            models.UniqueConstraint(fields=["scheme", "number"], name="schemes_schemeversion_number_once"),
            models.UniqueConstraint(
                fields=["scheme"], condition=Q(state__in=_UNDER_WAY), name="schemes_schemeversion_one_under_way"
            ),
            models.CheckConstraint(
                condition=Q(state=VersionState.DRAFT.value)
                | Q(submitted_at__isnull=False, since__isnull=False) & ~Q(rulebook_key=""),
                name="schemes_schemeversion_handed_in_whole",
            ),
            models.CheckConstraint(
                condition=Q(state__in=_UNDER_WAY, approved_by__isnull=True, approved_at__isnull=True)
                | ~Q(state__in=_UNDER_WAY) & Q(approved_by__isnull=False, approved_at__isnull=False),
                name="schemes_schemeversion_approved_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None)
                | ~Q(approved_by=F("submitted_by")) & (Q(drafted_by=None) | ~Q(approved_by=F("drafted_by"))),
                name="schemes_schemeversion_two_people",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(since__isnull=False, until__gte=F("since")),
                name="schemes_schemeversion_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(superseded_by=None) | Q(state=VersionState.SUPERSEDED.value),
                name="schemes_schemeversion_superseded_by_one",
            ),
        ]
        indexes = [
            # What holds on a day; few versions are asked for, of many.
            models.Index(fields=["since", "until"], name="schemes_schemeversion_days")
        ]
        triggers = [
            pgtrigger.Trigger(
                name="stands", when=pgtrigger.Before, operation=pgtrigger.Update | pgtrigger.Delete, func=_STANDS
            ),
            pgtrigger.Trigger(
                name="four_eyes",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=_FOUR_EYES,
            ),
            pgtrigger.Trigger(
                name="no_overlap", when=pgtrigger.After, operation=pgtrigger.Insert | pgtrigger.Update, func=_NO_OVERLAP
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scheme_id} 第{self.number}版"


class Confirmation(models.Model):
    """A person's word that a local document says what a line of the rules says; `mark` is of the line as it stood."""

    personal_data: ClassVar[str] = "none"

    version = models.ForeignKey(SchemeVersion, models.CASCADE, related_name="confirmations", verbose_name="版本")
    line = models.CharField("条目", max_length=120)
    mark = models.CharField("条目摘要", max_length=16)
    document = models.CharField("文件", max_length=DOCUMENT_LIMIT)
    clause = models.CharField("条款", max_length=CLAUSE_LIMIT)
    file = models.ForeignKey(
        "files.StoredFile", models.PROTECT, related_name="+", null=True, blank=True, verbose_name="文件原件"
    )
    file_name = models.CharField("文件名", max_length=200, blank=True)
    confirmed_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, related_name="+", null=True, verbose_name="确认人"
    )
    confirmed_at = models.DateTimeField("确认时间")

    class Meta:
        verbose_name = verbose_name_plural = "条目确认"
        ordering = ["version", "line"]
        constraints = [
            models.UniqueConstraint(fields=["version", "line"], name="schemes_confirmation_line_once"),
            models.CheckConstraint(
                condition=~Q(document="") & ~Q(clause=""), name="schemes_confirmation_names_document_and_clause"
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="stands",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=_OF_DRAFT,
            )
        ]

    def __str__(self) -> str:
        return f"{self.line}：{self.document}{self.clause}"


class Ending(models.Model):
    """The proposal that a version in force ends early; somebody else agrees or does not."""

    personal_data: ClassVar[str] = "none"

    version = models.ForeignKey(SchemeVersion, models.PROTECT, related_name="endings", verbose_name="版本")
    state = models.CharField("状态", max_length=8, choices=EndingState.choices, default=EndingState.ASKED.value)
    ends_on = models.DateField("最后施行日")
    reason = models.CharField("理由", max_length=WHY_LIMIT)
    asked_by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+", null=True, verbose_name="提请人")
    asked_at = models.DateTimeField("提请时间", auto_now_add=True)
    decided_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, related_name="+", null=True, verbose_name="决定人"
    )
    decided_at = models.DateTimeField("决定时间", null=True)
    answer = models.CharField("答复", max_length=WHY_LIMIT, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "提前停止"
        ordering = ["version", "-id"]
        constraints = [
            one_of("state", EndingState, "schemes_ending"),
            models.UniqueConstraint(
                fields=["version"], condition=Q(state=EndingState.ASKED.value), name="schemes_ending_one_asked"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="schemes_ending_has_a_reason"),
            models.CheckConstraint(
                condition=Q(state=EndingState.ASKED.value, decided_by__isnull=True, decided_at__isnull=True)
                | ~Q(state=EndingState.ASKED.value) & Q(decided_by__isnull=False, decided_at__isnull=False),
                name="schemes_ending_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | Q(asked_by=None) | ~Q(decided_by=F("asked_by")),
                name="schemes_ending_four_eyes",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version_id}：{self.ends_on}"
