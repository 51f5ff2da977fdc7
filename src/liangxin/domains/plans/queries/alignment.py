"""Plans side by side: what each promises of every indicator, and what the rules note between those above and below."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from liangxin.domains.indicators.terms import Family
from liangxin.domains.plans.access import visible_plans
from liangxin.domains.plans.models import Plan, PlanVersion, Share, TargetStatement, TaskUnit
from liangxin.domains.plans.queries.editions import PlanCard, plan_card
from liangxin.domains.plans.queries.stated import promise_of_finding, promise_of_statement, standing_findings
from liangxin.domains.plans.rules import alignment as rules
from liangxin.domains.plans.terms import FindingKind, PlanKind, PlanLevel, UnitPart, VersionState
from liangxin.domains.regions import api as regions
from liangxin.foundation.accounts.api import Actor

LEVELS = tuple(PlanLevel)
FAMILIES = tuple(Family)


@dataclass(frozen=True, slots=True)
class AlignedPlan:
    """A column of the table; `is_draft` where the plan is still under review."""

    key: str
    card: PlanCard
    is_draft: bool
    document_id: UUID | None


@dataclass(frozen=True, slots=True)
class AlignmentPage:
    """The chosen plans in order, the table and the notes, and all plans that may be chosen."""

    plans: list[AlignedPlan]
    choices: list[AlignedPlan]
    rows: tuple[rules.Row, ...]
    notes: tuple[rules.Note, ...]
    region_names: dict[str, str]


def alignment_of(actor: Actor, wanted: Iterable[str]) -> AlignmentPage:
    """The plans with these public ids, as far as the actor sees them; without any, the families of its regions."""
    visible = list(visible_plans(actor).select_related("region", "issued_by", "current__document", "upper", "main"))
    visible.sort(key=lambda plan: (LEVELS.index(PlanLevel.of(plan.level)), plan.region.path, plan.kind, plan.pk))
    drafts = _drafts(visible)
    known = [plan for plan in visible if plan.current_id or plan.pk in drafts]
    asked = set(wanted)
    chosen = [plan for plan in known if str(plan.public_id) in asked] if asked else _family(actor, known)
    aligned = _align(chosen, drafts)
    return AlignmentPage(
        plans=[_column(plan, drafts) for plan in chosen],
        choices=[_column(plan, drafts) for plan in known],
        rows=aligned.rows,
        notes=aligned.notes,
        region_names=_names_of(aligned.notes),
    )


def _drafts(plans: Sequence[Plan]) -> dict[int, PlanVersion]:
    """The edition under way of each plan that has none in force yet; such plans are seen from their own region only."""
    waiting = [plan.pk for plan in plans if plan.current_id is None]
    under_way = [VersionState.DRAFT.value, VersionState.SUBMITTED.value]
    rows = PlanVersion.objects.filter(plan__in=waiting, state__in=under_way).select_related("document")
    return {row.plan_id: row for row in rows}


def _column(plan: Plan, drafts: dict[int, PlanVersion]) -> AlignedPlan:
    version = plan.current or drafts.get(plan.pk)
    document = version.document.public_id if version else None
    return AlignedPlan(_key(plan), plan_card(plan), plan.current_id is None, document)


def _key(plan: Plan) -> str:
    return str(plan.pk)


def _family(actor: Actor, plans: Sequence[Plan]) -> list[Plan]:
    """The plans kept where the actor stands, with those above and below that they are tied to, and sector plans."""
    paths = {standing.region_path for standing in actor.standings}
    by_id = {plan.pk: plan for plan in plans}
    found = {plan.pk for plan in plans if plan.region.path in paths or actor.is_system}
    for plan in [by_id[each] for each in found]:
        upper = by_id.get(plan.upper_id or 0)
        while upper is not None and upper.pk not in found:
            found.add(upper.pk)
            upper = by_id.get(upper.upper_id or 0)
    found |= {plan.pk for plan in plans if plan.upper_id in found or plan.main_id in found}
    return [plan for plan in plans if plan.pk in found]


def _align(plans: Sequence[Plan], drafts: dict[int, PlanVersion]) -> rules.Alignment:
    statements = _statements(plans)
    measured = {
        row.indicator.code: _measured(row.indicator) for rows in statements.values() for row in rows if row.indicator
    }
    promises = {_key(plan): [promise_of_statement(row) for row in statements.get(plan.pk, ())] for plan in plans}
    for plan in plans:
        if plan.current_id is None and plan.pk in drafts:
            findings = standing_findings(drafts[plan.pk].document, FindingKind.TARGET)
            promises[_key(plan)] = [promise_of_finding(finding) for finding in findings]
            measured |= {one.indicator.code: _measured(one.indicator) for one in findings if one.indicator}
    in_order = sorted(measured.values(), key=lambda each: (FAMILIES.index(Family.of(each.family)), each.name))
    return rules.align(
        [_in_family(plan) for plan in plans],
        promises,
        in_order,
        shares=_shares(plans),
        units=_subjects(plans),
        regions_below=_below(plans),
    )


def _in_family(plan: Plan) -> rules.PlanInFamily:
    place = plan.issued_by
    return rules.PlanInFamily(
        id=_key(plan),
        name=plan.title,
        region_code=place.code if place else plan.place,
        region_path=place.path if place else "",
        region_name=plan.place,
        level=LEVELS.index(PlanLevel.of(plan.level)),
        is_sector=plan.kind == PlanKind.SECTOR,
        upper=str(plan.upper_id) if plan.upper_id else None,
        main=str(plan.main_id) if plan.main_id else None,
    )


def _statements(plans: Sequence[Plan]) -> dict[int, list[TargetStatement]]:
    current = {plan.current_id: plan.pk for plan in plans if plan.current_id}
    found: dict[int, list[TargetStatement]] = {}
    for row in TargetStatement.objects.filter(version__in=current).select_related("indicator").order_by("sequence"):
        found.setdefault(current[row.version_id], []).append(row)
    return found


def _measured(indicator: object) -> rules.Measured:
    told = ("code", "name", "unit", "direction", "roll_up", "family", "name_en")
    return rules.Measured(**{name: getattr(indicator, name) for name in told})


def _shares(plans: Sequence[Plan]) -> list[rules.Share]:
    rows = Share.objects.filter(target__plan__in=plans).select_related("region", "target__plan")
    units = dict(
        TargetStatement.objects.filter(version__in=[plan.current_id for plan in plans]).values_list("target_id", "unit")
    )
    return [
        rules.Share(_key(row.target.plan), str(row.target_id), row.region.code, row.value, units[row.target_id])
        for row in rows
        if row.target_id in units
    ]


def _subjects(plans: Sequence[Plan]) -> dict[str, dict[str, frozenset[str]]]:
    """What the leading units of each plan have to do with, by their names."""
    current = {plan.current_id: plan for plan in plans if plan.current_id}
    written: dict[Plan, set[str]] = {}
    rows = TaskUnit.objects.filter(statement__version__in=current, part=UnitPart.LEAD.value)
    for version, name in rows.values_list("statement__version", "written"):
        written.setdefault(current[version], set()).add(name)
    by_region: dict[str, set[str]] = {}
    for plan, names in written.items():
        by_region.setdefault(_code(plan), set()).update(names)
    subjects = regions.subjects_named(by_region)
    return {_key(plan): {name: subjects[_code(plan)][name] for name in names} for plan, names in written.items()}


def _code(plan: Plan) -> str:
    return plan.issued_by.code if plan.issued_by else ""


def _below(plans: Sequence[Plan]) -> dict[str, tuple[str, ...]]:
    below = regions.divisions_below({_code(plan) for plan in plans if plan.issued_by})
    return {_key(plan): below[_code(plan)] for plan in plans if plan.issued_by}


def _names_of(notes: Iterable[rules.Note]) -> dict[str, str]:
    codes = {code for note in notes if note.coverage for code in note.coverage.silent}
    codes |= {note.share.region_code for note in notes if note.share}
    return {code: card.name for code, card in regions.region_cards(codes).items()}
