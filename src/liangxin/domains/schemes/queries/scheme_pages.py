"""Schemes and their versions as the pages of officials show them, in frozen cards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery

from liangxin.domains.schemes.access.scheme import get_scheme, get_version, visible_schemes, visible_versions
from liangxin.domains.schemes.models import Ending, Scheme, SchemeVersion
from liangxin.domains.schemes.queries.scheme import APPROVED, content_of, rulebook_read
from liangxin.domains.schemes.rules.parameters import ParameterField, parameter_fields
from liangxin.domains.schemes.rules.scheme import Span, standing_on
from liangxin.domains.schemes.rules.scheme_changes import LineChange, changes_between
from liangxin.domains.schemes.rules.scheme_content import Checked, check_content
from liangxin.domains.schemes.terms import EndingState, Power, Standing, VersionState
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.files.api import StoredFile
from liangxin.foundation.trail.api import TrailCard, entries_of


@dataclass(frozen=True, slots=True)
class SchemeRow:
    """A scheme in a list: the version that holds today, the one that is under way."""

    id: int
    public_id: UUID
    name: str
    family: str
    region_name: str
    unit_name: str
    standing: Standing
    number: int | None
    since: date | None
    until: date | None
    approved_by: str
    under_way: VersionState | None
    under_way_id: UUID | None


@dataclass(frozen=True, slots=True)
class VersionCard:
    """A version; people by name."""

    id: int
    public_id: UUID
    number: int
    state: VersionState
    standing: Standing
    scheme_id: UUID
    scheme_name: str
    family: str
    title: str
    rulebook_key: str
    shipped_key: str
    region_id: int
    region_name: str
    region_path: str
    unit_name: str
    since: date | None
    until: date | None
    held_from: date | None
    why: str
    sent_back: str
    digest: str
    clock: int
    drafted_by: str
    drafted_at: datetime
    submitted_by: str
    submitted_at: datetime | None
    approved_by: str
    approved_at: datetime | None
    changed_at: datetime
    superseded_by: UUID | None

    @property
    def is_draft(self) -> bool:
        return self.state is VersionState.DRAFT


@dataclass(frozen=True, slots=True)
class EndingCard:
    """A proposal to end a version early and what came of it."""

    state: EndingState
    ends_on: date
    reason: str
    asked_by: str
    asked_by_id: int | None
    asked_at: datetime
    decided_by: str
    answer: str


@dataclass(frozen=True, slots=True)
class ConfirmedLine:
    """A confirmation with its document; `file` is its stored file's name, empty where there is none."""

    line: str
    document: str
    clause: str
    file_name: str
    by: str
    at: datetime


@dataclass(frozen=True)
class VersionPage:
    """A version with its check, and what the reader may do."""

    card: VersionCard
    text: str
    checked: Checked
    parameters: tuple[ParameterField, ...]
    confirmations: dict[str, ConfirmedLine]
    endings: tuple[EndingCard, ...]
    beside: VersionCard | None  # the version it is to take over from, or came after
    may_draft: bool
    may_approve: bool
    may_what_if: bool
    had_a_hand: bool
    is_submitter: bool

    @property
    def ending_asked(self) -> EndingCard | None:
        return next((one for one in self.endings if one.state is EndingState.ASKED), None)


@dataclass(frozen=True)
class SchemePage:
    """A scheme with all its versions, newest first. `under` is what holds here from above meanwhile."""

    id: int
    public_id: UUID
    name: str
    family: str
    region_name: str
    unit_name: str
    versions: tuple[VersionCard, ...]
    may_draft: bool
    history: tuple[TrailCard, ...]


def schemes_listed(actor: Actor, on: date) -> QuerySet[Any]:
    """The rows of the list of schemes, for `scheme_rows`: what holds, what is under way."""
    versions = SchemeVersion.objects.filter(scheme=OuterRef("pk"))
    on_day = Q(since__lte=on) & (Q(until__isnull=True) | Q(until__gte=on))
    holding = versions.filter(on_day, state__in=APPROVED)
    under_way = versions.exclude(state__in=APPROVED)
    rows = visible_schemes(actor).select_related("region", "unit")
    listed: QuerySet[Any] = rows.annotate(
        since=Subquery(holding.values("since")[:1]),
        until=Subquery(holding.values("until")[:1]),
        under_way=Subquery(under_way.values("state")[:1]),
        holds=Exists(holding),
    )
    return listed


