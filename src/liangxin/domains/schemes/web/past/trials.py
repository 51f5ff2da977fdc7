"""What-ifs: asked on the page of a version, followed while they run, read as sentences, charts and tables."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from liangxin.domains.schemes import api as schemes
from liangxin.domains.schemes.errors import MoneyTyped, SchemeFieldMissing
from liangxin.domains.schemes.queries.past import (
    TrialCard,
    assumed_fields,
    past_for,
    trial_cards,
    trial_names,
    trial_page,
    trials_listed,
    trials_of,
)
from liangxin.domains.schemes.queries.scheme_pages import version_page
from liangxin.domains.schemes.rules.past_wording import bars, headlines, money_sentence
from liangxin.domains.schemes.terms import Against, ClaimChange, WhatIfState
from liangxin.domains.schemes.web.past.workbook import trial_workbook
from liangxin.domains.schemes.web.scheme.pages import about
from liangxin.foundation.accounts.api import OfficeRequest
from liangxin.foundation.jobs.api import RunCard, RunNotFound, run_card
from liangxin.foundation.ui.charts import BarChart, Series
from liangxin.foundation.ui.downloads import saved_as
from liangxin.foundation.ui.formats import day
from liangxin.foundation.ui.lists import ChoiceFilter, Column, Empty, ListScreen, Show, TextFilter
from liangxin.foundation.ui.posted import answer, typed_day_or_none, typed_term
from liangxin.kernel.money import Money
from liangxin.kernel.refusal import Refusal
from liangxin.kernel.text import uuid_or_none

PREFIX = "f-"


def _address(card: TrialCard) -> str:
    return reverse("schemes:what_if", args=[card.public_id])


TRIALS = ListScreen(
    name="what_ifs",
    title=_("政策试算"),
    order="-asked_at",
    columns=[
        Column("scheme_name", _("政策"), link=_address, sort="scheme__name"),
        Column("number", _("版次"), show=Show.NUMBER),
        Column("past_name", _("历史申领")),
        Column("against", _("比较对象"), lambda card: gettext(card.against.label)),
        Column("state", _("状态"), show=Show.STATE, sort="state"),
        Column("claims", _("件数"), show=Show.NUMBER, missing=_("还没有结果")),
        Column("gained", _("补得更多"), show=Show.NUMBER, missing=_("还没有结果")),
        Column("lost", _("补得更少"), show=Show.NUMBER, missing=_("还没有结果")),
        Column("more", _("多支出"), show=Show.MONEY_WAN, missing=_("还没有结果")),
        Column("asked_by", _("提请人"), missing=_("系统")),
        Column("asked_at", _("提请时间"), show=Show.MOMENT, sort="asked_at"),
    ],
    filters=[
        TextFilter("q", _("政策或数据"), ("scheme__name", "past__name")),
        ChoiceFilter("state_is", _("状态"), "state", WhatIfState),
    ],
    empty=Empty(
        _("还没有试算过"),
        _("在一版规则的“用历史申领试算”中选一份历史申领，看谁得益、谁受损、钱能用到哪天。"),
        _("看补贴政策"),
        "schemes:list",
    ),
    cards=trial_cards,
)


@require_safe
def trial_list(request: OfficeRequest) -> HttpResponseBase:
    """What-ifs on schemes of own regions and below."""
    return TRIALS.respond(request, trials_listed(request.actor), "schemes/past/trials.html")


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """The what-ifs of a version, and the form that asks for another; `?past=` has chosen a set already."""
    actor = request.actor
    page = version_page(actor, public_id, timezone.localdate())
    sets = past_for(actor, public_id)
    chosen = uuid_or_none(request.POST.get("past") or request.GET.get("past") or "")
    chosen = chosen or (sets[0].public_id if sets else None)
    fields = assumed_fields(actor, public_id, chosen) if chosen and any(one.public_id == chosen for one in sets) else []

    def find(posted: QueryDict) -> str:
        past = uuid_or_none(posted.get("past", ""))
        if past is None:
            raise SchemeFieldMissing(field="past", what="历史申领")
        money = _money(posted, "money", _("资金总额"))
        spent = _money(posted, "spent", _("已用"))
        question = schemes.Question(
            past,
            typed_term(posted, "against", Against, _("比较对象")),
            money.fen if money else None,
            spent.fen if spent else 0,
            typed_day_or_none(posted, "from_day", _("从哪天起")),
            {one.name: text for one in fields if (text := posted.get(f"{PREFIX}{one.name}", "").strip())},
        )
        return reverse("schemes:what_if", args=[schemes.ask_what_if(actor, public_id, question)])

    against = Against.BEFORE if page.beside else Against.PAID
    first = {"past": str(chosen or ""), "against": against.value, "money": "", "spent": "", "from_day": ""}
    return answer(
        request,
        "schemes/past/ask.html",
        {"find": find},
        typed=first,
        context=lambda: {
            **about(page, "what_if"),
            "sets": [(str(one.public_id), f"{one.name}（{one.claims}件）") for one in sets],
            "againsts": [(one.value, one.label) for one in Against if one is Against.PAID or page.beside],
            "trials": trials_of(actor, public_id),
            "fields": [
                (f"{PREFIX}{one.name}", one, request.POST.get(f"{PREFIX}{one.name}", _usual(one.name)))
                for one in fields
            ],
        },
    )


def _usual(name: str) -> str:
    """What a form proposes for a fact that the past does not tell: no earlier claim. The person may change it."""
    return "0" if name.startswith("earlier_") else ""


def _money(posted: QueryDict, name: str, label: Any) -> Money | None:
    text = posted.get(name, "").strip()
    if not text:
        return None
    try:
        money = Money.read(text)
    except Refusal as refusal:
        raise MoneyTyped(field=name, label=label, text=text[:30]) from refusal
    if money.fen < 0:
        raise MoneyTyped(field=name, label=label, text=text[:30])
    return money


@require_safe
def what_if(request: OfficeRequest, public_id: UUID) -> HttpResponseBase:
    """One what-if: progress while it runs, then what it found; `?save=xlsx` is the same as a workbook."""
    card = trial_page(request.actor, public_id)
    if card.outcome is None:
        context = {"card": card, "run": _run(request, card.run)}
        return render(request, "schemes/past/busy.html", context)
    if request.GET.get("save") == "xlsx":
        return saved_as(f"{card.scheme_name}试算.xlsx", lambda file: trial_workbook(card, file))
    return render(
        request, "schemes/past/what_if.html", _shown(card, _named(card.outcome, trial_names(request.actor, public_id)))
    )


@require_safe
def progress(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """The part of the page that is asked for again while the job runs; when it is over the page is loaded anew."""
    card = trial_page(request.actor, public_id)
    run = _run(request, card.run)
    response = render(request, "schemes/past/progress.html", {"card": card, "run": run})
    if card.state is not WhatIfState.WAITING or (run is not None and run.is_over):
        response["HX-Refresh"] = "true"
        response.status_code = 286  # htmx stops asking
    return response


def _run(request: OfficeRequest, run: str) -> RunCard | None:
    try:
        return run_card(run, request.actor) if run else None
    except RunNotFound:
        return None


def _named(outcome: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    """The same with facts, categories and regions by name; a code that nobody knows stays."""
    words = {True: gettext("是"), False: gettext("否")}
    rows = {
        key: [{**row, "key": names.get(row["key"], row["key"])} for row in outcome[key]]
        for key in ("by_category", "by_region")
    }
    examples = [{**one, "category": names.get(one["category"], one["category"])} for one in outcome["examples"]]
    assumed = {names.get(name, name): _said(value, names, words) for name, value in outcome["assumed"].items()}
    others = {
        names.get(name, name): [names.get(one, one) for one in values]
        for name, values in outcome["read_as_other"].items()
    }
    return outcome | rows | {"examples": examples, "assumed": assumed, "read_as_other": others}


def _said(value: Any, names: dict[str, str], words: dict[bool, str]) -> str:
    return words[value] if isinstance(value, bool) else names.get(str(value), str(value))


def _shown(card: TrialCard, outcome: dict[str, Any]) -> dict[str, Any]:
    return {
        "card": card,
        "told": headlines(outcome, card.against),
        "lasting": money_sentence(outcome),
        "charts": [_cost_chart(outcome), _who_chart(outcome)],
        "by_line": [
            {
                **row,
                "change": ClaimChange.of(row["change"]),
                "before": Money(row["before_fen"]),
                "after": Money(row["after_fen"]),
            }
            for row in outcome["by_line"]
            if row["change"] != ClaimChange.SAME.value
        ],
        "by_category": _rows(outcome["by_category"]),
        "by_region": _rows(outcome["by_region"]),
        "examples": [
            {
                **one,
                "change": ClaimChange.of(one["change"]),
                "before": _sum(one["before_fen"]),
                "after": _sum(one["after_fen"]),
            }
            for one in outcome["examples"]
        ],
        "outcome": outcome,
        "others": [(name, "、".join(values)) for name, values in outcome["read_as_other"].items()],
    }


def _sum(fen: int | None) -> Money | None:
    return None if fen is None else Money(fen)


def _rows(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{**row, "before": Money(row["before_fen"]), "after": Money(row["after_fen"])} for row in rows]


def _cost_chart(outcome: dict[str, Any]) -> BarChart:
    found = bars(outcome["by_day"])
    by_week = len(found) > 1 and (found[1].first - found[0].first).days > 1
    return BarChart(
        title=_("每周支出（按这一版）") if by_week else _("每日支出（按这一版）"),
        head=_("从哪天起的一周") if by_week else _("日期"),
        categories=[day(one.first) for one in found],
        series=[Series(_("按这一版"), "going", [one.after.fen // 100 for one in found])],
        unit=_("元"),
        missing=_("没有支出"),
        beside=[
            (_("原来（元）"), [str(one.before.fen // 100) for one in found]),
            (_("件数"), [str(one.claims) for one in found]),
        ],
    )


def _who_chart(outcome: dict[str, Any]) -> BarChart:
    changed = [row for row in outcome["by_category"] if row["gained"] or row["lost"]]
    rows = sorted(changed, key=lambda row: -(row["gained"] + row["lost"]))[:12]
    return BarChart(
        title=_("各品类谁得益、谁受损"),
        head=_("品类"),
        categories=[row["key"] or gettext("没有写") for row in rows],
        series=[
            Series(_("补得更多"), "good", [row["gained"] for row in rows]),
            Series(_("补得更少"), "act", [row["lost"] for row in rows]),
        ],
        unit=_("件"),
        lying=True,
        missing=_("没有变化"),
    )
