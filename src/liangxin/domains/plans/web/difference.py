"""An edition under way beside the one in force: each change is looked at, and pairs can be moved."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from liangxin.domains.plans import api as plans
from liangxin.domains.plans.queries.editions import DifferenceLine, difference_of
from liangxin.domains.plans.rules.editions import ChangeKind, FieldChange
from liangxin.domains.plans.rules.promises import Duty, Promise
from liangxin.domains.plans.terms import FindingKind
from liangxin.domains.plans.web.wording import figure_words
from liangxin.foundation.accounts.api import OfficeRequest
from liangxin.foundation.ui.formats import grouped, trimmed
from liangxin.kernel.term import Term

SHOWN = (
    ChangeKind.DROPPED,
    ChangeKind.ADDED,
    ChangeKind.FIGURE,
    ChangeKind.UNITS,
    ChangeKind.WORDING,
    ChangeKind.KEPT,
    ChangeKind.SAME,
)


@dataclass(frozen=True, slots=True)
class Told:
    """A line of the difference in words."""

    line: DifferenceLine
    before: str
    after: str
    details: list[str]


@require_safe
def show_difference(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """What the edition changes, dropped and added first; all that is the same folded away."""
    difference = difference_of(request.actor, public_id)
    told = [_told(line) for line in difference.lines]
    changed = [one for one in told if one.line.needs_look]
    context = {
        "difference": difference,
        "changed": changed,
        "quiet": [one for one in told if not one.line.needs_look],
        "counts": [(kind, difference.of(kind)) for kind in SHOWN],
        "choices": {kind: [each for each in difference.choices if each.kind is kind] for kind in FindingKind},
    }
    return render(request, "plans/difference.html", context)


@require_POST
def check(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Say that one change, or all, have been looked at."""
    chosen = [int(number) for number in request.POST.getlist("pairing") if number.isascii() and number.isdigit()]
    count = plans.check_changes(request.actor, public_id, chosen or None)
    messages.success(
        request, ngettext("已核对 %(count)s 处改动。", "已核对 %(count)s 处改动。", count) % {"count": count}
    )
    return redirect("plans:difference", public_id)


@require_POST
def pair(request: OfficeRequest, public_id: UUID, finding_id: UUID) -> HttpResponse:
    """Say which target or task of the edition in force a finding goes on from."""
    chosen = request.POST.get("old", "")
    try:
        old = UUID(chosen) if chosen else None
    except ValueError:
        old = None
    plans.pair_by_hand(request.actor, public_id, finding_id, old)
    messages.success(request, _("对应已改。"))
    return redirect("plans:difference", public_id)


def _told(line: DifferenceLine) -> Told:
    details = [_field_words(field) for field in line.change.fields]
    for move in line.change.units:
        before = _(move.before.label) if move.before else _("无")
        after = _(move.after.label) if move.after else _("无")
        details.append(f"{move.name}：{before} → {after}")
    return Told(line, _side(line.before), _side(line.after), details)


def _side(stated: Promise | Duty | None) -> str:
    if stated is None:
        return ""
    if isinstance(stated, Duty):
        return f"{stated.title}（{'、'.join([*stated.lead, *stated.supporting])}）"
    year = _("%(year)s年") % {"year": stated.deadline} if stated.deadline else _("未写期限")
    return f"{stated.name} {figure_words(stated)} {year}"


_FIELDS = {
    "indicator": gettext_lazy("指标"),
    "value": gettext_lazy("数值"),
    "unit": gettext_lazy("单位"),
    "kind": gettext_lazy("种类"),
    "comparator": gettext_lazy("要求"),
    "deadline": gettext_lazy("期限"),
    "baseline_year": gettext_lazy("基期"),
    "hedged": gettext_lazy("力争"),
    "name": gettext_lazy("原文指标"),
    "title": gettext_lazy("任务"),
    "marker": gettext_lazy("层次"),
    "due": gettext_lazy("时限"),
}


def _field_words(field: FieldChange) -> str:
    return f"{_FIELDS.get(field.field, field.field)}：{_value(field.before)} → {_value(field.after)}"


def _value(value: object) -> str:
    if value is None or value == "":
        return _("未写")
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, Decimal):
        return grouped(trimmed(value))
    return _(value.label) if isinstance(value, Term) else str(value)
