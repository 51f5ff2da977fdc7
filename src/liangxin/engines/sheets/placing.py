"""Puts a file where it belongs: whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import IO

Target = Path | IO[bytes]


def place(made: IO[bytes], target: Target) -> None:
    """Copy an open file to a path, replacing what stood there in one step, or into an open file. Raises OSError."""
    made.seek(0)
    if not isinstance(target, Path):
        shutil.copyfileobj(made, target)
        return
    handle, name = tempfile.mkstemp(prefix=".liangxin-", suffix=".xlsx", dir=target.parent)
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            shutil.copyfileobj(made, file)
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
