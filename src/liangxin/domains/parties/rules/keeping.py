"""How long each field is kept, for what and on which ground: the shipped statement, and what follows from it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

from liangxin.domains.parties.errors import ConsentNotNeeded, NoConsent
from liangxin.domains.parties.terms import Basis, PartyField, PartyKind
from liangxin.kernel.shipped import shipped_data

_STATEMENT = Path(__file__).resolve().parents[1] / "data" / "keeping.yaml"


@dataclass(frozen=True, slots=True)
class KeepingRule:
    """What one field of one kind is kept for. `days` after the last use, None where it is public and kept for good.

    `bases` in order: consent where it was given, else the last.
    """

    kind: PartyKind
    field: PartyField
    purpose: str
    bases: tuple[Basis, ...]
    days: int | None
    source: str

    @property
    def asks_consent(self) -> bool:
        return Basis.CONSENT in self.bases

    def basis(self, *, consented: bool) -> Basis:
        """The ground on which it is kept."""
        if consented and self.asks_consent:
            return Basis.CONSENT
        return next((basis for basis in reversed(self.bases) if basis is not Basis.CONSENT), Basis.CONSENT)

    def kept_until(self, last_used_on: date, *, in_role: bool) -> date | None:
        """The first day on which it is no longer kept; None for good, or as long as the party has a role."""
        if self.days is None or in_role:
            return None
        return last_used_on + timedelta(days=self.days)


@lru_cache(maxsize=1)
def keeping_rules() -> Mapping[tuple[PartyKind, PartyField], KeepingRule]:
    """The shipped statement."""
    return read_rules(shipped_data(_STATEMENT)["fields"])


def read_rules(entries: Iterable[Mapping[str, object]]) -> dict[tuple[PartyKind, PartyField], KeepingRule]:
    """The statement as data; ValueError for one that says nothing of its purpose, ground or source."""
    rules = {}
    for entry in entries:
        bases, days = entry["bases"], entry["keep_days"]
        if not (entry["purpose"] and bases and entry["source"]) or not isinstance(bases, Sequence):
            raise ValueError(f"a field is kept for a purpose, on a ground, with a source: {entry}")
        rule = KeepingRule(
            kind=PartyKind.of(str(entry["kind"])),
            field=PartyField.of(str(entry["field"])),
            purpose=str(entry["purpose"]),
            bases=tuple(Basis.of(str(basis)) for basis in bases),
            days=None if days is None else int(str(days)),
            source=str(entry["source"]),
        )
        rules[rule.kind, rule.field] = rule
    return rules


def fields_of(kind: PartyKind) -> tuple[PartyField, ...]:
    """The fields of a kind, in the order of the statement."""
    return tuple(field for of, field in keeping_rules() if of is kind)


def past_before(rule: KeepingRule, on: date) -> date | None:
    """Whoever was last used on this day or earlier is past its time on `on`; None where nothing ever is."""
    return None if rule.days is None else on - timedelta(days=rule.days)


def require_consent_sense(kind: PartyKind, field: PartyField) -> KeepingRule:
    """Raise ConsentNotNeeded where a field does not rest on consent."""
    rule = keeping_rules().get((kind, field))
    if rule is None or not rule.asks_consent:
        raise ConsentNotNeeded(field="field", what=field)
    return rule


def require_consent(*, given: bool, field: PartyField) -> None:
    """Raise NoConsent where there is none to take back."""
    if not given:
        raise NoConsent(what=field)
