"""Calling `funds_post`: one set of requests of one kind, decided and written in one statement. For actions only.

Nothing is decided here: what the function of the database answers is handed on as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from liangxin.domains.funds.errors import JournalBusy, KeyUnfit, SetTooLarge
from liangxin.domains.funds.models import Account, Bundle
from liangxin.domains.funds.rules.moves import money_account
from liangxin.domains.funds.rules.takings import Subject
from liangxin.domains.funds.terms import KEY_LIMIT, LARGEST_AMOUNT, LARGEST_SET, AccountKind, EntryKind, Outcome
from liangxin.foundation.accounts.api import Actor

_CALL = (
    "SELECT r_outcome, r_holding, r_account, r_room FROM funds_post("
    "%s, %s, %s, %s, %s, %s, string_to_array(%s, E'\\x1f'), string_to_array(%s, ',', '-')::bigint[], "
    "string_to_array(%s, ',', '-')::bigint[], string_to_array(%s, ',', '-')::bigint[], "
    "string_to_array(%s, ',')::date[], string_to_array(%s, E'\\x1f'), string_to_array(%s, E'\\x1f'), "
    "string_to_array(%s, E'\\x1f'))"
)
_BREAK = "\x1f"  # between texts: not printable, so that it is in none of them
_OUTCOMES = {outcome.value: outcome for outcome in Outcome}
_ONCE = "funds_entry_key"  # the start of the name of the unique index on the key


@dataclass(frozen=True, slots=True)
class Posting:
    """One request: `bundle` where a holding is opened or accounts alone are moved, `holding` for what is done later."""

    key: str
    fen: int
    on: date
    bundle: int | None = None
    holding: int | None = None
    subject: Subject | None = None


@dataclass(frozen=True, slots=True)
class Posted:
    """What became of it: the holding where it is done; the account that refused and the room it has where it is not."""

    outcome: Outcome
    holding: int | None
    account: int | None
    room: int | None


def post(
    actor: Actor, kind: EntryKind, postings: Sequence[Posting], *, reason: str = "", happened: datetime | None = None
) -> list[Posted]:
    """Decide and take the requests in their order, all of one kind; what one refuses, the others do not feel.

    Raises SetTooLarge, KeyUnfit, and JournalBusy where the same key is being used elsewhere at this moment.
    """
    if len(postings) > LARGEST_SET:
        raise SetTooLarge(count=len(postings), limit=LARGEST_SET)
    if not postings:
        return []
    asked = _arguments(actor, kind, postings, " ".join(reason.split())[:200], happened or timezone.now())
    try:
        return _called(asked)
    except IntegrityError as error:
        if _ONCE not in str(error):
            raise
    # The same key came in by another budget in the same moment; now it is there, and is answered as such.
    try:
        return _called(asked)
    except IntegrityError as error:
        raise JournalBusy from error


def _called(asked: Sequence[Any]) -> list[Posted]:
    """One statement is a transaction of its own; inside the caller's, what it breaks is undone to a savepoint."""
    with transaction.atomic() if connection.in_atomic_block else nullcontext(), connection.cursor() as cursor:
        cursor.execute(_CALL, asked)
        return [Posted(_OUTCOMES[outcome], *rest) for outcome, *rest in cursor.fetchall()]


def _arguments(
    actor: Actor, kind: EntryKind, postings: Sequence[Posting], reason: str, happened: datetime
) -> tuple[Any, ...]:
    """Lists go as one text each, which the server cuts: an array built here costs more than the taking itself."""
    for posting in postings:
        if not is_key(posting.key):
            raise KeyUnfit(key=posting.key[:KEY_LIMIT])
    subjects = [posting.subject or _NOTHING for posting in postings]
    amounts = [posting.fen if 0 < posting.fen <= LARGEST_AMOUNT else None for posting in postings]
    return (
        kind.value,
        happened,
        actor.account_id,
        " ".join(actor.name.split()),
        actor.run_id,
        reason,
        _BREAK.join([posting.key for posting in postings]),
        _numbers([posting.bundle for posting in postings]),
        _numbers([posting.holding for posting in postings]),
        _numbers(amounts),
        ",".join([posting.on.isoformat() for posting in postings]),
        _BREAK.join([subject.kind for subject in subjects]),
        _BREAK.join([subject.id for subject in subjects]),
        _BREAK.join([subject.label for subject in subjects]),
    )


def _numbers(numbers: Iterable[int | None]) -> str:
    return ",".join(["-" if number is None else str(number) for number in numbers])


_NOTHING = Subject("", "")


def is_key(key: str) -> bool:
    """Whether a key may stand in the canonical form of the journal: one line, no bar, neither empty nor too long."""
    return 0 < len(key) <= KEY_LIMIT and "|" not in key and key.isprintable()


def bundle_of(accounts: Iterable[int]) -> int:
    """The bundle of these accounts, made where it is new. Raises BundleUnfit where they cannot be taken together."""
    numbers = sorted(set(accounts))
    found = Bundle.objects.filter(accounts=numbers).values_list("pk", flat=True).first()
    if found is not None:
        return found
    kinds = {
        account: AccountKind.of(kind)
        for account, kind in Account.objects.filter(pk__in=numbers).values_list("pk", "kind")
    }
    if len(kinds) != len(numbers):
        raise Account.DoesNotExist
    made, _ = Bundle.objects.get_or_create(accounts=numbers, defaults={"chain_id": money_account(kinds)})
    return made.pk
