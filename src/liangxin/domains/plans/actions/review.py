"""Reviewing findings one by one: accept, dismiss, reopen, correct, add from the text, split, merge, take a clause."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from liangxin.domains.indicators import api as indicators
from liangxin.domains.plans.actions.desk import close_desk, finding_seen, move, open_desk, put
from liangxin.domains.plans.actions.proposals import propose_indicators, propose_units
from liangxin.domains.plans.errors import CannotMove, FindingNotFound, PartsApart
from liangxin.domains.plans.models import Finding, PlanDocument
from liangxin.domains.plans.rules.review import (
    CONFIDENT,
    DIVISIBLE,
    Draft,
    Facts,
    TargetDraft,
    first_facts,
    marker_at,
    merged_facts,
    names_of_units,
    require_span,
    split_points,
)
from liangxin.domains.plans.terms import REVIEWED_KINDS, Deed, FindingKind, NamingState, Origin, ReviewState
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.trail import api as trail
from liangxin.kernel.text import plain

DEEDS = {
    ReviewState.ACCEPTED: Deed.ACCEPT,
    ReviewState.DISMISSED: Deed.DISMISS,
    ReviewState.OPEN: Deed.REOPEN,
}


@transaction.atomic
def settle_finding(
    actor: Actor, document_id: UUID, finding_id: UUID, state: ReviewState, *, seen: int | None = None, reason: str = ""
) -> None:
    """Accept, dismiss or reopen a finding, or an unread clause. Accepting a target confirms the indicator beside it.

    Raises PlanDocumentNotFound, FindingNotFound, NotAllowed, DocumentClosed, ChangedMeanwhile, CannotMove.
    """
    document = open_desk(actor, document_id)
    finding = finding_seen(document, finding_id, seen)
    before = finding.state
    move(actor, finding, state, reason)
    if state is ReviewState.ACCEPTED:
        _confirm_indicator(finding)
    close_desk(document, [finding], says_the_same=ReviewState.DISMISSED not in (before, state))
    _record(actor, DEEDS[state], document, finding, before={"state": before}, reason=reason)


@transaction.atomic
def accept_confident(actor: Actor, document_id: UUID, kind: FindingKind) -> int:
    """Accept every open finding of a kind in which nothing is doubtful, and return how many.

    Doubtful is a reading below CONFIDENT, a target whose indicator is not sure, a task with a unit not known for sure.
    """
    document = open_desk(actor, document_id)
    rows = document.findings.filter(kind=kind.value, state=ReviewState.OPEN.value, confidence__gte=CONFIDENT)
    known = set(document.unit_names.exclude(unit=None).values_list("plain", flat=True))
    known |= set(document.unit_names.filter(state=NamingState.OUTSIDE.value).values_list("plain", flat=True))
    sure = [row for row in rows.order_by("start", "id") if kind in REVIEWED_KINDS and _is_sure(row, known)]
    for row in sure:
        move(actor, row, ReviewState.ACCEPTED)
        _confirm_indicator(row)
    if sure:
        close_desk(document, sure, says_the_same=True)
        count = {"kind": kind.value, "count": len(sure)}
        trail.record(actor, Deed.ACCEPT, document, region_path=document.region.path, after=count)
    return len(sure)


def _is_sure(finding: Finding, known: set[str]) -> bool:
    kind = FindingKind.of(finding.kind)
    if kind is FindingKind.TARGET:
        return finding.indicator_id is not None and (
            finding.indicator_state == NamingState.CONFIRMED or (finding.indicator_score or 0) >= indicators.SURE
        )
    return all(plain(name) in known for name in names_of_units(kind, finding.stated))


def _confirm_indicator(finding: Finding) -> None:
    if finding.indicator_state == NamingState.PROPOSED and finding.indicator_id is not None:
        finding.indicator_state = NamingState.CONFIRMED


@transaction.atomic
def correct_finding(
    actor: Actor,
    document_id: UUID,
    finding_id: UUID,
    draft: Draft,
    *,
    seen: int | None = None,
    indicator_code: str | None = None,
) -> None:
    """Put a finding right in a person's words, which accepts it; what the reader found stays beside it.

    `indicator_code` for a target: the indicator chosen, "" for one outside the catalogue, None leaves it to the house.
    Raises what `settle_finding` raises, FieldMissing, IndicatorNotFound.
    """
    document = open_desk(actor, document_id)
    finding = finding_seen(document, finding_id, seen)
    if finding.kind not in REVIEWED_KINDS or finding.state == ReviewState.REPLACED:
        raise CannotMove(before=ReviewState.of(finding.state or "open"), after=Deed.CORRECT)
    before, after = finding.stated, draft.onto(finding.stated)
    finding.corrected = None if after == finding.facts else after
    put(actor, finding, ReviewState.ACCEPTED)
    _choose_indicator(actor, document, finding, indicator_code, is_reworded=before != after)
    close_desk(document, [finding])
    propose_units(document)
    _record(actor, Deed.CORRECT, document, finding, before=_changed(before, after), after=_changed(after, before))


def _choose_indicator(
    actor: Actor, document: PlanDocument, finding: Finding, code: str | None, *, is_reworded: bool
) -> None:
    if finding.kind != FindingKind.TARGET:
        return
    if code:
        finding.indicator_id = indicators.indicator_seen(actor, code).id
        finding.indicator_state, finding.indicator_score = NamingState.CONFIRMED, None
    elif code == "":
        finding.indicator_id = finding.indicator_score = None
        finding.indicator_state = NamingState.OUTSIDE
    elif is_reworded and finding.indicator_state == NamingState.PROPOSED:
        propose_indicators(document, [finding])
        _confirm_indicator(finding)
    else:
        _confirm_indicator(finding)


def _changed(one: Facts, other: Facts) -> Facts:
    return {name: value for name, value in one.items() if other.get(name) != value}


@transaction.atomic
def add_finding(
    actor: Actor, document_id: UUID, kind: FindingKind, start: int, end: int, draft: Draft | None = None
) -> UUID:
    """Make a finding of words that a person marked in the text; without a draft it waits for their correction.

    Raises PlanDocumentNotFound, NotAllowed, DocumentClosed, SpanOutside, FieldMissing, CannotMove.
    """
    document = open_desk(actor, document_id)
    if kind not in REVIEWED_KINDS:
        raise CannotMove(before=kind, after=Deed.ADD)
    quote = require_span(document.text, start, end)
    sections = document.findings.filter(kind=FindingKind.SECTION.value).values_list("start", "marker")
    facts = first_facts(kind, quote, marker_at(sections, start))
    added = _new_finding(document, kind, (start, end), draft.onto(facts) if draft else facts)
    if draft:
        put(actor, added, ReviewState.ACCEPTED)
    _settle_new(document, [added])
    _record(actor, Deed.ADD, document, added, after={"words": quote[:200]})
    return added.public_id


@transaction.atomic
def take_unread(
    actor: Actor, document_id: UUID, finding_id: UUID, taken: TargetDraft, *, seen: int | None = None
) -> None:
    """Make a target of an unread clause, in a person's words. Raises what `settle_finding` raises, FieldMissing."""
    document = open_desk(actor, document_id)
    clause = finding_seen(document, finding_id, seen)
    move(actor, clause, ReviewState.TAKEN)
    close_desk(document, [clause])
    facts = first_facts(FindingKind.TARGET, clause.facts["text"], clause.marker)
    target = _new_finding(document, FindingKind.TARGET, (clause.start, clause.end), taken.onto(facts))
    put(actor, target, ReviewState.ACCEPTED)
    _settle_new(document, [target])
    _record(actor, Deed.TAKE, document, target, after={"words": clause.facts["text"][:200]})


