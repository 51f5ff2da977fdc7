"""The what-if of the demo county: its amendment on the claims of its synthetic city."""

from __future__ import annotations

from liangxin.domains.schemes.actions.past import Question, ask_what_if
from liangxin.domains.schemes.models import PastClaims, SchemeVersion
from liangxin.domains.schemes.terms import Against, VersionState
from liangxin.foundation.accounts.api import Actor

FAMILY, COUNTY = "digital", "990123"
MONEY_FEN = 25_000_000  # what the invented county set aside for the year


def try_demo_amendment(actor: Actor) -> None:
    """Ask what the amendment that awaits approval would have done; nothing where there is none, or no past claims."""
    awaiting = SchemeVersion.objects.filter(
        scheme__region__code=COUNTY, scheme__family=FAMILY, state=VersionState.SUBMITTED.value
    ).first()
    past = PastClaims.objects.filter(region__code=COUNTY, family=FAMILY).order_by("-pk").first()
    if awaiting and past:
        ask_what_if(actor, awaiting.public_id, Question(past.public_id, Against.BEFORE, MONEY_FEN))
