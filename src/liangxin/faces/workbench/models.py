"""What the workbench keeps of its own: which tiles a region's big screen shows, in which order."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from liangxin.faces.workbench.terms import SECONDS_LEAST, SECONDS_MOST, SECONDS_USUALLY, ScreenLook
from liangxin.foundation.fields import one_of


class ScreenArrangement(models.Model):
    """The screen of a region as its office has arranged it; a region without a row shows every tile there is.

    `tiles` are codes, not keys: packages declare them and have no table. A code that nobody declares any more is
    passed over.
    """

    personal_data: ClassVar[str] = "changed_by：安排大屏人员的账号，用于追溯；与安排同期保存。"

    region = models.OneToOneField("regions.Region", models.PROTECT, related_name="+", verbose_name="区划")
    tiles = ArrayField(models.CharField(max_length=60), verbose_name="内容")
    seconds = models.PositiveSmallIntegerField("每屏秒数", default=SECONDS_USUALLY)
    look = models.CharField("外观", max_length=5, choices=ScreenLook.choices, default=ScreenLook.DARK.value)
    changed_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, related_name="+", verbose_name="安排人", null=True, blank=True
    )
    changed_at = models.DateTimeField("安排时间", auto_now=True)

    class Meta:
        verbose_name = verbose_name_plural = "大屏安排"
        ordering = ["region"]
        constraints = [
            one_of("look", ScreenLook, "workbench_screenarrangement"),
            models.CheckConstraint(condition=~Q(tiles=[]), name="workbench_screenarrangement_shows_something"),
            models.CheckConstraint(
                condition=Q(seconds__range=(SECONDS_LEAST, SECONDS_MOST)),
                name="workbench_screenarrangement_seconds",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.region_id} {', '.join(self.tiles)}"
