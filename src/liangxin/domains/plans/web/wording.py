"""A target in words: what the figure is, and how it is meant."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from liangxin.domains.plans.queries import FindingCard
from liangxin.domains.plans.terms import FindingKind
from liangxin.engines.reader.findings import Comparator, TargetKind
from liangxin.foundation.ui.cells import figure_html

# How a comparator stands to its figure: in front or behind, as official texts put it.
PATTERNS: Final = {
    Comparator.AT_LEAST: "≥ {}",
    Comparator.MORE_THAN: "> {}",
    Comparator.AT_MOST: "≤ {}",
    Comparator.ABOUT: "≈ {}",
    Comparator.REACH: "{}",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A finding as the page lists it; `value` and `sort` are empty for all but targets."""

    finding: FindingCard
    place: str
    value: SafeString | str = ""
    sort: str = ""


def lines_of(findings: list[FindingCard]) -> list[Line]:
    return [_line(each) for each in findings]


def _line(finding: FindingCard) -> Line:
    place = shown_marker(finding.marker)
    if finding.kind is not FindingKind.TARGET:
        return Line(finding, place)
    kind = TargetKind.of(finding.facts["kind"])
    return Line(finding, place, _value(finding.facts, kind), _(kind.label))


def shown_marker(marker: str) -> str:
    """A place in the outline as people write it.

    >>> shown_marker("一"), shown_marker("二/（一）/2#1"), shown_marker("")
    ('一、', '二（一）2', '')
    """
    parts = marker.partition("#")[0].split("/")
    return f"{marker}、" if marker and len(parts) == 1 else "".join(parts)


def _value(facts: dict[str, Any], kind: TargetKind) -> SafeString | str:
    if facts["value"] is None:
        return _("方向性要求")
    if kind is TargetKind.COMPLETION:
        return _("基本完成") if facts["comparator"] == Comparator.ABOUT else _("全部完成")
    figure = figure_html(Decimal(str(facts["value"])), facts["unit"] or "")
    return format_html(PATTERNS[Comparator.of(facts["comparator"])], figure)
