"""A merchant sees its sales of a month and what has become of their money, and takes them along for its books."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from liangxin.domains.claims.queries.shop import SHOWN, shop_file, shop_page
from liangxin.foundation.accounts.api import OfficeRequest
from liangxin.foundation.ui.downloads import as_file


@never_cache
@require_safe
def settlement(request: OfficeRequest) -> HttpResponse:
    """One month: sums by how far the money is, then each sale."""
    asked = request.GET.get("standing", "")
    page = shop_page(request.actor, request.GET.get("month", ""), asked, timezone.localdate())
    hidden = max(0, page.count - SHOWN)
    return render(request, "claims/shop/settlement.html", {"page": page, "asked": asked, "hidden": hidden})


@never_cache
@require_safe
def settlement_file(request: OfficeRequest, month: str) -> HttpResponse:
    """The month for the merchant's books, as CSV."""
    name, content = shop_file(request.actor, month)
    return as_file(HttpResponse(content, content_type="text/csv; charset=utf-8"), name)
