"""Language and theme: chosen by anybody, kept in a cookie, the language of a signed-in person also on the account."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from liangxin.foundation.accounts.api import Account, OfficeRequest
from liangxin.foundation.ui.shell import THEME_COOKIE, THEMES

A_YEAR = 365 * 24 * 3600


@login_not_required
@require_POST
def choose_language(request: OfficeRequest) -> HttpResponse:
    """An unknown language changes nothing."""
    response = HttpResponseRedirect(next_address(request, "/"))
    language = request.POST.get("language", "")
    if language in dict(settings.LANGUAGES):
        keep_language(response, language)
        if isinstance(request.user, Account):
            request.user.language = language
            request.user.save(update_fields=["language"])
    return response


@login_not_required
@require_POST
def choose_theme(request: OfficeRequest) -> HttpResponse:
    """Light, dark, or as the system has it."""
    response = HttpResponseRedirect(next_address(request, "/"))
    theme = request.POST.get("theme", "")
    if theme in THEMES:
        response.set_cookie(THEME_COOKIE, theme, max_age=A_YEAR, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE)
    return response


def keep_language(response: HttpResponse, language: str) -> None:
    """The cookie that the language middleware reads."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, language, max_age=A_YEAR, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
    )


def next_address(request: OfficeRequest, default: str) -> str:
    """Where the person wanted to go, if it is on this site."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if is_ours else default
