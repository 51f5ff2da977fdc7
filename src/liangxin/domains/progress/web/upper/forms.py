"""The level above's own workbooks: the list and a new one, one with its mapping and copies, a copy cell by cell."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpResponse, HttpResponseBase, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from liangxin.domains.progress import api as progress
from liangxin.domains.progress.errors import ReturnWorkbookAbsent
from liangxin.domains.progress.queries.upper_forms import (
    FilledCell,
    empty_file,
    filling_cells,
    upper_form_page,
    upper_forms,
)
from liangxin.domains.progress.rules.rounds import last_ended
from liangxin.domains.progress.terms import Fact, Power, RoundKind
from liangxin.domains.progress.web.rounds.forms import typed_period
from liangxin.domains.regions import api as regions
from liangxin.foundation.accounts.api import OfficeRequest
from liangxin.foundation.files.api import file_response
from liangxin.foundation.ui.lists import Column, Empty, ListScreen, Show, TextFilter
from liangxin.foundation.ui.posted import answer
from liangxin.kernel.period import Period

_PAGES = {"target": "progress:target", "task": "progress:task"}


def trail_address(cell: FilledCell) -> str:
    """Where a value comes from; "" where it is a fixed text or a count."""
    sort, *ids = cell.trail or ("",)
    if sort == "figure":
        return reverse("indicators:figures", args=ids)
    return reverse(_PAGES[sort], args=ids) if sort in _PAGES else ""


CELLS = ListScreen(
    name="upper-filling",
    title=_("逐格说明"),
    order="place",
    tie="place",
    columns=[
        Column("place", _("单元格"), sort="place"),
        Column("fact", _("填什么"), lambda cell: gettext(cell.fact.label)),
        Column("of", _("对应"), link=trail_address),
        Column("region", _("地区"), missing=_("本地")),
        Column("value", _("填入的内容"), missing=_("没有填")),
        Column("why", _("没有填的原因"), lambda cell: gettext(cell.why.label) if cell.why else "", missing=_("已填")),
    ],
    filters=[TextFilter("q", _("单元格或对应"), ("place", "of"))],
    empty=Empty(_("没有格子"), _("对应关系里没有要填的格子。")),
)
FORMS = ListScreen(
    name="upper-forms",
    title=_("上级表格"),
    order="name",
    tie="public_id",
    columns=[
        Column("name", _("名称"), link=lambda card: reverse("progress:upper_form", args=[card.public_id]), sort="name"),
        Column("file_name", _("文件名")),
        Column("region", _("所属区划"), "region_name"),
        Column("version", _("对应关系版本"), lambda card: card.version or "", missing=_("还没有确认")),
        Column("added_at", _("上传时间"), show=Show.MOMENT, sort="added_at"),
    ],
    filters=[TextFilter("q", _("名称"), ("name",))],
    empty=Empty(
        _("还没有上级表格"),
        _("上级发来的空表传一次，确认每格填什么；以后每期一键填写，格式和公式不动，没有数的留空并列出。"),
    ),
)


def _places(request: OfficeRequest) -> list[regions.RegionCard]:
    holds = request.actor.paths(Power.DISPATCH)
    return [place for place in regions.regions_where(request.actor, Power.DISPATCH) if place.path in holds]


@require_http_methods(["GET", "HEAD", "POST"])
def form_list(request: OfficeRequest) -> HttpResponseBase:
    """The workbooks, and uploading a new one."""
    request.actor.require(Power.READ)
    places = _places(request)
    if request.method != "POST":
        cards = upper_forms(request.actor)
        return FORMS.respond(request, cards, "progress/upper/list.html", places=places)

    def add(posted: QueryDict) -> str:
        sent = request.FILES.get("file")
        if sent is None:
            raise ReturnWorkbookAbsent(field="file")
        file_name = sent.name or gettext("未命名")
        code, name = posted.get("region", ""), posted.get("name", "").strip() or PurePath(file_name).stem
        made = progress.add_upper_form(request.actor, code, name, sent, file_name)
        messages.success(request, gettext("已上传。请核对下面建议的对应关系，确认后就可以填写。"))
        return reverse("progress:upper_form", args=[made])

    typed = {"name": "", "region": ""}
    return answer(request, "progress/upper/add.html", {"add": add}, typed=typed, context=lambda: {"places": places})


@require_http_methods(["GET", "HEAD", "POST"])
def form_page(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """One workbook: its mapping, confirmed in versions, and filling it for a period."""
    actor, today = request.actor, timezone.localdate()

    def confirm(posted: QueryDict) -> str:
        number = progress.confirm_mapping(actor, public_id, posted.get("mapping", ""))
        messages.success(request, gettext("对应关系已确认，第 %(number)s 版。") % {"number": number})
        return reverse("progress:upper_form", args=[public_id])

    def fill(posted: QueryDict) -> str:
        period = typed_period(posted.get("period", ""), RoundKind.AD_HOC, today)
        made = progress.fill_upper_form(actor, public_id, period)
        return reverse("progress:upper_filling", args=[made])

    def context() -> dict[str, Any]:
        page = upper_form_page(actor, public_id)
        return {"page": page, "shown": page.mapping or page.proposal, "facts": [(one.value, one.label) for one in Fact]}

    typed = {"mapping": None, "period": str(last_ended(RoundKind.MONTHLY, today))}
    deeds = {"confirm": confirm, "fill": fill}
    return answer(request, "progress/upper/form.html", deeds, typed=typed, context=context)


@require_safe
def filling(request: OfficeRequest, public_id: UUID) -> HttpResponseBase:
    """A filled copy: which cells were filled from what, which stayed empty and why."""
    row, cells = filling_cells(request.actor, public_id)
    lacking = [cell for cell in cells if cell.why]
    shown = lacking if request.GET.get("only") == "empty" else cells
    context = {"filling": row, "period": Period(row.starts_on, row.ends_on), "lacking": len(lacking)}
    return CELLS.respond(request, shown, "progress/upper/filling.html", **context)


@require_safe
def filled_file(request: OfficeRequest, public_id: UUID) -> FileResponse:
    """The filled copy, under the name of the workbook and its period."""
    row, _cells = filling_cells(request.actor, public_id)
    name = PurePath(row.form.file_name)
    return file_response(row.file, f"{name.stem}_{Period(row.starts_on, row.ends_on)}{name.suffix}")


@require_safe
def empty(request: OfficeRequest, public_id: UUID) -> FileResponse:
    """The workbook as it was uploaded."""
    file, name = empty_file(request.actor, public_id)
    return file_response(file, name)
