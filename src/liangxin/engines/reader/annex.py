"""Annexed lists of measures: real tables, tables flattened to lines with or without tabs, and numbered lists.

A merged cell, which the text shows once, counts for every row it covers. Column heads may stand in any order.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from liangxin.engines.documents.structure import Document, Table
from liangxin.engines.reader.clean import Clean, clean
from liangxin.engines.reader.findings import MeasureRow, Span
from liangxin.engines.reader.head import written
from liangxin.engines.reader.layout import is_header
from liangxin.engines.reader.lines import CleanLine
from liangxin.engines.reader.markers import Style, marker_at
from liangxin.engines.reader.names import is_unit, split_outside_brackets
from liangxin.engines.reader.paragraphs import paragraphs
from liangxin.engines.reader.units import Convention, unit_lists, units_of_cell

_LIST_TITLE = re.compile("清单|分工|任务表|分解表|举措|一览表|台账")
_TIME = re.compile("(?:20\\d\\d年|每年|长期|持续|全年|\\d{1,2}月|立即|即时|按).{0,16}")
_EMPTY = clean("")


class Column(Enum):
    """What a column of a list of measures holds."""

    TEXT = 1
    UNITS = 2
    OTHER = 3


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row in order; an empty one is covered by a cell above or has nothing."""

    cells: tuple[Clean, ...]


def read_measures(
    document: Document, lines: Sequence[CleanLine], annexes: Iterable[tuple[int, int]]
) -> list[MeasureRow]:
    """The rows of all lists of measures: tables wherever they stand, flattened ones in the annexes."""
    found: list[MeasureRow] = []
    for table in document.tables:
        found += _measures(document.text, _rows_of_table(table))
    for first, last in annexes:
        if any(line.table is not None for line in lines[first:last]):
            continue
        start, end = lines[first].start, lines[last - 1].end
        title = "".join(line.text for line in lines[first : first + 6])
        if not _LIST_TITLE.search(title) and not any(is_header(line.text) for line in lines[first:last]):
            continue
        ways = (_rows_by_leading_tab, _rows_by_line)
        rows = next((read for way in ways if (read := _measures(document.text, way(document.text, start, end)))), None)
        found += rows or _by_cells(document.text, lines[first:last]) or _numbered(document.text, lines[first:last])
    return sorted(found, key=lambda row: row.span.start)


def _rows_of_table(table: Table) -> list[Row]:
    rows = []
    for at, row in enumerate(table.rows):
        cells = []
        for place, cell in enumerate(row):
            across = place > 0 and row[place - 1] is cell
            text = _EMPTY if across or cell.row != at else _cell(cell.text, cell.start)
            cells.append(text)
        rows.append(Row(tuple(cells)))
    return rows


def _cell(text: str, start: int) -> Clean:
    piece = clean(text)
    for at in range(len(piece.origin)):
        piece.origin[at] += start
    return piece


def _rows_by_leading_tab(text: str, start: int, end: int) -> list[Row]:
    """Each cell on lines of its own, the first of them led by a tab; a blank line before a tab parts rows."""
    rows: list[list[list[Clean]]] = []
    fresh = True
    for at, line in _raw_lines(text, start, end):
        if not line.strip() and "\t" not in line:
            fresh = True
        elif line.startswith("\t"):
            if fresh or not rows:
                rows.append([])
            rows[-1].append([clean(text, at, at + len(line))])
            fresh = False
        else:
            if rows and rows[-1]:
                rows[-1][-1].append(clean(text, at, at + len(line)))
            fresh = False
    return [Row(tuple(map(_sum, row))) for row in rows]


def _rows_by_line(text: str, start: int, end: int) -> list[Row]:
    """A row on each line, its cells parted by tabs or by |."""
    rows = []
    for at, line in _raw_lines(text, start, end):
        bar = line.strip().startswith("|")
        separator = "|" if bar else "\t"
        if line.count(separator) < (2 if not bar else 3) or re.fullmatch(r"[|\s:：-]+", line):
            continue
        cells, place = [], at
        for part in line.split(separator):
            cells.append(clean(text, place, place + len(part)))
            place += len(part) + 1
        rows.append(Row(tuple(cells[1:-1] if bar else cells)))
    return rows


