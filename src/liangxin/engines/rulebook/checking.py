"""The static check of a rulebook that has been read: what its lines leave open, contradict or never reach.

Dates and numbers are tried on both sides of every limit that the rulebook names, choices and yes/no in all their
values. Between two limits nothing changes, so that a few thousand cells stand for all cases.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import combinations, pairwise

from liangxin.engines.rulebook.amounts import amount_operands
from liangxin.engines.rulebook.building import needed
from liangxin.engines.rulebook.cells import Cells
from liangxin.engines.rulebook.conditions import compiled, facts_in, leaves
from liangxin.engines.rulebook.findings import Finding, Findings, Level, Path
from liangxin.engines.rulebook.records import (
    AllOf,
    CheckKind,
    Compare,
    Condition,
    FactKind,
    Line,
    Op,
    Part,
    Requirement,
    Rulebook,
    Seen,
    Value,
)
from liangxin.engines.rulebook.values import shown

_DAY = timedelta(days=1)


def check_built(rulebook: Rulebook, findings: Findings) -> None:
    """Note everything that the check finds."""
    _check_drafts(rulebook, findings)
    _check_use(rulebook, findings)
    _check_periods(rulebook, findings)
    slots = {name: place for place, name in enumerate(rulebook.facts)}
    cells = Cells(rulebook, slots)
    for requirement in rulebook.requirements:
        _check_requirement(requirement, cells, findings)
    for part in rulebook.parts:
        _check_reach(part, rulebook, cells, findings)
        _check_overlaps(part, rulebook, cells, findings)
        _check_gaps(part, rulebook, cells, findings)
        _check_caps(part, rulebook, findings)


def may_be_put_in_force(found: Iterable[Finding]) -> bool:
    """Whether a rulebook has neither an error nor a line or parameter that somebody must settle first."""
    return all(one.level is Level.WARNING for one in found)


def _check_drafts(rulebook: Rulebook, findings: Findings) -> None:
    for name, title, cite in rulebook.unsettled():
        said = (
            f"“{title}”凭记忆写成，尚未核对原文。"
            if cite.reading is None
            else f"“{title}”按一种理解写成：{cite.reading.takes}。"
        )
        other = f"另一种理解：{cite.reading.alternative}。" if cite.reading and cite.reading.alternative else ""
        advice = f"{other}请由地方文件确认（confirms: {name}）。"
        findings.add(Level.DRAFT, rulebook.places.get(name, ()), "unconfirmed", said, advice)
    for name, one in rulebook.parameters.items():
        if one.value is None:
            findings.add(
                Level.DRAFT, ("parameters", name), "empty", f"参数“{one.fact.label}”还没有填写。", "请由地方填写。"
            )
        if one.was_cut:
            said = f"参数“{one.fact.label}”高于国家上限，按{shown(one.fact, one.ceiling)}执行。"
            findings.warning(("parameters", name), "cut", said)
    unseen = [
        title for _, title, cite in rulebook.cites() if cite.seen in (Seen.MIRROR, Seen.THIRD) and not cite.confirmed_by
    ]
    if unseen:
        said = f"有{len(unseen)}条只见于转载或转述，如“{unseen[0]}”。"
        findings.warning(("authority",), "secondary", said, "公布前请核对原文。")
    for code, document in rulebook.authorities.items():
        if not any(cite.doc == code for _, _, cite in rulebook.cites()):
            findings.warning(("authority", code), "unused", f"没有一条引用“{document.name}”。")


def _check_use(rulebook: Rulebook, findings: Findings) -> None:
    """Facts and parameters that nothing asks for are usually a slip."""
    conditions: list[Condition | None] = [needed(one) for one in rulebook.requirements]
    conditions += [line.when for part in rulebook.parts for line in part.lines]
    conditions += [one.when for one in rulebook.evidence] + [one.when for one in rulebook.shares]
    operands = [side for one in conditions for leaf in leaves(one) for side in (leaf.left, leaf.right)]
    operands += [operand for part in rulebook.parts for line in part.lines for operand in amount_operands(line.pay)]
    used = {operand.fact for operand in operands} | {operand.parameter for operand in operands}
    used |= {line.pay.base_parameter for part in rulebook.parts for line in part.lines}
    used |= {limit.most.parameter for limit in rulebook.limits}
    if rulebook.total is not None:
        used |= {rulebook.total.less, rulebook.total.cap.parameter if rulebook.total.cap else ""}
    for name, fact in rulebook.facts.items():
        if name not in used:
            findings.warning(("facts", name), "unused", f"没有一条用到事实“{fact.label}”。", "请删去，或核对拼写。")
    for name, one in rulebook.parameters.items():
        if name not in used:
            findings.warning(
                ("parameters", name), "unused", f"没有一条用到参数“{one.fact.label}”。", "请删去，或核对拼写。"
            )


def _check_periods(rulebook: Rulebook, findings: Findings) -> None:
    ordered = sorted(rulebook.periods)
    for one, other in pairwise(ordered):
        if one.overlaps(other):
            findings.error(("in_force", "periods"), "overlap", f"两段期间重叠：{one}与{other}。", "请核对日期。")
        elif one.end < other.start:
            said = f"{one.end}至{other.start - _DAY}不在任何一段期间内。"
            findings.warning(("in_force", "periods"), "gap", said, "请核对是否确实中断。")


def _check_requirement(one: Requirement, cells: Cells, findings: Findings) -> None:
    test = compiled(needed(one), cells.slots)
    answers = {test(cell) for cell in cells.over(facts_in(needed(one)), [needed(one)])}
    if None in answers or one.kind is not CheckKind.CONDITION:
        return
    if True not in answers:
        findings.error(one.path, "contradiction", f"“{one.title}”没有一个案例能够满足。", "请核对条件。")
    elif False not in answers:
        findings.warning(one.path, "idle", f"“{one.title}”对每个案例都成立，不起作用。", "请核对条件，或删去。")


def _demands(rulebook: Rulebook, facts: set[str]) -> list[Condition]:
    """The requirements that look at nothing but these facts."""
    return [needed(one) for one in rulebook.requirements if facts_in(needed(one)) <= facts]


def _check_reach(part: Part, rulebook: Rulebook, cells: Cells, findings: Findings) -> None:
    """A line that no case reaches which meets the requirements is a slip in one or the other."""
    for line in part.lines:
        if line.when is None:
            continue
        facts = facts_in(line.when)
        demands = _demands(rulebook, facts)
        tests = [compiled(one, cells.slots) for one in (line.when, *demands)]
        reached = any(
            all(test(cell) is not False for test in tests) for cell in cells.over(facts, [line.when, *demands])
        )
        if not reached:
            findings.error(line.path, "unreachable", f"“{line.title}”这一档没有一个案例能够用到。", "请核对条件。")


def _check_overlaps(part: Part, rulebook: Rulebook, cells: Cells, findings: Findings) -> None:
    """Two lines for one case: an error where they give different amounts, else a line too many."""
    for one, other in combinations(part.lines, 2):
        if _plainly_apart(one.when, other.when):
            continue
        facts = facts_in(one.when) | facts_in(other.when)
        demands = _demands(rulebook, facts)
        conditions = [when for when in (one.when, other.when) if when is not None]
        tests = [compiled(each, cells.slots) for each in conditions]
        barred = [compiled(each, cells.slots) for each in demands]
        for cell in cells.over(facts, [*conditions, *demands]):
            if all(test(cell) for test in tests) and not any(test(cell) is False for test in barred):
                _note_overlap(one, other, cells.said(cell, facts), findings)
                break


def _note_overlap(one: Line, other: Line, example: str, findings: Findings) -> None:
    if one.pay == other.pay:
        said = f"“{one.title}”和“{other.title}”对同一案例都适用，金额相同（如：{example}）。"
        findings.warning(other.path, "overlap", said, "请合并。")
    else:
        said = f"“{one.title}”和“{other.title}”对同一案例都适用，金额不同（如：{example}）。"
        findings.error(other.path, "overlap", said, "请让各档互不重叠。")


def _conjuncts(condition: Condition | None) -> Iterator[Compare]:
    if isinstance(condition, Compare):
        yield condition
    elif isinstance(condition, AllOf):
        for part in condition.parts:
            yield from _conjuncts(part)


def _plainly_apart(one: Condition | None, other: Condition | None) -> bool:
    """Whether two conditions ask the same fact for different values, seen without trying any case."""
    asked: dict[str, Value | None] = {
        leaf.left.fact: leaf.right.value for leaf in _conjuncts(one) if leaf.op is Op.IS and not leaf.right.fact
    }
    return any(
        leaf.op is Op.IS and not leaf.right.fact and asked.get(leaf.left.fact, leaf.right.value) != leaf.right.value
        for leaf in _conjuncts(other)
    )


def _check_gaps(part: Part, rulebook: Rulebook, cells: Cells, findings: Findings) -> None:
    """A case that meets the requirements and finds no line, where the rulebook does not say that this is meant."""
    if part.is_optional or part.otherwise_cite is not None or any(line.when is None for line in part.lines):
        return
    whens = [line.when for line in part.lines if line.when is not None]
    facts = set().union(*(facts_in(one) for one in whens))
    demands = _demands(rulebook, facts)
    tests = [compiled(one, cells.slots) for one in whens]
    barred = [compiled(one, cells.slots) for one in demands]
    for cell in cells.over(facts, [*whens, *demands]):
        if all(test(cell) is False for test in tests) and not any(test(cell) is False for test in barred):
            path: Path = rulebook.places.get(part.id, ())
            said = f"“{part.title}”有案例没有一档适用（如：{cells.said(cell, facts)}）。"
            findings.error(path, "gap", said, "请补上这一档，或用 otherwise 写明不补的依据。")
            return


def _check_caps(part: Part, rulebook: Rulebook, findings: Findings) -> None:
    """A cap under the least that a line can come to is never anything but the amount."""
    for line in part.lines:
        pay = line.pay
        if pay.base is None or pay.slices or len(pay.factors) != 1 or not pay.factors[0].operand.fact:
            continue
        fact = rulebook.facts[pay.factors[0].operand.fact]
        lowest = pay.base * (fact.least or 0) / pay.factors[0].scale
        if fact.kind in (FactKind.MONEY, FactKind.WHOLE, FactKind.DECIMAL) and any(
            isinstance(cap.value, int) and cap.value < lowest for cap in pay.caps
        ):
            findings.error(
                (*line.path, "pay", "cap"), "cap", f"“{line.title}”的最高金额低于可能算出的最低金额。", "请核对。"
            )
