"""A paragraph read from left to right: sentences, their clauses, and the years that run on from one to the next."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from liangxin.engines.reader.findings import TargetKind
from liangxin.engines.reader.targets import vocabulary as words
from liangxin.engines.reader.targets.dates import FIRST_YEAR, DateRole, Stated, dates_of
from liangxin.engines.reader.targets.figures import Figure, figures_of
from liangxin.engines.reader.targets.finding import TargetFinding
from liangxin.engines.reader.targets.masking import BLANK, CLOSE, COVER, OPEN, blank, mask
from liangxin.engines.reader.targets.measured import (
    comparators_of,
    gives_aid,
    grouped,
    kind_of,
    names_of,
    owned,
    read_group,
)
from liangxin.engines.reader.targets.shapes import Passage, Shape
from liangxin.engines.reader.targets.state import SentenceState, Thing
from liangxin.engines.reader.targets.surroundings import Surroundings
from liangxin.engines.reader.targets.wordings import worded_targets

_WORTH = re.compile(
    "[0-9]|超[百千万]|[二两三四五六七八九十]|一倍|一番|翻|倍|半|成|百分|全|基本|尽|清零|完毕|到位|见底|提升|提高|增|降|减|达到|完成|实现|扩大"
)
_SENTENCE = re.compile("[^。！？]+[。！？]?")
# 、 parts clauses too where what stands before it is a whole statement in words.
_CLAUSE_END = re.compile(
    f"[，；。！？{OPEN}{CLOSE}]|(?<![0-9])：|：(?![0-9])|"
    "(?<=全覆盖)、|(?<=水平以上)、|(?<=[能进]水平)、|(?<=退出)、|(?<=[大持显稳逐明][幅续著步显][提下降增升][升高降低加长])、"
)
_MARKER = re.compile(
    r"(?:（[一二三四五六七八九十百]+）|[一二三四五六七八九十百]+、|（[0-9]+）|[0-9]{1,2}[.．、](?![0-9])|[#*\s-]+)*"
)
_PAST = re.compile(words.PAST)
_AHEAD = re.compile(words.AHEAD)
_ENCOURAGED = re.compile(rf"(?:{words.LEAD}|{BLANK})*(?:{words.ENCOURAGED})")
_DATED_HEDGE = re.compile(f"(?:{words.HEDGE})(?:到|至|在|于)?$")
_HEAD = re.compile(rf"(?:{words.LEAD}|{words.SCOPE}|{BLANK}|在|用)*")
_FOR_EACH_YEAR = re.compile(f"{BLANK}(?:各|分别)")
_LONGEST_HEAD = 12
_LEADING_HEDGE = re.compile(rf"(?:{BLANK}|{words.SCOPE})*(?:{words.HEDGE})")


def find_targets(paragraph: str, *, since: int = FIRST_YEAR) -> list[TargetFinding]:
    """All targets of one clean paragraph (no white space, half-width digits), in the order of the text.

    Never raises; the paragraph is the widest context: years do not run on into the next one. `since` is the year of the
    plan: what a sentence without 到 says of an earlier year (2023年完成…) has been, and is no target.
    """
    masked = mask(paragraph)
    if not _WORTH.search(masked):
        return []
    dates = dates_of(masked, since)
    blanked = blank(masked, [(date.start, date.end) for date in dates])
    passage = Passage(paragraph, masked, blanked)
    figures = figures_of(blanked)
    return list(_Reading(passage, dates, figures).findings())


class _Reading:
    """One walk over a paragraph; `dates` and `figures` are taken in order as the walk passes them."""

    def __init__(self, passage: Passage, dates: list[Stated], figures: list[Figure]) -> None:
        self.passage = passage
        self.dates = dates
        self.figures = figures
        self.next_date = 0
        self.next_figure = 0
        self.state = SentenceState()
        self.clause_is_past = False
        self.outside: tuple[Stated | None, bool] | None = None

    def findings(self) -> Iterator[TargetFinding]:
        text = self.passage.blanked
        marker = _MARKER.match(text)
        begin = marker.end() if marker else 0
        self.state.goal_paragraph = text.startswith(BLANK, begin) and self.dates[0].role is DateRole.DEADLINE
        heading_end = self._heading_end(begin)
        for sentence in _SENTENCE.finditer(text, begin):
            found = 0
            for marks, start, end in _clauses(text, sentence.start(), sentence.end()):
                self._enter_or_leave_aside(marks)
                for finding in self._clause(start, end, end <= heading_end):
                    found += 1
                    yield finding
            self.state.next_sentence(found > 0, text.startswith("其中", sentence.end()))

    def _heading_end(self, begin: int) -> int:
        """A numbered paragraph's first sentence names the item, if it has more to say after it."""
        text = self.passage.blanked
        stop = text.find("。", begin)
        if begin == 0 or (stop < 0 and ("，" in text or "；" in text)):
            return 0
        if stop < 0:
            return len(text)
        return stop if text[stop + 1 :].strip(COVER + "。") else 0

    def _clause(self, start: int, end: int, in_heading: bool) -> Iterator[TargetFinding]:
        state = self.state
        dates = self._dates_until(end)
        figures = self._figures_until(end)
        self._note_manner(start, end, bool(figures))
        found: list[TargetFinding] = []
        at = start
        state.same_clause = False
        groups = grouped(self.passage.blanked, figures)
        for order, group in enumerate(groups):
            if group[0].start < at:
                continue  # a figure inside the thing of the one before it
            self._pass_dates(dates, group[0].start, start)
            following = groups[order + 1][0].start if order + 1 < len(groups) else end
            read, at = read_group(self.passage, group, (start, at, following, end), state)
            if read is not None:
                found += self._group(group, *read)
        state.aid = state.aid or gives_aid(self.passage.blanked[start:end])
        self._pass_dates(dates, end, start)
        if not in_heading:
            covered = (found[0].start, found[-1].end) if found else None
            found += worded_targets(self.passage, start, end, state, covered)
        yield from found
        if not found:
            self._note_thing(start, figures[-1].start if figures and figures[-1].end == end else end)
            state.base_leads = state.base_leads or (state.base_year is not None and not figures)
        elif state.kind is None or not state.same_clause:
            state.thing = Thing(found[-1].start, found[-1].end, found[-1].indicator)

    def _enter_or_leave_aside(self, marks: str) -> None:
        """The years of an aside, and its past, end with it."""
        if self.outside is not None and CLOSE in marks:
            (self.state.years, self.state.past), self.outside = self.outside, None
        if OPEN in marks:
            self.outside = (self.state.years, self.state.past)

    def _dates_until(self, end: int) -> list[Stated]:
        taken = []
        while self.next_date < len(self.dates) and self.dates[self.next_date].start < end:
            taken.append(self.dates[self.next_date])
            self.next_date += 1
        return taken

    def _figures_until(self, end: int) -> list[Figure]:
        taken = []
        while self.next_figure < len(self.figures) and self.figures[self.next_figure].start < end:
            taken.append(self.figures[self.next_figure])
            self.next_figure += 1
        return taken

    def _pass_dates(self, dates: list[Stated], until: int, clause_start: int) -> None:
        """Let the dates before `until` take effect; they leave the list."""
        state = self.state
        while dates and dates[0].start < until:
            date = dates.pop(0)
            if date.role is DateRole.DEADLINE:
                state.years, state.years_inherited, state.encouraged = date, False, False
                state.years_of_part = self.passage.blanked.startswith("其中", clause_start)
                leads = date.start - clause_start <= _LONGEST_HEAD and self._heads(clause_start, date.start)
                if leads:
                    state.head_years = date
                state.past = self.clause_is_past
                led = self.passage.masked[max(clause_start, date.start - 8) : date.start]
                ends_hedge = leads and self.passage.masked[max(0, clause_start - 1) : clause_start] in ("；", "。", "")
                state.hedged = _DATED_HEDGE.search(led) is not None or (state.hedged and not ends_hedge)
                state.yearly = False
            elif date.role is DateRole.BASE:
                state.base_year = date.years[-1]
            elif date.role is DateRole.PAST:
                state.past = True

    def _heads(self, clause_start: int, at: int) -> bool:
        """A year at the head of its clause holds for what follows, that of a part (其中2024年更新10台) for the part."""
        text = self.passage.blanked
        return not text.startswith("其中", clause_start) and _HEAD.fullmatch(text, clause_start, at) is not None

    def _note_manner(self, start: int, end: int, has_figures: bool) -> None:
        state = self.state
        clause = self.passage.blanked[start:end]
        if not has_figures and _LEADING_HEDGE.match(clause):
            state.hedged = True  # 力争实现以下目标：…
        if not (state.base_leads or clause.startswith("其中")):
            state.base_year = None
        if self.passage.masked[start - 1 : start] == "；":
            state.yearly = False
            state.hedged = state.hedged and not state.hedge_is_late
            state.years = state.head_years if state.years_of_part else state.head_years or state.years
        self.clause_is_past = _PAST.search(clause) is not None
        state.past = self.clause_is_past or (state.past and _AHEAD.search(clause) is None)
        state.encouraged = state.encouraged or _ENCOURAGED.match(clause) is not None

    def _note_thing(self, start: int, end: int) -> None:
        """A clause without a target may name the thing of the next one (对全市电梯进行改造，分别完成60台、80台)."""
        text = self.passage.blanked
        while start < end and text[start] in BLANK + "对将":
            start += 1
        if end - start > 1:
            self.state.thing = Thing(start, end, self.passage.given[start:end])

    def _group(self, group: list[Figure], near: Surroundings, shape: Shape) -> list[TargetFinding]:
        state = self.state
        hedged = state.hedged or near.hedged
        if near.hedged_at_head and not state.hedged:
            state.hedged, state.hedge_is_late = True, state.kind is not None
        base_year = state.base_year if near.changes or group[0].is_times else None
        if state.same_clause and state.thing is not None and shape.thing_first:
            shape = replace(shape, name=owned(shape.name, state.thing.name))
        years, names = self._years_and_names(len(group), shape)
        stated = state.years
        if len(group) == 1 and stated and len(stated.years) > 1 and self._is_for_each_year(group[0].start):
            group, years, names = group * len(stated.years), [*stated.years], names * len(stated.years)
        found = []
        for order, (figure, comparator) in enumerate(zip(group, comparators_of(group, near), strict=True)):
            kind = kind_of(figure, near, shape, state, base_year)
            if kind is TargetKind.ANNUAL and len(set(years)) > 1:
                kind = TargetKind.CUMULATIVE  # 逐年完成20、30、40公里: each year its own
            end = max(figure.end, shape.end) if figure is group[-1] or not shape.thing_first else figure.end
            if figure.comparator is None and group[-1].comparator is comparator and len(group) > 1:
                end = max(end, group[-1].end)
            value = (
                figure.value - 100 if figure.is_times and not near.changes and not figure.is_doubling else figure.value
            )
            found.append(
                TargetFinding(
                    start=min(shape.start, figure.start),
                    end=end,
                    value_start=figure.start,
                    value_end=figure.end,
                    indicator=names[order],
                    kind=kind,
                    value=value,
                    unit=figure.unit,
                    comparator=comparator,
                    deadline=years[order],
                    baseline_year=base_year,
                    hedged=hedged,
                    confidence=shape.confidence,
                )
            )
            state.kind, state.same_clause = kind, True
            state.yearly = state.yearly or kind is TargetKind.ANNUAL
        if shape.start >= near.start or state.thing is None:
            state.thing = Thing(found[0].start, found[-1].end, shape.name)
        return found

    def _is_for_each_year(self, at: int) -> bool:
        """2024年、2025年各完成50台: as much in each of the years."""
        return _FOR_EACH_YEAR.search(self.passage.blanked, max(0, at - _LONGEST_HEAD), at) is not None

    def _years_and_names(self, count: int, shape: Shape) -> tuple[list[int | None], list[str]]:
        """Whether the figures of a list part the years, the subjects, or neither."""
        stated = self.state.years
        all_years = stated.years if stated else ()
        last: int | None = all_years[-1] if all_years else None
        if 1 < count == len(all_years):
            return [*all_years], [shape.name] * count
        names = names_of(shape.name, count) if shape.thing_first else None
        if names is None and len(all_years) > 1 and count > 1 and count % len(all_years) == 0:
            names = names_of(shape.name, count // len(all_years))
            if names is not None and stated is not None and not stated.is_span:
                return [*all_years] * len(names), [name for name in names for _ in all_years]
            names = None
        return [last] * count, names or [shape.name] * count


def _clauses(text: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    """The clauses of a sentence, each with the marks that stand before it."""
    marks = ""
    for mark in _CLAUSE_END.finditer(text, start, end):
        if mark.start() > start:
            yield marks, start, mark.start()
            marks = ""
        marks += mark.group()
        start = mark.end()
    if start < end:
        yield marks, start, end