def _raw_lines(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    at = start
    for line in text[start:end].split("\n"):
        yield at, line
        at += len(line) + 1


def _measures(source: str, rows: list[Row]) -> list[MeasureRow]:
    """The rows under a header that names units and work; none where there is no such header."""
    top = next((at for at, row in enumerate(rows[:6]) if _is_head(row)), None)
    if top is None:
        return []
    body = rows[top + 1 :]
    width = Counter(len(row.cells) for row in body).most_common(1)
    if not width:
        return []
    columns = _columns(rows[top], body, width[0][0])
    kept: list[Clean] = [_EMPTY] * len(columns)
    section, found = _EMPTY, []
    for row in body:
        filled = [cell for cell in row.cells if cell.text]
        if len(row.cells) != len(columns) or _is_head(row) or not filled:
            continue
        if len(filled) == 1 and not is_unit(filled[0].text) and _starts_section(filled[0].text):
            section, kept = filled[0], [_EMPTY] * len(columns)
            continue
        kept = _with_merged(row, kept, columns)
        measure = _measure(source, row, kept, columns, section)
        if measure is not None:
            found.append(measure)
    return found


def _with_merged(row: Row, above: list[Clean], columns: list[Column]) -> list[Clean]:
    """The row with its empty cells filled from above; units only where the row names none of its own."""
    named = any(cell.text for cell, column in zip(row.cells, columns, strict=True) if column is Column.UNITS)
    return [
        cell if cell.text or (named and column is Column.UNITS) else kept
        for cell, kept, column in zip(row.cells, above, columns, strict=True)
    ]


def _is_head(row: Row) -> bool:
    words = [cell.text for cell in row.cells if cell.text]
    return (
        len(words) >= 2
        and sum(map(is_header, words)) >= 0.6 * len(words)
        and any("单位" in w or "部门" in w for w in words)
    )


def _starts_section(text: str) -> bool:
    marker = marker_at(text)
    return marker is not None and marker.style in (Style.CHAPTER, Style.BRACKETED, Style.PART)


def _columns(head: Row, body: list[Row], width: int) -> list[Column]:
    if len(head.cells) == width and all(cell.text for cell in head.cells):
        return [_column(cell.text) for cell in head.cells]
    full = [row for row in body if len(row.cells) == width]
    return [_column_by_content([row.cells[at].text for row in full]) for at in range(width)]


def _column(head: str) -> Column:
    if re.search("单位|部门", head):
        return Column.UNITS
    return Column.TEXT if re.search("任务|举措|措施|内容|事项|行动|工作(?!时)|领域|类别|目标", head) else Column.OTHER


def _column_by_content(cells: list[str]) -> Column:
    filled = [cell for cell in cells if cell]
    if sum(_all_units(cell) for cell in filled) > 0.6 * len(filled):
        return Column.UNITS
    plain = sum(cell.isdecimal() or _TIME.fullmatch(cell) is not None for cell in filled)
    return Column.OTHER if plain > 0.6 * len(filled) else Column.TEXT


def _all_units(words: str) -> bool:
    return all(
        is_unit(part) or part in ("管委会", "各镇街")
        for part, _ in split_outside_brackets(words.strip("。；、，"))
        if part
    )


def _measure(source: str, row: Row, kept: list[Clean], columns: list[Column], section: Clean) -> MeasureRow | None:
    texts = [cell for cell, column in zip(kept, columns, strict=True) if column is Column.TEXT]
    named = [cell for cell, column in zip(kept, columns, strict=True) if column is Column.UNITS and cell.text]
    if not texts or not texts[-1].text:
        return None
    action, task = (texts[-3] if len(texts) > 2 else section), (texts[-2] if len(texts) > 1 else _EMPTY)
    units = [name for cell in named if (read := units_of_cell(cell.text)) for name in (*read.lead, *read.support)]
    own = [cell for cell in row.cells if cell.text]
    span = Span(min(cell.origin[0] for cell in own), max(cell.origin[-1] for cell in own) + 1)
    unique = tuple(dict.fromkeys(units))
    return MeasureRow(action.text, task.text, written(source, texts[-1]), unique, span, 1.0 if unique else 0.7)


def _by_cells(source: str, lines: Sequence[CleanLine]) -> list[MeasureRow]:
    """A cell on each line, no tabs: the header is a run of column heads, a line of units ends a row."""
    heads = [at for at, line in enumerate(lines) if is_header(line.text)]
    if len(heads) < 2 or heads[1] != heads[0] + 1:
        return []
    top = heads[0]
    while top < len(lines) and is_header(lines[top].text):
        top += 1
    columns = [_column(line.text) for line in lines[heads[0] : top]]
    many_texts, many_units = columns.count(Column.TEXT), columns.count(Column.UNITS)
    found: list[MeasureRow] = []
    action = task = _EMPTY
    texts: list[Clean] = []
    units: list[Clean] = []
    for line in [*lines[top:], None]:
        if line is not None and _goes_with_units(line.text, units, many_units):
            units.append(line.clean)
            continue
        if units and texts:
            action, task = _above(texts, many_texts, action, task)
            joined = texts[-1] if many_texts > 1 else _sum(texts)
            found.append(_row(source, action, task, joined, units))
        texts, units = ([], []) if units else (texts, units)
        if (
            line is not None
            and not line.text.isdecimal()
            and not _TIME.fullmatch(line.text)
            and not is_header(line.text)
        ):
            texts.append(line.clean)
    return found


def _goes_with_units(text: str, units: list[Clean], many: int) -> bool:
    if units and (text[0] in "（、，" or units[-1].text[-1] in "、，"):
        return True
    return _all_units(text) and len(units) < many


def _above(texts: list[Clean], many: int, action: Clean, task: Clean) -> tuple[Clean, Clean]:
    """The action and task that the lines before the measure name, else those that still hold."""
    before = texts[:-1] if many > 1 else []
    sections = [cell for cell in before if _starts_section(cell.text)]
    others = [cell for cell in before if not _starts_section(cell.text)]
    if many > 2 and not sections and len(others) > 1:
        sections, others = others[:1], others[1:]
    return (sections[-1] if sections else action), (_sum(others) if others else task)


def _sum(cells: list[Clean]) -> Clean:
    origin = cells[0].origin[:]
    for cell in cells[1:]:
        origin.extend(cell.origin)
    return Clean("".join(cell.text for cell in cells), origin)


def _row(source: str, action: Clean, task: Clean, measure: Clean, units: list[Clean]) -> MeasureRow:
    joined = "".join(cell.text if cell.text[0] in "（、，" else f"、{cell.text}" for cell in units).strip("、")
    read = units_of_cell(joined)
    names = (*read.lead, *read.support) if read else ()
    span = Span(measure.origin[0], units[-1].origin[-1] + 1)
    return MeasureRow(action.text, task.text, written(source, measure), names, span, 0.8)


def _numbered(source: str, lines: Sequence[CleanLine]) -> list[MeasureRow]:
    """A numbered list, each item with its units in brackets or behind a label."""
    action = task = ""
    found: list[MeasureRow] = []
    for paragraph in paragraphs(lines):
        lists = unit_lists(paragraph.text, Convention())
        body = paragraph.text[paragraph.body_start :]
        if not lists:
            if paragraph.marker and paragraph.marker.style is Style.CHAPTER:
                action, task = paragraph.text, ""
            elif paragraph.marker and len(body) <= 40:
                task = body
            continue
        piece = paragraph.clean[paragraph.body_start : lists[0].start]
        if not piece.text:
            continue
        units = tuple(dict.fromkeys(name for one in lists for name in (*one.lead, *one.support)))
        end = min(lists[-1].end, len(paragraph.clean))
        span = paragraph.clean.span(0, end)
        found.append(MeasureRow(action, task, written(source, piece).rstrip("。；"), units, span, 0.8))
    return found
