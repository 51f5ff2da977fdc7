"""Repair desk of the plans package: to look at; no rule lives here."""

from __future__ import annotations

from django.contrib import admin

from liangxin.domains.plans.models import Finding, PlanDocument
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
