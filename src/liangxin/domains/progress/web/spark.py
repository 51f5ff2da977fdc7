"""A course as a small line beside its row: what is there in ink, what was due dotted. SVG, made here."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from liangxin.domains.progress.queries.regions import Counts
from liangxin.domains.progress.terms import Status

WIDTH, HEIGHT, EDGE = 68, 20, 2
BAR = 100


class Spark:
    """The drawing in a list; in a workbook the last figures as text."""

    def __init__(self, points: Sequence[Sequence[float | None]]) -> None:
        self.points = points

    def __html__(self) -> str:
        return spark_svg(self.points)

    def __str__(self) -> str:
        return " ".join(f"{actual:g}" for actual, _ in self.points if actual is not None)


def spark_svg(points: Sequence[Sequence[float | None]]) -> SafeString:
    """Both lines on one scale."""
    values = [value for point in points for value in point if value is not None]
    low, high = min(values), max(values)
    actual, due = (_line([point[place] for point in points], low, high) for place in (0, 1))
    last_x, last_y = actual.rpartition(" ")[2].split(",")
    return format_html(
        '<svg class="spark" viewBox="0 0 {w} {h}" width="{w}" height="{h}" aria-hidden="true">'
        '<polyline class="spark-due" points="{due}"/><polyline class="spark-actual" points="{actual}"/>'
        '<circle class="spark-last" cx="{x}" cy="{y}" r="2"/></svg>',
        w=WIDTH,
        h=HEIGHT,
        due=due,
        actual=actual,
        x=last_x,
        y=last_y,
    )


def _line(values: Sequence[float | None], low: float, high: float) -> str:
    span, steps = (high - low) or 1.0, max(1, len(values) - 1)
    inner_width, inner_height = WIDTH - 2 * EDGE, HEIGHT - 2 * EDGE
    return " ".join(
        f"{EDGE + inner_width * place / steps:.1f},{EDGE + inner_height * (1 - (value - low) / span):.1f}"
        for place, value in enumerate(values)
        if value is not None
    )


_FILLS = {Status.BEHIND: "behind", Status.AT_RISK: "risk", Status.ON_TRACK: "good", Status.NOT_KNOWN: "unknown"}


def counts_svg(counts: Counts) -> SafeString:
    """The parts of a whole side by side; the figures stand beside it, so it is not read aloud."""
    parts, begin = [], 0.0
    for status, number in counts.parts:
        width = BAR * number / counts.all if counts.all else 0
        if number:
            parts.append((f"{begin:.2f}", f"{width:.2f}", _FILLS[status]))
        begin += width
    rows = format_html_join("", '<rect x="{}" y="0" width="{}" height="8" class="part-{}"/>', parts)
    return format_html(
        '<svg class="parts" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">{}</svg>', rows
    )