@transaction.atomic
def split_finding(
    actor: Actor, document_id: UUID, finding_id: UUID, *, at: int | None = None, seen: int | None = None
) -> None:
    """Make two findings of one: cut at a place of the text, or two of the same words where no place is given.

    Raises what `settle_finding` raises.
    """
    document = open_desk(actor, document_id)
    whole = finding_seen(document, finding_id, seen)
    _require_divisible(whole)
    kind = FindingKind.of(whole.kind)
    parts = [
        _new_finding(document, kind, span, _part_of(document, whole, span))
        for span in split_points(whole.start, whole.end, at)
    ]
    put(actor, whole, ReviewState.REPLACED)
    _settle_new(document, parts, replaced=[whole])
    _record(actor, Deed.SPLIT, document, whole, after={"at": at})


def _part_of(document: PlanDocument, whole: Finding, span: tuple[int, int]) -> Facts:
    facts, words = dict(whole.stated), document.text[span[0] : span[1]]
    if span == (whole.start, whole.end):
        return facts
    if whole.kind == FindingKind.TARGET:
        return facts | {"quote": words}
    named = {"title": words.strip()[:500]} if whole.kind == FindingKind.TASK and span[0] > whole.start else {}
    return facts | named | ({"units_span": None} if "units_span" in facts else {})


