"""How much a workbook may hold, so that each answer comes within seconds and half a gigabyte."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SheetLimits:
    """`bytes` of the file as sent; `unpacked_bytes`, `entries` and `ratio` guard the package, `part_bytes` those of its
    parts that are held whole (styles, strings); the worksheets themselves are streamed.

    `rows` and `columns` are of the table that is read, `head_rows` how far down its head is looked for, `faults` how
    many are listed. `ratio` is unpacked to packed size and counts only for parts over ten megabytes: empty rows pack
    well. `row_bytes` is the longest row of XML.
    """

    bytes: int = 60_000_000
    unpacked_bytes: int = 2_000_000_000
    part_bytes: int = 200_000_000
    row_bytes: int = 32_000_000
    entries: int = 5_000
    ratio: int = 600
    sheets: int = 255
    rows: int = 300_000
    columns: int = 512
    head_rows: int = 60
    faults: int = 50_000
    comments: int = 2_000
    office_seconds: int = 90


DEFAULT_LIMITS = SheetLimits()
