"""Repair desk of parties: to look at, never in plain text; no rule lives here."""

from __future__ import annotations

from typing import ClassVar

from django.contrib import admin

from liangxin.domains.parties.models import Keeping, Merge, Pair, Party, Place, RolePeriod, Unmasking
from liangxin.foundation.accounts.desk import LookOnly

_PERSONAL = ("person_name", "identity", "contact", "phone", "address", "bank_account")


@admin.register(Party)
class PartyDesk(LookOnly):
    list_display = ("public_id", "kind", "name", "state", "region", "taken_on", "last_used_on")
    list_select_related = ("region",)
    list_filter = ("kind", "state")
    search_fields = ("name", "public_id")
    exclude: ClassVar = [*_PERSONAL, "name_index", "birth_index", "identity_index", "modern_index", "phone_index"]


@admin.register(Place)
class PlaceDesk(LookOnly):
    list_display = ("party", "region", "since", "source")
    list_select_related = ("party", "region")


@admin.register(RolePeriod)
class RolePeriodDesk(LookOnly):
    list_display = ("party", "role", "since", "until")
    list_select_related = ("party",)
    list_filter = ("role",)


@admin.register(Keeping)
class KeepingDesk(LookOnly):
    list_display = ("party", "field", "consented_on", "withdrawn_on", "emptied_on", "emptied_for")
    list_select_related = ("party",)


@admin.register(Unmasking)
class UnmaskingDesk(LookOnly):
    list_display = ("happened", "actor_name", "party", "fields", "reason")
    list_select_related = ("party",)


@admin.register(Pair)
class PairDesk(LookOnly):
    list_display = ("public_id", "left", "right", "score", "state", "found_on", "decided_by")
    list_select_related = ("left", "right")


@admin.register(Merge)
class MergeDesk(LookOnly):
    list_display = ("public_id", "kept", "gone", "merged_on", "merged_by", "undone_on")
    list_select_related = ("kept", "gone")
    exclude: ClassVar = ["kept_before", "moved"]
