"""Signing in and out; what is checked, and when it is paused, is the accounts' matter."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from liangxin.faces.workbench.preferences import keep_language, next_address
from liangxin.foundation.accounts.api import Account, OfficeRequest, WrongCredentials
from liangxin.foundation.ui.refusals import STATUS, refusal_words
from liangxin.kernel.refusal import Refusal


@login_not_required
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: OfficeRequest) -> HttpResponse:
    """Name and password."""
    context = {"next": next_address(request, reverse("home")), "username": request.POST.get("username", "")}
    if request.method != "POST":
        return render(request, "workbench/sign_in.html", context)
    account = authenticate(request, username=context["username"], password=request.POST.get("password", ""))
    if not isinstance(account, Account):
        return refused(request, "workbench/sign_in.html", WrongCredentials(limit=settings.AXES_FAILURE_LIMIT), context)
    login(request, account)
    response = HttpResponseRedirect(context["next"])
    keep_language(response, account.language)
    return response


@require_POST
def sign_out(request: OfficeRequest) -> HttpResponse:
    """End the session; the browser forgets the pages it holds, so that its back button shows nothing."""
    logout(request)
    response = HttpResponseRedirect(reverse("front"))
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


def refused(request: OfficeRequest, template: str, refusal: Refusal, context: Mapping[str, object]) -> HttpResponse:
    """The form again, with what is wrong in words."""
    words = refusal_words(refusal)
    return render(request, template, {**context, "refusal": words}, status=STATUS[refusal.kind])
