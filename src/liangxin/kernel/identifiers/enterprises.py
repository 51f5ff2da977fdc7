"""Unified social credit codes, GB 32100-2015.

The check character, with 31 read as 0, is as in python-stdnum; the check inside the organisation code (GB 11714) and
the list of registering bodies come from secondary sources and only raise doubts.
"""

from __future__ import annotations

import re

from stdnum.cn import uscc

from liangxin.kernel.identifiers.spelling import spelled
from liangxin.kernel.region_code import name_of
from liangxin.kernel.verdict import Verdict

_ALPHABET = "0-9A-HJ-NPQRTUWXY"
_WRITTEN = re.compile(rf"[{_ALPHABET}]{{2}}[0-9]{{6}}[{_ALPHABET}]{{10}}")
_REGISTERING_BODIES = "123456789ANY"
_NATIONAL = "10"
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


def check_uscc(text: str) -> Verdict:
    """Judge a unified social credit code.

    >>> check_uscc("91350100m000100y43")
    Verdict(value='91350100M000100Y43', ok=True, doubts=(), reason=None, kind=None)
    """
    code = spelled(text)
    if not _WRITTEN.fullmatch(code):
        return Verdict.refused(code, "统一社会信用代码应为18位数字和大写字母，不使用I、O、S、V、Z，第3至8位是数字。")
    if uscc.calc_check_digit(code[:-1]) != code[-1]:
        return Verdict.refused(code, "统一社会信用代码末位校验不符，请逐位核对。")
    return Verdict.well_formed(code, *_doubts(code))


def _doubts(code: str) -> list[str]:
    doubts = []
    if code[0] not in _REGISTERING_BODIES:
        doubts.append(f"首位“{code[0]}”不是已知的登记管理部门代码，请核对营业执照。")
    if code[2:4] != _NATIONAL and not name_of(f"{code[2:4]}0000"):
        doubts.append("第3、4位不是省级区划代码，请核对营业执照。")
    if organisation_check(code[8:16]) != code[16]:
        doubts.append("第9至17位的组织机构代码校验不符，请核对营业执照。")
    return doubts


def organisation_check(body: str) -> str:
    """Return the check character of an organisation code: letters count from A = 10, ten is X, eleven is 0.

    >>> organisation_check("M000100Y")
    '4'
    """
    total = sum(int(sign, 36) * weight for sign, weight in zip(body, _ORGANISATION_WEIGHTS, strict=True))
    return "0123456789X0"[11 - total % 11]
