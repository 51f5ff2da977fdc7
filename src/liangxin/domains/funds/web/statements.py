"""Statements of banks: dropped, read, listed; differences with what a person decided of each."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from liangxin.domains.funds import api as funds
from liangxin.domains.funds.errors import FieldMissing
from liangxin.domains.funds.exchange import bank_csv, iso20022
from liangxin.domains.funds.queries import batches as queries
from liangxin.domains.funds.terms import DifferenceEnd, DifferenceKind, Power
from liangxin.domains.regions import api as regions
from liangxin.foundation.accounts.api import OfficeRequest
from liangxin.foundation.ui.lists import ChoiceFilter, Column, Empty, ListScreen, Show, TextFilter
from liangxin.foundation.ui.posted import answer, typed_term
from liangxin.foundation.ui.sent_workbooks import done_or_refused, listed_below

STATEMENTS = ListScreen(
    name="statements",
    title=_("银行回单"),
    order="-id",
    columns=[
        Column("file_name", _("文件")),
        Column("region", _("区划"), "region_name", sort="region__path"),
        Column("lines", _("行数"), show=Show.NUMBER, total="lines_count"),
        Column("known", _("先前已导入"), show=Show.NUMBER, total="known_count"),
        Column("read_by", _("导入人"), missing=_("系统")),
        Column("read_at", _("导入时间"), show=Show.MOMENT, sort="read_at"),
    ],
    filters=[TextFilter("q", _("文件名"), ("file_name",))],
    empty=Empty(_("还没有银行回单"), _("送银行的批次付完后，把银行回单放在这里，系统逐笔核对。")),
    cards=queries.statement_cards,
)

DIFFERENCES = ListScreen(
    name="differences",
    title=_("对账差异"),
    order="-id",
    columns=[
        Column("kind", _("差异"), link=lambda card: reverse("funds:difference", args=[card.public_id])),
        Column("payment_number", _("付款编号"), missing=_("银行没有给出")),
        Column("payee", _("收款人"), missing=_("不是我方付款")),
        Column("ordered", _("应付"), show=Show.MONEY, missing=_("不是我方付款")),
        Column("there", _("银行所付"), show=Show.MONEY, missing=_("回单中没有")),
        Column("on", _("交易日期"), show=Show.DAY, missing=_("回单中没有")),
        Column("end", _("处理结果"), missing=_("待处理")),
        Column("reason", _("事由"), missing=_("待处理")),
        Column("closed_by", _("处理人"), missing=_("待处理")),
        Column("found_at", _("发现时间"), show=Show.MOMENT, sort="found_at"),
    ],
    filters=[
        TextFilter("q", _("付款编号或收款人"), ("payment__number", "payment__payee_shown", "line__number")),
        ChoiceFilter("kind_is", _("差异"), "kind", DifferenceKind),
        ChoiceFilter("end_is", _("处理结果"), "end", DifferenceEnd),
    ],
    empty=Empty(_("没有差异"), _("银行回单与批次逐笔相符。")),
    beside=True,
    cards=queries.difference_cards,
)


def sent_statement(request: OfficeRequest) -> funds.StatementDraft:
    """The statement that was posted, read by what it is. Raises FieldMissing, BankFileUnreadable, BankFileFaulty."""
    sent = request.FILES.get("file")
    if sent is None:
        raise FieldMissing(field="file", what=gettext("回单文件"), limit=200)
    content = sent.read(bank_csv.LARGEST + 1)
    name = sent.name or gettext("未命名")
    if content.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        return iso20022.read_statement(content, name)
    return bank_csv.read_statement(content, name)


def told_of(read: funds.StatementRead) -> str:
    """What came of it, in one sentence."""
    if not read.new:
        return gettext("这份回单的%(known)s行先前都已导入，没有任何变化。") % {"known": read.known}
    said = gettext(
        "新导入%(new)s行：支付成功%(paid)s户，退回%(returned)s户，追缴到账%(received)s笔，差异%(differences)s项；"
        "先前已导入%(known)s行。"
    )
    counts = ("new", "paid", "returned", "received", "differences", "known")
    return said % {name: getattr(read, name) for name in counts}


@require_http_methods(["GET", "HEAD", "POST"])
def statement_list(request: OfficeRequest) -> HttpResponseBase:
    """Drop a statement; below it those that came in."""
    actor = request.actor
    actor.require(Power.READ)
    places = regions.regions_where(actor, Power.PAY)
    done = done_or_refused(request, lambda: _read(request))
    if isinstance(done, HttpResponseRedirect):
        return done
    rows = queries.statements_listed(actor)
    context = {"places": [(place.code, place.name) for place in places], "region": places[0].code if places else ""}
    return listed_below(request, STATEMENTS, rows, "funds/statements.html", done, **context)


def _read(request: OfficeRequest) -> str:
    region = regions.region_seen(request.actor, request.POST.get("region", ""))
    request.actor.require(Power.PAY, region.path)
    read = funds.read_statement(request.actor, region.id, sent_statement(request))
    messages.success(request, told_of(read))
    return reverse("funds:differences") if read.differences else reverse("funds:statements")


@require_safe
def difference_list(request: OfficeRequest) -> HttpResponseBase:
    """Differences of own regions and below."""
    request.actor.require(Power.READ)
    return DIFFERENCES.respond(request, queries.differences_listed(request.actor), "funds/differences.html")


@require_http_methods(["GET", "HEAD", "POST"])
def difference_page(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """One difference, and the decision about it."""
    actor = request.actor
    card = queries.difference_seen(actor, public_id)
    back = reverse("funds:batch", args=[card.batch]) if card.batch else reverse("funds:differences")

    def close(posted: QueryDict) -> str:
        end = typed_term(posted, "end", DifferenceEnd, _("处理结果"))
        funds.close_difference(actor, public_id, end, reason=posted.get("reason", ""), on=timezone.localdate())
        messages.success(request, gettext("差异已处理。"))
        return back

    def context() -> dict[str, object]:
        ends = [(end.value, gettext(end.label)) for end in card.ends]
        return {"card": card, "ends": ends, "may_close": actor.may(Power.PAY) and bool(ends)}

    first = {"end": card.ends[0].value if len(card.ends) == 1 else "", "reason": ""}
    return answer(request, "funds/difference.html", {"close": close}, typed=first, context=context)
