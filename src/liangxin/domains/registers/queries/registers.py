"""Registers in frozen cards: counts by stage, what waits, the figure that the records make."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from liangxin.domains.plans import api as plans
from liangxin.domains.regions import api as regions
from liangxin.domains.registers.access import get_register, may, visible_registers
from liangxin.domains.registers.models import FurtherTarget, Record, Register
from liangxin.domains.registers.queries.counting import counted_by_register, countings
from liangxin.domains.registers.queries.types import TypeCard, type_cards, version_in_force, versions_in_force
from liangxin.domains.registers.rules.feeding import worth_in
from liangxin.domains.registers.rules.reading import read_spec
from liangxin.domains.registers.rules.spec import TypeSpec
from liangxin.domains.registers.terms import Mover, Power, WhyNoShare
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.trail.api import TrailCard, entries_of
from liangxin.kernel.period import Period


@dataclass(frozen=True, slots=True)
class StageCount:
    """How many records stand at a stage now."""

    code: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class RegisterCard:
    """A register with its counts; `to_confirm` is how many stand one stage before one that asks for confirmation."""

    id: int
    public_id: UUID
    title: str
    region_code: str
    region_name: str
    unit_name: str
    unit: str
    type_name: str
    type_id: UUID
    target_id: int | None
    stages: tuple[StageCount, ...]
    records: int
    to_confirm: int
    closed_reason: str = ""

    @property
    def not_finished(self) -> int:
        """Records that have not reached the last stage."""
        return self.records - (self.stages[-1].count if self.stages else 0)


@dataclass(frozen=True, slots=True)
class Figure:
    """What the records of a register make of its indicator in a period; `value` in `unit`, from `records` records."""

    indicator: str
    value: Decimal
    unit: str
    records: int


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """One register with its type, its target, what its records make, and what the actor may do."""

    card: RegisterCard
    type: TypeCard
    targets: tuple[plans.TargetCard, ...]
    figure: Figure | None
    unit_id: UUID
    may_fill: bool
    may_manage: bool
    history: tuple[TrailCard, ...]

    @property
    def progress(self) -> tuple[TargetShare, ...]:
        """What the figure is of each target's."""
        return tuple(share_of(self.figure, target) for target in self.targets) if self.figure else ()


@dataclass(frozen=True, slots=True)
class TargetShare:
    """What the records make of a target, in percent; without it, `why` says why there is none."""

    target: plans.TargetCard
    percent: Decimal | None
    why: WhyNoShare | None = None


def share_of(figure: Figure, target: plans.TargetCard) -> TargetShare:
    """The share, where the records make the target's own indicator and both are told in the same unit."""
    if not target.value:
        return TargetShare(target, None, WhyNoShare.DIRECTION)
    if target.indicator_code != figure.indicator:
        return TargetShare(target, None, WhyNoShare.OTHER_INDICATOR)
    worth = worth_in(figure.unit, target.unit)
    if worth is None:
        return TargetShare(target, None, WhyNoShare.OTHER_UNIT)
    return TargetShare(target, figure.value * worth / target.value * 100)


def registers_listed(actor: Actor) -> QuerySet[Register]:
    """The rows of the list of registers, for `register_cards`."""
    standing = Count("records", filter=Q(records__withdrawn_at__isnull=True))
    return visible_registers(actor).select_related("type", "region", "unit").annotate(standing=standing)


def register_cards(rows: Sequence[Register], on: date) -> list[RegisterCard]:
    """Cards of registers fetched with type, region and unit; counts and versions are looked up together."""
    versions = versions_in_force((row.type_id for row in rows), on)
    counted: dict[int, dict[str, int]] = {}
    by_stage = Record.objects.filter(register__in=[row.pk for row in rows], withdrawn_at__isnull=True)
    for register, stage, count in by_stage.values_list("register", "stage").annotate(count=Count("pk")):
        counted.setdefault(register, {})[stage] = count
    specs = {type_id: read_spec(version.spec) for type_id, version in versions.items()}
    return [_register_card(row, specs[row.type_id], counted.get(row.pk, {})) for row in rows if row.type_id in specs]


def _register_card(row: Register, spec: TypeSpec, counts: dict[str, int]) -> RegisterCard:
    before_confirming = [
        here.code for here, ahead in zip(spec.stages, spec.stages[1:], strict=False) if ahead.mover is Mover.CONFIRM
    ]
    # Stages that only an older version has stand behind the others, under their code.
    codes = [*(stage.code for stage in spec.stages), *(code for code in counts if spec.stage(code) is None)]
    return RegisterCard(
        id=row.pk,
        public_id=row.public_id,
        title=row.title,
        region_code=row.region.code,
        region_name=row.region.name,
        unit_name=row.unit.short_name or row.unit.name,
        unit=spec.unit,
        type_name=spec.name,
        type_id=row.type.public_id,
        target_id=row.target_id,
        stages=tuple(StageCount(code, spec.stage_label(code), counts.get(code, 0)) for code in codes),
        records=sum(counts.values()),
        to_confirm=sum(counts.get(code, 0) for code in before_confirming),
        closed_reason=row.closed_reason,
    )


