"""What a deed must say: a reason without a number in it, something to look at, a merge of two of a kind."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

from liangxin.domains.parties.errors import (
    FieldWrong,
    NothingChosen,
    NotTwo,
    ReasonMissing,
    UndoTooLate,
)
from liangxin.domains.parties.rules.facts import Fault
from liangxin.domains.parties.terms import REASON_LIMIT, UNDO_DAYS, PartyField, PartyKind

_SHORTEST = 4
_NUMBER_IN_IT = re.compile(r"\d{7}")


def require_reason(text: str, *, field: str = "reason") -> str:
    """The reason, tidied. Raises ReasonMissing where it says too little, or holds what may be somebody's number."""
    reason = " ".join(text.replace("\x00", "").split())
    if not _SHORTEST <= len(reason) <= REASON_LIMIT or _NUMBER_IN_IT.search(re.sub(r"[\s-]", "", reason)):
        raise ReasonMissing(field=field)
    return reason


def require_fields(wanted: Iterable[PartyField], there: Iterable[PartyField]) -> tuple[PartyField, ...]:
    """The wanted fields that are there, in the order of the terms. Raises NothingChosen."""
    chosen = set(wanted) & set(there)
    if not chosen:
        raise NothingChosen(field="fields")
    return tuple(field for field in PartyField if field in chosen)


def require_sound(faults: Iterable[Fault]) -> None:
    """Raise FieldWrong beside the first field that is wrong."""
    for fault in faults:
        raise FieldWrong(field=fault.field.value, label=fault.field, words=fault.words)


def require_two(kept: tuple[int, PartyKind], gone: tuple[int, PartyKind]) -> None:
    """Raise NotTwo for one and itself, or for two of different kinds."""
    if kept[0] == gone[0] or kept[1] is not gone[1]:
        raise NotTwo(field="keep")


def require_undo_in_time(merged_on: date, on: date) -> None:
    """Raise UndoTooLate after the days in which what was before is still kept."""
    if on > merged_on + timedelta(days=UNDO_DAYS):
        raise UndoTooLate(days=UNDO_DAYS)
