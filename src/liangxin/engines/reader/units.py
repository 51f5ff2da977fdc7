"""Lists of units in a clean paragraph: where they stand, who leads, who supports, in every style of writing them.

    （牵头单位：甲局；责任单位：乙局、丙局）         责任单位：甲局，配合单位：乙局
    （甲局牵头，乙局等按职责分工负责）               甲局、乙局按职责分工负责。
    （甲局，乙局、丙局。逗号前为牵头单位，下同）     〔甲局、乙办公室（丙中心）按职责分工负责〕

A sentence of the body that says who leads is not a list. Where no one leads, all units of a list do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from liangxin.engines.reader.names import is_sort_of_place, is_unit, names_in, split_outside_brackets


class Role(Enum):
    """What a label or a verb makes of the units beside it."""

    LEADS = 1
    ANSWERS = 2
    HELPS = 3
    PERSON = 4
    DUE = 5


@dataclass(frozen=True, slots=True)
class Convention:
    """What a document declares once for all its lists."""

    comma_parts_leaders: bool = False
    first_leads: bool = False


@dataclass(frozen=True, slots=True)
class UnitList:
    """Units that answer for the text before them; `start` and `end` bound the list in its paragraph."""

    start: int
    end: int
    lead: tuple[str, ...]
    support: tuple[str, ...]
    leaders: tuple[str, ...] = ()
    due: str | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class _Other:
    """A name in a list without labels: whether a comma stood before it, whether a verb says that it helps."""

    name: str
    comma: bool
    helps: bool = False


_BODY = "(?:单位|部门|机构|主体|处室|科室|股室|镇街|乡镇)"
_PLACE = "(?:省级|市级|县级|区级|州级|市直|县直|区直|各)?"
_LABELS = {
    "both": rf"牵头{_BODY}?(?:和|及|、|/|与)(?:责任|配合|协办|参与){_BODY}|(?:责任|职责|任务)分工",
    "leads": rf"(?:总?牵头(?:责任|负责|主办|实施)?|主办|主责|主管|(?:第一|主体|主要)责任|主要负责){_BODY}|牵头",
    "helps": rf"(?:(?:责任|协同|协助)?配合(?:责任|落实)?|协[办同助作]|参[与加]|支持|会办|其[他它]责任|成员){_BODY}"
    "|配合",
    "answers": rf"(?:责任|负责|承办|落实|实施|完成|承担|执行|责任落实|具体落实|组织实施|具体(?:实施|负责)){_BODY}",
    "person": "(?:牵头|责任|分管|包抓|包联|联系|主管|负责|牵头负责)?[市县区州]?级?领导|(?:牵头|责任|负责|分管)人",
    "due": "(?:完成|工作|推进|落实|整改|办结|实施|进度)?(?:时限|时间|期限|节点)(?:要求|节点|安排)?|完成日期",
}
_ROLES = {
    "both": Role.ANSWERS,
    "leads": Role.LEADS,
    "helps": Role.HELPS,
    "answers": Role.ANSWERS,
    "person": Role.PERSON,
    "due": Role.DUE,
}
_LABEL_WORDS = "|".join(f"(?P<{name}>{words})" for name, words in _LABELS.items())
_LABEL = re.compile(
    rf"(?:^|(?<![\u4e00-\u9fff])|(?<=[局委办厅部院心司队会府镇乡道区位门等]))〔?{_PLACE}(?:{_LABEL_WORDS})〕?："
)
_UNIT_LABEL = re.compile(
    rf"{_PLACE}(?:{'|'.join(_LABELS[name] for name in ('both', 'leads', 'helps', 'answers'))})〕?："
)
LABEL_LINE = re.compile(rf"〔?{_PLACE}(?:{'|'.join(_LABELS.values())})(?:〕：?|：)")
_BRACKETED_LABEL = re.compile(rf"〔({_PLACE}(?:{'|'.join(_LABELS.values())}))〕(?!：)")

_LEADING = re.compile(
    "(?:按照?(?:各自)?(?:职责|职能)(?:分工)?)?(?:共同|联合|分别|具体|总|负责)?(?:牵头|主办|主抓|牵总)(?:负责|落实|实施|推进|组织|组织实施|办理|抓总|抓好|负责落实)?$"
)
_HELPING = re.compile(
    "(?:等(?:有关|相关|其他)?(?:部门|单位)?)?(?:按照?(?:各自)?(?:职责|职能)(?:分工)?)?(?:共同|协同|分别|积极|予以|做好|联合|参与)?"
    "(?:配合|协助|参与|支持|协同|参加|协办)(?:落实|实施|推进|做好|工作|负责|办理|组织实施|相关工作|抓好)*$"
)
_ANSWERING = re.compile(
    "(?:按照?|依据?|根据|结合|依)(?:各自|本部门|部门|自身|工作)?(?:职责|职能|分工|权限)[^、，；]{0,14}$"
    "|(?:共同|分别|分工|具体|组织|联合|协同|各自)*(?:负责|落实|实施|推进|承担|办理|抓好|完成)(?:落实|实施|推进|组织实施)?$"
)
_VERBS = ((_HELPING, Role.HELPS), (_LEADING, Role.LEADS), (_ANSWERING, Role.ANSWERS))
_VERB = re.compile("牵头|负责|配合|落实|协办|主办|按.{0,4}(?:职责|职能|分工)")
_NOTE = re.compile(
    "[。；，]?(?:以下(?:均|各|任务|工作|不再|涉及)|排名不分|不分先后|逗号|分号|顿号|排(?:在|名|列)?(?:第一|首|前)|列(?:在)?(?:第一|首)|第一[个位家]|首[个位家]|下同|以下同)(?:[^（）〔〕]|（[^（）]*）)*$"
)
_NO_LIST = re.compile("含|包括|不含|其中|如|即|除|以下|简称|详见|见|附|试行|注|原|或|下称|此件|征求|暂|不少于|不低于")
_OWN_PREFIX = re.compile("[市县区省州旗盟镇各](?!级|场|域|内|外|里)|国家|国网|中国|人民银行|五大|驻")
_CLAUSE_END = "。；！？…）〕”"
_LABEL_AFTER_CLAUSE = re.compile(r"[。；！？…）〕”](?=[^，。；！？（）：]{2,12}：)")
_CONVENTION_COMMA = re.compile("逗号(?:之)?前(?:面)?[^。；）〕]{0,8}牵头")
_CONVENTION_FIRST = re.compile(
    "(?:排(?:在|名|列|序)?(?:第一|首位|首|最前|在前)|列(?:在)?(?:第一|首|前)|第一个|首个|第一家)[^。；）〕]{0,10}牵头"
)
_LONGEST = 1200


def convention_of(texts: Iterator[str]) -> Convention:
    """What the document says about the order of units, wherever it says it."""
    comma = first = False
    for text in texts:
        if "牵头" in text:
            comma = comma or _CONVENTION_COMMA.search(text) is not None
            first = first or _CONVENTION_FIRST.search(text) is not None
    return Convention(comma, first)


def unit_lists(text: str, convention: Convention) -> list[UnitList]:
    """The lists of a paragraph in order; lists with nothing between them are one."""
    found: list[UnitList] = []
    # 〔责任单位〕甲局 is 责任单位：甲局; the marks that take the brackets' place keep every offset.
    text = _BRACKETED_LABEL.sub(lambda label: f"。{label[1]}：", text) if "单位〕" in text or "部门〕" in text else text
    for start, end, content in _candidates(text):
        if found and start < found[-1].end:
            continue
        listed = _read(content, start, end, convention)
        if listed is None:
            continue
        if found and not text[found[-1].end : start].strip("。；，、"):
            listed = merged(found.pop(), listed)
        found.append(listed)
    return found


def units_of_cell(words: str) -> UnitList | None:
    """The units of a table's cell, which may give them with labels, with verbs, or bare."""
    return _read(words.strip("。；，、"), 0, len(words), Convention())


