"""What stands around every page: navigation, panels and search that packages declare on their AppConfig.

A package says `navigation = [NavItem(…)]`, `home_panels = ["package.web.home_panel"]`,
`search_sources = ["package.web.found"]` and `subject_panels = {"plans.target": ["package.web.of_target"]}`; faces, and
pages of lower packages, show what is declared and so need to know no package above them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.apps import apps
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import get_script_prefix, reverse
from django.utils.functional import SimpleLazyObject, cached_property
from django.utils.module_loading import import_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from liangxin.foundation.accounts.api import Account, Actor, OfficeRequest
from liangxin.foundation.jobs.api import runs_of
from liangxin.foundation.messages.api import MOST_COUNTED, unread_count
from liangxin.foundation.ui.navigation import NavItem, Words
from liangxin.kernel.term import Term

THEMES = ("auto", "light", "dark")
THEME_COOKIE = "liangxin_theme"
SEEN_JOBS = "jobs_seen_at"  # in the session: when the person last looked at their long work


@dataclass(frozen=True)
class PanelLine:
    """A line of a home panel: what waits, where to do it."""

    words: Words
    url: str
    count: int | None = None
    note: Words = ""


@dataclass(frozen=True)
class Panel:
    """What a package puts on the home page for this person; `order` is its place."""

    title: Words
    lines: Sequence[PanelLine] = ()
    empty: Words = ""
    more_url: str = ""
    order: int = 100


@dataclass(frozen=True)
class SubjectPanel:
    """What another package has to say of the thing that a page shows: a state, facts, and where more of it is."""

    title: Words
    url: str = ""
    state: Term | None = None
    facts: Sequence[tuple[Words, Any]] = ()
    lines: Sequence[PanelLine] = ()
    order: int = 100


@dataclass(frozen=True)
class Found:
    """A hit of the search: its kind groups the hits of one package."""

    kind: Words
    title: str
    url: str
    note: str = ""


@dataclass(frozen=True)
class NavLink:
    label: Words
    url: str
    icon: str
    is_here: bool


@dataclass
class NavGroup:
    label: Words
    links: list[NavLink] = field(default_factory=list)


@dataclass(frozen=True)
class Rail:
    """The navigation in a language: the same entries, the same rail."""

    language: str | None
    entries: tuple[tuple[str, str, bool], ...]
    groups: list[NavGroup] = field(compare=False)


class Shell:
    """The frame of one request's page; everything is worked out when a template asks, and once."""

    def __init__(self, request: OfficeRequest) -> None:
        self.request = request

    @cached_property
    def actor(self) -> Actor:
        return self.request.actor

    @cached_property
    def is_signed_in(self) -> bool:
        return self.actor.account_id is not None

    @cached_property
    def place(self) -> str:
        """Where the person works: the unit, or the region code of the first standing."""
        return next((standing.unit_name or standing.region for standing in self.actor.standings), "")

    @cached_property
    def navigation(self) -> list[NavGroup]:
        """The entries that this person may open, by group in the order of the first entry of each."""
        groups: dict[str, NavGroup] = {}
        here = self.request.path
        prefix = get_script_prefix()
        links = [
            (item, _address(item.url_name, prefix))
            for item in _nav_items()
            if not item.power or self.actor.may(item.power)
        ]
        nearest = max((url for _, url in links if here.startswith(url)), key=len, default="")
        for item, url in links:
            group = groups.setdefault(str(item.group), NavGroup(item.group))
            group.links.append(NavLink(item.label, url, item.icon, url == nearest))
        return list(groups.values())

    @cached_property
    def rail(self) -> SafeString:
        """The navigation as it stands on the page. To draw it is half of the work of a small page, and it is the same
        for all who may open the same: it is drawn once for each."""
        links = [link for group in self.navigation for link in group.links]
        entries = tuple((str(link.label), link.url, link.is_here) for link in links)
        return _drawn(Rail(get_language(), entries, self.navigation))

    @cached_property
    def running(self) -> int:
        """How much of the person's long work goes on, or has ended since they last looked."""
        seen = self.request.session.get(SEEN_JOBS)
        signed_in = self.request.user.last_login if isinstance(self.request.user, Account) else None
        since = datetime.fromisoformat(seen) if seen else signed_in
        return sum(run.ended is None or since is None or run.ended > since for run in runs_of(self.actor))

    @cached_property
    def unread(self) -> int:
        """How many messages the person has not read, counted up to a hundred."""
        return unread_count(self.actor)

    @cached_property
    def at_bell(self) -> str:
        """The number at the bell: messages not read, and long work to look at; empty for none."""
        count = self.unread + self.running
        return "99+" if count >= MOST_COUNTED else str(count or "")

    @cached_property
    def theme(self) -> str:
        chosen = self.request.COOKIES.get(THEME_COOKIE, "auto")
        return chosen if chosen in THEMES else "auto"

    @cached_property
    def languages(self) -> list[tuple[str, str]]:
        return list(settings.LANGUAGES)

    @cached_property
    def layout(self) -> str:
        """What a page extends: the full frame, or only the panel when it opens beside a list."""
        return "ui/beside.html" if self.request.headers.get("HX-Target") == "beside" else "ui/base.html"

    @cached_property
    def error_layout(self) -> str:
        """What a page that says no extends: the frame of whoever reads it."""
        return "ui/base.html" if self.is_signed_in else "ui/public.html"

    @cached_property
    def home(self) -> str:
        return reverse("home") if self.is_signed_in else "/"


def shell(request: OfficeRequest) -> dict[str, Any]:
    """Context processor: `shell` in every template."""
    return {"shell": SimpleLazyObject(lambda: Shell(request))}


def home_panels(request: OfficeRequest) -> list[Panel]:
    """What the packages have for this person's home page; a package with nothing to say answers None."""
    panels = [panel for make in declared("home_panels") if (panel := make(request)) is not None]
    return sorted(panels, key=lambda panel: panel.order)


def search_everywhere(request: OfficeRequest, words: str) -> list[Found]:
    """Hits of all packages that can be searched; each starts from what the person may see."""
    return [hit for find in declared("search_sources") for hit in find(request, words)]


def subject_panels(request: OfficeRequest, subject: str, public_id: object) -> list[SubjectPanel]:
    """What the packages say of one thing, "plans.target" with its public id; one with nothing to say answers None.

    Each maker `f(request, public_id)` starts from what the person may see.
    """
    makers = [
        import_string(path)
        for config in apps.get_app_configs()
        for path in getattr(config, "subject_panels", {}).get(subject, ())
    ]
    panels = [panel for make in makers if (panel := make(request, public_id)) is not None]
    return sorted(panels, key=lambda panel: panel.order)


def declared(attribute: str) -> Iterator[Callable[..., Any]]:
    """The functions that installed packages name, by dotted path, in a list on their AppConfig."""
    for config in apps.get_app_configs():
        for path in getattr(config, attribute, ()):
            yield import_string(path)


def _nav_items() -> list[NavItem]:
    items = [item for config in apps.get_app_configs() for item in getattr(config, "navigation", ())]
    return sorted(items, key=lambda item: item.order)


@lru_cache(maxsize=512)
def _address(url_name: str, _prefix: str) -> str:
    return reverse(url_name)


@lru_cache(maxsize=256)
def _drawn(rail: Rail) -> SafeString:
    return render_to_string("ui/rail.html", {"groups": rail.groups})
