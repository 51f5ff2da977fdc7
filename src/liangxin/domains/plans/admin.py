"""Repair desk of the plans package: read-mostly, no rule lives here."""

from __future__ import annotations

from django.contrib import admin

from liangxin.domains.plans.models import Finding, PlanDocument


@admin.register(PlanDocument)
class PlanDocumentDesk(admin.ModelAdmin):  # type: ignore[type-arg]  # not subscriptable at run time
    list_display = ("title", "name", "region", "state", "uploaded_at")
    search_fields = ("title", "name", "document_number")
    readonly_fields = (
        "public_id",
        "region",
        "file",
        "uploaded_by",
        "uploaded_at",
        "read_at",
        "run",
        "text",
        "layout",
        "head",
    )


@admin.register(Finding)
class FindingDesk(admin.ModelAdmin):  # type: ignore[type-arg]  # not subscriptable at run time
    list_display = ("document", "kind", "marker", "start", "end", "state")
    list_filter = ("kind", "state", "origin")
    readonly_fields = ("public_id", "document", "facts", "settled_by", "settled_at")
