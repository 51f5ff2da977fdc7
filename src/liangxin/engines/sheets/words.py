"""Reads texts, choices, identifiers, regions and places."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache

from liangxin.engines.sheets.cell_refusals import (
    IdentifierWrong,
    NotAChoice,
    NotAPhone,
    NotAPlace,
    NotYesOrNo,
    PrecisionLost,
    RegionAmbiguous,
    RegionUnknown,
    TooLong,
)
from liangxin.engines.sheets.grid import RawCell, Sort
from liangxin.engines.sheets.notices import DateInText, Doubted, PlaceTurned
from liangxin.engines.sheets.numbers import SCIENTIFIC, Convert
from liangxin.engines.sheets.setting import EXACT, Setting, cleared, exact_number
from liangxin.engines.sheets.sheet_type import LONGEST_CELL, Choice, Kind
from liangxin.kernel.identifiers import check_plate, check_resident_id, check_uscc, check_vin
from liangxin.kernel.region_code import ancestors, check_region_code, divisions, find, full_name
from liangxin.kernel.text import cut, half_width, plain
from liangxin.kernel.verdict import Verdict

_YES = frozenset(map(plain, ("是", "有", "√", "✓", "✔", "对", "y", "yes", "true", "1")))
NO = frozenset(map(plain, ("否", "无", "没有", "×", "✗", "x", "错", "n", "no", "false", "0")))
_ANY_DAY = date(9999, 12, 31)  # without a day, birth dates are only asked to exist
_MOBILE = re.compile(r"(?:\+?86-?)?(1[3-9]\d{9})", re.ASCII)
_LANDLINE = re.compile(r"(?:\(?(010|02\d|0[3-9]\d{2})\)?-?)(\d{7,8})(?:(?:-|转)(\d{1,6}))?", re.ASCII)
_SERVICE = re.compile(r"(?:[48]00-?\d{3}-?\d{4}|1\d{4}|9\d{4,5})", re.ASCII)
_DEGREES = re.compile(r"[°度]|′|'|分|″|\"|秒|:")
_COORDINATE = re.compile(r"\d{1,3}(?:\.\d{1,20})?(?: \d{1,2}(?:\.\d+)?(?: \d{1,2}(?:\.\d+)?)?)?", re.ASCII)
_CHINA = (Decimal(73), Decimal(136), Decimal(3), Decimal(54))  # west, east, south, north
_BETWEEN = re.compile(r"[-—/\\>·,，、\s]")  # 山东省-青岛市-平度市
_MOST_LISTED = 10
_SUGGESTED = 3


@dataclass(frozen=True, slots=True)
class Place:
    """Longitude and latitude in degrees, both as typed; of which system is for the column's help to say."""

    lng: Decimal
    lat: Decimal

    def __str__(self) -> str:
        return f"{self.lng},{self.lat}"


def text_converter(setting: Setting) -> Convert:
    """Gives a str: lines kept, blanks at their ends left out."""
    longest = setting.column.limits.characters or LONGEST_CELL

    def convert(cell: RawCell, row: int) -> str:
        text = _text(cell, setting, row)
        if len(text) > longest:
            raise setting.refused(TooLong, cell, length=len(text), bound=longest)
        return text

    return convert


def unit_converter(setting: Setting) -> Convert:
    """Gives a unit's name without spaces and with full-width brackets; the listed one where there is a list."""
    choices = _by_spelling(setting.column.choices)
    as_text = text_converter(setting)

    def convert(cell: RawCell, row: int) -> str:
        name = "".join(str(as_text(cell, row)).split()).translate(str.maketrans("()", "（）"))
        chosen = choices.get(name) or choices.get(plain(name))
        if choices and chosen is None:
            raise setting.refused(NotAChoice, cell, choices=_offered(name, setting.column.choices))
        return chosen.code if chosen else name

    return convert


def choice_converter(setting: Setting) -> Convert:
    """Gives the code of the choice."""
    choices = _by_spelling(setting.column.choices)

    def convert(cell: RawCell, row: int) -> str:
        typed = _text(cell, setting, row)
        chosen = choices.get(typed) or choices.get(plain(typed))
        if chosen is None:
            raise setting.refused(NotAChoice, cell, choices=_offered(typed, setting.column.choices))
        return chosen.code

    return convert


