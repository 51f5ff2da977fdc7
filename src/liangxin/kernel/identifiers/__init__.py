"""Identifiers as people type them: normal form, check digit, doubts; and how they are shown without being given away.

A right check digit means "well formed" and never that the person, car or invoice exists. Checks whose rule could not be
confirmed with its standard raise a doubt in the `Verdict` and do not refuse.
"""

from liangxin.kernel.identifiers.enterprises import check_uscc
from liangxin.kernel.identifiers.goods import check_ean13, check_imei
from liangxin.kernel.identifiers.making import make_ean13, make_uscc
from liangxin.kernel.identifiers.masks import mask_bank_card, mask_name, mask_phone, mask_plate, mask_resident_id
from liangxin.kernel.identifiers.payments import (
    check_bank_card,
    check_invoice_code,
    check_invoice_number,
    check_short_invoice_number,
)
from liangxin.kernel.identifiers.people import ResidentIdKind, birth_date_of, check_resident_id, modern_resident_id
from liangxin.kernel.identifiers.spelling import spelled
from liangxin.kernel.identifiers.vehicles import PlateKind, check_plate, check_vin, model_years

__all__ = [
    "PlateKind",
    "ResidentIdKind",
    "birth_date_of",
    "check_bank_card",
    "check_ean13",
    "check_imei",
    "check_invoice_code",
    "check_invoice_number",
    "check_plate",
    "check_resident_id",
    "check_short_invoice_number",
    "check_uscc",
    "check_vin",
    "make_ean13",
    "make_uscc",
    "mask_bank_card",
    "mask_name",
    "mask_phone",
    "mask_plate",
    "mask_resident_id",
    "model_years",
    "modern_resident_id",
    "spelled",
]
