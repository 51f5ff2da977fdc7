"""Reads what only an office suite can (.doc, .wps, .rtf): LibreOffice makes a .docx of it, which is then read."""

from __future__ import annotations

from dataclasses import replace

from liangxin.engines.documents.converting import ConverterMissing, ConverterTooSlow, converted
from liangxin.engines.documents.limits import Limits
from liangxin.engines.documents.refusals import (
    BrokenFile,
    EncryptedFile,
    OfficeFailed,
    OfficeMissing,
    UnsupportedFormat,
)
from liangxin.engines.documents.structure import Document, Format
from liangxin.engines.documents.word import read_word

_SUFFIXES = {Format.DOC: "doc", Format.RTF: "rtf"}
_COMPOUND = b"\xd0\xcf\x11\xe0"
_WORD_MARK = b"\xec\xa5"  # first word of a Word 97 stream [MS-DOC] 2.5.1
_WORD_ENCRYPTED = 0x01  # in the second byte of its flags, bit 8 of the 16


def read_through_office(raw: bytes, kind: Format, limits: Limits) -> Document:
    """Raises EncryptedFile, UnsupportedFormat, OfficeMissing, OfficeFailed and what `read_word` raises."""
    if raw.startswith(_COMPOUND):
        _check_compound(raw)
    made = _as_docx(raw, kind, limits.office_seconds)
    try:
        return replace(read_word(made, limits), format=kind)
    except BrokenFile as fault:
        raise BrokenFile(format=kind.label) from fault


def _check_compound(raw: bytes) -> None:
    """An OLE container is a .docx with a password, an old Word file, or something else altogether."""
    if "EncryptedPackage".encode("utf-16-le") in raw:
        raise EncryptedFile(format=Format.DOCX.label)
    if "WordDocument".encode("utf-16-le") not in raw:
        raise UnsupportedFormat(found="其他软件的文件")
    start = raw.find(_WORD_MARK, 512)
    if start % 512 == 0 and len(raw) > start + 12 and raw[start + 11] & _WORD_ENCRYPTED:
        raise EncryptedFile(format=Format.DOC.label)


def _as_docx(raw: bytes, kind: Format, seconds: int) -> bytes:
    try:
        made = converted(raw, _SUFFIXES[kind], "docx:MS Word 2007 XML", seconds)
    except ConverterMissing as fault:
        raise OfficeMissing(format=kind.label) from fault
    except ConverterTooSlow as fault:
        raise OfficeFailed(format=kind.label, seconds=seconds) from fault
    if made is None:
        raise BrokenFile(format=kind.label)
    return made
