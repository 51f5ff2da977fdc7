"""Findings under review and statements in force in the one form in which the rules compare them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from liangxin.domains.plans.models import Finding, PlanDocument, TargetStatement, TaskStatement
from liangxin.domains.plans.rules.promises import Duty, Promise
from liangxin.domains.plans.terms import FindingKind, ReviewState, UnitPart
from liangxin.engines.reader.findings import Comparator, TargetKind
from liangxin.kernel.text import plain

STANDING = (ReviewState.OPEN.value, ReviewState.ACCEPTED.value)


def standing_findings(document: PlanDocument, *kinds: FindingKind) -> list[Finding]:
    """The findings of a document that are not dismissed or replaced, in the order of the text."""
    rows = document.findings.select_related("indicator").filter(
        kind__in=[kind.value for kind in kinds], state__in=STANDING
    )
    return list(rows.order_by("start", "end", "sequence", "id"))


def promise_of_finding(finding: Finding) -> Promise:
    """A target under review."""
    facts = finding.stated
    return Promise(
        id=str(finding.pk),
        indicator=finding.indicator.code if finding.indicator else "",
        name=facts["indicator"],
        kind=TargetKind.of(facts["kind"]),
        value=None if facts["value"] is None else Decimal(str(facts["value"])),
        unit=facts["unit"] or "",
        comparator=Comparator.of(facts["comparator"]),
        deadline=facts["deadline"],
        baseline_year=facts["baseline_year"],
        hedged=bool(facts["hedged"]),
    )


def promise_of_statement(row: TargetStatement) -> Promise:
    """A target in force; fetched with its indicator."""
    return Promise(
        id=str(row.target_id),
        indicator=row.indicator.code if row.indicator else "",
        name=row.name,
        kind=TargetKind.of(row.kind),
        value=row.value,
        unit=row.unit,
        comparator=Comparator.of(row.comparator),
        deadline=row.deadline,
        baseline_year=row.baseline_year,
        hedged=row.hedged,
    )


def unit_keys(document: PlanDocument) -> dict[str, str]:
    """Plain names of units in a document → the unit that is meant, for comparing; names that mean none are missing."""
    rows = document.unit_names.exclude(unit=None).values_list("plain", "unit__name")
    return dict(rows)


def duty_of_finding(finding: Finding, units: Mapping[str, str]) -> Duty:
    """A task, or a row of an annexed list, under review; `units` is that of `unit_keys`."""
    facts = finding.stated
    is_task = finding.kind == FindingKind.TASK
    return Duty(
        id=str(finding.pk),
        marker=finding.marker,
        title=facts["title"] if is_task else facts["measure"],
        lead=_keys(facts["lead_units"] if is_task else facts["units"], units),
        supporting=_keys(facts["supporting_units"] if is_task else (), units),
        due=(facts["due"] or "") if is_task else "",
    )


def duty_of_statement(row: TaskStatement) -> Duty:
    """A task in force; fetched with its units."""
    named: dict[str, list[str]] = {part.value: [] for part in UnitPart}
    for one in row.units.all():
        named[one.part].append(one.unit.name if one.unit else plain(one.written))
    return Duty(
        id=str(row.task_id),
        marker=row.marker,
        title=row.title,
        lead=tuple(named[UnitPart.LEAD.value]),
        supporting=tuple(named[UnitPart.SUPPORT.value]),
        due=row.due,
    )


def _keys(names: Iterable[str], units: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(units.get(plain(name), plain(name)) for name in names))
