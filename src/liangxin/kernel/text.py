"""Chinese text: comparison form, width, cutting, and numbers written in characters.

Nothing here guesses: a number that people write in more than one sense (十几, 一百五, 三四十) is refused.
"""

from __future__ import annotations

import re
import unicodedata
from uuid import UUID

from liangxin.kernel.refusal import Refusal, RefusalKind

LARGEST_NUMERAL = 10**16 - 1
# A number in Arabic digits, in groups of three or in one run: a comma or a space elsewhere may be a slip.
WRITTEN_NUMBER = r"(?P<number>[-+]?\s*(?:\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+|\d+)(?:\.\d+)?)"

_DIGITS = "零一二三四五六七八九"
_PLACES = ("", "十", "百", "千")
_ONE_SIGN_EACH = str.maketrans("“”„«»‘’•・‧∙⋅〔〕【】", '"""""' + "''" + "·····" + "[][]")
_SIMPLE_NUMERALS = str.maketrans("〇○壹贰叁肆伍陆柒捌玖拾佰仟", "零零一二三四五六七八九十百千")
_NUMERAL = re.compile(f"[{_DIGITS}十百千万亿]+")
_HALF = "".join(map(chr, range(0x21, 0x7F)))
_FULL = "".join(map(chr, range(0xFF01, 0xFF5F)))


class NumeralUnreadable(Refusal):
    """A text is not a number in Chinese characters, or can be read in two ways."""

    code, kind = "text.numeral_unreadable", RefusalKind.INVALID
    sentence, remedy = "“%(text)s”不是一个确定的中文数字。", "请写成阿拉伯数字，如 123。"


def plain(text: str) -> str:
    """Return the form in which two texts are compared: one width, one case, one kind of quote and dash, no space.

    >>> plain("台（套） ＡＢ—c") == plain("台(套)ab-C")
    True
    """
    if text.isascii():
        return "".join(text.lower().split())  # the same, ten times as fast: serials and codes of goods at tills
    while (folded := _folded(text)) != text:  # leaving a space out can make two signs one, so until nothing changes
        text = folded
    return text


def _folded(text: str) -> str:
    one_width = unicodedata.normalize("NFKC", text).casefold().translate(_ONE_SIGN_EACH)
    if one_width.isalnum():
        return one_width  # nothing to leave out, as in most names and numbers
    signs = ((sign, unicodedata.category(sign)) for sign in one_width)
    return "".join("-" if kind == "Pd" else sign for sign, kind in signs if kind != "Cf" and not sign.isspace())


def same_name(one: str, other: str) -> bool:
    """Tell whether two names differ in nothing but width, case, space and kind of bracket or dot.

    >>> same_name("区政府办公室（机关事务服务中心）", "区政府办公室(机关事务 服务中心)")
    True
    """
    return plain(one) == plain(other)


def half_width(text: str) -> str:
    """Turn full-width letters, digits, signs and the wide space into ASCII, and leave all else as it is.

    >>> half_width("Ａ１（２）　万")
    'A1(2) 万'
    """
    return text.translate(str.maketrans(_FULL + "\u3000", _HALF + " "))


def full_width(text: str) -> str:
    """Turn ASCII letters, digits, signs and the space into their full-width forms.

    >>> full_width("A1(2)")
    'Ａ１（２）'
    """
    return text.translate(str.maketrans(_HALF + " ", _FULL + "\u3000"))


def ungrouped(number: str) -> str:
    """Leave out what stands between the digits of a `WRITTEN_NUMBER`.

    >>> ungrouped("- 2 500.5"), ungrouped("1,234")
    ('-2500.5', '1234')
    """
    return re.sub("[, ]", "", number)


def cut(text: str, length: int) -> str:
    """Shorten a text to at most `length` characters, the last of which is … where something was left out.

    >>> cut("推动大规模设备更新", 5), cut("短", 5)
    ('推动大规…', '短')
    """
    if length < 1:
        raise ValueError(f"a text cannot be cut to {length} characters")
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def numeral(number: int) -> str:
    """Write an integer from 0 to 10^16 - 1 in characters, as outlines and prose do.

    >>> numeral(1), numeral(21), numeral(110), numeral(10_005), numeral(120_000)
    ('一', '二十一', '一百一十', '一万零五', '十二万')
    """
    return re.sub("^一十", "十", _spelled_out(number))


def chinese_number(text: str) -> int:
    """Read a number written in characters: places (一百二十三, 两千, 廿一) or digit by digit (二〇二五).

    Raises `NumeralUnreadable` for what is no number or has no single reading.

    >>> chinese_number("一百二十三"), chinese_number("两万零五"), chinese_number("廿一"), chinese_number("二〇二五")
    (123, 20005, 21, 2025)
    """
    simple = text.strip().translate(_SIMPLE_NUMERALS)
    if simple != "两" and re.search("两(?![百千万亿])", simple):
        raise NumeralUnreadable(text=cut(text, 20))
    simple = simple.replace("两", "二").replace("廿", "二十").replace("卅", "三十")
    if not _NUMERAL.fullmatch(simple):
        raise NumeralUnreadable(text=cut(text, 20))
    # Two digits side by side without a zero may be an estimate: 二三 is "two or three".
    if all(sign in _DIGITS for sign in simple) and (len(simple) in (1, *range(3, 17)) or "零" in simple[:2] == simple):
        return int("".join(str(_DIGITS.index(sign)) for sign in simple))
    spelled_out = re.sub("(?<![一二三四五六七八九])十", "一十", simple)
    number = _by_place(spelled_out)
    # Reading is lenient about order and zeros; writing is not. Only what is written the same way has one sense.
    if number > LARGEST_NUMERAL or _spelled_out(number) != spelled_out:
        raise NumeralUnreadable(text=cut(text, 20))
    return number


def _by_place(spelled_out: str) -> int:
    """Add up digits times places, big groups first."""
    for group, worth in (("亿", 10**8), ("万", 10**4)):
        if group in spelled_out:
            above, below = spelled_out.rsplit(group, 1)
            return _by_place(above) * worth + _by_place(below)
    total = digit = 0
    for sign in spelled_out:
        if sign in _DIGITS:
            digit = _DIGITS.index(sign)
        else:
            total, digit = total + digit * 10 ** _PLACES.index(sign), 0
    return total + digit


def _spelled_out(number: int) -> str:
    """Write a number with 一十 for ten wherever it stands."""
    if not 0 <= number <= LARGEST_NUMERAL:
        raise ValueError(f"{number} is outside 0..{LARGEST_NUMERAL}")
    if number >= 10**8:
        return _spelled_out(number // 10**8) + "亿" + _below(number % 10**8, 10**7)
    if number >= 10**4:
        return _spelled_out(number // 10**4) + "万" + _below(number % 10**4, 10**3)
    digits = [int(sign) for sign in str(number)]
    written = "".join(
        _DIGITS[digit] + (_PLACES[place] if digit else "")
        for digit, place in zip(digits, range(len(digits) - 1, -1, -1), strict=True)
    )
    return re.sub("零+", "零", written).rstrip("零") or "零"


def _below(rest: int, without_gap: int) -> str:
    """Write what stands below a group name; a missing first place is said as 零."""
    if not rest:
        return ""
    return ("" if rest >= without_gap else "零") + _spelled_out(rest)


def uuid_or_none(text: str) -> UUID | None:
    """The id that a text is; None for anything else."""
    try:
        return UUID(text)
    except ValueError:
        return None
