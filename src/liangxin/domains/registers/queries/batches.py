"""What may be done to many records of a register at once: the moves from each stage, and the evidence they lack."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count

from liangxin.domains.registers.access import get_register, may
from liangxin.domains.registers.models import Evidence, Record, TypeVersion
from liangxin.domains.registers.rules.reading import read_spec
from liangxin.domains.registers.rules.spec import TypeSpec
from liangxin.domains.registers.rules.stages import moves_from
from liangxin.domains.registers.terms import Mover, Power
from liangxin.foundation.accounts.api import Actor


@dataclass(frozen=True, slots=True)
class BatchMove:
    """A move that the actor may make: of `count` records from a stage; `lacking` is how many lack each evidence."""

    stage: str
    to: str
    label: str
    to_label: str
    is_back: bool
    mover: Mover
    count: int
    lacking: tuple[tuple[str, int], ...]

    @property
    def code(self) -> str:
        """How a form names it."""
        return f"{self.stage}>{self.to}"


@dataclass(frozen=True, slots=True)
class BatchChoices:
    """What may be done to these records; `own` is how many the actor has had a hand in, who may not confirm them."""

    moves: tuple[BatchMove, ...]
    evidence: tuple[str, ...]
    count: int
    own: int
    may_fill: bool


def batch_choices(actor: Actor, register_id: UUID | str, ids: Collection[int]) -> BatchChoices:
    """What the actor may do to these records of a register. Raises RegisterNotFound."""
    register = get_register(actor, register_id)
    rows = Record.objects.filter(register=register, pk__in=ids, withdrawn_at__isnull=True)
    groups = list(rows.order_by().values_list("version", "stage").annotate(count=Count("pk")).order_by("version"))
    specs = {row.pk: read_spec(row.spec) for row in TypeVersion.objects.filter(pk__in={group[0] for group in groups})}
    have = {
        (stage, name): count
        for stage, name, count in Evidence.objects.filter(record__in=rows, withdrawal__isnull=True)
        .order_by()
        .values_list("record__stage", "name")
        .annotate(count=Count("record", distinct=True))
    }
    allowed = {
        Mover.FILL: may(actor, Power.FILL, register),
        Mover.CONFIRM: may(actor, Power.CONFIRM, register),
    }
    found: dict[tuple[str, str], BatchMove] = {}
    for version, stage, count in groups:
        for move in _moves(specs[version], stage, count, have):
            if allowed[move.mover]:
                key = (move.stage, move.to)
                found[key] = _joined(found[key], move) if key in found else move
    hands = rows.filter(entered_by=actor.account_id) | rows.filter(changed_by=actor.account_id)
    names = dict.fromkeys(name for spec in specs.values() for name in spec.evidence_names)
    return BatchChoices(
        moves=tuple(sorted(found.values(), key=lambda move: move.is_back)),
        evidence=tuple(names),
        count=sum(group[2] for group in groups),
        own=hands.count() if actor.account_id is not None else 0,
        may_fill=allowed[Mover.FILL],
    )


def _moves(spec: TypeSpec, stage: str, count: int, have: dict[tuple[str, str], int]) -> list[BatchMove]:
    return [
        BatchMove(
            stage=stage,
            to=move.to.code,
            label=spec.stage_label(stage),
            to_label=move.to.label,
            is_back=move.is_back,
            mover=move.mover,
            count=count,
            lacking=tuple((name, max(0, count - have.get((stage, name), 0))) for name in move.missing),
        )
        for move in moves_from(spec, stage, ())
    ]


def _joined(one: BatchMove, other: BatchMove) -> BatchMove:
    """The same move under two versions of the type."""
    lacking = dict(one.lacking)
    for name, count in other.lacking:
        lacking[name] = lacking.get(name, 0) + count
    return BatchMove(
        one.stage, one.to, one.label, one.to_label, one.is_back, one.mover, one.count + other.count,
        tuple(lacking.items()),
    )  # fmt: skip
