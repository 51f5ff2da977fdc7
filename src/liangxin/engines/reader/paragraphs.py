"""Lines made into paragraphs: sentences broken over lines are joined, several items typed in one line are parted.

Whether a numbered line is a heading of its own or the start of its paragraph is not visible in the line; the majority
of its style in the document decides.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from liangxin.engines.reader.clean import Clean, paired
from liangxin.engines.reader.lines import CleanLine
from liangxin.engines.reader.markers import INSIDE, Marker, Style, marker_at
from liangxin.engines.reader.units import LABEL_LINE

_END = "。！？；：…"
_CLOSERS = "，。；、：）〕”》%！？"
_PROSE = re.compile("[，。；]")
_ALONE = re.compile(
    "(?:方案|计划|通知|意见|措施|细则|办法|规划|清单|名单|表|政府|委员会|管委会|办公室|[局厅委部]|日|文件|行动|要求|目标|任务"
    "|保障|原则|思想|机制|工程|附件[一二三四五六七八九十\\d]*|号|公司|中心|解读|条件|标准|内容|范围|步骤|安排|重点)$"
)
_STARTS = re.compile(
    "附件|附录|附表|抄送|联系人|联系电话|[（〔]?此件|主送|印发|20\\d\\d年\\d{1,2}月\\d{1,2}日$|二[〇零○O0]二.年.{1,3}月.{1,3}日$"
    "|[（〔]?联系|专栏\\d*|(?:[副总]*(?:组长|主任|召集人|指挥长?)|成员)："
)
_SIGNATURE = re.compile(r"[\u4e00-\u9fff]{2,20}(?:人民政府|管理委员会|管委会|委员会|办公室|[局厅委部])$")
_ATTACHED = re.compile("(?<=[。）〕])(?=附件[1-9一二三]?：)")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A whole paragraph in clean form, with its number where it has one; `source` is the index of its first line."""

    clean: Clean
    marker: Marker | None
    source: int

    @property
    def text(self) -> str:
        return self.clean.text

    @property
    def body_start(self) -> int:
        return self.marker.length if self.marker else 0


def paragraphs(lines: Sequence[CleanLine]) -> list[Paragraph]:
    """Paragraphs of a stretch of lines, in order."""
    run_in = _run_in_styles(lines)
    parted = _Parting()
    return [piece for whole, source in _joined(lines, run_in) for piece in parted.parts(whole, source)]


def _run_in_styles(lines: Sequence[CleanLine]) -> set[Style]:
    votes: Counter[Style] = Counter()
    for line in lines:
        marker = marker_at(line.text)
        if marker is not None:
            title_end = min((at for at in map(line.text.find, "。：；") if at > 0), default=len(line.text))
            votes[marker.style] += 1 if len(line.text) - title_end > 6 else -1
    return {style for style, vote in votes.items() if vote > 0}


def _joined(lines: Sequence[CleanLine], run_in: set[Style]) -> Iterator[tuple[Clean, int]]:
    pieces: list[Clean] = []
    first = 0
    for at, line in enumerate(lines):
        following = lines[at + 1].text if at + 1 < len(lines) else ""
        if pieces and not _goes_on(lines[at - 1], pieces, line, following, run_in):
            yield _sum(pieces), first
            pieces = []
        if not pieces:
            first = at
        pieces.append(line.clean)
    if pieces:
        yield _sum(pieces), first


def _head_of(pieces: list[Clean]) -> str:
    """Enough of the paragraph so far to tell its number and whether it is prose."""
    return "".join(piece.text for piece in pieces[:3])


def _sum(pieces: list[Clean]) -> Clean:
    if len(pieces) == 1:
        return pieces[0]
    origin = pieces[0].origin[:]
    for piece in pieces[1:]:
        origin.extend(piece.origin)
    text = "".join(piece.text for piece in pieces)
    # A quotation broken over lines: the marks of each line alone would not pair.
    return Clean(paired(re.sub("[“”]", '"', text)) if _unpaired(text) else text, origin)


def _unpaired(text: str) -> bool:
    marks = re.findall("[“”]", text)
    return any(mark != "“”"[at % 2] for at, mark in enumerate(marks))


