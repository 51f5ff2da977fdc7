"""The list of registers, and one register with its records, whose columns come from its type."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from liangxin.domains.registers import api as registers
from liangxin.domains.registers.queries.records import RecordCard, record_cards, records_listed
from liangxin.domains.registers.queries.registers import RegisterCard, register_cards, registers_listed
from liangxin.domains.registers.rules.spec import FieldSpec, TypeSpec
from liangxin.domains.registers.terms import COLUMNS_SHOWN, FieldKind, Power
from liangxin.domains.registers.web.filters import WordsFilter
from liangxin.domains.registers.web.workbooks import records_workbook
from liangxin.foundation.accounts.api import OfficeRequest
from liangxin.foundation.ui.lists import ChoiceFilter, Column, DateRangeFilter, Empty, ListScreen, Show, TextFilter

SHOWS = {
    FieldKind.WHOLE: Show.NUMBER,
    FieldKind.DECIMAL: Show.NUMBER,
    FieldKind.MONEY: Show.MONEY,
    FieldKind.DATE: Show.DAY,
}


def _address(card: RegisterCard) -> str:
    return reverse("registers:page", args=[card.public_id])


def _record_address(card: RecordCard) -> str:
    return reverse("registers:record", args=[card.public_id])


def _by_stage(card: RegisterCard) -> str:
    return " · ".join(f"{stage.label} {stage.count}" for stage in card.stages)


REGISTERS = ListScreen(
    name="registers",
    title=_("台账"),
    order="title",
    columns=[
        Column("title", _("台账"), sort="title", link=_address),
        Column("records", _("条数"), show=Show.NUMBER, sort="standing", total="standing"),
        Column("unit_of_count", _("计数单位"), "unit"),
        Column("stages", _("各阶段"), _by_stage),
        Column("to_confirm", _("待确认"), show=Show.NUMBER),
        Column("unit_name", _("填报单位"), sort="unit__name"),
        Column("type_name", _("类型")),
        Column("region", _("所属区划"), "region_name", sort="region__path"),
    ],
    filters=[TextFilter("q", _("台账或填报单位"), ("title", "unit__name"))],
    empty=Empty(
        _("还没有台账"),
        _("方案承诺的每件可数的东西，电梯、管网、车辆、活动，都可建一本台账，逐条登记并附佐证。"),
        _("从方案目标建立"),
        "registers:targets",
    ),
    cards=lambda rows: register_cards(rows, timezone.localdate()),
)


@require_safe
def register_list(request: OfficeRequest) -> HttpResponseBase:
    """Registers of own regions and below, or of the own unit."""
    rows, may_open = registers_listed(request.actor), request.actor.may(Power.OPEN)
    return REGISTERS.respond(request, rows, "registers/list.html", may_open=may_open)


@require_safe
def register_page(request: OfficeRequest, public_id: UUID) -> HttpResponseBase:
    """One register: its counts and figure, and its records; `?withdrawn=1` shows those withdrawn."""
    page = registers.register_page(request.actor, public_id, timezone.localdate())
    withdrawn = request.GET.get("withdrawn") == "1"
    rows = records_listed(request.actor, page.card.id, withdrawn=withdrawn)
    saves = request.GET.get("save") == "xlsx"
    # The workbook has every field; on the screen the first ones, for a row must stay readable.
    screen = records_screen(page, None if saves else COLUMNS_SHOWN)
    if saves and not withdrawn:
        return records_workbook(request, public_id, screen.narrowed(request, rows))
    return screen.respond(request, rows, "registers/page.html", page=page, withdrawn=withdrawn)


def records_screen(page: registers.RegisterPage, most: int | None) -> ListScreen:
    """The list of a register's records with the first columns of its type, or all."""
    spec = page.type.spec
    fields = [one for one in spec.fields if one.code not in spec.key]
    shown = fields if most is None else fields[: max(0, most - 1)]
    return ListScreen(
        name="records",
        title=page.card.title,
        order="-changed_at",
        columns=[
            Column("record", _key_label(spec), "name", sort="shown_key", link=_record_address),
            Column("stage", _("阶段"), "stage_label", show=Show.STATE, sort="stage"),
            Column("stage_day", _("到达日期"), show=Show.DAY),
            *([_column(one) for one in spec.fields if one.code in spec.key] if most is None else []),
            *(_column(one) for one in shown),
            Column("evidence", _("佐证"), show=Show.NUMBER, sort="files"),
            Column("entered_by", _("登记人"), sort="entered_by__name", missing=_("系统")),
            Column("changed_at", _("最近修改"), show=Show.MOMENT, sort="changed_at"),
        ],
        filters=[
            WordsFilter("q", _("任意文字")),
            ChoiceFilter("stage_is", _("阶段"), "stage", [(stage.code, stage.label) for stage in page.card.stages]),
            DateRangeFilter("entered", _("登记日期"), "entered_at", of_moments=True),
        ],
        empty=Empty(_("这本台账还没有记录"), gettext("每条记录是%(counts)s。") % {"counts": spec.counts}),
        cards=record_cards,
    )


def _key_label(spec: TypeSpec) -> str:
    return " ".join(one.label for one in spec.fields if one.code in spec.key)


def _column(one: FieldSpec) -> Column:
    show = SHOWS.get(one.kind, Show.TEXT)
    unit = one.unit if one.kind in (FieldKind.WHOLE, FieldKind.DECIMAL) else ""
    return Column(f"field_{one.code}", one.label, partial(_value, one.code), show=show, unit=unit)


def _value(code: str, card: RecordCard) -> Any:
    return card.shown.get(code)
