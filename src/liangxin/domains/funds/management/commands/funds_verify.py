"""`funds_verify`: computes the journal again from its rows."""

from __future__ import annotations

from typing import Any

from liangxin.domains.funds.errors import JournalDamaged
from liangxin.domains.funds.queries.verifying import verify_journal
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.commands.api import OfficeCommand


class Command(OfficeCommand):
    help = "重算资金账：逐页核对摘要和链，逐户核对余额与分录"
    changes = False

    def work(self, actor: Actor, **_: Any) -> dict[str, object]:
        found = verify_journal()
        if not found.is_whole:
            raise JournalDamaged(count=len(found.faults), faults="；".join(found.faults[:20]))
        return {
            "核对": actor.name,
            "账户": found.accounts,
            "账页": found.blocks,
            "分录": found.entries,
            "占用": found.holdings,
            "总摘要": found.root,
        }
