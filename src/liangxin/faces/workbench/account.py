"""The person's own account: who one is and from where one works, the password, the second factor."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from liangxin.faces.workbench.errors import PasswordsDiffer
from liangxin.foundation.accounts import api as accounts
from liangxin.foundation.accounts.api import Account, OfficeRequest
from liangxin.foundation.ui.refusals import form_refused
from liangxin.kernel.refusal import Refusal


@require_safe
def overview(request: OfficeRequest) -> HttpResponse:
    """Name, standings with their powers, and what guards the account."""
    account = _mine(request)
    standings = [
        (standing, [accounts.power_label(power) for power in sorted(standing.powers)])
        for standing in request.actor.standings
    ]
    context = {
        "account": account,
        "standings": standings,
        "has_second_factor": accounts.needs_second_factor(account),
        "codes_left": accounts.recovery_codes_left(account),
    }
    return render(request, "workbench/account.html", context)


@sensitive_post_parameters("old", "new", "again")
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: OfficeRequest) -> HttpResponse:
    """Change the password; other sessions of the account end."""
    account = _mine(request)
    context = {"is_demanded": account.must_change_password}
    if request.method != "POST":
        return render(request, "workbench/password.html", context)
    try:
        if request.POST.get("new", "") != request.POST.get("again", ""):
            raise PasswordsDiffer(field="again")
        accounts.change_password(request, account, request.POST.get("old", ""), request.POST.get("new", ""))
    except Refusal as refusal:
        return form_refused(request, "workbench/password.html", refusal, context)
    messages.success(request, gettext("密码已修改，其他设备上的登录已经退出。"))
    return redirect("account")


@require_http_methods(["GET", "HEAD", "POST"])
def begin_second_factor(request: OfficeRequest) -> HttpResponse:
    """Say what it is; on demand make a new secret, which is shown this once and in force only when confirmed."""
    account = _mine(request)
    if request.method != "POST":
        if accounts.needs_second_factor(account):
            return redirect("account")
        return render(request, "workbench/second_factor_begin.html")
    return render(request, "workbench/second_factor_scan.html", {"enrolment": accounts.enrol_totp(account)})


@sensitive_post_parameters("code")
@require_POST
def confirm_second_factor(request: OfficeRequest) -> HttpResponse:
    """The first code puts the secret in force; the recovery codes are shown this once."""
    try:
        codes = accounts.confirm_totp(_mine(request), request.POST.get("code", ""))
    except Refusal as refusal:
        return form_refused(request, "workbench/second_factor_scan.html", refusal, {"enrolment": None})
    return render(request, "workbench/recovery_codes.html", {"codes": codes})


@require_POST
def renew_recovery_codes(request: OfficeRequest) -> HttpResponse:
    """Ten new ones in place of the old."""
    return render(request, "workbench/recovery_codes.html", {"codes": accounts.recovery_codes(_mine(request))})


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def drop_second_factor(request: OfficeRequest) -> HttpResponse:
    """Take it away; whoever asks gives the password once more, under the same pause after failures as at the door."""
    account = _mine(request)
    if request.method != "POST":
        return render(request, "workbench/second_factor_drop.html")
    try:
        accounts.authenticate(request, account.username, request.POST.get("password", ""))
    except Refusal as refusal:
        return form_refused(request, "workbench/second_factor_drop.html", refusal, {})
    accounts.drop_second_factor(account)
    messages.success(request, gettext("两步验证已停用。"))
    return redirect("account")


def _mine(request: OfficeRequest) -> Account:
    assert isinstance(request.user, Account)  # noqa: S101 - LoginRequiredMiddleware lets nobody else come this far
    return request.user
