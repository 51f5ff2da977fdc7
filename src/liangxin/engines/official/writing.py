"""Puts a document into a file: whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import IO

from liangxin.engines.official.package import document_bytes
from liangxin.engines.official.records import OfficialDocument


def write_document(document: OfficialDocument, target: Path | IO[bytes]) -> None:
    """Write a .docx file to a path or an open file. The same document gives the same bytes.

    The file is made in memory first; at a path, what stood there is replaced in one step. Raises OSError where the
    operating system will not take it; nothing half-written stays then.
    """
    raw = document_bytes(document)
    if isinstance(target, Path):
        _replace(target, raw)
    else:
        target.write(raw)


def _replace(target: Path, raw: bytes) -> None:
    handle, name = tempfile.mkstemp(prefix=".liangxin-", suffix=".docx", dir=target.parent)
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(raw)
        beside.chmod(_permissions(target))
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)


def _permissions(target: Path) -> int:
    """Those of the file that is replaced, else those a new file would get; mkstemp's are for the owner alone."""
    if target.exists():
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
