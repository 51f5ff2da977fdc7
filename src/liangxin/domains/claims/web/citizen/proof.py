"""The queue of a drive, for everybody to recompute: nobody's name is in it."""

from __future__ import annotations

import csv
from pathlib import Path
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from liangxin.domains.claims.queries.mine import prove, published_queue
from liangxin.foundation.accounts.api import OfficeRequest
from liangxin.foundation.ui.downloads import as_file
from liangxin.foundation.ui.refusals import STATUS, refusal_words
from liangxin.kernel.refusal import Refusal

LONGEST = 64
PROGRAM = Path(__file__).parents[2] / "data" / "check_queue.py"  # given to everybody: needs nothing but Python


@login_not_required
@require_safe
def proof(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Recompute the queue now, and show where a ticket stands in it."""
    wanted = request.GET.get("ticket", "").strip().replace("\x00", "")[:LONGEST]
    found = prove(public_id, "")
    program = PROGRAM.read_text("utf-8")
    context = {"proof": found, "wanted": wanted, "refusal": None, "deed": "look", "program": program}
    status = 200
    try:
        context["proof"] = prove(public_id, wanted)
    except Refusal as refusal:
        context["refusal"], status = refusal_words(refusal), STATUS[refusal.kind]
    return render(request, "claims/citizen/proof.html", context, status=status)


@login_not_required
@require_safe
def queue_file(request: OfficeRequest, public_id: UUID) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """The whole queue as CSV: what `check_queue.py` reads."""
    name, lines = published_queue(public_id)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    writer = csv.writer(response)
    writer.writerow(["drive", "place", "ticket", "arrived_at", "digest"])
    writer.writerows(lines)
    return as_file(response, f"{name}.csv")


@login_not_required
@require_safe
def queue_program(request: OfficeRequest) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """The few lines that recompute a downloaded queue on anybody's machine."""
    response = HttpResponse(PROGRAM.read_bytes(), content_type="text/x-python; charset=utf-8")
    return as_file(response, PROGRAM.name)
