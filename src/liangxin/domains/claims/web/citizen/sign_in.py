"""A citizen signs in: consent and place first, then the service that verifies, then the session."""

from __future__ import annotations

import secrets
from collections.abc import Mapping

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from liangxin.domains.claims.access.citizens import is_citizen
from liangxin.domains.claims.actions.citizens import enter_citizen, verifier_in_use
from liangxin.domains.claims.errors import ConsentMissing, IdentityNotVerified, PlaceUnknown, SignInNotOpen
from liangxin.domains.claims.rules.identity import IdentityVerifier
from liangxin.domains.claims.terms import WORDING
from liangxin.domains.schemes import api as schemes
from liangxin.foundation.accounts import api as accounts
from liangxin.foundation.accounts.api import OfficeRequest
from liangxin.foundation.ui.middleware import writes_when_read
from liangxin.foundation.ui.posted import answer
from liangxin.foundation.ui.refusals import STATUS, refusal_words
from liangxin.kernel.refusal import Refusal

STARTED = "my_identity"  # in the session: what was agreed to, where, and the state that must come back


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: OfficeRequest) -> HttpResponse:
    """What is kept and why, where one claims, and the way to the service; closed where none is named."""
    wanted = _next(request)
    if is_citizen(request.actor):
        return HttpResponseRedirect(wanted)
    verifier = _verifier()
    places = [(one.code, one.name) for one in reversed(schemes.guide_places(timezone.localdate()))]

    def start(posted: QueryDict) -> str:
        if verifier is None:
            raise SignInNotOpen
        if posted.get("region") not in dict(places):
            raise PlaceUnknown(field="region")
        if posted.get("consent") != "yes":
            raise ConsentMissing
        state = secrets.token_urlsafe(24)
        request.session[STARTED] = {"state": state, "region": posted["region"], "wording": WORDING, "next": wanted}
        address = verifier.start(state, request.build_absolute_uri(reverse("my:verified")))
        # A form may not lead to another site, so that nobody can make ours send what was typed there: a link may.
        request.session[STARTED]["leads_to"] = address
        return address if address.startswith("/") else reverse("my:leaving")

    context = {"verifier": verifier, "places": places, "wording": WORDING, "next": wanted}
    typed = {"region": places[0][0] if places else "", "consent": ""}
    return answer(request, "claims/citizen/sign_in.html", {"start": start}, typed=typed, context=lambda: context)


@login_not_required
@require_http_methods(["GET", "HEAD"])
def leaving(request: OfficeRequest) -> HttpResponse:
    """The link to the service that verifies."""
    started = request.session.get(STARTED)
    if not started:
        return redirect("my:sign_in")
    context = {"verifier": verifier_in_use(), "address": started["leads_to"]}
    return render(request, "claims/citizen/leaving.html", context)


@login_not_required
@require_http_methods(["GET", "HEAD"])
def local_identity(request: OfficeRequest) -> HttpResponse:
    """The trial's own page, which verifies nothing and says so; not there where a real service is named."""
    verifier, started = _verifier(), request.session.get(STARTED)
    if verifier is None or not verifier.is_trial or not started:
        return redirect("my:sign_in")
    typed = {"name": "", "identity": "", "phone": ""}
    context = {"state": started["state"], "verifier": verifier, "typed": typed, "refusal": None, "deed": "verify"}
    return render(request, "claims/citizen/local_identity.html", context)


@login_not_required
@sensitive_post_parameters("name", "identity", "phone")
@writes_when_read("核验服务用 GET 把人带回来")
@require_http_methods(["GET", "POST"])
def verified(request: OfficeRequest) -> HttpResponse:
    """Back from the service: the answer is looked at once, the account is found or made, the session begins."""
    given: Mapping[str, str] = (request.POST if request.method == "POST" else request.GET).dict()
    started, verifier = request.session.get(STARTED), _verifier()
    if not started or verifier is None:
        return redirect("my:sign_in")
    try:
        if not secrets.compare_digest(given.get("state", "").encode(), started["state"].encode()):
            raise IdentityNotVerified
        person = verifier.finish(given)
        account = enter_citizen(
            person, started["region"], verified_by=verifier.name, on=timezone.localdate(), wording=started["wording"]
        )
    except Refusal as refusal:
        return _not_verified(request, refusal, given, verifier, started)
    del request.session[STARTED]
    accounts.sign_in(request, account)
    return HttpResponseRedirect(started["next"])


def _not_verified(
    request: OfficeRequest,
    refusal: Refusal,
    given: Mapping[str, str],
    verifier: IdentityVerifier,
    started: Mapping[str, str],
) -> HttpResponse:
    """Beside its field on the trial's page; for a real service on a page with the way back."""
    typed = {name: given.get(name, "") for name in ("name", "identity", "phone")}
    context = {"refusal": refusal_words(refusal), "typed": typed, "verifier": verifier, "deed": "verify"}
    on_page = verifier.is_trial and bool(refusal.field)
    page = "claims/citizen/local_identity.html" if on_page else "claims/citizen/not_verified.html"
    context["state"] = started["state"]
    response = render(request, page, context, status=STATUS[refusal.kind])
    response.headers["Cache-Control"] = "no-store"
    return response


def _verifier() -> IdentityVerifier | None:
    try:
        return verifier_in_use()
    except SignInNotOpen:
        return None


def _next(request: OfficeRequest) -> str:
    """Where the person wanted to go among their own pages, or to the first of them."""
    home = reverse("my:home")
    wanted = request.POST.get("next") or request.GET.get("next") or home
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if is_ours and wanted.startswith(home) else home
