"""Settlement batches: their list, one with its steps, payments and differences, its files, one payment."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from liangxin.domains.funds import api as funds
from liangxin.domains.funds.exchange import bank_csv, iso20022
from liangxin.domains.funds.exchange.notices import notice_as_word
from liangxin.domains.funds.queries import batches as queries
from liangxin.domains.funds.terms import BankFormat, BatchState, PayeeKind, PaymentState, Power
from liangxin.domains.funds.web.forms import typed_count, typed_money
from liangxin.domains.funds.web.statements import sent_statement, told_of
from liangxin.foundation.accounts.api import OfficeRequest
from liangxin.foundation.ui.downloads import as_file
from liangxin.foundation.ui.lists import ChoiceFilter, Column, DateRangeFilter, Empty, ListScreen, Show, TextFilter
from liangxin.foundation.ui.posted import ChoiceUnknown
from liangxin.foundation.ui.sent_workbooks import done_or_refused, listed_below
from liangxin.foundation.ui.shell import Panel, PanelLine

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
STEPS = (BatchState.DRAFT, BatchState.CHECKED, BatchState.HELD, BatchState.SENT, BatchState.RECONCILED)

BATCHES = ListScreen(
    name="batches",
    title=_("结算批次"),
    order="-id",
    columns=[
        Column("number", _("批次号"), link=lambda card: reverse("funds:batch", args=[card.public_id])),
        Column("kind", _("类别"), sort="kind"),
        Column("region", _("区划"), "region_name", sort="region__path"),
        Column("state", _("状态"), show=Show.STATE, sort="state"),
        Column("count", _("笔数"), show=Show.NUMBER, total="announced_count"),
        Column("payments_count", _("户数"), show=Show.NUMBER, total="payments_count"),
        Column("amount", _("金额"), show=Show.MONEY, sort="announced", total="announced"),
        Column("paid", _("已支付"), show=Show.MONEY),
        Column("returned", _("未付退回"), show=Show.MONEY),
        Column("open_differences", _("待处理差异"), show=Show.NUMBER),
        Column("opened_on", _("编制日期"), show=Show.DAY, sort="opened_on"),
    ],
    filters=[
        TextFilter("q", _("批次号、收款人"), ("number", "payments__payee_shown", "payments__number")),
        ChoiceFilter("state_is", _("状态"), "state", BatchState),
        ChoiceFilter("kind_is", _("类别"), "kind", PayeeKind),
        DateRangeFilter("between", _("编制日期"), "opened_on"),
    ],
    empty=Empty(
        _("还没有结算批次"), _("批次由补贴申领的“结算”页面编制：选定款项，填写笔数和金额，另一人复核后送银行。")
    ),
    cards=queries.batch_cards,
)


def _payment_address(card: queries.PaymentCard) -> str:
    return reverse("funds:payment", args=[card.public_id])


PAYMENTS = ListScreen(
    name="payments",
    title=_("付款明细"),
    order="id",
    columns=[
        Column(
            "number", _("付款编号"), sort="number", link=lambda card: reverse("funds:payment", args=[card.public_id])
        ),
        Column("payee", _("收款人"), sort="payee_shown"),
        Column("account_tail", _("账号末四位")),
        Column("amount", _("金额"), show=Show.MONEY, sort="amount", total="amount"),
        Column("lines", _("笔数"), show=Show.NUMBER),
        Column("state", _("状态"), show=Show.STATE, sort="state"),
        Column("paid_on", _("支付日期"), show=Show.DAY, sort="paid_on", missing=_("未支付")),
        Column("note", _("说明"), missing=_("无")),
    ],
    filters=[
        TextFilter("q", _("收款人或付款编号"), ("payee_shown", "number")),
        ChoiceFilter("state_is", _("状态"), "state", PaymentState),
    ],
    empty=Empty(_("没有付款"), ""),
    beside=True,
    cards=queries.payment_cards,
)


@require_safe
def batch_list(request: OfficeRequest) -> HttpResponseBase:
    """Batches of own regions and below."""
    request.actor.require(Power.READ)
    rows = queries.batches_listed(request.actor)
    if request.GET.get("q"):
        rows = rows.distinct()  # a batch is one row, however many of its payees fit
    return BATCHES.respond(request, rows, "funds/batches.html")


@require_http_methods(["GET", "HEAD", "POST"])
def batch_page(request: OfficeRequest, public_id: UUID) -> HttpResponseBase:
    """One batch: where it stands, its next step, differences, and its payments below."""
    actor = request.actor
    queries.batch_page(actor, public_id)  # a stranger learns nothing, whatever is posted
    done = done_or_refused(request, lambda: _done(request, public_id))
    if isinstance(done, HttpResponseRedirect):
        return done
    page = queries.batch_page(actor, public_id)
    place = STEPS.index(page.card.state) if page.card.state in STEPS else -1
    context = {
        "page": page,
        "card": page.card,
        "steps": [(state, number < place, number == place) for number, state in enumerate(STEPS)],
        "sums": [(state, *sums) for state, sums in page.sums.items() if sums[0]],
        "open_differences": [each for each in page.differences if not each.end],
        "closed_differences": [each for each in page.differences if each.end],
        "formats": [(form.value, form.label) for form in BankFormat],
        "is_sent": page.card.state in (BatchState.SENT, BatchState.RECONCILED),
    }
    return listed_below(
        request, PAYMENTS, queries.payments_listed(actor, public_id), "funds/batch.html", done, **context
    )


def _done(request: OfficeRequest, public_id: UUID) -> str:
    """Do the posted step; where to go then."""
    actor, posted, today = request.actor, request.POST, timezone.localdate()
    here = reverse("funds:batch", args=[public_id])
    match posted.get("deed", ""):
        case "check":
            funds.check_batch(actor, public_id)
            said = gettext("已复核。")
        case "hold":
            funds.hold_batch(actor, public_id, on=today)
            said = gettext("已列入支付，可以送银行。")
        case "send":
            payer = {"payer_name": posted.get("payer_name", ""), "payer_account": posted.get("payer_account", "")}
            funds.send_batch(actor, public_id, **payer)
            said = gettext("已记为送银行，请下载付款文件。")
        case "cancel":
            funds.cancel_batch(actor, public_id, reason=posted.get("reason", ""), on=today)
            said = gettext("已撤销，款项恢复为待付。")
        case "statement":
            region_id = queries.batch_page(actor, public_id).region_id
            said = told_of(funds.read_statement(actor, region_id, sent_statement(request)))
        case "reconcile":
            left = funds.reconcile_batch(actor, public_id)
            said = _reconciled(left)
        case "again":
            return _again(request, public_id, posted)
        case other:
            raise ChoiceUnknown(label=other[:30])
    messages.success(request, said)
    return here


def _reconciled(left: int) -> str:
    if not left:
        return gettext("已对账办结。")
    return gettext("有%(count)s项差异待处理，处理后再办结。") % {"count": left}


def _again(request: OfficeRequest, public_id: UUID, posted: QueryDict) -> str:
    made = funds.open_again(
        request.actor,
        public_id,
        announced_count=typed_count(posted, "announced_count"),
        announced=typed_money(posted, "announced_sum"),
        on=timezone.localdate(),
    )
    messages.success(request, gettext("已编入新批次，待另一人复核。"))
    return reverse("funds:batch", args=[made])


@require_POST
def bank_file(request: OfficeRequest, public_id: UUID, form: str) -> HttpResponse:
    """The payments as a file for the bank: plain names and accounts, so each taking is a deed that leaves a line."""
    if form not in set(BankFormat):
        raise Http404
    chosen, now = BankFormat.of(form), timezone.localtime()
    order = funds.bank_order(request.actor, public_id, chosen)
    if chosen is BankFormat.CSV:
        response = HttpResponse(bank_csv.write_order(order), content_type="text/csv; charset=utf-8")
        return as_file(response, f"{order.batch_number}.csv")
    content = iso20022.write_order(order, now, now.date())
    return as_file(HttpResponse(content, content_type="application/xml"), f"{order.batch_number}-pain.001.xml")


@require_safe
def notice(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """The settlement notice, payees masked."""
    page = queries.batch_page(request.actor, public_id)
    rows = queries.payments_listed(request.actor, public_id).order_by("pk")
    content = notice_as_word(page, queries.payment_cards(list(rows)), timezone.localdate())
    name = gettext("结算通知_%(number)s.docx") % {"number": page.card.number}
    return as_file(HttpResponse(content, content_type=DOCX), name)


@require_safe
def payment_page(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """One payment: what it pays for, the entries of each, what the bank told."""
    page = queries.payment_page(request.actor, public_id)
    return render(request, "funds/payment.html", {"page": page, "card": page.card})


def home_panel(request: OfficeRequest) -> Panel | None:
    """Batches and differences that wait for this person."""
    count = queries.settlement_waiting(request.actor)
    if not count:
        return None
    lines = [PanelLine(_("待办的结算批次和对账差异"), reverse("funds:batches"), count)]
    return Panel(_("结算"), lines, order=61)
