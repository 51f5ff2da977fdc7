"""All measures that packages publish, with the indicator that each feeds."""

from __future__ import annotations

from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from liangxin.domains.indicators.queries.measures import MeasureLine, measure_lines
from liangxin.domains.indicators.terms import Power
from liangxin.foundation.accounts.api import OfficeRequest
from liangxin.foundation.ui.lists import Column, Empty, ListScreen, TextFilter


def _address(line: MeasureLine) -> str:
    return reverse("indicators:page", args=[line.indicator_code]) if line.indicator_name else ""


MEASURES = ListScreen(
    name="measures",
    title=_("指标口径"),
    order="package",
    tie="code",
    columns=[
        Column("package", _("出自"), sort="package"),
        Column("name", _("口径"), sort="name"),
        Column(
            "indicator", _("计入指标"), "indicator_name", link=_address, sort="indicator_name", missing=_("不在目录")
        ),
        Column("unit", _("计量单位")),
        Column("form", _("数值形式")),
        Column("grain", _("周期")),
        Column("how", _("怎样计算")),
        Column("code", _("代码"), sort="code"),
    ],
    filters=[TextFilter("q", _("口径或指标"), ("name", "indicator_name", "package"))],
    empty=Empty(_("还没有口径"), _("口径说明一个指标怎样由台账等记录计算；有了能计数的台账，这里自动出现。")),
)


@require_safe
def measure_list(request: OfficeRequest) -> HttpResponseBase:
    """Measures by the package that publishes them."""
    request.actor.require(Power.READ)
    return MEASURES.respond(request, measure_lines())
