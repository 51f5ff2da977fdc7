"""A draft is written: its text with the check beside it, its local values, its confirmations; others read the same."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from liangxin.domains.schemes import api as schemes
from liangxin.domains.schemes.errors import SchemeNotFound
from liangxin.domains.schemes.queries.scheme_pages import confirmation_file, version_page
from liangxin.domains.schemes.web.scheme.pages import about, reading_page
from liangxin.engines.rulebook.findings import Level
from liangxin.foundation.accounts.api import OfficeRequest
from liangxin.foundation.files.api import file_response
from liangxin.foundation.ui.posted import answer, typed_day_or_none
from liangxin.foundation.ui.refusals import refusal_words
from liangxin.kernel.refusal import Refusal, RefusalKind

PREFIX = "p-"
TONES = {Level.ERROR: "act", Level.DRAFT: "wait", Level.WARNING: "off"}


@require_http_methods(["GET", "HEAD", "POST"])
def text(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """The text of the rules; of a draft to be changed, with what the check finds beside it."""

    def save(posted: QueryDict) -> str:
        schemes.save_scheme_text(request.actor, public_id, posted.get("text", ""), _clock(posted))
        messages.success(request, gettext("已保存。"))
        return reverse("schemes:version_text", args=[public_id])

    page = version_page(request.actor, public_id, timezone.localdate())
    return answer(
        request,
        "schemes/scheme/text.html",
        {"save": save},
        typed={"text": page.text, "clock": page.card.clock},
        context=lambda: {**about(page, "text"), "findings": page.checked.found, "rows": page.text.splitlines()},
    )


@require_POST
def save_text(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Keep the text as it is typed, and answer with the findings in it, the time and the new clock."""
    refusal, is_saved = None, False
    try:
        schemes.save_scheme_text(request.actor, public_id, request.POST.get("text", ""), _clock(request.POST))
        is_saved = True
    except Refusal as refused:
        if refused.kind in (RefusalKind.MISSING, RefusalKind.FORBIDDEN):
            raise
        refusal = refusal_words(refused)
    page = version_page(request.actor, public_id, timezone.localdate())
    clock = page.card.clock if is_saved else _clock(request.POST)
    context = {
        **about(page, "text"),
        "findings": page.checked.found,
        "saved": timezone.now() if is_saved else None,
        "refusal": refusal,
        "clock": clock,
        "is_answer": True,
        "reading": reading_page(page.checked.rulebook),
    }
    return render(request, "schemes/scheme/findings.html", context)


def _clock(posted: QueryDict) -> int:
    said = posted.get("clock", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 9 else -1


@require_safe
def check(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """What the check finds, by gravity: where it is and what to do."""
    page = version_page(request.actor, public_id, timezone.localdate())
    groups = [(_("必须改正"), page.checked.errors), (_("待确认、待填写"), page.checked.open)]
    groups.append((_("请留意"), page.checked.warnings))
    return render(request, "schemes/scheme/check.html", {**about(page, "check"), "groups": groups})


@require_http_methods(["GET", "HEAD", "POST"])
def terms(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """The local values with their bounds, the day from which it holds, and the lines to be confirmed."""
    actor, back = request.actor, reverse("schemes:version_terms", args=[public_id])

    def set_terms(posted: QueryDict) -> str:
        typed = {name.removeprefix(PREFIX): posted.get(name, "") for name in posted if name.startswith(PREFIX)}
        day = typed_day_or_none(posted, "held_from", _("起用日期"))
        schemes.set_scheme_terms(actor, public_id, typed, held_from=day, why=posted.get("why", ""))
        messages.success(request, gettext("已保存。"))
        return back

    def confirm(posted: QueryDict) -> str:
        sent = request.FILES.get("file")
        document = schemes.LocalDocument(
            posted.get("document", ""), posted.get("clause", ""), sent, (sent.name or "") if sent else ""
        )
        done = schemes.confirm_scheme_lines(actor, public_id, posted.getlist("lines"), document)
        messages.success(request, gettext("已确认 %(count)s 条。") % {"count": len(done)})
        return back

    def withdraw(posted: QueryDict) -> str:
        schemes.withdraw_scheme_confirmation(actor, public_id, posted.get("line", ""))
        messages.success(request, gettext("已撤回确认。"))
        return back

    page = version_page(actor, public_id, timezone.localdate())
    typed = {"held_from": page.card.held_from or "", "why": page.card.why, "document": "", "clause": ""}
    deeds = {"terms": set_terms, "confirm": confirm, "withdraw": withdraw}
    return answer(
        request,
        "schemes/scheme/terms.html",
        deeds,
        typed=typed | {f"{PREFIX}{one.code}": one.typed for one in page.parameters},
        context=lambda: {**about(page, "terms"), **_terms_shown(request, page)},
    )


def _terms_shown(request: OfficeRequest, page: Any) -> dict[str, Any]:
    """The parameters with what was typed last, and the lines: those to be confirmed before those that are."""
    posted = request.POST if request.POST.get("deed") == "terms" else {}
    fields = [replace(one, typed=posted.get(f"{PREFIX}{one.code}", one.typed)) for one in page.parameters]
    lines = [(line, page.confirmations.get(line.line_id)) for line in page.checked.lines]
    return {
        "fields": [(f"{PREFIX}{one.code}", one) for one in fields],
        "waiting": [line for line, given in lines if given is None or line.has_lapsed],
        "confirmed": [(line, given) for line, given in lines if given is not None and not line.has_lapsed],
        "chosen": request.POST.getlist("lines"),
    }


@require_safe
def confirmation(request: OfficeRequest, public_id: UUID, line: str) -> HttpResponseBase:
    """The file of the document that confirms a line."""
    found = confirmation_file(request.actor, public_id, line)
    if found is None:
        raise SchemeNotFound
    return file_response(found[0], found[1])
