"""Repair desk of settlement: to look at, never in plain text; money itself is in the journal, and has no desk."""

from __future__ import annotations

from typing import ClassVar

from django.contrib import admin

from liangxin.domains.funds.models import Batch, Clawback, Difference, Payment, PaymentLine, Root, Statement
from liangxin.foundation.accounts.desk import LookOnly


@admin.register(Batch)
class BatchDesk(LookOnly):
    list_display = ("number", "region", "kind", "state", "announced_count", "announced", "opened_on")
    list_select_related = ("region",)
    list_filter = ("state", "kind")
    search_fields = ("number",)


@admin.register(Payment)
class PaymentDesk(LookOnly):
    list_display = ("number", "payee_shown", "account_tail", "amount", "state", "paid_on")
    list_filter = ("state",)
    search_fields = ("number",)
    exclude: ClassVar = ["payee_name", "bank_account"]


@admin.register(PaymentLine)
class PaymentLineDesk(LookOnly):
    list_display = ("payment", "holding", "amount", "subject_label", "is_live")
    list_select_related = ("payment", "holding")
    search_fields = ("subject_id",)


@admin.register(Statement)
class StatementDesk(LookOnly):
    list_display = ("file_name", "region", "lines_count", "known_count", "read_at")
    list_select_related = ("region",)


@admin.register(Difference)
class DifferenceDesk(LookOnly):
    list_display = ("kind", "batch", "payment", "end", "reason", "found_at")
    list_select_related = ("batch", "payment")
    list_filter = ("kind", "end")


@admin.register(Clawback)
class ClawbackDesk(LookOnly):
    list_display = ("number", "region", "state", "amount", "received", "proposed_at")
    list_select_related = ("region",)
    list_filter = ("state",)


@admin.register(Root)
class RootDesk(LookOnly):
    list_display = ("looked_at", "root", "blocks", "entries")
