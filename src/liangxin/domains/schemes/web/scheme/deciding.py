"""What becomes of a version: handed in, approved, sent back, amended, ended; its changes; a case tried on it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from liangxin.domains.schemes import api as schemes
from liangxin.domains.schemes.queries.scheme_pages import changes_of, version_page
from liangxin.domains.schemes.rules.scheme_trial import fact_fields, read_case
from liangxin.domains.schemes.web.scheme.pages import about
from liangxin.engines.rulebook import Compiled
from liangxin.engines.rulebook.tracing import explain
from liangxin.foundation.accounts.api import OfficeRequest
from liangxin.foundation.ui.posted import Deed, answer, typed_day
from liangxin.foundation.ui.refusals import refusal_words
from liangxin.kernel.money import Money
from liangxin.kernel.refusal import Refusal

PREFIX = "f-"
_LEVELS = {"central": _("中央"), "local": _("地方"), "province": _("省"), "city": _("市"), "county": _("县")}


@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """All deeds of a version that its state and the person's powers leave open."""
    page = version_page(request.actor, public_id, timezone.localdate())
    return answer(
        request,
        "schemes/scheme/decide.html",
        _deeds(request, public_id),
        typed={"reason": "", "ends_on": "", "why": "", "answer": ""},
        context=lambda: about(page, "decide"),
    )


def _deeds(request: OfficeRequest, public_id: UUID) -> dict[str, Deed]:
    actor, here = request.actor, reverse("schemes:version", args=[public_id])

    def said(sentence: str, address: str = here) -> str:
        messages.success(request, sentence)
        return address

    def submit(_: QueryDict) -> str:
        schemes.submit_scheme(actor, public_id)
        return said(gettext("已提交，有批准权限的人会收到消息。"))

    def discard(posted: QueryDict) -> str:
        schemes.discard_scheme_draft(actor, public_id, posted.get("reason", ""))
        return said(gettext("草案已放弃。"), reverse("schemes:list"))

    def send_back(posted: QueryDict) -> str:
        schemes.send_back_scheme(actor, public_id, posted.get("reason", ""))
        return said(gettext("已退回修改。"))

    def approve(_: QueryDict) -> str:
        schemes.approve_scheme(actor, public_id)
        return said(gettext("已批准施行。"))

    def amend(posted: QueryDict) -> str:
        version = schemes.amend_scheme(actor, public_id, posted.get("why", ""))
        return said(gettext("已复制为新的一版草案。"), reverse("schemes:version_terms", args=[version]))

    def ask_end(posted: QueryDict) -> str:
        schemes.ask_scheme_end(actor, public_id, typed_day(posted, "ends_on", _("停止日期")), posted.get("reason", ""))
        return said(gettext("已提请停止，待另一人同意。"))

    def agree_end(_: QueryDict) -> str:
        schemes.agree_scheme_end(actor, public_id)
        return said(gettext("已同意停止施行。"))

    def decline_end(posted: QueryDict) -> str:
        schemes.decline_scheme_end(actor, public_id, posted.get("answer", ""))
        return said(gettext("已答复不同意停止。"))

    return {
        "submit": submit, "discard": discard, "send_back": send_back, "approve": approve, "amend": amend,
        "ask_end": ask_end, "agree_end": agree_end, "decline_end": decline_end,
    }  # fmt: skip


@require_safe
def changes(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """What a version changes, line by line of rule and in words."""
    today = timezone.localdate()
    page = version_page(request.actor, public_id, today)
    found = changes_of(request.actor, public_id, today)
    weighty = [one for one in found or [] if not one.is_of_source_only]
    cited = [one for one in found or [] if one.is_of_source_only]
    context = {**about(page, "changes"), "changes": found, "weighty": weighty, "cited": cited}
    return render(request, "schemes/scheme/changes.html", context)


@require_safe
def trial(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """A case typed in, decided with its reasons; the case stands in the address and can be sent."""
    page = version_page(request.actor, public_id, timezone.localdate())
    context: dict[str, Any] = {**about(page, "trial"), "fields": [], "trace": None, "refusal": None}
    rulebook = page.checked.rulebook
    if rulebook is None or page.checked.errors:
        return render(request, "schemes/scheme/trial.html", context)
    typed = {name.removeprefix(PREFIX): value for name, value in request.GET.dict().items() if name.startswith(PREFIX)}
    fields = fact_fields(rulebook)
    context["fields"] = [(f"{PREFIX}{one.name}", one, typed.get(one.name, "")) for one in fields]
    if typed:
        try:
            trace = explain(Compiled(rulebook), read_case(rulebook, typed))
        except Refusal as refusal:
            context["refusal"] = refusal_words(refusal)
        else:
            amount = trace.ruling.amount_fen
            context |= {
                "trace": trace,
                "amount": None if amount is None else Money(amount),
                "deciding": trace.deciding(),
                "shares": [(_LEVELS.get(name, name), Money(fen)) for name, fen in trace.shares],
            }
    return render(request, "schemes/scheme/trial.html", context)
