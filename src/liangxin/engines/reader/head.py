"""The head of a plan: its own title, who issued it, for which region, its number, its date, the documents it rests on.

Sources differ in what they keep: a web page's metadata lines, a covering notice, a red head, a signature at the end, or
nothing at all. What the text does not state stays empty.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from liangxin.engines.reader.clean import Clean
from liangxin.engines.reader.findings import Basis, Head, Span, Stated
from liangxin.engines.reader.lines import CleanLine
from liangxin.engines.reader.markers import NUMERALS, marker_at
from liangxin.engines.reader.paragraphs import Paragraph
from liangxin.engines.reader.regions import code_in_context, region_of

_KINDS = "(?:方案|分解|清单|计划|措施|意见|细则|办法|规划|要点|行动|举措|指引|通知|安排|规定|政策)"
_TITLE_TAIL = "(?:（[^（）]{2,20}）|〔[^〔〕]{2,20}〕)"
_TAIL_LINE = re.compile(r"[（〔](?:20\d\d.{0,8}年度?|.{0,4}(?:征求意见稿|送审稿|讨论稿|试行|草案|修订稿|暂行))[）〕]")
_TITLE = re.compile(rf"[^。；！？，：]{{3,80}}{_KINDS}{_TITLE_TAIL}?")
_TITLE_LINE_STOP = re.compile(
    "[。；！？：]|^[（〔]|[）〕]号?$|(?:人民政府|委员会|管委会|办公室|办公厅|文件|[局厅])$|^附件|^目录$|^(?:首页|当前位置|打印|关闭|分享)|\\d日$"
    "|号$|^20\\d\\d年$"
)
_NAMED = re.compile(
    "(?:现将|^|[。：])《(.{4,90}?)》(?:（[^）]{1,20}）)?(?:和|及|、)?(?:《.{4,90}》)?(?:印发|予以|公布|发布|转发|下发|发给|已|通知|业经)"
)
_NOTICE = re.compile("关于(?:印发|转发|下发|发布|公布)(.{4,90})的通知$")
_METADATA = re.compile(
    "(?:发布时间|发布日期|成文日期|成文时间|发文日期|生成日期|印发日期|公开日期|发文机关|发布机构|发文单位|发布单位|制发机关|索引号|索取号|文号"
    "|发文字号|文件编号|信息来源|来源|体裁分类|主题分类|主题词|公文种类|效力状态|有效性|信息分类|组配分类|浏览|阅读|字号|字体|打印|分享|责任编辑"
    "|作者|时间|日期|名称|标题|信息名称|公开方式|公开形式)(?:次数|量)?："
)
_NUMBER = re.compile(r"[\u4e00-\u9fff]{2,14}〔20\d\d〕(?:第)?\d{1,4}号")
_NUMBER_FIELD = re.compile(r"(?:文号|发文字号|文件编号|公文字号)：([\u4e00-\u9fff]{2,14}〔20\d\d〕(?:第)?\d{1,4}号)")
_DIGIT = "[〇零○一二三四五六七八九]"
_DATE = re.compile(
    rf"(?P<year>20\d\d|二{_DIGIT}{{3}})年(?P<month>\d{{1,2}}|[一二三四五六七八九十]{{1,2}})月(?P<day>\d{{1,2}}|[一二三四五六七八九十]{{1,3}})日"
)
_DATE_FIELD = re.compile(r"(?:成文日期|成文时间|发文日期|签发日期)：(?P<date>20\d\d-\d\d?-\d\d?|[^：]{8,12}?日)")
_ORGAN = re.compile(
    r"[\u4e00-\u9fff（）]{2,40}(?:人民政府(?:办公[室厅])?|委员会(?:办公室)?|管委会(?:办公室)?|政府办公[室厅]|办公[室厅]|领导小组|指挥部|专班|[局厅委部院])"
)
_BASIS = re.compile(r"《((?:[^《》]|《[^《》]*》){4,120})》(?:（([^（）]{0,14}〔20\d\d〕(?:第)?\d{1,4}号)）)?")
_DEEP = 60


@dataclass(frozen=True, slots=True)
class TitlePlace:
    """The plan's own title and the lines it stands on; `line` and `last` are None where only the notice names it."""

    clean: Clean
    line: int | None
    last: int | None
    confidence: float


def written(source: str, piece: Clean) -> str:
    """The clean words with quotation marks as they were typed."""
    if not re.search("[“”]", piece.text):
        return piece.text
    marks = zip(piece.text, piece.origin, strict=True)
    return "".join(source[at] if sign in "“”" else sign for sign, at in marks)


def find_title(lines: Sequence[CleanLine]) -> TitlePlace | None:
    """The plan's own title: the one that the notice names, where it stands alone; else the first title of the text."""
    top = lines[: _before_items(lines)]
    named = _named(top)
    if named is not None:
        place = _standing(lines, named.text)
        return place or TitlePlace(named, None, None, 0.8)
    return _first_title(top) or _first_title(lines[:_DEEP])


