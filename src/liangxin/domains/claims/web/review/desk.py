"""The reviewer's screen: what waits on the left, one case beside it, keys for every deed; parts of it alone."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from liangxin.domains.claims import api as claims
from liangxin.domains.claims.queries.after_pages import CasePage, case_page, worklist
from liangxin.domains.claims.terms import Power
from liangxin.domains.parties import api as parties
from liangxin.foundation.accounts.api import OfficeRequest
from liangxin.foundation.ui.posted import ChoiceUnknown, Deed
from liangxin.foundation.ui.refusals import STATUS, refusal_words
from liangxin.kernel.decision import Answer
from liangxin.kernel.refusal import Refusal, RefusalKind

AHEAD = "X-Ahead"  # sent by the screen's script: only the deed is wanted, the next case is there already
MOVING = frozenset({"pass", "refuse", "ask"})  # after these the case waits for somebody else
_TONES = {Answer.MEETS: "good", Answer.FAILS: "act", Answer.UNKNOWN: "wait"}


@require_safe
def review(request: OfficeRequest) -> HttpResponse:
    """The first case that waits for the person."""
    request.actor.require(Power.READ)
    waiting, _ = worklist(request.actor)
    return _screen(request, waiting[0].number if waiting else "")


def _screen(request: OfficeRequest, number: str, refusal: Refusal | None = None) -> HttpResponse:
    waiting, count = worklist(request.actor)
    context: dict[str, Any] = {
        "waiting": waiting,
        "count": count,
        "batchable": [card for card in waiting if card.is_batchable],
        "is_listed": any(card.number == number for card in waiting),
        **_case(request, number, refusal),
    }
    return render(request, "claims/review/desk.html", context, status=STATUS[refusal.kind] if refusal else 200)


def _case(request: OfficeRequest, number: str, refusal: Refusal | None = None) -> dict[str, Any]:
    page = case_page(request.actor, number) if number else None
    return {
        "page": page,
        "today": timezone.localdate(),
        "card": page.card if page else None,
        "refusal": refusal_words(refusal) if refusal else None,
        "deed": request.POST.get("deed", "") if refusal else "",
        "typed": {"reason": "", "text": "", "field": _suggested(page)} | (request.POST.dict() if refusal else {}),
        "tone": _TONES[page.answer] if page else "",
        "is_clear": page is not None and page.card.is_clear,
        "may_unmask": request.actor.may("parties.unmask"),
        "may_see_money": request.actor.may("funds.read"),
        "plain": None,
    }


def _suggested(page: CasePage | None) -> str:
    """What one would ask about first: what differs from the papers, or is not found in them."""
    lines = page.lines if page else ()
    return next((line.key for line in lines if line.verdict in ("differs", "not_found")), "")


@require_safe
def case_part(request: OfficeRequest, number: str) -> HttpResponse:
    """One case alone, to be put beside the worklist, or kept until the one before is done."""
    return render(request, "claims/review/case.html", _case(request, number))


@require_http_methods(["GET", "HEAD", "POST"])
def review_case(request: OfficeRequest, number: str) -> HttpResponse:
    """One case with the worklist; what is posted is done, and the next case follows."""
    if request.method != "POST":
        return _screen(request, number)
    is_ahead = AHEAD in request.headers
    try:
        said = _do(request, number)
    except Refusal as refusal:
        if refusal.field is None and refusal.kind is RefusalKind.MISSING:
            raise
        if is_ahead:
            status = STATUS[refusal.kind]
            return render(request, "claims/review/case.html", _case(request, number, refusal), status=status)
        return _screen(request, number, refusal)
    if is_ahead and request.POST.get("deed") in MOVING:
        return HttpResponse(status=204)
    if is_ahead:
        return render(request, "claims/review/case.html", _case(request, number))
    messages.success(request, said)
    waiting, _ = worklist(request.actor)
    following = next((card.number for card in waiting if card.number != number), "")
    return redirect("claims:review_case", following) if following else redirect("claims:review")


def _do(request: OfficeRequest, number: str) -> str:
    deeds = _deeds(request, number)
    name = request.POST.get("deed", "")
    if name not in deeds:
        raise ChoiceUnknown(label=name[:30])
    return deeds[name](request.POST)


def _deeds(request: OfficeRequest, number: str) -> dict[str, Deed]:
    actor, today = request.actor, timezone.localdate()
    clock = request.POST.get("clock", "")
    seen = int(clock) if clock.isdigit() else None

    def approve(_: QueryDict) -> str:
        claims.pass_claim(actor, number, clock=seen, on=today)
        return gettext("已通过。")

    def refuse(posted: QueryDict) -> str:
        claims.refuse_claim(actor, number, reason=posted.get("reason", ""), clock=seen, on=today)
        return gettext("已作出不予通过的结论。")

    def ask(posted: QueryDict) -> str:
        claims.ask_claimant(actor, number, posted.get("field", ""), posted.get("text", ""), clock=seen, on=today)
        return gettext("已要求补正。")

    def settle(posted: QueryDict) -> str:
        claims.settle_fact(actor, number, posted.get("field", ""), posted.get("value", ""), on=today)
        return gettext("已核定。")

    def freeze(posted: QueryDict) -> str:
        claims.freeze_claim(actor, number, posted.get("reason", ""), on=today)
        return gettext("已冻结。")

    def unfreeze(posted: QueryDict) -> str:
        claims.unfreeze_claim(actor, number, posted.get("reason", ""), on=today)
        return gettext("已解除冻结。")

    def appeal(posted: QueryDict) -> str:
        overturn = posted.get("overturn") == "yes"
        claims.decide_appeal(actor, number, overturn=overturn, reason=posted.get("reason", ""), on=today)
        return gettext("申诉已裁定。")

    def propose(posted: QueryDict) -> str:
        field, text = posted.get("field", ""), posted.get("text", "")
        claims.propose_correction(actor, number, field, text, reason=posted.get("reason", ""), on=today)
        return gettext("已提请更正，由另一人确认。")

    def correct(posted: QueryDict) -> str:
        claims.decide_correction(actor, posted.get("correction", ""), accept=posted.get("accept") == "yes", on=today)
        return gettext("更正已处理。")

    return {
        "pass": approve,
        "refuse": refuse,
        "ask": ask,
        "settle": settle,
        "freeze": freeze,
        "unfreeze": unfreeze,
        "appeal": appeal,
        "propose": propose,
        "correct": correct,
    }


@require_POST
def batch(request: OfficeRequest) -> HttpResponse:
    """Pass the chosen claims that passed all automatic checks and were not drawn."""
    numbers = request.POST.getlist("number")
    count = claims.pass_claims(request.actor, numbers, on=timezone.localdate())
    said = ngettext("批量通过了%(count)s份。", "批量通过了%(count)s份。", count) % {"count": count}
    messages.success(request, said)
    return redirect("claims:review")


@require_POST
def unmask(request: OfficeRequest, number: str) -> HttpResponse:
    """The claimant in plain; who looked and why is logged by parties."""
    page: CasePage = case_page(request.actor, number)
    if page.party is None:
        return redirect(reverse("claims:review_case", args=[number]))
    plain = parties.unmask_all(request.actor, page.party.public_id, reason=request.POST.get("reason", ""))
    context = _case(request, number) | {"plain": [(field, text) for field, text in plain.values.items()]}
    response = render(request, "claims/review/case.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response
