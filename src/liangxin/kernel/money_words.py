"""Amounts in the capital numerals of invoices and bills: 壹万零伍拾元伍角整, written and read back.

The writing follows what banks ask for on bills (元 or 圆, 整 when no 分 follows, 零 for a place left out). The reading
is lenient about 零, 圆 and 整, which issuers handle in different ways, and about nothing else.
"""

from __future__ import annotations

import re

from liangxin.kernel.money import Money
from liangxin.kernel.refusal import Refusal, RefusalKind
from liangxin.kernel.text import cut, numeral

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_CAPITALS = str.maketrans("一二三四五六七八九十百千", _DIGITS[1:] + "拾佰仟")
_ALIKE = str.maketrans("圓圆貳叄陸億萬两兩弍弎○〇", "元元贰叁陆亿万贰贰贰叁零零")
_PLACES = {"拾": 10, "佰": 100, "仟": 1000}
_WRITTEN = re.compile(
    rf"(?:人民币)?(?P<minus>\(?负数?\)?)?(?:(?P<yuan>[{_DIGITS}拾佰仟万亿]+)元)?"
    rf"(?:零?(?P<jiao>[{_DIGITS}])角)?(?:零?(?P<fen>[{_DIGITS}])分)?[整正]?"
)


class AmountInWordsUnreadable(Refusal):
    """A text is not an amount in capital numerals."""

    code, kind = "money.words_unreadable", RefusalKind.INVALID
    sentence, remedy = "“%(text)s”不是大写金额。", "请写成如 壹万零伍拾元伍角整 的形式。"


def in_words(amount: Money) -> str:
    """Write an amount in capital numerals.

    >>> in_words(Money(1000000)), in_words(Money(10050_05)), in_words(Money(50))
    ('壹万元整', '壹万零伍拾元零伍分', '伍角整')
    """
    yuan, rest = divmod(abs(amount.fen), 100)
    jiao, fen = divmod(rest, 10)
    said = "负" if amount.fen < 0 else ""
    if yuan or not rest:
        said += _capitals(yuan) + "元"
    if jiao:
        said += _DIGITS[jiao] + "角"
    elif fen and yuan:
        said += "零"
    return said + (_DIGITS[fen] + "分" if fen else "整")


def read_words(text: str) -> Money:
    """Read an amount in capital numerals; raises `AmountInWordsUnreadable` for anything else.

    >>> read_words("人民币壹万圆整").fen, read_words("壹拾万零叁仟伍佰元零伍分").fen
    (1000000, 10350005)
    """
    simple = "".join(text.split()).translate(_ALIKE).replace("（", "(").replace("）", ")").translate(_CAPITALS)
    found = _WRITTEN.fullmatch(simple)
    if found is None or not (found["yuan"] or found["jiao"] or found["fen"]):
        raise AmountInWordsUnreadable(text=cut(text, 40))
    yuan = _whole(found["yuan"]) if found["yuan"] else 0
    if yuan is None:
        raise AmountInWordsUnreadable(text=cut(text, 40))
    fen = 100 * yuan + 10 * _DIGITS.index(found["jiao"] or "零") + _DIGITS.index(found["fen"] or "零")
    return Money(-fen if found["minus"] else fen)


def _capitals(yuan: int) -> str:
    """Like `numeral`, with 壹拾 for ten wherever it stands."""
    said = numeral(yuan)
    return ("一" + said if said.startswith("十") else said).translate(_CAPITALS)


def _whole(written: str) -> int | None:
    """The number, or None where places do not fall from left to right: then it has no single reading."""
    number = _by_place(written)
    if number >= 10**16:
        return None
    again = _capitals(number).replace("零", "")
    given = re.sub("(?<![壹贰叁肆伍陆柒捌玖])拾", "壹拾", written.replace("零", ""))
    return number if again == given or not number else None


def _by_place(written: str) -> int:
    for group, worth in (("亿", 10**8), ("万", 10**4)):
        if group in written:
            above, below = written.rsplit(group, 1)
            return _by_place(above) * worth + _by_place(below)
    total = digit = 0
    for sign in written:
        if sign in _PLACES:
            total, digit = total + (digit or 1) * _PLACES[sign], 0
        elif sign in _DIGITS:
            digit = _DIGITS.index(sign)
    return total + digit
