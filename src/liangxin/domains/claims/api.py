"""The door of claims: ids, frozen cards, in bulk; no row to be saved."""

from liangxin.domains.claims.access.settings import (
    ReviewRules,
)
from liangxin.domains.claims.actions.after_appeals import (
    appeal_claim,
    decide_appeal,
    decide_correction,
    freeze_claim,
    propose_correction,
    unfreeze_claim,
)
from liangxin.domains.claims.actions.after_demo import (
    load_after_demo,
)
from liangxin.domains.claims.actions.after_documents import (
    add_document,
    open_document,
    remove_document,
)
from liangxin.domains.claims.actions.after_draws import (
    next_draw,
    set_review,
)
from liangxin.domains.claims.actions.after_filing import (
    open_claim,
    open_claim_for,
    save_claim,
    submit_claim,
    withdraw_claim,
)
from liangxin.domains.claims.actions.after_reviewing import (
    answer_question,
    ask_claimant,
    pass_claim,
    pass_claims,
    refuse_claim,
    settle_fact,
)
from liangxin.domains.claims.actions.citizens import (
    ask_erasure,
    see_own_data,
)
from liangxin.domains.claims.actions.demo_drives import (
    DEMO_CITIZEN,
    load_demo_drives,
)
from liangxin.domains.claims.actions.demo_till import (
    DEMO_SHOP,
    load_demo_till,
)
from liangxin.domains.claims.actions.drives import (
    approve_drive,
    end_drive,
    propose_drive,
    refuse_drive,
)
from liangxin.domains.claims.actions.settling import (
    collect,
)
from liangxin.domains.claims.actions.vouchers import (
    cancel_voucher,
    join_drive,
    leave_queue,
)
from liangxin.domains.claims.queries.settling import (
    Waiting,
    WaitingPayee,
    waiting_for_payment,
)
from liangxin.domains.claims.rules.drives import (
    DriveDraft,
)
from liangxin.domains.claims.rules.identity import (
    IdentityVerifier,
    VerifiedPerson,
)

__all__ = [
    "DEMO_CITIZEN",
    "DEMO_SHOP",
    "DriveDraft",
    "IdentityVerifier",
    "ReviewRules",
    "VerifiedPerson",
    "Waiting",
    "WaitingPayee",
    "add_document",
    "answer_question",
    "appeal_claim",
    "approve_drive",
    "ask_claimant",
    "ask_erasure",
    "cancel_voucher",
    "collect",
    "decide_appeal",
    "decide_correction",
    "end_drive",
    "freeze_claim",
    "join_drive",
    "leave_queue",
    "load_after_demo",
    "load_demo_drives",
    "load_demo_till",
    "next_draw",
    "open_claim",
    "open_claim_for",
    "open_document",
    "pass_claim",
    "pass_claims",
    "propose_correction",
    "propose_drive",
    "refuse_claim",
    "refuse_drive",
    "remove_document",
    "save_claim",
    "see_own_data",
    "set_review",
    "settle_fact",
    "submit_claim",
    "unfreeze_claim",
    "waiting_for_payment",
    "withdraw_claim",
]
