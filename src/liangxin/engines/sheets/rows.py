"""Rows that are no records: totals, titles of sections, footers, repeated heads, column numbers, notes, examples."""

from __future__ import annotations

import re
from functools import lru_cache

from liangxin.engines.sheets.converters import is_nothing
from liangxin.engines.sheets.grid import Area, RawCell, RawRow, Sort
from liangxin.engines.sheets.heads import Head
from liangxin.engines.sheets.notices import (
    ExamplesSkipped,
    FootersSkipped,
    FormulaRowsSkipped,
    RepeatedHeadsSkipped,
    SectionsSkipped,
    SheetNotice,
    Tally,
    TotalsSkipped,
)
from liangxin.engines.sheets.sheet_type import SheetType
from liangxin.kernel.text import plain

REQUIRED, OPTIONAL = "必填", "选填"  # how the template's notes begin
# All forms are those of `plain`.
_TOTAL = re.compile(
    r"(?:总|本页|全[市县区省]|本[级月季年])?(?:合计数?|小计|总计|共计|累计|汇总)(?:\([^()]*\))?:?|其中(?::.{0,20})?"
)
_ENDS_IN_TOTAL = re.compile(r".{1,12}(?:合计|小计|总计)(?:\([^()]*\))?:?")
# Whoever signs, and when: no record begins so. The rest may be the beginning of a text in the first column.
_SIGNED = (
    r"填[报表]人|制表人?|审核人?|复核人?|经办人|(?:单位|主要|分管|统计)?负责人|分管领导|联系人"
    r"|(?:填[报表]|报送|制表|报出)(?:日期|时间|单位)|单位\(?(?:盖章|公章)\)?|\(?盖章\)?"
)
_REMARKS = r"联系电话|联系方式|电话|手机|注|备注|说明|填[报表]说明|注意事项"
_SIGNATURE = re.compile(rf"(?:{_SIGNED})(?:\([^()]*\))?(?::.*|$)", re.S)
_FOOTER = re.compile(rf"(?:{_SIGNED}|{_REMARKS})(?:\([^()]*\))?\d?(?::.*|$)", re.S)
_SECTION = re.compile(r"(?:\(?[一二三四五六七八九十]{1,3}\)?[、.)]?|第[一二三四五六七八九十]+部分).*", re.S)
_NUMERAL = re.compile(r"\(?[一二三四五六七八九十]{1,3}\)?[、.]?")
_TELLING = re.compile("[计汇例示范]|其中|人|负责|领导|日期|时间|盖章")
_LONGEST = 200  # letters of a cell that tell what its row is
_NONE_OFFERED: set[str] = set()
_EXAMPLE = re.compile(r"(?:填写)?(?:示例|样例|范例|举例|例如?)(?::|\d|$).*", re.S)
_COLUMN_SIGNS = "甲乙丙丁戊己庚辛"
_STANDARD_PLACE = re.compile(r"\(?(\d{1,3}|[甲乙丙丁戊己庚辛a-z])(?:=[\d+\-*/]+)?\)?")


