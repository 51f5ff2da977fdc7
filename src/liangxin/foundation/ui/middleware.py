"""What every request passes: the chosen language, safe headers, refusals in words, and reading that cannot write."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import Resolver404, resolve
from django.utils import translation

from liangxin.foundation.ui.refusals import refusal_response
from liangxin.kernel.refusal import Refusal

GetResponse = Callable[[HttpRequest], HttpResponseBase]
View = TypeVar("View", bound=Callable[..., HttpResponseBase])

READING = frozenset({"GET", "HEAD", "OPTIONS"})

# Data images are the kit's arrows and Leaflet's markers; all else comes from this server, and no code stands inline.
CONTENT_SECURITY_POLICY = "; ".join(
    [
        "default-src 'self'",
        "img-src 'self' data: blob:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ]
)
PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"


def policy_with(tiles: str) -> str:
    """The policy with pictures from the office's own base map, where it has one.

    >>> "img-src 'self' data: blob: https://map.example:8443;" in policy_with("https://map.example:8443/{z}/{x}/{y}.png")
    True
    """
    origin = urlsplit(tiles)
    if not tiles or not origin.netloc:
        return CONTENT_SECURITY_POLICY
    return CONTENT_SECURITY_POLICY.replace("data: blob:", f"data: blob: {origin.scheme}://{origin.netloc}")


class LanguageMiddleware:
    """The language that the person chose, or Chinese: the browser's own wish is not asked.

    Many an office machine runs a browser set to English, and its clerk would meet the second language first.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class SecurityHeadersMiddleware:
    """What the browser may load and do on our pages; signed-in pages are not kept by shared caches."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.policy = policy_with(getattr(settings, "MAP_TILES", ""))

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", self.policy)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("Cache-Control", "private, no-cache")
        return response


class SessionEndedMiddleware:
    """Where the session has ended, htmx takes the page to the sign-in, not the sign-in into a part of the page."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        address = response.headers.get("Location", "")
        if request.headers.get("HX-Request") != "true" or not address.startswith(str(settings.LOGIN_URL)):
            return response
        here = urlsplit(request.headers.get("HX-Current-URL", "/"))._replace(scheme="", netloc="").geturl()
        return HttpResponse(headers={"HX-Redirect": f"{settings.LOGIN_URL}?{urlencode({'next': here})}"})


class RefusalMiddleware:
    """A refusal that no view has put beside its field becomes a page, or the notice of an htmx request."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        return refusal_response(request, exception) if isinstance(exception, Refusal) else None


class NoWritingMiddleware:
    """GET, HEAD and OPTIONS run in one read-only transaction: a write in them is a fault that the database names.

    Innermost of the middleware, so that sessions are saved outside. In a test, which already runs in a transaction,
    it is a savepoint; PostgreSQL restores the mode at its end.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method not in READING or _may_write(request):
            return self.get_response(request)
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION READ ONLY")
            return self.get_response(request)


def writes_when_read(reason: str) -> Callable[[View], View]:
    """Exempt a view whose reading must leave a trace, and say why."""

    def mark(view: View) -> View:
        view.writes_when_read = reason  # type: ignore[attr-defined]  # a mark on the function, as Django's own decorators set
        return view

    return mark


def _may_write(request: HttpRequest) -> bool:
    try:
        view = resolve(request.path_info, getattr(request, "urlconf", None)).func
    except Resolver404:
        return False
    return bool(getattr(view, "writes_when_read", ""))
