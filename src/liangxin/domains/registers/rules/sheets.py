"""A list type as a workbook: its columns, what is read from their cells into stored values, and back again.

Two columns are the house's own and stand last: the stage of a record and the day on which it was reached. Files do not
go into workbooks.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from liangxin.domains.registers import errors
from liangxin.domains.registers.rules.spec import FieldSpec, StageSpec, TypeSpec
from liangxin.domains.registers.rules.values import LARGEST_WHOLE, PLACES, YEARS, Known
from liangxin.domains.registers.terms import TEXT_LIMIT, FieldKind, Mover
from liangxin.engines.sheets import Bounds, Choice, Column, Kind, Place, SheetType
from liangxin.kernel.money import Money
from liangxin.kernel.quantity import Quantity, UnitUnknown, find_unit
from liangxin.kernel.region_code import divisions
from liangxin.kernel.text import cut, plain

STAGE_LABEL, DAY_LABEL = "阶段", "到达日期"
PROBLEMS = "问题"  # the engine's own column
KINDS = {
    FieldKind.TEXT: Kind.TEXT,
    FieldKind.ENTERPRISE: Kind.TEXT,  # a name as it is typed, as in the form
    FieldKind.WHOLE: Kind.WHOLE,
    FieldKind.DECIMAL: Kind.QUANTITY,
    FieldKind.MONEY: Kind.MONEY,
    FieldKind.DATE: Kind.DATE,
    FieldKind.YEAR: Kind.YEAR,
    FieldKind.CHOICE: Kind.CHOICE,
    FieldKind.YES_NO: Kind.YES_NO,
    FieldKind.UNIT: Kind.UNIT,
    FieldKind.REGION: Kind.REGION,
    FieldKind.PLACE: Kind.PLACE,
}
YUAN_A_UNIT = {"元": 1, "万元": 10**4}
Aliases = Mapping[str, Collection[str]]


@dataclass(frozen=True, slots=True)
class RegisterSheet:
    """A type with its workbook; `stage` and `day` are the codes of the house's own columns.

    Without `known` units are taken as texts and regions from the kernel's table.
    """

    spec: TypeSpec
    sheet: SheetType
    stage: str
    day: str
    known: Known | None
    fields: tuple[tuple[FieldSpec, Callable[[Any], Any]], ...]

    def label(self, code: str) -> str:
        """The label of a column."""
        return self.sheet.column(code).label

    def values(self, cells: Mapping[str, Any]) -> dict[str, Any]:
        """The stored values of a row as read. Raises DecimalUnreadable for a number too fine to be kept."""
        return {one.code: store(value) for one, store in self.fields if (value := cells[one.code]) is not None}


def register_sheet(
    spec: TypeSpec, *, version: int = 1, known: Known | None = None, aliases: Aliases | None = None
) -> RegisterSheet:
    """The workbook of a type. `known` are the units and regions that a record may name, `aliases` their other names."""
    fields = [one for one in spec.fields if one.kind is not FieldKind.FILE]
    labels = _Once({PROBLEMS})
    codes = {one.code for one in fields}
    columns = [_column(one, labels, known, aliases or {}) for one in fields]
    stage, day = _free("stage", codes), _free("reached_on", codes)
    columns.append(_stage_column(spec, stage, labels))
    columns.append(
        Column(day, labels.take(DAY_LABEL, "到达阶段的日期"), Kind.DATE, help="到达所写阶段的日期，不晚于今天")
    )
    sheet = SheetType(spec.code, spec.name, version, tuple(columns), spec.key, _note(spec))
    return RegisterSheet(spec, sheet, stage, day, known, tuple((one, _storer(one, known)) for one in fields))


class _Once:
    """Labels of one sheet: each stands once, whatever its type says."""

    def __init__(self, taken: set[str]) -> None:
        self._taken = {plain(name) for name in taken}

    def take(self, label: str, other: str) -> str:
        names = (label, other, *(f"{other}{number}" for number in range(2, 100)))
        name = next(name for name in names if plain(name) not in self._taken)
        self._taken.add(plain(name))
        return name


def _free(code: str, taken: set[str]) -> str:
    while code in taken:
        code += "_"
    return code


def _column(one: FieldSpec, labels: _Once, known: Known | None, aliases: Aliases) -> Column:
    kind, unit = KINDS[one.kind], _unit_of(one)
    beside = "" if unit or one.kind is FieldKind.MONEY else one.unit
    if kind is Kind.QUANTITY and not unit:
        kind = Kind.DECIMAL  # a unit that the table of units does not have stands in the heading alone
    label = f"{one.label}（{beside}）" if beside else one.label
    return Column(
        code=one.code,
        label=labels.take(label, f"{label}（{one.code}）"),
        kind=kind,
        required=one.is_required,
        unit=unit,
        choices=_choices(one, known, aliases),
        help=one.hint or _help(one),
        limits=_limits(one),
    )


def _unit_of(one: FieldSpec) -> str:
    if one.kind is FieldKind.MONEY:
        return one.unit or "元"
    if one.kind not in (FieldKind.WHOLE, FieldKind.DECIMAL) or not one.unit:
        return ""
    try:
        find_unit(one.unit)
    except UnitUnknown:
        return ""
    return one.unit


def _help(one: FieldSpec) -> str:
    words = {FieldKind.UNIT: "本地单位的名称", FieldKind.REGION: "本地或下一级区划的名称或代码"}
    return words.get(one.kind, "")


def _limits(one: FieldSpec) -> Bounds:
    match one.kind:
        case FieldKind.TEXT | FieldKind.ENTERPRISE:
            return Bounds(characters=TEXT_LIMIT)
        case FieldKind.WHOLE | FieldKind.DECIMAL:
            return Bounds(least=Decimal(0), most=Decimal(LARGEST_WHOLE))
        case FieldKind.MONEY:
            return Bounds(least=Decimal(0), most=Decimal(LARGEST_WHOLE) / YUAN_A_UNIT[one.unit or "元"])
        case FieldKind.YEAR:
            return Bounds(least=Decimal(YEARS.start), most=Decimal(YEARS.stop - 1))
    return Bounds()


def _choices(one: FieldSpec, known: Known | None, aliases: Aliases) -> tuple[Choice, ...]:
    if one.kind is FieldKind.CHOICE:
        return _distinct({choice: choice for choice in one.choices}, {})
    if known is None or one.kind not in (FieldKind.UNIT, FieldKind.REGION):
        return ()
    return _distinct(known.units if one.kind is FieldKind.UNIT else known.regions, aliases)


def _distinct(names: Mapping[str, str], aliases: Aliases) -> tuple[Choice, ...]:
    """One choice a name; an alias that two share, or that is another's name, leads to none of them."""
    choices: dict[str, Choice] = {}
    taken: set[str] = set()
    for code, name in names.items():
        if not taken & {plain(code), plain(name)}:
            choices[code] = Choice(code, name)
            taken |= {plain(code), plain(name)}
    count: dict[str, int] = {}
    for code in choices:
        for alias in {plain(alias): alias for alias in aliases.get(code, ())}:
            count[alias] = count.get(alias, 0) + 1
    for code, choice in choices.items():
        own = {plain(alias): alias for alias in aliases.get(code, ())}
        free = tuple(
            alias for spelled, alias in own.items() if spelled and count[spelled] == 1 and spelled not in taken
        )
        choices[code] = replace(choice, aliases=free)
    return tuple(choices.values())


