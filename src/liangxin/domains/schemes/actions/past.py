"""Past claims are taken in, and a version is tried on them: asked once, found by a job, kept as it was found."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from liangxin.domains.regions import api as regions
from liangxin.domains.schemes.access.past import get_past, get_trial
from liangxin.domains.schemes.access.scheme import get_version
from liangxin.domains.schemes.errors import (
    DraftUnreadable,
    NothingBefore,
    PastInUse,
    PastSentBefore,
    RulebookNotShipped,
    SchemeFieldMissing,
    WhatIfUnfit,
)
from liangxin.domains.schemes.models import PastClaims, PolicyTrial, SchemeVersion
from liangxin.domains.schemes.queries.past import before_of, content_kept, reference_rulebook
from liangxin.domains.schemes.queries.scheme import content_of
from liangxin.domains.schemes.rules.past import read_past
from liangxin.domains.schemes.rules.scheme_content import Content, check_content, compile_content
from liangxin.domains.schemes.terms import NAME_LIMIT, WHY_LIMIT, Against, Deed, Power, WhatIfState
from liangxin.engines.rulebook.refusals import RulebookRefused
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.files.api import path_of, store
from liangxin.foundation.files.store import Readable
from liangxin.foundation.jobs.api import enqueue
from liangxin.foundation.trail.api import record
from liangxin.kernel.text import cut

if TYPE_CHECKING:
    from liangxin.engines.rulebook.what_if import WhatIf

Report = Callable[[int, int | None, str], None]


@dataclass(frozen=True, slots=True)
class PastDraft:
    """A set of past claims as it is brought."""

    region_code: str
    family: str
    name: str
    content: bytes | Readable
    file_name: str


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of a version and a set: compared with what, and how long the money lasts."""

    past_id: UUID | str
    against: Against = Against.PAID
    money_fen: int | None = None
    spent_fen: int = 0
    from_day: date | None = None
    assume: Mapping[str, str] = field(default_factory=dict)


@transaction.atomic
def take_past_claims(actor: Actor, draft: PastDraft) -> UUID:
    """Keep a file of past claims, checked and counted. Raises SchemeFieldMissing, RulebookNotShipped, PastUnreadable,
    PastColumnsWrong, PastHoldsPersons, PastEmpty, PastSentBefore, RegionNotFound, NotAllowed, those of files.
    """
    region = regions.region_seen(actor, draft.region_code)
    actor.require(Power.WHAT_IF, region.path)
    rulebook = reference_rulebook(region.id, draft.family)
    if rulebook is None:
        raise RulebookNotShipped(field="family", name=cut(draft.family, 40))
    stored = store(actor, draft.content, draft.file_name)
    before = PastClaims.objects.filter(region_id=region.id, family=draft.family, digest=stored.sha256).first()
    if before is not None:
        raise PastSentBefore(field="file", name=before.name)
    facts = read_past(path_of(stored), draft.file_name, rulebook)
    days = f"{facts.first_day}—{facts.last_day}"
    row = PastClaims.objects.create(
        region_id=region.id,
        family=draft.family,
        name=cut(draft.name.strip() or f"{rulebook.title} {days}", NAME_LIMIT),
        file=stored,
        file_name=draft.file_name[-200:],
        digest=stored.sha256,
        columns=dict(facts.columns),
        claims=facts.rows,
        first_day=facts.first_day,
        last_day=facts.last_day,
        paid_rows=facts.paid_rows,
        paid_fen=facts.paid_fen,
        people=facts.people,
        taken_by_id=actor.account_id,
    )
    after = {"name": row.name, "claims": row.claims, "digest": row.digest, "family": row.family}
    record(actor, Deed.PAST_TAKEN, row, region_path=region.path, after=after)
    return row.public_id


@transaction.atomic
def remove_past_claims(actor: Actor, past_id: UUID | str, reason: str) -> None:
    """Remove a set that no what-if was asked of. Raises SchemeFieldMissing, PastInUse, PastNotFound, NotAllowed."""
    row = get_past(actor, past_id)
    if not reason.strip():
        raise SchemeFieldMissing(field="reason", what="删除的理由")
    if count := row.trials.count():
        raise PastInUse(count=count)
    before = {"name": row.name, "digest": row.digest}
    said = cut(reason.strip(), WHY_LIMIT)
    record(actor, Deed.PAST_REMOVED, row, region_path=row.region.path, reason=said, before=before)
    row.delete()


