"""Reads an untrusted file in a process of its own, with a limit on time and memory, for services that must go on.

PDFium draws forms within forms without any bound of its own: a small file can keep it busy for hours. The other formats
are bounded by `Limits` and are read in the caller's process.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
from typing import Final

from liangxin.engines.documents.detection import detect_format
from liangxin.engines.documents.reading import read_document
from liangxin.engines.documents.refusals import DocumentRefused, UnsafePackage
from liangxin.engines.documents.structure import Document, Format

SECONDS: Final = 60  # a scanned plan of fifty pages takes longer and is refused; a service may ask for more
MEMORY: Final = 4 * 1024**3  # bytes of address space; the libraries reserve far more than they use


def read_document_apart(content: bytes, *, name: str = "", seconds: float = SECONDS) -> Document:
    """As `read_document`, but a PDF that takes longer than `seconds` or too much memory is refused as unsafe.

    Raises a `DocumentRefused` for every fault of the content.
    """
    if detect_format(content, name) is not Format.PDF:
        return read_document(content, name=name)
    command = [sys.executable, "-m", "liangxin.engines.documents.apart", name]
    try:
        ended = subprocess.run(command, input=content, capture_output=True, timeout=seconds, check=True)  # noqa: S603 - our own
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as error:
        raise UnsafePackage from error
    answer: Document | DocumentRefused = pickle.loads(ended.stdout)  # noqa: S301 - written by our own process below
    if isinstance(answer, DocumentRefused):
        raise answer
    return answer


def main(name: str) -> None:
    """The other end: bytes on standard input, a pickled document or refusal on standard output."""
    bound_memory()
    answer: Document | DocumentRefused
    try:
        answer = read_document(sys.stdin.buffer.read(), name=name)
    except DocumentRefused as refusal:
        answer = refusal
    sys.stdout.buffer.write(pickle.dumps(answer))


def bound_memory() -> None:
    """Of this process, where the system has such limits (not on Windows)."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


if __name__ == "__main__":
    main(sys.argv[1])
