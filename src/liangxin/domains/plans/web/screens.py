"""The plans screens: thin; they parse, call an action or a query, and show."""

from __future__ import annotations

import io
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from liangxin.domains.plans import api as plans
from liangxin.domains.plans.errors import NoRegionToUploadTo, PlanDocumentNotFound
from liangxin.domains.plans.queries.documents import being_read, documents_of, original_of
from liangxin.domains.plans.queries.placing import placing_of
from liangxin.domains.plans.queries.review import plan_of, reading_of
from liangxin.domains.plans.terms import MAX_FILE_BYTES, Power
from liangxin.domains.plans.web.intake import Intake
from liangxin.domains.plans.web.lists import DOCUMENTS
from liangxin.domains.plans.web.page import page_context, unread_context
from liangxin.domains.regions import api as regions
from liangxin.engines.reader.findings import plan_as_json
from liangxin.engines.reader.table import write_workbook
from liangxin.foundation.accounts.api import OfficeRequest
from liangxin.foundation.files import api as files
from liangxin.foundation.jobs.api import RunNotFound, RunState, run_card
from liangxin.foundation.ui.downloads import as_file

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def show_documents(request: OfficeRequest) -> HttpResponseBase:
    rows = documents_of(request.actor)
    context = {"may_upload": request.actor.may(Power.UPLOAD), "waiting": being_read(request.actor)}
    return DOCUMENTS.respond(request, rows, "plans/documents.html", **context)


@require_safe
def show_being_read(request: OfficeRequest) -> HttpResponse:
    """How many documents are still being read, asked for by the list; when none is, the list is shown anew."""
    waiting = being_read(request.actor)
    if not waiting:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "plans/being_read.html", {"waiting": waiting})


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: OfficeRequest) -> HttpResponse:
    """Files, several at once, or a pasted text. Each stands or falls by itself: a refusal names its file."""
    places = regions.regions_where(request.actor, Power.UPLOAD)
    if not places:
        raise NoRegionToUploadTo
    limit = MAX_FILE_BYTES // 1024**2
    context: dict[str, Any] = {"places": places, "limit": limit, "refusals": [], "taken": [], "text": ""}
    if request.method != "POST":
        return render(request, "plans/upload.html", context)
    region = request.POST.get("region") or places[0].code
    intake = Intake(request.actor, region)
    intake.take(request.FILES.getlist("files"), request.POST.get("text", ""))
    if intake.refused:
        context |= {"refusals": intake.refused, "taken": intake.taken, "text": request.POST.get("text", "")}
        return render(request, "plans/upload.html", context, status=intake.status)
    for card in intake.taken:
        if not card.is_new:
            messages.info(request, _("“%(name)s”以前上传过，这里打开的是原来那份。") % {"name": card.name})
    if len(intake.taken) > 1:
        return redirect("plans:documents")
    card = intake.taken[0]
    # With the run: a file may have been refused, and be gone, before the browser asks for its page.
    return redirect(f"{reverse('plans:reading', args=[card.public_id])}?run={card.run}")


@require_safe
def show_reading(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """The text beside its findings; while it is being read, the progress of that."""
    try:
        reading = reading_of(request.actor, public_id)
    except PlanDocumentNotFound:
        return _refused_reading(request)
    if not reading.is_read:
        return render(request, "plans/waiting.html", {"reading": reading})
    context = {
        **page_context(request, reading, is_whole=True, with_names=True),
        **unread_context(reading),
        "placing": placing_of(request.actor, reading),
    }
    return render(request, "plans/reading.html", context)


@require_safe
def show_progress(request: OfficeRequest, public_id: UUID, run_id: UUID) -> HttpResponse:
    """How far the reading is, asked for by the waiting page; leads to the document, or says why it was refused.

    A run is seen by who started it; others who may see the document are led to it when it has been read.
    """
    there = reverse("plans:reading", args=[public_id])
    try:
        run = run_card(run_id, request.actor)
    except RunNotFound:
        is_read = reading_of(request.actor, public_id).is_read
        return HttpResponse(headers={"HX-Redirect": there}) if is_read else HttpResponse(status=HTTPStatus.NO_CONTENT)
    context = {"run": run, "is_refused": run.state in (RunState.REFUSED, RunState.FAILED)}
    response = render(request, "plans/progress.html", context)
    if run.state is RunState.DONE:
        response.headers["HX-Redirect"] = there
    if run.is_over:
        response.status_code = 286  # htmx stops asking
    return response


def _refused_reading(request: OfficeRequest) -> HttpResponse:
    """Why the file that the person has just sent is not there; for everybody else it does not exist."""
    if "run" not in request.GET:
        raise PlanDocumentNotFound
    run = run_card(request.GET["run"], request.actor)
    if run.state not in (RunState.REFUSED, RunState.FAILED):
        raise PlanDocumentNotFound
    return render(request, "plans/refused.html", {"run": run, "is_refused": True})


@require_POST
def discard(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    plans.discard_document(request.actor, public_id, request.POST.get("reason", "").strip())
    messages.success(request, _("方案已删除。"))
    return redirect("plans:documents")


@require_safe
def download_original(request: OfficeRequest, public_id: UUID) -> HttpResponseBase:
    stored, name = original_of(request.actor, public_id)
    return files.file_response(stored, name)


@require_safe
def download_json(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """The findings in the reader's exchange form."""
    card, plan = plan_of(request.actor, public_id)
    response = JsonResponse(plan_as_json(plan), json_dumps_params={"ensure_ascii": False, "indent": 1})
    return as_file(response, f"{card.shown_title}.json")


@require_safe
def download_workbook(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    card, plan = plan_of(request.actor, public_id)
    book = io.BytesIO()
    write_workbook(plan, book)
    return as_file(HttpResponse(book.getvalue(), content_type=XLSX), f"{card.shown_title}.xlsx")
