"""Made-up records of a register: what reached its last stage in which month, and what is still on the way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from liangxin.domains.progress.rules.history.chance import Chance
from liangxin.domains.progress.rules.history.fields import typed_value
from liangxin.kernel.period import Period

LAST_DAY: Final = date(2026, 11, 15)  # nothing is recorded later
_PIECES: Final = (0.5, 1.6)  # a piece of road or pipe, a batch: in the unit that is summed, as parts of the mean


@dataclass(frozen=True, slots=True)
class RecordDraft:
    """A record as it would be typed, and the days on which it reached its stages, in their order."""

    type_code: str
    values: tuple[tuple[str, str], ...]
    stages: tuple[tuple[str, date], ...]


def records_of(
    seed: str,
    list_type: Mapping[str, Any],
    monthly: Iterable[tuple[Period, Decimal]],
    places: Sequence[str],
    on_the_way: int = 6,
) -> tuple[RecordDraft, ...]:
    """Records of a list type (as its preset has it) whose counts or sums by month are those given.

    `places` are the names of towns to choose from. Some more records have not reached the last stage.
    """
    chance = Chance(seed, f"records|{list_type['code']}")
    feeds = list_type.get("feeds") or {}
    amounts = [
        (period, amount)
        for period, total in monthly
        for amount in (_cut(total, chance) if feeds.get("how") == "sum" else [None] * int(total))
    ]
    drafts = []
    for number, (period, amount) in enumerate(amounts, 1):
        day = period.start + timedelta(chance.whole(0, period.days - 1))
        drafts.append(_draft(list_type, number, day, amount, places, chance))
    for number in range(len(amounts) + 1, len(amounts) + on_the_way + 1):
        amount = amounts[-1][1] if amounts else (Decimal(1) if feeds.get("how") == "sum" else None)
        done = _draft(list_type, number, LAST_DAY + timedelta(chance.whole(20, 200)), amount, places, chance)
        reached = tuple(stage for stage in done.stages[:-1] if stage[1] <= LAST_DAY)
        first = (done.stages[0][0], LAST_DAY - timedelta(chance.whole(1, 60)))
        drafts.append(RecordDraft(done.type_code, done.values, reached or (first,)))
    return tuple(sorted(drafts, key=lambda draft: (draft.stages[0][1], draft.values)))


def _cut(total: Decimal, chance: Chance) -> list[Decimal | None]:
    """A month's sum in up to three pieces that add up to it exactly."""
    if total <= 0:
        return []
    exponent = total.as_tuple().exponent
    step = Decimal(1).scaleb(exponent if isinstance(exponent, int) and exponent < 0 else 0)
    pieces: list[Decimal | None] = []
    left, number = total, chance.whole(1, 3)
    for _ in range(number - 1):
        piece = (total / number * Decimal(str(round(chance.between(*_PIECES), 2)))).quantize(step)
        if not 0 < piece < left:
            break
        pieces.append(piece)
        left -= piece
    return [*pieces, left]


def _draft(
    list_type: Mapping[str, Any],
    number: int,
    done_on: date,
    amount: Decimal | None,
    places: Sequence[str],
    chance: Chance,
) -> RecordDraft:
    fed = (list_type.get("feeds") or {}).get("field")
    stages = _stages(list_type, done_on, chance)
    confirmed = {stage["code"] for stage in list_type["stages"] if stage.get("mover") == "confirm"}
    deed = max((day for code, day in stages if code not in confirmed), default=done_on)
    values = []
    for field in list_type["fields"]:
        day = deed if deed <= LAST_DAY else LAST_DAY - timedelta(30) if field.get("required") else None
        typed = typed_value(field, number, day, places, chance, counts_up=field["code"] in _counting_up(list_type))
        if amount is not None and field["code"] == fed:
            typed = f"{amount:f}"
        if typed:
            values.append((str(field["code"]), typed))
    return RecordDraft(str(list_type["code"]), tuple(values), stages)


def _counting_up(list_type: Mapping[str, Any]) -> Sequence[str]:
    """Parts of the key that must differ by themselves: those of a key without a text, as texts are numbered anyway."""
    kinds = {field["code"]: field["kind"] for field in list_type["fields"]}
    key = list_type["key"]
    return () if any(kinds[code] == "text" and code not in ("town", "estate") for code in key) else key


def _stages(list_type: Mapping[str, Any], done_on: date, chance: Chance) -> tuple[tuple[str, date], ...]:
    """Backwards from the stage that counts: two weeks to three months between stages, less before a confirmation."""
    codes = [str(stage["code"]) for stage in list_type["stages"]]
    feeds = list_type.get("feeds") or {}
    counted = codes.index(feeds["stage"]) if feeds.get("stage") in codes else len(codes) - 1
    days, day = [done_on], done_on
    for stage in reversed(list_type["stages"][1 : counted + 1]):
        day -= timedelta(chance.whole(3, 25) if stage.get("mover") == "confirm" else chance.whole(14, 90))
        days.append(day)
    reached = list(zip(codes[: counted + 1], reversed(days), strict=True))
    day = done_on
    for code in codes[counted + 1 :]:
        day += timedelta(chance.whole(5, 30))
        if day <= LAST_DAY:
            reached.append((code, day))
    return tuple(reached)
