"""Numbers of bank cards and of invoices.

No published rule for the twenty digits of a digital invoice (数电票) was at hand: their count is required, what is
inside only raises doubts. Cards of old local banks may fail Luhn, which is a doubt, too.
"""

from __future__ import annotations

import re
from datetime import date

from stdnum import luhn

from liangxin.kernel.identifiers.spelling import spelled
from liangxin.kernel.region_code import name_of
from liangxin.kernel.verdict import Verdict

_FIRST_INVOICE_YEAR = 2021


def check_bank_card(text: str) -> Verdict:
    """Judge a card number by its length (ISO/IEC 7812: at most 19 digits) and doubt a wrong check digit.

    >>> check_bank_card("6228 4800 1234 5678 903").doubts, check_bank_card("6228480012345678904").ok
    ((), True)
    """
    number = spelled(text)
    if not re.fullmatch("[0-9]{10,19}", number):
        return Verdict.refused(number, "银行卡号应为10至19位数字，一般为16或19位。")
    return Verdict.well_formed(
        number,
        None if len(number) >= 13 else "银行卡号一般为13至19位，请核对是否缺位。",
        None if luhn.is_valid(number) else "银行卡号末位校验不符：少数老卡可能如此，请对照卡面核对。",
    )


def check_invoice_number(text: str, *, on: date) -> Verdict:
    """Judge the number of a digital invoice as known on a day: two digits year, two digits region, sixteen more.

    >>> check_invoice_number("25372000000012345678", on=date(2025, 6, 1)).doubts
    ()
    """
    number = spelled(text)
    if not re.fullmatch("[0-9]{20}", number):
        return Verdict.refused(number, "数电票号码应为20位数字；旧版发票请分别填写发票代码和发票号码。")
    year = 2000 + int(number[:2])
    return Verdict.well_formed(
        number,
        None if _FIRST_INVOICE_YEAR <= year <= on.year else f"号码前两位表示{year}年，请核对开票年份。",
        None if name_of(f"{number[2:4]}0000") else "号码第3、4位不是省级地区代码，请核对。",
    )


def check_invoice_code(text: str) -> Verdict:
    """Judge the code of an invoice of the older kinds, which stands beside a number of eight digits.

    Ten digits on paper, twelve on electronic and vehicle invoices: from secondary sources.

    >>> check_invoice_code("0370 0230 0111").value, check_invoice_code("123").ok
    ('037002300111', False)
    """
    code = spelled(text)
    if not re.fullmatch("[0-9]{10}|[0-9]{12}", code):
        return Verdict.refused(code, "发票代码应为10位或12位数字；数电票没有发票代码，请留空。")
    return Verdict.well_formed(code)


def check_short_invoice_number(text: str) -> Verdict:
    """Judge the number of an invoice that has a code, too.

    >>> check_short_invoice_number("01234567").ok, check_short_invoice_number("0123456").ok
    (True, False)
    """
    number = spelled(text)
    if not re.fullmatch("[0-9]{8}", number):
        return Verdict.refused(number, "旧版发票号码应为8位数字；数电票号码为20位，不填发票代码。")
    return Verdict.well_formed(number)
