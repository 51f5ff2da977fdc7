"""The repair desk's view of the runs."""

from __future__ import annotations

from django.contrib import admin

from liangxin.foundation.accounts.desk import LookOnly
from liangxin.foundation.jobs.models import JobRun


@admin.register(JobRun)
class JobRunDesk(LookOnly):
    list_display = ["queued", "name", "state", "actor_name", "attempts", "done", "total", "refusal_code"]
    list_filter = ["state", "name"]
    search_fields = ["public_id", "actor_name"]
    ordering = ["-id"]