def merged(first: UnitList, second: UnitList) -> UnitList:
    """Two lists that belong to one text, as 牵头单位：… and 责任单位：… in lines of their own."""
    lead, support = first.lead, first.support + second.support
    if second.lead and first.lead:
        support += second.lead
    else:
        lead += second.lead
    return UnitList(
        first.start,
        max(first.end, second.end),
        lead,
        tuple(dict.fromkeys(name for name in support if name not in lead)),
        first.leaders + second.leaders,
        first.due or second.due,
        min(first.confidence, second.confidence),
    )


def _candidates(text: str) -> Iterator[tuple[int, int, str]]:
    """Stretches that may be lists: start, end and the words inside the brackets or after the full stop."""
    if text.startswith(("抄送", "抄报", "主送", "分送")):
        return
    if LABEL_LINE.match(text):
        end = text.find("。", 0, _LONGEST)
        end = len(text) if end < 0 else end + 1
        yield 0, end, text[:end].rstrip("。；")
    elif len(text) < 200 and text[-1:] not in "）〕：" and _VERB.search(text):
        content = text.rstrip("。；")
        if "。" not in content and _is_plain_list(content, strict=True):
            yield 0, len(text), content
    for start, end in _brackets(text):
        content = text[start + 1 : end - 1]
        if len(content) > 3 * _LONGEST:
            continue
        if _UNIT_LABEL.search(content) or _may_be_plain(text, start, end, content):
            yield start, end, content
    for stop in _LABEL_AFTER_CLAUSE.finditer(text) if "：" in text else ():
        if _UNIT_LABEL.match(text, stop.end()):
            end = text.find("。", stop.end(), stop.end() + _LONGEST)
            end = len(text) if end < 0 else end + 1
            yield stop.end(), end, text[stop.end() : end].rstrip("。；")


