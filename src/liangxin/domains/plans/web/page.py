"""What the page of a document shows, whole or in parts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from liangxin.domains.plans.queries.catalogue import unit_suggestions, units_to_choose
from liangxin.domains.plans.queries.review import Reading
from liangxin.domains.plans.terms import REVIEWED_KINDS, FindingKind, ReviewState
from liangxin.domains.plans.web.forms import Slip, clause_line
from liangxin.domains.plans.web.marks import marked_lines
from liangxin.domains.plans.web.wording import Line, line_of
from liangxin.engines.reader.findings import Comparator, TargetKind
from liangxin.foundation.accounts.api import OfficeRequest

__all__ = ["Group", "Line", "line_of", "page_context", "unread_context"]


@dataclass(frozen=True, slots=True)
class Group:
    """The findings of one kind, as the right side lists them."""

    kind: FindingKind
    lines: list[Line]
    waiting: int

    @property
    def is_reviewed(self) -> bool:
        return self.kind in REVIEWED_KINDS

    @property
    def standing(self) -> int:
        return sum(not line.finding.is_gone for line in self.lines)


def page_context(request: OfficeRequest, reading: Reading, *, is_whole: bool, with_names: bool) -> dict[str, Any]:
    """The whole page's context, or that of the parts which change with every deed."""
    groups = list(_groups(reading))
    suggested = unit_suggestions(reading) if with_names else {}
    context = {
        "reading": reading,
        "groups": groups,
        "names": [(name, suggested.get(name.written, [])) for name in reading.unit_names],
        "names_known": sum(name.is_settled for name in reading.unit_names),
        "names_waiting": sum(not name.is_settled for name in reading.unit_names) if _is_own(reading) else 0,
        "units": units_to_choose(request.actor, reading) if is_whole and reading.unit_names else [],
        "is_own": _is_own(reading),
        "members_accepted": sum(one.state is ReviewState.ACCEPTED for one in reading.of(FindingKind.MEMBER)),
    }
    if is_whole:
        shown = [one for one in reading.findings if not one.is_gone or one.kind is FindingKind.UNREAD]
        context["lines_of_source"] = marked_lines(reading.text, reading.layout, shown)
    return context


def _is_own(reading: Reading) -> bool:
    return reading.place is None or reading.place.is_own


def _groups(reading: Reading) -> Iterator[Group]:
    for kind in FindingKind:
        if kind is FindingKind.UNREAD:
            continue
        lines = [line_of(one) for one in reading.of(kind) if one.state is not ReviewState.REPLACED]
        if lines or kind in REVIEWED_KINDS[:2]:
            yield Group(kind, lines, reading.waiting(kind))


def unread_context(reading: Reading, slip: Slip | None = None) -> dict[str, Any]:
    """The panel of clauses that nothing was made of."""
    unread = reading.of(FindingKind.UNREAD)
    return {
        "unread": [clause_line(finding, slip) for finding in unread if finding.state is ReviewState.OPEN],
        "settled": [finding for finding in unread if finding.state is not ReviewState.OPEN],
        "kinds": list(TargetKind),
        "comparators": list(Comparator),
    }
