"""Merchants and shops in the columns of their template."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import IO, Any

from liangxin.domains.schemes.rules.merchant_sheets import merchants_sheet
from liangxin.engines.sheets import write_template


def write_merchants_sheet(target: IO[bytes], rows: Sequence[Mapping[str, Any]]) -> None:
    """The template, filled with rows where there are some."""
    write_template(merchants_sheet(), target, rows)
