"""A plan with its editions and family, and an edition under way set beside the one in force."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from liangxin.domains.plans.access import get_document, get_plan, get_version, visible_documents, visible_plans
from liangxin.domains.plans.models import Finding, Pairing, Plan, PlanVersion, TargetStatement, TaskStatement
from liangxin.domains.plans.queries.stated import (
    duty_of_finding,
    duty_of_statement,
    promise_of_finding,
    promise_of_statement,
    unit_keys,
)
from liangxin.domains.plans.rules.editions import Change, ChangeKind, Pair, change_of
from liangxin.domains.plans.rules.promises import Duty, Promise
from liangxin.domains.plans.terms import EditionKind, FindingKind, PlanKind, PlanLevel, Power, TaskKind, VersionState
from liangxin.foundation.accounts.api import Actor


@dataclass(frozen=True, slots=True)
class VersionCard:
    """One edition of a plan; `document_id` is None where the reader may not open the document."""

    public_id: UUID
    number: int
    kind: EditionKind
    state: VersionState
    document_id: UUID | None
    title: str
    document_number: str
    submitted_by: str
    published_by: str
    published_at: datetime | None
    targets: int
    tasks: int


@dataclass(frozen=True, slots=True)
class FamilyLine:
    """A plan that stands above, below or beside another."""

    public_id: UUID
    title: str
    place: str
    level: PlanLevel
    kind: PlanKind
    field: str


@dataclass(frozen=True, slots=True)
class PlanCard:
    """A plan in force or to be."""

    public_id: UUID
    title: str
    region_name: str
    place: str
    level: PlanLevel
    kind: PlanKind
    field: str
    number: int | None
    is_own: bool


@dataclass(frozen=True, slots=True)
class PlanPage:
    """A plan with its editions, newest first, and its family."""

    card: PlanCard
    versions: list[VersionCard]
    upper: FamilyLine | None
    main: FamilyLine | None
    below: list[FamilyLine]
    sectors: list[FamilyLine]
    may_review: bool
    choices: list[FamilyLine]


def plan_card(plan: Plan) -> PlanCard:
    """The card of a plan fetched with region, issuer and current edition."""
    return PlanCard(
        public_id=plan.public_id,
        title=plan.title,
        region_name=plan.region.name,
        place=plan.place,
        level=PlanLevel.of(plan.level),
        kind=PlanKind.of(plan.kind),
        field=plan.field,
        number=plan.current.number if plan.current else None,
        is_own=plan.issued_by_id == plan.region_id,
    )


def plans_listed(actor: Actor) -> list[PlanCard]:
    """All plans that the actor sees, from above downwards, general plans first."""
    rows = visible_plans(actor).select_related("region", "issued_by", "current").order_by("region__path", "kind", "id")
    levels = list(PlanLevel)
    return [plan_card(row) for row in sorted(rows, key=lambda row: levels.index(PlanLevel.of(row.level)))]


def plan_page(actor: Actor, public_id: UUID) -> PlanPage:
    """One plan that the actor sees. Raises PlanNotFound."""
    plan = get_plan(actor, public_id)
    seen = visible_plans(actor).select_related("region", "issued_by", "current")
    may_review = actor.may(Power.REVIEW, plan.region.path)
    return PlanPage(
        card=plan_card(plan),
        versions=_versions_of(actor, plan),
        upper=_line(seen.filter(below=plan).first()),
        main=_line(seen.filter(sectors=plan).first()),
        below=_lines(seen.filter(upper=plan).order_by("region__code", "id")),
        sectors=_lines(seen.filter(main=plan).order_by("field", "id")),
        may_review=may_review,
        choices=_lines(seen.exclude(pk=plan.pk).order_by("region__code", "kind", "id")) if may_review else [],
    )


def _versions_of(actor: Actor, plan: Plan) -> list[VersionCard]:
    """All editions for those who may open the documents; for those below only what is in force."""
    rows = plan.versions.select_related("document", "submitted_by", "published_by").order_by("-number")
    if not actor.may(Power.READ, plan.region.path):
        rows = rows.filter(state=VersionState.PUBLISHED.value)
    open_to = set(visible_documents(actor).filter(version__plan=plan).values_list("pk", flat=True))
    return [_version_card(row, may_open=row.document_id in open_to) for row in rows]


def _version_card(row: PlanVersion, *, may_open: bool) -> VersionCard:
    return VersionCard(
        public_id=row.public_id,
        number=row.number,
        kind=EditionKind.of(row.kind),
        state=VersionState.of(row.state),
        document_id=row.document.public_id if may_open else None,
        title=row.document.title or row.document.name,
        document_number=row.document.document_number,
        submitted_by=row.submitted_by.name if row.submitted_by else "",
        published_by=row.published_by.name if row.published_by else "",
        published_at=row.published_at,
        targets=row.targets.count(),
        tasks=row.tasks.count(),
    )


def _line(plan: Plan | None) -> FamilyLine | None:
    if plan is None:
        return None
    card = plan_card(plan)
    return FamilyLine(card.public_id, card.title, card.place, card.level, card.kind, card.field)


def _lines(plans: Iterable[Plan]) -> list[FamilyLine]:
    return [line for plan in plans if (line := _line(plan)) is not None]


@dataclass(frozen=True, slots=True)
class DifferenceLine:
    """One target or task before and after. One side may be missing; `is_checked` where a person has looked."""

    pairing: int
    kind: FindingKind
    finding_id: UUID | None
    finding: int | None
    old_id: UUID | None
    before: Promise | Duty | None
    after: Promise | Duty | None
    change: Change
    needs_look: bool
    is_checked: bool
    checked_by: str
    is_by_hand: bool

    @property
    def order(self) -> int:
        """Where the line stands: what was added and dropped first, what stayed the same last."""
        return _ORDER.index(self.change.kinds[0])


_ORDER = (
    ChangeKind.DROPPED,
    ChangeKind.ADDED,
    ChangeKind.FIGURE,
    ChangeKind.UNITS,
    ChangeKind.WORDING,
    ChangeKind.KEPT,
    ChangeKind.SAME,
)


@dataclass(frozen=True, slots=True)
class OldChoice:
    """A target or task of the edition in force that a finding may go on from."""

    public_id: UUID
    kind: FindingKind
    words: str


@dataclass(frozen=True, slots=True)
class Difference:
    """An edition under way beside the one in force."""

    document_id: UUID
    title: str
    plan_title: str
    number: int
    before_number: int
    edition: EditionKind
    state: VersionState
    lines: list[DifferenceLine]
    choices: list[OldChoice]
    may_review: bool

    def of(self, kind: ChangeKind) -> int:
        return sum(kind in line.change.kinds for line in self.lines)

    @property
    def waiting(self) -> int:
        return sum(line.needs_look and not line.is_checked for line in self.lines)


def difference_of(actor: Actor, document_id: UUID) -> Difference:
    """What an edition changes. Raises PlanDocumentNotFound, PlanNotFound for a document that has no place yet."""
    document = get_document(actor, document_id)
    version = get_version(actor, document, Power.READ)
    pairings = Pairing.objects.filter(version=version).select_related(
        "finding__indicator", "target", "task", "checked_by"
    )
    rows = list(pairings.order_by("id"))
    previous = version.plan.versions.filter(number__lt=version.number).exclude(state=VersionState.DRAFT.value)
    before = previous.order_by("-number").first()
    olds = _olds(before) if before else {}
    units = unit_keys(document)
    lines = [_difference_line(row, olds, units, is_amendment=version.kind == EditionKind.AMENDMENT) for row in rows]
    return Difference(
        document_id=document.public_id,
        title=document.title or document.name,
        plan_title=version.plan.title,
        number=version.number,
        before_number=before.number if before else 0,
        edition=EditionKind.of(version.kind),
        state=VersionState.of(version.state),
        lines=sorted(lines, key=lambda line: (line.order, list(FindingKind).index(line.kind), line.pairing)),
        choices=[OldChoice(public_id, kind, _words(stated)) for (kind, _), (public_id, stated) in olds.items()],
        may_review=actor.may(Power.REVIEW, document.region.path) and version.state == VersionState.DRAFT,
    )


Stated = Promise | Duty | None
Old = tuple[UUID, Promise | Duty]


def _olds(version: PlanVersion) -> dict[tuple[FindingKind, int], Old]:
    """What an edition states, by kind and by id of the target or task."""
    found: dict[tuple[FindingKind, int], Old] = {}
    targets = TargetStatement.objects.filter(version=version).select_related("indicator", "target")
    for target in targets.order_by("sequence"):
        found[FindingKind.TARGET, target.target_id] = (target.target.public_id, promise_of_statement(target))
    tasks = TaskStatement.objects.filter(version=version).select_related("task").prefetch_related("units__unit")
    for task in tasks.order_by("sequence"):
        kind = FindingKind.TASK if task.task.kind == TaskKind.TASK else FindingKind.MEASURE
        found[kind, task.task_id] = (task.task.public_id, duty_of_statement(task))
    return found


def _difference_line(
    row: Pairing, olds: dict[tuple[FindingKind, int], Old], units: dict[str, str], *, is_amendment: bool
) -> DifferenceLine:
    kind = FindingKind.of(row.kind)
    old = olds.get((kind, row.target_id or row.task_id or 0))
    after = _after(row.finding, units)
    before = old[1] if old else None
    return DifferenceLine(
        pairing=row.pk,
        kind=kind,
        finding_id=row.finding.public_id if row.finding else None,
        finding=row.finding_id,
        old_id=old[0] if old else None,
        before=before,
        after=after,
        change=_change(before, after, is_amendment=is_amendment),
        needs_look=row.needs_look,
        is_checked=row.checked_at is not None,
        checked_by=row.checked_by.name if row.checked_by else "",
        is_by_hand=row.is_by_hand,
    )


def _change(before: Stated, after: Stated, *, is_amendment: bool) -> Change:
    """Both sides are of one sort: a row of targets has no task."""
    if isinstance(before, Promise) or isinstance(after, Promise):
        promised, found = (side if isinstance(side, Promise) else None for side in (before, after))
        return change_of(Pair(promised, found), is_amendment=is_amendment)
    asked, told = (side if isinstance(side, Duty) else None for side in (before, after))
    return change_of(Pair(asked, told), is_amendment=is_amendment)


def _after(finding: Finding | None, units: dict[str, str]) -> Promise | Duty | None:
    if finding is None:
        return None
    return promise_of_finding(finding) if finding.kind == FindingKind.TARGET else duty_of_finding(finding, units)


def _words(stated: Promise | Duty) -> str:
    if isinstance(stated, Duty):
        return f"{stated.marker} {stated.title}".strip()
    year = f"（{stated.deadline}年）" if stated.deadline else ""
    return f"{stated.name}{year}"
