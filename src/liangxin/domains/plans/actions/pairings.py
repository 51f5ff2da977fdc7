"""What an edition under way has in common with the current one: proposed, moved by hand, checked by a person.

`renew_pairings` is a part of other actions, under the lock of the document.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from liangxin.domains.plans.access import get_document, get_finding, get_version, visible_documents
from liangxin.domains.plans.errors import DocumentClosed, FindingNotFound
from liangxin.domains.plans.models import (
    Pairing,
    PlanDocument,
    PlanVersion,
    Target,
    TargetStatement,
    Task,
    TaskStatement,
)
from liangxin.domains.plans.queries.stated import (
    duty_of_finding,
    duty_of_statement,
    promise_of_finding,
    promise_of_statement,
    standing_findings,
    unit_keys,
)
from liangxin.domains.plans.rules.editions import Pair, change_of, pair_duties, pair_promises
from liangxin.domains.plans.rules.promises import Duty, Promise
from liangxin.domains.plans.terms import Deed, EditionKind, FindingKind, Power, TaskKind, VersionState
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.trail import api as trail

Stated = TypeVar("Stated", Promise, Duty)
Sides = tuple[str | None, str | None]
KINDS = {TaskKind.TASK: FindingKind.TASK, TaskKind.MEASURE_ITEM: FindingKind.MEASURE}


def renew_pairings(document: PlanDocument) -> None:
    """Pair anew what has lost its other side or has come since; what a person paired or checked stays while it holds.

    Nothing to do for a first edition.
    """
    version = PlanVersion.objects.filter(document=document).select_related("plan").first()
    if version is None or version.plan.current_id is None or version.state != VersionState.DRAFT:
        return
    is_amendment = version.kind == EditionKind.AMENDMENT
    units = unit_keys(document)
    current = version.plan.current_id
    promised = [promise_of_statement(row) for row in _targets_of(current)]
    found = [promise_of_finding(row) for row in standing_findings(document, FindingKind.TARGET)]
    _renew(version, FindingKind.TARGET, pair_promises(promised, found), is_amendment=is_amendment)
    for kind, found_as in KINDS.items():
        old = [duty_of_statement(row) for row in _tasks_of(current, kind)]
        new = [duty_of_finding(row, units) for row in standing_findings(document, found_as)]
        _renew(version, found_as, pair_duties(old, new), is_amendment=is_amendment)


def _targets_of(version_id: int) -> Iterable[TargetStatement]:
    return TargetStatement.objects.filter(version=version_id).select_related("indicator").order_by("sequence")


def _tasks_of(version_id: int, kind: TaskKind) -> Iterable[TaskStatement]:
    rows = TaskStatement.objects.filter(version=version_id, task__kind=kind.value)
    return rows.prefetch_related("units__unit").order_by("sequence")


def _renew(version: PlanVersion, kind: FindingKind, proposed: tuple[Pair[Stated], ...], *, is_amendment: bool) -> None:
    """Bring the rows of one kind in line with what the rules propose and what a person has paired by hand."""
    rows = {
        _sides(row): row for row in Pairing.objects.filter(version=version, kind=kind.value).select_related("finding")
    }
    by_hand = {sides for sides, row in rows.items() if row.is_by_hand}
    wanted = _with_those_by_hand(proposed, by_hand)
    keys = {(_id(pair.old), _id(pair.new)): pair for pair in wanted}
    Pairing.objects.filter(pk__in=[row.pk for sides, row in rows.items() if sides not in keys]).delete()
    for sides, pair in keys.items():
        needs_look = change_of(pair, is_amendment=is_amendment).needs_review
        row = rows.get(sides)
        if row is None:
            old, new = (None if side is None else int(side) for side in sides)
            ends = {"target_id" if kind is FindingKind.TARGET else "task_id": old, "finding_id": new}
            Pairing.objects.create(version=version, kind=kind, needs_look=needs_look, **ends)
        elif row.needs_look != needs_look or _was_changed_since(row):
            row.needs_look, row.checked_by, row.checked_at = needs_look, None, None
            row.save()


def _with_those_by_hand(proposed: tuple[Pair[Stated], ...], by_hand: set[Sides]) -> list[Pair[Stated]]:
    """The pairs to be: a person's where both its sides stand, the rules' for the rest; a side left over is alone."""
    olds = {pair.old.id: pair.old for pair in proposed if pair.old}
    news = {pair.new.id: pair.new for pair in proposed if pair.new}
    held = [(old, new) for old, new in by_hand if (old is None or old in olds) and (new is None or new in news)]
    bound_old, bound_new = {old for old, _ in held}, {new for _, new in held}
    pairs = [Pair(olds[old] if old else None, news[new] if new else None) for old, new in held]
    for pair in proposed:
        old = pair.old if pair.old and pair.old.id not in bound_old else None
        new = pair.new if pair.new and pair.new.id not in bound_new else None
        if old or new:
            pairs.append(Pair(old, new))
    return pairs


def _id(stated: Promise | Duty | None) -> str | None:
    return stated.id if stated else None


def _sides(row: Pairing) -> Sides:
    """The two sides of a row, as the rules name them: old and new."""
    old = row.target_id or row.task_id
    return (None if old is None else str(old), None if row.finding_id is None else str(row.finding_id))


def _was_changed_since(row: Pairing) -> bool:
    """Whether the finding was changed after a person checked the difference."""
    return (
        row.checked_at is not None
        and row.finding is not None
        and row.finding.corrected is not None
        and row.finding.settled_at is not None
        and row.finding.settled_at > row.checked_at
    )


@transaction.atomic
def pair_by_hand(actor: Actor, document_id: UUID, finding_id: UUID, old_id: UUID | None) -> None:
    """Say which target or task of the current edition a finding goes on from; None: it is new.

    What either side was paired with stands alone afterwards. Raises PlanDocumentNotFound, FindingNotFound,
    PlanNotFound, NotAllowed, DocumentClosed.
    """
    document, version = _open(actor, document_id)
    finding = get_finding(document, finding_id)
    side = "target" if finding.kind == FindingKind.TARGET else "task"
    old = _old_named(version, side, old_id) if old_id else None
    Pairing.objects.filter(version=version, finding=finding).delete()
    if old is not None:
        Pairing.objects.filter(version=version, **{side: old}).delete()
    Pairing.objects.create(version=version, kind=finding.kind, finding=finding, is_by_hand=True, **{side: old})
    renew_pairings(document)
    after = {"finding": str(finding.public_id), "with": str(old_id) if old_id else ""}
    trail.record(actor, Deed.PAIR, document, region_path=document.region.path, after=after)


def _old_named(version: PlanVersion, side: str, public_id: UUID) -> Target | Task:
    rows = Target.objects if side == "target" else Task.objects
    old = rows.filter(plan=version.plan, public_id=public_id, statements__version=version.plan.current_id).first()
    if old is None:
        raise FindingNotFound
    return old


@transaction.atomic
def check_changes(actor: Actor, document_id: UUID, pairing_ids: Sequence[int] | None = None) -> int:
    """Say that differences have been looked at, these or all, and return how many were new to the person.

    Raises PlanDocumentNotFound, PlanNotFound, NotAllowed, DocumentClosed.
    """
    document, version = _open(actor, document_id)
    waiting = Pairing.objects.filter(version=version, needs_look=True, checked_at=None)
    rows = waiting if pairing_ids is None else waiting.filter(pk__in=pairing_ids)
    count = rows.update(checked_by_id=actor.account_id, checked_at=timezone.now())
    if count:
        trail.record(actor, Deed.CHECK, document, region_path=document.region.path, after={"count": count})
    return count


def _open(actor: Actor, document_id: UUID) -> tuple[PlanDocument, PlanVersion]:
    rows = visible_documents(actor).select_for_update(of=("self",))
    document = get_document(actor, document_id, to=Power.REVIEW, among=rows)
    version = get_version(actor, document, Power.REVIEW)
    if version.state != VersionState.DRAFT:
        raise DocumentClosed(state=VersionState.of(version.state))
    return document, version