def _brackets(text: str) -> Iterator[tuple[int, int]]:
    """The outermost pairs of brackets; one that is never closed ends with the text."""
    depth = start = 0
    for found in re.finditer("[（〔）〕]", text):
        if found[0] in "（〔":
            start = found.start() if depth == 0 else start
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                yield start, found.end()
    if depth == 1 and _UNIT_LABEL.match(text, start + 1):
        yield start, len(text) + 1


def _may_be_plain(text: str, start: int, end: int, content: str) -> bool:
    """A bracket without labels: a list where it ends its sentence and every part of it is a unit."""
    if not content or len(content) > _LONGEST:
        return False
    after_clause = start == 0 or text[start - 1] in _CLAUSE_END
    at_end = not text[end:].strip("。；，")
    if not (after_clause or at_end or _VERB.search(content)):
        return False
    return _is_plain_list(content, strict=not after_clause)


def _is_plain_list(content: str, *, strict: bool) -> bool:
    if _NO_LIST.match(content):
        return False
    bare = _NOTE.sub("", content)
    parts = [_without_verb(part) for part, _ in split_outside_brackets(bare)]
    parts = [part for part in parts if part and not is_sort_of_place(part)]
    likely = sum(is_unit(part) for part in parts)
    if not parts or max(map(len, parts)) > 40:
        return False
    verb = _VERB.search(content) is not None
    own = _OWN_PREFIX.match(parts[0]) is not None
    if strict and (len(parts) == 1 or verb) and not own and not (verb and likely == len(parts) > 1):
        return False
    # 市发改、工信、财政等部门按职责分工负责: short names, but said to be departments.
    if verb and own and re.search("等.{0,6}(?:部门|单位)", content) and not strict:
        return True
    return likely == len(parts) or (likely >= 1 and likely >= 0.6 * len(parts) and (verb or not strict))


def _without_verb(part: str) -> str:
    for verb in (_HELPING, _LEADING, _ANSWERING):
        part = verb.sub("", part)
    return (
        re.sub("^由|(?:等)?(?:市直|县直|区直|有关|相关|各)*(?:部门|单位)?$", "", part)
        if "等" in part
        else part.removeprefix("由")
    )


def _read(content: str, start: int, end: int, convention: Convention) -> UnitList | None:
    bare = _NOTE.sub("", content)
    labels = list(_LABEL.finditer(bare))
    if not labels:
        lead, support = _by_verbs(bare, convention)
        return UnitList(start, end, lead, support, confidence=0.95) if lead or support else None
    by_role: dict[Role, list[str]] = {role: [] for role in Role}
    prefix = bare[: labels[0].start()].strip("（〔，；。、")
    if prefix and is_unit(_without_verb(prefix)):
        by_role[Role.ANSWERS].append(prefix)
    for label, following in zip(labels, [*labels[1:], None], strict=True):
        words = bare[label.end() : following.start() if following else len(bare)].strip("，；。、（〔 ")
        by_role[_ROLES[label.lastgroup or "answers"]].append(words)
    return _from_labels(by_role, start, end, convention)


