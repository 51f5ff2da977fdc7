"""Facts, parameters, cites, operands and conditions of a rulebook file, looked up and typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise
from typing import Any

from liangxin.engines.rulebook.findings import Findings, Path
from liangxin.engines.rulebook.records import (
    AllOf,
    AnyOf,
    Asked,
    Authority,
    Basis,
    Cite,
    Compare,
    Condition,
    Fact,
    FactKind,
    Not,
    Op,
    Operand,
    Parameter,
    Reading,
    Seen,
    Value,
)
from liangxin.engines.rulebook.values import (
    LARGEST_MONEY,
    LARGEST_WHOLE,
    PERCENT_PLACES,
    ValueUnfit,
    read_value,
    shown,
)

_NUMBERS = {FactKind.WHOLE, FactKind.DECIMAL, FactKind.MONEY, FactKind.PERCENT}
_PLAIN = {FactKind.TEXT, FactKind.CHOICE, FactKind.YES_NO}
# The words of a comparison, what they mean and what they may be said of.
_OPS: dict[str, tuple[Op, set[FactKind]]] = {
    "is": (Op.IS, _PLAIN | _NUMBERS | {FactKind.DATE}),
    "is_not": (Op.IS_NOT, _PLAIN | _NUMBERS | {FactKind.DATE}),
    "in": (Op.IN, {FactKind.TEXT, FactKind.CHOICE, FactKind.WHOLE}),
    "by": (Op.AT_MOST, {FactKind.DATE}),
    "before": (Op.BELOW, {FactKind.DATE}),
    "from": (Op.AT_LEAST, {FactKind.DATE}),
    "after": (Op.ABOVE, {FactKind.DATE}),
    "at_most": (Op.AT_MOST, _NUMBERS),
    "below": (Op.BELOW, _NUMBERS),
    "at_least": (Op.AT_LEAST, _NUMBERS),
    "above": (Op.ABOVE, _NUMBERS),
    "contains": (Op.CONTAINS, {FactKind.LIST}),
}
_NEVER: Condition = AnyOf(())


@dataclass
class Builder:
    """What is known while a rulebook is built."""

    content: Mapping[str, Any]
    findings: Findings
    authorities: dict[str, Authority] = field(default_factory=dict)
    facts: dict[str, Fact] = field(default_factory=dict)
    parameters: dict[str, Parameter] = field(default_factory=dict)
    places: dict[str, Path] = field(default_factory=dict)

    def silent(self) -> Builder:
        """The same, for building again what was built before: findings are not noted twice."""
        return replace(self, findings=Findings(), places={})

    def claim(self, name: str, path: Path) -> None:
        """Take a name for a line; each line has its own, since decisions name it."""
        if name in self.places:
            self.findings.error(path, "twice", f"代码“{name}”已经用过。", "每一条的代码不能相同。")
        self.places[name] = path

    def fact(self, name: str, path: Path) -> Fact | None:
        """Look a fact up."""
        if name not in self.facts:
            self.findings.error(path, "unknown_fact", f"没有“{name}”这一事实。", "请先写在 facts 中，或核对拼写。")
        return self.facts.get(name)

    def value(self, raw: Any, fact: Fact, path: Path) -> Value | None:
        """Read a value that a fact is compared with."""
        try:
            return read_value(fact, raw, bounded=False)
        except ValueUnfit as unfit:
            code = "unit" if "单位" in unfit.problem else "type"
            self.findings.error(path, code, f"{unfit.problem}。", f"{unfit.advice}。")
            return None

    def operand(self, raw: Any, against: Fact, path: Path) -> Operand:
        """Read a limit: a value of the fact's kind, another fact (perhaps moved in time) or a parameter."""
        if not isinstance(raw, dict):
            return Operand(value=self.value(raw, against, path))
        known = {"fact", "parameter", "plus_years", "plus_days"}
        if set(raw) - known or ("fact" in raw) == ("parameter" in raw):
            self.findings.error(path, "form", "这里应当是一个值，或 {fact: …}、{parameter: …}。")
            return Operand()
        moved = {key: raw[key] for key in ("plus_years", "plus_days") if key in raw}
        if "parameter" in raw:
            return self._parameter(raw["parameter"], against, path, moved)
        fact = self.fact(str(raw["fact"]), path)
        if fact is None:
            return Operand()
        self._same_kind(fact, against, path)
        years, days = moved.get("plus_years", 0), moved.get("plus_days", 0)
        if type(years) is not int or type(days) is not int or abs(years) > 100 or abs(days) > 36600:
            self.findings.error(path, "type", "plus_years 和 plus_days 应当是整数，不超过100年。")
            years = days = 0
        if moved and fact.kind is not FactKind.DATE:
            self.findings.error(path, "type", f"“{fact.label}”不是日期，不能加年或日。")
        return Operand(fact=fact.name, years=years, days=days)

    def _parameter(self, name: Any, against: Fact, path: Path, moved: Mapping[str, Any]) -> Operand:
        one = self.parameters.get(str(name))
        if one is None or moved:
            self.findings.error(path, "unknown_parameter", f"没有“{name}”这一参数。", "请先写在 parameters 中。")
            return Operand()
        self._same_kind(one.fact, against, path)
        return Operand(parameter=one.fact.name, value=one.value)

    def _same_kind(self, one: Fact, other: Fact, path: Path) -> None:
        if one.kind is not other.kind or one.places != other.places:
            said = f"“{one.label}”是{one.kind.label}，“{other.label}”是{other.kind.label}"
            self.findings.error(path, "type", f"{said}，不能比较。", "两边的类型和小数位数要相同。")
        elif one.unit and other.unit and one.unit != other.unit:
            self.findings.error(
                path, "unit", f"“{one.label}”以{one.unit}计，“{other.label}”以{other.unit}计。", "请用同一单位。"
            )