class RowSorter:
    """Tells the records of a table from its other rows, asked row by row from below the head."""

    def __init__(self, sheet_type: SheetType, head: Head, merged: tuple[Area, ...], tally: Tally) -> None:
        self._places = {each.place for each in head.columns}
        needed = {column.code for column in sheet_type.required}
        self._needed = {each.place for each in head.columns if each.column.code in needed}
        self._headings = {each.place: plain(each.heading) for each in head.columns}
        self._written = {each.heading for each in head.columns}
        self._wide = {area.top: area for area in merged if area.right > area.left and area.top > head.bottom}
        self._tally = tally
        self._is_first = True
        self._is_below = False  # a footer was seen

    def is_record(self, row: RawRow) -> bool:
        """Whether a row is to be read; what is left out is counted, but for blank rows and those of the template."""
        if self._is_first and self._is_note(row, _forms(row)):
            return False
        self._is_first = False
        is_full = bool(self._needed) and all(self._is_filled(row, place) for place in self._needed)
        kind = self._other(row, full=is_full)
        if kind is not None:
            self._tally.add(kind, str(row.number))
            return False
        return is_full or any(self._is_filled(row, place) for place in self._places)

    def _is_note(self, row: RawRow, texts: dict[int, str]) -> bool:
        """Rows between head and records: the template's notes, or 甲 乙 1 2 3 under each column."""
        ours = [text for place, text in texts.items() if place in self._places]
        if ours and len(texts) == len(row.cells) and all(text.startswith((REQUIRED, OPTIONAL)) for text in ours):
            return True
        signs = [_STANDARD_PLACE.fullmatch(plain(cell.text)) for _, cell in sorted(row.cells.items())]
        texts_of_signs = [sign[1] for sign in signs if sign]
        lettered = any(sign in _COLUMN_SIGNS for sign in texts_of_signs)
        if len(texts_of_signs) < max(len(signs), 3 if lettered else 5):
            return False
        counted = [sign for sign in texts_of_signs if sign not in _COLUMN_SIGNS]
        return counted == _following(counted) and len(row.cells) >= 2 * len(self._places) // 3

    def _other(self, row: RawRow, *, full: bool) -> type[SheetNotice] | None:
        """What a row is instead of a record. Of one that has all it needs, only the beginning is looked at."""
        if full and not self._is_telling(row):
            return None
        if self._needed and self._has_only_formulas(row):
            return FormulaRowsSkipped
        texts = _forms(row, most=2) if full else _forms(row)
        if not texts:
            return None
        first = texts[min(texts)]
        if self._is_total(row, texts, full=full):
            return TotalsSkipped
        goes_on = self._is_below and not full and len(row.cells) == len(texts) == 1
        if goes_on or (_SIGNATURE if full else _FOOTER).fullmatch(first):
            self._is_below = True
            return FootersSkipped
        if any(text == self._headings.get(place) for place, text in texts.items()) and self._is_head(row):
            return RepeatedHeadsSkipped
        if not full and self._is_section(row, texts):
            return SectionsSkipped
        return ExamplesSkipped if _EXAMPLE.fullmatch(first) else None

    def _is_telling(self, row: RawRow) -> bool:
        """Whether the first cells have a word of totals, examples or heads: a look that spares most rows the rest."""
        texts = (row.cells[place].text for place in sorted(row.cells)[:2])
        return any(_TELLING.search(text) or text in self._written for text in texts)

    def _is_head(self, row: RawRow) -> bool:
        texts = _forms(row)
        repeated = sum(texts.get(place) == heading for place, heading in self._headings.items())
        return repeated >= 2 and repeated * 2 > len(self._headings)

    def _has_only_formulas(self, row: RawRow) -> bool:
        """Sums without a label, and formulas that were copied down ahead of what is to be filled in."""
        ours = [cell for place, cell in row.cells.items() if place in self._places]
        return bool(ours) and all(cell.formula for cell in ours) and not any(p in row.cells for p in self._needed)

    def _is_filled(self, row: RawRow, place: int) -> bool:
        return place in row.cells and _says_something(row.cells[place])

    def _is_total(self, row: RawRow, texts: dict[int, str], *, full: bool) -> bool:
        """合计 or 工业小计 among the first two cells; elsewhere only where some required cell is empty."""
        leading = sorted(row.cells)[:2]
        for place, text in texts.items():
            is_total = _TOTAL.fullmatch(text) or _ENDS_IN_TOTAL.fullmatch(text)
            if is_total and (place in leading or (self._needed and not full)):
                return True
        return False

    def _is_section(self, row: RawRow, texts: dict[int, str]) -> bool:
        """One text alone over most of the columns, or numbered 一、 with nothing but a title beside it."""
        first = texts[min(texts)]
        if len(texts) > 2 or len(self._places) < 3:
            return False
        if min(row.cells) == min(texts) and _NUMERAL.fullmatch(first):
            return True
        if len(row.cells) > len(texts):
            return False
        area = self._wide.get(row.number)
        if area is not None and len(texts) == 1:
            covered = sum(area.left <= place <= area.right for place in self._places)
            return covered * 3 >= len(self._places) * 2
        return bool(_SECTION.fullmatch(first))


def _following(signs: list[str]) -> list[str]:
    """What the signs of columns would be if they counted on from the first: 0 or 1, or A."""
    if not signs:
        return []
    if signs[0] == "a":
        return [chr(ord("a") + place) for place in range(len(signs))]
    return [str(int(signs[0]) + place) for place in range(len(signs))] if signs[0] in ("0", "1") else []


def _says_something(cell: RawCell) -> bool:
    return cell.sort is not Sort.TEXT or not is_nothing(cell.text, keeps_words=True, offered=_NONE_OFFERED)


def _forms(row: RawRow, most: int | None = None) -> dict[int, str]:
    """The texts of a row in their form for comparison, or those among its first cells."""
    places = sorted(row.cells)[:most]
    cells = ((place, row.cells[place]) for place in places)
    return {place: form for place, cell in cells if cell.sort is Sort.TEXT and (form := _form(cell.text[:_LONGEST]))}


@lru_cache(maxsize=4096)
def _form(text: str) -> str:
    return plain(text)
