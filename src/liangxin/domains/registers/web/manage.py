"""The life of one register: renamed, handed over, closed, opened again; each with its reason."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from liangxin.domains.regions import api as regions
from liangxin.domains.registers import api as registers
from liangxin.domains.registers.access import get_register
from liangxin.domains.registers.errors import FieldMissing
from liangxin.domains.registers.terms import Power
from liangxin.foundation.accounts.api import OfficeRequest
from liangxin.foundation.ui.posted import Deed, answer
from liangxin.kernel.text import uuid_or_none


@require_http_methods(["GET", "HEAD", "POST"])
def manage_register(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Rename, hand over, close or reopen a register, for who opens registers in its region."""
    actor = request.actor
    actor.require(Power.MANAGE, get_register(actor, public_id).region.path)
    page = registers.register_page(actor, public_id, timezone.localdate())

    def done(work: Callable[[QueryDict, str], None]) -> Deed:
        def deed(posted: QueryDict) -> str:
            work(posted, posted.get("reason", ""))
            messages.success(request, gettext("已办理。"))
            return reverse("registers:page", args=[public_id])

        return deed

    def hand_over(posted: QueryDict, reason: str) -> None:
        unit = uuid_or_none(posted.get("unit", ""))
        if unit is None:
            raise FieldMissing(field="unit", what="填报单位")
        registers.hand_over_register(actor, public_id, unit, reason)

    deeds = {
        "rename": done(lambda posted, why: registers.rename_register(actor, public_id, posted.get("title", ""), why)),
        "hand_over": done(hand_over),
        "close": done(lambda _, why: registers.close_register(actor, public_id, why)),
        "reopen": done(lambda _, why: registers.reopen_register(actor, public_id, why)),
    }
    return answer(
        request,
        "registers/manage.html",
        deeds,
        typed={"title": page.card.title, "unit": str(page.unit_id), "reason": ""},
        context=lambda: {
            "page": page,
            "card": page.card,
            "deeds": list(deeds),
            "units": [(str(unit.public_id), unit.name) for unit in regions.units_in(actor, page.card.region_code)],
        },
    )
