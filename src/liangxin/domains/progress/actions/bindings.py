"""Where the figures of targets come from: proposed by the program, confirmed or refused by a person of the office."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from liangxin.domains.indicators import api as indicators
from liangxin.domains.progress import errors
from liangxin.domains.progress.access import get_binding, get_target
from liangxin.domains.progress.actions.asking import ask_refresh
from liangxin.domains.progress.models import Binding, Following, TargetSnapshot
from liangxin.domains.progress.queries.asked import questions_for, unit_kept_in
from liangxin.domains.progress.queries.offers import Offers, offers_of
from liangxin.domains.progress.rules.sources import Questions
from liangxin.domains.progress.terms import BindingKind, BindingState, Deed, Follow, Holding, Power
from liangxin.domains.regions import api as regions
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.trail.api import record


@dataclass(frozen=True, slots=True)
class Said:
    """What a person says about a measure: what its list holds, that counting words agree, of how many all is asked."""

    holding: Holding | None = None
    counts_agree: bool = False
    whole: Decimal | None = None


NOTHING_SAID = Said()


@dataclass(frozen=True, slots=True)
class Proposed:
    """How many bindings were proposed anew: to measures, to units."""

    measures: int
    units: int


def propose_again(actor: Actor, region_code: str) -> Proposed:
    """Propose anew for the targets of a region. Raises RegionNotFound, NotAllowed."""
    region = regions.region_seen(actor, region_code)
    actor.require(Power.BIND, region.path)
    return propose_bindings(actor, region.id)


def propose_bindings(actor: Actor, region_id: int) -> Proposed:
    """Propose measures and reporters for a region's targets, for jobs; what a person has decided stays."""
    with transaction.atomic():
        offers = offers_of([region_id])
        rows = [*_measures(offers, region_id), *_units(offers, region_id)]
        known = {
            (row.target_id, row.measure_code, row.unit_id): row
            for row in Binding.objects.select_for_update().filter(target__in=offers.targets)
        }
        new = [row for row in rows if (row.target_id, row.measure_code, row.unit_id) not in known]
        _drop_outdated(known.values(), rows)
        Binding.objects.bulk_create(new, ignore_conflicts=True)
        if new:
            path = regions.regions_by_id([region_id])[region_id].path
            after = {"bindings": len(new), "targets": sorted({row.target_id for row in new})}
            record(actor, Deed.PROPOSED, ("regions.region", str(region_id)), region_path=path, after=after)
            ask_refresh(actor, [region_id])
    measures = sum(row.kind == BindingKind.MEASURE for row in new)
    return Proposed(measures, len(new) - measures)


def _measures(offers: Offers, region_id: int) -> list[Binding]:
    return [
        Binding(
            target_id=target,
            region_id=region_id,
            kind=BindingKind.MEASURE.value,
            measure_code=each.code,
            is_sure=each.is_sure,
        )
        for target in offers.targets
        for each in offers.measures_for(target)
    ]


def _units(offers: Offers, region_id: int) -> list[Binding]:
    """The first leading unit; sure where no other leads beside it. What has no indicator cannot be reported on."""
    asked = {target: offers.unit_questions(target) for target in offers.targets}
    return [
        Binding(
            target_id=target,
            region_id=region_id,
            kind=BindingKind.UNIT.value,
            unit_id=stated.lead_unit_ids[0],
            is_sure=len(stated.lead_unit_ids) == 1 and asked[target].none,
        )
        for target, stated in offers.targets.items()
        if stated.lead_unit_ids and not asked[target].is_unfit
    ]


def _drop_outdated(known: Iterable[Binding], rows: list[Binding]) -> None:
    """Proposals that nobody has answered and that would not be made any more; the others say how sure they are now."""
    now = {(row.target_id, row.measure_code, row.unit_id): row for row in rows}
    waiting = [row for row in known if row.state == BindingState.PROPOSED]
    gone = [row.pk for row in waiting if (row.target_id, row.measure_code, row.unit_id) not in now]
    Binding.objects.filter(pk__in=gone).delete()
    for row in waiting:
        fresh = now.get((row.target_id, row.measure_code, row.unit_id))
        if fresh is not None and fresh.is_sure != row.is_sure:
            Binding.objects.filter(pk=row.pk).update(is_sure=fresh.is_sure)


def confirm_binding(actor: Actor, public_id: UUID | str, said: Said, seen: BindingState) -> None:
    """Say that figures of a target come from here, and what its records mean; another of the kind is given up.

    Raises BindingDecided where it is not in the state that was seen, HoldingNeeded, UnitsDiffer, UnitsUnfit,
    FieldNeeded, BindingNotFound, NotAllowed.
    """
    with transaction.atomic():
        row = _locked(actor, public_id, seen)
        _confirm(actor, row, said)
        ask_refresh(actor, [row.region_id])


def confirm_sure(actor: Actor, region_code: str) -> int:
    """Confirm all proposals of a region that are sure and whose target has none of the kind yet; how many.

    Raises RegionNotFound, NotAllowed.
    """
    region = regions.region_seen(actor, region_code)
    actor.require(Power.BIND, region.path)
    with transaction.atomic():
        rows = Binding.objects.select_for_update().filter(region=region.id).order_by("pk")
        taken = set(rows.filter(state=BindingState.CONFIRMED.value).values_list("target_id", "kind"))
        sure = list(rows.filter(state=BindingState.PROPOSED.value, is_sure=True))
        fresh = list({(row.target_id, row.kind): row for row in reversed(sure)}.values())
        chosen = [row for row in fresh if (row.target_id, row.kind) not in taken]
        Binding.objects.filter(pk__in=[row.pk for row in chosen]).update(
            state=BindingState.CONFIRMED.value, decided_by=actor.account_id, decided_at=timezone.now()
        )
        for row in chosen:
            record(actor, Deed.CONFIRMED, _subject(row), region_path=region.path, after=_said(row))
        if chosen:
            ask_refresh(actor, [region.id])
    return len(chosen)


