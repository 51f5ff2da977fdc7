"""What is told about one point, and when it may be recorded."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from liangxin.domains.indicators.errors import CoverageImpossible, OriginMalformed, ValueMalformed
from liangxin.domains.indicators.rules.periods import grain_of
from liangxin.domains.indicators.terms import REASON_LIMIT, SOURCE_LIMIT, VALUE_DIGITS, VALUE_PLACES, Form, Origin
from liangxin.kernel.period import Period
from liangxin.kernel.text import cut

_BEYOND = Decimal(10) ** (VALUE_DIGITS - VALUE_PLACES)


@dataclass(frozen=True, slots=True)
class ObservationDraft:
    """The figure of one period. Without a value it takes back what stands there. An empty `unit` is the indicator's."""

    indicator_code: str
    region_code: str
    period: Period
    value: Decimal | None
    form: Form
    origin: Origin
    measure_code: str = ""
    unit_id: UUID | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    weight: Decimal | None = None
    got: int = 1
    expected: int = 1
    reason: str = ""
    source: str = ""
    unit: str = ""


def require_sound(draft: ObservationDraft) -> None:
    """Refuse what no series could hold: PeriodOfNoGrain, ValueMalformed, CoverageImpossible, OriginMalformed."""
    grain_of(draft.period)
    for number in (draft.value, draft.numerator, draft.denominator, draft.weight):
        if number is not None:
            require_value(number)
    if not (1 <= draft.got <= draft.expected or (draft.value is None and 0 <= draft.got <= draft.expected)):
        raise CoverageImpossible(field="got", got=draft.got, expected=draft.expected)
    is_computed = draft.origin is Origin.COMPUTED
    if is_computed != bool(draft.measure_code) or (is_computed and draft.unit_id is not None):
        raise OriginMalformed(field="origin")


def require_value(value: Decimal, field: str = "value") -> Decimal:
    """The number if the table can hold it to the last digit. Raises ValueMalformed."""
    exponent = value.as_tuple().exponent
    if (
        not isinstance(exponent, int)
        or abs(value) >= _BEYOND
        or value.normalize() != value.normalize().quantize(Decimal(1).scaleb(-VALUE_PLACES))
    ):
        raise ValueMalformed(field=field, value=cut(str(value), 30))
    return value


def shortened(draft: ObservationDraft) -> tuple[str, str]:
    """Reason and source as they are kept."""
    return cut(draft.reason.strip(), REASON_LIMIT), cut(draft.source.strip(), SOURCE_LIMIT)
