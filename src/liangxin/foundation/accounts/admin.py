"""The repair desk's view of the accounts."""

from __future__ import annotations

from django.contrib import admin

from liangxin.foundation.accounts.desk import LookOnly
from liangxin.foundation.accounts.models import Account


@admin.register(Account)
class AccountDesk(LookOnly):
    list_display = ["username", "name", "is_active", "is_staff", "must_change_password", "last_login"]
    list_filter = ["is_active", "is_staff"]
    search_fields = ["username", "name"]
    exclude = ["password"]
