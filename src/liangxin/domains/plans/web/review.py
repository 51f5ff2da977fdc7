"""The review of a document: each deed answers with what has changed on the page since it was last brought up to date.

Without script every deed leads back to the page; with it only the parts are sent that are other than the person sees.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from liangxin.domains.plans import api as plans
from liangxin.domains.plans.errors import ChangedMeanwhile, FindingNotFound
from liangxin.domains.plans.queries.catalogue import catalogue_names, code_named, proposals_for
from liangxin.domains.plans.queries.review import FindingCard, Reading, clock_of, reading_of
from liangxin.domains.plans.terms import FindingKind, ReviewState
from liangxin.domains.plans.web.forms import Slip, draft_of, first_values, taken_target, typed
from liangxin.domains.plans.web.page import Line, line_of, page_context, unread_context
from liangxin.engines.reader.findings import Comparator, TargetKind
from liangxin.foundation.accounts.api import OfficeRequest
from liangxin.foundation.ui.refusals import STATUS, RefusalWords, refusal_words
from liangxin.kernel.refusal import Refusal


def is_part(request: HttpRequest) -> bool:
    """Whether a script asks and wants no whole page."""
    return request.headers.get("HX-Request") == "true"


def answer(
    request: OfficeRequest,
    public_id: UUID,
    do: Callable[[], object],
    *,
    main: UUID | None = None,
    told: Callable[[Any], str] | None = None,
) -> HttpResponse:
    """Do it and send what has changed; a change that came in between is said, with what it made.

    `main` is the finding whose line asked and is sent first; `told` says in words what came of it.
    """
    status, refusal, made = HTTPStatus.OK, None, None
    try:
        made = do()
    except ChangedMeanwhile as conflict:
        status, refusal = STATUS[conflict.kind], refusal_words(conflict)
    if not is_part(request):
        if refusal:
            messages.warning(request, f"{refusal.sentence}{refusal.remedy}")
        elif told:
            messages.success(request, told(made))
        return redirect("plans:reading", public_id)
    response = changes(request, public_id, main=main, refusal=refusal, told=told(made) if told and not refusal else "")
    response.status_code = status
    if isinstance(made, UUID):
        response.headers["HX-Trigger-After-Settle"] = json.dumps({"plans:edit": str(made)})
    return response


def changes(
    request: OfficeRequest,
    public_id: UUID,
    *,
    main: UUID | None = None,
    refusal: RefusalWords | None = None,
    told: str = "",
) -> HttpResponse:
    """The parts of the page that are newer than the number of the clock that the page has shown."""
    reading = reading_of(request.actor, public_id)
    asked = request.POST.get("known", "") or request.GET.get("known", "")
    known = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 10 else -1
    is_reshaped = reading.shape > known
    newer = [one for one in reading.findings if one.clock > known or one.public_id == main]
    is_naming_newer = is_reshaped or any(one.kind in _NAMING for one in newer)
    is_naming_newer |= any(name.clock > known for name in reading.unit_names)
    lines = [] if is_reshaped else [line_of(one) for one in newer if one.kind is not FindingKind.UNREAD]
    context: dict[str, Any] = {
        "main": next((line for line in lines if line.finding.public_id == main), None),
        "lines": [line for line in lines if line.finding.public_id != main],
        "is_reshaped": is_reshaped,
        "is_newer": reading.clock > known,
        "is_unread_newer": is_reshaped or any(one.kind is FindingKind.UNREAD for one in newer),
        "is_naming_newer": is_naming_newer,
        "refusal": refusal,
        "told": told,
        **page_context(request, reading, is_whole=is_reshaped, with_names=is_naming_newer),
        **unread_context(reading),
    }
    return render(request, "plans/review/changes.html", context)


_NAMING = (FindingKind.TASK, FindingKind.MEASURE)  # what names units


@require_safe
def show_changes(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """What others have done since; nothing where the page is up to date."""
    if request.GET.get("known") == str(clock_of(request.actor, public_id)):
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    return changes(request, public_id)


def _seen(request: OfficeRequest) -> int | None:
    typed_number = request.POST.get("seen", "")
    return int(typed_number) if typed_number.isascii() and typed_number.isdigit() else None


@require_POST
def settle(request: OfficeRequest, public_id: UUID, finding_id: UUID) -> HttpResponse:
    """Accept, dismiss or reopen a finding or an unread clause; to reopen a part is to take its split or merger back."""
    state = _state(request.POST.get("to", ""))

    def do() -> None:
        if state is ReviewState.OPEN and request.POST.get("part"):
            plans.undo_parts(request.actor, public_id, finding_id)
        else:
            reason = request.POST.get("reason", "")
            plans.settle_finding(request.actor, public_id, finding_id, state, seen=_seen(request), reason=reason)

    return answer(request, public_id, do)


def _state(typed_state: str) -> ReviewState:
    known = (ReviewState.ACCEPTED, ReviewState.DISMISSED)
    return next((state for state in known if state == typed_state), ReviewState.OPEN)


@require_POST
def accept_all(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Accept all of a kind in which nothing is doubtful."""
    kind = FindingKind.of(_choice(request.POST.get("kind", ""), FindingKind.TARGET))
    return answer(
        request,
        public_id,
        lambda: plans.accept_confident(request.actor, public_id, kind),
        told=lambda count: (
            ngettext("已采纳 %(count)s 条没有疑问的", "已采纳 %(count)s 条没有疑问的", count) % {"count": count}
        ),
    )