def _before_items(lines: Sequence[CleanLine]) -> int:
    """Lines before the second top-level item: a notice, a title and a preamble fit into them."""
    seen = 0
    for at, line in enumerate(lines):
        marker = marker_at(line.text)
        seen += marker is not None and marker.number == 1
        if seen == 2 or at >= 3 * _DEEP:
            return at
    return len(lines)


def _named(top: Sequence[CleanLine]) -> Clean | None:
    """What the notice says it issues: 现将《…》印发给你们, else 关于印发…的通知."""
    for at in range(len(top)):
        joined = _sum_of(top[at : at + 3])
        found = _NAMED.search(joined.text)
        if found:
            return joined[found.start(1) : found.end(1)]
    for at in range(min(len(top), _DEEP)):
        for count in range(1, 5):
            joined = _sum_of(top[at : at + count])
            found = _NOTICE.search(joined.text)
            if found and len(joined) < 120:
                start, end = found.span(1)
                quoted = joined.text[start] == "《" and joined.text[end - 1] == "》"
                return joined[start + quoted : end - quoted]
    return None


def _sum_of(lines: Sequence[CleanLine]) -> Clean:
    whole = lines[0].clean
    for line in lines[1:]:
        whole += line.clean
    return whole


def _standing(lines: Sequence[CleanLine], named: str) -> TitlePlace | None:
    """Lines that give the named title and nothing else; a remark in brackets after it belongs to it."""
    goal = _bare(named)
    for at, line in enumerate(lines):
        begins = _bare(line.text)
        if len(begins) > len(goal) + 25 or not (
            goal.startswith(begins[:4]) or goal[:4] in begins or begins[:4] in goal
        ):
            continue
        if re.match("附件|关于|.{0,20}关于(?:印发|转发)", begins) or marker_at(begins):
            continue
        for count in range(1, 6):
            joined = _sum_of(lines[at : at + count])
            if _same_title(_bare(joined.text), goal):
                last = at + count - 1
                return _with_tail(lines, TitlePlace(joined, at, last, 1.0), last)
            if len(joined) > len(named) + 25:
                break
    return None


def _same_title(standing: str, named: str) -> bool:
    """Equal, or one of them without the place that the other begins with."""
    longer, shorter = (standing, named) if len(standing) > len(named) else (named, standing)
    place = longer.removesuffix(shorter)
    if longer == shorter:
        return True
    return len(shorter) >= 8 and len(place) <= 12 and place != longer and region_of(place) is not None


def _with_tail(lines: Sequence[CleanLine], place: TitlePlace, last: int) -> TitlePlace:
    """A remark in brackets on the line after a title belongs to it: its years, or that it is a draft or on trial."""
    if last + 1 < len(lines) and _TAIL_LINE.fullmatch(lines[last + 1].text):
        return TitlePlace(place.clean + lines[last + 1].clean, place.line, last + 1, place.confidence)
    return place


def _bare(title: str) -> str:
    return re.sub(rf"{_TITLE_TAIL}$|[“”·•《》<>]", "", title)


def _first_title(lines: Sequence[CleanLine]) -> TitlePlace | None:
    best: TitlePlace | None = None
    for last, line in enumerate(lines[:_DEEP]):
        if line.table is not None or marker_at(line.text) is not None:
            continue
        if not re.search(rf"{_KINDS}{_TITLE_TAIL}?$", line.text) or re.search("[。；：]|^附件|《.*》$", line.text):
            continue
        first = last
        while first > 0 and last - first < 4 and _is_title_part(lines[first - 1]):
            first -= 1
        whole = _sum_of(lines[first : last + 1])
        if not _TITLE.fullmatch(re.sub("[，“”]", "", whole.text)):
            continue
        place = _with_tail(lines, TitlePlace(whole, first, last, 0.9), last)
        if not place.clean.text.endswith("通知"):
            return place
        best = best or place
    return best


def _is_title_part(line: CleanLine) -> bool:
    text = line.text
    if line.table is not None or _METADATA.match(text) or _NUMBER.fullmatch(text) or marker_at(text):
        return False
    return len(text) <= 40 and not _TITLE_LINE_STOP.search(text) and not re.search(rf"{_KINDS}$", text)


def read_head(
    source: str,
    lines: Sequence[CleanLine],
    place: TitlePlace | None,
    body: tuple[int, int],
    preamble: Sequence[Paragraph],
) -> Head:
    """All that the text states of the plan as a document; `body` bounds the lines between title and annexes."""
    around = [*range(body[0]), *range(max(body[0], body[1] - 6), min(len(lines), body[1] + 8))]
    number = _document_number(source, lines, around)
    signed = _signature(lines, body)
    title = None
    if place is not None:
        title = Stated(written(source, place.clean), place.clean.span(0, len(place.clean)), place.confidence)
    issuer = _issuer(lines, signed, body)
    region, code = _region(place, issuer)
    if region is not None and code is None:
        code = code_in_context(region.value, source)
    return Head(
        title=title,
        issuer=issuer,
        region=region,
        division_code=code,
        document_number=number,
        issued_on=_issued_on(lines, signed, body),
        basis=_basis(preamble),
    )


