"""Opening registers: for a target of a plan in one step, or freely from a form."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from liangxin.domains.plans import api as plans
from liangxin.domains.regions import api as regions
from liangxin.domains.registers import api as registers
from liangxin.domains.registers.errors import FieldMissing, RegisterTaken, TypeNotFound
from liangxin.domains.registers.queries.targets import WaitingCard, registers_fitting, targets_listed, waiting_cards
from liangxin.domains.registers.queries.types import type_choices, types_for
from liangxin.domains.registers.terms import Power
from liangxin.domains.registers.web.wording import target_figure
from liangxin.foundation.accounts.api import Actor, OfficeRequest
from liangxin.foundation.ui.lists import Column, Empty, ListScreen, TextFilter
from liangxin.foundation.ui.posted import answer
from liangxin.kernel.text import uuid_or_none


def _open_address(card: WaitingCard) -> str:
    return f"{reverse('registers:new')}?target={card.target.public_id}"


def _deadline(card: WaitingCard) -> str:
    return str(card.target.deadline or "")


def _targets_screen(actor: Actor) -> ListScreen:
    return ListScreen(
        name="targets",
        title=_("待建台账的目标"),
        order="name",
        columns=[
            Column("name", _("目标"), "target__name", sort="name", link=_open_address),
            Column("figure", _("目标值"), lambda card: target_figure(card.target), missing=_("方向性目标")),
            Column("deadline", _("期限"), _deadline, sort="deadline", missing=_("文件未写期限")),
            Column(
                "indicator", _("目录中的指标"), "target__indicator_name", sort="indicator__name", missing=_("不在目录")
            ),
            Column("type", _("建议类型"), "type_name", missing=_("没有类型对应这个指标")),
            Column("lead", _("牵头单位"), "target__lead", missing=_("总目标，未写单位")),
            Column("region", _("所属区划"), "target__home__region_name", sort="version__plan__region__path"),
        ],
        filters=[TextFilter("q", _("目标或指标"), ("name", "indicator__name"))],
        empty=Empty(_("没有待建台账的目标"), _("方案审核发布后，还没有台账的目标列在这里。")),
        cards=lambda rows: waiting_cards(actor, rows, timezone.localdate()),
    )


@require_safe
def target_list(request: OfficeRequest) -> HttpResponseBase:
    """Targets in force without a register for which the person may open one."""
    request.actor.require(Power.OPEN)
    return _targets_screen(request.actor).respond(request, targets_listed(request.actor))


@require_POST
def open_for_target(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Open the register of a target as proposed; the form asks for what is missing, and offers one that would do."""
    form = HttpResponseRedirect(f"{reverse('registers:new')}?target={public_id}")
    target = plans.target_where(request.actor, public_id, Power.OPEN)
    is_sure = request.POST.get("anyway") == "1"
    if not is_sure and _fitting(request.actor, target):
        return form
    try:
        card = registers.open_for_target(request.actor, public_id)
    except (TypeNotFound, FieldMissing, RegisterTaken):
        return form
    messages.success(request, gettext("已建立台账“%(title)s”。") % {"title": card.title})
    return HttpResponseRedirect(reverse("registers:page", args=[card.public_id]))


@require_http_methods(["GET", "HEAD", "POST"])
def new_register(request: OfficeRequest) -> HttpResponse:
    """Open a register; with `?target=` for a target, all proposed; with `?type=` of that type."""
    actor, today = request.actor, timezone.localdate()
    actor.require(Power.OPEN)
    asked = request.GET.get("target", "")
    target = plans.target_where(actor, asked, Power.OPEN) if uuid_or_none(asked) else None
    places = [(place.code, place.name) for place in regions.regions_where(actor, Power.OPEN)]
    place = request.GET.get("region", "")
    if place not in dict(places):
        place = target.home.region_code if target else places[0][0] if places else ""
    path = regions.region_cards([place])[place].path if place else ""
    proposed = _proposed(actor, target)

    def open_register(posted: QueryDict) -> str:
        missing = next((name for name in ("type", "unit") if uuid_or_none(posted.get(name, "")) is None), "")
        if missing:
            raise FieldMissing(field=missing, what={"type": "台账类型", "unit": "填报单位"}[missing])
        draft = registers.RegisterDraft(
            type_id=posted.get("type", ""),
            unit_id=posted.get("unit", ""),
            title=posted.get("title", ""),
            target_id=target.public_id if target else None,
        )
        card = registers.open_register(actor, draft)
        messages.success(request, gettext("已建立台账“%(title)s”。") % {"title": card.title})
        return reverse("registers:page", args=[card.public_id])

    def use(posted: QueryDict) -> str:
        register = uuid_or_none(posted.get("register", ""))
        if register is None or target is None:
            raise FieldMissing(what="台账")
        registers.use_for_target(actor, target.public_id, register)
        messages.success(request, gettext("已用这本台账证明目标“%(name)s”。") % {"name": target.name})
        return reverse("registers:page", args=[register])

    return answer(
        request,
        "registers/new.html",
        {"open": open_register, "use": use},
        typed={
            "title": gettext("%(name)s台账") % {"name": target.name} if target else "",
            "type": str(proposed or request.GET.get("type", "")),
            "unit": str(target.lead_unit or "") if target else "",
        },
        context=lambda: {
            "target": target,
            "figure": target_figure(target),
            "proposed": proposed,
            "fitting": _fitting(actor, target) if target else [],
            "types": type_choices(actor, today, path),
            "units": _units(actor, place) if place else [],
            "places": places,
            "place": place,
        },
    )


def _units(actor: Actor, place: str) -> list[tuple[str, str]]:
    """The units of a region for which the actor may open a register."""
    units = regions.units_in(actor, place)
    return [(str(unit.public_id), unit.name) for unit in units if actor.may(Power.OPEN, unit.region.path, unit.id)]


def _fitting(actor: Actor, target: plans.TargetCard) -> list[registers.RegisterCard]:
    """Open registers that would do for a target."""
    return registers_fitting(actor, target, _proposed(actor, target), timezone.localdate())


def _proposed(actor: Actor, target: plans.TargetCard | None) -> UUID | None:
    """The type that the indicator of a target proposes."""
    if target is None:
        return None
    code = target.indicator_code
    return types_for(actor, [code], timezone.localdate(), region_path=target.home.region_path).get(code)
