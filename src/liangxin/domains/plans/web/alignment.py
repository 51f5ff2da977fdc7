"""Plans side by side: the table of indicators × plans, and in words what those below leave out, lower or delay."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from liangxin.domains.plans.queries.alignment import AlignedPlan, AlignmentPage, alignment_of
from liangxin.domains.plans.rules.alignment import Note, NoteKind, Row
from liangxin.domains.plans.rules.promises import Promise
from liangxin.domains.plans.terms import Power
from liangxin.domains.plans.web.wording import figure_words
from liangxin.foundation.accounts.api import OfficeRequest
from liangxin.foundation.ui.formats import in_language, spoken

ACTS = (
    NoteKind.LACKS,
    NoteKind.LOWER,
    NoteKind.SHARE_MISSED,
    NoteKind.LATER,
    NoteKind.SUM_SHORT,
    NoteKind.UNIT_LACKING,
)


@dataclass(frozen=True, slots=True)
class Stated:
    """A promise in a cell: the figure, the year, and whether something is noted of it."""

    words: str
    year: str
    name: str
    tone: str


@dataclass(frozen=True, slots=True)
class TableRow:
    """An indicator with the cells of all plans, in the order of the columns."""

    name: str
    unit: str
    family: str
    cells: list[list[Stated]]


@dataclass(frozen=True, slots=True)
class Told:
    """A note as a sentence."""

    kind: NoteKind
    tone: str
    lower: str
    sentence: str
    detail: str


@require_safe
def show_alignment(request: OfficeRequest) -> HttpResponseBase:
    """The chosen plans, or the families of the person's own regions; as a workbook on demand."""
    request.actor.require(Power.READ)
    page = alignment_of(request.actor, request.GET.getlist("plan"))
    rows = _rows(page)
    if request.GET.get("save") == "xlsx":
        return _workbook(page, rows)
    chosen = {plan.card.public_id for plan in page.plans}
    wanted = request.GET.get("note", "")
    notes = [told for note in page.notes if not wanted or note.kind == wanted for told in [_told(note, page)]]
    notes.sort(key=lambda told: told.tone != "act")
    counts = [(kind, sum(note.kind is kind for note in page.notes)) for kind in NoteKind]
    context = {
        "page": page,
        "rows": rows,
        "notes": notes,
        "counts": [(kind, count) for kind, count in counts if count],
        "wanted": wanted,
        "chosen": chosen,
        "shared": sum(sum(bool(cell) for cell in row.cells) > 1 for row in rows),
    }
    return render(request, "plans/alignment.html", context)


def _rows(page: AlignmentPage) -> list[TableRow]:
    tones = _tones(page)
    return [
        TableRow(
            name=in_language(row.name, row.measured.name_en if row.measured else ""),
            unit=row.measured.unit if row.measured else "",
            family=row.measured.family if row.measured else "",
            cells=[
                [_stated(row, plan, promise, tones) for promise in row.cells.get(plan.key, ())] for plan in page.plans
            ],
        )
        for row in page.rows
    ]


def _tones(page: AlignmentPage) -> dict[tuple[str, str], str]:
    """How a promise is marked, by plan and promise: somebody must act, or somebody should look."""
    tones: dict[tuple[str, str], str] = {}
    for note in page.notes:
        tone = "act" if note.kind in ACTS else "wait"
        if note.given and note.lower_plan:
            tones[note.lower_plan, note.given.id] = tone
        elif note.asked and note.kind is not NoteKind.LACKS:
            tones[note.upper_plan, note.asked.id] = tone
    return tones


def _stated(row: Row, plan: AlignedPlan, promise: Promise, tones: dict[tuple[str, str], str]) -> Stated:
    year = _("%(year)s年") % {"year": promise.deadline} if promise.deadline else _("未写期限")
    if promise.baseline_year:
        year = _("%(year)s较%(base)s年") % {"year": year, "base": promise.baseline_year}
    name = promise.name if promise.name != row.name else ""
    return Stated(figure_words(promise), year, name, tones.get((plan.key, promise.id), ""))


