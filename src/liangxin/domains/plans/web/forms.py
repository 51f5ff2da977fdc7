"""What a person types into the plans screens, read into values or refused beside the field."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Final, TypeVar
from uuid import UUID

from django.http import QueryDict

from liangxin.domains.plans.errors import FieldMissing, NotANumber, NotAYear
from liangxin.domains.plans.queries.review import FindingCard
from liangxin.domains.plans.rules.review import Draft, MeasureDraft, MemberDraft, TargetDraft, TaskDraft, typed_names
from liangxin.domains.plans.terms import NAME_LIMIT, TITLE_LIMIT, Field, FindingKind
from liangxin.engines.reader.findings import Comparator, TargetKind
from liangxin.foundation.ui.refusals import RefusalWords
from liangxin.kernel.term import Term

T = TypeVar("T", bound=Term)

MULTIPLES: Final = {"": 1, "万": 10_000, "亿": 100_000_000}
YEARS: Final = range(2000, 2101)
TARGET_FIELDS: Final = ("indicator", "kind", "comparator", "value", "multiple", "unit", "deadline")
LARGEST: Final = 10**15


@dataclass(frozen=True, slots=True)
class Slip:
    """A form that was refused: which finding it stands beside, what was typed, why it was refused."""

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
    shown = dict.fromkeys(TARGET_FIELDS, "")
    if finding.proposal:
        told = {name: value for name, value in finding.proposal.items() if name in shown and value is not None}
        shown |= {name: _shown(value) for name, value in told.items()}
    return ClauseLine(finding, shown, None, is_proposed=bool(finding.proposal))


def typed(posted: QueryDict, names: tuple[str, ...] = TARGET_FIELDS) -> dict[str, str]:
    """What was typed, to be shown again beside the refusal."""
    return {name: posted.get(name, "") for name in names}


def first_values(finding: FindingCard) -> dict[str, str]:
    """What the form of a finding holds before anybody types."""
    facts = finding.facts
    lists = {"lead_units", "supporting_units", "units"}
    shown = {name: "、".join(value) if name in lists else _shown(value) for name, value in facts.items()}
    shown["hedged"] = "1" if facts.get("hedged") else ""
    shown["indicator_name"] = finding.indicator.name if finding.indicator else ""
    return shown | {"multiple": ""}


def _shown(value: Any) -> str:
    """A fact as a control holds it: a figure without a needless point or exponent."""
    if value is None or isinstance(value, list | bool):
        return ""
    if isinstance(value, int | float):
        return f"{Decimal(str(value)).normalize():f}"
    return str(value)


def draft_of(kind: FindingKind, posted: QueryDict) -> Draft:
    """What a person says a finding is. Raises FieldMissing, NotANumber, NotAYear."""
    return _DRAFTS[kind](posted)


def taken_target(posted: QueryDict) -> TargetDraft:
    """A target from its form."""
    kind = _term(TargetKind, posted, Field.KIND)
    return TargetDraft(
        indicator=_text(posted, "indicator", NAME_LIMIT),
        kind=kind,
        value=_value(posted, kind),
        unit=_text(posted, "unit", 20),
        comparator=_term(Comparator, posted, Field.COMPARATOR),
        deadline=_year(posted, "deadline"),
        baseline_year=_year(posted, "baseline_year"),
        hedged=bool(posted.get("hedged")),
    )


def _task(posted: QueryDict) -> TaskDraft:
    return TaskDraft(
        title=_text(posted, "title", TITLE_LIMIT),
        lead_units=typed_names(posted.get("lead_units", "")),
        supporting_units=typed_names(posted.get("supporting_units", "")),
        due=_text(posted, "due", 100),
    )


def _measure(posted: QueryDict) -> MeasureDraft:
    return MeasureDraft(
        action=_text(posted, "action", NAME_LIMIT),
        task=_text(posted, "task", NAME_LIMIT),
        measure=_text(posted, "measure", TITLE_LIMIT),
        units=typed_names(posted.get("units", "")),
    )


def _member(posted: QueryDict) -> MemberDraft:
    return MemberDraft(
        role=_text(posted, "role", 30),
        name=_text(posted, "name", 30),
        position=_text(posted, "position", NAME_LIMIT),
        group=_text(posted, "group", 50),
    )


_DRAFTS: Mapping[FindingKind, Callable[[QueryDict], Draft]] = {
    FindingKind.TARGET: taken_target,
    FindingKind.TASK: _task,
    FindingKind.MEASURE: _measure,
    FindingKind.MEMBER: _member,
}


def _text(posted: QueryDict, name: str, limit: int) -> str:
    return posted.get(name, "").replace("\x00", "").strip()[:limit]


def _term(kind: type[T], posted: QueryDict, field: Field) -> T:
    """A choice of a drop-down; what is not among them did not come from our form."""
    try:
        return kind.of(posted.get(field.value, ""))
    except ValueError as error:
        raise FieldMissing(field=field.value, label=field) from error


def _value(posted: QueryDict, kind: TargetKind) -> Decimal | None:
    if kind is TargetKind.DIRECTIONAL:
        return None
    typed = posted.get("value", "").strip()
    if not typed:
        raise FieldMissing(field="value", label=Field.VALUE)
    value = number(typed, "value") * MULTIPLES.get(posted.get("multiple", ""), 1)
    if abs(value) > LARGEST:
        raise NotANumber(field="value", typed=f"{typed}{posted['multiple']}"[:30])
    return value


def number(typed: str, field: str) -> Decimal:
    """A number as people type it. Raises NotANumber."""
    try:
        value = Decimal(typed.replace(",", "").replace("，", "").replace(" ", "").replace("\u00a0", ""))
    except InvalidOperation as error:
        raise NotANumber(field=field, typed=typed[:30]) from error
    if not value.is_finite() or abs(value) > LARGEST:
        raise NotANumber(field=field, typed=typed[:30])
    return value


def _year(posted: QueryDict, field: str) -> int | None:
    typed = posted.get(field, "").strip()
    if not typed:
        return None
    if not (typed.isascii() and typed.isdigit() and int(typed) in YEARS):
        raise NotAYear(field=field, typed=typed[:30])
    return int(typed)
