"""Accounts of citizens and merchants open their own pages and public ones; the staff's do not exist for them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import Http404, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse

from liangxin.domains.claims.access.citizens import is_citizen
from liangxin.domains.claims.access.shops import is_shop
from liangxin.foundation.accounts.api import Account, Actor, OfficeRequest

# Where they are at home: addresses, whose they are, the first page. Each page there asks itself whose it is.
OWN: Final[tuple[tuple[str, Callable[[Actor], bool], str], ...]] = (
    ("/my/", is_citizen, "my:home"),
    ("/shop/", is_shop, "shop:settlement"),
)
_PREFIXES: Final = tuple(prefix for prefix, _, _ in OWN)


class FenceMiddleware:
    """404 for a citizen or a merchant on a page of the staff; home, and the account's page where a change of password
    ends, lead to theirs. Stands after the actor.
    """

    def __init__(self, get_response: Callable[[OfficeRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: OfficeRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: OfficeRequest, view: Callable[..., HttpResponseBase], *_given: object
    ) -> HttpResponseBase | None:
        """Closed pages alone are asked for; who has a standing is staff and costs nothing more."""
        is_open = not getattr(view, "login_required", True) or request.path.startswith(_PREFIXES)
        is_open = is_open or request.path in settings.OPEN_BEFORE_PASSWORD_CHANGE
        if is_open or not isinstance(request.user, Account):
            return None
        home = next((first for _, is_theirs, first in OWN if is_theirs(request.actor)), None)
        if home is None:
            return None
        if request.path in (reverse("home"), reverse("account")):
            return HttpResponseRedirect(reverse(home))
        raise Http404
