"""How much a file may hold, so that each answer comes within seconds and a gigabyte."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """`bytes` of the file as sent; `unpacked_bytes`, `part_bytes`, `entries` and `ratio` guard packages (docx, ofd),
    `tags` every part of theirs, `page_tags` a web page, whose elements take longer to judge.

    `ratio` is unpacked to packed size of one part, and counts only for parts over a megabyte: short XML packs well.
    `scanned_pages` and `office_seconds` bound the two slow ways: recognising pictures and asking LibreOffice.
    """

    bytes: int = 50_000_000
    pages: int = 300
    characters: int = 1_000_000
    unpacked_bytes: int = 400_000_000
    part_bytes: int = 40_000_000
    entries: int = 10_000
    tags: int = 2_000_000
    page_tags: int = 300_000
    ratio: int = 400
    scanned_pages: int = 50
    office_seconds: int = 60


DEFAULT_LIMITS = Limits()
