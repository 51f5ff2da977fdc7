"""Charts as data: bars by category, one series a tone, and the table behind them. What draws them is `ui/charts.js`.

A value that is not known is None: a gap in the chart, a dash with its reason in the table, never a 0.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from liangxin.foundation.ui.cells import missing_html
from liangxin.foundation.ui.formats import grouped
from liangxin.foundation.ui.navigation import Words


@dataclass(frozen=True, slots=True)
class Series:
    """One row of bars; the tone is that of a state: colour and pattern come from it."""

    name: Words
    tone: str
    values: Sequence[int | None]


@dataclass(frozen=True, slots=True)
class BarChart:
    """Bars over categories, stacked where series are parts of a whole; `urls` leads from a category to its list."""

    title: Words
    head: Words  # what the categories are
    categories: Sequence[Words]
    series: Sequence[Series]
    unit: Words = ""
    lying: bool = False
    missing: Words = ""
    note: Words = ""
    urls: Sequence[str] = ()
    beside: Sequence[tuple[Words, Sequence[Words]]] = ()  # columns of the table that are not drawn

    @property
    def is_empty(self) -> bool:
        return all(value is None for one in self.series for value in one.values)

    @property
    def facts(self) -> str:
        """What the script draws, in the reader's language."""
        return json.dumps(
            {
                "categories": [str(name) for name in self.categories],
                "series": [
                    {"name": str(one.name), "tone": one.tone, "values": list(one.values)} for one in self.series
                ],
                "unit": str(self.unit),
                "lying": self.lying,
                "urls": list(self.urls),
            },
            ensure_ascii=False,
        )

    @property
    def rows(self) -> list[tuple[str, str, list[SafeString | str]]]:
        """The table behind: category, its address, a cell for each series."""
        return [
            (str(name), self.urls[place] if place < len(self.urls) else "", self._cells(place))
            for place, name in enumerate(self.categories)
        ]

    def _cells(self, place: int) -> list[SafeString | str]:
        more = [str(texts[place]) or missing_html(str(self.missing)) for _, texts in self.beside]
        return [*(self._cell(one, place) for one in self.series), *more]

    def _cell(self, series: Series, place: int) -> SafeString | str:
        value = series.values[place]
        return missing_html(str(self.missing)) if value is None else grouped(value)
