"""What is kept of a citizen: see, take along as a file, ask to have erased. Each look in full is logged."""

from __future__ import annotations

import json

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from liangxin.domains.claims.actions.citizens import ask_erasure, see_own_data, set_own_account
from liangxin.domains.claims.errors import ConsentMissing
from liangxin.domains.claims.queries import mine
from liangxin.foundation.accounts.api import OfficeRequest
from liangxin.foundation.ui.downloads import as_file
from liangxin.foundation.ui.posted import answer
from liangxin.kernel.identifiers import check_bank_card


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def data(request: OfficeRequest) -> HttpResponse:
    """Masked, with why and until when; erasure is asked for here."""

    def erase(posted: QueryDict) -> str:
        if posted.get("sure") != "yes":
            raise ConsentMissing
        done = ask_erasure(request.actor, on=timezone.localdate())
        words = "、".join(gettext(field.label) for field in done.emptied)
        messages.success(request, gettext("已撤回同意并清空：%(words)s。") % {"words": words})
        return reverse("my:data")

    def account(posted: QueryDict) -> str:
        set_own_account(request.actor, posted.get("account", ""))
        messages.success(request, gettext("收款账号已登记。"))
        for doubt in check_bank_card(posted.get("account", "")).doubts:
            messages.warning(request, gettext(doubt))
        return reverse("my:data")

    return answer(
        request,
        "claims/citizen/data.html",
        {"erase": erase, "account": account},
        typed={"sure": "", "account": ""},
        context=lambda: {"mine": mine.my_data(request.actor, on=timezone.localdate()), "here": "data"},
    )


@never_cache
@require_POST
def export(request: OfficeRequest) -> HttpResponse:
    """Everything that is kept of me, in full, as a JSON file."""
    plain = see_own_data(request.actor)
    page = mine.my_data(request.actor, on=timezone.localdate())
    kept = [
        {
            "field": line.field.label,
            "value": plain.values.get(line.field, ""),
            "purpose": line.purpose,
            "basis": line.basis.label,
            "kept_until": line.kept_until.isoformat() if line.kept_until else "",
        }
        for line in page.page.lines
    ]
    whole = {"on": timezone.localdate().isoformat(), "personal_data": kept, **mine.own_rows(request.actor)}
    text = json.dumps(whole, ensure_ascii=False, indent=2)
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    return as_file(response, f"{gettext('我的信息')}.json")
