"""What the office has set about reminders, and who was reminded of what on which day."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from liangxin.domains.progress.terms import MOST_DAYS, Reminder
from liangxin.foundation.fields import one_of


class ReminderRule(models.Model):
    """A rule of a region that differs from the usual, or was set to it on purpose."""

    personal_data: ClassVar[str] = "changed_by：设定人员的账号，用于追溯；与规则同期保留。"

    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name="区划")
    kind = models.CharField("规则", max_length=10, choices=Reminder.choices)
    is_on = models.BooleanField("启用", default=True)
    days = models.PositiveSmallIntegerField("工作日", null=True, blank=True)
    changed_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, related_name="+", verbose_name="设定人", null=True, blank=True
    )
    changed_at = models.DateTimeField("设定时间", auto_now=True)

    class Meta:
        verbose_name = verbose_name_plural = "催办规则"
        ordering = ["region", "id"]
        constraints = [
            one_of("kind", Reminder, "progress_reminderrule"),
            models.UniqueConstraint(fields=["region", "kind"], name="progress_reminderrule_once_a_region"),
            models.CheckConstraint(
                condition=Q(days__isnull=True) | Q(days__gte=1, days__lte=MOST_DAYS),
                name="progress_reminderrule_days_within",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.region_id} {self.kind}"


class ReminderSent(models.Model):
    """That people were reminded of one owed thing; by rule once a day and kind, by hand as often as the rule allows.

    `told` may be empty: nobody of the unit could be told, which the office must see.
    """

    personal_data: ClassVar[str] = "told、by：被提醒和催办人员的账号编号，用于说明何时提醒过谁；与报送同期长期保存。"

    about_type = models.CharField("对象类别", max_length=64)
    about_id = models.UUIDField("对象编号")
    kind = models.CharField("缘由", max_length=10, choices=Reminder.choices)
    on = models.DateField("日期")
    due_on = models.DateField("期限")
    told_at = models.DateTimeField("时间", auto_now_add=True)
    told = ArrayField(models.BigIntegerField(), verbose_name="被提醒人", default=list)
    by = models.ForeignKey(
        "accounts.Account", models.PROTECT, related_name="+", verbose_name="催办人", null=True, blank=True
    )

    class Meta:
        verbose_name = verbose_name_plural = "催办记录"
        ordering = ["-id"]
        constraints = [
            one_of("kind", Reminder, "progress_remindersent"),
            models.UniqueConstraint(
                fields=["about_type", "about_id", "kind", "on"],
                condition=~Q(kind__in=[Reminder.BY_HAND.value, Reminder.SENT_BACK.value]),
                name="progress_remindersent_once_a_day",
            ),
        ]
        # when a thing was last called to mind
        indexes = [models.Index(fields=["about_type", "about_id", "-told_at"], name="progress_remindersent_of_thing")]

    def __str__(self) -> str:
        return f"{self.about_type} {self.kind} {self.on}"
