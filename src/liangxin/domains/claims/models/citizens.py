"""Tables of citizens' accounts: which account is which person's, and what was asked to be erased."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from liangxin.foundation.accounts.api import Account
from liangxin.foundation.fields import append_only


class Citizen(models.Model):
    """The account of a person whose identity was verified; `region` is where they deal with the programme.

    `replaced_by` is the person's other account where two parties with an account each were found to be one person:
    this one is closed then.
    """

    personal_data: ClassVar[str] = (
        "account、party 指向个人：本人登录和办理补贴，账号停用后保留，与留痕同期；姓名、证件号码和电话只存在主体中。"
    )

    account = models.OneToOneField(Account, models.PROTECT, related_name="citizen", verbose_name="账号")
    party = models.ForeignKey("parties.Party", models.PROTECT, related_name="+", verbose_name="本人")
    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name="办理地区")
    verified_by = models.CharField("核验方式", max_length=60)
    created_at = models.DateTimeField("开户时间")
    replaced_by = models.ForeignKey(
        "self", models.PROTECT, related_name="+", verbose_name="并入后改用", null=True, blank=True
    )

    class Meta:
        verbose_name = verbose_name_plural = "居民账号"
        constraints = [models.UniqueConstraint(fields=["party"], name="claims_citizen_one_account_a_person")]

    def __str__(self) -> str:
        return f"居民账号 {self.pk}"


class Erasure(models.Model):
    """A person asked to have erased what is kept of them: what was emptied at once, and what has to stay."""

    personal_data: ClassVar[str] = "citizen 指向个人：证明已按本人要求处理，与主体同期保留；不含被清空的内容。"

    citizen = models.ForeignKey(Citizen, models.PROTECT, related_name="erasures", verbose_name="居民账号")
    asked_at = models.DateTimeField("要求时间")
    emptied = ArrayField(models.CharField(max_length=16), verbose_name="已清空")
    staying = ArrayField(models.CharField(max_length=16), verbose_name="依法保留")

    class Meta:
        verbose_name = verbose_name_plural = "清除要求"
        ordering = ["-id"]
        triggers = append_only("claims_erasure")

    def __str__(self) -> str:
        return f"{self.asked_at:%Y-%m-%d} {self.citizen_id}"
