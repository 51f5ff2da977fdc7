"""Writing the trail, and reading the story of one thing."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, models
from django.utils import timezone

from liangxin.foundation.accounts.api import Actor, declared_terms
from liangxin.foundation.trail.models import Entry, ValuesEncoder
from liangxin.kernel.term import Term

_COLUMNS = (
    "happened, account_id, actor_name, is_system, run_id, verb, subject_type, "
    "subject_id, region_path, reason, before, after"
)
_SELECTED = """
    INSERT INTO trail_entry (public_id, {columns}) SELECT gen_random_uuid(), %(trail_happened)s, %(trail_account)s,
        %(trail_name)s, %(trail_is_system)s, %(trail_run)s, %(trail_verb)s, %(trail_kind)s, line.id::text,
        %(trail_path)s, %(trail_reason)s, line.before, line.after FROM ({lines}) AS line (id, before, after)
"""
Subject = models.Model | tuple[str, str]
Values = Mapping[str, Any]


@dataclass(frozen=True)
class TrailCard:
    """One line of the trail, as screens show it; `verb_label` is Chinese where the verb is a declared Deed."""

    happened: datetime
    actor_name: str
    is_system: bool
    verb: str
    verb_label: str
    reason: str
    before: Values | None
    after: Values | None
    run_id: str
    region_path: str


def record(
    actor: Actor,
    verb: Term | str,
    subject: Subject,
    *,
    region_path: str = "",
    reason: str = "",
    before: Values | None = None,
    after: Values | None = None,
) -> None:
    """Leave the line of an action inside its transaction; outside of one is a mistake of the caller."""
    if not connection.in_atomic_block:
        raise RuntimeError("the trail is written inside the action's transaction")
    kind, identifier = named(subject)
    Entry.objects.create(
        account_id=actor.account_id,
        actor_name=actor.name,
        is_system=actor.is_system,
        run_id=actor.run_id,
        verb=str(verb),
        subject_type=kind,
        subject_id=identifier,
        region_path=region_path,
        reason=reason,
        before=before,
        after=after,
    )


def entries_of(subject: Subject, limit: int = 200) -> list[TrailCard]:
    """The story of one thing, newest first. Whether the reader may see the thing is for its own package to decide."""
    kind, identifier = named(subject)
    labels = {str(deed): deed.label for deed in declared_terms("Deed")}
    entries = Entry.objects.filter(subject_type=kind, subject_id=identifier).order_by("-id")[:limit]
    return [
        TrailCard(
            entry.happened,
            entry.actor_name,
            entry.is_system,
            entry.verb,
            labels.get(entry.verb, entry.verb),
            entry.reason,
            entry.before,
            entry.after,
            entry.run_id,
            entry.region_path,
        )
        for entry in entries
    ]


def named(subject: Subject) -> tuple[str, str]:
    """The kind and identifier under which a thing is recorded: ("plans.plan", "17")."""
    if isinstance(subject, models.Model):
        return subject._meta.label_lower, str(subject.pk)
    return subject


def record_many(
    actor: Actor,
    verb: Term | str,
    kind: str,
    lines: Iterable[tuple[int, Values | None, Values | None]],
    *,
    region_path: str = "",
    reason: str = "",
) -> None:
    """Leave the same line on many things at once (id, before, after): one COPY, whatever their number.

    `kind` is that of the things ("registers.record"). Outside of a transaction it is a mistake of the caller.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("the trail is written inside the action's transaction")
    shared = (timezone.now(), actor.account_id, actor.name, actor.is_system, actor.run_id, str(verb), kind)
    with connection.cursor() as cursor, cursor.copy(f"COPY trail_entry (public_id, {_COLUMNS}) FROM STDIN") as copy:
        for identifier, before, after in lines:
            said = (str(identifier), region_path, reason, _as_json(before), _as_json(after))
            copy.write_row((uuid.uuid4(), *shared, *said))


def record_selected(
    actor: Actor,
    verb: Term | str,
    kind: str,
    lines: str,
    values: Mapping[str, Any],
    *,
    region_path: str = "",
    reason: str = "",
) -> None:
    """Leave the same line on many things that a SELECT names: (id, before, after), the latter two jsonb or null.

    One INSERT … SELECT, whatever their number: nothing of it passes through here. `values` fill the named places of
    the SELECT; `kind` is that of the things. Outside of a transaction it is a mistake of the caller.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("the trail is written inside the action's transaction")
    shared = {
        "trail_happened": timezone.now(),
        "trail_account": actor.account_id,
        "trail_name": actor.name,
        "trail_is_system": actor.is_system,
        "trail_run": actor.run_id,
        "trail_verb": str(verb),
        "trail_kind": kind,
        "trail_path": region_path,
        "trail_reason": reason,
    }
    with connection.cursor() as cursor:
        cursor.execute(_SELECTED.format(columns=_COLUMNS, lines=lines), {**values, **shared})


def _as_json(values: Values | None) -> str | None:
    return None if values is None else json.dumps(values, cls=ValuesEncoder, ensure_ascii=False)
