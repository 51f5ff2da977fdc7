"""One target: its status with the rule that decided, the chart with its table, where figures come from, its course."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from liangxin.domains.progress import api as progress
from liangxin.domains.progress.queries.targets import TargetPage
from liangxin.domains.progress.terms import (
    BindingKind,
    BindingState,
    Follow,
    ForecastAgainst,
    Holding,
    NoForecast,
    Power,
    Reckoning,
    Shape,
)
from liangxin.domains.progress.web.chart import chart_facts, latest_of, month_lines
from liangxin.domains.progress.web.forms import steps_text, typed_number, typed_steps
from liangxin.domains.progress.web.sources import asked_words
from liangxin.domains.progress.web.wording import aim_words, amount, deadline_words, lack_words, reasons_of
from liangxin.foundation.accounts.api import OfficeRequest
from liangxin.foundation.ui.posted import answer, typed_day_or_none, typed_term

BASE_MISSING = frozenset({"base_missing", "base_stock_missing"})


@require_http_methods(["GET", "HEAD", "POST"])
def target_page(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """One target's progress; who decides on its sources and course does so here."""
    page = progress.target_page(request.actor, public_id)
    deeds = _Deeds(request, page)
    course = page.courses[0] if page.courses else None
    typed = {
        "shape": course.shape.value if course else page.chart.get("shape", "") or Shape.LINEAR.value,
        "starts_on": page.chart.get("starts_on", ""),
        "steps": steps_text(course.steps) if course else "",
        "follows": page.chart.get("follow", Follow.AUTO.value),
        "base_value": "",
        "source": "",
        "base_reason": "",
        "reason": "",
    }
    may = request.actor.may(Power.SUPERVISE, page.region_path)
    return answer(
        request, "progress/target.html", deeds.all(), typed=typed, context=lambda: _context(page, may_supervise=may)
    )


class _Deeds:
    """What the forms of the page ask for."""

    def __init__(self, request: OfficeRequest, page: TargetPage) -> None:
        self.request, self.page = request, page
        self.id = page.line.public_id

    def all(self) -> Mapping[str, Any]:
        return {
            "confirm": self.confirm,
            "refuse": self.refuse,
            "unit": self.unit,
            "follow": self.follow,
            "course": self.course,
            "base": self.base,
        }

    def confirm(self, posted: QueryDict) -> str:
        progress.confirm_binding(self.request.actor, posted.get("binding", ""), _said(posted), _seen(posted))
        return self._done(gettext("已确认，进展随后刷新。"), "sources")

    def refuse(self, posted: QueryDict) -> str:
        reason = posted.get("reason", "")
        progress.refuse_binding(self.request.actor, posted.get("binding", ""), _seen(posted), reason)
        return self._done(gettext("已改为不采用。"), "sources")

    def unit(self, posted: QueryDict) -> str:
        progress.bind_unit(self.request.actor, self.id, posted.get("unit", ""), _said(posted))
        return self._done(gettext("已指定填报单位。"), "sources")

    def follow(self, posted: QueryDict) -> str:
        follows = typed_term(posted, "follows", Follow, _("状态依据"))
        progress.choose_followed(self.request.actor, self.id, follows, posted.get("reason", ""))
        return self._done(gettext("已选定状态依据，进展随后刷新。"), "sources")

    def course(self, posted: QueryDict) -> str:
        draft = progress.CourseDraft(
            typed_term(posted, "shape", Shape, _("形状")),
            typed_day_or_none(posted, "starts_on", _("起算日")),
            typed_steps(posted, "steps"),
        )
        progress.set_course(self.request.actor, self.id, draft, posted.get("reason", ""))
        return self._done(gettext("已设定进度安排，进展随后刷新。"), "course")

    def base(self, posted: QueryDict) -> str:
        year = int(self.page.chart.get("base_year") or 0)
        value = typed_number(posted, "base_value")
        source, reason = posted.get("source", ""), posted.get("base_reason", "")
        progress.set_base(self.request.actor, self.id, year, value, source, reason)
        return self._done(gettext("已填写基期数，进展随后刷新。"), "course")

    def _done(self, words: str, place: str) -> str:
        messages.success(self.request, words)
        return reverse("progress:target", args=[self.id]) + f"#{place}"


def _said(posted: QueryDict) -> progress.Said:
    holding = posted.get("holding", "")
    return progress.Said(
        typed_term(posted, "holding", Holding, _("台账登记的是")) if holding else None,
        posted.get("counts_agree") == "1",
        typed_number(posted, "whole") if posted.get("whole", "").strip() else None,
    )


def _seen(posted: QueryDict) -> BindingState:
    return typed_term(posted, "seen", BindingState, _("状态"))


def _context(page: TargetPage, *, may_supervise: bool) -> dict[str, Any]:
    line, chart = page.line, page.chart
    confirmed = [source for source in page.sources if source.state is BindingState.CONFIRMED]
    return {
        "page": page,
        "may_supervise": may_supervise,
        "aim": aim_words(line),
        "actual": amount(line.actual, line.unit),
        "expected": amount(line.expected, line.unit),
        "deadline": deadline_words(line),
        "reasons": reasons_of(line),
        "lack": lack_words(line.lacks),
        "forecast": _forecast(page),
        "pace": _pace(page),
        "chart_facts": json.dumps(chart_facts(page), ensure_ascii=False),
        "months": month_lines(page),
        "sources": [(source, asked_words(source.questions)) for source in page.sources],
        "both": len({source.kind for source in confirmed}) == len(BindingKind),
        "latest": latest_of(page),
        "asks_base": line.lacks in BASE_MISSING,
        "reckoning": gettext(Reckoning.of(chart["reckoning"]).label) if chart.get("reckoning") else "",
        "shape": gettext(Shape.of(chart["shape"]).label) if chart.get("shape") else "",
        "shapes": [(shape.value, gettext(shape.label)) for shape in Shape],
        "follows": [(follow.value, gettext(follow.label)) for follow in Follow],
        "holdings": [(holding.value, gettext(holding.label)) for holding in Holding],
    }


def _forecast(page: TargetPage) -> dict[str, Any]:
    """The forecast with its interval, or why there is none."""
    line, chart = page.line, page.chart
    why = chart.get("no_forecast") or ("" if line.forecast is not None else NoForecast.NO_DATA.value)
    return {
        "why": gettext(NoForecast.of(why).label) if why else "",
        "middle": amount(line.forecast, line.unit),
        "low": amount(line.forecast_low, line.unit),
        "high": amount(line.forecast_high, line.unit),
        "against": gettext(ForecastAgainst.of(chart["against"]).label) if chart.get("against") else "",
        "at_least": chart.get("at_least", False),
    }


def _pace(page: TargetPage) -> dict[str, Any]:
    """What is needed a month from now on, and what is done a month at present."""
    kept = page.chart.get("pace") or {}
    read = {name: Decimal(text) if text is not None else None for name, text in kept.items()}
    return {
        "needed": amount(read.get("needed"), page.line.unit),
        "present": amount(read.get("present"), page.line.unit),
        "ratio": read.get("ratio"),
    }
