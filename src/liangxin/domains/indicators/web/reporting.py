"""The form in which a unit, or the office, tells the figure of a period."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from liangxin.domains.indicators import api as indicators
from liangxin.domains.indicators.queries.catalogue import indicator_seen
from liangxin.domains.indicators.queries.figures import region_seen
from liangxin.domains.indicators.terms import Form, Grain, Origin, Power
from liangxin.domains.indicators.web.figures import figures_address
from liangxin.domains.indicators.web.typed import typed_coverage, typed_number, typed_period
from liangxin.domains.regions import api as regions
from liangxin.foundation.accounts.api import NotAllowed, OfficeRequest, power_label
from liangxin.foundation.ui.posted import ChoiceUnknown, answer, typed_term

_OFFICE = "office"  # the office tells a figure itself, not for a unit
_TYPED = ("period", "value", "got", "expected", "source", "reason", "assurance")


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: OfficeRequest, code: str, region: str) -> HttpResponse:
    """Tell one figure; what looks wrong about it is asked back once."""
    actor, today = request.actor, timezone.localdate()
    card, place = indicator_seen(actor, code), region_seen(actor, region)
    is_office = actor.may(Power.OBSERVE, place.path)
    units = _units(request, place)
    if not units:
        raise NotAllowed(power=power_label(Power.REPORT))

    def tell(posted: QueryDict) -> str:
        draft = _draft(posted, code, region, units)
        assurance = posted.get("assurance", "")
        taken = indicators.report_figure(actor, draft, on=today, assurance=assurance)
        said = gettext("与已有的数相同，没有变化。") if taken.unchanged else gettext("已登记%(period)s的数。")
        messages.success(request, said % {"period": draft.period} if taken.new + taken.revised else said)
        return figures_address(code, region)

    last = indicators.period_at(Grain.MONTH, today.replace(day=1) - timedelta(days=1))
    first = dict.fromkeys(_TYPED, "") | {"period": f"{last.start:%Y-%m}", "form": Form.FLOW.value}
    first |= {"origin": Origin.REPORTED.value, "unit": next(iter(units))}
    context = {"card": card, "region": place, "units": list(units.items()), "is_office": is_office, **_choices()}
    return answer(request, "indicators/report.html", {"tell": tell}, typed=first, context=lambda: context)


def _units(request: OfficeRequest, place: regions.RegionCard) -> dict[str, Any]:
    """For whom the actor may tell figures here, by what the form sends."""
    actor = request.actor
    units = regions.units_in(actor, place.code)
    own = {str(unit.public_id): unit.name for unit in units if actor.may(Power.REPORT, place.path, unit.id)}
    return ({_OFFICE: gettext("不属于某个单位")} if actor.may(Power.OBSERVE, place.path) else {}) | own


def _draft(posted: QueryDict, code: str, region: str, units: dict[str, Any]) -> indicators.ObservationDraft:
    unit = posted.get("unit", "")
    if unit not in units:
        raise ChoiceUnknown(field="unit", label=_("填报单位"))
    got, expected = typed_coverage(posted)
    origin = typed_term(posted, "origin", Origin, _("来源")) if posted.get("origin") else Origin.REPORTED
    if origin is Origin.COMPUTED:
        raise ChoiceUnknown(field="origin", label=_("来源"))
    return indicators.ObservationDraft(
        indicator_code=code,
        region_code=region,
        period=typed_period(posted, "period"),
        value=typed_number(posted, "value"),
        form=typed_term(posted, "form", Form, _("数值形式")),
        origin=origin,
        unit_id=None if unit == _OFFICE else UUID(unit),
        got=got,
        expected=expected,
        reason=posted.get("reason", ""),
        source=posted.get("source", ""),
    )


def _choices() -> dict[str, Any]:
    told = [origin for origin in Origin if origin is not Origin.COMPUTED]
    return {
        "forms": [(form.value, gettext(form.label)) for form in Form],
        "origins": [(origin.value, gettext(origin.label)) for origin in told],
    }
