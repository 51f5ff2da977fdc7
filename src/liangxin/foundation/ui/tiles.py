"""Tiles of the big screen as frozen values, and how they are laid out.

A package says on its AppConfig
`screen_tiles = [ScreenTile("progress.lights", _("目标状态"), "package.web.screen.tiles", Power.READ), …]`.
The function is called once for all its tiles, `f(actor, region_code, on, codes) -> {code: Tile}`, and leaves out those
that have nothing to say of the region. The actor it gets has the one power in the one region, whoever stands before
the screen; it starts from `visible_…` as ever.

What is not known is empty and says why; a share never stands without how many are known.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django.apps import apps

from liangxin.foundation.ui.charts import BarChart
from liangxin.foundation.ui.navigation import ScreenTile, Words
from liangxin.kernel.term import Term

COLUMNS, ROWS = 3, 3  # of a view: nine tiles at most, or it cannot be read from across a room


@dataclass(frozen=True, slots=True)
class TileFigure:
    """A figure as people say it; empty with the reason where it is not known. `covers` says of how many."""

    label: Words
    value: str = ""
    missing: Words = ""
    covers: Words = ""
    tone: str = "neutral"


@dataclass(frozen=True, slots=True)
class FiguresBody:
    """Figures side by side."""

    figures: Sequence[TileFigure]
    kind: ClassVar[str] = "figures"


@dataclass(frozen=True, slots=True)
class TileLine:
    """A line of a list or a ticker: words, a state or the turn from one to another, figures behind."""

    words: Words
    state: Term | None = None
    before: Term | None = None
    note: Words = ""
    cells: Sequence[Words] = ()
    url: str = ""


@dataclass(frozen=True, slots=True)
class LinesBody:
    """Lines, with heads over the figures behind them; `empty` where there is none, `more` how many are left out."""

    lines: Sequence[TileLine]
    heads: Sequence[Words] = ()
    empty: Words = ""
    more: int = 0
    kind: ClassVar[str] = "lines"

    @property
    def rows(self) -> list[tuple[TileLine, list[tuple[Words, Words]]]]:
        """Each line with its figures, each under its head: where there is no room for a table, the head goes along."""
        heads = [*self.heads, *([""] * max((len(line.cells) for line in self.lines), default=0))]
        return [(line, list(zip(heads, line.cells, strict=False))) for line in self.lines]


@dataclass(frozen=True, slots=True)
class ChartBody:
    """A chart as data."""

    chart: BarChart
    kind: ClassVar[str] = "chart"


@dataclass(frozen=True, slots=True)
class TilePlace:
    """A region of a grid that stands for a map; its tone is that of the worst that is there."""

    name: str
    tone: str
    value: str = ""
    note: Words = ""
    missing: Words = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class PlacesBody:
    """Regions side by side."""

    places: Sequence[TilePlace]
    kind: ClassVar[str] = "places"


@dataclass(frozen=True, slots=True)
class Tile:
    """One tile: `wide` and `tall` in fields of the view, `note` beside its title, `as_of` when it was computed."""

    title: Words
    body: FiguresBody | LinesBody | ChartBody | PlacesBody
    note: Words = ""
    as_of: datetime | None = None
    url: str = ""
    wide: int = 1
    tall: int = 1


@dataclass(frozen=True, slots=True)
class Placed:
    """A tile in its place on a view, both counted from 1."""

    code: str
    tile: Tile
    column: int
    row: int


def screen_tiles() -> list[ScreenTile]:
    """All tiles that installed packages offer, in the order of the packages."""
    return [tile for config in apps.get_app_configs() for tile in getattr(config, "screen_tiles", ())]


def views_of(tiles: Sequence[tuple[str, Tile]]) -> list[list[Placed]]:
    """Tiles laid out in their order, each in the first place where it fits; what fits no more begins another view."""
    views: list[list[Placed]] = []
    taken: set[tuple[int, int]] = set()
    for code, tile in tiles:
        place = _place(tile, taken) if views else None
        if place is None:
            views.append([])
            taken = set()
            place = (1, 1)
        column, row = place
        taken |= _fields(tile, column, row)
        views[-1].append(Placed(code, tile, column, row))
    return views


def _place(tile: Tile, taken: set[tuple[int, int]]) -> tuple[int, int] | None:
    for row in range(1, ROWS - tile.tall + 2):
        for column in range(1, COLUMNS - tile.wide + 2):
            if not _fields(tile, column, row) & taken:
                return column, row
    return None


def _fields(tile: Tile, column: int, row: int) -> set[tuple[int, int]]:
    return {(column + right, row + down) for right in range(tile.wide) for down in range(tile.tall)}
