"""The repair desk's view of the files."""

from __future__ import annotations

from django.contrib import admin

from liangxin.foundation.accounts.desk import LookOnly
from liangxin.foundation.files.models import StoredFile


@admin.register(StoredFile)
class StoredFileDesk(LookOnly):
    list_display = ["created", "name", "media_type", "size", "sha256"]
    list_filter = ["media_type"]
    search_fields = ["sha256", "name"]
    ordering = ["-id"]
