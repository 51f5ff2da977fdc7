"""Finding a party by an exact number. The number goes in the body of a post: addresses end up in logs."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from liangxin.domains.parties.queries.cards import find_exactly
from liangxin.domains.parties.terms import Power
from liangxin.foundation.accounts.api import OfficeRequest


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def find(request: OfficeRequest) -> HttpResponse:
    """Parties with exactly this identity number, telephone or account."""
    request.actor.require(Power.READ)
    number = request.POST.get("number", "")
    found = find_exactly(request.actor, number) if number.strip() else []
    context = {"found": found, "was_asked": request.method == "POST", "may_enter": request.actor.may(Power.EDIT)}
    return render(request, "parties/find.html", context)
