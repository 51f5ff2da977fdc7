"""Which stage a record may move to, by whom, and with what evidence."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from liangxin.domains.registers.errors import EvidenceMissing, MoveImpossible, ReachedAhead
from liangxin.domains.registers.rules.spec import StageSpec, TypeSpec
from liangxin.domains.registers.terms import FieldKind, Mover


@dataclass(frozen=True, slots=True)
class Move:
    """A move that the order of the stages allows; `missing` is the evidence still to be uploaded."""

    to: StageSpec
    mover: Mover
    is_back: bool
    missing: tuple[str, ...] = ()


def moves_from(spec: TypeSpec, stage: str, evidence: Collection[str]) -> tuple[Move, ...]:
    """The next stage, then the one before. Back out of a confirmed stage is for those who confirm.

    A file that every record must have is asked for like evidence: a record from a workbook comes without it.
    """
    codes = [one.code for one in spec.stages]
    if stage not in codes:
        return ()
    here = codes.index(stage)
    moves = []
    if here + 1 < len(codes):
        ahead = spec.stages[here + 1]
        asked = dict.fromkeys([*spec.required_files, *ahead.evidence])
        missing = tuple(name for name in asked if name not in evidence)
        moves.append(Move(ahead, ahead.mover, is_back=False, missing=missing))
    if here:
        moves.append(Move(spec.stages[here - 1], spec.stages[here].mover, is_back=True))
    return tuple(moves)


def decide_move(spec: TypeSpec, stage: str, to: str, evidence: Collection[str]) -> Move:
    """The move, which may be made with the evidence at hand. Raises MoveImpossible, EvidenceMissing."""
    move = next((move for move in moves_from(spec, stage, evidence) if move.to.code == to), None)
    if move is None:
        raise MoveImpossible(stage=spec.stage_label(stage))
    if move.missing:
        raise EvidenceMissing(stage=move.to.label, names="、".join(move.missing))
    return move


def require_day(reached: date, *, before: date | None, today: date) -> None:
    """Raise ReachedAhead for a day still ahead, or before the day on which the stage before was reached."""
    if reached > today or (before is not None and reached < before):
        raise ReachedAhead(field="reached_on")


def is_confirmed(spec: TypeSpec, stage: str) -> bool:
    """Whether somebody else has confirmed what the record says: its stage, or one before it, asked for that."""
    codes = [one.code for one in spec.stages]
    if stage not in codes:
        return False
    return any(one.mover is Mover.CONFIRM for one in spec.stages[: codes.index(stage) + 1])


def needed_evidence(spec: TypeSpec, stage: str, values: Collection[str]) -> set[str]:
    """What a record must have to stand where it stands: evidence of the stages up to it, files of its fields."""
    codes = [one.code for one in spec.stages]
    reached = spec.stages[: codes.index(stage) + 1] if stage in codes else ()
    files = {one.label for one in spec.fields if one.kind is FieldKind.FILE and one.code in values}
    return {name for one in reached for name in one.evidence} | files
