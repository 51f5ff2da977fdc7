"""Reads a workbook of figures in whichever of the two layouts it has for certain."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from liangxin.domains.indicators.errors import LayoutUnclear, RangeOfNoFlow, TooManyPoints, YearOfMonthsUnknown
from liangxin.domains.indicators.rules.periods import period_said
from liangxin.domains.indicators.rules.workbooks import (
    MONTHS,
    NOT_TAKEN,
    Named,
    RowFault,
    Said,
    WorkbookRead,
    blank_figures,
    fault_of,
    fault_of_cell,
    months_sheet,
    rows_sheet,
    said,
    with_months,
)
from liangxin.domains.indicators.terms import MOST_FAULTS, WORKBOOK_POINTS, Form, Layout, Origin
from liangxin.engines.sheets import (
    SheetLimits,
    SheetRefused,
    SheetRow,
    SheetStream,
    SheetType,
    open_sheet,
)
from liangxin.kernel.period import Period
from liangxin.kernel.refusal import Refusal
from liangxin.kernel.text import plain

_LIMITS = SheetLimits(bytes=20_000_000, rows=WORKBOOK_POINTS, faults=MOST_FAULTS)
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?=年|-\d)")
_YEAR_OF_TITLE = re.compile(r"(?<!\d)(20\d\d)年")
_HEADINGS = ("指标", "指标名称")
_BLANK = "%(count)s行没有填数，没有读取，已有的数不变。"
_LEFT = "%(count)s行是系统计算或由下级汇总的数，只供查看，没有读取。"
_YEAR_FROM_TITLE = "各月按标题中的%(year)s年读取。"


def read_workbook(
    indicators: Sequence[Named], places: Sequence[tuple[str, str]], path: Path, name: str, on: date
) -> WorkbookRead:
    """What a workbook says. Raises SheetRefused, LayoutUnclear, YearOfMonthsUnknown, TooManyPoints."""
    by_rows, by_months = rows_sheet(indicators, places), months_sheet(indicators, places)
    try:
        with open_sheet(by_rows, path, name=name, on=on, limits=_LIMITS) as stream:
            if _has_months(with_months(by_rows), path, name, on):
                raise LayoutUnclear
            return _read(by_rows, stream, Layout.ROWS)
    except SheetRefused as refusal:
        if not _has_months(by_months, path, name, on):
            raise refusal from None
    with open_sheet(by_months, path, name=name, on=on, limits=_LIMITS) as stream:
        return _read(by_months, stream, Layout.MONTHS)


def _has_months(sheet: SheetType, path: Path, name: str, on: date) -> bool:
    """Whether the head has columns of months; a row of figures with its period is none, though it names a month."""
    try:
        with open_sheet(sheet, path, name=name, on=on, limits=_LIMITS) as stream:
            headings = {found.column.code: plain(found.heading) for found in stream.columns}
            return headings["indicator"] in _HEADINGS and not headings.keys().isdisjoint(MONTHS)
    except SheetRefused:
        return False


def _read(sheet: SheetType, stream: SheetStream, layout: Layout) -> WorkbookRead:
    rows = list(stream)
    blank = blank_figures(stream.faults)
    wrong = [f for f in stream.faults if not (f.column_code == "value" and f.row in blank)]
    wrong_rows = {fault.row for fault in wrong}
    # Rows beyond the limit of faults are faulty though nobody says how.
    wrong_rows |= stream.faulty_rows - blank if len(stream.faults) >= MOST_FAULTS else set()
    reader = _Reader(sheet, stream, layout)
    left = [row for row in rows if row.values["origin"] in NOT_TAKEN]
    told = [row for row in rows if row.number not in wrong_rows | blank and row.values["origin"] not in NOT_TAKEN]
    found = [one for row in told for one in reader.said(row)]
    if len(found) > WORKBOOK_POINTS:
        raise TooManyPoints(limit=WORKBOOK_POINTS)
    faults = [*(fault_of_cell(fault, sheet) for fault in wrong), *reader.faults]
    notices = [(one.sentence, {key: said(value) for key, value in one.details.items()}) for one in stream.notices]
    notices += [
        (sentence, {"count": str(count)}) for sentence, count in ((_BLANK, len(blank)), (_LEFT, len(left))) if count
    ]
    if reader.title_year and reader.title_year_used:
        notices.append((_YEAR_FROM_TITLE, {"year": str(reader.title_year)}))
    return WorkbookRead(
        layout,
        stream.sheet,
        stream.head_row,
        stream.digest,
        tuple(notices),
        tuple(found),
        tuple(faults),
        frozenset(wrong_rows | {fault.row for fault in reader.faults}),
        {column.code: column.label for column in sheet.columns},
    )


class _Reader:
    """Takes rows of one sheet apart; collects what is wrong with them."""

    def __init__(self, sheet: SheetType, stream: SheetStream, layout: Layout) -> None:
        self._layout = layout
        self._letters = {found.column.code: found.letters for found in stream.columns}
        self._labels = {column.code: column.label for column in sheet.columns}
        self._months = {
            found.column.code: _year_in(found.heading) for found in stream.columns if found.column.code in MONTHS
        }
        years = {year for text in (*stream.titles, stream.sheet) for year in _YEAR_OF_TITLE.findall(text)}
        self.title_year = int(years.pop()) if len(years) == 1 else None
        self.title_year_used = False
        self.faults: list[RowFault] = []

    def said(self, row: SheetRow) -> Iterator[Said]:
        """What a row says, figure by figure; nothing where something is wrong with it."""
        try:
            yield from list(self._by_rows(row) if self._layout is Layout.ROWS else self._by_months(row))
        except Refusal as refusal:
            if isinstance(refusal, YearOfMonthsUnknown):
                raise
            code = refusal.field or "period"
            typed = str(row.values.get(code) or "")
            self.faults.append(
                fault_of(row.number, self._letters.get(code, ""), self._labels.get(code, ""), refusal, typed)
            )

    def _by_rows(self, row: SheetRow) -> Iterator[Said]:
        text, form = row.values["period"], row.values["form"]
        period = period_said(text, "period")
        if form and form != Form.FLOW.value and _is_range(text):
            raise RangeOfNoFlow(field="period", period=text, form=Form.of(form))
        yield self._one(row, "value", period)

    def _by_months(self, row: SheetRow) -> Iterator[Said]:
        for number, code in enumerate(MONTHS, 1):
            if code in self._months and row.values[code] is not None:
                yield self._one(row, code, Period.month(self._year(row, code), number))

    def _year(self, row: SheetRow, code: str) -> int:
        if self._months[code]:
            return self._months[code]
        if row.values["year"]:
            return int(row.values["year"])
        if self.title_year is None:
            raise YearOfMonthsUnknown
        self.title_year_used = True
        return self.title_year

    def _one(self, row: SheetRow, code: str, period: Period) -> Said:
        values: Mapping[str, Any] = row.values
        return Said(
            row=row.number,
            column=self._letters[code],
            indicator=values["indicator"],
            region=values["region"] or "",
            period=period,
            figure=values[code],
            measured_in=values["measured_in"] or "",
            form=Form.of(values["form"]) if values["form"] else None,
            teller=values["teller"] or "",
            origin=Origin.of(values["origin"]) if values["origin"] else Origin.REPORTED,
            numerator=values.get("numerator"),
            denominator=values.get("denominator"),
            got=values.get("got"),
            expected=values.get("expected"),
            source=values["source"] or "",
            note=values["note"] or "",
            columns=self._letters,
        )


def _year_in(heading: str) -> int:
    """The year that a heading of a month is spelled with; 0 where it has none."""
    found = _YEAR.search(heading.replace(" ", ""))
    return int(found[1]) if found else 0


def _is_range(text: str) -> bool:
    return bool(re.search(r"\d\s*(?:月份?)?\s*(?:-|—|–|~|至|到)\s*\d{1,2}\s*月", text))
