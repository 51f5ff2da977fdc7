"""A list written down as JSON or YAML: the fields of `SheetType` under their own names, and back.

What is read is checked field by field, so that a refusal names the place: `columns[2].unit`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, TypeVar

import yaml

from liangxin.engines.sheets.refusals import DescriptionUnreadable, DescriptionWrong, FileUnreachable
from liangxin.engines.sheets.sheet_type import Bounds, Choice, Column, Kind, SheetType
from liangxin.kernel.shipped import plain_data
from liangxin.kernel.text import cut

_Read = TypeVar("_Read")
_TYPE = ("code", "name", "version", "columns", "key", "note")
_COLUMN = ("code", "label", "kind", "required", "unit", "choices", "help", "limits", "aliases", "example")
_CHOICE = ("code", "label", "aliases")
_BOUNDS = ("least", "most", "characters")
_SHOWN = 30
_LARGEST = 10**30  # numbers in a description are bounds and examples


def read_sheet_type(path: Path) -> SheetType:
    """The list that a file describes: JSON where its name ends in .json, else YAML.

    Raises FileUnreachable, DescriptionUnreadable, DescriptionWrong.
    """
    try:
        raw = path.read_bytes()
    except OSError as fault:
        raise FileUnreachable(path=path) from fault
    try:
        text = raw.decode("utf-8-sig")
        described = json.loads(text) if path.suffix.lower() == ".json" else plain_data(text)
    except (ValueError, yaml.YAMLError, RecursionError) as fault:
        raise DescriptionUnreadable(path=path) from fault
    return sheet_type_from(described)


def sheet_type_from(described: object) -> SheetType:
    """The list that plain values describe. Raises DescriptionWrong with the place."""
    given = _mapping(described, _TYPE, "")
    version = given.get("version", 1)
    if isinstance(version, bool) or not isinstance(version, int):
        raise DescriptionWrong(place="version", problem="应当是整数")
    return SheetType(
        code=_text(given, "code", "", needed=True),
        name=_text(given, "name", "", needed=True),
        version=version,
        columns=_each(given, "columns", "", _column),
        key=_each(given, "key", "", _bare_text),
        note=_text(given, "note", ""),
    )


def describe_sheet_type(sheet_type: SheetType) -> dict[str, Any]:
    """The list as plain values that JSON and YAML can hold; `sheet_type_from` gives the same list again."""
    described: dict[str, Any] = {
        "code": sheet_type.code,
        "name": sheet_type.name,
        "version": sheet_type.version,
        "key": list(sheet_type.key),
        "columns": [_described_column(column) for column in sheet_type.columns],
    }
    return described | ({"note": sheet_type.note} if sheet_type.note else {})


def _described_column(column: Column) -> dict[str, Any]:
    limits = {
        name: value if isinstance(value, int) else str(value)
        for name in _BOUNDS
        if (value := getattr(column.limits, name)) is not None
    }
    choices = [
        {"code": each.code, "label": each.name, "aliases": list(each.aliases)}
        if each.aliases or each.name != each.code
        else each.code
        for each in column.choices
    ]
    described = {
        "code": column.code,
        "label": column.label,
        "kind": column.kind.value,
        "required": column.required,
        "unit": column.unit,
        "choices": choices,
        "help": column.help,
        "limits": limits,
        "aliases": list(column.aliases),
        "example": column.example,
    }
    return {name: value for name, value in described.items() if value}


def _column(given: object, place: str) -> Column:
    told = _mapping(given, _COLUMN, place)
    kind = _kind(told.get("kind", Kind.TEXT.value), f"{place}.kind")
    required = told.get("required", False)
    if not isinstance(required, bool):
        raise DescriptionWrong(place=f"{place}.required", problem="应当是true或false")
    return Column(
        code=_text(told, "code", place, needed=True),
        label=_text(told, "label", place, needed=True),
        kind=kind,
        required=required,
        unit=_text(told, "unit", place),
        choices=_each(told, "choices", place, _choice),
        help=_text(told, "help", place),
        limits=_bounds(told.get("limits"), kind, f"{place}.limits"),
        aliases=_each(told, "aliases", place, _bare_text),
        example=_text(told, "example", place),
    )


def _kind(given: object, place: str) -> Kind:
    """By value or by Chinese label."""
    for kind in Kind:
        if given in (kind.value, kind.label):
            return kind
    raise DescriptionWrong(place=place, problem=f"应当是{'、'.join(f'{k.value}（{k.label}）' for k in Kind)}之一")


def _choice(given: object, place: str) -> Choice:
    """A text alone is code and label in one."""
    if not isinstance(given, Mapping):
        return Choice(_bare_text(given, place))
    told = _mapping(given, _CHOICE, place)
    return Choice(
        _text(told, "code", place, needed=True), _text(told, "label", place), _each(told, "aliases", place, _bare_text)
    )


def _bounds(given: object, kind: Kind, place: str) -> Bounds:
    if given is None:
        return Bounds()
    told = _mapping(given, _BOUNDS, place)
    characters = told.get("characters")
    if characters is not None and (isinstance(characters, bool) or not isinstance(characters, int)):
        raise DescriptionWrong(place=f"{place}.characters", problem="应当是整数")
    read = _day if kind is Kind.DATE else _number
    least, most = (
        None if told.get(name) is None else read(told[name], f"{place}.{name}") for name in ("least", "most")
    )
    return Bounds(least, most, characters)


def _number(given: object, place: str) -> Decimal:
    if isinstance(given, bool) or not isinstance(given, int | float | str):
        raise DescriptionWrong(place=place, problem="应当是数")
    try:
        number = Decimal(str(given))
    except InvalidOperation as fault:
        raise DescriptionWrong(place=place, problem="应当是数") from fault
    if not number.is_finite() or abs(number) > _LARGEST:
        raise DescriptionWrong(place=place, problem="应当是数")
    return number


def _day(given: object, place: str) -> date:
    if isinstance(given, date) and not isinstance(given, datetime):
        return given
    try:
        return date.fromisoformat(str(given))
    except ValueError as fault:
        raise DescriptionWrong(place=place, problem="应当是“2025-03-01”样式的日期") from fault


def _mapping(given: object, known: tuple[str, ...], place: str) -> Mapping[Any, Any]:
    if not isinstance(given, Mapping):
        raise DescriptionWrong(place=place or "整份说明", problem="应当是一组“名称：值”")
    strange = [str(name) for name in given if name not in known]
    if strange:
        problem = f"没有“{cut(strange[0], _SHOWN)}”这一项，可用的有{'、'.join(known)}"
        raise DescriptionWrong(place=place or "整份说明", problem=problem)
    return given


def _each(given: Mapping[Any, Any], name: str, place: str, read: Callable[[object, str], _Read]) -> tuple[_Read, ...]:
    here = f"{place}.{name}" if place else name
    several = given.get(name)
    if several is None:
        return ()
    if not isinstance(several, list | tuple):
        raise DescriptionWrong(place=here, problem="应当是列表")
    return tuple(read(one, f"{here}[{number}]") for number, one in enumerate(several))


def _text(given: Mapping[Any, Any], name: str, place: str, *, needed: bool = False) -> str:
    here = f"{place}.{name}" if place else name
    if given.get(name) is None:
        if needed:
            raise DescriptionWrong(place=here, problem="没有填写")
        return ""
    return _bare_text(given[name], here)


def _bare_text(given: object, place: str) -> str:
    """Numbers and days are written out: an example may be 2025."""
    if isinstance(given, str):
        return given
    is_number = isinstance(given, int | float) and not isinstance(given, bool) and not abs(given) >= _LARGEST
    if is_number or isinstance(given, date):
        return str(given)
    raise DescriptionWrong(place=place, problem="应当是文字")
