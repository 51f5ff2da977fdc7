"""Each request knows its actor; the standings are looked up when first asked for."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.utils.functional import SimpleLazyObject

from liangxin.foundation.accounts.actor import Actor
from liangxin.foundation.accounts.models import Account
from liangxin.foundation.accounts.standings import actor_of


class OfficeRequest(HttpRequest):
    """A request as the views see it, after the middleware."""

    user: Account | AnonymousUser
    actor: Actor


class ActorMiddleware:
    """Sets `request.actor`; stands after the authentication.

    Whose session it is must be settled here, before the read-only transaction of a GET begins: one that has ended,
    because the password was changed elsewhere, is deleted when Django looks at it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: OfficeRequest) -> HttpResponseBase:
        bool(request.user.is_authenticated)
        request.actor = SimpleLazyObject(lambda: actor_of(request.user))  # type: ignore[assignment]  # proxies Actor
        return self.get_response(request)


class PasswordChangeMiddleware:
    """Who has a temporary password gets to the page that changes it and to public pages, and nowhere else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: OfficeRequest, view: Callable[..., HttpResponseBase], *_: object
    ) -> HttpResponseBase | None:
        must_change = isinstance(request.user, Account) and request.user.must_change_password
        is_open = not getattr(view, "login_required", True) or request.path in settings.OPEN_BEFORE_PASSWORD_CHANGE
        return HttpResponseRedirect(settings.PASSWORD_CHANGE_URL) if must_change and not is_open else None
