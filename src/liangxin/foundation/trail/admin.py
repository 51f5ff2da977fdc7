"""The repair desk's view of the trail."""

from __future__ import annotations

from django.contrib import admin

from liangxin.foundation.accounts.desk import LookOnly
from liangxin.foundation.trail.models import Entry


@admin.register(Entry)
class EntryDesk(LookOnly):
    list_display = ["happened", "actor_name", "verb", "subject_type", "subject_id", "region_path", "run_id"]
    search_fields = ["actor_name", "verb", "subject_id", "run_id"]
    ordering = ["-id"]
    exclude = ["before", "after"]  # they may hold what the desk has no power to see
