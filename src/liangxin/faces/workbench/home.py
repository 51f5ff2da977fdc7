"""The staff's home, "what waits for me", and the search: both made of what the packages declare."""

from __future__ import annotations

from itertools import groupby

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from liangxin.faces.workbench.screen.access import sees_nothing_else
from liangxin.foundation.accounts.api import OfficeRequest
from liangxin.foundation.ui.shell import Found, home_panels, search_everywhere

SHORTEST_SEARCH, LONGEST_SEARCH = 2, 100


@require_safe
def home(request: OfficeRequest) -> HttpResponse:
    """The panels of all packages that have something for this person; a screen goes to its own page."""
    if sees_nothing_else(request.actor):
        return redirect("screen-here")
    return render(request, "workbench/home.html", {"panels": home_panels(request)})


@require_safe
def search(request: OfficeRequest) -> HttpResponse:
    """Hits of all packages by kind; one sign finds too much to be of use."""
    words = request.GET.get("q", "").strip().replace("\x00", "")[:LONGEST_SEARCH]
    hits = search_everywhere(request, words) if len(words) >= SHORTEST_SEARCH else []
    kinds = [(kind, list(group)) for kind, group in groupby(sorted(hits, key=_kind), key=_kind)]
    context = {"words": words, "is_too_short": 0 < len(words) < SHORTEST_SEARCH, "kinds": kinds, "count": len(hits)}
    return render(request, "workbench/search.html", context)


def _kind(hit: Found) -> str:
    return str(hit.kind)
