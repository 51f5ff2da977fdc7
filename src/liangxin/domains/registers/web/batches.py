"""Many records at once: chosen by filters, some left out, then moved or given evidence."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from liangxin.domains.registers import api as registers
from liangxin.domains.registers.errors import BatchChanged, NothingChosen
from liangxin.domains.registers.queries.batches import BatchChoices, BatchMove, batch_choices
from liangxin.domains.registers.queries.records import records_listed
from liangxin.domains.registers.web.forms import upload_of
from liangxin.domains.registers.web.register import records_screen
from liangxin.foundation.accounts.api import OfficeRequest
from liangxin.foundation.ui.posted import answer, typed_day

SHOWN = 200


@require_http_methods(["GET", "HEAD", "POST"])
def batch(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Move the records that the filters leave, or give them evidence, all with one file and one day."""
    actor, today = request.actor, timezone.localdate()
    page = registers.register_page(actor, public_id, today)
    screen = replace(records_screen(page, 0), cards=list)
    chosen = [row for chunk in screen.narrowed(request, records_listed(actor, page.card.id)) for row in chunk]
    choices = batch_choices(actor, public_id, [row.pk for row in chosen])

    def move(posted: QueryDict) -> str:
        wanted = _wanted(choices, posted.get("move", ""))
        left = [row for row in _left(posted, chosen) if row.stage == wanted.stage]
        draft = registers.BatchDraft(
            stage=wanted.stage,
            to=wanted.to,
            reached_on=today if wanted.is_back else typed_day(posted, "reached_on", _("到达日期")),
            expected=len(left),
            reason=posted.get("reason", ""),
            evidence=_uploads(request, [name for name, _count in wanted.lacking]),
            skip=posted.get("skip") == "1",
        )
        done = registers.move_records(actor, public_id, [row.pk for row in left], draft)
        told = gettext("已把 %(count)s 条变更为“%(stage)s”。") % {"count": done.done, "stage": wanted.to_label}
        messages.success(request, told)
        if done.skipped:
            names = "、".join(done.skipped[:20])
            messages.warning(
                request, gettext("跳过 %(count)s 条：%(names)s") % {"count": len(done.skipped), "names": names}
            )
        return reverse("registers:page", args=[public_id])

    def prove(posted: QueryDict) -> str:
        left = _left(posted, chosen)
        evidence = _uploads(request, list(choices.evidence))
        done = registers.prove_records(actor, public_id, [row.pk for row in left], evidence, expected=len(left))
        messages.success(request, gettext("已为 %(count)s 条上传佐证。") % {"count": done.done})
        return reverse("registers:page", args=[public_id])

    return answer(
        request,
        "registers/batch.html",
        {"move": move, "prove": prove},
        typed={"reached_on": today.isoformat(), "reason": "", "move": _first(choices), "skip": ""},
        context=lambda: {
            "page": page,
            "choices": choices,
            "controls": [each.read(request) for each in screen.filters],
            "rows": chosen[:SHOWN],
            "count": len(chosen),
            "more": max(0, len(chosen) - SHOWN),
            "left_out": request.POST.getlist("leave"),
        },
    )


def _first(choices: BatchChoices) -> str:
    return choices.moves[0].code if choices.moves else ""


def _wanted(choices: BatchChoices, code: str) -> BatchMove:
    found = next((move for move in choices.moves if move.code == code), None)
    if found is None:
        raise NothingChosen(field="move")
    return found


def _left(posted: QueryDict, chosen: list[Any]) -> list[Any]:
    """The records that the person has seen, but for those left out. Raises BatchChanged."""
    seen = posted.get("seen", "")
    if seen != str(len(chosen)):
        raise BatchChanged(before=seen[:10], now=len(chosen))
    leave = set(posted.getlist("leave"))
    return [row for row in chosen if str(row.public_id) not in leave]


def _uploads(request: OfficeRequest, names: list[str]) -> dict[str, Any]:
    """The files sent, by the name of the evidence that each is."""
    found = {}
    for name in names:
        sent = request.FILES.get(f"evidence-{name}")
        if sent is not None:
            found[name] = upload_of(sent)
    return found