def register_page(actor: Actor, public_id: UUID | str, on: date) -> RegisterPage:
    """One register. Raises RegisterNotFound."""
    row = get_register(actor, public_id)
    (card,) = register_cards([row], on)
    (kind,) = type_cards([row.type], on)
    return RegisterPage(
        card=card,
        type=kind,
        targets=_targets_of(row),
        figure=figures_of([row.pk], date.min, on, on=on).get(row.pk),
        unit_id=row.unit.public_id,
        may_fill=may(actor, Power.FILL, row) and not row.closed_at,
        may_manage=actor.may(Power.MANAGE, row.region.path),
        history=tuple(entries_of(row)),
    )


def _targets_of(row: Register) -> tuple[plans.TargetCard, ...]:
    """The target that a register was opened for, then the further ones; those dropped from their plan are left out."""
    further = row.further_targets.order_by("pk").values_list("target", flat=True)
    ids = [*([row.target_id] if row.target_id else []), *further]
    known = plans.targets_by_id(ids) if ids else {}
    return tuple(known[one] for one in ids if one in known)


def figures_of(register_ids: Iterable[int], since: date, until: date, *, on: date) -> dict[int, Figure]:
    """What each register's records make of its indicator between two days, both included; four queries.

    For registers that the caller may see. A register whose type feeds nothing is missing from the answer; one without
    records is 0, for nothing was done there. Money is in 元.
    """
    ids = set(register_ids)
    wanted = {one.type_id: one for one in countings(on).values()}
    rows = Register.objects.filter(pk__in=ids, type__in=wanted).values_list("pk", "type")
    made = counted_by_register(ids, {one.measure: one for one in wanted.values()}, Period.through(since, until))
    figures = {}
    for register, type_id in rows:
        one, (value, records) = wanted[type_id], made.get(register, (Decimal(0), 0))
        figures[register] = Figure(one.indicator, value, one.spec.fed_unit, records)
    return figures


def registers_of_targets(actor: Actor, target_ids: Iterable[int], on: date) -> dict[int, list[RegisterCard]]:
    """The registers that prove these targets and that the actor sees, by target."""
    wanted = set(target_ids)
    rows = visible_registers(actor).select_related("type", "region", "unit")
    further: dict[int, list[int]] = {}
    for register, target in FurtherTarget.objects.filter(target__in=wanted).values_list("register", "target"):
        further.setdefault(register, []).append(target)
    found: dict[int, list[RegisterCard]] = {}
    listed = rows.filter(Q(target__in=wanted) | Q(pk__in=further)).order_by("title")
    for card in register_cards(list(listed), on):
        proved = {*({card.target_id} & wanted), *further.get(card.id, ())}
        for target in proved:
            found.setdefault(target or 0, []).append(card)
    return found


def registers_of_my_units(actor: Actor, on: date, limit: int = 200) -> list[RegisterCard]:
    """Registers that the actor's own units keep."""
    mine = visible_registers(actor).filter(unit__in=regions.units_of(actor, on))
    return register_cards(list(mine.select_related("type", "region", "unit").order_by("title")[:limit]), on)


def registers_to_confirm(actor: Actor, on: date, limit: int = 200) -> list[RegisterCard]:
    """Registers with records that wait for a confirmation which the actor may give."""
    if not actor.may(Power.CONFIRM):
        return []
    rows = visible_registers(actor).select_related("type", "region", "unit").order_by("title")[:limit]
    mine = [row for row in rows if may(actor, Power.CONFIRM, row)]
    return [card for card in register_cards(mine, on) if card.to_confirm]


def registers_named(actor: Actor, words: str, on: date, limit: int = 10) -> list[RegisterCard]:
    """Registers whose title holds the words."""
    rows = visible_registers(actor).select_related("type", "region", "unit").filter(title__icontains=words)
    return register_cards(list(rows.order_by("title")[:limit]), on)


def spec_for_new(actor: Actor, public_id: UUID | str, on: date) -> TypeSpec:
    """The type under which a new record of this register stands. Raises RegisterNotFound, NotAllowed."""
    register = get_register(actor, public_id, Power.FILL)
    return read_spec(version_in_force(register.type_id, on).spec)
