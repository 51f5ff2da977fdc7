"""The terms of a region's orders by level, and setting them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from liangxin.domains.progress import api as progress
from liangxin.domains.progress.errors import OrderNotFound, OrderTermsWrong
from liangxin.domains.progress.queries.supervision.terms import terms_of
from liangxin.domains.progress.rules.supervision import USUAL_TERMS, OrderTerms
from liangxin.domains.progress.terms import MOST_TERM_DAYS, OrderLevel, Power
from liangxin.domains.regions import api as regions
from liangxin.foundation.accounts.api import OfficeRequest
from liangxin.foundation.ui.posted import answer

_PARTS = ("days", "first", "second")


@require_http_methods(["GET", "HEAD", "POST"])
def order_terms(request: OfficeRequest, code: str) -> HttpResponse:
    """See the terms of a region; whoever issues its orders sets them."""
    place = regions.region_cards([code]).get(code)
    if place is None or not request.actor.may(Power.READ, place.path):
        raise OrderNotFound
    now = terms_of(place.id)

    def set_all(posted: QueryDict) -> str:
        wanted = {level: _typed(posted, level) for level in OrderLevel}
        for level, terms in wanted.items():
            if terms != now[level]:
                progress.set_order_terms(request.actor, code, level, terms)
        messages.success(request, gettext("已设定督办期限。"))
        return reverse("progress:order_terms", args=[code])

    def context() -> dict[str, Any]:
        sent = request.POST if request.method == "POST" else {}
        rows = [
            (
                level,
                [(name, sent.get(f"{name}_{level.value}", getattr(now[level], name))) for name in _PARTS],
                USUAL_TERMS[level],
                now[level] != USUAL_TERMS[level],
            )
            for level in OrderLevel
        ]
        return {"place": place, "rows": rows, "may_set": request.actor.may(Power.SUPERVISE, place.path)}

    return answer(request, "progress/supervision/terms.html", {"set": set_all}, typed={}, context=context)


def _typed(posted: QueryDict, level: OrderLevel) -> OrderTerms:
    numbers = []
    for name in _PARTS:
        text = posted.get(f"{name}_{level.value}", "").strip()
        if not (text.isascii() and text.isdigit() and len(text) < 5):
            raise OrderTermsWrong(field=f"days_{level.value}", level=level, most=MOST_TERM_DAYS)
        numbers.append(int(text))
    return OrderTerms(*numbers)
