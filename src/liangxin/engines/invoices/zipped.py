"""Archives as tax bureaus send them: the XML, OFD and PDF of one invoice, or of several, in one ZIP file."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Final

from liangxin.engines.documents.limits import Limits
from liangxin.engines.documents.package import Package
from liangxin.engines.documents.structure import Format
from liangxin.engines.invoices.refusals import NothingInside, TooManyInside

MOST_FILES: Final = 20
_SUFFIXES: Final = (".xml", ".ofd", ".pdf", ".jpg", ".jpeg", ".png")
_OFFICE: Final = ("ofd.xml", "[content_types].xml")


def is_archive(data: bytes) -> bool:
    """Whether a file is a plain ZIP archive and no document made of one."""
    if not data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = [name.replace("\\", "/").lower() for name in archive.namelist()]
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError):
        return False
    return not any(name.lstrip("/") in _OFFICE for name in names)


def parts(data: bytes, limits: Limits) -> Iterator[tuple[str, bytes]]:
    """Names and bytes of the files that can be read; raises a DocumentRefused where none can, or too many are there."""
    with Package(data, Format.OFD, limits) as package:
        names = [name for name in package.names() if name.endswith(_SUFFIXES) and "__macosx" not in name]
        if not names:
            raise NothingInside
        if len(names) > MOST_FILES:
            raise TooManyInside(count=len(names), limit=MOST_FILES)
        for name in names:
            yield name.rpartition("/")[2], package.read(name)
