"""Numbers of goods: an IMEI names one device, an EAN-13 (69码) only a model."""

from __future__ import annotations

import re

from stdnum import ean, luhn

from liangxin.kernel.identifiers.spelling import spelled
from liangxin.kernel.verdict import Verdict

_CHINESE_PREFIXES = tuple(str(prefix) for prefix in range(690, 700))


def check_imei(text: str) -> Verdict:
    """Judge an IMEI of fifteen digits, the last of which is by Luhn (3GPP TS 23.003, through python-stdnum).

    >>> check_imei("49-015420-323751-8").value
    '490154203237518'
    """
    imei = spelled(text)
    if not re.fullmatch("[0-9]{15}", imei):
        return Verdict.refused(imei, "IMEI应为15位数字，可在手机拨号界面输入*#06#查看。")
    if not luhn.is_valid(imei):
        return Verdict.refused(imei, "IMEI末位校验不符，请逐位核对。")
    return Verdict.well_formed(imei, "IMEI全为零，不是真实设备的号码。" if not int(imei) else None)


def check_ean13(text: str) -> Verdict:
    """Judge a commodity barcode, GB 12904 (EAN-13); a prefix from outside China is doubted.

    >>> check_ean13("6901234567892").doubts, check_ean13("4006381333931").ok, check_ean13("6901234567893").ok
    ((), True, False)
    """
    code = spelled(text)
    if not re.fullmatch("[0-9]{13}", code):
        return Verdict.refused(code, "商品条码应为13位数字。")
    if not ean.is_valid(code):
        return Verdict.refused(code, "商品条码末位校验不符，请重新扫描或逐位核对。")
    chinese = code.startswith(_CHINESE_PREFIXES)
    return Verdict.well_formed(code, None if chinese else "不是690至699开头的国内商品条码，请核对是否为进口商品。")