def _goes_on(before: CleanLine, pieces: list[Clean], line: CleanLine, following: str, run_in: set[Style]) -> bool:
    """Whether `line` goes on with the paragraph made of `pieces`, the last of which is the line `before`."""
    if before.table is not None or line.table is not None:
        return False
    head = _head_of(pieces)
    text, marker = line.text, marker_at(head)
    if text[0] in _CLOSERS:
        return True
    inside = _open_bracket("".join(piece.text for piece in pieces[-4:]))
    if marker_at(text) is not None or (not inside and (_STARTS.match(text) or LABEL_LINE.match(text))):
        return False
    if inside:
        return True
    if (marker is not None and marker.length == len(head)) or LABEL_LINE.fullmatch(before.text):
        return True
    last = before.text[-1]
    if last in _END or (last in "）〕" and _ends_with_note(before.text)) or text.startswith(("（此件", "附件")):
        return False
    if _SIGNATURE.fullmatch(text) and line.gap:
        return False
    if LABEL_LINE.match(head):
        return bool(_PROSE.search(head)) and not line.gap
    if marker is not None:
        return _item_goes_on(marker, head, text, following, run_in)
    if _PROSE.search(head):
        return last in "，、" or bool(_PROSE.search(text)) or not _SIGNATURE.fullmatch(text)
    fragment = min(len(head), len(text)) <= 3 and not head.isdecimal()
    return not line.gap and (fragment or bool(_PROSE.search(text))) and not _ALONE.search(head)


def _item_goes_on(marker: Marker, head: str, text: str, following: str, run_in: set[Style]) -> bool:
    if re.search("[。；]", head) or marker.style in run_in or head[-1] in "，、":
        return True
    if re.search("[。；]", text) or len(text) > 20 or text[0] in "（〔":
        return text[0] in "（〔" and len(text) < 60
    return marker_at(following) is not None and not _ALONE.search(head)


def _open_bracket(line: str) -> bool:
    """The last lines end inside a bracket that they opened."""
    return max(line.rfind("（"), line.rfind("〔")) > max(line.rfind("）"), line.rfind("〕"))


def _ends_with_note(text: str) -> bool:
    """The bracket at the end stands after a full stop or names units: nothing of the sentence comes after it."""
    opening = max(text.rfind("（"), text.rfind("〔"))
    return opening < 0 or text[opening - 1] in "。；）〕" or "负责" in text[opening:] or "单位" in text[opening:]


class _Parting:
    """Cuts a paragraph where the next item of the numbering begins inside it."""

    def __init__(self) -> None:
        self._last: dict[Style, int] = {}

    def parts(self, whole: Clean, source: int) -> Iterator[Paragraph]:
        text = whole.text
        start, marker = 0, marker_at(text)
        self._count(marker)
        for found in INSIDE.finditer(text, marker.length if marker else 0):
            at = found.start()
            inner = marker_at(text, at)
            if inner is None or not self._begins_item(text, start, at, marker, inner):
                continue
            yield from _attached(whole[start:at], marker, source)
            start, marker = at, inner
            self._count(inner)
        yield from _attached(whole[start:], marker, source)

    def _count(self, marker: Marker | None) -> None:
        if marker is not None:
            self._last[marker.style] = marker.number

    def _begins_item(self, text: str, start: int, at: int, outer: Marker | None, inner: Marker) -> bool:
        if inner.style not in (Style.CHAPTER, Style.BRACKETED, Style.ARABIC, Style.PART, Style.ARTICLE) or at == 0:
            return False
        is_next = inner.number in (1, self._last.get(inner.style, 0) + 1)
        if not is_next or len(text) - at - inner.length < 4:
            return False
        if text[at - 1] in "。！）〕" or (
            text[at - 1] == "：" and inner.number == 1 and inner.style <= Style.BRACKETED
        ):
            return True
        # 二、重点任务（一）技改行动1.推动…: a heading with the first item typed after it.
        title = text[start + (outer.length if outer else 0) : at]
        return (
            outer is not None and outer.style < inner.style and 3 < len(title) <= 30 and not re.search("[。；]", title)
        )


def _attached(piece: Clean, marker: Marker | None, source: int) -> Iterator[Paragraph]:
    """The piece, and apart from it a list of attachments typed after its last sentence."""
    found = _ATTACHED.search(piece.text)
    if found is None:
        yield Paragraph(piece, marker, source)
    else:
        yield Paragraph(piece[: found.start()], marker, source)
        yield Paragraph(piece[found.start() :], None, source)
