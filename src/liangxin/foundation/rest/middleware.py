"""A call with a token is its account's, before anything asks who is there."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponseBase

from liangxin.foundation.rest.tokens import account_of

# On the request, for what must know that no browser, and so no forged form, is behind it.
BY_TOKEN = "by_token"  # noqa: S105 - the name of an attribute


class TokenMiddleware:
    """Stands between the session's authentication and the login that every view requires.

    Only paths of the API take a token, and a wrong one is answered there: it never falls back to a session.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() == "bearer" and request.path.startswith("/api/"):
            account = account_of(token.strip())
            request.user = account or AnonymousUser()
            setattr(request, BY_TOKEN, account is not None)
        return self.get_response(request)