def _choice(typed_kind: str, otherwise: FindingKind) -> str:
    return typed_kind if typed_kind in {kind.value for kind in FindingKind} else otherwise.value


@require_POST
def add(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Make a finding of the words that the person has marked in the source."""
    kind = FindingKind.of(_choice(request.POST.get("kind", ""), FindingKind.UNREAD))
    start, end = (int(number) if (number := request.POST.get(name, "")).isdigit() else -1 for name in ("start", "end"))
    return answer(request, public_id, lambda: plans.add_finding(request.actor, public_id, kind, start, end))


@require_POST
def split(request: OfficeRequest, public_id: UUID, finding_id: UUID) -> HttpResponse:
    """Make two of one, at the place where the source is marked, if it is."""
    place = request.POST.get("at", "")
    at = int(place) if place.isascii() and place.isdigit() else None
    return answer(
        request,
        public_id,
        lambda: plans.split_finding(request.actor, public_id, finding_id, at=at, seen=_seen(request)),
    )


@require_POST
def merge(request: OfficeRequest, public_id: UUID, finding_id: UUID) -> HttpResponse:
    """Merge a finding with the next of its kind."""
    reading = reading_of(request.actor, public_id)
    this = _finding(reading, finding_id)
    following = [
        one for one in reading.of(this.kind) if not one.is_gone and (one.start, one.id) > (this.start, this.id)
    ]
    together = [finding_id, *(one.public_id for one in following[:1])]
    return answer(request, public_id, lambda: plans.merge_findings(request.actor, public_id, together))


def _finding(reading: Reading, finding_id: UUID) -> FindingCard:
    found = next((one for one in reading.findings if one.public_id == finding_id), None)
    if found is None:
        raise FindingNotFound
    return found


@require_safe
def show_line(request: OfficeRequest, public_id: UUID, finding_id: UUID) -> HttpResponse:
    """The line of a finding, or with `edit` the form in its place."""
    if not is_part(request):
        return redirect("plans:reading", public_id)
    reading = reading_of(request.actor, public_id)
    line = line_of(_finding(reading, finding_id))
    if "edit" in request.GET:
        return _form(request, reading, line, first_values(line.finding))
    return render(request, "plans/review/line.html", {"reading": reading, "line": line})


@require_POST
def correct(request: OfficeRequest, public_id: UUID, finding_id: UUID) -> HttpResponse:
    """Put a finding right. A refusal brings the form back with what was typed, and with what others made meanwhile."""
    reading = reading_of(request.actor, public_id)
    finding = _finding(reading, finding_id)
    try:
        code = code_named(request.actor, request.POST.get("indicator_name", "")) if _asks_indicator(request) else None
        draft = draft_of(finding.kind, request.POST)
        plans.correct_finding(request.actor, public_id, finding_id, draft, seen=_seen(request), indicator_code=code)
    except Refusal as refusal:
        if refusal.field is None and not isinstance(refusal, ChangedMeanwhile):
            raise
        shown = first_values(finding) | request.POST.dict()
        response = _form(request, reading, line_of(finding), shown, refusal_words(refusal))
        response.status_code = STATUS[refusal.kind]
        return response
    return answer(request, public_id, lambda: None, main=finding_id)


def _asks_indicator(request: OfficeRequest) -> bool:
    return "indicator_name" in request.POST and request.POST["indicator_name"] != request.POST.get("indicator_was")


def _form(
    request: OfficeRequest,
    reading: Reading,
    line: Line,
    shown: dict[str, str],
    refusal: RefusalWords | None = None,
) -> HttpResponse:
    context = {
        "reading": reading,
        "line": line,
        "typed": shown,
        "refusal": refusal,
        "kinds": list(TargetKind),
        "comparators": list(Comparator),
        "proposals": proposals_for(line.finding),
        "catalogue": catalogue_names(request.actor) if line.finding.kind is FindingKind.TARGET else (),
    }
    return render(request, "plans/review/form.html", context)


@require_POST
def take(request: OfficeRequest, public_id: UUID, finding_id: UUID) -> HttpResponse:
    """Make a target of an unread clause."""
    try:
        plans.take_unread(request.actor, public_id, finding_id, taken_target(request.POST), seen=_seen(request))
    except Refusal as refusal:
        if refusal.field is None:
            raise
        reading = reading_of(request.actor, public_id)
        slip = Slip(finding_id, typed(request.POST), refusal_words(refusal))
        context = {"reading": reading, "oob": is_part(request), **unread_context(reading, slip)}
        return render(request, "plans/unread.html", context, status=STATUS[refusal.kind])
    return answer(request, public_id, lambda: None)


@require_POST
def name_unit(request: OfficeRequest, public_id: UUID, name_id: UUID) -> HttpResponse:
    """Say which unit a name means: one of the region, a new one, or none of this government."""
    deed = request.POST.get("deed", "")

    def do() -> object:
        if deed == "create":
            return plans.create_units(request.actor, public_id, [name_id])
        if deed == "outside":
            return plans.name_unit(request.actor, public_id, name_id, None, seen=_seen(request))
        chosen = request.POST.get("suggested") or request.POST.get("unit", "")
        unit = plans.unit_named(request.actor, public_id, chosen)
        return plans.name_unit(request.actor, public_id, name_id, unit, seen=_seen(request))

    return answer(request, public_id, do)


@require_POST
def create_units(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Enter a unit for every name that means none yet."""
    return answer(
        request,
        public_id,
        lambda: plans.create_units(request.actor, public_id),
        told=lambda count: ngettext("已新建 %(count)s 个单位", "已新建 %(count)s 个单位", count) % {"count": count},
    )


@require_POST
def take_roster(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Put the accepted persons on the roster of the work team."""
    taken = plans.take_roster(request.actor, public_id)
    told = _("工作专班名单：新增 %(new)s 人，已有 %(known)s 人。") % {"new": taken.new, "known": taken.known}
    messages.success(request, told)
    reading = reading_of(request.actor, public_id)
    return redirect(reverse("regions:team", args=[reading.region_code]))


@require_POST
def ask_assistant(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    plans.ask_assistant(request.actor, public_id)
    messages.info(request, _("已请助手看未读内容，建议出来后会填在“补录为目标”里，请刷新查看。"))
    return redirect("plans:reading", public_id)
