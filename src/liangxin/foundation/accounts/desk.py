"""The repair desk: Django's admin behind the house's own sign-in, which alone knows the second factor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.admin import AdminSite, ModelAdmin
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponse

if TYPE_CHECKING:
    Admin = ModelAdmin[Model]
else:  # Django's class is generic to the checker only
    Admin = ModelAdmin


class RepairDesk(AdminSite):
    site_header = site_title = "两新维护台"

    def login(self, request: HttpRequest, extra_context: object = None) -> HttpResponse:  # noqa: ARG002 - Django's name
        if request.user.is_authenticated:
            raise PermissionDenied
        return redirect_to_login(request.GET.get("next", "/"))


class LookOnly(Admin):
    """A table to look at: repairs go through actions, which check, and leave their line on the trail."""

    show_full_result_count = False  # these tables grow without end

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002 - Django's signature
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:  # noqa: ARG002 - Django's signature
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:  # noqa: ARG002 - Django's signature
        return False
