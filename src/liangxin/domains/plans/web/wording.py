"""A target in words: what the figure is, and how it is meant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final, Protocol

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from liangxin.domains.plans.queries.review import FindingCard
from liangxin.domains.plans.terms import FindingKind
from liangxin.engines.reader.findings import Comparator, TargetKind
from liangxin.foundation.ui.cells import figure_html
from liangxin.foundation.ui.formats import spoken

# How a comparator stands to its figure: in front or behind, as official texts put it.
PATTERNS: Final = {
    Comparator.AT_LEAST: "≥ {}",
    Comparator.MORE_THAN: "> {}",
    Comparator.AT_MOST: "≤ {}",
    Comparator.ABOUT: "≈ {}",
    Comparator.REACH: "{}",
}


class Figure(Protocol):
    """What a target says in figures: a promise of the rules, or a card."""

    @property
    def kind(self) -> TargetKind: ...

    @property
    def value(self) -> Decimal | None: ...

    @property
    def unit(self) -> str: ...

    @property
    def comparator(self) -> Comparator: ...


@dataclass(frozen=True, slots=True)
class Line:
    """A finding as the page lists it; `value` and `sort` are empty for all but targets."""

    finding: FindingCard
    place: str
    value: SafeString | str = ""
    sort: str = ""

    @property
    def template(self) -> str:
        return f"plans/found/{self.finding.kind}.html"


def line_of(finding: FindingCard) -> Line:
    """A finding with its figure and its place in words."""
    place = shown_marker(finding.marker)
    if finding.kind is not FindingKind.TARGET:
        return Line(finding, place)
    kind = TargetKind.of(finding.facts["kind"])
    return Line(finding, place, value_html(finding.facts, kind), _(kind.label))


def shown_marker(marker: str) -> str:
    """A place in the outline as people write it.

    >>> shown_marker("一"), shown_marker("二/（一）/2#1"), shown_marker("")
    ('一、', '二（一）2', '')
    """
    parts = marker.partition("#")[0].split("/")
    return f"{marker}、" if marker and len(parts) == 1 else "".join(parts)


def value_html(facts: Mapping[str, Any], kind: TargetKind) -> SafeString | str:
    """A target's figure as people say it, the exact one on hover; `facts` has value, unit and comparator."""
    said = _without_figure(kind, Comparator.of(facts["comparator"]), has_figure=facts["value"] is not None)
    if said:
        return said
    figure = figure_html(Decimal(str(facts["value"])), facts["unit"] or "")
    return format_html(PATTERNS[Comparator.of(facts["comparator"])], figure)


def figure_words(stated: Figure) -> str:
    """The same in plain words, for lists, workbooks and documents."""
    said = _without_figure(stated.kind, stated.comparator, has_figure=stated.value is not None)
    if said or stated.value is None:
        return said
    return PATTERNS[stated.comparator].format(spoken(stated.value, stated.unit).short)


def _without_figure(kind: TargetKind, comparator: Comparator, *, has_figure: bool) -> str:
    """What is said where no figure stands: a direction, or that all of it is to be done."""
    if not has_figure:
        return _("方向性要求")
    if kind is TargetKind.COMPLETION:
        return _("基本完成") if comparator is Comparator.ABOUT else _("全部完成")
    return ""
