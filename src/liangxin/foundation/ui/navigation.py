"""What a package declares in its `apps.py`: entries of the rail, tiles of the big screen. No model is loaded here."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise

Words = str | Promise


@dataclass(frozen=True)
class NavItem:
    """An entry of the rail: shown to those who have `power` somewhere, to all signed in where it is empty."""

    label: Words
    url_name: str
    power: str = ""
    group: Words = ""
    order: int = 100
    icon: str = "list"


@dataclass(frozen=True)
class ScreenTile:
    """A tile that a package offers: its code, what the office calls it, what makes it, the power that it stands on.

    `make` is the dotted path of a function, which several tiles of a package may share; see `tiles.py`.
    """

    code: str
    title: Words
    make: str
    power: str
