"""Repair desk of the registers package: to look at; no rule lives here."""

from __future__ import annotations

from django.contrib import admin

from liangxin.domains.registers.models import (
    Evidence,
    EvidenceWithdrawal,
    FurtherTarget,
    Record,
    Register,
    RegisterType,
    TypeVersion,
)
from liangxin.foundation.accounts.desk import LookOnly


@admin.register(RegisterType)
class RegisterTypeDesk(LookOnly):
    list_display = ("code", "region", "retired_at")
    list_select_related = ("region",)
    search_fields = ("code",)


@admin.register(TypeVersion)
class TypeVersionDesk(LookOnly):
    list_display = ("name", "type", "number", "indicator_code", "starts_on")
    list_select_related = ("type",)
    search_fields = ("name", "indicator_code")


@admin.register(Register)
class RegisterDesk(LookOnly):
    list_display = ("title", "region", "unit", "type", "opened_at", "closed_at")
    list_select_related = ("region", "unit", "type")
    search_fields = ("title",)


@admin.register(FurtherTarget)
class FurtherTargetDesk(LookOnly):
    list_display = ("register", "target")
    list_select_related = ("register", "target")


@admin.register(Record)
class RecordDesk(LookOnly):
    list_display = ("shown_key", "register", "stage", "counted_on", "amount", "withdrawn_at")
    list_select_related = ("register",)
    search_fields = ("key",)


@admin.register(Evidence)
class EvidenceDesk(LookOnly):
    list_display = ("file_name", "name", "record", "uploaded_at")
    list_select_related = ("record",)


@admin.register(EvidenceWithdrawal)
class EvidenceWithdrawalDesk(LookOnly):
    list_display = ("evidence", "reason", "withdrawn_at")
    list_select_related = ("evidence",)
