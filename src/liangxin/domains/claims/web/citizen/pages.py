"""A citizen's vouchers: what is mine, a place in a queue that refreshes, join, leave, cancel; claims in plain words."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import segno
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from liangxin.domains.claims.access.citizens import is_citizen
from liangxin.domains.claims.actions.vouchers import cancel_voucher, join_drive, leave_queue
from liangxin.domains.claims.queries import mine
from liangxin.foundation.accounts.api import OfficeRequest
from liangxin.foundation.ui.posted import answer


@login_not_required
@never_cache
@require_safe
def home(request: OfficeRequest) -> HttpResponse:
    """What is mine and what can be had now; who is no citizen is shown the way in."""
    if not is_citizen(request.actor):
        return redirect("my:sign_in")
    page = mine.mine(request.actor, at=timezone.now())
    shown = [(card, picture(card.code)) for card in page.vouchers]
    return render(request, "claims/citizen/home.html", {"page": page, "shown": shown, "here": "home"})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def voucher(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """One voucher, large; cancelled here."""
    card = mine.my_voucher(request.actor, public_id, at=timezone.now())

    def cancel(_: object) -> str:
        cancel_voucher(request.actor, public_id, at=timezone.now())
        messages.success(request, gettext("已取消，名额让给后面排队的人。"))
        return reverse("my:home")

    context = {"card": card, "picture": picture(card.code), "here": "home"}
    return answer(request, "claims/citizen/voucher.html", {"cancel": cancel}, typed={}, context=lambda: context)


@require_POST
def join(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Take the next place: to the voucher where one went out at once, else to the place, which says how it goes on."""
    joined = join_drive(request.actor, public_id, at=timezone.now())
    if joined.voucher is None:
        return redirect("my:place", joined.ticket)
    messages.success(request, gettext("领到了。到店付款前出示下面的码。"))
    return redirect("my:voucher", joined.voucher)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def place(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """A place in a queue; the part that changes refreshes by itself."""

    def leave(_: object) -> str:
        leave_queue(request.actor, public_id, at=timezone.now())
        messages.success(request, gettext("已退出排队。"))
        return reverse("my:home")

    return answer(
        request, "claims/citizen/place.html", {"leave": leave}, typed={}, context=lambda: _place(request, public_id)
    )


@never_cache
@require_safe
def place_now(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """The part of the place's page that changes."""
    return render(request, "claims/citizen/place_now.html", _place(request, public_id))


def _place(request: OfficeRequest, public_id: UUID) -> dict[str, Any]:
    at = timezone.now()
    card, gained = mine.my_place(request.actor, public_id, at=at)
    return {"card": card, "gained": gained, "at": at, "here": "home"}


@never_cache
@require_safe
def till_claim(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """One claim that was made at a till."""
    card = mine.my_till_claim(request.actor, public_id)
    if card is None:
        raise Http404
    return render(request, "claims/citizen/claim.html", {"card": card, "here": "claims"})


def picture(code: str) -> str:
    """The code as a QR picture, for an `img`: dark on light in either theme, so that a scanner reads it."""
    return str(segno.make(code, error="m").svg_data_uri(scale=8, border=3, light="#fff", dark="#000"))
