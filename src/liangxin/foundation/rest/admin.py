"""The repair desk's view of the access tokens."""

from __future__ import annotations

from django.contrib import admin

from liangxin.foundation.accounts.desk import LookOnly
from liangxin.foundation.rest.models import AccessToken


@admin.register(AccessToken)
class AccessTokenDesk(LookOnly):
    list_display = ["account", "label", "created", "expires", "last_used", "revoked"]
    list_select_related = ["account"]
    search_fields = ["account__username", "label"]
    ordering = ["-id"]
    exclude = ["digest"]
