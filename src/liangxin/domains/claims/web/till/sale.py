"""One sale at a till for staff: what was sold, what was decided, where its money is."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from liangxin.domains.claims.queries.sale import sale_page
from liangxin.foundation.accounts.api import OfficeRequest


@require_safe
def one_sale(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """The sale with its money: entries in the journal, batches, payments."""
    page = sale_page(request.actor, public_id)
    may_see_money = request.actor.may("funds.read", page.region_path)
    return render(request, "claims/till/sale.html", {"page": page, "may_see_money": may_see_money})
