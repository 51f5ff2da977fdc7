"""A chart of a bulletin on the page: lying bars as SVG, told apart by patterns as on paper; colours by class."""

from __future__ import annotations

from itertools import accumulate, pairwise

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from liangxin.domains.progress.rules.bulletins.content import Picture

_NAMES, _WIDTH, _END, _BAR, _STEP = 250, 760, 50, 16, 26
# Look of each series: a class, or the pattern of that name, drawn as these strokes.
_LOOKS = ("solid", "slant", "shade", "bars", "plain", "rows")
_STROKES = {"slant": "M0 6 6 0", "bars": "M3 0v6", "rows": "M0 3h6"}
_PATTERN = '<pattern id="look-{}" width="6" height="6" patternUnits="userSpaceOnUse"><path d="{}"/></pattern>'
_RECT = '<rect class="look-{}" fill="{}" x="{}" y="{}" width="{}" height="{}"/>'
_WORD = '<text class="figure-on" x="{}" y="{}">{}</text>'


def picture_svg(picture: Picture) -> SafeString:
    """The chart; tables beside it say its figures once more."""
    parts = [[values[at] for _, values in picture.series] for at in range(len(picture.categories))]
    whole = max([*(sum(one or 0 for one in each) for each in parts), 1])
    scale = (_WIDTH - _NAMES - _END) / whole
    rows = [
        (_row(at * _STEP + 4, name, each, scale),)
        for at, (name, each) in enumerate(zip(picture.categories, parts, strict=True))
    ]
    return format_html(
        '<svg class="picture" viewBox="0 0 {} {}" role="img" aria-label="{}"><defs>{}</defs>{}</svg>',
        _WIDTH,
        _STEP * len(picture.categories) + 6,
        picture.caption,
        format_html_join("", _PATTERN, _STROKES.items()),
        format_html_join("", "{}", rows),
    )


def _row(top: int, name: str, parts: list[float | None], scale: float) -> SafeString:
    """A bar with its name before it and each figure upon it."""
    edges = list(accumulate(((one or 0) * scale for one in parts), initial=float(_NAMES)))
    drawn = [
        (look, f"url(#look-{look})" if look in _STROKES else "none", f"{left:.1f}", top, f"{right - left:.1f}", _BAR)
        for look, (left, right) in zip(_LOOKS, pairwise(edges), strict=False)
        if right > left
    ]
    middle = top + _BAR - 4
    said = [
        (f"{(left + right) / 2:.1f}", middle, f"{value:g}")
        for value, (left, right) in zip(parts, pairwise(edges), strict=True)
        if value
    ]
    bars, words = format_html_join("", _RECT, drawn), format_html_join("", _WORD, said)
    return format_html('<text class="name" x="{}" y="{}">{}</text>{}{}', _NAMES - 8, middle, name, bars, words)


def legend(picture: Picture) -> list[tuple[str, str]]:
    """Look and name of each series; nothing to tell apart where there is one."""
    names = [name for name, _ in picture.series]
    return [] if len(names) < 2 else list(zip(_LOOKS, names, strict=False))
