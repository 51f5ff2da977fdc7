"""Returns: a unit's own, one as a dense form whose fields are saved one by one, and deciding on it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from liangxin.domains.indicators.terms import Doubt
from liangxin.domains.progress import api as progress
from liangxin.domains.progress.queries.returns import FieldCard, LineCard, line_now
from liangxin.domains.progress.queries.rounds import Proposal, of_my_unit, return_cards, returns_listed
from liangxin.domains.progress.terms import FieldName, FigureDoubt, ReturnState, ReturnVerb, TaskState, WriteOutcome
from liangxin.domains.progress.web.rounds.forms import typed_version
from liangxin.domains.progress.web.rounds.rounds import filled_words, late_words, new_address, return_address
from liangxin.domains.progress.web.rounds.workbooks import take_sent
from liangxin.domains.progress.web.wording import amount
from liangxin.foundation.accounts.api import OfficeRequest
from liangxin.foundation.ui.lists import ChoiceFilter, Column, Empty, ListScreen, Show, TextFilter
from liangxin.foundation.ui.posted import answer, typed_day
from liangxin.foundation.ui.refusals import refusal_words
from liangxin.kernel.refusal import Refusal, RefusalKind

_DOUBTS = {doubt.value: doubt.label for term in (Doubt, FigureDoubt) for doubt in term}
RETURNS = ListScreen(
    name="progress-returns",
    title=_("我的报送"),
    order="-round__due_on",
    columns=[
        Column("round", _("调度"), "round_title", link=return_address, sort="round__title"),
        Column("unit", _("单位"), sort="unit__name"),
        Column("state", _("状态"), show=Show.STATE, sort="state"),
        Column("filled", _("已填"), filled_words),
        Column("due", _("报送期限"), "due_on", Show.DAY, sort="round__due_on"),
        Column("late", _("是否按时"), late_words, missing=_("无法计算工作日")),
        Column("submitted_at", _("提交时间"), show=Show.MOMENT, sort="submitted_at", missing=_("还没有提交")),
    ],
    filters=[
        TextFilter("q", _("调度"), ("round__title",)),
        ChoiceFilter("state_is", _("状态"), "state", ReturnState),
    ],
    empty=Empty(_("还没有报送"), _("专班办公室发起调度后，本单位要填的目标和任务列在这里。")),
    cards=return_cards,
)


@require_safe
def return_list(request: OfficeRequest) -> HttpResponseBase:
    """The returns of the person's own units."""
    rows = of_my_unit(request.actor, returns_listed(request.actor), timezone.localdate())
    return RETURNS.respond(request, rows)


def doubt_words(card: FieldCard) -> str:
    """What looks wrong, in a sentence."""
    return "；".join(gettext(_DOUBTS.get(doubt, doubt)) for doubt in card.doubts)


def _states() -> list[tuple[str, str]]:
    return [(state.value, gettext(state.label)) for state in TaskState]


def shown(card: FieldCard, line_title: str, *, editable: bool, asks: bool = False) -> dict[str, Any]:
    """A field as its cell shows it; `asks` offers to send the return back with a question here."""
    return {
        "field": card,
        "label": f"{gettext(card.name.label)} · {line_title}",
        "doubts": doubt_words(card),
        "editable": editable,
        "asks": asks,
        "said": gettext(TaskState.of(card.value).label) if card.name is FieldName.STATE and card.value else card.value,
    }