def refuse_binding(actor: Actor, public_id: UUID | str, seen: BindingState, reason: str = "") -> None:
    """Say that figures do not come from here; one that was confirmed is given up with a reason.

    Raises BindingDecided, ReasonNeeded, BindingNotFound, NotAllowed.
    """
    with transaction.atomic():
        row = _locked(actor, public_id, seen)
        if row.state == BindingState.CONFIRMED and not reason.strip():
            raise errors.ReasonNeeded(field="reason", what="不再采用")
        _decide(actor, row, BindingState.REFUSED)
        record(actor, Deed.REFUSED, _subject(row), region_path=row.region.path, reason=reason[:300], after=_said(row))
        ask_refresh(actor, [row.region_id])


def bind_unit(actor: Actor, target_id: UUID | str, unit_id: UUID | str, said: Said = NOTHING_SAID) -> None:
    """Let a unit of the region, or of one below, report the figures of a target, in place of another.

    Raises ReporterElsewhere, UnitsDiffer, UnitsUnfit, FieldNeeded, UnitNotFound, ProgressNotFound, NotAllowed.
    """
    with transaction.atomic():
        target = get_target(actor, target_id, Power.BIND)
        unit = regions.unit_seen(actor, unit_id)
        if not unit.region.path.startswith(target.region.path):
            raise errors.ReporterElsewhere(field="unit", name=unit.name)
        row, _ = Binding.objects.select_for_update().get_or_create(
            target_id=target.target_id,
            kind=BindingKind.UNIT.value,
            unit_id=unit.id,
            defaults={"region_id": target.region_id},
        )
        _confirm(actor, row, said)
        ask_refresh(actor, [target.region_id])


def choose_followed(actor: Actor, target_id: UUID | str, follows: Follow, reason: str) -> None:
    """Say which of two figures the status of a target follows. Raises ReasonNeeded, ProgressNotFound, NotAllowed."""
    if follows is not Follow.AUTO and not reason.strip():
        raise errors.ReasonNeeded(field="reason", what="状态依据")
    with transaction.atomic():
        target = get_target(actor, target_id, Power.BIND)
        Following.objects.update_or_create(
            target_id=target.target_id, defaults={"follows": follows.value, "region_id": target.region_id}
        )
        record(
            actor,
            Deed.FOLLOWED,
            ("plans.target", str(target.target_id)),
            region_path=target.region.path,
            reason=reason.strip()[:300],
            after={"follows": follows.value},
        )
        ask_refresh(actor, [target.region_id])


def _locked(actor: Actor, public_id: UUID | str, seen: BindingState) -> Binding:
    known = get_binding(actor, public_id, Power.BIND)
    rows = Binding.objects.select_for_update(of=("self",)).select_related("region", "decided_by", "unit")
    row = rows.get(pk=known.pk)
    if row.state != seen:
        by = row.decided_by.name if row.decided_by else "系统"
        raise errors.BindingDecided(by=by, state=BindingState.of(row.state))
    return row


def _confirm(actor: Actor, row: Binding, said: Said) -> None:
    target = TargetSnapshot.objects.select_related("indicator").filter(target=row.target_id).first()
    if target is None:
        raise errors.ProgressNotFound
    card = indicators.measures_published().get(row.measure_code)
    if row.kind == BindingKind.MEASURE and card is None:
        raise errors.MeasureUnknown(code=row.measure_code)
    asked = questions_for(target, card)
    _require_said(asked, said, target, card.unit if card else unit_kept_in(target))
    row.holding = said.holding.value if asked.holding and said.holding else ""
    row.counts_agree, row.whole = asked.units, said.whole if asked.whole else None
    _give_up_others(actor, row, row.region.path)
    _decide(actor, row, BindingState.CONFIRMED)
    record(actor, Deed.CONFIRMED, _subject(row), region_path=row.region.path, after=_said(row))


def _require_said(asked: Questions, said: Said, target: TargetSnapshot, unit: str) -> None:
    units = {"one": target.unit or "%", "two": unit}
    if asked.is_unfit:
        raise errors.UnitsUnfit(**units)
    if asked.holding and said.holding is None:
        raise errors.HoldingNeeded(field="holding", target=target.name)
    if asked.units and not said.counts_agree:
        raise errors.UnitsDiffer(field="counts_agree", **units)
    if asked.whole and (said.whole is None or said.whole <= 0):
        raise errors.FieldNeeded(field="whole", what="总数")


def _give_up_others(actor: Actor, row: Binding, path: str) -> None:
    others = Binding.objects.select_for_update().filter(
        target=row.target_id, kind=row.kind, state=BindingState.CONFIRMED.value
    )
    for other in others.exclude(pk=row.pk):
        _decide(actor, other, BindingState.REFUSED)
        record(actor, Deed.REFUSED, _subject(other), region_path=path, reason="改用另一来源", after=_said(other))


def _decide(actor: Actor, row: Binding, state: BindingState) -> None:
    row.state, row.decided_by_id, row.decided_at = state.value, actor.account_id, timezone.now()
    row.save()


def _subject(row: Binding) -> tuple[str, str]:
    """Its story is told with the target's, where people look for it."""
    return "plans.target", str(row.target_id)


def _said(row: Binding) -> dict[str, object]:
    source = {"measure": row.measure_code} if row.measure_code else {"unit": row.unit_id}
    said = {"holding": row.holding, "counts_agree": row.counts_agree, "whole": row.whole}
    return source | {name: value for name, value in said.items() if value}
