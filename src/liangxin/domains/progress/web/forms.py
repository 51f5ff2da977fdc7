"""What forms of progress send, read or refused beside its field."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal, InvalidOperation

from django.http import QueryDict

from liangxin.domains.progress.errors import MilestonesWrong, NumberUnreadable
from liangxin.kernel.text import cut

_LARGEST = Decimal(10) ** 18


def typed_number(posted: QueryDict, name: str) -> Decimal:
    """A number as people type it, with grouping and full-width digits. Raises NumberUnreadable."""
    text = posted.get(name, "").strip()
    return _number(text, name)


def _number(text: str, field: str) -> Decimal:
    plain = text.replace(",", "").replace("，", "").replace(" ", "").replace("\u00a0", "")
    try:
        value = Decimal(plain)
    except InvalidOperation as error:
        raise NumberUnreadable(field=field, text=cut(text, 30)) from error
    if not value.is_finite() or abs(value) >= _LARGEST:
        raise NumberUnreadable(field=field, text=cut(text, 30))
    return value


def typed_steps(posted: QueryDict, name: str) -> list[tuple[date, Decimal]]:
    """Milestones, one a line: a day and a figure. Raises MilestonesWrong."""
    steps = []
    for number, line in enumerate(posted.get(name, "").splitlines(), 1):
        parts = line.split()
        if not parts:
            continue
        try:
            day = date.fromisoformat(parts[0])
            steps.append((day, _number("".join(parts[1:]), name)))
        except (ValueError, NumberUnreadable) as error:
            raise MilestonesWrong(field=name, line=f"第{number}行“{cut(line.strip(), 30)}”") from error
    return steps


def steps_text(steps: Iterable[tuple[str, str]]) -> str:
    """Milestones as they are typed."""
    return "\n".join(f"{day} {value}" for day, value in steps)