def needs_more(stage: StageSpec) -> bool:
    """Whether a stage is reached with evidence or by a confirmation only, and so not by a workbook."""
    return bool(stage.evidence) or stage.mover is Mover.CONFIRM


def _stage_column(spec: TypeSpec, code: str, labels: _Once) -> Column:
    closed = [stage.label for stage in spec.stages if needs_more(stage)]
    words = f"不写即“{spec.first_stage.label}”；写了后面的阶段须写到达日期"
    if closed:
        words += f"；{'、'.join(closed)}要佐证或确认，导入后在台账里批量变更"
    choices = {stage.code: stage.label for stage in spec.stages}
    return Column(code, labels.take(STAGE_LABEL, "台账阶段"), Kind.CHOICE, choices=_distinct(choices, {}), help=words)


def _note(spec: TypeSpec) -> str:
    lines = [f"一条记录是{spec.counts}。"]
    key = "、".join(one.label for one in spec.fields if one.code in spec.key)
    lines.append(
        f"“{key}”相同的是同一条记录：台账中没有的新增，已有的按表修改；表中留空的格子会清空原来的内容，删去整列则不改。"
    )
    files = [one.label for one in spec.fields if one.kind is FieldKind.FILE]
    if files:
        lines.append(f"{'、'.join(files)}是文件，不在表中，导入后在记录页上传。")
    if any(map(needs_more, spec.stages)):
        lines.append(
            "要佐证或由另一人确认的阶段，工作簿不能直接写到：先导入到前一阶段，再在台账页“批量变更阶段”，一份佐证可用于多条。"
        )
    lines.append("跳过的阶段按同一天到达计。已确认的记录不能用工作簿修改。")
    return "\n".join(lines)


