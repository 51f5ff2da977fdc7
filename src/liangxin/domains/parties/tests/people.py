"""Made-up people and enterprises with numbers whose checks are right; the divisions in them do not exist."""

from __future__ import annotations

from datetime import date, timedelta

from stdnum.cn import ric, uscc

from liangxin.domains.parties.rules.facts import EnterpriseFacts, PersonFacts

_SURNAMES, _GIVEN = "赵钱孙李周吴郑王冯陈褚卫", ("青禾", "望川", "守衡", "知远", "北屏", "秋水", "云泽", "鉴之")


def id_number(serial: int, born: date = date(1980, 1, 1)) -> str:
    """The resident number of that day and sequence."""
    body = f"990123{born:%Y%m%d}{serial:03d}"
    return body + ric.calc_check_digit(body + "0")


def code_of(serial: int) -> str:
    """The unified social credit code of that serial."""
    body = f"91990123MA0{serial:06d}"
    return body + uscc.calc_check_digit(body)


def person(serial: int, **changes: str) -> PersonFacts:
    born = date(1950, 1, 1) + timedelta(days=serial // 900)
    facts = {
        "name": _SURNAMES[serial % 12] + _GIVEN[serial % 8],
        "id_number": id_number(serial % 900 + 1, born),
        "phone": f"139{serial:08d}",
        "address": f"清岚县虚构路{serial}号",
        "bank_account": f"62284800{serial:011d}",
    }
    return PersonFacts(**{**facts, **changes})


def enterprise(serial: int, **changes: str) -> EnterpriseFacts:
    facts = {
        "name": f"清岚县虚构{serial}号家电有限公司",
        "uscc": code_of(serial),
        "address": f"清岚县虚构街{serial}号",
        "contact": "李青禾",
        "phone": f"138{serial:08d}",
        "bank_account": f"370{serial:09d}",
    }
    return EnterpriseFacts(**{**facts, **changes})