@transaction.atomic
def ask_what_if(actor: Actor, version_id: UUID | str, question: Question) -> UUID:
    """Ask what a version would have done to a set of claims, and let a job find it; asked before, that answer stands.

    Raises DraftUnreadable, WhatIfUnfit, NothingBefore, PastNotFound, SchemeNotFound, NotAllowed.
    """
    version = get_version(actor, version_id, Power.WHAT_IF)
    past = get_past(actor, question.past_id)
    if past.family != version.scheme.family:
        raise WhatIfUnfit(field="past", family=past.family)
    checked = check_content(content_of(version))
    if checked.rulebook is None or checked.errors:
        raise DraftUnreadable
    before = before_of(version) if question.against is Against.BEFORE else None
    if question.against is Against.BEFORE and before is None:
        raise NothingBefore(field="against")
    asked = _asked(version, past, before, question)
    key = hashlib.sha256(json.dumps(asked, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
    known = PolicyTrial.objects.filter(key=key).first()
    if known is not None and known.state != WhatIfState.REFUSED.value:
        return known.public_id
    row = known or _new_trial(actor, version, past, before, question, key)
    row.state, row.refusal = WhatIfState.WAITING.value, ""
    row.run = enqueue("schemes.what_if", actor, ("schemes.policytrial", str(row.pk)), trial_id=str(row.public_id))
    row.save()
    after = {"version": version.number, "past": past.name, "against": question.against.value}
    record(actor, Deed.WHAT_IF_ASKED, version, region_path=version.scheme.region.path, after=after)
    return row.public_id


def _asked(
    version: SchemeVersion, past: PastClaims, before: SchemeVersion | None, question: Question
) -> dict[str, Any]:
    return {
        "version": [version.pk, version.digest],
        "past": [past.pk, past.digest],
        "before": before.digest if before else "",
        "money": [question.money_fen, question.spent_fen, str(question.from_day or "")],
        "assume": dict(question.assume),
    }


def _new_trial(
    actor: Actor,
    version: SchemeVersion,
    past: PastClaims,
    before: SchemeVersion | None,
    question: Question,
    key: str,
) -> PolicyTrial:
    return PolicyTrial(
        version=version,
        scheme=version.scheme,
        number=version.number,
        version_digest=version.digest,
        content=_kept(content_of(version)),
        past=past,
        past_digest=past.digest,
        against=question.against.value,
        before=before,
        money_fen=question.money_fen,
        spent_fen=question.spent_fen,
        from_day=question.from_day,
        assume=dict(question.assume),
        key=key,
        asked_by_id=actor.account_id,
    )


def _kept(content: Content) -> dict[str, Any]:
    confirms = [[one.line, one.said, one.mark] for one in content.confirms]
    return {
        "text": content.text,
        "by": content.by,
        "parameters": [list(pair) for pair in content.parameters],
        "confirms": confirms,
    }


def run_what_if(actor: Actor, trial_id: UUID | str, report: Report | None = None) -> None:
    """Find what was asked, by the rules as they read when it was asked; found before, nothing is done.

    A refusal is kept with the question and raised. Raises RulebookRefused, WhatIfNotFound, NotAllowed.
    """
    row = get_trial(actor, trial_id)
    actor.require(Power.WHAT_IF, row.scheme.region.path)
    if row.state == WhatIfState.DONE.value:
        return
    if report is not None:
        report(0, row.past.claims, "正在逐件比较")
    try:
        found = _found(row)
    except RulebookRefused as refusal:
        PolicyTrial.objects.filter(pk=row.pk).update(state=WhatIfState.REFUSED.value, refusal=cut(str(refusal), 500))
        raise
    with transaction.atomic():
        row.outcome, row.state, row.done_at = found.as_json(), WhatIfState.DONE.value, timezone.now()
        row.save(update_fields=["outcome", "state", "done_at"])
        after = {"gained": found.gained, "lost": found.lost, "claims": found.claims}
        path = row.scheme.region.path
        record(actor, Deed.WHAT_IF_DONE, row, region_path=path, after=after)
    if report is not None:
        report(row.past.claims, row.past.claims, "")


def _found(row: PolicyTrial) -> WhatIf:
    from liangxin.engines.rulebook.what_if import what_if  # seconds to load: for the worker that runs it, no page

    before = compile_content(content_of(row.before)) if row.before is not None else None
    return what_if(
        compile_content(content_kept(row.content)),
        path_of(row.past.file),
        before=before,
        money_fen=row.money_fen,
        spent_fen=row.spent_fen,
        from_day=row.from_day,
        assume=_assumed(row.assume),
    )


def _assumed(typed: Mapping[str, str]) -> dict[str, Any]:
    """Facts by name as a case writes them: earlier claims apart."""
    return {
        f"earlier.{name.removeprefix('earlier_')}" if name.startswith("earlier_") else name: _plain(value)
        for name, value in typed.items()
    }


def _plain(value: str) -> Any:
    return value == "是" if value in ("是", "否") else value