def scheme_rows(actor: Actor, rows: Sequence[Any], on: date) -> list[SchemeRow]:
    """Cards of listed rows; their versions are fetched together. A draft is shown to whom it is open only."""
    seen: dict[int, list[SchemeVersion]] = {}
    versions = visible_versions(actor).filter(scheme__in=[row.pk for row in rows]).select_related("approved_by")
    for one in versions.defer("text").order_by("scheme", "-number"):
        seen.setdefault(one.scheme_id, []).append(one)
    return [_row(row, seen.get(row.pk, []), on) for row in rows]


def _row(row: Scheme, versions: list[SchemeVersion], on: date) -> SchemeRow:
    standings = [(standing_of(one, on), one) for one in versions]
    shown = next((pair for pair in standings if pair[0] is Standing.IN_FORCE), None)
    shown = shown or next((pair for pair in standings if VersionState.of(pair[1].state).was_approved), None)
    under_way = next((one for one in versions if not VersionState.of(one.state).was_approved), None)
    one = shown[1] if shown else None
    return SchemeRow(
        id=row.pk,
        public_id=row.public_id,
        name=row.name,
        family=row.family,
        region_name=row.region.name,
        unit_name=row.unit.name,
        standing=shown[0] if shown else Standing.DRAFT,
        number=one.number if one else None,
        since=one.since if one else None,
        until=one.until if one else None,
        approved_by=one.approved_by.name if one and one.approved_by else "",
        under_way=VersionState.of(under_way.state) if under_way else None,
        under_way_id=under_way.public_id if under_way else None,
    )


def standing_of(version: SchemeVersion, on: date) -> Standing:
    """What a version is on a day."""
    span = Span(version.since, version.until) if version.since else None
    return standing_on(VersionState.of(version.state), span, on)


def version_card(row: SchemeVersion, on: date) -> VersionCard:
    """The card of a version fetched with its scheme, region, unit and people."""
    scheme = row.scheme
    return VersionCard(
        id=row.pk,
        public_id=row.public_id,
        number=row.number,
        state=VersionState.of(row.state),
        standing=standing_of(row, on),
        scheme_id=scheme.public_id,
        scheme_name=scheme.name,
        family=scheme.family,
        title=row.title,
        rulebook_key=row.rulebook_key,
        shipped_key=row.shipped_key,
        region_id=scheme.region_id,
        region_name=scheme.region.name,
        region_path=scheme.region.path,
        unit_name=scheme.unit.name,
        since=row.since,
        until=row.until,
        held_from=row.held_from,
        why=row.why,
        sent_back=row.sent_back,
        digest=row.digest,
        clock=row.clock,
        drafted_by=row.drafted_by.name if row.drafted_by else "",
        drafted_at=row.drafted_at,
        submitted_by=row.submitted_by.name if row.submitted_by else "",
        submitted_at=row.submitted_at,
        approved_by=row.approved_by.name if row.approved_by else "",
        approved_at=row.approved_at,
        changed_at=row.changed_at,
        superseded_by=row.superseded_by.public_id if row.superseded_by else None,
    )


def _with_people(rows: QuerySet[SchemeVersion]) -> QuerySet[SchemeVersion]:
    return rows.select_related(
        "scheme__region", "scheme__unit", "drafted_by", "submitted_by", "approved_by", "superseded_by"
    )


def scheme_page(actor: Actor, public_id: UUID | str, on: date) -> SchemePage:
    """One scheme with its versions. Raises SchemeNotFound."""
    row = get_scheme(actor, public_id)
    versions = _with_people(visible_versions(actor).filter(scheme=row)).defer("text").order_by("-number")
    cards = tuple(version_card(one, on) for one in versions)
    return SchemePage(
        id=row.pk,
        public_id=row.public_id,
        name=row.name,
        family=row.family,
        region_name=row.region.name,
        unit_name=row.unit.name,
        versions=cards,
        may_draft=actor.may(Power.DRAFT, row.region.path),
        history=tuple(
            sorted(
                (entry for card in cards for entry in entries_of(("schemes.schemeversion", str(card.id)), 50)),
                key=lambda entry: entry.happened,
                reverse=True,
            )
        )[:200],
    )


