"""Reads an untrusted paper with a limit on time and memory, and draws the first page of a PDF for people to look at.

PDFium bounds no time of its own, and recognising pictures is slow: both run in a process apart. Data files and OFD are
bounded by `Limits` and are read here.
"""

from __future__ import annotations

import io
import pickle
import re
import subprocess
import sys
from dataclasses import dataclass
from typing import Any, Final

from liangxin.engines.documents.apart import bound_memory
from liangxin.engines.documents.detection import detect_format
from liangxin.engines.documents.first_page import draw_first_page
from liangxin.engines.documents.refusals import DocumentRefused, UnsafePackage
from liangxin.engines.documents.structure import Format
from liangxin.engines.invoices.reading import read_documents
from liangxin.engines.invoices.structure import ReadDocument

SECONDS: Final = 30
_XML = re.compile(rb"^(?:\xef\xbb\xbf)?\s*<")


@dataclass(frozen=True, slots=True)
class Looked:
    """What came of a file: its documents, or why there are none; a PNG of its first page where it is a PDF."""

    documents: tuple[ReadDocument, ...]
    refusal: DocumentRefused | None
    picture: bytes | None = None


def read_apart(data: bytes, name: str, *, seconds: float = SECONDS) -> Looked:
    """As `read_documents`; what takes longer than `seconds`, or too much memory, is refused as unsafe."""
    if _XML.match(data) or _format(data, name) not in (Format.PDF, Format.IMAGE):
        return Looked(*_read(data, name))
    command = [sys.executable, "-m", "liangxin.engines.invoices.apart", name]
    try:
        said = subprocess.run(command, input=data, capture_output=True, timeout=seconds, check=True).stdout  # noqa: S603 - our own
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as error:
        said = error.stdout or b""
    answers = _unpickled(said)
    if not answers:
        return Looked((), UnsafePackage())
    documents, refusal = answers[0]
    return Looked(documents, refusal, answers[1] if len(answers) > 1 else None)


def _format(data: bytes, name: str) -> Format | None:
    try:
        return detect_format(data, name)
    except DocumentRefused:
        return None


def _read(data: bytes, name: str) -> tuple[tuple[ReadDocument, ...], DocumentRefused | None]:
    try:
        return read_documents(data, name), None
    except DocumentRefused as refusal:
        return (), refusal


def _unpickled(said: bytes) -> list[Any]:
    """What the other end managed to say before it ended: the reading, and perhaps the picture."""
    stream = io.BytesIO(said)
    found: list[Any] = []
    try:
        while len(found) < 2:
            found.append(pickle.load(stream))  # noqa: S301 - written by our own process below
    except (EOFError, pickle.UnpicklingError):
        pass
    return found


def main(name: str) -> None:
    """The other end: bytes on standard input; on standard output first what was read, then the picture."""
    bound_memory()
    data = sys.stdin.buffer.read()
    sys.stdout.buffer.write(pickle.dumps(_read(data, name)))
    sys.stdout.buffer.flush()
    sys.stdout.buffer.write(pickle.dumps(draw_first_page(data)))


if __name__ == "__main__":
    main(sys.argv[1])
