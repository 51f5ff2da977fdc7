"""The journal: its list, of all or of one account, and one entry with what it was for."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from liangxin.domains.funds.errors import BudgetNotFound
from liangxin.domains.funds.queries import money, pages
from liangxin.domains.funds.terms import EntryKind, Power
from liangxin.foundation.accounts.api import OfficeRequest
from liangxin.foundation.ui.lists import ChoiceFilter, Column, DateRangeFilter, Empty, ListScreen, Show, TextFilter

ENTRIES = ListScreen(
    name="entries",
    title=_("资金账"),
    order="-id",
    columns=[
        Column("on", _("日期"), show=Show.DAY, sort="on"),
        Column("kind", _("分录"), link=lambda card: reverse("funds:entry", args=[card.id])),
        Column("source", _("转出"), lambda card: gettext(card.source.label)),
        Column("target", _("转入"), lambda card: gettext(card.target.label)),
        Column("amount", _("金额"), show=Show.MONEY, sort="amount"),
        Column("account", _("资金户")),
        Column("subject", _("事项"), missing=_("账户本身的下达、调减或退回")),
        Column("actor", _("经办人"), "actor_name"),
        Column("happened", _("入账时间"), show=Show.MOMENT),
    ],
    filters=[
        TextFilter("q", _("事项"), ("holding__subject_label", "holding__subject_id")),
        ChoiceFilter("kind_is", _("分录"), "kind", EntryKind),
        DateRangeFilter("between", _("日期"), "on"),
    ],
    empty=Empty(_("还没有分录"), _("指标入账、预算下达、占用、支付和追回都在这里留下一笔。")),
    beside=True,
    cards=pages.entry_cards,
)


@require_safe
def entry_list(request: OfficeRequest) -> HttpResponseBase:
    """The journal of own regions and below, with `?of=` of one budget or source."""
    actor = request.actor
    actor.require(Power.READ)
    asked, account, name = request.GET.get("of", ""), None, ""
    if asked:
        account, name = _account(request, asked)
    rows = pages.entries_listed(actor, account)
    return ENTRIES.respond(request, rows, "funds/entries.html", of=name)


def _account(request: OfficeRequest, asked: str) -> tuple[int, str]:
    """The account of a budget or source that the actor sees, and its name. Raises BudgetNotFound."""
    try:
        public_id = UUID(asked)
    except ValueError as error:
        raise BudgetNotFound from error
    budget = money.budgets_listed(request.actor).filter(public_id=public_id).first()
    if budget is not None:
        return budget.pk, budget.name
    source = money.sources_listed(request.actor).filter(public_id=public_id).first()
    if source is None:
        raise BudgetNotFound
    card = money.source_card(source)
    return card.id, f"{gettext(card.kind.label)}（{card.year}）"


@require_safe
def entry_page(request: OfficeRequest, entry_id: int) -> HttpResponse:
    """One entry: from where to where, in which accounts, in which block of the chain, and what it was for."""
    page = pages.entry_page(request.actor, entry_id)
    accounts = [
        (name, kind, reverse("funds:source" if kind.value == "source" else "funds:budget", args=[public_id]))
        for name, public_id, kind in page.accounts
        if public_id
    ]
    return render(request, "funds/entry.html", {"page": page, "card": page.card, "accounts": accounts})
