"""The journal: accounts with their balance, holdings, blocks and entries. Only `funds_post` writes here.

`funds_post` is a function of the database (`migrations/`): it decides and takes a set in one call. Triggers refuse
whatever else would touch a balance, a holding or the journal. Keys within the journal are not checked row by row
(`db_constraint=False`): the function writes both ends in one statement, and `funds_verify` looks.
"""

from __future__ import annotations

from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from liangxin.domains.funds.terms import KEY_LIMIT, LABEL_LIMIT, AccountKind, EntryKind, PaceUnit
from liangxin.foundation.fields import MoneyField, append_only
from liangxin.foundation.fields.one_of import one_of

BALANCES = ("granted", "available", "reserved", "committed", "held", "paid", "recovered", "returned")
_STATED = (*BALANCES, "blocks", "head")
_POSTING = "current_setting('funds.posting', true) IS DISTINCT FROM 'on'"


def _refuse(table: str) -> str:
    return (
        f"IF {_POSTING} THEN RAISE EXCEPTION '% is written by funds_post alone', TG_TABLE_NAME "
        f"USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = '{table}_by_journal_only'; END IF; "
    )


def journal_only_inserts(table: str) -> pgtrigger.Trigger:
    """Refuse rows that the function does not write; once a statement, whatever its rows."""
    return pgtrigger.Trigger(
        name="by_journal_only",
        level=pgtrigger.Statement,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        func=_refuse(table) + "RETURN NULL;",
    )


def _changed(columns: tuple[str, ...]) -> pgtrigger.Condition:
    old, new = (", ".join(f"{side}.{column}" for column in columns) for side in ("OLD", "NEW"))
    return pgtrigger.Condition(f"(({old}) IS DISTINCT FROM ({new}))")


