"""A document written down as JSON or YAML: the fields of the records under their own names.

What is read is checked field by field against the records themselves, so the two forms cannot part. A record may be
given by its first field alone: `"附件名称"` is an attachment, `"序号"` a column, `"正文。"` a paragraph.
"""

from __future__ import annotations

import json
import types
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any, Union, get_args, get_origin, get_type_hints

import yaml

from liangxin.engines.official.records import Chart, Heading, OfficialDocument, PageBreak, Paragraph, Table
from liangxin.engines.official.refusals import FileUnreachable, SpecificationUnreadable, SpecificationWrong
from liangxin.kernel.shipped import plain_data
from liangxin.kernel.term import Term
from liangxin.kernel.text import cut

KINDS: dict[str, type] = {
    "heading": Heading,
    "paragraph": Paragraph,
    "table": Table,
    "chart": Chart,
    "page_break": PageBreak,
}
_LARGEST = 10**100  # YAML reads hexadecimal numbers longer than Python writes out
_SHOWN = 30  # letters of a wrong value shown in a refusal


def read_specification(path: Path) -> OfficialDocument:
    """The document that a file describes: JSON where its name ends in .json, else YAML.

    Raises FileUnreachable, SpecificationUnreadable, SpecificationWrong and what the records refuse.
    """
    try:
        raw = path.read_bytes()
    except OSError as fault:
        raise FileUnreachable(path=path) from fault
    try:
        text = raw.decode("utf-8-sig")
        described = json.loads(text) if path.suffix.lower() == ".json" else plain_data(text)
    except (ValueError, yaml.YAMLError, RecursionError) as fault:
        raise SpecificationUnreadable(path=path) from fault
    return document_from(described)


def document_from(described: object) -> OfficialDocument:
    """The document that plain values describe: mappings, lists, texts, numbers, days.

    Raises SpecificationWrong with the place, such as `blocks[2].columns[0].weight`, and what the records refuse.
    """
    document: OfficialDocument = _record(OfficialDocument, described, "")
    return document


def _value(hint: Any, given: object, place: str) -> Any:
    """A value of the type that a record's field asks for."""
    if get_origin(hint) is tuple:
        return _several(get_args(hint)[0], given, place)
    if get_origin(hint) in (Union, types.UnionType):
        return _one_of(get_args(hint), given, place)
    if is_dataclass(hint) and isinstance(hint, type):
        return _record(hint, given, place)
    if isinstance(hint, type) and issubclass(hint, Term):
        return _term(hint, given, place)
    return _plain(hint, given, place)


def _several(hint: Any, given: object, place: str) -> tuple[Any, ...]:
    if given is None:
        return ()
    if not isinstance(given, list | tuple):
        raise SpecificationWrong(place=place, problem="应当是列表")
    return tuple(_value(hint, one, f"{place}[{number}]") for number, one in enumerate(given))


def _one_of(hints: tuple[Any, ...], given: object, place: str) -> Any:
    """Optional values, a text or a piece or pieces of it, and blocks, whose `kind` tells them apart."""
    if given is None and types.NoneType in hints:
        return None
    if Paragraph in hints:
        return _block(given, place)
    pieces = str in hints and isinstance(given, list | Mapping)
    return _value(hints[-1] if pieces else hints[0], given, place)


def _block(given: object, place: str) -> Any:
    if not isinstance(given, Mapping):
        return _record(Paragraph, given, place)
    kind = KINDS.get(str(given.get("kind")))
    if kind is None:
        raise SpecificationWrong(place=f"{place}.kind", problem=f"应当是{'、'.join(KINDS)}之一")
    return _record(kind, {name: value for name, value in given.items() if name != "kind"}, place)


@cache
def _hints(record: type) -> dict[str, Any]:
    return get_type_hints(record)


def _record(record: type, given: object, place: str) -> Any:
    known: tuple[Field[Any], ...] = fields(record)
    if not isinstance(given, Mapping):
        if record is OfficialDocument or not known or given is None:
            raise SpecificationWrong(place=place or "整份说明", problem="应当是一组“名称：值”")
        given = {known[0].name: given}
    names = [field.name for field in known]
    strange = [str(name) for name in given if name not in names]
    if strange:
        problem = f"没有“{cut(strange[0], _SHOWN)}”这一项，可用的有{'、'.join(names)}"
        raise SpecificationWrong(place=place or "整份说明", problem=problem)
    values = {}
    for field in known:
        inner = f"{place}.{field.name}" if place else field.name
        if field.name in given:
            values[field.name] = _value(_hints(record)[field.name], given[field.name], inner)
        elif field.default is MISSING and field.default_factory is MISSING:
            raise SpecificationWrong(place=inner, problem="没有填写")
    return record(**values)


def _term(hint: type[Term], given: object, place: str) -> Term:
    """By value or by Chinese label."""
    for member in hint:
        if given in (member.value, member.label):
            return member
    allowed = "、".join(f"{member.value}（{member.label}）" for member in hint)
    raise SpecificationWrong(place=place, problem=f"应当是{allowed}之一")


def _plain(hint: Any, given: object, place: str) -> Any:
    if hint is str:
        return _text(given, place)
    if hint is bool and isinstance(given, bool):
        return given
    if hint is date:
        return _day(given, place)
    if hint is int and isinstance(given, int) and not isinstance(given, bool) and abs(given) < _LARGEST:
        return given
    if hint is float and isinstance(given, int | float) and not isinstance(given, bool):
        return given
    wanted = {bool: "应当是true或false", int: "应当是整数", float: "应当是数"}[hint]
    raise SpecificationWrong(place=place, problem=wanted)


def _text(given: object, place: str) -> str:
    """Numbers and days are written out, an empty value is an empty text."""
    if given is None:
        return ""
    if isinstance(given, str):
        return given
    is_number = isinstance(given, int | float) and not isinstance(given, bool) and not abs(given) >= _LARGEST
    if is_number or isinstance(given, date):
        return str(given)
    raise SpecificationWrong(place=place, problem="应当是文字")


def _day(given: object, place: str) -> date:
    if isinstance(given, date) and not isinstance(given, datetime):
        return given
    try:
        return date.fromisoformat(str(given))
    except ValueError as fault:
        raise SpecificationWrong(place=place, problem="应当是“2025-03-01”样式的日期") from fault
