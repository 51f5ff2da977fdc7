"""The API object: JSON in and out, everybody signed in, refusals in one form, no page of docs from elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseForbidden
from django.middleware.csrf import CsrfViewMiddleware
from django.urls import URLPattern, URLResolver
from django.utils.translation import gettext
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.security.base import AuthBase

from liangxin.foundation.accounts.api import Account
from liangxin.foundation.rest.errors import StaleForm
from liangxin.foundation.rest.middleware import BY_TOKEN
from liangxin.kernel.refusal import Refusal, RefusalKind

STATUS = {
    RefusalKind.INVALID: HTTPStatus.UNPROCESSABLE_ENTITY,
    RefusalKind.MISSING: HTTPStatus.NOT_FOUND,
    RefusalKind.FORBIDDEN: HTTPStatus.FORBIDDEN,
    RefusalKind.CONFLICT: HTTPStatus.CONFLICT,
    RefusalKind.TOO_LARGE: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    RefusalKind.UNAVAILABLE: HTTPStatus.SERVICE_UNAVAILABLE,
}


class SessionOrToken(AuthBase):
    """The account of the token, or of the session, whose writing calls must bear the CSRF token."""

    openapi_type = "http"
    openapi_scheme = "bearer"

    def __call__(self, request: HttpRequest) -> Account | None:
        account = request.user
        if not isinstance(account, Account) or account.must_change_password:
            return None
        if not getattr(request, BY_TOKEN, False):
            _require_csrf_token(request)
        return account


class _CsrfCheck(CsrfViewMiddleware):
    """Django's check without its page."""

    def _reject(self, request: HttpRequest, reason: str) -> HttpResponseForbidden:  # noqa: ARG002 - Django's signature
        return HttpResponseForbidden(reason)


def _require_csrf_token(request: HttpRequest) -> None:
    check = _CsrfCheck(lambda _: HttpResponse())
    check.process_request(request)
    if check.process_view(request, lambda *_: HttpResponse(), (), {}) is not None:
        raise StaleForm


class OfficeApi(NinjaAPI):
    """Its calls answer a stranger with 401 in JSON; Django's redirect to the sign-in page is for pages."""

    def _get_urls(self) -> list[URLResolver | URLPattern]:
        patterns = super()._get_urls()
        for pattern in patterns:
            if isinstance(pattern, URLPattern) and pattern.name not in {"openapi-json", "api-root"}:
                pattern.callback.login_required = False  # type: ignore[attr-defined]  # Django's mark on a view
        return patterns


def new_api(title: str = "两新", version: str = "1") -> NinjaAPI:
    """An API to which the packages' routers are added; `/api/` is where it must stand, for there tokens are taken."""
    api = OfficeApi(title=title, version=version, auth=SessionOrToken(), docs_url=None, urls_namespace=f"api-{version}")

    def answer(request: HttpRequest, status: int, code: str, sentence: str, **more: object) -> HttpResponse:
        return api.create_response(request, {"code": code, "sentence": sentence, **more}, status=status)

    @api.exception_handler(Refusal)
    def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
        words = _words(refusal.details)
        return answer(
            request,
            STATUS[refusal.kind],
            refusal.code,
            gettext(refusal.sentence) % words,
            remedy=gettext(refusal.remedy) % words if refusal.remedy else "",
            field=refusal.field,
            details=words,
        )

    @api.exception_handler(AuthenticationError)
    def stranger(request: HttpRequest, _: AuthenticationError) -> HttpResponse:
        return answer(
            request, HTTPStatus.UNAUTHORIZED, "rest.not_signed_in", gettext("请先登录，或附上有效的访问令牌。")
        )

    @api.exception_handler(ValidationError)
    def malformed(request: HttpRequest, error: ValidationError) -> HttpResponse:
        sentence = gettext("请求内容的格式不对，详见details。")
        return answer(request, HTTPStatus.UNPROCESSABLE_ENTITY, "rest.malformed", sentence, details=error.errors)

    @api.exception_handler(Http404)
    def missing(request: HttpRequest, _: Http404) -> HttpResponse:
        return answer(request, HTTPStatus.NOT_FOUND, "rest.not_found", gettext("没有找到。"))

    @api.exception_handler(HttpError)
    def failed(request: HttpRequest, error: HttpError) -> HttpResponse:
        return answer(request, error.status_code, f"rest.http_{error.status_code}", str(error))

    return api


def _words(details: Mapping[str, object]) -> dict[str, Any]:
    """A refusal's data as JSON can say it."""
    return {name: value if isinstance(value, int | str | None) else str(value) for name, value in details.items()}
