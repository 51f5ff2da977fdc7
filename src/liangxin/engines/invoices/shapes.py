"""What a value of each field looks like: found at the start of the print that follows its label, or not at all."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from liangxin.engines.invoices import terms, values
from liangxin.kernel.identifiers import check_resident_id, check_uscc, check_vin
from liangxin.kernel.money_words import read_words
from liangxin.kernel.refusal import Refusal

_LEAD = "[:：.、/()￥¥⊗ⓧ⊕×○◎*“\"'`]*"
_CJK = "\u4e00-\u9fff"
CHECKED, SHAPED = 0.97, 0.9  # how sure a value is that a check digit bears out, and one that only looks right


@dataclass(frozen=True, slots=True)
class Shape:
    """`found` is looked for after `_LEAD`; `normal` gives the value or None; `checked` says whether a check digit
    bears it out.

    `flows`: the value may be of any signs and run over two lines. `pauses`: it may have wide gaps inside; any other
    ends at one.
    """

    found: re.Pattern[str]
    normal: Callable[[str], str | None]
    checked: Callable[[str], bool] = lambda _: False
    flows: bool = False
    pauses: bool = False


def _shape(
    pattern: str,
    normal: Callable[[str], str | None],
    checked: Callable[[str], bool] = lambda _: False,
    *,
    flows: bool = False,
    pauses: bool = False,
) -> Shape:
    return Shape(re.compile(_LEAD + f"(?P<value>{pattern})", re.I), normal, checked, flows, pauses)


def _name(text: str) -> str | None:
    said = values.name(text.strip(":：/、,，;；.…_ "))
    return said if len(re.findall(f"[{_CJK}A-Za-z]", said)) >= 2 and len(said) <= 80 else None


def _words(text: str) -> str | None:
    text = text.lstrip("xX")  # the mark ⓧ before the words, in half width
    try:
        read_words(text)
    except Refusal:
        return None
    return text


def _number(text: str) -> str:
    """A number of a firm or person; print that runs into it is left out where the check digit says that it ends."""
    said = values.code(text)
    return said[:18] if len(said) > 18 and _person(said[:18]) else said


def _person(text: str) -> bool:
    from datetime import date

    return bool(check_resident_id(text, on=date.max) or check_uscc(text))


_FEN = _shape(r"-?[¥￥]?-?\d[\d,，]*\.\d{1,2}(?!\d)|-?\d{1,10}(?=元|整|$)", values.yuan, pauses=True)
_ID = _shape(r"[0-9A-Z]{15,20}(?![0-9A-Z])", lambda text: _number(text), _person)
_DAY = _shape(r"(?:19|20)\d\d(?:年|[-/.])\d{1,2}(?:月|[-/.])\d{1,2}日?|(?:19|20)\d{6}(?!\d)", values.day, pauses=True)
_TEXT = _shape(r".+", _name, flows=True)
_VIN = _shape("[0-9A-Z]{17}(?![0-9A-Z])", lambda text: _plain_vin(text), lambda text: not check_vin(text).doubts)


def _plain_vin(text: str) -> str | None:
    return values.code(text) if check_vin(text) else None


SHAPES: Final[dict[str, Shape]] = {
    terms.INVOICE_NUMBER: _shape(r"\d{20}(?!\d)|\d{8}(?!\d)", values.code),
    terms.INVOICE_CODE: _shape(r"(?:\d{12}|\d{10})(?!\d)", values.code),
    terms.INVOICE_DATE: _DAY,
    terms.ISSUE_DATE: _DAY,
    terms.REGISTERED_ON: _DAY,
    terms.SELLER_NAME: _TEXT,
    terms.BUYER_NAME: _TEXT,
    terms.OWNER_NAME: _TEXT,
    terms.VEHICLE_TYPE: _TEXT,
    terms.MODEL: _shape(rf"[{_CJK}A-Z0-9][^:：]*", lambda text: values.name(text) or None, flows=True),
    terms.SELLER_USCC: _ID,
    terms.BUYER_ID: _ID,
    terms.ID_NUMBER: _ID,
    terms.AMOUNT_FEN: _FEN,
    terms.TAX_FEN: _FEN,
    terms.TOTAL_FEN: _FEN,
    terms.TOTAL_WORDS: _shape(
        r"x?[(（]?负?数?[)）]?[零〇壹贰叁肆伍陆柒捌玖拾佰仟万亿貳圓元圆角分整正]+", _words, pauses=True
    ),
    terms.TAX_RATE: _shape(r"\d{1,2}(?:\.\d{1,2})?[%％]|免税|不征税", lambda text: text.replace("％", "%")),
    terms.VIN: _VIN,
    terms.PLATE: _shape(rf"[{_CJK}][A-Z][-·•.]?[A-Z0-9]{{4,5}}[A-Z0-9挂学警港澳](?![A-Z0-9])", values.code),
    terms.ENGINE_NUMBER: _shape(r"[A-Z0-9][A-Z0-9\-*]{3,24}", lambda text: values.code(text.strip("-*")) or None),
    terms.CERTIFICATE_NUMBER: _shape(r"[A-Z0-9][A-Z0-9\-]{5,24}", values.code),
}
