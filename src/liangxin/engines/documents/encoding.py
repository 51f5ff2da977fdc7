"""Bytes to text: byte order marks, UTF-8, UTF-16 with and without mark, GB18030, and files with a few damaged bytes."""

from __future__ import annotations

import codecs
import unicodedata
from dataclasses import dataclass

SAMPLE = 4_000
MOST_ODD = 0.02
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """`damaged` counts the places where bytes were no text and stand as U+FFFD."""

    text: str
    encoding: str
    damaged: int = 0

    def warnings(self) -> tuple[str, ...]:
        if not self.damaged:
            return ()
        return (f"文件中有{self.damaged}处字符已损坏，显示为“\ufffd”，请对照原文核对。",)


def decode(raw: bytes, declared: str | None = None) -> Decoded | None:
    """The text of `raw`, or None where it is none in any of the encodings; `declared` is tried first where it fits.

    A byte order mark is taken away. Chinese in GB18030 is hardly ever valid UTF-8, so it goes first; between
    GB18030 and UTF-16 without mark, which nearly any bytes satisfy, the reading with more everyday characters wins.
    """
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return _sensible(raw[len(mark) :], encoding)
    for encoding in filter(None, (declared and _normal_name(declared), "utf-8")):
        text = _strict(raw, encoding)
        if text is not None and "\x00" not in text and _looks_like_text(text, any_script=encoding == "utf-8"):
            return Decoded(text, encoding)
    readings = [(encoding, _strict(raw, encoding)) for encoding in ("gb18030", "utf-16-le", "utf-16-be")]
    sensible = [Decoded(text, encoding) for encoding, text in readings if text is not None and _looks_like_text(text)]
    if sensible:
        return max(sensible, key=lambda decoded: _share_of_common(decoded.text))
    for encoding in ("utf-8", "gb18030"):
        decoded = _sensible(raw, encoding)
        if decoded:
            return decoded
    return None


def _normal_name(declared: str) -> str:
    """GB2312 and GBK are subsets of GB18030, and pages that declare them use more than they have."""
    try:
        name = codecs.lookup(declared).name
    except (LookupError, ValueError):  # ValueError: a name with a NUL
        return "utf-8"
    return "gb18030" if name in {"gb2312", "gbk", "hz"} else name


def _strict(raw: bytes, encoding: str) -> str | None:
    try:
        text = raw.decode(encoding)
    except (UnicodeError, LookupError):  # LookupError: "base64" and such are codecs, but not of text
        return None
    return text.removeprefix("\ufeff")


def _sensible(raw: bytes, encoding: str) -> Decoded | None:
    text = raw.decode(encoding, errors="replace")
    damaged = text.count("\ufffd")
    if damaged > max(1, len(text) * MOST_ODD) or not _looks_like_text(text):
        return None
    return Decoded(text, encoding, damaged)


def _looks_like_text(text: str, *, any_script: bool = False) -> bool:
    """Hardly any controls, private or unassigned characters, or letters of scripts from far away.

    Binary read as GB18030 or UTF-16 gives all scripts side by side; as UTF-8 it is hardly ever valid, so that there
    Tibetan or Uyghur is what it seems.
    """
    sample = text[:SAMPLE]
    if not sample:
        return True
    odd = sum(1 for character in sample if _is_odd(character, any_script))
    return odd <= max(1, len(sample) * MOST_ODD) if len(sample) > 20 else odd == 0


def _share_of_common(text: str) -> float:
    """The share of ASCII and of GB 2312 up to its first level, the 3 755 everyday ideographs."""
    sample = text[:SAMPLE]
    common = sum(1 for character in sample if b"\x00" < character.encode("gb2312", "ignore")[:1] < b"\xd8")
    return common / max(1, len(sample))


def _is_odd(character: str, any_script: bool) -> bool:
    if character in "\t\n\r\f\v\ufeff\ufffd\u200b":
        return False
    if "\u4e00" <= character <= "\u9fff" or " " <= character <= "~":
        return False
    if not any_script and ("\u0590" <= character <= "\u1fff" or "\ua000" <= character <= "\uabff"):
        return True
    return unicodedata.category(character) in {"Cc", "Cn", "Co", "Cs"}
