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

# the catalogue
__all__ = ["StandardCard", "StandardPage", "find_standards", "standard_cards", "standard_page", "standard_seen"]
__all__ += ["StandardNumber", "read_number", "standard_numbered", "standards_numbered", "superseded_by"]
__all__ += ["StandardDays", "StandardDraft", "change_standard", "confirm_standard", "enter_standard"]
__all__ += ["bring_into_force", "publish_standard", "supersede", "withdraw_standard"]
# what hangs on a standard
__all__ += ["CertificateCard", "CertificateDraft", "Upload", "record_certificate", "record_conformity", "set_drafting"]
# first start
__all__ += ["load_catalogue"]
