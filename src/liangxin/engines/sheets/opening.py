"""Tells the formats of workbooks apart by content, and opens them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath
from typing import IO

from liangxin.engines.sheets.delimited import DelimitedBook
from liangxin.engines.sheets.grid import Book
from liangxin.engines.sheets.limits import SheetLimits
from liangxin.engines.sheets.notices import Converted
from liangxin.engines.sheets.office import OldFormat, converted
from liangxin.engines.sheets.package import FAULTS, normal
from liangxin.engines.sheets.refusals import (
    BrokenWorkbook,
    EmptyWorkbook,
    EncryptedWorkbook,
    FileUnreachable,
    NotAWorkbook,
    UnsafeWorkbook,
    WorkbookTooLarge,
)
from liangxin.engines.sheets.xlsx import XlsxBook

Source = Path | bytes | IO[bytes]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHERS = (
    b"%PDF-",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"{\\rtf",
    b"MZ",
    b"\x7fELF",
)
_PAGE = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*+-->\s*)*+<(?:!doctype\s+html|html|head|body|meta|table)[\s>]",
    re.I | re.S,
)
_SHEET_XML = re.compile(rb'progid="Excel\.Sheet"|urn:schemas-microsoft-com:office:spreadsheet')


@contextmanager
def open_book(source: Source, name: str, limits: SheetLimits) -> Iterator[Book]:
    """The workbook in a file, whatever its format. `name` is that of the file, shown for a text table.

    Raises SheetRefused; FileUnreachable where the operating system will not open a path.
    """
    with open_file(source, limits) as file:
        book = _book(file, name, limits)
        try:
            yield book
        finally:
            book.close()


@contextmanager
def open_file(source: Source, limits: SheetLimits) -> Iterator[IO[bytes]]:
    """The bytes of a source as a file that can be wound back, within the limit of size."""
    if isinstance(source, Path):
        try:
            file: IO[bytes] = source.open("rb")
        except (OSError, ValueError) as fault:
            raise FileUnreachable(path=source) from fault
    else:
        file = io.BytesIO(source if isinstance(source, bytes) else source.read(limits.bytes + 1))
    with file:
        size = _size(file)
        if size > limits.bytes:
            raise WorkbookTooLarge(megabytes=-(-size // 10**6), limit=limits.bytes // 10**6)
        if not size:
            raise EmptyWorkbook
        yield file


def _size(file: IO[bytes]) -> int:
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    return size


def _book(file: IO[bytes], name: str, limits: SheetLimits) -> Book:
    packed, kind = packaged(file, limits)
    if packed is None:
        return DelimitedBook(file.read(), PurePath(name.replace("\x00", "")).stem)
    book = XlsxBook(packed, limits)
    if kind is not None:
        book.notices.append(Converted(format=kind))
    return book


def packaged(file: IO[bytes], limits: SheetLimits) -> tuple[IO[bytes] | None, OldFormat | None]:
    """The file itself where it is a package of .xlsx, else what LibreOffice makes of it and what it was.

    No file where it is a text, which needs no package. Raises SheetRefused.
    """
    head = file.read(8192)
    file.seek(0)
    kind = None
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        kind = _kind_of_package(file, limits)
    elif head.startswith(_OLE):
        kind = _kind_of_compound(file)
    elif head.startswith(_OTHERS):
        raise NotAWorkbook
    elif _SHEET_XML.search(head):
        kind = OldFormat.XML
    elif _PAGE.match(head):
        kind = OldFormat.HTML
    else:
        return None, None
    return (file if kind is None else io.BytesIO(converted(file.read(), kind, limits.office_seconds))), kind


def _kind_of_package(file: IO[bytes], limits: SheetLimits) -> OldFormat | None:
    """What LibreOffice has to convert; None where nothing has to be."""
    names = _names(file, limits)
    if "mimetype" in names and "content.xml" in names:
        return OldFormat.ODS
    if "xl/workbook.bin" in names:
        return OldFormat.XLSB
    is_workbook = any(name.startswith("xl/") for name in names)
    is_other = "[content_types].xml" not in names or any(name.startswith(("word/", "ppt/")) for name in names)
    if names and is_other and not is_workbook:
        raise NotAWorkbook
    return None


def _names(file: IO[bytes], limits: SheetLimits) -> set[str]:
    try:
        with zipfile.ZipFile(file) as package:
            parts = package.infolist()
            if len(parts) > limits.entries or sum(part.file_size for part in parts) > limits.unpacked_bytes:
                raise UnsafeWorkbook
            return {normal(part.filename) for part in parts}
    except FAULTS as fault:
        raise BrokenWorkbook from fault
    finally:
        file.seek(0)


def _kind_of_compound(file: IO[bytes]) -> OldFormat:
    """An OLE container is a workbook with a password, an old workbook, or something else altogether."""
    raw = file.read()
    file.seek(0)
    if "EncryptedPackage".encode("utf-16-le") in raw:
        raise EncryptedWorkbook
    if not any(stream.encode("utf-16-le") in raw for stream in ("Workbook", "Book")):
        raise NotAWorkbook
    if _has_file_password(raw):
        raise EncryptedWorkbook
    return OldFormat.XLS


def _has_file_password(raw: bytes) -> bool:
    """Whether FILEPASS (0x002F, [MS-XLS] 2.4.117) comes soon behind the first BOF of a BIFF8 workbook."""
    start = raw.find(b"\x09\x08\x10\x00\x00\x06\x05\x00")
    place = start + 20
    for _ in range(4):  # WriteProtect and the interface header may stand between
        kind, length = raw[place : place + 2], int.from_bytes(raw[place + 2 : place + 4], "little")
        if start < 0 or kind == b"\x2f\x00":
            return start >= 0
        place += 4 + length
    return False
