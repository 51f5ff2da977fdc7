"""A case as JSON or Python writes it, made into the values of the rulebook's facts. What is absent stays unknown."""

from __future__ import annotations

import difflib
import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from liangxin.engines.rulebook.places import LARGEST_TEXT, parse
from liangxin.engines.rulebook.records import Fact, FactKind, Rulebook, Value
from liangxin.engines.rulebook.refusals import CaseWrong, FileUnreadable
from liangxin.engines.rulebook.values import ValueUnfit, plain_value, read_value
from liangxin.kernel.text import cut

EARLIER = "earlier"
MOST_CASES = 100_000


def read_case(rulebook: Rulebook, raw: Any, place: str = "") -> list[Value | None]:
    """Read a case: facts by name, earlier claims under `earlier`. Raises `CaseWrong` for the first thing that does
    not fit.

    >>> from liangxin.engines.rulebook import find_rulebook
    >>> values = read_case(find_rulebook("cars_scrap@2026").rulebook, {"price": "99800元"})
    >>> [value for value in values if value is not None]
    [9980000]
    """
    if not isinstance(raw, Mapping):
        raise CaseWrong(place=place or "案例", problem="不是一组“事实: 值”", advice='请写成 {"price": "99800元", …}')
    values: list[Value | None] = []
    taken = 0
    earlier = raw.get(EARLIER)
    taken += EARLIER in raw
    if earlier is not None and not isinstance(earlier, Mapping):
        raise CaseWrong(place=f"{place}{EARLIER}", problem="不是一组“上限: 已用数”", advice="请按 rules facts 所列填写")
    taken_earlier = 0
    for fact in rulebook.facts.values():
        found = raw.get(fact.name)
        taken += fact.name in raw
        if fact.kind is FactKind.MONEY:
            cents = raw.get(fact.column)
            taken += fact.column in raw
            found = _money(fact, found, cents, place)
        if fact.is_history and earlier is not None and (short := fact.name.removeprefix("earlier_")) in earlier:
            taken_earlier += 1
            found = _once(fact, found, earlier[short], place)
        values.append(None if found is None else _value(fact, found, place))
    if taken < len(raw) or taken_earlier < len(earlier or ()):
        _refuse_unknown(rulebook, raw, place)
    return values


def _money(fact: Fact, written: Any, cents: Any, place: str) -> Any:
    """An amount may be written as text with its unit, or as whole fen under the column's name, not both."""
    if cents is None:
        return written
    if type(cents) is not int or written is not None:
        raise CaseWrong(
            place=f"{place}{fact.column}",
            problem="金额写了两次" if written is not None else f"“{cut(str(cents), 30)}”不是整数的分",
            advice=f'请只写 {fact.name}: "99800元" 或 {fact.column}: 9980000 中的一个',
        )
    return {"fen": cents}


def _once(fact: Fact, one: Any, other: Any, place: str) -> Any:
    if one is not None and other is not None:
        raise CaseWrong(place=f"{place}{fact.name}", problem="写了两次", advice="请只写在 earlier 中")
    return other if one is None else one


def _value(fact: Fact, raw: Any, place: str) -> Value:
    try:
        return read_value(fact, raw)
    except ValueUnfit as unfit:
        raise CaseWrong(
            field=fact.name, place=f"{place}{fact.name}（{fact.label}）", problem=unfit.problem, advice=unfit.advice
        ) from None


def _refuse_unknown(rulebook: Rulebook, raw: Mapping[str, Any], place: str) -> None:
    history = [fact.name.removeprefix("earlier_") for fact in rulebook.facts.values() if fact.is_history]
    names = [name for fact in rulebook.facts.values() for name in {fact.name, fact.column}]
    pairs = [(str(name), [*names, EARLIER], "") for name in raw]
    pairs += [(str(name), history, f"{EARLIER}.") for name in raw.get(EARLIER) or ()]
    for name, known, above in pairs:
        if name in known:
            continue
        near = difflib.get_close_matches(name, known, 1)
        hint = f"是否指“{above}{near[0]}”" if near else "用 rules facts 看这部规则的事实"
        raise CaseWrong(place=f"{place}{above}{cut(name, 40)}", problem="这部规则没有这一事实", advice=hint)


def written_case(rulebook: Rulebook, values: list[Value | None]) -> dict[str, Any]:
    """Write the values of a case as JSON keeps them, without what is unknown; reading it gives the same values."""
    return {
        fact.name: plain_value(fact, value)
        for fact, value in zip(rulebook.facts.values(), values, strict=True)
        if value is not None
    }


def load_cases(path: Path) -> tuple[list[Any], bool]:
    """Read a file of one case or a list of cases, JSON or YAML; tells whether it was a list. Raises
    `FileUnreadable`.
    """
    text = read_text(path)
    try:
        content = _parse_yaml(text, path) if path.suffix in {".yaml", ".yml"} else parse_json(text)
    except (ValueError, RecursionError) as wrong:
        where = f"，第{wrong.lineno}行" if isinstance(wrong, json.JSONDecodeError) else ""
        raise FileUnreadable(path=path, problem=f"不是可读的JSON或YAML{where}") from wrong
    is_list = isinstance(content, list)
    cases = content if is_list else [content]
    if len(cases) > MOST_CASES:
        raise FileUnreadable(path=path, problem=f"有{len(cases)}个案例，一次最多{MOST_CASES}个；更多请用 rules column")
    return cases, is_list


def _parse_yaml(text: str, path: Path) -> Any:
    placed = parse(text)
    if placed.findings.found:
        first = placed.findings.found[0]
        where = f"（第{first.line}行）" if first.line else ""
        raise FileUnreadable(path=path, problem=first.sentence.rstrip("。") + where)
    return placed.content


def parse_json(text: str) -> Any:
    """Read JSON in which a decimal stays a decimal; no name twice, no NaN."""

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        read = dict(pairs)
        if len(read) < len(pairs):
            raise ValueError("a name stands twice")
        return read

    def no_constant(name: str) -> Any:
        raise ValueError(f"{name} is no number")

    return json.loads(text, parse_float=Decimal, parse_constant=no_constant, object_pairs_hook=once)


def read_text(path: Path, largest: int = 50 * LARGEST_TEXT) -> str:
    """Read a file as UTF-8. Raises `FileUnreadable`."""
    try:
        if path.stat().st_size > largest:
            raise FileUnreadable(path=path, problem="文件太大")
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError as wrong:
        raise FileUnreadable(path=path, problem="不是UTF-8编码的文本") from wrong
    except OSError as wrong:
        raise FileUnreadable(path=path, problem="打不开" if path.exists() else "没有这个文件") from wrong
