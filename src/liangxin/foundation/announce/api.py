"""The door of the announcements: `announce(event)` below, `@reacts_to(Event)` in the `reactions` above.

Reactions run at once, in the order of the packages in INSTALLED_APPS, inside the transaction of the action that
announces; their errors undo it. What takes long is enqueued as a job by the reaction.
"""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from typing import Any, TypeVar

from django.db import connection

Event = TypeVar("Event")
Reaction = Callable[[Any], None]

# Longer than any chain of tiers (ten): what is deeper goes in a circle.
DEEPEST = 12

_reactions: dict[type, list[Reaction]] = {}
_under_way: ContextVar[tuple[type, ...]] = ContextVar("announcements_under_way", default=())


class AnnouncementsInACircle(RuntimeError):
    """Reactions announce what calls them again: a fault of the programme, never of its user."""


def reacts_to(event: type[Event]) -> Callable[[Callable[[Event], None]], Callable[[Event], None]]:
    """Call the decorated function with every announced `event` of exactly this class."""

    def register(reaction: Callable[[Event], None]) -> Callable[[Event], None]:
        _reactions.setdefault(event, []).append(reaction)
        return reaction

    return register


def announce(event: object) -> None:
    """Tell the packages above what has happened; to be called last in an action, inside its transaction."""
    if not connection.in_atomic_block:
        raise RuntimeError("an announcement is made inside the action's transaction")
    under_way = (*_under_way.get(), type(event))
    if len(under_way) > DEEPEST:
        raise AnnouncementsInACircle(" → ".join(kind.__name__ for kind in under_way))
    mark = _under_way.set(under_way)
    try:
        for reaction in _reactions.get(type(event), ()):
            reaction(event)
    finally:
        _under_way.reset(mark)


def reactions_to(event: type) -> tuple[Reaction, ...]:
    """Who reacts to an event, in order; for the table of arrows and its test."""
    return tuple(_reactions.get(event, ()))
