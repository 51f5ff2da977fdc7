"""The deeds of after-sale claims for the matrix: what each needs, and how it is done."""

from __future__ import annotations

from collections.abc import Callable

from liangxin.domains.claims import api as claims
from liangxin.domains.claims.terms import Power
from liangxin.domains.claims.tests.after_world import TODAY
from liangxin.domains.regions.tests.world import COUNTY
from liangxin.foundation.accounts.api import Actor
from liangxin.kernel.term import Term

Do = Callable[[object, Actor], object]
RULES = claims.ReviewRules(basis="虚构办法")

OF_AFTER: dict[str, tuple[Term, Do]] = {
    "set_review": (Power.REVIEW_SET, lambda _, a: claims.set_review(a, COUNTY, RULES)),
    "next_draw": (Power.REVIEW_SET, lambda _, a: claims.next_draw(a, COUNTY, on=TODAY)),
}
# Done by the claimant alone, or by several people in turn: tested where the claims are.
OF_AFTER_ELSEWHERE = (
    "add_document",
    "answer_question",
    "appeal_claim",
    "ask_claimant",
    "decide_appeal",
    "decide_correction",
    "freeze_claim",
    "load_after_demo",
    "open_claim",
    "open_claim_for",
    "open_document",
    "pass_claim",
    "pass_claims",
    "propose_correction",
    "refuse_claim",
    "remove_document",
    "save_claim",
    "settle_fact",
    "submit_claim",
    "unfreeze_claim",
    "withdraw_claim",
)
