"""What is kept of the people who bought: that they took part, noted once a day for the days before."""

from __future__ import annotations

from datetime import date, timedelta

from liangxin.domains.claims.models import Claim
from liangxin.domains.claims.terms import Channel
from liangxin.domains.parties import api as parties
from liangxin.foundation.accounts.api import Actor

DAYS = 3  # a night that was missed is made good


def note_parties_used(on: date) -> int:
    """Tell parties of the sales of the last days; how many people moved."""
    moved = 0
    for days in range(DAYS, -1, -1):
        day = on - timedelta(days)
        sold = Claim.objects.filter(channel=Channel.TILL.value, on=day)
        ids = set(sold.values_list("party", flat=True))
        moved += parties.used(Actor.system("到店核销"), ids, on=day) if ids else 0
    return moved