def _document_number(source: str, lines: Sequence[CleanLine], around: Sequence[int]) -> Stated | None:
    """A number on a line of its own or in a web page's field; one in brackets in the text is another document's."""
    for at in around:
        piece = lines[at].clean
        alone = _NUMBER.fullmatch(piece.text.removeprefix("（").removesuffix("）"))
        field = _NUMBER_FIELD.search(piece.text)
        start, end = field.span(1) if field else (piece.text.startswith("（"), len(piece) - piece.text.endswith("）"))
        if alone or field:
            span = piece.span(start, end)
            typed = re.sub(r"\s|\*\*|\\", "", span.of(source))
            return Stated(typed, span, 1.0)
    for at in around:
        found = _NUMBER.search(lines[at].text)
        if (
            found
            and len(lines[at].text) <= 60
            and lines[at].text[found.start() - 1 : found.start()] not in ("（", "《")
        ):
            span = lines[at].clean.span(found.start(), found.end())
            return Stated(re.sub(r"\s", "", span.of(source)), span, 0.7)
    return None


def _signature(lines: Sequence[CleanLine], body: tuple[int, int]) -> int | None:
    """The line with the date of signature: alone on its line, an organ on the line before it (or on the same line)."""
    fallback: int | None = None
    around: list[int] = [*range(body[0]), *range(max(body[0], body[1] - 12), min(len(lines), body[1] + 12))]
    for at in around:
        text = lines[at].text
        found = _DATE.search(text)
        if found is None or len(text) > 45 or text[found.end() :].strip("）。") or lines[at].table is not None:
            continue
        before = lines[at - 1].text if at else ""
        if _ORGAN.fullmatch(text[: found.start()] or before):
            return at
        if found.start() == 0 or text[0] == "（":
            fallback = at if fallback is None else fallback
    return fallback


def _issuer(lines: Sequence[CleanLine], signed: int | None, body: tuple[int, int]) -> Stated | None:
    if signed is not None:
        found = _DATE.search(lines[signed].text)
        same = lines[signed].clean[: found.start() if found else 0]
        for piece in ([same] if same.text else []) + ([lines[signed - 1].clean] if signed else []):
            if _ORGAN.fullmatch(piece.text):
                return Stated(piece.text, piece.span(0, len(piece)), 1.0)
    for line in lines[: body[0]]:
        head = re.fullmatch(rf"({_ORGAN.pattern})(?:文件)?", line.text) or re.match(
            rf"({_ORGAN.pattern})关于", line.text
        )
        if head and not _METADATA.match(line.text):
            return Stated(head[1], line.clean.span(0, len(head[1])), 0.8)
    return None


def _issued_on(lines: Sequence[CleanLine], signed: int | None, body: tuple[int, int]) -> Stated | None:
    if signed is not None:
        piece = lines[signed].clean
        found = _DATE.search(piece.text)
        if found:
            iso = _iso(found["year"], found["month"], found["day"])
            return Stated(iso, piece.span(*found.span()), 1.0) if iso else None
    for line in lines[: body[0]]:
        field = _DATE_FIELD.search(line.text)
        if field:
            found = _DATE.search(field["date"])
            year, month, day = found.group("year", "month", "day") if found else (field["date"] + "--").split("-")[:3]
            iso = _iso(year, month, day)
            return Stated(iso, line.clean.span(*field.span("date")), 0.9) if iso else None
    return None


def _iso(year: str, month: str, day: str) -> str | None:
    digits = {sign: str(value) for value, sign in enumerate("〇一二三四五六七八九")} | {"零": "0", "○": "0"}
    in_figures = "".join(digits.get(sign, sign) for sign in year)
    numbers = [int(part) if part.isdecimal() else NUMERALS.get(part, 0) for part in (month, day)]
    if not (1 <= numbers[0] <= 12 and 1 <= numbers[1] <= 31):
        return None
    return f"{in_figures}-{numbers[0]:02}-{numbers[1]:02}"


def _region(place: TitlePlace | None, issuer: Stated | None) -> tuple[Stated | None, str | None]:
    """The region that the title begins with, else the issuer's."""
    named = region_of(place.clean.text) if place else None
    if place is not None and named is not None:
        return Stated(named.name, place.clean.span(named.start, named.end), 1.0), named.code
    named = region_of(issuer.value) if issuer else None
    if issuer is None or named is None:
        return None, None
    whole = named.end - named.start == len(issuer.value)
    span = Span(issuer.span.start, issuer.span.end) if whole else issuer.span
    return Stated(named.name, span, 0.8), named.code


def _basis(preamble: Sequence[Paragraph]) -> tuple[Basis, ...]:
    found = []
    for paragraph in preamble:
        for cited in _BASIS.finditer(paragraph.text):
            span = paragraph.clean.span(*cited.span())
            found.append(Basis(cited[1], cited[2], span, 1.0 if cited[2] else 0.8))
    return tuple(found)
