"""Entering standards and moving them through their states. Each: lock → check → rules → write → trail → announce."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from liangxin.domains.regions import api as regions
from liangxin.domains.standards.access import get_standard, require_power
from liangxin.domains.standards.errors import DayMissing, NumberTaken
from liangxin.domains.standards.events import StandardBroughtIntoForce, StandardWithdrawn
from liangxin.domains.standards.models import Standard, Supersession
from liangxin.domains.standards.queries import StandardCard, standard_card, superseded_by
from liangxin.domains.standards.rules import (
    StandardDays,
    decide_step,
    read_number,
    require_day_reached,
    require_days_in_order,
    require_mandatory_possible,
    require_no_circle,
    require_title,
    state_on,
)
from liangxin.domains.standards.terms import Deed, Power, StandardState, Verb
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.announce.api import announce
from liangxin.foundation.trail.api import record


@dataclass(frozen=True, slots=True)
class StandardDraft:
    """What is known of a standard when it is entered or changed; the number says its kind."""

    number: str
    title: str
    title_en: str = ""
    is_mandatory: bool = False
    scope: str = ""
    source: str = ""


def enter_standard(actor: Actor, draft: StandardDraft, *, region_code: str = "") -> StandardCard:
    """Enter a standard that is being drafted; without a region it is shared by all.

    Raises NumberUnreadable, NumberTaken, TitleMissing, MandatoryImpossible, NotAllowed, RegionNotFound.
    """
    number, title = read_number(draft.number), require_title(draft.title)
    require_mandatory_possible(number, is_mandatory=draft.is_mandatory)
    with transaction.atomic():
        region = regions.region_seen(actor, region_code) if region_code else None
        actor.require(Power.EDIT if region else Power.SHARE, region.path if region else None)
        columns = _columns(draft) | {
            "title": title,
            "kind": number.kind.value,
            "region_id": region.id if region else None,
        }
        standard, is_new = Standard.objects.get_or_create(number=number.text, defaults=columns)
        if not is_new:
            raise NumberTaken(field="number", number=number.text)
        path = region.path if region else ""
        record(actor, Deed.ENTERED, standard, region_path=path, after=asdict(draft) | {"number": number.text})
    return standard_card(standard)


def change_standard(actor: Actor, public_id: UUID | str, draft: StandardDraft, *, reason: str = "") -> StandardCard:
    """Change what is said of a standard; its number only before it is published.

    Raises StandardNotFound, StepImpossible, NumberTaken and those of `enter_standard`.
    """
    number, title = read_number(draft.number), require_title(draft.title)
    require_mandatory_possible(number, is_mandatory=draft.is_mandatory)
    with transaction.atomic():
        standard = _locked(actor, public_id)
        after = _columns(draft) | {"title": title, "number": number.text, "kind": number.kind.value}
        if number.text != standard.number:
            # A published number is cited by others; a wrong one is withdrawn and entered anew.
            decide_step(standard.number, StandardState.of(standard.state), Verb.PUBLISH, StandardState.PUBLISHED)
            if Standard.objects.filter(number=number.text).exists():
                raise NumberTaken(field="number", number=number.text)
        before = {name: getattr(standard, name) for name in after}
        _write(standard, after)
        record(actor, Deed.CHANGED, standard, region_path=_path(standard), reason=reason, before=before, after=after)
    return standard_card(standard)


def confirm_standard(
    actor: Actor, public_id: UUID | str, title: str, days: StandardDays, *, source: str, on: date
) -> StandardCard:
    """Say after looking at the standard itself that title and days are right; its state follows from them.

    Raises StepImpossible, TitleMissing, DayMissing, DaysReversed, StandardNotFound, NotAllowed.
    """
    title = require_title(title)
    require_days_in_order(days)
    if days.published_on is None:
        raise DayMissing(field="published_on", what="发布日期")
    with transaction.atomic():
        standard = _locked(actor, public_id)
        after, ended = state_on(days, on), days.withdrawn_on
        newer = _in_force_instead_of(standard)
        if newer is not None:
            after, ended = StandardState.SUPERSEDED, ended or newer.in_force_on
        _step(standard, Verb.CONFIRM, after)
        changed = {
            "title": title,
            "source": source.strip(),
            "published_on": days.published_on,
            "in_force_on": days.in_force_on,
            "withdrawn_on": ended,
        }
        _write(standard, changed)
        record(actor, Deed.CONFIRMED, standard, region_path=_path(standard), reason=source, after=changed)
    return standard_card(standard)


def publish_standard(
    actor: Actor, public_id: UUID | str, *, published_on: date, in_force_on: date | None
) -> StandardCard:
    """Record that a drafted standard was published, and from when it will be in force.

    Raises StepImpossible, DaysReversed, StandardNotFound, NotAllowed.
    """
    require_days_in_order(StandardDays(published_on, in_force_on))
    with transaction.atomic():
        standard = _locked(actor, public_id)
        _step(standard, Verb.PUBLISH, StandardState.PUBLISHED)
        days = {"published_on": published_on, "in_force_on": in_force_on}
        _write(standard, days)
        record(actor, Deed.PUBLISHED, standard, region_path=_path(standard), after=days)
    return standard_card(standard)


def bring_into_force(actor: Actor, public_id: UUID | str, *, on: date) -> StandardCard:
    """Let a published standard be in force once its day has come; what it replaces wholly is superseded with it.

    Raises StepImpossible, NotYetInForce, StandardNotFound, NotAllowed.
    """
    with transaction.atomic():
        standard = _locked(actor, public_id)
        require_day_reached(standard.number, standard.in_force_on, on)
        _step(standard, Verb.BRING_INTO_FORCE, StandardState.IN_FORCE)
        _write(standard, {})
        record(
            actor, Deed.BROUGHT_INTO_FORCE, standard, region_path=_path(standard), after={"on": standard.in_force_on}
        )
        gone = _end_superseded(actor, standard)
        day = standard.in_force_on or on
        announce(StandardBroughtIntoForce(standard.pk, standard.number, day, tuple(gone)))
    return standard_card(standard)


def supersede(actor: Actor, newer_id: UUID | str, older_id: UUID | str, *, is_partial: bool = False) -> StandardCard:
    """Record that one standard replaces another; wholly replaced, the older ends on the day the newer is in force.

    The power over the newer one decides. Returns the older. Raises SupersessionCircular, StandardNotFound, NotAllowed.
    """
    with transaction.atomic():
        newer = _locked(actor, newer_id)
        older = get_standard(actor, older_id)
        require_no_circle(newer.number, older.number, superseded_by([newer.number]))
        Supersession.objects.update_or_create(newer=newer, older=older, defaults={"is_partial": is_partial})
        after = {"newer": newer.number, "older": older.number, "is_partial": is_partial}
        for standard in (newer, older):
            record(actor, Deed.SUPERSEDED, standard, region_path=_path(standard), after=after)
        if newer.state == StandardState.IN_FORCE:
            _end_superseded(actor, newer)
        older.refresh_from_db()
    return standard_card(older)


def withdraw_standard(actor: Actor, public_id: UUID | str, *, on: date, reason: str) -> StandardCard:
    """Record that a standard was withdrawn without another in its place.

    Raises StepImpossible, DaysReversed, StandardNotFound, NotAllowed.
    """
    with transaction.atomic():
        standard = _locked(actor, public_id)
        require_days_in_order(StandardDays(standard.published_on, standard.in_force_on, on))
        _step(standard, Verb.WITHDRAW, StandardState.WITHDRAWN)
        _write(standard, {"withdrawn_on": on})
        record(actor, Deed.WITHDRAWN, standard, region_path=_path(standard), reason=reason, after={"withdrawn_on": on})
        announce(StandardWithdrawn(standard.pk, standard.number, on))
    return standard_card(standard)


def _locked(actor: Actor, public_id: UUID | str) -> Standard:
    """The standard, checked and then locked and read again: its state decides what may follow."""
    known = get_standard(actor, public_id, Power.EDIT)
    standard = Standard.objects.select_for_update(of=("self",)).select_related("region").get(pk=known.pk)
    require_power(actor, Power.EDIT, standard)
    return standard


def _step(standard: Standard, verb: Verb, after: StandardState) -> None:
    standard.state = decide_step(standard.number, StandardState.of(standard.state), verb, after).value


def _write(standard: Standard, values: Mapping[str, object]) -> None:
    for name, value in values.items():
        setattr(standard, name, value)
    standard.save(update_fields=[*values, "state"])


def _columns(draft: StandardDraft) -> dict[str, object]:
    return {name: value for name, value in asdict(draft).items() if name != "number"}


def _path(standard: Standard) -> str:
    return standard.region.path if standard.region else ""


def _in_force_instead_of(standard: Standard) -> Standard | None:
    return Standard.objects.filter(
        replaces__older=standard, replaces__is_partial=False, state=StandardState.IN_FORCE.value
    ).first()


def _end_superseded(actor: Actor, newer: Standard) -> list[int]:
    """End what `newer`, in force, replaces wholly and what is itself in force; drafts and doubtful ones stay."""
    ended = (
        Standard.objects.select_for_update(of=("self",))
        .select_related("region")
        .filter(replaced_by__newer=newer, replaced_by__is_partial=False, state=StandardState.IN_FORCE.value)
    )
    gone = []
    for older in ended.order_by("pk"):
        _step(older, Verb.SUPERSEDE, StandardState.SUPERSEDED)
        _write(older, {"withdrawn_on": newer.in_force_on})
        record(actor, Deed.SUPERSEDED, older, region_path=_path(older), after={"by": newer.number})
        gone.append(older.pk)
    return gone
