"""A document's way to publication, and the page of a plan with its editions and family."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from liangxin.domains.plans import api as plans
from liangxin.domains.plans.queries.editions import plan_page
from liangxin.domains.plans.queries.placing import OTHER
from liangxin.domains.plans.terms import EditionKind, PlanKind
from liangxin.foundation.accounts.api import OfficeRequest
from liangxin.foundation.ui.posted import answer
from liangxin.foundation.ui.refusals import refusal_words
from liangxin.kernel.refusal import Refusal


@require_POST
def place(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Say whose plan a document is an edition of; a slip is said on top of the page."""
    posted = request.POST
    is_other = posted.get("issued_by") == OTHER
    try:
        said = plans.Place(
            edition_of=_id(posted, "edition_of"),
            edition=EditionKind.AMENDMENT if posted.get("edition") == EditionKind.AMENDMENT else EditionKind.EDITION,
            issued_by="" if is_other else posted.get("issued_by", "").strip(),
            place_name=posted.get("place_name", "") if is_other else "",
            kind=PlanKind.SECTOR if posted.get("kind") == PlanKind.SECTOR else PlanKind.GENERAL,
            field=posted.get("field", ""),
            upper=_id(posted, "upper"),
            main=_id(posted, "main"),
        )
        plans.place_document(request.actor, public_id, said)
    except Refusal as refusal:
        if refusal.field is None:
            raise
        words = refusal_words(refusal)
        messages.error(request, f"{words.sentence}{words.remedy}")
        return redirect("plans:reading", public_id)
    messages.success(request, _("归属已保存。"))
    return redirect("plans:reading", public_id)


def _id(posted: QueryDict, name: str) -> UUID | None:
    """A chosen plan; what is no id was not chosen."""
    try:
        return UUID(posted.get(name, ""))
    except ValueError:
        return None


@require_POST
def submit(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    plans.submit_version(request.actor, public_id)
    messages.success(request, _("已提交，等另一人复核发布。"))
    return redirect("plans:reading", public_id)


@require_POST
def send_back(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    plans.send_back_version(request.actor, public_id, request.POST.get("reason", ""))
    messages.success(request, _("已退回修改。"))
    return redirect("plans:reading", public_id)


@require_POST
def publish(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    plan = plans.publish_version(request.actor, public_id)
    messages.success(request, _("方案已发布，任务已分到各单位。"))
    return redirect("plans:plan", plan)


@require_http_methods(["GET", "HEAD", "POST"])
def show_plan(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """A plan with its editions, what is above and below it, and its story."""
    page = plan_page(request.actor, public_id)

    def family(posted: QueryDict) -> str:
        plans.set_family(request.actor, public_id, _id(posted, "upper"), _id(posted, "main"))
        messages.success(request, _("归属已保存。"))
        return reverse("plans:plan", args=[public_id])

    typed = {
        "upper": str(page.upper.public_id) if page.upper else "",
        "main": str(page.main.public_id) if page.main else "",
    }
    return answer(request, "plans/plan.html", {"family": family}, typed=typed, context=lambda: {"page": page})
