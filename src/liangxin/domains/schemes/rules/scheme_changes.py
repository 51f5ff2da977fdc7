"""How two rulebooks differ, line by line of rule and in words: what an official asks of an amendment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from liangxin.domains.schemes.terms import ChangeKind, RuleArea
from liangxin.engines.rulebook.records import CheckKind, Cite, Fact, FactKind, Limit, Requirement, Rulebook
from liangxin.engines.rulebook.values import how_written, shown
from liangxin.engines.rulebook.words import clause_said, pay_said, percent, said

_SOURCE = "依据"
Said = tuple[tuple[str, str], ...]

_MONEY = Fact("amount", "金额", FactKind.MONEY)
_LEVELS = {"central": "中央", "local": "地方", "province": "省", "city": "市", "county": "县"}
_AREAS = {
    CheckKind.PERIOD: RuleArea.PERIOD,
    CheckKind.CONDITION: RuleArea.CONDITION,
    CheckKind.LIMIT: RuleArea.LIMIT,
    CheckKind.EXCLUSION: RuleArea.LIMIT,
}


@dataclass(frozen=True, slots=True)
class SaidLine:
    """A line of rule in words: its title, and what it says of each matter."""

    area: RuleArea
    title: str
    said: Said


@dataclass(frozen=True, slots=True)
class Difference:
    """One matter of a line, before and after."""

    matter: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class LineChange:
    """A line that was added, removed or changed. An added or removed one says all it says on its side."""

    area: RuleArea
    line_id: str
    title: str
    kind: ChangeKind
    details: tuple[Difference, ...]

    @property
    def is_of_source_only(self) -> bool:
        """Whether the line says the same, by another document."""
        return self.kind is ChangeKind.CHANGED and all(one.matter == _SOURCE for one in self.details)


def said_lines(rulebook: Rulebook) -> dict[str, SaidLine]:
    """Every line of a rulebook in words, by its id."""
    found: dict[str, SaidLine] = {}
    limits = {limit.id: limit for limit in rulebook.limits}
    for one in rulebook.requirements:
        found[one.id] = SaidLine(_AREAS[one.kind], one.title, _requirement(one, limits.get(one.id), rulebook))
    matters: Said
    for part in rulebook.parts:
        for line in part.lines:
            matters = (
                ("适用于", said(line.when, rulebook)),
                ("金额", pay_said(line.pay, rulebook)),
                _clause(line.cite, rulebook),
            )
            found[line.id] = SaidLine(RuleArea.BENEFIT, line.title, matters)
        if part.otherwise_cite is not None:
            matters = (("不补的情形", part.otherwise), _clause(part.otherwise_cite, rulebook))
            found[f"{part.id}.otherwise"] = SaidLine(RuleArea.BENEFIT, part.title, matters)
    found |= _of_the_sum(rulebook)
    found |= _of_the_place(rulebook)
    for fact in rulebook.facts.values():
        unit = f"（{fact.unit}）" if fact.unit else ""
        matters = (("类型", fact.kind.label + unit), ("写法", how_written(fact)))
        if not fact.is_history:
            found[f"fact.{fact.name}"] = SaidLine(RuleArea.FACT, fact.label, matters)
    return found


def _requirement(one: Requirement, limit: Limit | None, rulebook: Rulebook) -> Said:
    when = said(one.when, rulebook) if one.when is not None else "所有案例"
    matters = [("适用于", when), ("要求", said(one.need, rulebook)), _clause(one.cite, rulebook)]
    if limit is not None:
        matters += [("计算范围", "、".join([*limit.per, limit.within, *limit.shared_with]))]
    return tuple(matters)


def _clause(cite: Cite, rulebook: Rulebook) -> tuple[str, str]:
    confirmed = f"，由{cite.confirmed_by}确认" if cite.confirmed_by else ""
    return _SOURCE, clause_said(cite, rulebook) + confirmed


def _of_the_sum(rulebook: Rulebook) -> dict[str, SaidLine]:
    total = rulebook.total
    if total is None:
        return {}
    cap = shown(_MONEY, total.cap.value) if total.cap is not None and total.cap.value is not None else "没有"
    less = rulebook.facts[total.less].label if total.less else "没有"
    matters = (("合计最高", cap), ("减去", less), _clause(total.cite, rulebook))
    return {"total": SaidLine(RuleArea.BENEFIT, "补贴合计", matters)}


def _of_the_place(rulebook: Rulebook) -> dict[str, SaidLine]:
    found: dict[str, SaidLine] = {}
    matters: Said
    for code, one in rulebook.parameters.items():
        value = "没有填写" if one.value is None else shown(one.fact, one.value)
        ceiling = "没有" if one.ceiling is None else shown(one.fact, one.ceiling)
        matters = (("取值", value), ("国家上限", ceiling), _clause(one.cite, rulebook))
        found[f"parameter.{code}"] = SaidLine(RuleArea.PARAMETER, one.fact.label, matters)
    for proof in rulebook.evidence:
        when = said(proof.when, rulebook)
        matters = (("适用于", when), _clause(proof.cite, rulebook))
        found[f"evidence.{proof.id}"] = SaidLine(RuleArea.EVIDENCE, proof.name, matters)
    for share in rulebook.shares:
        parts = "，".join(f"{_LEVELS.get(name, name)}{percent(part)}" for name, part in share.parts)
        matters = (("适用于", said(share.when, rulebook)), ("比例", parts), _clause(share.cite, rulebook))
        found[f"share.{share.id}"] = SaidLine(RuleArea.SHARE, share.title, matters)
    return found


def changes_between(before: Rulebook, after: Rulebook) -> list[LineChange]:
    """The lines that differ, in the order of the later rulebook, removed ones last."""
    old, new = said_lines(before), said_lines(after)
    changes = [change for line_id, line in new.items() if (change := _change(line_id, old.get(line_id), line))]
    changes += [change for line_id, line in old.items() if line_id not in new and (change := _gone(line_id, line))]
    order = {area: place for place, area in enumerate(RuleArea)}
    return sorted(changes, key=lambda change: order[change.area])


def _change(line_id: str, before: SaidLine | None, after: SaidLine) -> LineChange | None:
    if before is None:
        details = tuple(Difference(matter, "", text) for matter, text in after.said)
        return LineChange(after.area, line_id, after.title, ChangeKind.ADDED, details)
    details = tuple(_differing(dict(before.said), dict(after.said)))
    if before.title != after.title:
        details = (Difference("名称", before.title, after.title), *details)
    return LineChange(after.area, line_id, after.title, ChangeKind.CHANGED, details) if details else None


def _gone(line_id: str, before: SaidLine) -> LineChange:
    details = tuple(Difference(matter, text, "") for matter, text in before.said)
    return LineChange(before.area, line_id, before.title, ChangeKind.REMOVED, details)


def _differing(before: Mapping[str, str], after: Mapping[str, str]) -> list[Difference]:
    matters = [*after, *(matter for matter in before if matter not in after)]
    pairs = [Difference(matter, before.get(matter, ""), after.get(matter, "")) for matter in matters]
    return [one for one in pairs if one.before != one.after]
