"""The line that an action leaves; the database refuses to change or remove it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from liangxin.foundation.fields import PublicIdField, append_only
from liangxin.kernel.money import Money


class ValuesEncoder(DjangoJSONEncoder):
    """Days, decimals and ids as Django writes them, money to the fen."""

    def default(self, o: object) -> Any:
        return o.exact() if isinstance(o, Money) else super().default(o)


class Entry(models.Model):
    personal_data: ClassVar[str] = (
        "actor_name、before、after：经办人姓名以及办理前后的内容，用于追溯责任；长期保存，不得修改或删除。"
    )

    public_id = PublicIdField()
    happened = models.DateTimeField("时间", auto_now_add=True)
    # PROTECT: setting the account to null would be a change of the line.
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="账号"
    )
    actor_name = models.CharField("经办人", max_length=64)
    is_system = models.BooleanField("系统办理", default=False)
    run_id = models.CharField("任务编号", max_length=36, blank=True)
    verb = models.CharField("事项", max_length=64)
    subject_type = models.CharField("对象类别", max_length=64)
    subject_id = models.CharField("对象编号", max_length=64)
    region_path = models.CharField("区划", max_length=100, blank=True)
    reason = models.TextField("事由", blank=True)
    before = models.JSONField("办理前", null=True, encoder=ValuesEncoder)
    after = models.JSONField("办理后", null=True, encoder=ValuesEncoder)

    class Meta:
        verbose_name = verbose_name_plural = "留痕"
        indexes = [
            # the story of one thing
            models.Index(fields=["subject_type", "subject_id", "id"], name="trail_entry_of_subject"),
            # what one person did
            models.Index(fields=["account", "id"], name="trail_entry_of_account"),
            # what happened in a region and below, newest first
            models.Index(
                fields=["region_path", "id"],
                opclasses=["varchar_pattern_ops", "int8_ops"],
                name="trail_entry_of_region",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(is_system=False) | models.Q(account__isnull=True),
                name="trail_entry_system_has_no_account",
            ),
        ]
        triggers = append_only("trail_entry")

    def __str__(self) -> str:
        return f"{self.happened:%Y-%m-%d %H:%M} {self.actor_name} {self.verb}"
