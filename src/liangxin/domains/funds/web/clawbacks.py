"""Clawback cases: their list, a new one, one with plan and receipts; and the roots kept of the journal."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from liangxin.domains.funds import api as funds
from liangxin.domains.funds.errors import HoldingUnknown
from liangxin.domains.funds.queries import clawbacks as queries
from liangxin.domains.funds.rules.clawbacks import read_plan
from liangxin.domains.funds.terms import ClawbackState, Power
from liangxin.domains.funds.web.forms import typed_money
from liangxin.foundation.accounts.api import OfficeRequest
from liangxin.foundation.files.api import file_response
from liangxin.foundation.ui.lists import ChoiceFilter, Column, Empty, ListScreen, Show, TextFilter
from liangxin.foundation.ui.posted import answer, typed_day

CLAWBACKS = ListScreen(
    name="clawbacks",
    title=_("追缴"),
    order="-id",
    columns=[
        Column("number", _("追缴编号"), link=lambda card: reverse("funds:clawback", args=[card.public_id])),
        Column("subject", _("事项"), missing=_("没有名称")),
        Column("region", _("区划"), "region_name", sort="region__path"),
        Column("state", _("状态"), show=Show.STATE, sort="state"),
        Column("amount", _("应追缴"), show=Show.MONEY, sort="amount", total="amount"),
        Column("received", _("已到账"), show=Show.MONEY, sort="received", total="received"),
        Column("owed", _("尚欠"), show=Show.MONEY),
        Column("late", _("逾期"), show=Show.MONEY, missing=_("没有逾期")),
        Column("next_due", _("下一期"), show=Show.DAY, missing=_("没有待收的分期")),
        Column("proposed_at", _("提出时间"), show=Show.MOMENT, sort="proposed_at"),
    ],
    filters=[
        TextFilter("q", _("编号、事项或事由"), ("number", "subject_label", "reason")),
        ChoiceFilter("state_is", _("状态"), "state", ClawbackState),
    ],
    empty=Empty(
        _("没有追缴"),
        _("已支付的补贴需要收回时，由一人提出、另一人批准，可以分期。"),
        _("提出追缴"),
        "funds:clawback_new",
    ),
    beside=True,
    cards=queries.clawback_cards,
)

ROOTS = ListScreen(
    name="roots",
    title=_("资金账总摘要"),
    order="-id",
    columns=[
        Column("looked_at", _("核对时间"), show=Show.MOMENT, sort="looked_at"),
        Column("root", _("总摘要")),
        Column("accounts", _("账户"), show=Show.NUMBER),
        Column("blocks", _("账页"), show=Show.NUMBER),
        Column("entries", _("分录"), show=Show.NUMBER),
        Column("holdings", _("占用"), show=Show.NUMBER),
        Column("faults", _("不符"), lambda card: "；".join(card.faults), missing=_("全部相符")),
    ],
    empty=Empty(_("还没有核对过"), _("每夜2时10分核对全部资金账，留下一个总摘要。请定期抄录到系统之外保存。")),
    cards=queries.root_cards,
)


@require_safe
def clawback_list(request: OfficeRequest) -> HttpResponseBase:
    """Cases of own regions and below."""
    request.actor.require(Power.READ)
    may_propose = request.actor.may(Power.PROPOSE)
    rows = queries.clawbacks_listed(request.actor)
    return CLAWBACKS.respond(request, rows, "funds/clawbacks.html", may_propose=may_propose)


@require_http_methods(["GET", "HEAD", "POST"])
def new_clawback(request: OfficeRequest) -> HttpResponse:
    """Propose a case; `?of=` names the holding or what it was taken for."""
    actor = request.actor
    actor.require(Power.PROPOSE)
    asked = (request.POST.get("of") or request.GET.get("of", "")).strip()

    def propose(posted: QueryDict) -> str:
        found = queries.holding_for_clawback(actor, asked)
        if found is None:
            raise HoldingUnknown(field="of")
        amount = typed_money(posted, "amount")
        plan = read_plan(posted.get("plan", ""))
        draft = funds.ClawbackDraft(found[0], amount, posted.get("reason", ""), plan)
        made = funds.propose_clawback(actor, draft, on=timezone.localdate())
        messages.success(request, gettext("已提出，待另一人批准。"))
        return reverse("funds:clawback", args=[made])

    def context() -> dict[str, object]:
        return {"holding": queries.holding_for_clawback(actor, asked)}

    first = {"of": asked, "amount": "", "reason": "", "plan": ""}
    return answer(request, "funds/clawback_new.html", {"propose": propose}, typed=first, context=context)


@require_http_methods(["GET", "HEAD", "POST"])
def clawback_page(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """One case: its plan, what came back, and its next steps."""
    actor = request.actor
    page = queries.clawback_page(actor, public_id)
    here = reverse("funds:clawback", args=[public_id])

    def said(words: str) -> str:
        messages.success(request, words)
        return here

    def decide(_posted: QueryDict) -> str:
        funds.decide_clawback(actor, public_id)
        return said(gettext("已批准，开始追缴。"))

    def refuse(posted: QueryDict) -> str:
        funds.refuse_clawback(actor, public_id, reason=posted.get("refused", ""))
        return said(gettext("已退回。"))

    def receive(posted: QueryDict) -> str:
        file = request.FILES.get("file")
        upload = funds.Upload(file.read(), file.name or gettext("未命名")) if file else None
        day = typed_day(posted, "on", _("到账日期"))
        funds.enter_receipt(actor, public_id, typed_money(posted, "amount"), day, upload=upload)
        return said(gettext("到账已登记。"))

    def write_off(posted: QueryDict) -> str:
        funds.propose_write_off(actor, public_id, reason=posted.get("reason", ""))
        return said(gettext("已提出核销，待另一人批准。"))

    def decide_write_off(posted: QueryDict) -> str:
        agree = posted.get("agree") == "yes"
        funds.decide_write_off(actor, public_id, agree=agree)
        return said(gettext("已核销。") if agree else gettext("已退回。"))

    deeds = {
        "decide": decide,
        "refuse": refuse,
        "receive": receive,
        "write_off": write_off,
        "decide_write_off": decide_write_off,
    }
    first = {"refused": "", "amount": "", "on": timezone.localdate().isoformat(), "reason": ""}
    return answer(request, "funds/clawback.html", deeds, typed=first, context=lambda: {"page": page, "card": page.card})


@require_safe
def receipt_file(request: OfficeRequest, public_id: UUID, receipt_id: int) -> FileResponse:
    """The evidence of a receipt, for who may see the case."""
    found = queries.receipt_file(request.actor, public_id, receipt_id)
    if found is None:
        raise Http404
    return file_response(*found, inline=True)


@require_safe
def root_list(request: OfficeRequest) -> HttpResponseBase:
    """What each night's look at the journal found."""
    return ROOTS.respond(request, queries.roots_listed(request.actor), "funds/roots.html")