@transaction.atomic
def merge_findings(actor: Actor, document_id: UUID, finding_ids: Sequence[UUID]) -> None:
    """Make one finding of several of the same kind. Raises what `settle_finding` raises, PartsApart."""
    document = open_desk(actor, document_id)
    parts = sorted((finding_seen(document, each, None) for each in dict.fromkeys(finding_ids)), key=lambda p: p.start)
    for part in parts:
        _require_divisible(part)
    if len(parts) < 2 or len({part.kind for part in parts}) != 1:
        raise PartsApart
    kind, spans = FindingKind.of(parts[0].kind), [(part.start, part.end) for part in parts]
    facts = merged_facts(kind, document.text, [part.stated for part in parts], spans)
    merged = _new_finding(document, kind, (spans[0][0], max(end for _, end in spans)), facts)
    for part in parts:
        put(actor, part, ReviewState.REPLACED)
    _settle_new(document, [merged], replaced=parts)
    _record(actor, Deed.MERGE, document, merged, after={"parts": len(parts)})


@transaction.atomic
def undo_parts(actor: Actor, document_id: UUID, finding_id: UUID) -> None:
    """Take back the split or merger that made a finding: its siblings go, what they were made of is open again.

    Raises PlanDocumentNotFound, NotAllowed, DocumentClosed, FindingNotFound.
    """
    document = open_desk(actor, document_id)
    part = finding_seen(document, finding_id, None)
    wholes = list(part.made_from.all())
    if not wholes:
        raise FindingNotFound
    siblings = document.findings.filter(made_from__in=wholes)
    if siblings.filter(state=ReviewState.REPLACED.value).exists():
        raise CannotMove(before=ReviewState.REPLACED, after=Deed.UNDO_PARTS)
    siblings.delete()
    for whole in wholes:
        put(actor, whole, ReviewState.OPEN)
    close_desk(document, wholes, shape=True)
    _record(actor, Deed.UNDO_PARTS, document, wholes[0])


def _require_divisible(finding: Finding) -> None:
    if finding.kind not in REVIEWED_KINDS or finding.state not in DIVISIBLE:
        raise CannotMove(before=ReviewState.of(finding.state or "open"), after=Deed.SPLIT)


def _new_finding(document: PlanDocument, kind: FindingKind, span: tuple[int, int], facts: Facts) -> Finding:
    last = document.findings.filter(kind=kind.value).order_by("-sequence").values_list("sequence", flat=True).first()
    return Finding.objects.create(
        document=document,
        kind=kind,
        sequence=0 if last is None else last + 1,
        marker=facts.get("marker") or "",
        start=span[0],
        end=span[1],
        confidence=1.0,
        origin=Origin.PERSON,
        facts=facts,
        state=ReviewState.OPEN,
    )


def _settle_new(document: PlanDocument, new: list[Finding], *, replaced: Sequence[Finding] = ()) -> None:
    """Tie what was added to what it replaces, propose names for it, and close the desk."""
    targets = [one for one in new if one.kind == FindingKind.TARGET]
    for one in new:
        one.made_from.set(replaced)
    propose_indicators(document, targets)
    for one in targets:
        if one.state == ReviewState.ACCEPTED:
            _confirm_indicator(one)
    close_desk(document, [*replaced, *new], shape=True)
    propose_units(document)


def _record(
    actor: Actor,
    deed: Deed,
    document: PlanDocument,
    finding: Finding,
    *,
    reason: str = "",
    before: Facts | None = None,
    after: Facts | None = None,
) -> None:
    said = {"kind": finding.kind, "marker": finding.marker, "finding": str(finding.public_id)}
    trail.record(
        actor,
        deed,
        document,
        region_path=document.region.path,
        reason=reason,
        before=before,
        after=said | (after or {"state": str(finding.state)}),
    )
