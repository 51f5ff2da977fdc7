"""Lists, declared once: columns, filters, sort, pages, count and sums of what is shown, export of what is shown.

A screen hands over a queryset from its `visible_…` or cards from a door; see README.md, "make a list".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.core.exceptions import ImproperlyConfigured
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.safestring import SafeString

from liangxin.foundation.ui.cells import Show, cell_html, cell_value
from liangxin.foundation.ui.filters import (
    ChoiceFilter,
    Control,
    DateRangeFilter,
    Filter,
    RegionFilter,
    TextFilter,
    address_with,
)
from liangxin.foundation.ui.navigation import Words
from liangxin.foundation.ui.sources import Rows, Total, rows_of

__all__ = [
    "ChoiceFilter",
    "Column",
    "DateRangeFilter",
    "Empty",
    "ListScreen",
    "RegionFilter",
    "Show",
    "TextFilter",
]

Source = QuerySet[Any, Any] | Iterable[Any]


class Cell(NamedTuple):
    html: SafeString
    css: str


@dataclass(frozen=True)
class Column:
    """A column: `value` is an attribute path of the card (default: its name) or a function of the card.

    `sort` and `total` are field paths of the rows; without them the column neither sorts nor sums.
    """

    name: str
    label: Words
    value: str | Callable[[Any], Any] = ""
    show: Show = Show.TEXT
    unit: Words = ""
    sort: str = ""
    total: str = ""
    link: Callable[[Any], str] | None = None
    missing: Words = ""

    @property
    def head_unit(self) -> str:
        return self.show.unit or str(self.unit)

    @property
    def exact_unit(self) -> str:
        """The unit in a workbook, where money always stands in 元."""
        return Show.MONEY.unit if self.show is Show.MONEY_WAN else self.head_unit

    def of(self, card: Any) -> Any:
        return cell_value(card, self.value or self.name)

    def cell(self, card: Any, *, beside: bool) -> Cell:
        url = self.link(card) if self.link else ""
        return Cell(cell_html(self.of(card), self.show, str(self.missing), url, beside=beside), self.show.css)


@dataclass(frozen=True)
class Empty:
    """What a list says when there is nothing at all yet: what it is for and the first step."""

    title: Words
    words: Words = ""
    deed: Words = ""
    url_name: str = ""


@dataclass(frozen=True)
class Head:
    column: Column
    url: str
    direction: str


@dataclass(frozen=True)
class Sum:
    column: Column
    text: SafeString
    missing: int


@dataclass(frozen=True)
class Shown:
    """One page of a list, ready for the template."""

    screen: ListScreen
    heads: list[Head]
    rows: list[list[Cell]]
    controls: list[Control]
    sums: list[Sum]
    count: int
    page: int
    pages: int
    first: int
    last: int
    links: Mapping[str, str]

    @property
    def is_narrowed(self) -> bool:
        return any(control.is_used for control in self.controls)


@dataclass(frozen=True)
class ListScreen:
    """A list. `order` is a field path, "-" in front for downwards; `tie` a unique one that makes any order total.

    `cards` turns the rows of a page into cards, all at once: what it looks up costs the same for 2 rows and for 20.
    With `beside` the links of the rows open next to the list.
    """

    name: str
    title: Words
    columns: Sequence[Column]
    order: str
    empty: Empty
    tie: str = "pk"
    filters: Sequence[Filter] = ()
    page_size: int = 50
    beside: bool = False
    cards: Callable[[list[Any]], Sequence[Any]] = list
    _sortable: dict[str, str] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        names = [column.name for column in self.columns] + [each.name for each in self.filters]
        if len(set(names) | {"page", "sort", "save"}) != len(names) + 3:
            raise ImproperlyConfigured(f"list {self.name}: two columns or filters of one name, or a reserved name")
        self._sortable.update({column.name: column.sort for column in self.columns if column.sort})

    def respond(
        self, request: HttpRequest, rows: Source, template: str = "ui/list.html", **context: Any
    ) -> HttpResponseBase:
        """The page, its table alone for an htmx request, or the workbook of everything that the filters leave."""
        controls, sort, ordered = self._asked(request, rows)
        if request.GET.get("save") == "xlsx":
            count, _ = ordered.counted([])
            return self._workbook((self.cards(chunk) for chunk in ordered.chunks()), count)
        shown = self._shown(request, ordered, controls, sort)
        if request.headers.get("HX-Target") == "list":
            template = "ui/list_table.html"
        return render(request, template, {"list": shown, **context})

    def narrowed(self, request: HttpRequest, rows: Source) -> Iterator[Sequence[Any]]:
        """The cards that the request's filters leave, in its order, chunk by chunk: for forms other than a workbook."""
        _, _, ordered = self._asked(request, rows)
        return (self.cards(chunk) for chunk in ordered.chunks())

    def _asked(self, request: HttpRequest, rows: Source) -> tuple[list[Control], tuple[str, str, bool], Rows]:
        """The filters as read, the sort, and the rows that both make."""
        controls = [each.read(request) for each in self.filters]
        found = rows_of(rows).narrowed([condition for control in controls for condition in control.conditions])
        sort = self._sort(request)
        return controls, sort, found.ordered(sort[1], descending=sort[2], tie=self.tie)

    def _shown(self, request: HttpRequest, rows: Rows, controls: list[Control], sort: tuple[str, str, bool]) -> Shown:
        summed = [column for column in self.columns if column.total]
        count, totals = rows.counted([column.total for column in summed])
        pages = max(1, -(-count // self.page_size))
        page = min(max(1, _number(request.GET.get("page"))), pages)
        first = (page - 1) * self.page_size
        cards = self.cards(rows.between(first, first + self.page_size)) if count else []
        return Shown(
            screen=self,
            heads=[self._head(request, column, sort) for column in self.columns],
            rows=[[column.cell(card, beside=self.beside) for column in self.columns] for card in cards],
            controls=controls,
            sums=[_sum(column, totals[column.total]) for column in summed] if count else [],
            count=count,
            page=page,
            pages=pages,
            first=first + 1,
            last=min(first + self.page_size, count),
            links={
                "list": request.path,
                "save": address_with(request, save="xlsx", page=None),
                "previous": address_with(request, page=page - 1) if page > 1 else "",
                "next": address_with(request, page=page + 1) if page < pages else "",
                "sort": request.GET.get("sort", ""),
            },
        )

    def _sort(self, request: HttpRequest) -> tuple[str, str, bool]:
        """Column name (empty for the list's own order), field path, downwards or not."""
        asked = request.GET.get("sort", "")
        name = asked.removeprefix("-")
        if name in self._sortable:
            return name, self._sortable[name], asked.startswith("-")
        return "", self.order.removeprefix("-"), self.order.startswith("-")

    def _head(self, request: HttpRequest, column: Column, sort: tuple[str, str, bool]) -> Head:
        if not column.sort:
            return Head(column, "", "")
        name, path, descending = sort
        is_sorted = name == column.name or (not name and path == column.sort)
        direction = ("descending" if descending else "ascending") if is_sorted else ""
        turned = column.name if direction != "ascending" else f"-{column.name}"
        return Head(column, address_with(request, sort=turned, page=None), direction)

    def _workbook(self, chunks: Iterable[Sequence[Any]], count: int) -> HttpResponseBase:
        # openpyxl takes a third of a second to load: with the first export, not at every start
        from liangxin.foundation.ui.workbook import WorkbookColumn, workbook_response

        columns = [WorkbookColumn(str(column.label), column.exact_unit, column.of) for column in self.columns]
        return workbook_response(str(self.title), columns, chunks, count)


def _sum(column: Column, total: Total) -> Sum:
    return Sum(column, cell_html(total.amount, column.show), total.missing)


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 1
