"""Repair desk of progress: to look at; no rule lives here."""

from __future__ import annotations

from django.contrib import admin

from liangxin.domains.progress.models import (
    Binding,
    Course,
    Following,
    RefreshDue,
    RegionSnapshot,
    StatusDay,
    TargetSnapshot,
    TaskReport,
    TaskSnapshot,
)
from liangxin.foundation.accounts.desk import LookOnly


@admin.register(Binding)
class BindingDesk(LookOnly):
    list_display = ("target", "region", "kind", "measure_code", "unit", "state")
    list_select_related = ("target", "region", "unit")
    list_filter = ("kind", "state")


@admin.register(Following)
class FollowingDesk(LookOnly):
    list_display = ("target", "region", "follows", "chosen_at")
    list_select_related = ("target", "region")


@admin.register(Course)
class CourseDesk(LookOnly):
    list_display = ("target", "region", "number", "shape", "starts_on", "set_at")
    list_select_related = ("target", "region")


@admin.register(TaskReport)
class TaskReportDesk(LookOnly):
    list_display = ("task", "region", "unit", "state", "reported_at")
    list_select_related = ("task", "region", "unit")
    list_filter = ("state",)


@admin.register(TargetSnapshot)
class TargetSnapshotDesk(LookOnly):
    list_display = ("name", "region", "status", "as_of", "looked_at")
    list_select_related = ("region",)
    list_filter = ("status",)
    search_fields = ("name",)


@admin.register(TaskSnapshot)
class TaskSnapshotDesk(LookOnly):
    list_display = ("title", "region", "state", "reported_at", "looked_at")
    list_select_related = ("region",)
    list_filter = ("state",)
    search_fields = ("title",)


@admin.register(RegionSnapshot)
class RegionSnapshotDesk(LookOnly):
    list_display = ("region", "on", "targets", "known", "looked_at")
    list_select_related = ("region",)


@admin.register(StatusDay)
class StatusDayDesk(LookOnly):
    list_display = ("target", "region", "on", "before", "after", "rule")
    list_select_related = ("target", "region")
    list_filter = ("after",)


@admin.register(RefreshDue)
class RefreshDueDesk(LookOnly):
    list_display = ("region", "asked_at")
    list_select_related = ("region",)
