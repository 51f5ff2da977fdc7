"""What may be the name or the code of an indicator."""

from __future__ import annotations

import re

from liangxin.domains.indicators.errors import CodeMalformed, NameMissing
from liangxin.kernel.text import plain

_CODE = re.compile(r"[a-z][a-z0-9_]{1,59}")


def require_name(name: str, limit: int, *, field: str = "name") -> str:
    """The name without outer space; refuses one that is empty, all punctuation or too long."""
    cleaned = name.strip()
    if not any(sign.isalnum() for sign in plain(cleaned)) or len(cleaned) > limit:
        raise NameMissing(field=field, limit=limit)
    return cleaned


def require_code(code: str) -> str:
    """The code if it is lower-case letters, digits and underscores; refuses any other."""
    if not _CODE.fullmatch(code):
        raise CodeMalformed(field="code", code=code)
    return code
