"""The checklist as shipped. Pure."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from liangxin.domains.schemes.rules.merchants import CheckItem
from liangxin.kernel.shipped import shipped_data

_FILE = Path(__file__).resolve().parents[1] / "data" / "merchant_checklist.yaml"


@cache
def check_items() -> tuple[CheckItem, ...]:
    """The items in their order."""
    return tuple(
        CheckItem(one["code"], one["label"], one["hint"], one["basis"], one["ours"], one["required"])
        for one in shipped_data(_FILE)["items"]
    )
