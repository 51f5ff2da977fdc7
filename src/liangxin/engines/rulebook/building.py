"""From the plain data of a file to a rulebook: names looked up, values typed, with a finding for whatever does not
fit.

The shape has been checked before (`schema`); what is left is meaning: facts that are not there, values of another
type.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from liangxin.engines.rulebook.building_pay import pay_of
from liangxin.engines.rulebook.building_terms import (
    Builder,
    check_bands,
    cite_of,
    condition_of,
    day_of,
    fact_of,
    parameters_of,
)
from liangxin.engines.rulebook.conditions import when_then
from liangxin.engines.rulebook.findings import Findings, Path
from liangxin.engines.rulebook.places import as_plain
from liangxin.engines.rulebook.records import (
    AllOf,
    AnyOf,
    Asked,
    Authority,
    Basis,
    CheckKind,
    Compare,
    Condition,
    Evidence,
    Fact,
    FactKind,
    Limit,
    Line,
    Not,
    Op,
    Operand,
    Part,
    Requirement,
    Rulebook,
    Scope,
    Seen,
    Share,
    Total,
)
from liangxin.engines.rulebook.values import LARGEST_MONEY, LARGEST_WHOLE, ValueUnfit, read_percent
from liangxin.kernel.period import Period

IN_FORCE = "in_force"
_DAY = timedelta(days=1)


def build(content: Mapping[str, Any], findings: Findings) -> Rulebook:
    """Make a rulebook of content whose shape is right. With errors among the findings it must not decide."""
    builder = Builder(content, findings)
    builder.authorities = {code: _authority(code, raw, builder) for code, raw in content["authority"].items()}
    for name, raw in content["facts"].items():
        builder.facts[name] = fact_of(name, raw, ("facts", name), builder)
    _history_facts(content, builder)
    builder.parameters = parameters_of(content.get("parameters") or {}, builder)
    in_force, periods = _in_force(content["in_force"], builder)
    requirements = (
        in_force,
        *(_requirement(raw, ("conditions", n), builder) for n, raw in enumerate(content.get("conditions") or [])),
        *(_exclusion(raw, ("exclusions", n), builder) for n, raw in enumerate(content.get("exclusions") or [])),
        *(_limit_demand(raw, ("limits", n), builder) for n, raw in enumerate(content.get("limits") or [])),
    )
    benefit = content["benefit"]
    digest = hashlib.sha256(json.dumps(_what_decides(content), ensure_ascii=False, sort_keys=True).encode())
    return Rulebook(
        code=content["rulebook"],
        version=str(content["version"]),
        title=content["title"],
        scope=Scope.of(content["level"]),
        summary=content.get("summary", ""),
        replaces=str(content.get("replaces", "")),
        is_retroactive=bool(content.get("retroactive")),
        authorities=builder.authorities,
        facts=builder.facts,
        parameters=builder.parameters,
        in_force_by=content["in_force"]["by"],
        periods=periods,
        requirements=requirements,
        parts=tuple(_part(raw, ("benefit", "parts", n), builder) for n, raw in enumerate(benefit["parts"])),
        total=_total(benefit.get("total"), builder),
        limits=tuple(_limit(raw, ("limits", n), builder) for n, raw in enumerate(content.get("limits") or [])),
        evidence=tuple(_evidence(raw, ("evidence", n), builder) for n, raw in enumerate(content.get("evidence") or [])),
        shares=tuple(_share(raw, ("shares", n), builder) for n, raw in enumerate(content.get("shares") or [])),
        open_questions=tuple(content.get("open") or ()),
        digest=digest.hexdigest(),
        adopted_by=content.get("adopted_by", ""),
        places=builder.places,
    )


def _what_decides(content: Mapping[str, Any]) -> Any:
    """The content without who is asked and how: a question may be put better without being another rulebook."""
    plain = as_plain(dict(content))
    questions = [*plain["facts"].values(), *(plain.get("limits") or ()), *(plain.get("exclusions") or ())]
    for one in questions:
        for word in ("ask", "hint", "chosen", "asked_of"):
            one.pop(word, None)
    return plain


def _authority(code: str, raw: Mapping[str, Any], builder: Builder) -> Authority:
    return Authority(
        code=code,
        name=raw["name"],
        number=raw.get("number") or "",
        dated=day_of(raw.get("date"), ("authority", code, "date"), builder),
        url=raw.get("url") or "",
        basis=Basis.of(raw["basis"]),
        seen=Seen.of(raw["seen"]) if raw.get("seen") else None,
        note=raw.get("note", ""),
    )


def _history_facts(content: Mapping[str, Any], builder: Builder) -> None:
    """Earlier claims are facts that the caller counts; they are named and typed from limits and exclusions."""
    for number, raw in enumerate(content.get("limits") or []):
        name, is_sum = f"earlier_{raw['id']}", raw["kind"] == "sum"
        fact = Fact(
            name,
            f"此前已{'补贴金额' if is_sum else '补贴次数'}：{raw['title']}",
            FactKind.MONEY if is_sum else FactKind.WHOLE,
            unit="" if is_sum else raw.get("unit", ""),
            least=0,
            most=LARGEST_MONEY if is_sum else LARGEST_WHOLE,
            is_history=True,
            asked_of=Asked.OFFICE,
            ask=raw.get("ask", ""),
            hint=raw.get("hint", ""),
        )
        _add_history(fact, ("limits", number), builder)
    for number, raw in enumerate(content.get("exclusions") or []):
        fact = Fact(
            f"earlier_{raw['id']}",
            raw["label"],
            FactKind.YES_NO,
            is_history=True,
            asked_of=Asked.OFFICE,
            ask=raw.get("ask", ""),
            hint=raw.get("hint", ""),
        )
        _add_history(fact, ("exclusions", number), builder)


def _add_history(fact: Fact, path: Path, builder: Builder) -> None:
    if fact.name in builder.facts:
        builder.findings.error(path, "twice", f"“{fact.name}”已是一个事实的名称。", "请换一个代码。")
    builder.facts[fact.name] = fact


def _in_force(raw: Mapping[str, Any], builder: Builder) -> tuple[Requirement, tuple[Period, ...]]:
    path: Path = ("in_force",)
    fact = builder.fact(raw["by"], (*path, "by"))
    if fact is not None and fact.kind is not FactKind.DATE:
        builder.findings.error((*path, "by"), "type", f"“{fact.label}”不是日期。", "适用期间要由一个日期决定。")
    periods = []
    for number, one in enumerate(raw["periods"]):
        where = (*path, "periods", number)
        start = day_of(one["from"], (*where, "from"), builder)
        last = day_of(one.get("to"), (*where, "to"), builder) or date(2199, 12, 30)
        if start is not None and start > last:
            builder.findings.error(where, "dates", f"起始日期{start}晚于截止日期{last}。", "请核对两个日期。")
        elif start is not None:
            periods.append(Period.through(start, last))
    by = Operand(fact=raw["by"])
    spans = tuple(
        AllOf(
            (Compare(by, Op.AT_LEAST, Operand(value=one.start)), Compare(by, Op.AT_MOST, Operand(value=one.last_day)))
        )
        for one in periods
    )
    need: Condition = spans[0] if len(spans) == 1 else AnyOf(spans)
    cite = cite_of(raw["cite"], (*path, "cite"), builder, IN_FORCE)
    builder.claim(IN_FORCE, path)
    return Requirement(IN_FORCE, "适用期间", CheckKind.PERIOD, None, need, cite, path), tuple(periods)


def _requirement(raw: Mapping[str, Any], path: Path, builder: Builder) -> Requirement:
    builder.claim(raw["id"], path)
    when = condition_of(raw["when"], (*path, "when"), builder) if "when" in raw else None
    need = condition_of(raw["need"], (*path, "need"), builder)
    cite = cite_of(raw["cite"], (*path, "cite"), builder, raw["id"])
    return Requirement(raw["id"], raw["title"], CheckKind.CONDITION, when, need, cite, path)


def _exclusion(raw: Mapping[str, Any], path: Path, builder: Builder) -> Requirement:
    builder.claim(raw["id"], path)
    need = Compare(Operand(fact=f"earlier_{raw['id']}"), Op.IS, Operand(value=False))
    cite = cite_of(raw["cite"], (*path, "cite"), builder, raw["id"])
    return Requirement(raw["id"], raw["title"], CheckKind.EXCLUSION, None, need, cite, path)


def _limit_demand(raw: Mapping[str, Any], path: Path, builder: Builder) -> Requirement:
    """A limit demands that something is left of it. Of several numbers the case says which holds, the first that
    fits.

    What is below the lowest of them is met whichever holds, even if that is not known.
    """
    builder.claim(raw["id"], path)
    earlier = Operand(fact=f"earlier_{raw['id']}")
    general = _most(raw, path, builder)
    need: Condition = Compare(earlier, Op.BELOW, general)
    cases = raw.get("cases") or []
    if cases and raw["kind"] == "sum":
        builder.findings.error((*path, "cases"), "value", "金额上限不能分情形。", "请写成几条上限。")
    if cases:
        need = _by_case(cases, earlier, general, path, builder)
    cite = cite_of(raw["cite"], (*path, "cite"), builder, raw["id"])
    return Requirement(raw["id"], raw["title"], CheckKind.LIMIT, None, need, cite, path)


def _by_case(cases: list[Any], earlier: Operand, general: Operand, path: Path, builder: Builder) -> Condition:
    ways: list[Condition] = []
    passed: list[Condition] = []
    for number, one in enumerate(cases):
        when = condition_of(one["when"], (*path, "cases", number, "when"), builder)
        ways.append(AllOf((*passed, when, Compare(earlier, Op.BELOW, Operand(value=one["most"])))))
        passed.append(Not(when))
    ways.append(AllOf((*passed, Compare(earlier, Op.BELOW, general))))
    if isinstance(general.value, int):
        lowest = min(general.value, *(one["most"] for one in cases))
        ways.append(Compare(earlier, Op.BELOW, Operand(value=lowest)))
    return AnyOf(tuple(ways))


def _most(raw: Mapping[str, Any], path: Path, builder: Builder) -> Operand:
    kind = FactKind.MONEY if raw["kind"] == "sum" else FactKind.WHOLE
    probe = Fact("most", raw["title"], kind, least=1, unit="" if kind is FactKind.MONEY else raw.get("unit", ""))
    return builder.operand(raw["most"], probe, (*path, "most"))


def _limit(raw: Mapping[str, Any], path: Path, builder: Builder) -> Limit:
    return Limit(
        id=raw["id"],
        title=raw["title"],
        kind=raw["kind"],
        most=_most(raw, path, builder.silent()),
        fact=f"earlier_{raw['id']}",
        per=tuple(raw.get("per") or ()),
        within=raw.get("within", ""),
        shared_with=tuple(raw.get("shared_with") or ()),
        cite=cite_of(raw["cite"], (*path, "cite"), builder.silent(), raw["id"]),
    )


def _part(raw: Mapping[str, Any], path: Path, builder: Builder) -> Part:
    builder.claim(raw["id"], path)
    lines: list[Line] = []
    for number, one in enumerate(raw["lines"]):
        lines += _lines(one, (*path, "lines", number), builder)
    otherwise = raw.get("otherwise")
    cite = None
    if otherwise is not None:
        builder.claim(f"{raw['id']}.otherwise", (*path, "otherwise"))
        cite = cite_of(otherwise["cite"], (*path, "otherwise", "cite"), builder, f"{raw['id']}.otherwise")
    said = otherwise["say"] if otherwise is not None else "没有一档适用。"
    return Part(raw["id"], raw["title"], tuple(lines), bool(raw.get("optional")), said, cite)


def _lines(raw: Mapping[str, Any], path: Path, builder: Builder) -> list[Line]:
    """One line, or one for each band that it is cut into."""
    when = condition_of(raw["when"], (*path, "when"), builder) if "when" in raw else None
    cite = cite_of(raw["cite"], (*path, "cite"), builder, raw["id"])
    if ("pay" in raw) == ("bands" in raw):
        builder.findings.error(path, "missing", "每一档要写 pay 或 bands 中的一个。")
        return []
    if "pay" in raw:
        builder.claim(raw["id"], path)
        return [Line(raw["id"], raw["title"], when, pay_of(raw["pay"], (*path, "pay"), builder), cite, path)]
    lines: list[Line] = []
    bands: list[tuple[Condition, Path]] = []
    for number, row in enumerate(raw["bands"]["rows"]):
        where, name = (*path, "bands", "rows", number), f"{raw['id']}.{number + 1}"
        builder.claim(name, where)
        ends = {key: value for key, value in row.items() if key != "pay"}
        if not ends:
            builder.findings.error(
                where, "missing", "这一段没有写界限。", "请写 at_least、above、at_most、below 中的一两个。"
            )
            continue
        band = condition_of({"fact": raw["bands"]["by"], **ends}, where, builder)
        bands.append((band, where))
        both = band if when is None else AllOf((when, band))
        confirmed = builder.content.get("confirms", {}).get(name, cite.confirmed_by)  # alone, or with the line's others
        own = replace(cite, confirmed_by=confirmed)
        lines.append(Line(name, raw["title"], both, pay_of(row["pay"], (*where, "pay"), builder), own, where))
    check_bands(raw["bands"]["by"], bands, builder)
    return lines


def _total(raw: Mapping[str, Any] | None, builder: Builder) -> Total | None:
    if raw is None:
        return None
    path: Path = ("benefit", "total")
    builder.claim("total", path)
    cap = builder.operand(raw["cap"], Fact("cap", "合计上限", FactKind.MONEY), (*path, "cap")) if "cap" in raw else None
    less = raw.get("less", "")
    fact = builder.fact(less, (*path, "less")) if less else None
    if fact is not None and fact.kind is not FactKind.MONEY:
        builder.findings.error((*path, "less"), "type", f"“{fact.label}”不是金额。")
    return Total(cap, less, cite_of(raw["cite"], (*path, "cite"), builder, "total"))


def _evidence(raw: Mapping[str, Any], path: Path, builder: Builder) -> Evidence:
    builder.claim(f"evidence.{raw['id']}", path)
    when = condition_of(raw["when"], (*path, "when"), builder) if "when" in raw else None
    cite = cite_of(raw["cite"], (*path, "cite"), builder, f"evidence.{raw['id']}")
    return Evidence(raw["id"], raw["name"], when, cite)


def _share(raw: Mapping[str, Any], path: Path, builder: Builder) -> Share:
    builder.claim(f"share.{raw['id']}", path)
    when = condition_of(raw["when"], (*path, "when"), builder) if "when" in raw else None
    parts = []
    for name, said in raw["parts"].items():
        try:
            parts.append((name, read_percent(said)))
        except ValueUnfit as unfit:
            builder.findings.error((*path, "parts", name), "value", f"{unfit.problem}。", f"{unfit.advice}。")
    if sum(share for _, share in parts) != 1:
        builder.findings.error((*path, "parts"), "sum", "各级分担加起来不是100%。", "请核对比例。")
    cite = cite_of(raw["cite"], (*path, "cite"), builder, f"share.{raw['id']}")
    return Share(raw["id"], raw["title"], when, tuple(parts), cite)


def needed(requirement: Requirement) -> Condition:
    """The one condition that a requirement comes to."""
    return when_then(requirement.when, requirement.need)