def version_page(actor: Actor, public_id: UUID | str, on: date) -> VersionPage:
    """One version with its check. Raises SchemeNotFound."""
    row = get_version(actor, public_id)
    checked = check_content(content_of(row), row.scheme.family)
    path = row.scheme.region.path
    fields = parameter_fields(checked.rulebook, row.parameters) if checked.rulebook else []
    confirmations = row.confirmations.select_related("confirmed_by")
    endings = row.endings.select_related("asked_by", "decided_by")
    return VersionPage(
        card=version_card(row, on),
        text=row.text,
        checked=checked,
        parameters=tuple(fields),
        confirmations={
            one.line: ConfirmedLine(
                one.line,
                one.document,
                one.clause,
                one.file_name if one.file_id else "",
                one.confirmed_by.name if one.confirmed_by else "",
                one.confirmed_at,
            )
            for one in confirmations
        },
        endings=tuple(
            EndingCard(
                EndingState.of(one.state),
                one.ends_on,
                one.reason,
                one.asked_by.name if one.asked_by else "",
                one.asked_by_id,
                one.asked_at,
                one.decided_by.name if one.decided_by else "",
                one.answer,
            )
            for one in endings
        ),
        beside=_beside(row, on),
        may_draft=actor.may(Power.DRAFT, path),
        may_approve=actor.may(Power.APPROVE, path),
        may_what_if=actor.may(Power.WHAT_IF, path),
        had_a_hand=actor.account_id is None or actor.account_id in row.hands,
        is_submitter=actor.account_id is not None and actor.account_id == row.submitted_by_id,
    )


def _beside(row: SchemeVersion, on: date) -> VersionCard | None:
    """The version that a draft is compared with: the last one approved before it."""
    rows = SchemeVersion.objects.filter(scheme=row.scheme_id, number__lt=row.number, state__in=APPROVED)
    found = _with_people(rows).order_by("-number").first()
    return version_card(found, on) if found else None


def version_history(actor: Actor, public_id: UUID | str) -> tuple[TrailCard, ...]:
    """The story of a version, newest first. Raises SchemeNotFound."""
    return tuple(entries_of(get_version(actor, public_id)))


def versions_to_approve(actor: Actor, on: date) -> list[VersionCard]:
    """Versions that wait for an approval which the actor may give."""
    waiting = _with_people(visible_versions(actor).filter(state=VersionState.SUBMITTED.value))
    rows = [row for row in waiting.order_by("submitted_at") if actor.account_id not in row.hands]
    return [version_card(row, on) for row in rows if actor.may(Power.APPROVE, row.scheme.region.path)]


def endings_to_decide(actor: Actor, on: date) -> list[VersionCard]:
    """Versions in force whose early end waits for an answer which the actor may give."""
    asked = Prefetch("endings", Ending.objects.filter(state=EndingState.ASKED.value))
    rows = _with_people(visible_versions(actor).filter(endings__state=EndingState.ASKED.value)).prefetch_related(asked)
    return [
        version_card(row, on)
        for row in rows.order_by("pk")
        if actor.may(Power.APPROVE, row.scheme.region.path)
        and all(one.asked_by_id != actor.account_id for one in row.endings.all())
    ]


def versions_ending(actor: Actor, on: date, until: date) -> list[VersionCard]:
    """Versions in force in the actor's own regions that end on a day up to `until` and have no successor."""
    rows = _with_people(visible_versions(actor).filter(state__in=APPROVED, until__gte=on, until__lte=until))
    later = SchemeVersion.objects.filter(scheme=OuterRef("scheme"), state__in=APPROVED, since__gt=OuterRef("until"))
    found = rows.filter(since__lte=on).exclude(Exists(later)).order_by("until", "pk")
    return [version_card(row, on) for row in found if actor.may(Power.READ, row.scheme.region.path)]


def schemes_named(actor: Actor, words: str, limit: int = 8) -> list[tuple[UUID, str, str]]:
    """Schemes that hold the words: public id, name, region."""
    rows = visible_schemes(actor).filter(Q(name__icontains=words) | Q(family__icontains=words))
    return [(row.public_id, row.name, row.region.name) for row in rows.select_related("region")[:limit]]


def confirmation_file(actor: Actor, public_id: UUID | str, line: str) -> tuple[StoredFile, str] | None:
    """The stored file of a confirmation and its name; None where it has none. Raises SchemeNotFound."""
    row = get_version(actor, public_id).confirmations.select_related("file").filter(line=line).first()
    return (row.file, row.file_name) if row is not None and row.file is not None else None


def changes_of(actor: Actor, public_id: UUID | str, on: date) -> list[LineChange] | None:
    """How a version differs from the one approved before it; None where there is none, or one cannot be read.

    Raises SchemeNotFound.
    """
    row = get_version(actor, public_id)
    beside = _beside(row, on)
    after = rulebook_read(row)
    if beside is None or after is None:
        return None
    before = rulebook_read(SchemeVersion.objects.select_related("scheme").get(pk=beside.id))
    return None if before is None else changes_between(before, after)