def _from_labels(by_role: dict[Role, list[str]], start: int, end: int, convention: Convention) -> UnitList | None:
    lead: list[str] = []
    support = [name for words in by_role[Role.HELPS] for name in names_in(_stripped(words))]
    for words in by_role[Role.LEADS]:
        first, others = _by_verbs(words, Convention())
        lead, support = [*lead, *first], [*others, *support]
    for words in by_role[Role.ANSWERS]:
        first, others = _by_verbs(words, convention)
        if by_role[Role.LEADS]:
            support = [*first, *others, *support]
        else:
            lead, support = [*lead, *first], [*others, *support]
    leaders = tuple(name for words in by_role[Role.PERSON] for name, _ in split_outside_brackets(words) if name)
    due = next((words for words in by_role[Role.DUE] if words), None)
    if not (lead or support or leaders or due):
        return None
    supporting = tuple(dict.fromkeys(name for name in support if name not in lead))
    return UnitList(start, end, tuple(dict.fromkeys(lead)), supporting, leaders, due)


def _stripped(words: str) -> str:
    return ("，".join(_without_verb(part) for part in words.split("，"))) if _VERB.search(words) else words


def _by_verbs(words: str, convention: Convention) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who leads and who supports in a list without labels: by its verbs, else by what the document declares."""
    leads: list[str] = []
    rest: list[_Other] = []
    pending: list[_Other] = []
    for part, comma in _role_parts(words):
        role, verb = next(
            ((role, found) for pattern, role in _VERBS if (found := pattern.search(part))), (Role.ANSWERS, None)
        )
        pending.append(_Other(part[: verb.start()] if verb else part, comma))
        if verb is None:
            continue
        if role is Role.LEADS:
            leads += [other.name for other in pending]
        elif role is Role.HELPS:
            # 甲局、乙局，丙局配合: without a leader the verb reaches back to the comma only.
            reach = 0 if leads else max((at for at, other in enumerate(pending) if other.comma), default=0)
            rest += pending[:reach] + [_Other(other.name, other.comma, helps=True) for other in pending[reach:]]
        else:
            rest += pending
        pending = []
    return _settled(leads, rest + pending, convention)


def _role_parts(words: str) -> Iterator[tuple[str, bool]]:
    """Parts of a list; 甲局牵头乙局 and 甲局会同乙局 are two, the second helping."""
    for part, separator in split_outside_brackets(words.removeprefix("由")):
        comma = separator in "，；"
        if part.startswith("会同"):
            yield part.removeprefix("会同") + "配合", True
            continue
        first, met, others = part.partition("会同")
        if met and is_unit(first):
            yield first + "牵头", comma
            yield others, True
            continue
        led = re.match("(.{2,30}?(?:牵头|（牵头）)(?:负责)?)(?=[市县区省州各].)", part)
        if led:
            yield led[1].replace("（牵头）", "牵头"), comma
            part, comma = part[led.end() :], True
        yield part.replace("（牵头）", "牵头").replace("（牵头单位）", "牵头"), comma


def _settled(leads: list[str], rest: list[_Other], convention: Convention) -> tuple[tuple[str, ...], tuple[str, ...]]:
    base = [other for other in rest if not other.helps]
    helps = [other.name for other in rest if other.helps]
    if leads:
        lead, support = names_in("、".join(leads)), names_in("、".join(other.name for other in rest))
    elif convention.comma_parts_leaders and any(other.comma for other in base[1:]):
        cut = next(at for at, other in enumerate(base) if at and other.comma)
        lead = names_in("、".join(other.name for other in base[:cut]))
        support = names_in("、".join([*(other.name for other in base[cut:]), *helps]))
    else:
        lead, support = names_in("、".join(other.name for other in base)), names_in("、".join(helps))
        if convention.first_leads and lead:
            lead, support = lead[:1], [*lead[1:], *support]
    return tuple(lead), tuple(name for name in support if name not in lead)
