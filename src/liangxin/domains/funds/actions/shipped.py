"""The rules of sharing that come with the programme."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from django.db import transaction

from liangxin.domains.funds.models import Share
from liangxin.domains.funds.terms import Deed
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.trail.api import record
from liangxin.kernel.shipped import shipped_data

SHARES: Final = Path(__file__).parents[1] / "data" / "shares.yaml"


def load_shares(actor: Actor) -> int:
    """Bring the notices' rules of sharing up to date; may run at every start. Returns how many were new."""
    new = 0
    with transaction.atomic():
        for each in shipped_data(SHARES):
            columns = {name: each[name] for name in ("name", "central", "basis", "certainty")}
            share, made = Share.objects.get_or_create(region=None, code=each["code"], defaults=columns)
            if made:
                new += 1
                record(actor, Deed.SHARE_SET, share, after=columns)
    return new
