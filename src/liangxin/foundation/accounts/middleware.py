"""Each request knows its actor; the standings are looked up when first asked for."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponseBase
from django.utils.functional import SimpleLazyObject

from liangxin.foundation.accounts.actor import Actor
from liangxin.foundation.accounts.models import Account
from liangxin.foundation.accounts.standings import actor_of


class OfficeRequest(HttpRequest):
    """A request as the views see it, after the middleware."""

    user: Account | AnonymousUser
    actor: Actor


class ActorMiddleware:
    """Sets `request.actor`; stands after the authentication."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: OfficeRequest) -> HttpResponseBase:
        request.actor = SimpleLazyObject(lambda: actor_of(request.user))  # type: ignore[assignment]  # proxies Actor
        return self.get_response(request)
