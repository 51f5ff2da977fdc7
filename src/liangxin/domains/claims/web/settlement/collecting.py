"""Claims that wait for their payment: by payee, count and sum shown, typed again by the person, put into a batch."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from liangxin.domains.claims import api as claims
from liangxin.domains.claims.terms import Power
from liangxin.domains.funds import api as funds
from liangxin.domains.regions import api as regions
from liangxin.foundation.accounts.api import OfficeRequest
from liangxin.foundation.ui.posted import ChoiceUnknown, answer
from liangxin.kernel.money import Money
from liangxin.kernel.refusal import Refusal

SHOWN = 200  # payees on the page; the sums are of all


@require_http_methods(["GET", "HEAD", "POST"])
def settlement(request: OfficeRequest) -> HttpResponse:
    """What a batch would hold now, and its opening."""
    actor = request.actor
    actor.require(Power.SETTLE)
    places = {place.code: place for place in regions.regions_where(actor, Power.SETTLE)}
    asked = request.POST if request.method == "POST" else request.GET
    place = places.get(asked.get("region", "")) or next(iter(places.values()))
    kind = next((each for each in funds.PayeeKind if each.value == asked.get("kind")), funds.PayeeKind.MERCHANTS)
    out = [int(each) for each in asked.getlist("leave_out") if each.isascii() and each.isdigit()]

    def collect(posted: QueryDict) -> str:
        if posted.get("region") != place.code:
            raise ChoiceUnknown(field="region", label=_("区划"))
        count, announced = _count(posted.get("announced_count", "")), _sum(posted.get("announced_sum", ""))
        made = claims.collect(
            actor, place.id, kind, announced_count=count, announced=announced, on=timezone.localdate(), leave_out=out
        )
        messages.success(request, gettext("已编入结算批次，待另一人复核。"))
        return reverse("funds:batch", args=[made])

    def context() -> dict[str, object]:
        waiting = claims.waiting_for_payment(actor, place.id, kind, out)
        return {
            "places": [(each.code, each.name) for each in places.values()],
            "kinds": [(each.value, gettext(each.label)) for each in funds.PayeeKind],
            "place": place,
            "kind": kind,
            "waiting": waiting,
            "payees": waiting.payees[:SHOWN],
            "hidden": len(waiting.payees) - SHOWN if len(waiting.payees) > SHOWN else 0,
            "out": out,
        }

    first = {"announced_count": "", "announced_sum": ""}
    return answer(request, "claims/settlement/collecting.html", {"collect": collect}, typed=first, context=context)


def _count(text: str) -> int:
    plain = text.strip().replace(",", "")
    if not (plain.isascii() and plain.isdigit() and len(plain) < 8):
        raise ChoiceUnknown(field="announced_count", label=_("申报笔数"))
    return int(plain)


def _sum(text: str) -> Money:
    plain = text.strip().replace(",", "")
    try:
        return Money.from_yuan(plain) if plain[-1:].isdigit() else Money.read(plain)
    except Refusal as refusal:
        refusal.field = "announced_sum"
        raise
