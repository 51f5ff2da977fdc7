"""The repair desk's view of observations: to look, never to change."""

from __future__ import annotations

from django.contrib import admin

from liangxin.domains.indicators.models import BaseValue, Observation, Series, SeriesBreak, Workbook
from liangxin.foundation.accounts.desk import LookOnly


@admin.register(Series)
class SeriesDesk(LookOnly):
    list_display = ["id", "indicator", "region", "origin", "measure_code", "unit", "form", "grain", "counted_in"]
    list_filter = ["origin", "form", "grain"]
    list_select_related = ["indicator", "region", "unit"]
    search_fields = ["public_id", "indicator__code", "indicator__name", "region__code", "measure_code"]
    ordering = ["-id"]


@admin.register(Observation)
class ObservationDesk(LookOnly):
    list_display = ["id", "series", "starts_on", "ends_on", "revision", "value", "got", "expected", "recorded_at"]
    list_select_related = ["series"]
    search_fields = ["series__public_id", "series__indicator__code"]
    ordering = ["-id"]


@admin.register(BaseValue)
class BaseValueDesk(LookOnly):
    list_display = ["indicator", "region", "year", "revision", "value", "counted_in", "source", "recorded_at"]
    list_select_related = ["indicator", "region"]
    search_fields = ["indicator__code", "region__code", "source"]
    ordering = ["-id"]


@admin.register(SeriesBreak)
class SeriesBreakDesk(LookOnly):
    list_display = ["indicator", "region", "on", "revision", "stands", "note", "recorded_at"]
    list_select_related = ["indicator", "region"]
    search_fields = ["indicator__code", "region__code", "note"]
    ordering = ["-id"]


@admin.register(Workbook)
class WorkbookDesk(LookOnly):
    list_display = ["id", "region", "unit", "file_name", "state", "rows_new", "rows_revised", "uploaded_at"]
    list_filter = ["state"]
    list_select_related = ["region", "unit"]
    search_fields = ["public_id", "file_name", "region__code"]
    ordering = ["-id"]
