"""The guide for everybody: places, what can be had in one, and one subsidy with its clauses."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from liangxin.domains.schemes.queries.guide import guide_places, guide_scheme, guide_shelf
from liangxin.domains.schemes.rules.guide_files import local_file, stands_on_shipped
from liangxin.domains.schemes.rules.guide_pages import guide_of
from liangxin.domains.schemes.web.guide.known import unless_known
from liangxin.foundation.accounts.api import OfficeRequest
from liangxin.foundation.ui.downloads import as_file


@login_not_required
@require_safe
def places(request: OfficeRequest) -> HttpResponse:
    """Choose a place; where there is but one, it is chosen."""
    found = guide_places(timezone.localdate())
    if len(found) == 1:
        return redirect("guide:region", found[0].code)
    return unless_known(request, found, lambda: render(request, "schemes/guide/places.html", {"places": found}))


@login_not_required
@require_safe
def region(request: OfficeRequest, region: str) -> HttpResponse:
    """What can be had here now, what is announced and what has ended."""
    shelf = guide_shelf(region, timezone.localdate())
    return unless_known(
        request,
        shelf.basis,
        lambda: render(request, "schemes/guide/region.html", {"shelf": shelf, "place": shelf.place}),
    )


@login_not_required
@require_safe
def scheme(request: OfficeRequest, region: str, scheme_id: UUID) -> HttpResponse:
    """Who may claim, how much, how often, until when, what to bring; each with its clause."""
    today = timezone.localdate()
    found = guide_scheme(region, scheme_id, today)

    def page() -> HttpResponse:
        context: dict[str, Any] = {
            "scheme": found,
            "place": found.place,
            "guide": guide_of(found.book),
            "is_coming": found.is_coming(today),
            "is_over": found.is_over(today),
            "is_local_text": not stands_on_shipped(found.content, found.key),
        }
        return render(request, "schemes/guide/scheme.html", context)

    return unless_known(request, found.basis, page)


@login_not_required
@require_safe
def rulebook_file(request: OfficeRequest, region: str, scheme_id: UUID, part: str) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """The rules themselves, with which anybody can recompute a decision: the text, or what the place adds to it."""
    found = guide_scheme(region, scheme_id, timezone.localdate())
    base = f"{found.key}.rules.yaml"
    is_text = part == "rules"
    text = found.content.text if is_text else local_file(found.content, found.key, base)
    response = HttpResponse(text, content_type="application/yaml; charset=utf-8")
    return as_file(response, base if is_text else f"{found.key}.yaml")
