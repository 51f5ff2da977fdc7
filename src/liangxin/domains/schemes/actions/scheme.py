"""A scheme from its first draft into force: begun, amended, written, handed in, approved by somebody else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from liangxin.domains.regions import api as regions
from liangxin.domains.schemes.access.scheme import get_version
from liangxin.domains.schemes.actions.scheme_telling import (
    tell_approved,
    tell_sent_back,
    tell_submitted,
)
from liangxin.domains.schemes.errors import (
    PeriodsOverlap,
    RulebookNotShipped,
    RulebookUnreadable,
    SchemeFieldMissing,
    SchemeFieldTooLong,
    SchemeUnitElsewhere,
    VersionStale,
    VersionUnderWay,
)
from liangxin.domains.schemes.events import SchemePutInForce
from liangxin.domains.schemes.models import Confirmation, Scheme, SchemeVersion
from liangxin.domains.schemes.queries.scheme import APPROVED, content_of
from liangxin.domains.schemes.rules.scheme import (
    Span,
    cut_by,
    day_before,
    require_other_person,
    require_ready,
    require_step,
    span_of,
)
from liangxin.domains.schemes.rules.scheme_content import Content, check_content
from liangxin.domains.schemes.terms import NAME_LIMIT, TEXT_LIMIT, WHY_LIMIT, Deed, Power, VersionState
from liangxin.engines.rulebook import shipped_texts
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.announce.api import announce
from liangxin.foundation.trail.api import record
from liangxin.kernel.text import cut

# A scheme goes on through the years; its versions are of one.
_OF_A_YEAR = re.compile(r"（\d{4}年[^（）]*）$")


@dataclass(frozen=True, slots=True)
class SchemeDraft:
    """A scheme to be begun: of a shipped rulebook by its key, or of a text of its own."""

    region_code: str
    unit_id: UUID | str
    shipped: str = ""
    text: str = ""
    name: str = ""


@transaction.atomic
def draft_scheme(actor: Actor, draft: SchemeDraft) -> UUID:
    """Begin a scheme, or the next version of one that is there, and return the version's public id.

    Raises RulebookNotShipped, RulebookUnreadable, SchemeFieldMissing, SchemeFieldTooLong, SchemeUnitElsewhere,
    VersionUnderWay, RegionNotFound, UnitNotFound, NotAllowed.
    """
    region = regions.region_seen(actor, draft.region_code)
    actor.require(Power.DRAFT, region.path)
    unit = regions.unit_seen(actor, draft.unit_id)
    if unit.region.id != region.id:
        raise SchemeUnitElsewhere(field="unit", name=unit.name, region=region.name)
    text = _text_of(draft)
    family, title = _named(text, region.name)
    name = draft.name.strip() or title
    if len(name) > NAME_LIMIT:
        raise SchemeFieldTooLong(field="name", what="名称", limit=NAME_LIMIT)
    scheme, _ = Scheme.objects.get_or_create(
        region_id=region.id, family=family, defaults={"unit_id": unit.id, "name": name}
    )
    version = _next_version(actor, scheme, shipped_key=draft.shipped, text=text, adopted_by=region.name)
    after = {"scheme": scheme.name, "version": version.number, "rulebook": version.rulebook_key}
    record(actor, Deed.SCHEME_DRAFTED, version, region_path=region.path, after=after)
    return version.public_id


def _text_of(draft: SchemeDraft) -> str:
    if draft.shipped:
        text = shipped_texts().get(draft.shipped)
        if text is None:
            raise RulebookNotShipped(field="shipped", name=cut(draft.shipped, 40))
        return text
    if not draft.text.strip():
        raise SchemeFieldMissing(field="text", what="规则")
    return _bounded(draft.text)


def _bounded(text: str) -> str:
    if len(text) > TEXT_LIMIT:
        raise SchemeFieldTooLong(field="text", what="规则", limit=TEXT_LIMIT)
    return text.replace("\r\n", "\n")


def _named(text: str, place: str) -> tuple[str, str]:
    checked = check_content(Content(text, place))
    if checked.rulebook is None:
        raise RulebookUnreadable(field="text", problem=checked.errors[0].sentence)
    return checked.rulebook.code, cut(_OF_A_YEAR.sub("", checked.rulebook.title), NAME_LIMIT)


def _next_version(actor: Actor, scheme: Scheme, **said: object) -> SchemeVersion:
    """The next version as a draft; one at a time. Raises VersionUnderWay."""
    Scheme.objects.select_for_update(no_key=True).get(pk=scheme.pk)
    newest = SchemeVersion.objects.filter(scheme=scheme).order_by("-number").first()
    if newest is not None and not VersionState.of(newest.state).was_approved:
        raise VersionUnderWay(field="shipped", name=scheme.name, number=newest.number)
    version = SchemeVersion(
        scheme=scheme,
        number=newest.number + 1 if newest else 1,
        drafted_by_id=actor.account_id,
        hands=[actor.account_id] if actor.account_id else [],
        **said,
    )
    _derive(version, content_of(version) if version.pk else Content(version.text, version.adopted_by))
    version.save()
    return version


def _derive(version: SchemeVersion, content: Content) -> None:
    """What the text says of itself, kept beside it; of a text that cannot be read only the digest."""
    version.digest = content.digest
    rulebook = check_content(content).rulebook
    if rulebook is None:
        return
    version.rulebook_key, version.title = rulebook.key[:80], cut(rulebook.title, NAME_LIMIT)
    if not rulebook.periods:
        return
    whole = span_of(rulebook)
    held = version.held_from if version.held_from and whole.holds_on(version.held_from) else None
    version.since, version.until = held or whole.since, whole.until


@transaction.atomic
def amend_scheme(actor: Actor, version_id: UUID | str, why: str) -> UUID:
    """Begin the next version as a copy of one that was approved, its values and confirmations with it.

    Raises SchemeFieldMissing, VersionStepImpossible, VersionUnderWay, SchemeNotFound, NotAllowed.
    """
    before = get_version(actor, version_id, Power.DRAFT)
    require_amendable(before)
    said = _reason(why, "why", "修改说明")
    version = _next_version(
        actor,
        before.scheme,
        shipped_key=before.shipped_key,
        text=before.text,
        adopted_by=before.adopted_by,
        parameters=before.parameters,
        why=said,
    )
    copied = [
        Confirmation(
            version=version,
            line=one.line,
            mark=one.mark,
            document=one.document,
            clause=one.clause,
            file_id=one.file_id,
            file_name=one.file_name,
            confirmed_by_id=one.confirmed_by_id,
            confirmed_at=one.confirmed_at,
        )
        for one in before.confirmations.all()
    ]
    Confirmation.objects.bulk_create(copied)
    version.digest = content_of(version).digest
    version.save(update_fields=["digest"])
    after = {"scheme": before.scheme.name, "version": version.number, "copy_of": before.number}
    path = before.scheme.region.path
    record(actor, Deed.SCHEME_DRAFTED, version, region_path=path, reason=said, after=after)
    return version.public_id


def require_amendable(version: SchemeVersion) -> None:
    """A draft is changed itself, it is not amended. Raises VersionUnderWay."""
    if not VersionState.of(version.state).was_approved:
        raise VersionUnderWay(name=version.scheme.name, number=version.number)


@transaction.atomic
def save_scheme_text(actor: Actor, version_id: UUID | str, text: str, clock: int) -> int:
    """Keep the text of a draft as it is, readable or not, and return the new clock; the same text changes nothing.

    Raises SchemeFieldMissing, SchemeFieldTooLong, VersionStale, VersionStepImpossible, SchemeNotFound, NotAllowed.
    """
    version = locked_draft(actor, version_id, Deed.SCHEME_TEXT_CHANGED)
    wanted = _bounded(text)
    if not wanted.strip():
        raise SchemeFieldMissing(field="text", what="规则")
    if wanted == version.text:
        return version.clock
    if clock != version.clock:
        raise VersionStale(field="text")
    before, version.text = version.digest, wanted
    save_draft(actor, version)
    after = {"digest": version.digest, "version": version.number}
    path = version.scheme.region.path
    record(actor, Deed.SCHEME_TEXT_CHANGED, version, region_path=path, before={"digest": before}, after=after)
    return version.clock


def locked_draft(actor: Actor, version_id: UUID | str, verb: Deed, to: Power = Power.DRAFT) -> SchemeVersion:
    """The version, locked, from whose state the verb may be done. Raises VersionStepImpossible, SchemeNotFound."""
    known = get_version(actor, version_id, to)
    rows = SchemeVersion.objects.select_for_update(of=("self",)).select_related("scheme__region", "scheme__unit")
    version = rows.get(pk=known.pk)
    require_step(VersionState.of(version.state), verb)
    return version


def save_draft(actor: Actor, version: SchemeVersion) -> None:
    """Write a changed draft: what its text says of itself anew, who had a hand in it, one more on its clock."""
    _derive(version, content_of(version))
    version.clock += 1
    if actor.account_id is not None and actor.account_id not in version.hands:
        version.hands = [*version.hands, actor.account_id]
    version.save()


@transaction.atomic
def discard_scheme_draft(actor: Actor, version_id: UUID | str, reason: str) -> None:
    """Give up a draft; a scheme of which nothing is left goes with it.

    Raises SchemeFieldMissing, VersionStepImpossible, SchemeNotFound, NotAllowed.
    """
    version = locked_draft(actor, version_id, Deed.SCHEME_DISCARDED)
    said = _reason(reason, "reason", "放弃的理由")
    scheme, path = version.scheme, version.scheme.region.path
    before = {"scheme": scheme.name, "version": version.number, "digest": version.digest}
    record(actor, Deed.SCHEME_DISCARDED, version, region_path=path, reason=said, before=before)
    version.delete()
    Scheme.objects.filter(pk=scheme.pk, versions=None, trials=None).delete()


@transaction.atomic
def submit_scheme(actor: Actor, version_id: UUID | str) -> None:
    """Hand a draft in for approval. Raises RulebookHasErrors, RulebookUnsettled, HeldDayOutside,
    VersionStepImpossible, SchemeNotFound, NotAllowed.
    """
    version = locked_draft(actor, version_id, Deed.SCHEME_SUBMITTED)
    span = _ready(version)
    version.since, version.until, version.sent_back = span.since, span.until, ""
    version.submitted_by_id, version.submitted_at = actor.account_id, timezone.now()
    version.state = VersionState.SUBMITTED.value
    if actor.account_id is not None and actor.account_id not in version.hands:
        version.hands = [*version.hands, actor.account_id]
    version.save()
    after = {"version": version.number, "digest": version.digest, "since": str(span.since), "until": str(span.until)}
    record(actor, Deed.SCHEME_SUBMITTED, version, region_path=version.scheme.region.path, after=after)
    tell_submitted(actor, version)


def _ready(version: SchemeVersion) -> Span:
    checked = require_ready(content_of(version), version.scheme.family)
    assert checked.rulebook is not None  # noqa: S101 - for the type checker: what is ready has been read
    return span_of(checked.rulebook, version.held_from)


@transaction.atomic
def send_back_scheme(actor: Actor, version_id: UUID | str, reason: str) -> None:
    """Open a version again that was handed in; who handed it in may take it back themselves.

    Raises SchemeFieldMissing, VersionStepImpossible, SchemeNotFound, NotAllowed.
    """
    version = locked_draft(actor, version_id, Deed.SCHEME_SENT_BACK, Power.READ)
    if version.submitted_by_id is None or version.submitted_by_id != actor.account_id:
        actor.require(Power.APPROVE, version.scheme.region.path)
    version.sent_back = _reason(reason, "reason", "退回理由")
    version.state = VersionState.DRAFT.value
    version.save()
    path = version.scheme.region.path
    record(actor, Deed.SCHEME_SENT_BACK, version, region_path=path, reason=version.sent_back)
    tell_sent_back(actor, version)


def approve_scheme(actor: Actor, version_id: UUID | str) -> None:
    """Put a version in force that others drafted and handed in; it cuts short the one that runs when it begins.

    Raises SchemeSamePerson, PeriodsOverlap, AmendmentBackdated, RulebookHasErrors, RulebookUnsettled,
    VersionStepImpossible, SchemeNotFound, NotAllowed.
    """
    try:
        with transaction.atomic():
            _approve(actor, version_id, timezone.localdate())
    except IntegrityError as error:  # another version was approved at this very moment
        version = get_version(actor, version_id)
        raise PeriodsOverlap(since=version.since, number="另一", other=version.since) from error


def _approve(actor: Actor, version_id: UUID | str, today: date) -> None:
    version = locked_draft(actor, version_id, Deed.SCHEME_APPROVED, Power.APPROVE)
    Scheme.objects.select_for_update(no_key=True).get(pk=version.scheme_id)
    approver = require_other_person(actor.account_id, version.hands, Deed.SCHEME_APPROVED)
    span = _ready(version)
    rulebook = check_content(content_of(version)).rulebook
    approved = SchemeVersion.objects.filter(scheme=version.scheme_id, state__in=APPROVED).order_by("since")
    before = cut_by(span, approved, today, is_retroactive=bool(rulebook and rulebook.is_retroactive))
    if before is not None:
        _supersede(actor, before, version, span)
    version.since, version.until, version.state = span.since, span.until, VersionState.APPROVED.value
    version.approved_by_id, version.approved_at = approver, timezone.now()
    version.save()
    path = version.scheme.region.path
    after = {"version": version.number, "digest": version.digest, "since": str(span.since), "until": str(span.until)}
    record(actor, Deed.SCHEME_APPROVED, version, region_path=path, after=after)
    announce(SchemePutInForce(version.scheme_id, version.pk, version.scheme.family, path, span.since, span.until))
    tell_approved(actor, version)


def _supersede(actor: Actor, before: SchemeVersion, version: SchemeVersion, span: Span) -> None:
    old = {"until": str(before.until)}
    before.until, before.superseded_by_id = day_before(span.since), version.pk
    before.state = VersionState.SUPERSEDED.value
    before.save()
    after = {"until": str(before.until), "by": version.number}
    path = version.scheme.region.path
    record(actor, Deed.SCHEME_SUPERSEDED, before, region_path=path, before=old, after=after)


def _reason(text: str, field: str, what: str) -> str:
    said = text.strip()
    if not said:
        raise SchemeFieldMissing(field=field, what=what)
    return cut(said, WHY_LIMIT)
