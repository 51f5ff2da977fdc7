"""How personal numbers and names are shown to those who need not see them whole: same length, the middle hidden."""

from __future__ import annotations

from liangxin.kernel.identifiers.spelling import spelled

_HIDDEN = "*"


def mask_resident_id(number: str) -> str:
    """Show the first three and the last two: neither birth date nor county.

    >>> mask_resident_id("11010519491231002X")
    '110*************2X'
    """
    return _masked(spelled(number), first=3, last=2)


def mask_phone(number: str) -> str:
    """Show the first three and the last four.

    >>> mask_phone("138 0013 8000")
    '138****8000'
    """
    return _masked(spelled(number), first=3, last=4)


def mask_name(name: str) -> str:
    """Show the first character.

    >>> mask_name("张三丰"), mask_name("李四")
    ('张**', '李*')
    """
    return _masked(name.strip(), first=1, last=0)


def mask_bank_card(number: str) -> str:
    """Show the last four.

    >>> mask_bank_card("6228 4800 1234 5678 903")
    '***************8903'
    """
    return _masked(spelled(number), first=0, last=4)


def mask_plate(plate: str) -> str:
    """Show place and letter and the last two.

    >>> mask_plate("鲁B·D12345")
    '鲁B****45'
    """
    return _masked(spelled(plate), first=2, last=2)


def _masked(text: str, *, first: int, last: int) -> str:
    """Hide all but the ends; of a text too short to hide anything, hide all."""
    hidden = len(text) - first - last
    if hidden <= 0:
        return _HIDDEN * len(text)
    return text[:first] + _HIDDEN * hidden + text[len(text) - last :]