def day_of(raw: Any, path: Path, builder: Builder) -> date | None:
    """Read a day, where one is written."""
    if raw is None:
        return None
    value = builder.value(raw, Fact("day", "日期", FactKind.DATE), path)
    return value if isinstance(value, date) else None


def cite_of(raw: Mapping[str, Any], path: Path, builder: Builder, line: str) -> Cite:
    """Read where a line stands; a local file may have confirmed it."""
    if raw["doc"] not in builder.authorities:
        builder.findings.error(
            (*path, "doc"), "unknown_document", f"没有“{raw['doc']}”这一文件。", "请先写在 authority 中。"
        )
    reading = raw.get("reading")
    confirms: Mapping[str, str] = builder.content.get("confirms") or {}
    return Cite(
        doc=raw["doc"],
        clause=raw["clause"],
        basis=Basis.of(raw["basis"]),
        seen=Seen.of(raw["seen"]) if raw.get("seen") else None,
        at=raw.get("at", ""),
        reading=Reading(reading["takes"], reading.get("alternative", "")) if reading else None,
        note=raw.get("note", ""),
        confirmed_by=confirms.get(line, ""),
    )


def fact_of(name: str, raw: Mapping[str, Any], path: Path, builder: Builder) -> Fact:
    """Read a fact or the type of a parameter."""
    kind = FactKind.of(raw["type"])
    places = raw.get("places", 2) if kind is FactKind.DECIMAL else PERCENT_PLACES if kind is FactKind.PERCENT else 0
    if not 0 <= places <= 6:
        builder.findings.error((*path, "places"), "value", "小数位数应当在0到6之间。")
        places = 2
    of = FactKind.of(raw.get("of", "text")) if kind is FactKind.LIST else None
    choosing = kind is FactKind.CHOICE or of is FactKind.CHOICE
    if choosing != bool(raw.get("choices")):
        said = "选项没有写 choices。" if choosing else f"{kind.label}不能有 choices。"
        builder.findings.error(path, "type", said)
    fact = Fact(
        name,
        raw["label"],
        kind,
        dict(raw.get("choices") or {}),
        of,
        raw.get("unit", ""),
        places,
        help=raw.get("help", ""),
        ask=raw.get("ask", ""),
        hint=raw.get("hint", ""),
        is_chosen=bool(raw.get("chosen")),
        asked_of=Asked.of(raw.get("asked_of", "person")),
    )
    most = {FactKind.MONEY: LARGEST_MONEY, FactKind.WHOLE: LARGEST_WHOLE, FactKind.DECIMAL: 10 ** (9 + places)}.get(
        kind
    )
    ends: dict[str, int | None] = {"at_least": 0 if kind in _NUMBERS else None, "at_most": most}
    for end in ends:
        value = builder.value(raw[end], fact, (*path, end)) if end in raw else ends[end]
        ends[end] = value if isinstance(value, int) else None
    least, most = ends["at_least"], ends["at_most"]
    if least is not None and most is not None and least > most:
        builder.findings.error(path, "bounds", f"最小值{shown(fact, least)}大于最大值{shown(fact, most)}。")
    if least is not None and least < 0:
        builder.findings.error(path, "bounds", "数和金额不能小于零。", "请把 at_least 改为0以上。")
    return replace(fact, least=least, most=most)


def parameters_of(raw: Mapping[str, Any], builder: Builder) -> dict[str, Parameter]:
    """Read the parameters and what has been filled in; a value above the ceiling is cut to it."""
    read: dict[str, Parameter] = {}
    for name, one in raw.items():
        path: Path = ("parameters", name)
        fact = fact_of(name, one, path, builder)
        if name in builder.facts:
            builder.findings.error(path, "twice", f"“{name}”已是一个事实的名称。", "请换一个代码。")
        ceiling = builder.value(one["ceiling"], fact, (*path, "ceiling")) if "ceiling" in one else None
        value = _filled(one.get("value"), fact, path, builder)
        was_cut = isinstance(ceiling, int) and isinstance(value, int) and value > ceiling
        cite = cite_of(one["cite"], (*path, "cite"), builder, f"parameter.{name}")
        builder.claim(f"parameter.{name}", path)
        read[name] = Parameter(
            fact, ceiling if isinstance(ceiling, int) else None, ceiling if was_cut else value, cite, was_cut
        )
    return read


