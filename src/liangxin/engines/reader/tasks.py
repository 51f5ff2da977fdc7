"""Tasks: the smallest numbered items with work to do, each with the units that answer for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from liangxin.engines.reader.findings import Span, Task
from liangxin.engines.reader.markers import Style
from liangxin.engines.reader.outline import Item, Outline
from liangxin.engines.reader.units import Convention, UnitList, merged, unit_lists


@dataclass(frozen=True, slots=True)
class Placed:
    """A list of units and where it stands: from paragraph `first` at its start to paragraph `last` at its end."""

    units: UnitList
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class TaskReading:
    """The tasks, the lists that were found, and how the marker of a place in the text ends (#1, #2)."""

    tasks: tuple[Task, ...]
    lists: dict[int, list[UnitList]]
    parts: dict[str, tuple[str, list[tuple[int, int]]]]

    def marker(self, item: Item | None, paragraph: int, offset: int) -> str | None:
        """The marker of the item, with the part of it that the place belongs to where it holds several tasks."""
        if item is None:
            return None
        if item.path not in self.parts:
            return item.path
        whole, ends = self.parts[item.path]
        before = sum((paragraph, offset) >= end for end in ends[:-1])
        return f"{whole}#{before + 1}"


def read_tasks(outline: Outline, convention: Convention) -> TaskReading:
    """All tasks of the body in order."""
    lists = {
        at: found
        for at, owner in enumerate(outline.owners)
        if owner is not None and (found := unit_lists(outline.paragraphs[at].text, convention))
    }
    reading = _Reading(outline, lists)
    tasks = tuple(task for root in outline.roots for task in reading.tasks(root, None))
    return TaskReading(tasks, lists, reading.parts)


class _Reading:
    def __init__(self, outline: Outline, lists: dict[int, list[UnitList]]) -> None:
        self._outline = outline
        self._lists = lists
        self.parts: dict[str, tuple[str, list[tuple[int, int]]]] = {}

    def tasks(self, item: Item, inherited: UnitList | None) -> Iterator[Task]:
        if not item.children or self._is_whole(item):
            if not item.is_general() or self._placed(item):
                yield from self._of(item, inherited)
            return
        own = self._own(item)
        passed = own[0].units if own and not any(map(self._placed, item.children)) else inherited
        for child in item.children:
            yield from self.tasks(child, passed)

    def _is_whole(self, item: Item) -> bool:
        """Whether the items inside are only steps of this one, whose units stand once for all of them."""
        with_units = [child for child in item.children if self._placed(child)]
        if not with_units:
            return item.children[0].marker.style >= Style.ARABIC_BRACKETED
        many = len(item.children) > 1 and item.marker.style >= Style.BRACKETED
        return many and with_units == item.children[-1:] and not item.children[-1].children

    def _own(self, item: Item) -> list[Placed]:
        """Lists in the item's own paragraphs; those with nothing between them are one."""
        found: list[Placed] = []
        for at in item.paragraphs:
            for units in self._lists.get(at, ()):
                if found and self._adjacent(found[-1], at, units):
                    last = found.pop()
                    found.append(Placed(merged(last.units, units), last.first, at))
                else:
                    found.append(Placed(units, at, at))
        return found

    def _adjacent(self, before: Placed, at: int, units: UnitList) -> bool:
        if at != before.last + 1 or self._outline.paragraphs[at].text[: units.start].strip("〔。；，"):
            return False
        ends_there = self._lists[before.last][-1].end
        return not self._outline.paragraphs[before.last].text[ends_there:].strip("。；，")

    def _placed(self, item: Item) -> list[Placed]:
        return [placed for one in item.within() for placed in self._own(one)]

    def _of(self, item: Item, inherited: UnitList | None) -> Iterator[Task]:
        placed = self._placed(item)
        first, last = item.paragraphs[0], item.last_paragraph()
        start = self._outline.paragraphs[first].clean.span(0, 1).start
        ending = self._outline.paragraphs[last].clean
        end = ending.span(len(ending) - 1, len(ending)).end
        if len(placed) < 2:
            units = placed[0] if placed else None
            yield self._task(item, item.path, units, inherited, Span(start, end))
            return
        ends = [(one.last, self._end(one)) for one in placed]
        self.parts |= {one.path: (item.path, ends) for one in item.within()}
        for number, one in enumerate(placed, 1):
            stop = self._span(one).end if number < len(placed) else end
            yield self._task(item, f"{item.path}#{number}", one, None, Span(start, stop))
            start = stop

    def _end(self, placed: Placed) -> int:
        """Where the list ends in its last paragraph."""
        if placed.first == placed.last:
            return placed.units.end
        return self._lists[placed.last][0].end

    def _span(self, placed: Placed) -> Span:
        first = self._outline.paragraphs[placed.first].clean
        last = self._outline.paragraphs[placed.last].clean
        start = self._lists[placed.first][-1].start if placed.first != placed.last else placed.units.start
        return Span(first.span(start, start + 1).start, last.span(0, min(self._end(placed), len(last))).end)

    def _task(self, item: Item, marker: str, placed: Placed | None, inherited: UnitList | None, span: Span) -> Task:
        units = placed.units if placed else inherited
        confidence = item.confidence * (units.confidence if units else 0.8) * (0.9 if units and not placed else 1.0)
        return Task(
            marker,
            item.title,
            units.lead if units else (),
            units.support if units else (),
            span,
            round(confidence, 3),
            units.leaders if units else (),
            units.due if units else None,
            self._span(placed) if placed else None,
        )
