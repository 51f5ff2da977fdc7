"""One run of a job: who started it, how far it is, how it ended. The queue's own row goes then, this one stays."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from liangxin.foundation.fields import PublicIdField
from liangxin.foundation.jobs.terms import LIVE, OVER, RunState


class JobRun(models.Model):
    personal_data: ClassVar[str] = "actor_name：发起人姓名，用于显示任务由谁发起；与账号同期保留。"

    public_id = PublicIdField()
    name = models.CharField("任务", max_length=100)
    queue = models.CharField("队列", max_length=32)
    queue_number = models.BigIntegerField("队列序号", null=True)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="账号"
    )
    actor_name = models.CharField("发起人", max_length=64)
    is_system = models.BooleanField("系统发起", default=False)
    subject_type = models.CharField("对象类别", max_length=64, blank=True)
    subject_id = models.CharField("对象编号", max_length=64, blank=True)
    arguments = models.JSONField("参数", default=dict)
    state = models.CharField("状态", max_length=16, choices=RunState.choices, default=RunState.QUEUED.value)
    attempts = models.PositiveSmallIntegerField("次数", default=0)
    done = models.BigIntegerField("已处理", default=0)
    total = models.BigIntegerField("总数", null=True)
    note = models.CharField("进展", max_length=200, blank=True)
    refusal_code = models.CharField("未办代码", max_length=100, blank=True)
    refusal_sentence = models.TextField("未办说明", blank=True)
    queued = models.DateTimeField("发起时间", auto_now_add=True)
    started = models.DateTimeField("开始时间", null=True)
    ended = models.DateTimeField("结束时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "任务"
        indexes = [
            # a person's own runs, newest first
            models.Index(fields=["account", "-id"], name="jobs_run_of_account"),
            # the few that are not over, among the many that are
            models.Index(
                fields=["id"],
                condition=models.Q(state__in=sorted(state.value for state in LIVE)),
                name="jobs_run_live",
            ),
            # the runs for one thing
            models.Index(fields=["subject_type", "subject_id", "-id"], name="jobs_run_of_subject"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=[state.value for state in RunState]), name="jobs_run_state_known"
            ),
            models.CheckConstraint(
                condition=models.Q(ended__isnull=False, state__in=sorted(state.value for state in OVER))
                | (models.Q(ended__isnull=True) & ~models.Q(state__in=sorted(state.value for state in OVER))),
                name="jobs_run_over_when_ended",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=RunState.REFUSED.value) | ~models.Q(refusal_code=""),
                name="jobs_run_refused_says_why",
            ),
            models.CheckConstraint(
                condition=models.Q(is_system=False) | models.Q(account__isnull=True),
                name="jobs_run_system_has_no_account",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.public_id}"