def _filled(raw: Any, fact: Fact, path: Path, builder: Builder) -> Value | None:
    if raw is None:
        return None
    try:
        return read_value(fact, raw)
    except ValueUnfit as unfit:
        builder.findings.error((*path, "value"), "value", f"{unfit.problem}。", f"{unfit.advice}。")
        return None


def condition_of(raw: Mapping[str, Any], path: Path, builder: Builder) -> Condition:
    """Read a condition: all, any, not, or comparisons of one fact or parameter, all of which are demanded."""
    joined = [key for key in ("all", "any", "not") if key in raw]
    if len(joined) + ("fact" in raw) + ("parameter" in raw) != 1:
        builder.findings.error(path, "form", "条件要写 all、any、not、fact、parameter 中的一个。")
        return _NEVER
    if joined:
        if len(raw) > 1:
            builder.findings.error(path, "form", f"“{joined[0]}”旁边不能再写别的。")
        if joined[0] == "not":
            return Not(condition_of(raw["not"], (*path, "not"), builder))
        parts = tuple(condition_of(one, (*path, joined[0], n), builder) for n, one in enumerate(raw[joined[0]]))
        return AllOf(parts) if joined[0] == "all" else AnyOf(parts)
    return _comparisons(raw, path, builder)


def _comparisons(raw: Mapping[str, Any], path: Path, builder: Builder) -> Condition:
    if "fact" in raw:
        fact = builder.fact(raw["fact"], (*path, "fact"))
        left = Operand(fact=raw["fact"])
    else:
        parameter = builder.parameters.get(raw["parameter"])
        fact = parameter.fact if parameter else None
        left = Operand(parameter=raw["parameter"], value=parameter.value if parameter else None)
        if parameter is None:
            builder.findings.error((*path, "parameter"), "unknown_parameter", f"没有“{raw['parameter']}”这一参数。")
    words = [key for key in raw if key in _OPS]
    if fact is None:
        return _NEVER
    if not words:
        builder.findings.error(path, "form", f"没有写“{fact.label}”要满足什么。", f"可以写的有：{_said_of(fact)}。")
        return _NEVER
    found = tuple(_comparison(left, fact, word, raw[word], (*path, word), builder) for word in words)
    return found[0] if len(found) == 1 else AllOf(found)


def _said_of(fact: Fact) -> str:
    return "、".join(word for word, (_, kinds) in _OPS.items() if fact.kind in kinds)


def _comparison(left: Operand, fact: Fact, word: str, raw: Any, path: Path, builder: Builder) -> Condition:
    op, kinds = _OPS[word]
    if fact.kind not in kinds:
        said = f"“{fact.label}”是{fact.kind.label}，不能用“{word}”。"
        builder.findings.error(path, "type", said, f"可以写的有：{_said_of(fact)}。")
        return _NEVER
    if op is Op.IN:
        values: Iterable[Any] = [builder.value(each, fact, (*path, n)) for n, each in enumerate(raw)]
        return Compare(left, op, Operand(value=tuple(values)))
    if op is Op.CONTAINS:
        item = replace(fact, kind=fact.of or FactKind.TEXT, of=None)
        return Compare(left, op, Operand(value=builder.value(raw, item, path)))
    return Compare(left, op, builder.operand(raw, fact, path))


def check_bands(name: str, bands: list[tuple[Condition, Path]], builder: Builder) -> None:
    """Bands of one fact stand side by side: no value between two of them without one, none in two of them."""
    fact = builder.facts.get(name)
    spans = [(_span(band), path) for band, path in bands]
    if fact is None or any(span is None for span, _ in spans):
        return
    ordered = sorted(((span, path) for span, path in spans if span is not None), key=lambda one: one[0][0])
    for ((_, end), _), ((start, _), path) in pairwise(ordered):
        if end is None or (start <= end):
            builder.findings.error(path, "overlap", f"“{fact.label}”的各段有重叠。", "请核对界限是否含本数。")
        elif start > end + 1:
            said = f"“{fact.label}”从{shown(fact, end)}到{shown(fact, start)}之间没有一段包括。"
            builder.findings.error(path, "gap", said, "请核对界限是否含本数。")


def _span(band: Condition) -> tuple[int, int | None] | None:
    """First and last whole number of a band; None where a limit is not a number known now."""
    start, end = -1, None
    for leaf in band.parts if isinstance(band, AllOf) else (band,):
        if not isinstance(leaf, Compare) or not isinstance(leaf.right.value, int):
            return None
        limit = leaf.right.value
        match leaf.op:
            case Op.AT_LEAST:
                start = limit
            case Op.ABOVE:
                start = limit + 1
            case Op.AT_MOST:
                end = limit
            case _:
                end = limit - 1
    return start, end
