"""Long work as its owner sees it: the list behind the bell, and one run's progress, which goes on without the page."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from liangxin.foundation.accounts.api import OfficeRequest
from liangxin.foundation.jobs.api import run_card, runs_of
from liangxin.foundation.ui.shell import SEEN_JOBS


@require_safe
def my_jobs(request: OfficeRequest) -> HttpResponse:
    """The person's own runs, newest first; looking at them empties the bell."""
    runs = runs_of(request.actor, limit=50)
    request.session[SEEN_JOBS] = timezone.now().isoformat()  # saved outside the read-only transaction
    return render(request, "workbench/jobs.html", {"runs": runs})


@require_safe
def progress(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """One run; the panel inside asks again every second until the run is over."""
    run = run_card(public_id, request.actor)
    template = "ui/job_progress.html" if request.headers.get("HX-Target") == "job-progress" else "workbench/job.html"
    return render(request, template, {"run": run})
