"""Submitting a return and deciding on it: who submits does not approve; what is approved is recorded and locked."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from liangxin.domains.indicators import api as indicators
from liangxin.domains.progress import errors
from liangxin.domains.progress.access import get_field, get_return
from liangxin.domains.progress.actions.reminding.at_once import (
    tell_approved,
    tell_sent_back,
    tell_submitted,
    tell_withdrawn,
)
from liangxin.domains.progress.actions.reports import ReportDraft, take_report
from liangxin.domains.progress.actions.rounds.filling import draft_of, look_again, words_of
from liangxin.domains.progress.actions.rounds.holding import held, moved, subject_of
from liangxin.domains.progress.actions.rounds.upward import take_over
from liangxin.domains.progress.models import Return, ReturnLine, ReturnQuestion
from liangxin.domains.progress.queries.returns import facts_of, lines_of
from liangxin.domains.progress.queries.upward import asker_after
from liangxin.domains.progress.rules.returns import filled_of
from liangxin.domains.progress.terms import (
    ANSWER_LIMIT,
    Deed,
    FieldName,
    LineKind,
    Power,
    ReturnState,
    ReturnVerb,
    TaskState,
)
from liangxin.domains.regions import api as regions
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.trail.api import record
from liangxin.kernel.period import Period

_UNREADY = (ReturnState.NOT_STARTED, ReturnState.ENTERED)


def submit_return(actor: Actor, public_id: UUID | str) -> None:
    """Hand a return in for approval. Raises ReturnIncomplete, QuestionsOpen, RoundClosed, ReturnStateUnfit,
    ReturnNotFound, NotAllowed.
    """
    with transaction.atomic():
        known = get_return(actor, public_id, Power.FILL)
        verb = ReturnVerb.FILL if known.state in _UNREADY else ReturnVerb.SUBMIT
        answer = held(actor, known.pk, verb)
        take_over(answer.below_id and answer.pk)  # units may have changed what they told
        lines = lines_of(answer)
        look_again(answer, lines)
        _require_whole(answer, lines)
        waiting = answer.questions.filter(answered_at__isnull=True).count()
        if waiting:
            raise errors.QuestionsOpen(field="submit", count=waiting)
        for verb in (ReturnVerb.FILL, ReturnVerb.SUBMIT):  # what records tell by now may have made it complete
            answer.state = moved(answer, verb).target.value
        answer.submitted_at, answer.submitted_by_id = timezone.now(), actor.account_id
        answer.first_submitted_at = answer.first_submitted_at or answer.submitted_at
        answer.save()
        after = {"asked": answer.asked, "filled": answer.filled}
        tell_submitted(actor, answer, timezone.localdate())
        record(actor, Deed.SUBMITTED, subject_of(answer), region_path=answer.region.path, after=after)


def _require_whole(answer: Return, lines: Iterable[ReturnLine]) -> None:
    if answer.asked == answer.filled:
        return
    first = next(line.title for line in lines if filled_of(facts_of(line, line.fields.all(), line.computed)).missing)
    raise errors.ReturnIncomplete(field="submit", missing=answer.asked - answer.filled, first=first)


def withdraw_return(actor: Actor, public_id: UUID | str) -> None:
    """Take a submitted return back before it is decided. Raises RoundClosed, ReturnStateUnfit, ReturnNotFound, …"""
    with transaction.atomic():
        answer = held(actor, get_return(actor, public_id, Power.FILL).pk, ReturnVerb.WITHDRAW)
        answer.state = moved(answer, ReturnVerb.WITHDRAW).target.value
        answer.save(update_fields=["state"])
        take_over(answer.below_id and answer.pk)
        tell_withdrawn(answer)
        record(actor, Deed.WITHDRAWN, subject_of(answer), region_path=answer.region.path)


def send_back(actor: Actor, field_id: UUID | str, question: str) -> None:
    """Send a return back with a question at one of its fields. Raises FieldNeeded, FieldTooLong, OwnSubmission,
    RoundClosed, ReturnStateUnfit, ReturnNotFound, NotAllowed.
    """
    with transaction.atomic():
        field = get_field(actor, field_id)
        answer = held(actor, field.line.answer_id, ReturnVerb.SEND_BACK)
        _require_other_eyes(actor, answer)
        words = words_of(question, "提问", ANSWER_LIMIT, "question")
        ReturnQuestion.objects.create(answer_to=answer, field=field, text=words, asked_by_id=actor.account_id)
        answer.state = moved(answer, ReturnVerb.SEND_BACK).target.value
        answer.sent_back += 1
        answer.save(update_fields=["state", "sent_back"])
        take_over(answer.below_id and answer.pk)
        tell_sent_back(actor, answer, words, timezone.localdate())
        after = {"line": field.line.title[:80], "field": field.name}
        path = answer.region.path
        record(actor, Deed.SENT_BACK, subject_of(answer), region_path=path, reason=words[:300], after=after)


def approve_return(actor: Actor, public_id: UUID | str) -> None:
    """Approve a return: its figures become observations whose periods are locked, its tasks are reported, in one deed.

    Raises OwnSubmission, PeriodLocked, RoundClosed, ReturnStateUnfit, ReturnNotFound, NotAllowed.
    """
    with transaction.atomic():
        answer = held(actor, get_return(actor, public_id, Power.APPROVE).pk, ReturnVerb.APPROVE)
        _require_other_eyes(actor, answer)
        _hold_above(answer)
        lines = lines_of(answer)
        office = _office_unit(answer) if answer.unit_id is None else None
        drafts = [draft for line in lines for draft in _figures(answer, line, office)]
        taken = indicators.settle_observations(actor, drafts, source=answer.round.title)
        reports = sum(_report(actor, answer, line) for line in lines)
        answer.state = moved(answer, ReturnVerb.APPROVE).target.value
        answer.approved_at, answer.approved_by_id = timezone.now(), actor.account_id
        answer.save(update_fields=["state", "approved_at", "approved_by"])
        take_over(answer.round.above_id)
        after = {"figures": taken.new + taken.revised, "unchanged": taken.unchanged, "reports": reports}
        tell_approved(actor, answer)
        record(actor, Deed.APPROVED, subject_of(answer), region_path=answer.region.path, after=after)


def _hold_above(answer: Return) -> None:
    """Hold what the region owes above before figures are: whoever approves that takes them in this order too."""
    above = Return.objects.select_for_update(of=("self",)).filter(rounds_below=answer.round)
    list(above.values_list("pk"))


def _office_unit(answer: Return) -> UUID | None:
    """The unit of the person who submitted for a region: figures that no unit told are told by it."""
    on = timezone.localdate()
    member = regions.members_of(Actor.system("报送审定"), answer.region.code, on)
    name = next((one.unit_name for one in member if one.account_id == answer.submitted_by_id), "")
    units = regions.units_in(Actor.system("报送审定"), answer.region.code)
    return next((unit.public_id for unit in units if unit.name == name), None)


def _require_other_eyes(actor: Actor, answer: Return) -> None:
    if actor.account_id is not None and answer.submitted_by_id == actor.account_id:
        raise errors.OwnSubmission


def _figures(answer: Return, line: ReturnLine, office: UUID | None) -> list[indicators.ObservationDraft]:
    """The figures that people told; what the records give needs no telling, nor what nobody is known to have told."""
    if line.indicator is None or (answer.unit_id is None and line.told_by is None and office is None):
        return []
    fields = {FieldName.of(row.name): row for row in line.fields.all()}
    note = fields[FieldName.NOTE].value if FieldName.NOTE in fields else ""
    drafts = []
    for name, row in fields.items():
        if name.is_number and row.value:
            said = [f"{answer.round.title}审定", f"核实：{row.assurance}" if row.assurance else "", note]
            reason = "；".join(one for one in said if one)
            drafts.append(draft_of(answer, line, name, Decimal(row.value), reason, office))
    return drafts


def _report(actor: Actor, answer: Return, line: ReturnLine) -> bool:
    if line.kind != LineKind.TASK or not line.leads or line.task_id is None or answer.unit_id is None:
        return False  # what a region says above is made of its units' own reports
    said = {row.name: row.value for row in line.fields.all()}
    draft = ReportDraft(TaskState.of(said["state"]), said["text"], said["risks"], said["next_step"])
    take_report(actor, line.task_id, answer.unit_id, draft, answer.submitted_by_id)
    return True


def allow_change(
    actor: Actor, public_id: UUID | str, indicator_code: str, *, until: date, reason: str, account_id: int | None
) -> None:
    """Let a figure of an approved return be changed until a day, by one person or anyone of the unit.

    What the level above has settled too is let be changed by its office alone, in the unit's return below.
    Raises ReturnStateUnfit, SettledAbove, LockNotFound, ExceptionPast, ExceptionUnreasoned, ReturnNotFound, NotAllowed.
    """
    answer = get_return(actor, public_id, Power.DISPATCH)
    above = asker_after(answer, indicator_code)
    if above is not None and not actor.may(Power.DISPATCH, above.region.path):
        raise errors.SettledAbove(field="until", title=above.title, region=above.region.name)
    if answer.unit is None:
        raise errors.FieldNeeded(field="indicator", what="填报单位")
    if answer.state != ReturnState.APPROVED:
        raise errors.ReturnStateUnfit(state=ReturnState.of(answer.state), verb=ReturnVerb.FILL)
    members = regions.members_of(actor, answer.region.code, timezone.localdate())
    if account_id is not None and account_id not in {one.account_id for one in members}:
        raise errors.FieldNeeded(field="account", what="准许的人")
    indicators.grant_exception(
        actor,
        indicator_code,
        answer.region.code,
        answer.unit.public_id,
        Period(answer.round.starts_on, answer.round.ends_on),
        until=until,
        reason=reason,
        account_id=account_id,
    )
