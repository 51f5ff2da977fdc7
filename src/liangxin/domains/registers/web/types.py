"""List types as people read them, their versions, and the editor of a region's own types: a text with a preview."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from liangxin.domains.regions import api as regions
from liangxin.domains.registers import api as registers
from liangxin.domains.registers.access import get_type
from liangxin.domains.registers.errors import TypeRefused
from liangxin.domains.registers.queries.types import TypeCard, indicators_named, type_cards, types_listed
from liangxin.domains.registers.rules.reading import read_text
from liangxin.domains.registers.rules.spec import TypeSpec
from liangxin.domains.registers.terms import Power
from liangxin.foundation.accounts.api import Actor, OfficeRequest
from liangxin.foundation.ui.lists import Column, Empty, ListScreen, Show, TextFilter
from liangxin.foundation.ui.posted import Deed, answer
from liangxin.foundation.ui.refusals import RefusalWords, refusal_words

# What an empty editor begins with: a whole small type to be overwritten.
SAMPLE = """code: street_lights_own
name: 路灯节能改造台账
unit: 盏
counts: 一盏改造后点亮的路灯
fields:
  - {code: road, label: 道路, kind: text, required: true}
  - {code: pole, label: 灯杆编号, kind: text, required: true}
  - {code: power, label: 功率, kind: decimal, unit: 千瓦}
key: [road, pole]
stages:
  - {code: planned, label: 列入计划}
  - {code: lit, label: 已点亮, evidence: [验收单]}
  - {code: confirmed, label: 已确认, mover: confirm}
feeds: {indicator: street_lights, how: count, stage: confirmed}
"""


def _address(card: TypeCard) -> str:
    return reverse("registers:type", args=[card.public_id])


TYPES = ListScreen(
    name="types",
    title=_("台账类型"),
    order="name",
    columns=[
        Column("name", _("类型"), sort="name", link=_address),
        Column("counts", _("一条记录是"), "spec__counts"),
        Column("unit", _("计数单位"), sort="unit"),
        Column("fields", _("字段"), lambda card: len(card.spec.fields), show=Show.NUMBER),
        Column("stages", _("阶段"), lambda card: " → ".join(stage.label for stage in card.spec.stages)),
        Column("indicator", _("对应指标"), "indicator_name", missing=_("不对应指标")),
        Column("version", _("版本"), show=Show.NUMBER),
        Column("region", _("所属区划"), "region_name", missing=_("全国通用")),
    ],
    filters=[TextFilter("q", _("类型或代码"), ("name", "code"))],
    empty=Empty(_("还没有台账类型"), _("系统启动时装载随附的类型，也可以新建本地类型。")),
    cards=lambda rows: type_cards(rows, timezone.localdate()),
)


@require_safe
def type_list(request: OfficeRequest) -> HttpResponseBase:
    """Shared types and those of own regions."""
    rows = types_listed(request.actor, timezone.localdate())
    return TYPES.respond(request, rows, "registers/types.html", may_define=request.actor.may(Power.DEFINE))


@require_http_methods(["GET", "HEAD", "POST"])
def type_page(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """One type: fields, key, stages, evidence, what it feeds; older versions; its story; retired and restored."""

    def retire(posted: QueryDict) -> str:
        registers.retire_type(request.actor, public_id, posted.get("reason", ""))
        return reverse("registers:type", args=[public_id])

    def restore(_: QueryDict) -> str:
        registers.restore_type(request.actor, public_id)
        return reverse("registers:type", args=[public_id])

    page = registers.type_page(request.actor, public_id, timezone.localdate())
    may = {"may_define": request.actor.may(Power.DEFINE), "may_open": request.actor.may(Power.OPEN)}
    return answer(
        request,
        "registers/type.html",
        {"retire": retire, "restore": restore},
        typed={"reason": ""},
        context=lambda: {"page": page, "card": page.card, **may},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def new_type(request: OfficeRequest) -> HttpResponse:
    """Make an own type, from a sample or with `?from=` from a shared one."""
    actor = request.actor
    actor.require(Power.DEFINE)
    text = _text_of(actor, request.GET.get("from", ""))
    places = [(place.code, place.name) for place in regions.regions_where(actor, Power.DEFINE)]

    def save(posted: QueryDict) -> str:
        card = registers.define_type(actor, posted.get("region", ""), posted.get("spec", ""))
        messages.success(request, gettext("已新建类型“%(name)s”。") % {"name": card.name})
        return _address(card)

    first = {"spec": text, "region": places[0][0] if places else "", "reason": ""}
    return _editor(request, save, first, {"card": None, "places": places})


@require_http_methods(["GET", "HEAD", "POST"])
def edit_type(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Make the next version of an own type."""
    actor = request.actor
    get_type(actor, public_id, Power.DEFINE)
    page = registers.type_page(actor, public_id, timezone.localdate())

    def save(posted: QueryDict) -> str:
        card = registers.change_type(actor, public_id, posted.get("spec", ""), reason=posted.get("reason", ""))
        messages.success(request, gettext("已保存为第 %(number)s 版。") % {"number": card.version})
        return _address(card)

    return _editor(request, save, {"spec": page.text, "reason": "", "region": ""}, {"card": page.card, "places": []})


def _editor(request: OfficeRequest, save: Deed, first: dict[str, str], about: dict[str, object]) -> HttpResponse:
    """The editor: "preview" reads the text and shows what it says or, line by line, what is wrong with it."""
    shown = request.POST.get("spec", "") if request.method == "POST" else first["spec"]
    spec, faults = _looked_at(shown)
    is_preview = request.method == "POST" and request.POST.get("deed") == "preview"

    def context() -> dict[str, object]:
        lines = faults if request.method == "POST" else []
        named = indicators_named([spec])[0] if spec and is_preview else None
        return {**about, "spec": spec, "named": named, "faults": lines, "is_preview": is_preview}

    if is_preview:
        typed = {"typed": first | request.POST.dict(), "deed": "preview", "refusal": None}
        return render(request, "registers/type_form.html", {**context(), **typed})
    return answer(request, "registers/type_form.html", {"save": save}, typed=first, context=context)


def _text_of(actor: Actor, base: str) -> str:
    """The text of the type to begin with; an address that names none begins with the sample."""
    try:
        public_id = UUID(base)
    except ValueError:
        return SAMPLE
    return registers.type_page(actor, public_id, timezone.localdate()).text


def _looked_at(text: str) -> tuple[TypeSpec | None, list[tuple[int, RefusalWords]]]:
    try:
        return read_text(text), []
    except TypeRefused as refusal:
        return None, [(fault.line, refusal_words(fault)) for fault in refusal.faults]
