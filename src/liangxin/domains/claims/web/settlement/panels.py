"""What claims say of themselves on pages of funds."""

from __future__ import annotations

from django.urls import reverse

from liangxin.domains.claims.queries.settling import claim_seen
from liangxin.domains.claims.terms import Channel
from liangxin.foundation.accounts.api import OfficeRequest
from liangxin.foundation.ui.shell import SubjectPanel


def of_claim(request: OfficeRequest, public_id: object) -> SubjectPanel | None:
    """Number and state of the claim that money was taken for, and the way to its page, for those who may see it."""
    found = claim_seen(request.actor, public_id)
    if found is None:
        return None
    number, own_id, channel, state = found
    at_till = channel is Channel.TILL
    url = reverse("claims:sale", args=[own_id]) if at_till else reverse("claims:review_case", args=[number])
    return SubjectPanel(number, url=url, state=state)
