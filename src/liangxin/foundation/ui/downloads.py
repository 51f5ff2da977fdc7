"""An answer that the browser saves as a file: one that is there, and one that is written for it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import PurePath
from typing import IO, Final, TypeVar

from django.http import FileResponse, HttpResponse
from django.utils.http import content_disposition_header

T = TypeVar("T")

# Of the files that are written here; what the machine's own table of types says differs from machine to machine.
MEDIA_TYPES: Final = {
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xlsm": "application/vnd.ms-excel.sheet.macroEnabled.12",
}
UNKNOWN: Final = "application/octet-stream"


def as_file(response: HttpResponse, name: str) -> HttpResponse:
    """The same answer, to be saved under a name."""
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return response


def written(write: Callable[[IO[bytes]], T]) -> tuple[IO[bytes], T]:
    """An open file with what was written, and what the writing returned; closed where it failed."""
    with ExitStack() as closing:
        file = closing.enter_context(tempfile.TemporaryFile())
        told = write(file)
        closing.pop_all()  # the answer closes it when it is sent
    return file, told


def saved(file: IO[bytes], name: str) -> FileResponse:
    """An open file, to be saved under a name; its type is that of the name's suffix."""
    file.seek(0)
    media_type = MEDIA_TYPES.get(PurePath(name).suffix.lower(), UNKNOWN)
    return FileResponse(file, as_attachment=True, filename=name, content_type=media_type)


def saved_as(name: str, write: Callable[[IO[bytes]], object]) -> FileResponse:
    """What is written now, to be saved under a name."""
    return saved(written(write)[0], name)
