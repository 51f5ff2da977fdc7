"""A version in force ends early: one person proposes it with a day and a reason, another agrees or does not."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from liangxin.domains.schemes.actions.scheme import locked_draft
from liangxin.domains.schemes.actions.scheme_telling import tell_end_asked, tell_end_decided
from liangxin.domains.schemes.errors import EndingUnderWay, NothingUnderWay, SchemeFieldMissing
from liangxin.domains.schemes.events import SchemeEnded
from liangxin.domains.schemes.models import Ending, SchemeVersion
from liangxin.domains.schemes.rules.scheme import Span, require_ending, require_other_person
from liangxin.domains.schemes.terms import WHY_LIMIT, Deed, EndingState, Power, VersionState
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.announce.api import announce
from liangxin.foundation.trail.api import record
from liangxin.kernel.text import cut


@transaction.atomic
def ask_scheme_end(actor: Actor, version_id: UUID | str, ends_on: date, reason: str) -> None:
    """Propose that a version ends early; `ends_on` is its last day, today at the earliest.

    Raises SchemeFieldMissing, EndingImpossible, EndingUnderWay, VersionStepImpossible, SchemeNotFound, NotAllowed.
    """
    version = locked_draft(actor, version_id, Deed.SCHEME_END_ASKED)
    if not reason.strip():
        raise SchemeFieldMissing(field="reason", what="理由")
    require_ending(_span(version), ends_on, timezone.localdate())
    if version.endings.filter(state=EndingState.ASKED.value).exists():
        raise EndingUnderWay
    said = cut(reason.strip(), WHY_LIMIT)
    ending = Ending.objects.create(version=version, ends_on=ends_on, reason=said, asked_by_id=actor.account_id)
    after = {"ends_on": str(ends_on)}
    path = version.scheme.region.path
    record(actor, Deed.SCHEME_END_ASKED, version, region_path=path, reason=ending.reason, after=after)
    tell_end_asked(actor, ending)


def _span(version: SchemeVersion) -> Span:
    assert version.since is not None  # noqa: S101 - for the type checker: the database demands it of what was approved
    return Span(version.since, version.until)


@transaction.atomic
def agree_scheme_end(actor: Actor, version_id: UUID | str) -> None:
    """Agree that a version ends early, as somebody else proposed.

    Raises SchemeSamePerson, EndingImpossible where its day has passed by now, NothingUnderWay, VersionStepImpossible,
    SchemeNotFound, NotAllowed.
    """
    version = locked_draft(actor, version_id, Deed.SCHEME_ENDED, Power.APPROVE)
    ending = _decided(actor, version, EndingState.AGREED, Deed.SCHEME_ENDED, "")
    require_ending(_span(version), ending.ends_on, timezone.localdate())
    before = {"until": str(version.until)}
    version.until, version.state = ending.ends_on, VersionState.ENDED.value
    version.save()
    path, after = version.scheme.region.path, {"until": str(ending.ends_on)}
    record(actor, Deed.SCHEME_ENDED, version, region_path=path, reason=ending.reason, before=before, after=after)
    announce(SchemeEnded(version.scheme_id, version.pk, version.scheme.family, path, ending.ends_on))
    tell_end_decided(actor, ending)


@transaction.atomic
def decline_scheme_end(actor: Actor, version_id: UUID | str, answer: str) -> None:
    """Let a version go on that somebody else wanted to end.

    Raises SchemeFieldMissing, SchemeSamePerson, NothingUnderWay, VersionStepImpossible, SchemeNotFound, NotAllowed.
    """
    version = locked_draft(actor, version_id, Deed.SCHEME_END_DECLINED, Power.APPROVE)
    if not answer.strip():
        raise SchemeFieldMissing(field="answer", what="答复")
    ending = _decided(actor, version, EndingState.DECLINED, Deed.SCHEME_END_DECLINED, answer)
    path = version.scheme.region.path
    record(actor, Deed.SCHEME_END_DECLINED, version, region_path=path, reason=ending.answer)
    tell_end_decided(actor, ending)


def _decided(actor: Actor, version: SchemeVersion, state: EndingState, verb: Deed, answer: str) -> Ending:
    ending = Ending.objects.select_for_update().filter(version=version, state=EndingState.ASKED.value).first()
    if ending is None:
        raise NothingUnderWay
    hands = [] if ending.asked_by_id is None else [ending.asked_by_id]
    ending.decided_by_id = require_other_person(actor.account_id, hands, verb)
    ending.version = version
    ending.state, ending.decided_at, ending.answer = state.value, timezone.now(), cut(answer.strip(), WHY_LIMIT)
    ending.save()
    return ending
