"""The door of standards: ids, frozen cards, in bulk; no row to be saved."""

from liangxin.domains.standards.actions.catalogue import (
    StandardDraft,
    bring_into_force,
    change_standard,
    confirm_standard,
    enter_standard,
    publish_standard,
    supersede,
    withdraw_standard,
)
from liangxin.domains.standards.actions.evidence import (
    CertificateDraft,
    Upload,
    record_certificate,
    record_conformity,
    set_drafting,
)
from liangxin.domains.standards.actions.shipped import load_catalogue
from liangxin.domains.standards.queries import (
    CertificateCard,
    StandardCard,
    StandardPage,
    find_standards,
    standard_cards,
    standard_numbered,
    standard_page,
    standard_seen,
    standards_numbered,
    superseded_by,
)
from liangxin.domains.standards.rules import StandardDays, StandardNumber, read_number

__all__ = [
    "CertificateCard",
    "CertificateDraft",
    "StandardCard",
    "StandardDays",
    "StandardDraft",
    "StandardNumber",
    "StandardPage",
    "Upload",
    "bring_into_force",
    "change_standard",
    "confirm_standard",
    "enter_standard",
    "find_standards",
    "load_catalogue",
    "publish_standard",
    "read_number",
    "record_certificate",
    "record_conformity",
    "set_drafting",
    "standard_cards",
    "standard_numbered",
    "standard_page",
    "standard_seen",
    "standards_numbered",
    "supersede",
    "superseded_by",
    "withdraw_standard",
]