def _rows(lines: Any, *, editable: bool, asks: bool) -> list[tuple[LineCard, dict[str, Any], Any, Any]]:
    return [
        (
            line,
            {name: shown(card, line.title, editable=editable, asks=asks) for name, card in line.fields.items()},
            amount(line.last, line.unit),
            amount(line.computed, line.unit),
        )
        for line in lines
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def return_page(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """One return: filled in by its unit, decided on by others."""
    actor, here = request.actor, reverse("progress:return", args=[public_id])

    def done(said: str) -> str:
        messages.success(request, said)
        return here

    def submit(_posted: QueryDict) -> str:
        progress.submit_return(actor, public_id)
        return done(gettext("已提交，等待审定。"))

    def withdraw(_posted: QueryDict) -> str:
        progress.withdraw_return(actor, public_id)
        return done(gettext("已撤回，可以继续填写。"))

    def approve(_posted: QueryDict) -> str:
        progress.approve_return(actor, public_id)
        return done(gettext("已审定，数据已登记并锁定。"))

    def allow(posted: QueryDict) -> str:
        account = posted.get("account", "")
        progress.allow_change(
            actor,
            public_id,
            posted.get("indicator", ""),
            until=typed_day(posted, "until", _("截止日")),
            reason=posted.get("reason", ""),
            account_id=int(account) if account.isascii() and account.isdigit() else None,
        )
        return done(gettext("已准许补改。"))

    def context() -> dict[str, Any]:
        page = progress.return_page(actor, public_id, timezone.localdate())
        editable, asks = ReturnVerb.FILL in page.verbs, ReturnVerb.SEND_BACK in page.verbs
        return {
            "page": page,
            "editable": editable,
            "may": {verb.value: verb in page.verbs for verb in ReturnVerb},
            "targets": _rows(page.targets, editable=editable, asks=asks),
            "tasks": _rows(page.tasks, editable=editable, asks=asks),
            "states": _states(),
            "new_url": new_address(_own_proposal(page)) if page.may_open_own else "",
            "locked": [line for line in page.targets if line.lock and line.indicator_code],
        }

    def send(_posted: QueryDict) -> str:
        return take_sent(request, public_id)

    deeds = {"workbook": send, "submit": submit, "withdraw": withdraw, "approve": approve, "allow": allow}
    typed = dict.fromkeys(("indicator", "account", "until", "reason"), "")
    return answer(request, "progress/rounds/return.html", deeds, typed=typed, context=context)


def _own_proposal(page: progress.ReturnPage) -> Proposal:
    return Proposal(page.region_code, page.region_name, page.kind, page.period, page.asker, page.due_on)


def _refused(request: OfficeRequest, field_id: UUID, typed: str, refusal: Refusal) -> HttpResponse:
    """The refusal beside the field; what was typed stays in the control, which is not replaced."""
    if refusal.kind in (RefusalKind.MISSING, RefusalKind.FORBIDDEN):
        raise refusal
    card = next(one for one in line_now(request.actor, field_id).fields if one.public_id == field_id)
    context = {"field": card, "typed": typed, "refusal": refusal_words(refusal), "seen": typed_version(request.POST)}
    return render(request, "progress/rounds/mark_refused.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def field(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Save one field; or show its cell as it stands."""
    if request.method != "POST":
        return _line(request, public_id, whole=True)
    typed = request.POST.get("value", "")
    try:
        saved = progress.save_field(request.actor, public_id, typed, typed_version(request.POST))
    except Refusal as refusal:
        return _refused(request, public_id, typed, refusal)
    if saved.outcome is WriteOutcome.CONFLICT:
        context = {"field": saved.field, "typed": typed, "theirs": _said(saved.field, saved.field.value)}
        context["mine"] = _said(saved.field, typed)
        return render(request, "progress/rounds/mark_conflict.html", context)
    return _line(request, public_id, changed={card.public_id for card in saved.others})


def _said(card: FieldCard, value: str) -> str:
    return gettext(TaskState.of(value).label) if card.name is FieldName.STATE and value in set(TaskState) else value


def _line(
    request: OfficeRequest, public_id: UUID, changed: set[UUID] | None = None, *, whole: bool = False
) -> HttpResponse:
    """The field anew, and the others of its line: their marks, or all of them where the program changed them too."""
    now = line_now(request.actor, public_id)
    editable = ReturnVerb.FILL in now.verbs
    cells = [
        (shown(card, "", editable=editable), card.public_id in (changed or set()), card.public_id == public_id)
        for card in now.fields
    ]
    context = {"cells": cells, "now": now, "whole": whole, "states": _states()}
    return render(request, "progress/rounds/saved.html", context)


@require_POST
def assure(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Say why a figure that looks wrong is right."""
    reason = request.POST.get("assurance", "")
    try:
        progress.assure_field(request.actor, public_id, reason, typed_version(request.POST))
    except Refusal as refusal:
        return _refused(request, public_id, reason, refusal)
    return _line(request, public_id)


@require_POST
def ask(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Send the return back with a question at this field."""
    back = reverse("progress:return", args=[line_now(request.actor, public_id).return_id])
    progress.send_back(request.actor, public_id, request.POST.get("question", ""))
    messages.success(request, gettext("已退回，提问写在这一栏旁边。"))
    return HttpResponseRedirect(back)


@require_POST
def answer_question(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Answer a question at its field."""
    field_id = progress.answer_question(request.actor, public_id, request.POST.get("answer", ""))
    if request.headers.get("HX-Request") == "true":
        return _line(request, field_id, whole=True)
    return HttpResponseRedirect(reverse("progress:return", args=[line_now(request.actor, field_id).return_id]))
