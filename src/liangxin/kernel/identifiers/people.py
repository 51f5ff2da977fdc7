"""Resident identity numbers, GB 11643-1999, and the permits of residence that share their form.

Sources: weights and check by GB 11643 (ISO 7064 MOD 11-2) through python-stdnum, which also knows which divisions were
valid when; permits of foreigners (2023 form: 9, issuing province, country, birth date, same check) and of residents of
Hong Kong, Macao and Taiwan (810000, 820000, 830000) from secondary sources: their inner parts only raise doubts.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from stdnum.cn import ric
from stdnum.exceptions import InvalidComponent

from liangxin.kernel.identifiers.spelling import spelled
from liangxin.kernel.region_code import name_of
from liangxin.kernel.term import Term
from liangxin.kernel.verdict import Verdict

_WRITTEN = re.compile(r"[1-9]\d{16}[\dX]", re.ASCII)
_OLD_FORM = re.compile(r"\d{15}", re.ASCII)
_OLDEST_AGE = 120


class ResidentIdKind(Term):
    """Whose number it is."""

    RESIDENT = "resident", "居民身份证"
    HK_MACAO_TAIWAN = "hk_macao_taiwan", "港澳台居民居住证"
    FOREIGNER = "foreigner", "外国人永久居留身份证"


def check_resident_id(text: str, *, on: date) -> Verdict:
    """Judge an identity number as known on a day; `kind` of the verdict is a `ResidentIdKind`.

    >>> check_resident_id("11010519491231002x", on=date(2025, 1, 1)).value
    '11010519491231002X'
    >>> check_resident_id("110105194912310021", on=date(2025, 1, 1)).reason
    '公民身份号码末位校验不符，请逐位核对。'
    """
    number = spelled(text)
    if _OLD_FORM.fullmatch(number):
        return Verdict.refused(number, "15位身份证号码已停用，请填写18位公民身份号码。")
    if not _WRITTEN.fullmatch(number):
        return Verdict.refused(number, "公民身份号码应为18位：前17位是数字，末位是数字或X。")
    if ric.calc_check_digit(number) != number[-1]:
        return Verdict.refused(number, "公民身份号码末位校验不符，请逐位核对。")
    kind = _kind_of(number)
    wrong_date = _wrong_birth_date(number, on)
    if wrong_date and kind is ResidentIdKind.RESIDENT:
        return Verdict.refused(number, wrong_date)
    return Verdict.well_formed(number, wrong_date, _old_age(number, on), _strange_division(number, kind), kind=kind)


def birth_date_of(number: str) -> date | None:
    """Return the birth date that a well-formed number holds, or None where it is no date."""
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None


def modern_resident_id(old: str) -> str:
    """Return the number of eighteen that a number of fifteen became: the century put in, the check added.

    The form of fifteen, with years of the 20th century only, is from memory of GB 11643-1989: it may lead to somebody,
    and decides nothing.

    >>> modern_resident_id("110105491231002")
    '11010519491231002X'
    """
    body = f"{old[:6]}19{old[6:]}"
    return body + ric.calc_check_digit(body + "0")


def _kind_of(number: str) -> ResidentIdKind:
    if number.startswith("9"):
        return ResidentIdKind.FOREIGNER
    return ResidentIdKind.HK_MACAO_TAIWAN if number[:2] in ("81", "82", "83") else ResidentIdKind.RESIDENT


def _wrong_birth_date(number: str, on: date) -> str | None:
    born = birth_date_of(number)
    if born is None:
        return "号码中的出生日期不存在，请核对第7至14位。"
    return "号码中的出生日期晚于今天，请核对第7至14位。" if born > on else None


def _old_age(number: str, on: date) -> str | None:
    born = birth_date_of(number)
    return f"按号码计算年龄超过{_OLDEST_AGE}岁，请核对。" if born and on.year - born.year > _OLDEST_AGE else None


def _strange_division(number: str, kind: ResidentIdKind) -> str | None:
    """Doubt a division that was not there at birth: real numbers keep codes of divisions long gone."""
    if kind is ResidentIdKind.FOREIGNER:
        return None if name_of(f"{number[1:3]}0000") else "号码第2、3位不是省级代码，请核对永久居留身份证。"
    if kind is ResidentIdKind.HK_MACAO_TAIWAN:
        return None if number[2:6] == "0000" else "居住证号码前六位应为810000、820000或830000，请核对。"
    if not _was_division(number[:6], number[6:10]):
        return "号码前六位不是出生时已有的区划代码，请核对；如系历史代码可继续办理。"
    return None


@lru_cache(maxsize=16384)
def _was_division(code: str, year: str) -> bool:
    """Whether the division was there in the year: python-stdnum looks at no more of a number, but long each time."""
    try:
        ric.get_birth_place(f"{code}{year}01010000")
    except (InvalidComponent, KeyError):  # python-stdnum 2.2: KeyError where it knows the province alone
        return False
    return True
