"""Values of a record: read from what was typed, all faults collected by field; shown; the key that they make."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from liangxin.domains.registers import errors
from liangxin.domains.registers.errors import ValuesRefused
from liangxin.domains.registers.rules.searching import words_in
from liangxin.domains.registers.rules.spec import FieldSpec, TypeSpec
from liangxin.domains.registers.terms import KEY_LIMIT, TEXT_LIMIT, FieldKind
from liangxin.kernel.money import Money, MoneyUnreadable, NotWholeFen
from liangxin.kernel.refusal import Refusal
from liangxin.kernel.text import cut, half_width, plain, ungrouped

LARGEST_WHOLE = 10**12
PLACES = 6
YEARS = range(1949, 2101)
# The box around China, in degrees; within a metre is precise enough.
WEST, EAST, SOUTH, NORTH = Decimal(73), Decimal(136), Decimal(3), Decimal(54)
_NUMBER = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?", re.ASCII)
_YES = {"是": True, "true": True, "on": True, "1": True, "否": False, "false": False, "0": False}


@dataclass(frozen=True, slots=True)
class Known:
    """Units and regions that a record may name, by public id and by code, with their names."""

    units: Mapping[str, str] = field(default_factory=dict)
    regions: Mapping[str, str] = field(default_factory=dict)


def read_values(spec: TypeSpec, typed: Mapping[str, str], known: Known) -> dict[str, Any]:
    """The values as they are stored; what was left empty is missing. Raises ValuesRefused with a fault each field.

    Stored: a decimal as text, money as fen, a date as 2025-06-30, a choice as its words, a unit or region as id and
    name, a place as two texts of degrees.
    """
    values: dict[str, Any] = {}
    faults: list[Refusal] = []
    for one in spec.fields:
        text = typed.get(one.code, "").replace("\x00", "").strip()
        if not text:
            if one.is_required:
                faults.append(errors.FieldMissing(field=one.code, what=one.label))
            continue
        try:
            values[one.code] = _read(one, text, known)
        except Refusal as fault:
            faults.append(fault)
    if faults:
        raise ValuesRefused.of(faults)
    return values


def _read(one: FieldSpec, text: str, known: Known) -> Any:
    match one.kind:
        case FieldKind.TEXT | FieldKind.ENTERPRISE | FieldKind.FILE:
            return _text(one, text)
        case FieldKind.WHOLE:
            return _whole(one, text)
        case FieldKind.DECIMAL:
            return _decimal(one, text)
        case FieldKind.MONEY:
            return _money(one, text)
        case FieldKind.DATE:
            return _date(one, text)
        case FieldKind.YEAR:
            return _year(one, text)
        case FieldKind.YES_NO:
            return _among(one, text, _YES)
        case FieldKind.CHOICE:
            return _among(one, text, {choice: choice for choice in one.choices})
        case FieldKind.UNIT:
            return {"id": text, "name": _among(one, text, known.units)}
        case FieldKind.REGION:
            return {"code": text, "name": _among(one, text, known.regions)}
        case FieldKind.PLACE:
            return _place(one, text)


def _text(one: FieldSpec, text: str) -> str:
    if len(text) > TEXT_LIMIT:
        raise errors.FieldTooLong(field=one.code, what=one.label, limit=TEXT_LIMIT)
    return text


def _number(text: str) -> Decimal | None:
    written = half_width(text).replace(" ", "")
    return Decimal(ungrouped(written)) if _NUMBER.fullmatch(written) else None


def _whole(one: FieldSpec, text: str) -> int:
    number = _number(text)
    if number is None or number != number.to_integral_value() or not 0 <= number <= LARGEST_WHOLE:
        raise errors.WholeUnreadable(field=one.code, text=cut(text, 40))
    return int(number)


def _decimal(one: FieldSpec, text: str) -> str:
    number = _number(text)
    if number is None or not 0 <= number <= LARGEST_WHOLE or number != round(number, PLACES):
        raise errors.DecimalUnreadable(field=one.code, text=cut(text, 40))
    return f"{number.normalize():f}"


def _money(one: FieldSpec, text: str) -> int:
    number = _number(text)
    try:
        if number is None:
            money = Money.read(text)
        else:
            money = Money.from_wan(number) if one.unit == "万元" else Money.from_yuan(number)
    except (MoneyUnreadable, NotWholeFen, InvalidOperation) as error:
        raise errors.MoneyUnclear(field=one.code, text=cut(text, 40)) from error
    if not 0 <= money.fen <= LARGEST_WHOLE * 100:
        raise errors.MoneyUnclear(field=one.code, text=cut(text, 40))
    return money.fen


def _date(one: FieldSpec, text: str) -> str:
    try:
        return date.fromisoformat(half_width(text)).isoformat()
    except ValueError as error:
        raise errors.DateUnreadable(field=one.code, text=cut(text, 40)) from error


def _year(one: FieldSpec, text: str) -> int:
    written = half_width(text).removesuffix("年")
    if not re.fullmatch(r"\d{4}", written, re.ASCII) or int(written) not in YEARS:
        raise errors.YearUnreadable(field=one.code, text=cut(text, 40))
    return int(written)


def _among(one: FieldSpec, text: str, known: Mapping[str, Any]) -> Any:
    if text not in known:
        raise errors.NotAmongChoices(field=one.code, text=cut(text, 40))
    return known[text]


def _place(one: FieldSpec, text: str) -> list[str]:
    degrees = [_number(part) for part in re.split(r"[,，;；\s]+", text.strip())]
    if len(degrees) == 2:  # east and north
        east, north = degrees
        if east is not None and north is not None and WEST <= east <= EAST and SOUTH <= north <= NORTH:
            return [f"{round(east, PLACES).normalize():f}", f"{round(north, PLACES).normalize():f}"]
    raise errors.PlaceUnreadable(field=one.code, text=cut(text, 40))


def typed_of(one: FieldSpec, value: Any) -> str:
    """What stands in the form's control for a stored value; reading it gives the value again."""
    if value is None:
        return ""
    match one.kind:
        case FieldKind.MONEY:
            money = Money(value)
            shown = money.in_wan() if one.unit == "万元" else money.in_yuan()
            return f"{shown.normalize():f}"
        case FieldKind.YES_NO:
            return "是" if value else "否"
        case FieldKind.UNIT:
            return str(value["id"])
        case FieldKind.REGION:
            return str(value["code"])
        case FieldKind.PLACE:
            return ", ".join(value)
    return str(value)


