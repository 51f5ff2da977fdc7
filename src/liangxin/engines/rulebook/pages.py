"""A rulebook as a page in Chinese that an official can read beside the documents: Markdown, and HTML made of it."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence

from liangxin.engines.rulebook.records import CheckKind, Cite, Fact, FactKind, Rulebook
from liangxin.engines.rulebook.values import how_written, shown
from liangxin.engines.rulebook.words import clause_said, pay_said, percent, said, standing

_MONEY = Fact("amount", "金额", FactKind.MONEY)
_LEVELS = {"central": "中央", "local": "地方", "province": "省", "city": "市", "county": "县"}


def as_markdown(rulebook: Rulebook) -> str:
    """Write the page; it says what is confirmed, what is not and what a place has to fill in."""
    unsettled, lines = rulebook.unsettled(), rulebook.cites()
    state = "全部条目已核。" if not unsettled else f"共{len(lines)}条，其中{len(unsettled)}条待核，核实以前不能施行。"
    out = [f"# {rulebook.title}", "", f"代码 {rulebook.key}，{rulebook.scope.label}级。{state}"]
    if rulebook.summary:
        out += ["", rulebook.summary]
    if rulebook.adopted_by:
        out += ["", f"由{rulebook.adopted_by}采用。"]
    out += _section("依据", _documents(rulebook))
    spans = "；".join(f"{one.start}至{one.last_day}" for one in rulebook.periods)
    deciding = rulebook.facts[rulebook.in_force_by].label
    out += _section("适用期间", [f"{spans}，由“{deciding}”决定。{_cited(rulebook.requirements[0].cite, rulebook)}"])
    out += _conditions(rulebook)
    out += _benefit(rulebook)
    out += _section("上限与互斥", _limits(rulebook))
    out += _section("申请材料", [f"{one.name}。{_cited(one.cite, rulebook)}" for one in rulebook.evidence])
    out += _section("资金分担", _shares(rulebook))
    out += _section("由地方填写的参数", _parameters(rulebook))
    out += _facts(rulebook)
    out += _section("待核的条目", [f"{title}：{standing(cite)}。{_other(cite)}" for _, title, cite in unsettled])
    out += _section("依据没有说清的事", rulebook.open_questions)
    return "\n".join([*out, "", f"规则内容的校验值：`{rulebook.digest}`", ""])


def _section(title: str, lines: Sequence[str]) -> list[str]:
    return ["", f"## {title}", "", *(f"- {line}" for line in lines)] if lines else []


def _table(title: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    lines = [
        " | ".join(cell.replace("|", "／").replace("\n", " ") for cell in row)
        for row in (heads, ["---"] * len(heads), *rows)
    ]
    return ["", f"## {title}", "", *(f"| {line} |" for line in lines)]


def _cited(cite: Cite, rulebook: Rulebook) -> str:
    sure = standing(cite)
    address = f"，{cite.at}" if cite.at else ""
    note = f"；{cite.note}" if cite.note else ""
    return f"（依据：{clause_said(cite, rulebook)}{address}；{sure}{note}）"


def _other(cite: Cite) -> str:
    return f"另一种理解：{cite.reading.alternative}。" if cite.reading and cite.reading.alternative else ""


def _documents(rulebook: Rulebook) -> list[str]:
    lines = []
    for one in rulebook.authorities.values():
        dated = f"，{one.dated}" if one.dated else ""
        seen = f"，{one.seen.label}" if one.seen else ""
        note = f"；{one.note}" if one.note else ""
        url = f"，{one.url}" if one.url else ""
        lines.append(f"《{one.name}》{one.number or '（文号未见）'}{dated}{url}（{one.basis.label}{seen}{note}）")
    return lines


def _conditions(rulebook: Rulebook) -> list[str]:
    rows = []
    for one in rulebook.requirements:
        if one.kind is CheckKind.CONDITION:
            when = said(one.when, rulebook) if one.when is not None else "所有案例"
            rows.append((one.title, when, said(one.need, rulebook), _cited(one.cite, rulebook)[1:-1]))
    return _table("条件", ("条件", "适用于", "要求", "依据"), rows) if rows else []


def _benefit(rulebook: Rulebook) -> list[str]:
    rows = []
    for part in rulebook.parts:
        for line in part.lines:
            rows.append(
                (
                    line.title,
                    said(line.when, rulebook),
                    pay_said(line.pay, rulebook),
                    _cited(line.cite, rulebook)[1:-1],
                )
            )
        if part.otherwise_cite is not None:
            rows.append(("其他情形", "以上都不适用", part.otherwise, _cited(part.otherwise_cite, rulebook)[1:-1]))
    out = _table("补贴", ("档次", "适用于", "金额", "依据"), rows)
    total = rulebook.total
    if total is not None:
        cap = (
            f"合计最高{shown(_MONEY, total.cap.value)}。"
            if total.cap is not None and total.cap.value is not None
            else ""
        )
        less = f"减去“{rulebook.facts[total.less].label}”，补差额。" if total.less else ""
        out += ["", f"{cap}{less}{_cited(total.cite, rulebook)}"]
    return out


def _limits(rulebook: Rulebook) -> list[str]:
    lines = []
    for one in rulebook.requirements:
        if one.kind in (CheckKind.LIMIT, CheckKind.EXCLUSION):
            limit = next((each for each in rulebook.limits if each.id == one.id), None)
            per = f"按{'、'.join(limit.per)}计算。" if limit and limit.per else ""
            within = f"期间：{limit.within}。" if limit and limit.within else ""
            shared = f"与{'、'.join(limit.shared_with)}合并计算。" if limit and limit.shared_with else ""
            lines.append(f"{one.title}。{per}{within}{shared}{_cited(one.cite, rulebook)}")
    return lines


def _shares(rulebook: Rulebook) -> list[str]:
    lines = []
    for one in rulebook.shares:
        parts = "，".join(f"{_LEVELS.get(name, name)}{percent(share)}" for name, share in one.parts)
        lines.append(f"{one.title}（{said(one.when, rulebook)}）：{parts}。{_cited(one.cite, rulebook)}")
    return lines


def _parameters(rulebook: Rulebook) -> list[str]:
    lines = []
    for name, one in rulebook.parameters.items():
        value = "尚未填写" if one.value is None else shown(one.fact, one.value)
        ceiling = f"，国家上限{shown(one.fact, one.ceiling)}" if one.ceiling is not None else ""
        lines.append(f"{one.fact.label}（{name}）：{value}{ceiling}。{_cited(one.cite, rulebook)}")
    return lines


def _facts(rulebook: Rulebook) -> list[str]:
    rows = [
        (
            fact.label,
            fact.name,
            fact.kind.label + (f"（{fact.unit}）" if fact.unit else ""),
            how_written(fact) + (f"；{fact.help}" if fact.help else "") + (f"；问居民：{fact.ask}" if fact.ask else ""),
        )
        for fact in rulebook.facts.values()
    ]
    return _table("要用的事实", ("事实", "代码", "类型", "怎样写"), rows)


def as_html(rulebook: Rulebook) -> str:
    """The same page as HTML that stands alone: no script, nothing loaded from elsewhere."""
    body: list[str] = []
    open_block = ""
    for line in as_markdown(rulebook).splitlines():
        block = "ul" if line.startswith("- ") else "table" if line.startswith("|") else ""
        if block != open_block:
            body += [f"</{open_block}>"] if open_block else []
            body += [f"<{block}>"] if block else []
            heading = block == "table"
            open_block = block
        else:
            heading = False
        body += _html_line(line, block, heading=heading)
    title = html.escape(rulebook.title)
    style = (
        "body{font:16px/1.7 'PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif}"
        "body{max-width:60rem;margin:2rem auto;padding:0 1rem}"
        "table{border-collapse:collapse;width:100%}"
        "td,th{border:1px solid #ccc;padding:.3rem .6rem;text-align:left;vertical-align:top}"
    )
    return (
        '<!doctype html>\n<html lang="zh-CN"><head><meta charset="utf-8">'
        f"<title>{title}</title><style>{style}</style></head>\n"
        "<body>\n" + "\n".join(body) + "\n</body></html>\n"
    )


def _html_line(line: str, block: str, *, heading: bool) -> list[str]:
    if block == "table":
        if set(line) <= set("|- "):
            return []
        mark = "th" if heading else "td"
        cells = line.strip("| ").split(" | ")
        return ["<tr>" + "".join(f"<{mark}>{html.escape(cell)}</{mark}>" for cell in cells) + "</tr>"]
    if block == "ul":
        return [f"<li>{html.escape(line[2:])}</li>"]
    level = len(line) - len(line.lstrip("#"))
    if level:
        return [f"<h{level}>{html.escape(line.lstrip('# '))}</h{level}>"]
    return [f"<p>{html.escape(line.replace('`', ''))}</p>"] if line else []
