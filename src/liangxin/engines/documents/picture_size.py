"""How many pixels a PNG or JPEG says it has, told from its head without unpacking it."""

from __future__ import annotations

from struct import error, unpack_from

_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # markers of JPEG that carry the size


def picture_size(raw: bytes) -> tuple[int, int] | None:
    """Width and height; None for what is neither, or is broken before its size.

    >>> picture_size(b"\\x89PNG\\r\\n\\x1a\\n" + b"\\0\\0\\0\\rIHDR" + b"\\0\\0\\0\\x10" + b"\\0\\0\\0\\x20")
    (16, 32)
    """
    try:
        if raw.startswith(b"\x89PNG\r\n\x1a\n"):
            wide, high = unpack_from(">II", raw, 16)
            return wide, high
        return _jpeg(raw) if raw.startswith(b"\xff\xd8") else None
    except error:
        return None


def _jpeg(raw: bytes) -> tuple[int, int] | None:
    at = 2
    while at < len(raw):
        mark, kind, length = unpack_from(">BBH", raw, at)
        if mark != 0xFF:
            return None
        if kind in _FRAMES:
            high, wide = unpack_from(">HH", raw, at + 5)
            return wide, high
        at += 2 + length
    return None
