"""Takes the page out of a web archive (.mht, "web page, single file"): the first HTML one of its MIME parts."""

from __future__ import annotations

import binascii
import quopri
import re

HEAD = 4_096
_MOST_PARTS = 500
_BOUNDARY = re.compile(rb'boundary="?([^"\r\n;]{1,200})')
_BLANK_LINE = re.compile(rb"\r?\n\r?\n")


def is_web_archive(raw: bytes) -> bool:
    head = raw[:HEAD].lower()
    return b"mime-version:" in head and b"multipart/related" in head and _BOUNDARY.search(raw[:HEAD]) is not None


def page_of_archive(raw: bytes) -> bytes:
    """The HTML of an archive, unpacked; `raw` itself where there is none."""
    boundary = _BOUNDARY.search(raw[:HEAD])
    for part in raw.split(b"--" + boundary[1], _MOST_PARTS)[1:] if boundary else ():
        fields, *content = _BLANK_LINE.split(part, 1)
        fields = fields.lower()
        if content and b"text/html" in fields:
            return _unpacked(content[0], fields)
    return raw


def _unpacked(content: bytes, fields: bytes) -> bytes:
    if b"quoted-printable" in fields:
        return quopri.decodestring(content)
    if b"base64" in fields:
        try:
            return binascii.a2b_base64(content)
        except binascii.Error:
            return b""
    return content
