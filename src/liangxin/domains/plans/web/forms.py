"""What a person types into the plans screens, read into values or refused beside the field."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Final, TypeVar
from uuid import UUID

from django.http import QueryDict

from liangxin.domains.plans.errors import FieldMissing, NotANumber, NotAYear
from liangxin.domains.plans.queries import FindingCard
from liangxin.domains.plans.rules import TakenTarget
from liangxin.engines.reader.findings import Comparator, TargetKind
from liangxin.foundation.ui.refusals import RefusalWords
from liangxin.kernel.term import Term

T = TypeVar("T", bound=Term)

MULTIPLES: Final = {"": 1, "万": 10_000, "亿": 100_000_000}
YEARS: Final = range(2000, 2101)


FIELDS: Final = ("indicator", "kind", "comparator", "value", "multiple", "unit", "deadline")


@dataclass(frozen=True, slots=True)
class Slip:
    """A form that was refused: which clause it stands beside, what was typed, why it was refused."""

    finding: UUID
    typed: dict[str, str]
    refusal: RefusalWords


@dataclass(frozen=True, slots=True)
class ClauseLine:
    """An unread clause with its form: what to show in it, why it was refused, whether the assistant filled it."""

    finding: FindingCard
    typed: dict[str, str]
    refusal: RefusalWords | None
    is_proposed: bool


def clause_line(finding: FindingCard, slip: Slip | None) -> ClauseLine:
    """The form beside a clause: what was just typed, else what the assistant proposes, else empty."""
    if slip is not None and slip.finding == finding.public_id:
        return ClauseLine(finding, slip.typed, slip.refusal, is_proposed=False)
    shown = dict.fromkeys(FIELDS, "")
    if finding.proposal:
        told = {name: value for name, value in finding.proposal.items() if name in shown and value is not None}
        shown |= {name: f"{value:g}" if isinstance(value, float) else str(value) for name, value in told.items()}
    return ClauseLine(finding, shown, None, is_proposed=bool(finding.proposal))


def typed(posted: QueryDict) -> dict[str, str]:
    """What was typed, to be shown again beside the refusal."""
    return {name: posted.get(name, "") for name in FIELDS}


def taken_target(posted: QueryDict) -> TakenTarget:
    """A target from the form beside an unread clause. Raises FieldMissing, NotANumber, NotAYear."""
    indicator = posted.get("indicator", "").strip()
    if not indicator:
        raise FieldMissing(field="indicator", label="指标")
    kind = _term(TargetKind, posted.get("kind", ""))
    return TakenTarget(
        indicator=indicator[:200],
        kind=kind,
        value=_value(posted, kind),
        unit=posted.get("unit", "").strip()[:20],
        comparator=_term(Comparator, posted.get("comparator", "")),
        deadline=_year(posted.get("deadline", "").strip()),
    )


def _term(kind: type[T], typed: str) -> T:
    """A choice of a drop-down; what is not among them did not come from our form."""
    try:
        return kind.of(typed)
    except ValueError as error:
        raise FieldMissing(field=kind.__name__, label=typed[:30]) from error


def _value(posted: QueryDict, kind: TargetKind) -> Decimal | None:
    if kind is TargetKind.DIRECTIONAL:
        return None
    typed = posted.get("value", "").strip()
    if not typed:
        raise FieldMissing(field="value", label="数值")
    try:
        number = Decimal(typed.replace(",", ""))
    except InvalidOperation as error:
        raise NotANumber(field="value", typed=typed[:30]) from error
    if not number.is_finite() or abs(number) > 10**15:
        raise NotANumber(field="value", typed=typed[:30])
    return number * MULTIPLES.get(posted.get("multiple", ""), 1)


def _year(typed: str) -> int | None:
    if not typed:
        return None
    if not (typed.isascii() and typed.isdigit() and int(typed) in YEARS):
        raise NotAYear(field="deadline", typed=typed[:30])
    return int(typed)
