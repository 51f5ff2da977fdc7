"""Repair desk of progress: to look at; no rule lives here."""

from __future__ import annotations

from django.contrib import admin

from liangxin.domains.progress.models import (
    Binding,
    Bulletin,
    BulletinTemplate,
    Course,
    Following,
    Matter,
    Meeting,
    Order,
    OrderTerm,
    RefreshDue,
    RegionSnapshot,
    ReminderRule,
    ReminderSent,
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


@admin.register(Order)
class OrderDesk(LookOnly):
    list_display = ("number", "title", "region", "lead_unit", "state", "due_on", "escalated")
    list_select_related = ("region", "lead_unit")
    list_filter = ("state", "level", "source")
    search_fields = ("number", "title")


@admin.register(OrderTerm)
class OrderTermDesk(LookOnly):
    list_display = ("region", "level", "days", "first", "second")
    list_select_related = ("region",)


@admin.register(Meeting)
class MeetingDesk(LookOnly):
    list_display = ("title", "region", "serial", "on", "state")
    list_select_related = ("region",)
    list_filter = ("state",)


@admin.register(Matter)
class MatterDesk(LookOnly):
    list_display = ("title", "region", "unit", "decider", "state", "outcome")
    list_select_related = ("region", "unit")
    list_filter = ("state", "decider")


@admin.register(ReminderRule)
class ReminderRuleDesk(LookOnly):
    list_display = ("region", "kind", "is_on", "days", "changed_at")
    list_select_related = ("region",)


@admin.register(ReminderSent)
class ReminderSentDesk(LookOnly):
    list_display = ("told_at", "about_type", "about_id", "kind", "due_on")
    list_filter = ("kind",)


@admin.register(Bulletin)
class BulletinDesk(LookOnly):
    list_display = ("title", "region", "kind", "state", "number_words", "issued_on")
    list_select_related = ("region",)
    list_filter = ("kind", "state")


@admin.register(BulletinTemplate)
class BulletinTemplateDesk(LookOnly):
    list_display = ("name", "region", "kind", "version")
    list_select_related = ("region",)
