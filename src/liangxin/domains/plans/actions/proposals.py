"""What the house proposes for the names of a document: indicators of the catalogue, units of the region.

Parts of other actions, inside their transaction and under the lock of the document.
"""

from __future__ import annotations

from collections.abc import Iterable

from liangxin.domains.indicators import api as indicators
from liangxin.domains.indicators.terms import IndicatorKind
from liangxin.domains.plans.models import Finding, PlanDocument, UnitName
from liangxin.domains.plans.rules.review import names_of_units
from liangxin.domains.plans.terms import NAME_LIMIT, FindingKind, NamingState, ReviewState
from liangxin.domains.regions import api as regions
from liangxin.kernel.text import plain


def said_of(finding: Finding) -> indicators.Said:
    """The words of a target as the catalogue is asked for them."""
    stated = finding.stated
    return indicators.Said(stated["indicator"], stated["unit"] or "", IndicatorKind.of(stated["kind"]))


def propose_indicators(document: PlanDocument, among: Iterable[Finding] | None = None) -> None:
    """Give each target, or those named, the likeliest indicator; what a person has confirmed stays."""
    rows = document.findings.filter(kind=FindingKind.TARGET.value) if among is None else among
    waiting = [row for row in rows if row.indicator_state in ("", NamingState.PROPOSED)]
    matches = indicators.match_indicators(said_of(row) for row in waiting)
    ids = indicators.indicator_ids(match.code for found in matches.values() for match in found[:1])
    for row in waiting:
        best = next(iter(matches[said_of(row)]), None)
        row.indicator_id = ids[best.code] if best else None
        row.indicator_score = best.score if best else None
        row.indicator_state = NamingState.PROPOSED
    Finding.objects.bulk_update(waiting, ["indicator", "indicator_score", "indicator_state"])


def propose_units(document: PlanDocument) -> None:
    """Enter every unit name that findings give, with the unit that it likely means; what waits is looked up again."""
    kinds = [FindingKind.TASK.value, FindingKind.MEASURE.value]
    findings = document.findings.filter(kind__in=kinds).exclude(
        state__in=[ReviewState.DISMISSED.value, ReviewState.REPLACED.value]
    )
    named = (name for one in findings for name in names_of_units(FindingKind.of(one.kind), one.stated))
    known = {row.plain: row for row in document.unit_names.all()}
    new = {plain(name): name[:NAME_LIMIT] for name in named if plain(name) not in known}
    waiting = [row for row in known.values() if row.unit_id is None and row.state == NamingState.PROPOSED]
    matches = regions.find_units_around(document.region.code, [*new.values(), *(row.written for row in waiting)])
    UnitName.objects.bulk_create(
        UnitName(document=document, written=name, plain=key, **_likeliest(matches[name])) for key, name in new.items()
    )
    for row in waiting:
        for field, value in _likeliest(matches[row.written]).items():
            setattr(row, field, value)
    UnitName.objects.bulk_update(waiting, ["unit", "score", "why"])


def _likeliest(found: tuple[regions.UnitMatch, ...]) -> dict[str, object]:
    if not found:
        return {}
    return {
        "unit_id": found[0].unit_id if regions.is_sure(found) else None,
        "score": found[0].score,
        "why": found[0].why,
    }