def _storer(one: FieldSpec, known: Known | None) -> Callable[[Any], Any]:
    """What makes the stored form of a value as the engine reads it; the same as `rules.values` stores."""
    match one.kind:
        case FieldKind.DECIMAL:
            return lambda value: _stored_decimal(one, value)
        case FieldKind.MONEY:
            return lambda value: value.fen
        case FieldKind.DATE:
            return date.isoformat
        case FieldKind.UNIT:
            return lambda value: _unit(one, value, known)
        case FieldKind.REGION:
            return lambda value: {"code": value, "name": _region_name(one, value, known)}
        case FieldKind.PLACE:
            return lambda value: [_degrees(value.lng), _degrees(value.lat)]
        case FieldKind.TEXT | FieldKind.ENTERPRISE:
            return lambda value: value.replace("\x00", "")
    return lambda value: value


def _stored_decimal(one: FieldSpec, value: Decimal | Quantity) -> str:
    number = value.amount_in(one.unit) if isinstance(value, Quantity) else value
    if number != round(number, PLACES):
        raise errors.DecimalUnreadable(field=one.code, text=cut(f"{number:f}", 40))
    return f"{number.normalize():f}" if number else "0"


def _unit(one: FieldSpec, value: str, known: Known | None) -> dict[str, str]:
    if known is None:
        return {"id": "", "name": value}
    if value not in known.units:
        raise errors.NotAmongChoices(field=one.code, text=cut(value, 40))
    return {"id": value, "name": known.units[value]}


def _region_name(one: FieldSpec, code: str, known: Known | None) -> str:
    names = divisions() if known is None else known.regions
    if code not in names:
        raise errors.NotAmongChoices(field=one.code, text=divisions().get(code, code))
    return names[code]


def _degrees(number: Decimal) -> str:
    return f"{round(number, PLACES).normalize():f}"


def row_of(sheet: RegisterSheet, values: Mapping[str, Any], stage: str, day: date | None) -> dict[str, Any]:
    """A record as a row of its workbook. What no choice has any more is left for `with_strange` to name."""
    cells = {one.code: _cell(one, values.get(one.code), sheet) for one, _ in sheet.fields}
    is_known = sheet.spec.stage(stage) is not None
    return cells | {sheet.stage: stage if is_known else None, sheet.day: day if is_known else None}


def _cell(one: FieldSpec, value: Any, sheet: RegisterSheet) -> Any:
    if value is None:
        return None
    match one.kind:
        case FieldKind.MONEY:
            return Money(value)
        case FieldKind.DECIMAL:
            unit = sheet.sheet.column(one.code).unit
            return Quantity.of(value, unit) if unit else Decimal(value)
        case FieldKind.DATE:
            return date.fromisoformat(value)
        case FieldKind.UNIT:
            return value["id"] or value["name"]
        case FieldKind.REGION:
            return value["name"]
        case FieldKind.PLACE:
            return Place(Decimal(value[0]), Decimal(value[1]))
    return value


def with_strange(sheet: RegisterSheet, rows: Collection[Mapping[str, Any]], names: Mapping[str, str]) -> SheetType:
    """The sheet for rows that hold choices or units which are offered no more: written all the same, under their name.

    Read back, such a cell is refused, for it says what nobody may choose now.
    """
    columns = []
    for column in sheet.sheet.columns:
        if column.choices and column.kind in (Kind.CHOICE, Kind.UNIT):
            offered = {choice.code for choice in column.choices}
            strange = {row[column.code] for row in rows} - offered - {None}
            taken = {plain(choice.name) for choice in column.choices}
            more = {code: names.get(code, code) for code in sorted(strange)}
            added = [Choice(code, name if plain(name) not in taken else f"{name}（原）") for code, name in more.items()]
            columns.append(replace(column, choices=(*column.choices, *added)))
        else:
            columns.append(column)
    return replace(sheet.sheet, columns=tuple(columns))
