"""The list of budgets, a new one, the page of one with what can be done there."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from liangxin.domains.funds import api as funds
from liangxin.domains.funds.queries import money, pages
from liangxin.domains.funds.terms import AccountKind, PaceUnit, Power
from liangxin.domains.funds.web.forms import typed_money, typed_pace
from liangxin.domains.regions import api as regions
from liangxin.foundation.accounts.api import OfficeRequest
from liangxin.foundation.ui.charts import BarChart, Series
from liangxin.foundation.ui.formats import day as said_day
from liangxin.foundation.ui.lists import ChoiceFilter, Column, Empty, ListScreen, Show, TextFilter
from liangxin.foundation.ui.posted import answer, typed_day, typed_term
from liangxin.foundation.ui.shell import Found
from liangxin.kernel.money import FEN_PER_YUAN


def _address(card: money.BudgetCard) -> str:
    return reverse("funds:budget", args=[card.public_id])


BUDGETS = ListScreen(
    name="budgets",
    title=_("预算"),
    order="-year",
    columns=[
        Column("name", _("名称"), sort="name", link=_address),
        Column("kind", _("类别"), sort="account__kind"),
        Column("region", _("区划"), "region_name", sort="region__path"),
        Column("scope", _("用途"), "scope_words", missing=_("不限")),
        Column("state", _("状态"), show=Show.STATE),
        Column("granted", _("下达金额"), "balance__granted", Show.MONEY_WAN, sort="account__granted"),
        Column("available", _("可用"), "balance__available", Show.MONEY_WAN, sort="account__available"),
        Column("used", _("占用"), "balance__used", Show.MONEY_WAN),
        Column("paid", _("已支付"), "balance__paid", Show.MONEY_WAN, sort="account__paid"),
        Column("closes_on", _("截止日期"), show=Show.DAY, sort="account__closes_on"),
    ],
    filters=[
        TextFilter("q", _("名称或用途"), ("name", "scheme", "category", "channel")),
        ChoiceFilter("kind_is", _("类别"), "account__kind",
                     [(kind.value, _(kind.label)) for kind in (AccountKind.BUDGET, AccountKind.LIMIT)]),
    ],
    empty=Empty(_("还没有预算"), _("预算由一人编制、另一人批准，批准后才能占用。"), _("编制预算"), "funds:budget_new"),
    beside=True,
    cards=lambda rows: [money.budget_card(row, timezone.localdate()) for row in rows],
)  # fmt: skip


@require_safe
def budget_list(request: OfficeRequest) -> HttpResponseBase:
    """Budgets and limits of own regions and below."""
    request.actor.require(Power.READ)
    may_propose = request.actor.may(Power.PROPOSE)
    return BUDGETS.respond(request, money.budgets_listed(request.actor), "funds/budgets.html", may_propose=may_propose)


@require_http_methods(["GET", "HEAD", "POST"])
def new_budget(request: OfficeRequest) -> HttpResponse:
    """Propose a budget or a limit."""
    actor, today = request.actor, timezone.localdate()
    actor.require(Power.PROPOSE)

    def propose(posted: QueryDict) -> str:
        kind = typed_term(posted, "kind", AccountKind, _("类别"))
        draft = funds.BudgetDraft(
            name=posted.get("name", ""),
            kind=kind,
            amount=typed_money(posted, "amount"),
            opens_on=typed_day(posted, "opens_on", _("启用日期")),
            closes_on=typed_day(posted, "closes_on", _("截止日期")),
            scheme=posted.get("scheme", ""),
            category=posted.get("category", ""),
            channel=posted.get("channel", ""),
            share=posted.get("share") or None if kind is AccountKind.BUDGET else None,
        )
        public_id = funds.propose_budget(actor, posted.get("region", ""), draft)
        messages.success(request, gettext("已提出，待另一人批准后可以占用。"))
        return reverse("funds:budget", args=[public_id])

    places = [(place.code, place.name) for place in regions.regions_where(actor, Power.PROPOSE)]
    first = {
        "region": places[0][0] if places else "",
        "kind": AccountKind.BUDGET.value,
        "name": "",
        "amount": "",
        "share": "",
        "opens_on": f"{today.year}-01-01",
        "closes_on": f"{today.year}-12-31",
        "scheme": "",
        "category": "",
        "channel": "",
    }
    return answer(
        request,
        "funds/budget_new.html",
        {"propose": propose},
        typed=first,
        context=lambda: {
            "places": places,
            "kinds": [(kind.value, gettext(kind.label)) for kind in (AccountKind.BUDGET, AccountKind.LIMIT)],
            "shares": [(str(card.public_id), card.name) for card in pages.shares_seen(actor) if card.region_name],
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def budget_page(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """One budget: where its money stands, what goes out, when it runs out, who bears it, and its next steps."""
    actor, today = request.actor, timezone.localdate()
    page = pages.budget_page(actor, public_id, today)
    here = _address(page.card)

    def propose(posted: QueryDict) -> str:
        funds.propose_grant(actor, public_id, typed_money(posted, "amount"), reason=posted.get("reason", ""))
        messages.success(request, gettext("已提出，待另一人批准。"))
        return here

    def approve(posted: QueryDict) -> str:
        funds.approve_grant(actor, posted.get("grant", ""), on=today)
        messages.success(request, gettext("已批准入账。"))
        return here

    def refuse(posted: QueryDict) -> str:
        funds.refuse_grant(actor, posted.get("grant", ""), reason=posted.get("refused", ""))
        messages.success(request, gettext("已退回。"))
        return here

    def pace(posted: QueryDict) -> str:
        funds.set_pace(actor, public_id, typed_pace(posted, today), reason=posted.get("pace_reason", ""))
        messages.success(request, gettext("已保存。"))
        return here

    return answer(
        request,
        "funds/budget.html",
        {"propose": propose, "approve": approve, "refuse": refuse, "pace": pace},
        typed=_first_values(page, today.isoformat()),
        context=lambda: {
            "page": page,
            "card": page.card,
            "chart": _burn(page),
            "units": [(value, gettext(label)) for value, label in PaceUnit.choices()],
            "carries": [
                ("none", gettext("不结转")),
                ("all", gettext("全部结转")),
                ("some", gettext("结转不超过")),
            ],
        },
    )


def found(request: OfficeRequest, words: str) -> list[Found]:
    """Budgets whose name holds the words, for the search over everything."""
    rows = money.budgets_listed(request.actor).filter(name__icontains=words).order_by("name")[:20]
    cards = [money.budget_card(row, timezone.localdate()) for row in rows]
    return [Found(_("预算"), card.name, _address(card), gettext(card.state.label)) for card in cards]


def _first_values(page: pages.BudgetPage, today: str) -> dict[str, str]:
    pace = page.card.pace
    carry = "none" if pace is None else "all" if pace.most_carried is None else "some" if pace.most_carried else "none"
    return {
        "amount": "",
        "reason": "",
        "refused": "",
        "pace_unit": pace.unit.value if pace else "",
        "pace_rate": str(pace.rate.in_yuan()) if pace else "",
        "pace_carry": carry,
        "pace_carried": str(pace.most_carried.in_yuan()) if pace and pace.most_carried else "",
        "pace_since": pace.since.isoformat() if pace else today,
        "pace_reason": "",
    }


def _burn(page: pages.BudgetPage) -> BarChart:
    """What went out day by day, up to yesterday."""
    days = [page.first_day + timedelta(number) for number in range(len(page.taken))]
    return BarChart(
        title=_("每日占用"),
        head=_("日期"),
        categories=[f"{day.month}-{day.day}" for day in days],
        series=[Series(_("占用"), "going", [fen // FEN_PER_YUAN for fen in page.taken])] if any(page.taken) else [],
        unit=_("元"),
        missing=_("近期没有占用"),
        note=gettext("%(first)s至昨日，减去当日释放") % {"first": said_day(page.first_day)} if days else "",
    )
