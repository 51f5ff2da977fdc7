"""One record: entered and changed in a form made from its type; moved, proved and withdrawn on its page."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, HttpResponse, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from liangxin.domains.registers import api as registers
from liangxin.domains.registers.errors import FieldMissing, KeyTaken, ValuesRefused
from liangxin.domains.registers.queries.places import place_map
from liangxin.domains.registers.queries.records import evidence_file as file_of
from liangxin.domains.registers.queries.records import known_for, record_to_change
from liangxin.domains.registers.queries.registers import spec_for_new
from liangxin.domains.registers.rules.spec import TypeSpec
from liangxin.domains.registers.terms import FieldKind
from liangxin.domains.registers.web.forms import controls_of, draft_of, faults_in, typed_in, upload_of
from liangxin.foundation.accounts.api import Actor, OfficeRequest
from liangxin.foundation.files.api import file_response
from liangxin.foundation.ui.posted import answer, typed_day
from liangxin.kernel.refusal import Refusal
from liangxin.kernel.text import uuid_or_none

Deed = Callable[[QueryDict], str]


@require_http_methods(["GET", "HEAD", "POST"])
def new_record(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Enter a record of a register."""
    actor, today = request.actor, timezone.localdate()
    spec = spec_for_new(actor, public_id, today)
    page = registers.register_page(actor, public_id, today)

    def add(posted: QueryDict) -> str:
        card = registers.add_record(actor, public_id, draft_of(spec, posted, request.FILES))
        messages.success(request, gettext("已登记“%(name)s”。") % {"name": card.name})
        if "more" in posted:
            return reverse("registers:record_new", args=[public_id])
        return reverse("registers:record", args=[card.public_id])

    about: dict[str, object] = {
        "title": page.card.title,
        "back": reverse("registers:page", args=[public_id]),
        "is_new": True,
        "clock": 0,
    }
    about["map"] = place_map(actor, public_id, spec, tiles=settings.MAP_TILES)
    return _form(request, spec, page.card.region_code, {}, {"add": add}, about)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_record(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Change the values of a record."""
    actor = request.actor
    page, held = record_to_change(actor, public_id)
    back = reverse("registers:record", args=[public_id])

    def change(posted: QueryDict) -> str:
        draft = draft_of(page.spec, posted, request.FILES)
        registers.change_record(actor, public_id, draft, clock=_clock(posted))
        messages.success(request, gettext("已保存。"))
        return back

    about: dict[str, object] = {"title": page.card.name, "back": back, "is_new": False, "clock": page.clock}
    about["map"] = place_map(actor, page.register_id, page.spec, tiles=settings.MAP_TILES, without=public_id)
    return _form(request, page.spec, page.register_code, held, {"change": change}, about)


def _form(
    request: OfficeRequest,
    spec: TypeSpec,
    region: str,
    held: dict[str, str],
    deeds: dict[str, Deed],
    about: dict[str, object],
) -> HttpResponse:
    """The form; a refusal of several values stands beside each of them, and what was typed stays."""
    faults: list[Refusal] = []

    def watched(deed: Deed) -> Deed:
        def do(posted: QueryDict) -> str:
            try:
                return deed(posted)
            except (ValuesRefused, KeyTaken) as refusal:
                faults.extend(faults_in(refusal))
                raise

        return do

    def context() -> dict[str, object]:
        typed = held | typed_in(spec, request.POST) if request.method == "POST" else held
        known = known_for(request.actor, spec, region)
        return {**about, "spec": spec, "controls": controls_of(spec, typed, known, faults)}

    return answer(
        request,
        "registers/record_form.html",
        {name: watched(deed) for name, deed in deeds.items()},
        typed={},
        context=context,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def record_page(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """One record: what it says, its evidence, the stages it may move to, its story."""
    actor = request.actor
    page = registers.record_page(actor, public_id)
    today = timezone.localdate().isoformat()
    works: dict[str, Callable[[Actor, UUID, QueryDict], None]] = {"move": _move, "withdraw": _withdraw}

    def bound(work: Callable[[Actor, UUID, QueryDict], None]) -> Deed:
        def deed(posted: QueryDict) -> str:
            work(actor, public_id, posted)
            messages.success(request, gettext("已办理。"))
            return reverse("registers:record", args=[public_id])

        return deed

    def prove(posted: QueryDict) -> str:
        sent = request.FILES.get("file")
        if sent is None:
            raise FieldMissing(field="file", what="文件")
        registers.add_evidence(actor, public_id, posted.get("name", ""), upload_of(sent))
        messages.success(request, gettext("已上传。"))
        return reverse("registers:record", args=[public_id])

    def unprove(posted: QueryDict) -> str:
        one = uuid_or_none(posted.get("evidence", ""))
        if one is None:
            raise FieldMissing(field="evidence", what="要撤回的佐证")
        registers.withdraw_evidence(actor, one, posted.get("evidence_reason", ""))
        messages.success(request, gettext("已撤回。"))
        return reverse("registers:record", args=[public_id])

    wanted = [name for move in page.moves for name in move.missing]
    return answer(
        request,
        "registers/record.html",
        {"evidence": prove, "withdraw_evidence": unprove, **{name: bound(work) for name, work in works.items()}},
        typed={"reached_on": today, "reason": "", "to": "", "name": wanted[0] if wanted else ""}
        | {"evidence": "", "evidence_reason": ""},
        context=lambda: {
            "page": page,
            "card": page.card,
            "today": today,
            "map": place_map(actor, page.register_id, page.spec, tiles=settings.MAP_TILES, without=public_id),
            "map_place": next((value for one, value in page.facts if one.kind is FieldKind.PLACE), None),
            "standing": [
                (str(one.public_id), f"{one.name} {one.file_name}") for one in page.evidence if not one.withdrawn_reason
            ],
            "names": [(name, name) for name in page.spec.evidence_names],
            "imports": registers.imports_of_record(actor, public_id),
        },
    )


@require_safe
def evidence_file(request: OfficeRequest, public_id: UUID) -> FileResponse:
    """A file of a record, for who may see the record."""
    stored, name = file_of(request.actor, public_id)
    return file_response(stored, name, inline=True)


def _move(actor: Actor, public_id: UUID, posted: QueryDict) -> None:
    registers.move_record(
        actor,
        public_id,
        posted.get("to", ""),
        clock=_clock(posted),
        reached_on=typed_day(posted, "reached_on", _("到达日期")),
        reason=posted.get("reason", ""),
    )


def _withdraw(actor: Actor, public_id: UUID, posted: QueryDict) -> None:
    registers.withdraw_record(actor, public_id, posted.get("reason", ""), clock=_clock(posted))


def _clock(posted: QueryDict) -> int:
    """The state that the person saw; one that cannot be read is no state at all, and so refused as stale."""
    text = posted.get("clock", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1  # fits its column
