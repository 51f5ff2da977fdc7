"""What a package declares for the rail, in its `apps.py`: `navigation = [NavItem(…)]`. No model is loaded here."""

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
