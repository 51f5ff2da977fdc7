"""A merchant's account opens its own pages and public ones; what is the staff's does not exist for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import Http404, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse

from liangxin.domains.claims.access.shops import is_shop
from liangxin.foundation.accounts.api import Account, OfficeRequest

OURS: Final = "/shop/"


class ShopMiddleware:
    """404 for a merchant on a page of the staff; the staff's home leads to their own. Stands after the actor."""

    def __init__(self, get_response: Callable[[OfficeRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: OfficeRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: OfficeRequest, view: Callable[..., HttpResponseBase], *_: object
    ) -> HttpResponseBase | None:
        """Closed pages alone are asked for; who has a standing is staff and costs nothing more."""
        is_open = not getattr(view, "login_required", True) or request.path.startswith(OURS)
        is_open = is_open or request.path in settings.OPEN_BEFORE_PASSWORD_CHANGE
        if is_open or not isinstance(request.user, Account) or not is_shop(request.actor):
            return None
        if request.path == reverse("home"):
            return HttpResponseRedirect(reverse("shop:settlement"))
        raise Http404