class Account(models.Model):
    """One account with its balance, its pace, and the head of its chain. What it is of has its own table."""

    personal_data: ClassVar[str] = "none"

    kind = models.CharField("类别", max_length=8, choices=AccountKind.choices)
    opens_on = models.DateField("启用日期")
    closes_on = models.DateField("截止日期")
    is_open = models.BooleanField("可占用", default=False)

    granted = MoneyField("下达", default=0)
    available = MoneyField("可用", default=0)
    reserved = MoneyField("预占", default=0)
    committed = MoneyField("已确认", default=0)
    held = MoneyField("待支付", default=0)
    paid = MoneyField("已支付", default=0)
    recovered = MoneyField("已追回", default=0)
    returned = MoneyField("已退回上级", default=0)

    pace_unit = models.CharField("投放周期", max_length=6, choices=PaceUnit.choices, blank=True)
    pace_rate = MoneyField("每期投放", null=True, blank=True)
    pace_carried = MoneyField("结转上限", null=True, blank=True)  # null with a unit: no bound
    pace_since = models.DateField("首期起始", null=True, blank=True)
    window_number = models.IntegerField("当前期", default=0)
    window_taken = models.BigIntegerField("本期已占用", default=0)  # net of releases: may stand below zero
    window_carried = models.BigIntegerField("上期结转", default=0)

    blocks = models.BigIntegerField("账页数", default=0)
    head = models.CharField("链头", max_length=64, default="0" * 64)

    class Meta:
        verbose_name = verbose_name_plural = "账户"
        constraints = [
            one_of("kind", AccountKind, "funds_account"),
            one_of("pace_unit", PaceUnit, "funds_account", empty=True),
            models.CheckConstraint(condition=Q(closes_on__gte=F("opens_on")), name="funds_account_days_in_order"),
            models.CheckConstraint(
                condition=Q(granted=F("available") + F("reserved") + F("committed") + F("held") + F("paid")
                            + F("recovered") + F("returned")),
                name="funds_account_balanced",
            ),
            *(
                models.CheckConstraint(condition=Q(**{f"{place}__gte": 0}), name=f"funds_account_{place}_not_negative")
                for place in BALANCES
            ),
            models.CheckConstraint(
                condition=Q(pace_unit="", pace_rate__isnull=True, pace_since__isnull=True)
                | Q(pace_rate__gt=0, pace_since__isnull=False),
                name="funds_account_pace_whole",
            ),
        ]  # fmt: skip
        triggers = [
            pgtrigger.Trigger(
                name="by_journal_only",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=_changed(_STATED),
                func=_refuse("funds_account") + "RETURN NEW;",
            ),
            pgtrigger.Trigger(
                name="from_nothing",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                condition=pgtrigger.Condition("(NEW.granted <> 0 OR NEW.blocks <> 0)"),
                func=_refuse("funds_account") + "RETURN NEW;",
            ),
            pgtrigger.Protect(name="kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Bundle(models.Model):
    """Accounts that are taken together; `chain` is the one that the money is in."""

    personal_data: ClassVar[str] = "none"

    accounts = ArrayField(models.BigIntegerField(), verbose_name="账户", unique=True)  # by number, upwards
    chain = models.ForeignKey(Account, models.PROTECT, verbose_name="资金账户", related_name="bundles")

    class Meta:
        verbose_name = verbose_name_plural = "预算组合"
        constraints = [
            models.CheckConstraint(condition=Q(accounts__len__gte=1), name="funds_bundle_of_some"),
            models.CheckConstraint(condition=Q(accounts__contains=[F("chain")]), name="funds_bundle_has_chain"),
        ]
        triggers = append_only("funds_bundle")

    def __str__(self) -> str:
        return ",".join(map(str, self.accounts))


class Holding(models.Model):
    """What one thing has taken from a bundle, and where that stands; the rest of `amount` was released."""

    personal_data: ClassVar[str] = "subject_label：所涉事项的名称，不得写入姓名、证件号码等个人信息。"

    bundle = models.ForeignKey(Bundle, models.PROTECT, verbose_name="预算组合", db_constraint=False, db_index=False)
    amount = MoneyField("占用金额")
    reserved = MoneyField("预占", default=0)
    committed = MoneyField("已确认", default=0)
    held = MoneyField("待支付", default=0)
    paid = MoneyField("已支付", default=0)
    recovered = MoneyField("已追回", default=0)
    subject_kind = models.CharField("事项类别", max_length=40)
    subject_id = models.CharField("事项编号", max_length=40)
    subject_label = models.CharField("事项", max_length=LABEL_LIMIT, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "占用"
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0, amount__gte=F("reserved") + F("committed") + F("held") + F("paid")
                            + F("recovered")),
                name="funds_holding_within_amount",
            ),
            models.CheckConstraint(
                condition=Q(reserved__gte=0, committed__gte=0, held__gte=0, paid__gte=0, recovered__gte=0),
                name="funds_holding_not_negative",
            ),
        ]  # fmt: skip
        # From a claim to its money.
        indexes = [models.Index(fields=["subject_id"], name="funds_holding_of_subject")]
        triggers = [
            journal_only_inserts("funds_holding"),
            pgtrigger.Trigger(
                name="by_journal_only_later",
                level=pgtrigger.Statement,
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func=_refuse("funds_holding") + "RETURN NULL;",
            ),
            pgtrigger.Protect(name="kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.subject_kind} {self.subject_id}"


class Block(models.Model):
    """What one set has put on the chain of one account: who, when, why, and the digest over it and all before."""

    personal_data: ClassVar[str] = "actor_name：经办人姓名，用于追溯资金办理责任；长期保存，不得修改或删除。"

    account = models.ForeignKey(
        Account, models.PROTECT, verbose_name="账户", related_name="+", db_constraint=False, db_index=False
    )
    number = models.BigIntegerField("账页号")
    previous = models.CharField("上一页摘要", max_length=64)
    digest = models.CharField("摘要", max_length=64)
    happened = models.DateTimeField("时间")
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="账号",
        null=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    actor_name = models.CharField("经办人", max_length=64)
    run_id = models.CharField("任务编号", max_length=36, blank=True)
    reason = models.CharField("事由", max_length=200, blank=True)
    entries = models.IntegerField("分录数")
    total = MoneyField("分录合计")

    class Meta:
        verbose_name = verbose_name_plural = "账页"
        constraints = [models.UniqueConstraint(fields=["account", "number"], name="funds_block_number_once")]
        triggers = [*append_only("funds_block"), journal_only_inserts("funds_block")]

    def __str__(self) -> str:
        return f"{self.account_id}#{self.number}"


class Entry(models.Model):
    """One balanced entry: an amount from one place to another, in every account of the bundle."""

    personal_data: ClassVar[str] = "none"

    block = models.ForeignKey(
        Block, models.PROTECT, verbose_name="账页", related_name="lines", db_constraint=False, db_index=False
    )
    place = models.IntegerField("页内序号")
    kind = models.CharField("分录类别", max_length=10, choices=EntryKind.choices)
    amount = MoneyField("金额")
    on = models.DateField("日期")
    bundle = models.ForeignKey(
        Bundle, models.PROTECT, verbose_name="预算组合", related_name="+", db_constraint=False, db_index=False
    )
    holding = models.ForeignKey(
        Holding,
        models.PROTECT,
        verbose_name="占用",
        null=True,
        related_name="entries",
        db_constraint=False,
        db_index=False,
    )
    key = models.CharField("办理编号", max_length=KEY_LIMIT, unique=True)

    class Meta:
        verbose_name = verbose_name_plural = "分录"
        constraints = [
            one_of("kind", EntryKind, "funds_entry"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="funds_entry_of_something"),
            models.UniqueConstraint(fields=["block", "place"], name="funds_entry_place_once"),
        ]
        indexes = [
            # from a balance to its entries, newest first, and what went out day by day
            models.Index(fields=["bundle", "on"], name="funds_entry_of_bundle"),
            # the story of one taking
            models.Index(fields=["holding"], condition=Q(holding__isnull=False), name="funds_entry_of_holding"),
        ]
        triggers = [*append_only("funds_entry"), journal_only_inserts("funds_entry")]

    def __str__(self) -> str:
        return self.key
