"""Normal forms of what is read and typed: days, money, names, numbers. None for what is none of the kind."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal, InvalidOperation

from liangxin.kernel.identifiers import spelled
from liangxin.kernel.money import Money
from liangxin.kernel.money_words import read_words
from liangxin.kernel.refusal import Refusal

_DAY = re.compile(r"((?:19|20)\d{2})\s*(?:年|[-/.])\s*(\d{1,2})\s*(?:月|[-/.])\s*(\d{1,2})(?!\d)\s*日?")
_PACKED_DAY = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})(?:\d{6,9})?")
_AMOUNT = re.compile(r"[¥￥]?(-?)[¥￥]?(\d{1,3}(?:[,，]\d{3})+|\d+)(?:\.(\d+))?元?整?")
_BRACKETS = str.maketrans("（）【】［］", "()[][]")


def day(text: str) -> str | None:
    """A day as 2026-03-05, from any of the forms that documents use.

    >>> day("2026年3月5日"), day("20260305"), day("2026-03-05 10:00:00"), day("2026年13月1日")
    ('2026-03-05', '2026-03-05', '2026-03-05', None)
    """
    flat = unicodedata.normalize("NFKC", text).strip()
    squeezed = "".join(flat.split())
    found = _DAY.match(flat) or _DAY.match(squeezed) or _PACKED_DAY.fullmatch(squeezed)
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3])).isoformat()
    except ValueError:
        return None


def yuan(text: str) -> str | None:
    """An amount in 元 as whole fen; more than two places only where the rest are zeros.

    >>> yuan("¥10,000.00"), yuan("-5.5"), yuan("3.141"), yuan("壹元整")
    ('1000000', '-550', None, None)
    """
    found = _AMOUNT.fullmatch("".join(text.split()))
    if found is None:
        return None
    places = (found[3] or "").ljust(2, "0")
    whole = re.sub("[,，]", "", found[2])
    if places[2:].strip("0") or len(whole) > 13:
        return None
    return f"{found[1]}{int(whole + places[:2])}" if int(whole + places[:2]) else "0"


def typed_money(text: str) -> int | None:
    """Fen that a person or a program gave: bare digits are fen, anything with a unit or a point is read as 元.

    >>> typed_money("1000000"), typed_money("10,000.00"), typed_money("1万元"), typed_money("壹万元整")
    (1000000, 1000000, 1000000, 1000000)
    """
    flat = "".join(unicodedata.normalize("NFKC", text).split())
    if re.fullmatch(r"-?\d{1,18}", flat):
        return int(flat)
    if (fen := yuan(flat)) is not None:
        return int(fen)
    for reading in (Money.read, read_words):
        try:
            return reading(flat).fen
        except Refusal:
            continue
    return None


def number(text: str) -> Decimal | None:
    """A plain number: a count or a price of any number of places.

    >>> number("1,000.5"), number("壹")
    (Decimal('1000.5'), None)
    """
    flat = re.sub("[,，¥￥]", "", "".join(text.split()))
    if not re.fullmatch(r"-?\d{1,15}(?:\.\d{1,20})?", flat):
        return None
    try:
        return Decimal(flat)
    except InvalidOperation:
        return None


def rate(text: str) -> Decimal | None:
    """A tax rate as a share: 13% and 0.13 are the same; 免税 and 不征税 are nought.

    >>> rate("13%"), rate("0.13"), rate("免税"), rate("***")
    (Decimal('0.13'), Decimal('0.13'), Decimal('0'), None)
    """
    flat = "".join(text.split()).replace("％", "%")
    if flat in ("免税", "不征税", "零税率"):
        return Decimal(0)
    share = number(flat.removesuffix("%"))
    if share is None:
        return None
    return share / 100 if flat.endswith("%") else share if share < 1 else None


def name(text: str) -> str:
    """A name as it stands, one width, spaces left out between Chinese characters.

    >>> name(" 清岚县 好家电（集团）有限公司 ")
    '清岚县好家电(集团)有限公司'
    """
    flat = unicodedata.normalize("NFKC", text).translate(_BRACKETS)
    flat = " ".join(flat.split())
    return re.sub(r"(?<![A-Za-z0-9]) | (?![A-Za-z0-9])", "", flat)


def code(text: str) -> str:
    """A number of any kind: half width, upper case, nothing between its signs.

    >>> code("lsv a-１")
    'LSVA1'
    """
    return spelled(text)
