"""What messages may be about: kinds that packages declare on their AppConfig, `message_kinds = [MessageKind(…)]`."""

from __future__ import annotations

from dataclasses import dataclass

from django.apps import apps
from django.utils.functional import Promise

TEST = "message.test"


@dataclass(frozen=True)
class MessageKind:
    """A kind by name ("progress.reminder") and label; `by_mail`: it goes by mail unless the person says otherwise.

    `for_groups`: it is posted to groups only, and nobody chooses how it comes.
    """

    name: str
    label: str | Promise
    by_mail: bool = False
    for_groups: bool = False


def all_kinds() -> dict[str, MessageKind]:
    """Every declared kind by name, in the order of the packages."""
    declared = [kind for config in apps.get_app_configs() for kind in getattr(config, "message_kinds", ())]
    return {kind.name: kind for kind in declared}


def personal_kinds() -> list[MessageKind]:
    """The kinds of which a person may choose how they come."""
    return [kind for kind in all_kinds().values() if not kind.for_groups]


def kind_label(name: str) -> str:
    """The label of a kind; one that no package declares any more is shown by its name."""
    found = all_kinds().get(name)
    return str(found.label) if found else name
