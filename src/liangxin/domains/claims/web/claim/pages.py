"""A citizen's own after-sale claims, and one as it is filled in; the same page serves the counter."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from liangxin.domains.claims import api as claims
from liangxin.domains.claims.queries.after_form import claimable, form_page
from liangxin.domains.claims.queries.after_pages import my_claims
from liangxin.domains.claims.queries.mine import my_till_claims
from liangxin.domains.claims.terms import ClaimState, MarkKind
from liangxin.foundation.accounts.api import OfficeRequest
from liangxin.foundation.files.api import file_response
from liangxin.foundation.ui.formats import spoken
from liangxin.foundation.ui.middleware import writes_when_read
from liangxin.foundation.ui.posted import Deed, answer
from liangxin.kernel.decision import Answer
from liangxin.kernel.refusal import Refusal, RefusalKind

FACT, NUMBER, FILE = "fact-", "number-", "file-"
MOST_UPLOADED = 6
_KINDS = {kind.value: kind for kind in MarkKind}


@require_safe
def own(request: OfficeRequest) -> HttpResponse:
    """One's own claims of both channels, and what can be claimed now."""
    context = {
        "claims": my_claims(request.actor),
        "sales": my_till_claims(request.actor),
        "schemes": claimable(request.actor, timezone.localdate()),
    }
    return render(request, "claims/claim/own.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: OfficeRequest, scheme_id: UUID) -> HttpResponse:
    """Begin a claim, or go on with the one that is begun."""
    today = timezone.localdate()
    offered = next((one for one in claimable(request.actor, today) if one.public_id == str(scheme_id)), None)
    if request.method == "POST" or offered is None:
        return redirect("my_claims:claim", claims.open_claim(request.actor, scheme_id, on=today))
    return render(request, "claims/claim/new.html", {"scheme": offered})


def said_in(posted: QueryDict) -> dict[str, str]:
    """The facts of a form by their names."""
    return {name.removeprefix(FACT): posted.get(name, "") for name in posted if name.startswith(FACT)}


def numbers_in(posted: QueryDict) -> dict[MarkKind, str]:
    """The numbers of a form by their kinds."""
    return {
        _KINDS[name.removeprefix(NUMBER)]: posted.get(name, "")
        for name in posted
        if name.startswith(NUMBER) and name.removeprefix(NUMBER) in _KINDS
    }


@contextmanager
def beside(control: str) -> Iterator[None]:
    """What is refused inside stands beside this control."""
    try:
        yield
    except Refusal as refusal:
        if refusal.kind in (RefusalKind.INVALID, RefusalKind.TOO_LARGE):
            refusal.field = control
        raise


@require_http_methods(["GET", "HEAD", "POST"])
def claim(request: OfficeRequest, number: str) -> HttpResponse:
    """One claim: filled in while it is a draft, followed afterwards."""
    page = form_page(request.actor, number, timezone.localdate())
    template = "claims/claim/form.html" if page.card.state is ClaimState.DRAFT else "claims/claim/page.html"

    def context() -> dict[str, Any]:
        typed = (said_in(request.POST), numbers_in(request.POST))
        shown = form_page(request.actor, number, timezone.localdate(), *typed)
        return {"page": shown, "card": shown.card, "is_all_read": shown.is_read, **_outcome(shown.case)}

    return answer(request, template, _deeds(request, number), typed={"reason": "", "answer": ""}, context=context)


def _outcome(case: Any) -> dict[str, Any]:
    outcome = case.outcome
    return {
        "outcome": outcome,
        "sum": spoken(outcome.amount).exact if outcome.amount is not None else "",
        "meets": outcome.answer is Answer.MEETS,
        "fails": outcome.answer is Answer.FAILS,
    }


def _deeds(request: OfficeRequest, number: str) -> dict[str, Deed]:
    actor, today = request.actor, timezone.localdate()
    here = reverse("my_claims:claim", args=[number])

    def keep(posted: QueryDict) -> None:
        """Files first: what is wrong in a field costs nobody an upload."""
        for control in [name for name in request.FILES if name.startswith(FILE)]:
            for sent in request.FILES.getlist(control)[:MOST_UPLOADED]:
                with beside(control):
                    evidence = control.removeprefix(FILE)
                    claims.add_document(actor, number, evidence, sent.read(), sent.name or "")
        claims.save_claim(actor, number, said_in(posted), numbers_in(posted), on=today)

    def save(posted: QueryDict) -> str:
        keep(posted)
        messages.success(request, gettext("已保存，可以以后接着填。"))
        return here

    def upload(posted: QueryDict) -> str:
        keep(posted)
        return f"{here}#papers"

    def remove(posted: QueryDict) -> str:
        claims.remove_document(actor, number, posted.get("remove", ""))
        keep(posted)
        return f"{here}#papers"

    def submit(posted: QueryDict) -> str:
        keep(posted)
        claims.submit_claim(actor, number, on=today)
        messages.success(request, gettext("已提交。审核有进展会在这里告诉您。"))
        return here

    def withdraw(_: QueryDict) -> str:
        claims.withdraw_claim(actor, number, on=today)
        messages.success(request, gettext("已撤回。"))
        return here

    def reply(posted: QueryDict) -> str:
        sent = request.FILES.get("file")
        upload = (sent.read(), sent.name or "") if sent else None
        claims.answer_question(actor, number, posted.get("answer", ""), upload, on=today)
        messages.success(request, gettext("已补正，重新进入审核。"))
        return here

    def appeal(posted: QueryDict) -> str:
        claims.appeal_claim(actor, number, posted.get("reason", ""), on=today)
        messages.success(request, gettext("已提出申诉，由没有经手的人裁定。"))
        return here

    return {
        "save": save,
        "upload": upload,
        "remove": remove,
        "submit": submit,
        "withdraw": withdraw,
        "answer": reply,
        "appeal": appeal,
    }


@require_POST
def decide(request: OfficeRequest, number: str) -> HttpResponse:
    """What comes out of what is typed, while it is being typed; nothing is kept."""
    page = form_page(request.actor, number, timezone.localdate(), said_in(request.POST))
    return render(request, "claims/claim/outcome.html", {"page": page, "card": page.card, **_outcome(page.case)})


@writes_when_read("each look at a document is noted")
@require_safe
def document(request: OfficeRequest, document_id: UUID) -> FileResponse:
    """A document of a claim, for the claimant and for who reviews."""
    stored, name = claims.open_document(request.actor, document_id)
    return file_response(stored, name, inline=True)


@writes_when_read("each look at a document is noted")
@require_safe
def document_page(request: OfficeRequest, document_id: UUID) -> FileResponse:
    """The picture of a document's first page."""
    stored, name = claims.open_document(request.actor, document_id, as_picture=True)
    return file_response(stored, name, inline=True)
