"""Begin a scheme: choose a shipped rulebook, seeing what each leaves open, or bring a text of one's own."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from liangxin.domains.regions import api as regions
from liangxin.domains.schemes import api as schemes
from liangxin.domains.schemes.errors import SchemeFieldMissing
from liangxin.domains.schemes.rules.scheme_shipped import shipped_cards
from liangxin.domains.schemes.terms import Power
from liangxin.foundation.accounts.api import OfficeRequest
from liangxin.foundation.ui.posted import answer
from liangxin.kernel.text import uuid_or_none


@require_http_methods(["GET", "HEAD", "POST"])
def new_scheme(request: OfficeRequest) -> HttpResponse:
    """`?region=` says for which region; without it the first in which the person may draft."""
    actor = request.actor
    actor.require(Power.DRAFT)
    places = regions.regions_where(actor, Power.DRAFT)
    code = request.POST.get("region") or request.GET.get("region", "")
    region = next((place for place in places if place.code == code), places[0] if places else None)
    units = [(str(unit.public_id), unit.name) for unit in regions.units_in(actor, region.code)] if region else []

    def draft(posted: QueryDict) -> str:
        unit = uuid_or_none(posted.get("unit", ""))
        if unit is None:
            raise SchemeFieldMissing(field="unit", what="负责单位")
        shipped, text = posted.get("shipped", ""), posted.get("text", "")
        if not shipped and not text.strip():
            raise SchemeFieldMissing(field="shipped", what="所采用的规则")
        given = schemes.SchemeDraft(posted.get("region", ""), unit, "" if text.strip() else shipped, text)
        version = schemes.draft_scheme(actor, given)
        messages.success(request, gettext("已起草，请填写参数、确认条目。"))
        return reverse("schemes:version_terms", args=[version])

    today = timezone.localdate()
    cards = shipped_cards()
    return answer(
        request,
        "schemes/scheme/new.html",
        {"draft": draft},
        typed={"region": region.code if region else "", "unit": "", "shipped": "", "text": ""},
        context=lambda: {
            "places": [(place.code, place.name) for place in places],
            "units": units,
            "current": [card for card in cards if card.is_current(today)],
            "past": [card for card in cards if not card.is_current(today)],
        },
    )
