"""What is typed about figures: numbers, periods, coverage; refused beside their field."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from django.http import QueryDict

from liangxin.domains.indicators.errors import CoverageImpossible, ValueMalformed
from liangxin.domains.indicators.rules.periods import period_said
from liangxin.kernel.period import Period
from liangxin.kernel.text import cut, ungrouped

_LARGEST_COVERAGE = 100_000


def typed_number(posted: QueryDict, name: str) -> Decimal:
    """A number, thousands set apart or not. Raises ValueMalformed."""
    text = posted.get(name, "").strip()
    try:
        return Decimal(ungrouped(text))
    except InvalidOperation:
        raise ValueMalformed(field=name, value=cut(text, 30)) from None


def typed_period(posted: QueryDict, name: str) -> Period:
    """2025-06, 2025年6月, 2025年一季度, 2025年上半年, 2025年. Raises PeriodUnreadable, PeriodOfNoGrain."""
    return period_said(posted.get(name, ""), name)


def typed_coverage(posted: QueryDict) -> tuple[int, int]:
    """How many parts of how many are in; one of one where nothing is said. Raises CoverageImpossible."""
    texts = posted.get("got", "").strip() or "1", posted.get("expected", "").strip() or "1"
    if not all(text.isascii() and text.isdigit() and int(text) <= _LARGEST_COVERAGE for text in texts):
        raise CoverageImpossible(field="got", got=cut(texts[0], 10), expected=cut(texts[1], 10))
    return int(texts[0]), int(texts[1])
