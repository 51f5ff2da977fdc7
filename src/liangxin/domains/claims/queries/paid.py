"""What settlement has done with a claim; whoever sees the claim may see it."""

from __future__ import annotations

from liangxin.domains.claims.models import Claim
from liangxin.domains.funds import api as funds

KIND = "claims.claim"


def payments_of(claim: Claim) -> tuple[funds.SubjectPayment, ...]:
    """The lines of payments for a claim, the newest first."""
    subject = str(claim.public_id)
    return funds.payments_of(KIND, [subject]).get(subject, ())
