"""Signing in, by password and second factor, and out; what is checked, and when it pauses, is the accounts' matter."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from liangxin.faces.workbench.preferences import keep_language, next_address
from liangxin.faces.workbench.screen.sessions import keep_signed_in
from liangxin.foundation.accounts import api as accounts
from liangxin.foundation.accounts.api import Account, OfficeRequest
from liangxin.foundation.ui.refusals import form_refused
from liangxin.kernel.refusal import Refusal


@login_not_required
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: OfficeRequest) -> HttpResponse:
    """Name and password; then the second factor, where the account has one."""
    wanted = next_address(request, reverse("home"))
    if isinstance(request.user, Account):
        return HttpResponseRedirect(wanted)
    context = {"next": wanted, "username": request.POST.get("username", "")}
    if request.method != "POST":
        return render(request, "workbench/sign_in.html", context)
    try:
        account = accounts.authenticate(request, context["username"], request.POST.get("password", ""))
    except Refusal as refusal:
        return form_refused(request, "workbench/sign_in.html", refusal, context)
    if accounts.needs_second_factor(account):
        accounts.hold_for_second_factor(request, account)
        return HttpResponseRedirect(f"{reverse('second-factor')}?{urlencode({'next': wanted})}")
    return _signed_in(request, account, wanted)


@login_not_required
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def second_factor(request: OfficeRequest) -> HttpResponse:
    """The code of the authenticator, or a recovery code; without the right password just given, back to the start."""
    wanted = next_address(request, reverse("home"))
    account = accounts.held_account(request)
    if account is None:
        return redirect("sign-in")
    context = {"next": wanted}
    if request.method != "POST":
        return render(request, "workbench/second_factor.html", context)
    try:
        accounts.verify_second_factor(account, request.POST.get("code", ""))
    except Refusal as refusal:
        return form_refused(request, "workbench/second_factor.html", refusal, context)
    return _signed_in(request, account, wanted)


@require_POST
def sign_out(request: OfficeRequest) -> HttpResponse:
    """End the session; the browser forgets the pages it holds, so that its back button shows nothing."""
    accounts.sign_out(request)
    response = redirect("front")
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


def _signed_in(request: OfficeRequest, account: Account, wanted: str) -> HttpResponse:
    accounts.sign_in(request, account)
    keep_signed_in(request, accounts.actor_of(account))
    response = HttpResponseRedirect(wanted)
    keep_language(response, account.language)
    return response