def yes_no_converter(setting: Setting) -> Convert:
    """Gives a bool."""

    def convert(cell: RawCell, _row: int) -> bool:
        typed = plain(setting.shown(cell))
        if typed not in _YES | NO:
            raise setting.refused(NotYesOrNo, cell)
        return typed in _YES

    return convert


def identifier_converter(setting: Setting) -> Convert:
    """Gives the normal spelling; doubts of the kernel become notices."""
    check = _CHECKS[setting.column.kind]

    def convert(cell: RawCell, row: int) -> str:
        verdict = check(_number_text(cell, setting, row), setting.on)
        if not verdict.ok:
            raise setting.refused(IdentifierWrong, cell, reason=verdict.reason)
        for doubt in verdict.doubts:
            setting.note(Doubted, row, doubt=doubt)
        return verdict.value

    return convert


def _resident(text: str, on: date | None) -> Verdict:
    """Without a day, nothing is said about age."""
    verdict = check_resident_id(text, on=on or _ANY_DAY)
    return verdict if on or not verdict.ok else Verdict.well_formed(verdict.value, kind=verdict.kind)


_CHECKS: dict[Kind, Callable[[str, date | None], Verdict]] = {
    Kind.USCC: lambda text, _: check_uscc(text),
    Kind.VIN: lambda text, _: check_vin(text),
    Kind.PLATE: lambda text, _: check_plate(text),
    Kind.RESIDENT_ID: _resident,
}


def phone_converter(setting: Setting) -> Convert:
    """Gives eleven digits of a mobile, `0532-82912345` of a fixed line, with `-8001` behind it for an extension."""

    def convert(cell: RawCell, row: int) -> str:
        typed = re.sub(r"[\s\u2010–—－]", "-", unicodedata.normalize("NFKC", _number_text(cell, setting, row)).strip())
        bare = re.sub("-+", "-", typed).replace("--", "-")
        if found := _MOBILE.fullmatch(bare.replace("-", "")):
            return found[1]
        if found := _LANDLINE.fullmatch(bare) or _LANDLINE.fullmatch(bare.replace("-", "")):
            return "-".join(part for part in found.groups() if part)
        if _SERVICE.fullmatch(bare):
            return bare.replace("-", "")
        raise setting.refused(NotAPhone, cell)

    return convert


def region_converter(setting: Setting) -> Convert:
    """Gives the code of a region, found by code or by name; the column's own choices go first."""
    choices = _by_spelling(setting.column.choices)

    def convert(cell: RawCell, row: int) -> str:
        typed = _number_text(cell, setting, row)
        chosen = choices.get(typed) or choices.get(plain(typed))
        if chosen is not None:
            return chosen.code
        code = re.sub(r"^(\d{6})0{6}$", r"\1", plain(typed))  # the twelve digits of statistics, for a county or above
        if code.isdecimal():
            verdict = check_region_code(code)
            if not verdict.ok:
                raise setting.refused(RegionUnknown, cell)
            for doubt in verdict.doubts:
                setting.note(Doubted, row, doubt=doubt)
            return verdict.value
        name = _BETWEEN.sub("", typed[:60])
        found = _by_partial_name().get(plain(name)) or tuple(find(name))
        if len(found) > 1:
            names = "、".join(f"{each} {full_name(each)}" for each in found[:_MOST_LISTED])
            raise setting.refused(RegionAmbiguous, cell, found=names)
        if not found:
            raise setting.refused(RegionUnknown, cell)
        return found[0]

    return convert


@cache
def _by_partial_name() -> dict[str, tuple[str, ...]]:
    """Codes by the name with one of those above: 青岛市平度市, 山东省平度市."""
    names = divisions()
    found: dict[str, tuple[str, ...]] = {}
    for code, name in names.items():
        for spelled in {plain(names.get(above, "") + name) for above in ancestors(code)}:
            found[spelled] = (*found.get(spelled, ()), code)
    return found