def _told(note: Note, page: AlignmentPage) -> Told:
    english = {row.measured.code: row.measured.name_en for row in page.rows if row.measured}
    plans = {plan.key: plan for plan in page.plans}
    upper = plans[note.upper_plan].card
    lower = plans[note.lower_plan].card if note.lower_plan in plans else None
    said: dict[str, Any] = {
        "upper": upper.place,
        "lower": _lower_name(note, page, lower.place if lower else ""),
        "name": in_language(note.name, english.get(note.indicator, "")),
        "asked": _figure(note.asked_value, note),
        "given": _figure(note.given_value, note),
        "asked_year": _year(note.asked),
        "given_year": _year(note.given),
        "unit": note.lead_unit,
        "why": _(note.obstacle.label) if note.obstacle else "",
        "gap": _figure(abs(note.gap), note) if note.gap is not None else "",
    }
    details = []
    if note.coverage:
        silent = "、".join(page.region_names.get(code, code) for code in note.coverage.silent)
        counted = {"spoken": note.coverage.spoken, "of": note.coverage.of}
        details.append(_("%(of)s个下级地区中%(spoken)s个已有数") % counted)
        details.append(_("未提及：%(names)s") % {"names": silent} if silent else "")
    details.append(_("下级表述为力争") if note.is_hedged else "")
    tone = "act" if note.kind in ACTS else "wait"
    sentence = str(_SENTENCES[note.kind]) % said
    return Told(note.kind, tone, lower.place if lower else "", sentence, "；".join(filter(None, details)))


def _lower_name(note: Note, page: AlignmentPage, place: str) -> str:
    """Who is spoken of: the lower plan's place, or the region that a share was handed to."""
    if place or note.share is None:
        return place
    return page.region_names.get(note.share.region_code, note.share.region_code)


_SENTENCES = {
    NoteKind.LACKS: gettext_lazy("%(upper)s要求“%(name)s”%(asked_year)s达到%(asked)s，%(lower)s没有提。"),
    NoteKind.LOWER: gettext_lazy(
        "“%(name)s”：%(upper)s要求%(asked_year)s%(asked)s，%(lower)s只定%(given_year)s%(given)s，差%(gap)s。"
    ),
    NoteKind.SHARE_MISSED: gettext_lazy("“%(name)s”：分解给%(lower)s%(asked)s，方案只定%(given)s，差%(gap)s。"),
    NoteKind.LATER: gettext_lazy("“%(name)s”：%(upper)s要求%(asked_year)s%(asked)s，%(lower)s%(given_year)s才达到。"),
    NoteKind.SOFTER: gettext_lazy("“%(name)s”：%(lower)s数值与%(upper)s相当，但表述较弱。"),
    NoteKind.OTHER_KIND: gettext_lazy("“%(name)s”：%(upper)s与%(lower)s口径不同，无法比较（%(why)s）。"),
    NoteKind.NOT_COMPARABLE_UNIT: gettext_lazy("“%(name)s”：%(upper)s与%(lower)s的计量单位无法换算。"),
    NoteKind.UNMATCHED: gettext_lazy("%(upper)s的“%(name)s”不在指标目录，下级方案里没有找到对应的目标。"),
    NoteKind.SUM_SHORT: gettext_lazy("“%(name)s”：下级合计%(given)s，比%(upper)s要求的%(asked)s少%(gap)s。"),
    NoteKind.SUM_OVER: gettext_lazy("“%(name)s”：下级合计%(given)s，比%(upper)s的%(asked)s多%(gap)s。"),
    NoteKind.SUM_INCOMPLETE: gettext_lazy("“%(name)s”：%(upper)s要求%(asked)s，下级合计还不完整。"),
    NoteKind.UNIT_LACKING: gettext_lazy("%(upper)s由%(unit)s牵头的事项，%(lower)s没有对应的牵头单位。"),
}


def _figure(value: Decimal | None, note: Note) -> str:
    if value is None:
        return figure_words(note.asked) if note.asked else ""
    return spoken(value, note.unit).short


def _year(promise: Promise | None) -> str:
    return _("到%(year)s年") % {"year": promise.deadline} if promise and promise.deadline else ""


def _workbook(page: AlignmentPage, rows: list[TableRow]) -> HttpResponseBase:
    """The table as it is shown, one column a plan."""
    from liangxin.foundation.ui.workbook import WorkbookColumn, workbook_response

    def cell(at: int) -> Any:
        return lambda row: "\n".join(f"{one.year} {one.words}" for one in row.cells[at])

    columns = [
        WorkbookColumn(_("指标"), "", lambda row: row.name),
        WorkbookColumn(_("计量单位"), "", lambda row: row.unit),
    ]
    for at, plan in enumerate(page.plans):
        columns.append(WorkbookColumn(f"{plan.card.place} {plan.card.title}", "", cell(at)))
    return workbook_response(_("方案对照"), columns, [rows], len(rows))
