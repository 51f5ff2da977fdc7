"""What a file is, told by its content; a name decides only between kinds of plain text."""

from __future__ import annotations

import codecs
import mmap
import re
import zipfile
from pathlib import Path, PurePath

import puremagic

UNKNOWN = "application/octet-stream"
SAMPLE = 64 * 1024

OFFICE = "application/vnd.openxmlformats-officedocument"
# A member that only this kind of package has.
PACKAGES = {
    "word/document.xml": f"{OFFICE}.wordprocessingml.document",
    "xl/workbook.xml": f"{OFFICE}.spreadsheetml.sheet",
    "ppt/presentation.xml": f"{OFFICE}.presentationml.presentation",
    "OFD.xml": "application/ofd",
}
# The name of the main stream of the old office formats, as their directory writes it.
STREAMS = {
    "WordDocument".encode("utf-16-le"): "application/msword",
    "Workbook".encode("utf-16-le"): "application/vnd.ms-excel",
    "PowerPoint Document".encode("utf-16-le"): "application/vnd.ms-powerpoint",
}
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Formats that are written in readable characters and would pass as text.
PROLOGUE = rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*"
WRITTEN = [
    (re.compile(rb"%PDF-"), "application/pdf"),
    (re.compile(rb"\{\\rtf"), "application/rtf"),
    (re.compile(PROLOGUE + rb"(?:<!doctype html|<html)", re.I | re.S), "text/html"),
    (re.compile(PROLOGUE + rb"(?:<!doctype svg[^>]*>\s*)?<svg", re.I | re.S), "image/svg+xml"),
    (re.compile(rb"(?:\xef\xbb\xbf)?<\?xml", re.I), "application/xml"),
]
# Programs, which the library of signatures splits into dozens of kinds without a type.
PROGRAMS = {
    b"MZ": "application/vnd.microsoft.portable-executable",
    b"\x7fELF": "application/x-executable",
}
TEXT_NAMES = {".md": "text/markdown", ".csv": "text/csv", ".html": "text/html", ".htm": "text/html"}
NOT_IN_TEXT = re.compile(r"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")


def media_type_of(path: Path, name: str = "") -> str:
    """The media type of the content at `path`; "application/octet-stream" where nothing is recognised."""
    with path.open("rb") as content:
        sample = content.read(SAMPLE)
    if sample.startswith(b"PK\x03\x04"):
        return _type_of_package(path)
    if sample.startswith(COMPOUND):
        return _type_of_compound(path)
    for pattern, kind in WRITTEN:
        if pattern.match(sample):
            return kind
    if _is_text(sample):
        return TEXT_NAMES.get(PurePath(name).suffix.lower(), "text/plain")
    for start, kind in PROGRAMS.items():
        if sample.startswith(start):
            return kind
    try:
        return str(puremagic.from_string(sample, mime=True)) or UNKNOWN
    except puremagic.PureError:
        return UNKNOWN


def _type_of_package(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as package:
            members = set(package.namelist())
    except zipfile.BadZipFile:
        return UNKNOWN
    return next((kind for member, kind in PACKAGES.items() if member in members), "application/zip")


def _type_of_compound(path: Path) -> str:
    with path.open("rb") as content, mmap.mmap(content.fileno(), 0, access=mmap.ACCESS_READ) as whole:
        return next((kind for stream, kind in STREAMS.items() if whole.find(stream) >= 0), "application/x-ole-storage")


def _is_text(sample: bytes) -> bool:
    encodings = ["utf-16"] if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else ["utf-8", "gb18030"]
    for encoding in encodings:
        try:
            # The sample may end inside a character, so the end is left open.
            text = codecs.getincrementaldecoder(encoding)().decode(sample, final=False)
        except UnicodeDecodeError:
            continue
        return not NOT_IN_TEXT.search(text)
    return False
