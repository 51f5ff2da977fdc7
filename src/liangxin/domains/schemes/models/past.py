"""Tables of past claims that an office brings, and of what-ifs on them: asked once, answered once, kept for ever."""

from __future__ import annotations

from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import Q

from liangxin.domains.schemes.models.scheme import SchemeVersion
from liangxin.domains.schemes.terms import NAME_LIMIT, Against, WhatIfState
from liangxin.foundation.fields import PublicIdField, one_of

_ANSWERED = """
moves := CASE OLD.state WHEN 'done' THEN ARRAY['version_id']
    ELSE ARRAY['version_id', 'state', 'run', 'outcome', 'refusal', 'done_at'] END;
IF (to_jsonb(OLD) - moves) IS DISTINCT FROM (to_jsonb(NEW) - moves)
    OR NEW.version_id IS DISTINCT FROM OLD.version_id AND NEW.version_id IS NOT NULL THEN
  RAISE EXCEPTION 'what was asked and found stands' USING ERRCODE = 'integrity_constraint_violation',
    CONSTRAINT = 'schemes_policytrial_stands';
END IF;
RETURN NEW;
"""


class PastClaims(models.Model):
    """A set of past claims of a region and a family: a Parquet file, what it holds, counted when it was taken in."""

    personal_data: ClassVar[str] = "文件中只有申请人的假名编号，不含姓名、证件、电话；用于政策试算；随试算保存。"

    public_id = PublicIdField()
    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name="地区")
    family = models.CharField("类别", max_length=60)
    name = models.CharField("名称", max_length=NAME_LIMIT)
    file = models.ForeignKey("files.StoredFile", models.PROTECT, related_name="+", verbose_name="文件")
    file_name = models.CharField("文件名", max_length=200)
    digest = models.CharField("摘要", max_length=64)
    columns = models.JSONField("列")  # name → type, as the file says them
    claims = models.PositiveIntegerField("件数")
    first_day = models.DateField("最早申领日")
    last_day = models.DateField("最晚申领日")
    paid_rows = models.PositiveIntegerField("已付件数", null=True)  # empty where the file does not say what was paid
    paid_fen = models.BigIntegerField("已付金额（分）", null=True)
    people = models.PositiveIntegerField("申请人数", null=True)
    taken_by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+", null=True, verbose_name="上传人")
    taken_at = models.DateTimeField("上传时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "历史申领"
        ordering = ["region", "family", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["region", "family", "digest"], name="schemes_pastclaims_content_once"),
            models.CheckConstraint(
                condition=Q(last_day__gte=models.F("first_day"), claims__gt=0), name="schemes_pastclaims_has_days"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PolicyTrial(models.Model):
    """A what-if: a version as it read, a set of claims as it was, and what was asked; then what was found, for ever."""

    personal_data: ClassVar[str] = "none"

    public_id = PublicIdField()
    version = models.ForeignKey(SchemeVersion, models.SET_NULL, related_name="trials", null=True, verbose_name="版本")
    scheme = models.ForeignKey("schemes.Scheme", models.PROTECT, related_name="trials", verbose_name="补贴政策")
    number = models.PositiveSmallIntegerField("版次")
    version_digest = models.CharField("规则摘要", max_length=64)
    content = models.JSONField("规则内容")  # as it read when it was asked: a draft goes on changing
    past = models.ForeignKey(PastClaims, models.PROTECT, related_name="trials", verbose_name="历史申领")
    past_digest = models.CharField("数据摘要", max_length=64)
    against = models.CharField("比较对象", max_length=6, choices=Against.choices)
    before = models.ForeignKey(SchemeVersion, models.PROTECT, related_name="+", null=True, verbose_name="前一版")
    money_fen = models.BigIntegerField("资金（分）", null=True)
    spent_fen = models.BigIntegerField("已用（分）", default=0)
    from_day = models.DateField("从哪天起", null=True)
    assume = models.JSONField("假定", default=dict)
    key = models.CharField("提问摘要", max_length=64, unique=True)  # of all the above: the same is asked once
    state = models.CharField("状态", max_length=7, choices=WhatIfState.choices, default=WhatIfState.WAITING.value)
    run = models.CharField("任务编号", max_length=36, blank=True)
    outcome = models.JSONField("结果", null=True)
    refusal = models.CharField("不能试算的原因", max_length=500, blank=True)
    asked_by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+", null=True, verbose_name="提请人")
    asked_at = models.DateTimeField("提请时间", auto_now_add=True)
    done_at = models.DateTimeField("完成时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "政策试算"
        ordering = ["scheme", "-id"]
        constraints = [
            one_of("against", Against, "schemes_policytrial"),
            one_of("state", WhatIfState, "schemes_policytrial"),
            models.CheckConstraint(
                condition=Q(state=WhatIfState.DONE.value, outcome__isnull=False, done_at__isnull=False)
                | ~Q(state=WhatIfState.DONE.value) & Q(outcome__isnull=True),
                name="schemes_policytrial_done_with_an_outcome",
            ),
            models.CheckConstraint(
                condition=Q(against=Against.PAID.value, before=None)
                | Q(against=Against.BEFORE.value, before__isnull=False),
                name="schemes_policytrial_knows_its_before",
            ),
            models.CheckConstraint(
                condition=(Q(money_fen=None) | Q(money_fen__gt=0)) & Q(spent_fen__gte=0),
                name="schemes_policytrial_money_is_positive",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="stands",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                declare=[("moves", "text[]")],
                func=_ANSWERED,
            )
        ]

    def __str__(self) -> str:
        return f"{self.scheme_id} {self.past_id}"
