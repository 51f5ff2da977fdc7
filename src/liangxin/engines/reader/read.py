"""The door of the reader: a document in, all that was found in it out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from liangxin.engines.documents import document_from_text
from liangxin.engines.documents.structure import Document
from liangxin.engines.reader.annex import read_measures
from liangxin.engines.reader.clean import Clean, as_typed, paired
from liangxin.engines.reader.findings import Head, MeasureRow, Plan, Span, Target, TeamMember, Unread
from liangxin.engines.reader.head import read_head, written
from liangxin.engines.reader.layout import Layout, layout_of
from liangxin.engines.reader.lines import CleanLine, clean_lines
from liangxin.engines.reader.outline import Outline, outline_of
from liangxin.engines.reader.paragraphs import Paragraph, paragraphs
from liangxin.engines.reader.roster import read_roster
from liangxin.engines.reader.targets import TargetFinding, find_targets
from liangxin.engines.reader.targets.dates import FIRST_YEAR
from liangxin.engines.reader.tasks import TaskReading, read_tasks
from liangxin.engines.reader.units import convention_of
from liangxin.engines.reader.unread import ANNEX, Covered, unread_of
from liangxin.kernel.refusal import Refusal, RefusalKind

_LONGEST_STRETCH = 3000
_LONGEST_PARAGRAPH = 6000
_LONGEST_QUOTE = 400


class NotAPlan(Refusal):
    """The text has no numbered items, no targets, no list of measures and no roster."""

    code, kind = "reader.not_a_plan", RefusalKind.INVALID
    sentence = "这份文字里没有找到章节、任务或目标，不像是一份方案。"
    remedy = "请核对是否选错了文件；如果是扫描件，请先做文字识别。"


def read_plan(document: Document | str) -> Plan:
    """Find the goals, tasks, units, lists and roster of a plan.

    A string is read as pasted text: spans then count characters of `document_from_text(string).text`, which is the
    string itself with newlines unified. Raises NotAPlan, and for an empty string a refusal of `documents`.
    """
    if isinstance(document, str):
        document = document_from_text(document)
    lines = clean_lines(document)
    layout = layout_of(lines)
    body = [line for line in lines[slice(*layout.body)] if line.table is None]
    outline = outline_of(paragraphs(body))
    tasks = read_tasks(outline, convention_of(line.text for line in lines))
    preamble = [one for one, owner in zip(outline.paragraphs, outline.owners, strict=True) if owner is None]
    head = read_head(document.text, lines, layout.title, (max(layout.body[0], layout.items), layout.body[1]), preamble)
    targets = tuple(_targets(document.text, outline, tasks, _year_of(head)))
    measures = read_measures(document, lines, layout.annexes)
    team = read_roster(document.text, lines)
    if not (outline.roots or targets or measures or team):
        raise NotAPlan
    return Plan(
        head=head,
        outline=outline.sections(),
        tasks=tasks.tasks,
        targets=targets,
        measures=tuple(measures),
        team=tuple(team),
        unread=tuple(_unread(outline, tasks, targets, lines, layout, [*measures, *team])),
    )


def _year_of(head: Head) -> int:
    """The year in which the plan was issued, as its date or its number tells."""
    said = head.issued_on.value[:4] if head.issued_on else None
    if said is None and head.document_number:
        numbered = re.search(r"20\d\d", head.document_number.value)
        said = numbered[0] if numbered else None
    return int(said) if said else FIRST_YEAR


def _targets(source: str, outline: Outline, tasks: TaskReading, since: int) -> Iterator[Target]:
    for first, pieces in _stretches(outline.paragraphs):
        whole = pieces[0].clean if len(pieces) == 1 else _sum(pieces)
        starts = [0]
        for piece in pieces:
            starts.append(starts[-1] + len(piece.text))
        for found in _found_in(whole.text, since):
            at = sum(start <= found.value_start for start in starts[1:-1])
            owner = outline.owners[first + at]
            start = max(found.start, found.end - _LONGEST_QUOTE)
            yield Target(
                marker=tasks.marker(owner, first + at, found.value_start - starts[at]),
                quote=written(source, whole[start : found.end]),
                indicator=found.indicator,
                kind=found.kind,
                value=found.value,
                unit=as_typed(found.unit, whole.span(found.value_start, found.value_end).of(source)),
                comparator=found.comparator,
                deadline=found.deadline,
                baseline_year=found.baseline_year,
                hedged=found.hedged,
                span=whole.span(start, found.end),
                confidence=found.confidence,
            )


def _found_in(text: str, since: int) -> Iterator[TargetFinding]:
    """Targets of a text; one longer than any paragraph of a plan is read a piece at a time."""
    start = 0
    while len(text) - start > _LONGEST_PARAGRAPH:
        cut = text.rfind("。", start, start + _LONGEST_PARAGRAPH) + 1 or start + _LONGEST_PARAGRAPH
        yield from (_moved(found, start) for found in find_targets(text[start:cut], since=since))
        start = cut
    yield from (_moved(found, start) for found in find_targets(text[start:], since=since))


def _moved(found: TargetFinding, by: int) -> TargetFinding:
    if not by:
        return found
    moved = {name: getattr(found, name) + by for name in ("start", "end", "value_start", "value_end")}
    return replace(found, **moved)


def _stretches(given: Sequence[Paragraph]) -> Iterator[tuple[int, list[Paragraph]]]:
    """Paragraphs that are one list of clauses, as they inherit years: what ends with ：or ； goes on in the next."""
    first, pieces, length = 0, list[Paragraph](), 0
    for at, paragraph in enumerate(given):
        if pieces and not (pieces[-1].text.endswith(("：", "；", "，")) and length < _LONGEST_STRETCH):
            yield first, pieces
            pieces, length = [], 0
        if not pieces:
            first = at
        pieces.append(paragraph)
        length += len(paragraph.text)
    if pieces:
        yield first, pieces


def _sum(pieces: Sequence[Paragraph]) -> Clean:
    origin = pieces[0].clean.origin[:]
    for piece in pieces[1:]:
        origin.extend(piece.clean.origin)
    return Clean(paired("".join(piece.text for piece in pieces)), origin)


def _unread(
    outline: Outline,
    tasks: TaskReading,
    targets: Sequence[Target],
    lines: Sequence[CleanLine],
    layout: Layout,
    annexed: Sequence[MeasureRow | TeamMember],
) -> Iterator[Unread]:
    lists = [
        outline.paragraphs[at].clean.span(one.start, min(one.end, len(outline.paragraphs[at].clean)))
        for at, found in tasks.lists.items()
        for one in found
    ]
    rows = [row.span for row in annexed]
    figures = Covered([target.span for target in targets] + rows)
    yield from unread_of(outline.paragraphs, figures, Covered(lists + rows))
    read = Covered(rows)
    for first, last in layout.annexes:
        whole = Span(lines[first].start, lines[last - 1].end)
        title = "".join(line.text for line in lines[first : min(last, first + 4)])
        if last - first > 4 and re.search("清单|分工|名单|任务表|专班|分解", title) and not read.touches(whole):
            yield Unread(title[:80], Span(lines[first].start, lines[min(last, first + 4) - 1].end), ANNEX)
