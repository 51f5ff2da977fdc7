"""Repair desk of the plans package: to look at; no rule lives here."""

from __future__ import annotations

from django.contrib import admin

from liangxin.domains.plans.models import (
    Finding,
    Plan,
    PlanDocument,
    PlanVersion,
    TargetStatement,
    TaskStatement,
    UnitName,
)
from liangxin.foundation.accounts.desk import LookOnly


@admin.register(PlanDocument)
class PlanDocumentDesk(LookOnly):
    list_display = ("title", "name", "region", "state", "uploaded_at")
    list_select_related = ("region",)
    search_fields = ("title", "name", "document_number")


@admin.register(Finding)
class FindingDesk(LookOnly):
    list_display = ("document", "kind", "marker", "start", "end", "state")
    list_select_related = ("document",)
    list_filter = ("kind", "state", "origin")


@admin.register(UnitName)
class UnitNameDesk(LookOnly):
    list_display = ("document", "written", "unit", "state")
    list_select_related = ("document", "unit")
    list_filter = ("state",)
    search_fields = ("written",)


@admin.register(Plan)
class PlanDesk(LookOnly):
    list_display = ("title", "place", "region", "kind", "current")
    list_select_related = ("region", "current")
    list_filter = ("level", "kind")
    search_fields = ("title",)


@admin.register(PlanVersion)
class PlanVersionDesk(LookOnly):
    list_display = ("plan", "number", "kind", "state", "published_at")
    list_select_related = ("plan",)
    list_filter = ("state", "kind")


@admin.register(TargetStatement)
class TargetStatementDesk(LookOnly):
    list_display = ("name", "version", "indicator", "value", "unit", "deadline")
    list_select_related = ("version", "indicator")
    search_fields = ("name",)


@admin.register(TaskStatement)
class TaskStatementDesk(LookOnly):
    list_display = ("title", "version", "marker", "deadline")
    list_select_related = ("version",)
    search_fields = ("title",)
