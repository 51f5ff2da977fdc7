"""The journal looked through as a whole, and its root kept: only against that a cut-off end shows."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from liangxin.domains.funds.models import Root
from liangxin.domains.funds.queries.verifying import Verified, verify_journal
from liangxin.domains.funds.terms import Deed, Power
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.trail.api import record

MOST_FAULTS = 50


def keep_root(actor: Actor) -> Verified:
    """Verify the journal and keep what was found; whoever calls it raises where it is not whole, after the commit."""
    actor.require(Power.PAY)
    found = verify_journal()
    with transaction.atomic():
        root = Root.objects.create(
            looked_at=timezone.now(),
            root=found.root,
            accounts=found.accounts,
            blocks=found.blocks,
            entries=found.entries,
            holdings=found.holdings,
            faults=[fault[:200] for fault in found.faults[:MOST_FAULTS]],
        )
        record(actor, Deed.ROOT_KEPT, root, after={"root": found.root, "faults": len(found.faults)})
    return found