def place_converter(setting: Setting) -> Convert:
    """Gives a `Place`; latitude before longitude is turned round where only that can be meant."""

    def convert(cell: RawCell, row: int) -> Place:
        first, second = _coordinates(_text(cell, setting, row)) or (None, None)
        if first is None or second is None:
            raise setting.refused(NotAPlace, cell)
        west, east, south, north = _CHINA
        if west <= first <= east and south <= second <= north:
            return Place(first, second)
        if west <= second <= east and south <= first <= north:
            setting.note(PlaceTurned, row)
            return Place(second, first)
        raise setting.refused(NotAPlace, cell)

    return convert


def _coordinates(text: str) -> tuple[Decimal, Decimal] | None:
    """Two numbers of degrees, or of degrees, minutes and seconds."""
    tidy = re.sub("东经|北纬|经度|纬度|[EN]", " ", unicodedata.normalize("NFKC", text[:100]), flags=re.I)
    tidy = re.sub(r"(?<!\d):|[()\[\]]", " ", tidy)
    parts = [" ".join(part.split()) for part in re.split("[,、;]", tidy) if part.strip()]
    if len(parts) == 1 and len(parts[0].split()) == 2:
        parts = parts[0].split()
    if len(parts) != 2:
        return None
    read = [_degrees(part) for part in parts]
    return (read[0], read[1]) if read[0] is not None and read[1] is not None else None


def _degrees(text: str) -> Decimal | None:
    parted = " ".join(_DEGREES.sub(" ", text).split())
    if not _COORDINATE.fullmatch(parted):
        return None
    total, sixty = Decimal(0), Decimal(1)
    for part in parted.split():
        total += Decimal(part) / sixty
        sixty *= 60
    return total if len(parted.split()) == 1 else round(total, 7)


def _number_text(cell: RawCell, setting: Setting, row: int) -> str:
    """The text of a number that is no amount; an apostrophe that was to keep it whole is left out."""
    text = _text(cell, setting, row)
    if cell.sort is Sort.TEXT and SCIENTIFIC.fullmatch(text.strip()):
        raise setting.refused(PrecisionLost, cell)
    return half_width(text).strip().removeprefix("'").strip()


def _text(cell: RawCell, setting: Setting, row: int) -> str:
    """A cell as text. Raises PrecisionLost for a long number that is kept as a number."""
    if cell.sort is Sort.TEXT:
        found = SCIENTIFIC.fullmatch(cell.text)
        if found and "." in cell.text and len(found[1]) < 4 and int(found[1]) >= 11:
            raise setting.refused(PrecisionLost, cell)
        return tidy_text(cell.text)
    if cell.sort is Sort.NUMBER:
        number = exact_number(cell)
        if number is None or abs(number) >= EXACT:
            raise setting.refused(PrecisionLost, cell)
        if cell.look.is_date:
            setting.note(DateInText, row)
    return setting.shown(cell)


def tidy_text(text: str) -> str:
    """One kind of line end, no blanks at the ends of lines or of the text, no invisible marks.

    >>> tidy_text(" 甲 \\r\\n乙\\u200b ")
    '甲\\n乙'
    """
    return _tidied_once(text) if len(text) <= _SHORT else _tidied(text)


def _tidied(text: str) -> str:
    text = cleared(text)
    if "\n" not in text and "\r" not in text:
        return text.strip()
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.strip() for line in lines).strip()


_SHORT = 64  # letters; longer texts seldom repeat themselves, and shall not be kept
_tidied_once = lru_cache(maxsize=16_384)(_tidied)


def _by_spelling(choices: tuple[Choice, ...]) -> dict[str, Choice]:
    """By the form for comparison, and as written, which spares most cells the comparison."""
    names = [(name, each) for each in choices for name in (each.code, each.name, *each.aliases)]
    return dict(names) | {plain(name): each for name, each in names}


def _offered(typed: str, choices: tuple[Choice, ...]) -> str:
    """The nearest choices where some are near, else the first ones."""
    names = [each.name for each in choices]
    near = (
        difflib.get_close_matches(cut(typed, 40) if typed else "", names, _SUGGESTED, 0.5)
        if len(names) > _MOST_LISTED
        else []
    )
    shown = near or names[:_MOST_LISTED]
    return "、".join(shown) + ("等" if len(shown) < len(names) else "")
