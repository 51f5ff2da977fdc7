"""The door of claims: ids, frozen cards, in bulk; no row to be saved."""

from liangxin.domains.claims.actions.citizens import ask_erasure, see_own_data
from liangxin.domains.claims.actions.demo_drives import DEMO_CITIZEN, load_demo_drives
from liangxin.domains.claims.actions.drives import approve_drive, end_drive, propose_drive, refuse_drive
from liangxin.domains.claims.actions.vouchers import cancel_voucher, join_drive, leave_queue
from liangxin.domains.claims.rules.drives import DriveDraft
from liangxin.domains.claims.rules.identity import IdentityVerifier, VerifiedPerson

__all__ = [
    "DEMO_CITIZEN",
    "DriveDraft",
    "IdentityVerifier",
    "VerifiedPerson",
    "approve_drive",
    "ask_erasure",
    "cancel_voucher",
    "end_drive",
    "join_drive",
    "leave_queue",
    "load_demo_drives",
    "propose_drive",
    "refuse_drive",
    "see_own_data",
]
