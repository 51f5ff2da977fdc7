"""The canonical form of the journal, and the digests that chain it; the database computes the same (`funds_post`).

A block is what one set has put on one account's chain. Its text is a head of four lines and one line for each entry;
its digest is the SHA-256 of that text in UTF-8, whose first line holds the digest of the block before.
`docs/algorithms/journal.md` has an example.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final

GENESIS: Final = "0" * 64  # what the first block of a chain stands on


@dataclass(frozen=True, slots=True)
class EntryText:
    """One entry as its line says it; the subject is said where the entry opens a holding."""

    place: int
    kind: str
    fen: int
    on: date
    accounts: Sequence[int]
    holding: int | None
    subject: str
    key: str

    @property
    def line(self) -> str:
        accounts = ",".join(str(account) for account in self.accounts)
        holding = "" if self.holding is None else self.holding
        return f"{self.place}|{self.kind}|{self.fen}|{self.on:%Y-%m-%d}|{accounts}|{holding}|{self.subject}|{self.key}"


@dataclass(frozen=True, slots=True)
class BlockText:
    """A block with its entries."""

    account: int
    number: int
    previous: str
    happened: datetime
    actor_id: int | None
    actor_name: str
    run_id: str
    reason: str
    entries: Sequence[EntryText]

    @property
    def text(self) -> str:
        moment = self.happened.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        actor = "" if self.actor_id is None else self.actor_id
        total = sum(entry.fen for entry in self.entries)
        head = f"{self.account}|{self.number}|{self.previous}|{moment}|{actor}|{len(self.entries)}|{total}"
        return "\n".join([head, self.actor_name, self.run_id, self.reason, *(entry.line for entry in self.entries)])

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()


def root_of(heads: Sequence[tuple[int, int, str]]) -> str:
    """One digest over the heads of all chains (account, blocks, digest), to be kept where the journal is not.

    A chain shows what was changed or left out in its middle; only a root that was written down shows a cut-off end.
    """
    lines = [f"{account}|{blocks}|{digest}" for account, blocks, digest in sorted(heads)]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
