"""Who is told of a scheme's version: those who may approve it, those who wrote it."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone

from liangxin.domains.regions import api as regions
from liangxin.domains.schemes.models import Ending, SchemeVersion
from liangxin.domains.schemes.terms import News, Power
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.messages.api import settle, tell


def tell_submitted(actor: Actor, version: SchemeVersion) -> None:
    """A version waits for approval: all who may approve it and had no hand in it."""
    _tell(actor, version, _approvers(version) - set(version.hands), News.TO_APPROVE, f"submit-{version.clock}")


def tell_sent_back(actor: Actor, version: SchemeVersion) -> None:
    """A version came back to those who wrote it."""
    settle([_about(version)], [News.TO_APPROVE.value])
    _tell(actor, version, version.hands, News.SENT_BACK, f"back-{version.clock}", version.sent_back)


def tell_approved(actor: Actor, version: SchemeVersion) -> None:
    """A version is in force, for those who wrote it."""
    settle([_about(version)], [News.TO_APPROVE.value])
    days = f"{version.since}—{version.until}" if version.until else f"{version.since}起"
    _tell(actor, version, version.hands, News.APPROVED, "approved", days)


def tell_end_asked(actor: Actor, ending: Ending) -> None:
    """Somebody proposes that a version ends early."""
    approvers = _approvers(ending.version) - {ending.asked_by_id}
    _tell(actor, ending.version, approvers, News.END_ASKED, f"end-{ending.pk}", ending.reason)


def tell_end_decided(actor: Actor, ending: Ending) -> None:
    """Whoever proposed an early end hears what came of it."""
    settle([_about(ending.version)], [News.END_ASKED.value])
    asked = {ending.asked_by_id} - {None}
    _tell(actor, ending.version, asked, News.END_DECIDED, f"ended-{ending.pk}", ending.answer)


def _approvers(version: SchemeVersion) -> set[int | None]:
    path = version.scheme.region.path
    return set(regions.people_of_regions(Power.APPROVE, [path], timezone.localdate()).get(path, ()))


def _about(version: SchemeVersion) -> tuple[str, str]:
    return "schemes.version", str(version.public_id)


def _tell(
    actor: Actor, version: SchemeVersion, people: Iterable[int | None], kind: News, key: str, text: str = ""
) -> None:
    tell(
        actor,
        [person for person in people if person is not None],
        kind.value,
        key=f"{version.public_id}-{key}",
        title=f"{version.scheme.name}（第{version.number}版）",
        text=text,
        url=reverse("schemes:version", args=[version.public_id]),
        about=_about(version),
    )
