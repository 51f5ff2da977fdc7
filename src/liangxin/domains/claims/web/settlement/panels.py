"""What claims say of themselves on pages of funds."""

from __future__ import annotations

from liangxin.domains.claims.queries.settling import claim_number
from liangxin.foundation.accounts.api import OfficeRequest
from liangxin.foundation.ui.shell import SubjectPanel


def of_claim(request: OfficeRequest, public_id: object) -> SubjectPanel | None:
    """Number and state of the claim that money was taken for, for those who may see it."""
    found = claim_number(request.actor, public_id)
    return SubjectPanel(found[0], state=found[1]) if found else None
