"""Every address of the product, with the places in it filled by values that a test hands over."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from django.http import HttpResponseBase
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RoutePattern

PLACE = re.compile(r"<(?:(\w+):)?(\w+)>")

Values = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Route:
    """One pattern: `path` with its places in it, the name by which `reverse` knows it, and its view."""

    path: str
    name: str
    view: Callable[..., HttpResponseBase]

    @property
    def is_public(self) -> bool:
        """Whether Django lets visitors without an account through to the view."""
        return not getattr(self.view, "login_required", True)

    def addresses(self, values: Values) -> Iterator[str]:
        """The path with each place filled by every value of its name, or else of its kind ("uuid", "slug", …)."""
        places = [values.get(name, values[kind or "str"]) for kind, name in PLACE.findall(self.path)]
        for filling in product(*places):
            words = iter(filling)
            yield PLACE.sub(lambda _: next(words), self.path)  # noqa: B023 - used up before the next turn


def routes() -> list[Route]:
    """All routes of config.urls, those of included packages too."""
    return list(_walk(get_resolver().url_patterns, "/", ""))


def _walk(patterns: Sequence[URLPattern | URLResolver], above: str, space: str) -> Iterator[Route]:
    for entry in patterns:
        # A regular expression cannot be filled in; the desk's own "anything else" stands for an unknown address.
        part = str(entry.pattern) if isinstance(entry.pattern, RoutePattern) else "nothing-is-here"
        if isinstance(entry, URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from _walk(entry.url_patterns, above + part, inner)
        else:
            yield Route(above + part, f"{space}{entry.name or ''}", entry.callback)
