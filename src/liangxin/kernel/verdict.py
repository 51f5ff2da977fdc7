"""The verdict on something that a person typed: never an exception, so that a form can say all at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Verdict:
    """A value in its normal form and whether it is well formed, which never proves that the thing exists.

    `reason` is the Chinese sentence why it is not. `doubts` are sentences for a person to weigh and do not make it
    wrong: they stand for checks whose source is uncertain or which real numbers are known to fail. `kind` names which
    of several sorts of number it is, where there are several.
    """

    value: str
    ok: bool
    doubts: tuple[str, ...] = ()
    reason: str | None = None
    kind: str | None = None

    def __bool__(self) -> bool:
        return self.ok

    @classmethod
    def well_formed(cls, value: str, *doubts: str | None, kind: str | None = None) -> Self:
        """Accept a value, with those doubts that are not None."""
        return cls(value, ok=True, doubts=tuple(doubt for doubt in doubts if doubt), kind=kind)

    @classmethod
    def refused(cls, value: str, reason: str) -> Self:
        """Turn a value down for one reason."""
        return cls(value, ok=False, reason=reason)