def shown_value(one: FieldSpec, value: Any) -> str | Decimal | int | Money | date | None:
    """A stored value as lists and pages show it; None where nothing was filled in."""
    if value is None:
        return None
    match one.kind:
        case FieldKind.MONEY:
            return Money(value)
        case FieldKind.DECIMAL:
            return Decimal(value)
        case FieldKind.WHOLE:
            return int(value)
        case FieldKind.DATE:
            return date.fromisoformat(value)
        case FieldKind.UNIT | FieldKind.REGION:
            return str(value["name"])
    return typed_of(one, value)


def key_of(spec: TypeSpec, values: Mapping[str, Any]) -> str:
    """What tells a record from the others of its register, in comparison form.

    Raises FieldTooLong where the parts together are longer than a key can be.
    """
    parts = [_key_part(one, values.get(one.code)) for code in spec.key if (one := spec.field(code))]
    key = "|".join(parts)
    if len(key) > KEY_LIMIT:
        raise errors.FieldTooLong(field=spec.key[0], what=shown_key(spec, values)[:40], limit=KEY_LIMIT)
    return key


def _key_part(one: FieldSpec, value: Any) -> str:
    # The bar divides the parts, so one within a part must not look like a divider.
    return plain(typed_of(one, value)).replace("\\", "\\\\").replace("|", "\\|")


def shown_key(spec: TypeSpec, values: Mapping[str, Any]) -> str:
    """The key as people read it."""
    shown = [shown_value(one, values.get(one.code)) for code in spec.key if (one := spec.field(code))]
    return " ".join(str(part) for part in shown if part is not None)


_FIGURES = frozenset({FieldKind.MONEY, FieldKind.DECIMAL, FieldKind.WHOLE, FieldKind.DATE})


def words_of(spec: TypeSpec, values: Mapping[str, Any]) -> str:
    """The words of every text of a record and of its key, cut for the search."""
    told = [(one, values.get(one.code)) for one in spec.fields if one.kind not in _FIGURES]
    # What is kept as text is shown as it is; of 50 000 rows that spares a second.
    shown = [value if isinstance(value, str) else shown_value(one, value) for one, value in told]
    texts = [part for part in shown if isinstance(part, str)]
    return " ".join(filter(None, map(words_in, [*texts, shown_key(spec, values)])))
