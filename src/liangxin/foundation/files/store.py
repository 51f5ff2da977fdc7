"""Taking a file in and giving its content out: streamed, measured, put on the disk before the row that names it."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path, PurePosixPath
from typing import Protocol

from django.conf import settings
from django.db import connection, transaction

from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.files.errors import EmptyFile, FileDamaged, FileLost, FileTooLarge
from liangxin.foundation.files.media_types import media_type_of
from liangxin.foundation.files.models import StoredFile

PIECE = 1024 * 1024


class Readable(Protocol):
    """An open file, an upload: something that hands out its bytes in pieces."""

    def read(self, size: int = ..., /) -> bytes: ...


@transaction.atomic
def store(actor: Actor, content: bytes | Readable, name: str) -> StoredFile:
    """Keep the content and return its row; the same content again, by whomever, returns the same row.

    The content is on the disk, under its SHA-256, before the row is written in the caller's transaction; undone, it
    leaves a file that nobody names and that the next upload of the same content takes over.

    Raises EmptyFile, or FileTooLarge above FILE_LIMIT_BYTES as soon as the limit is passed.
    """
    name = PurePosixPath(name.replace("\\", "/")).name[-200:] or "未命名"
    incoming = Path(settings.MEDIA_ROOT, "incoming")
    incoming.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=incoming)
    arrived = Path(temporary)
    try:
        digest, size = _take_in(handle, content, name)
        media_type = media_type_of(arrived, name)
        one_at_a_time(digest)
        _put(arrived, place_of(digest))
    finally:
        arrived.unlink(missing_ok=True)
    # Two uploads of one content may meet here: the second waits for the first and then finds its row.
    StoredFile.objects.bulk_create(
        [StoredFile(sha256=digest, size=size, media_type=media_type, name=name, account_id=actor.account_id)],
        ignore_conflicts=True,
    )
    return StoredFile.objects.get(sha256=digest)


def one_at_a_time(digest: str) -> None:
    """Until the transaction ends, nobody else stores or forgets this content."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [int(digest[:15], 16)])


def _take_in(handle: int, content: bytes | Readable, name: str) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    pieces = iter([content]) if isinstance(content, bytes) else iter(lambda: content.read(PIECE), b"")
    with os.fdopen(handle, "wb") as out:
        for piece in pieces:
            size += len(piece)
            if size > settings.FILE_LIMIT_BYTES:
                raise FileTooLarge(name=name, limit=settings.FILE_LIMIT_BYTES // (1024 * 1024))
            digest.update(piece)
            out.write(piece)
        out.flush()
        os.fsync(out.fileno())
    if not size:
        raise EmptyFile(name=name)
    return digest.hexdigest(), size


def _put(arrived: Path, place: Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    arrived.chmod(0o440)
    # Also over a file that stands there already: equal by its name, and whole again should it have been damaged.
    arrived.replace(place)
    folder = os.open(place.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def place_of(digest: str) -> Path:
    """Where content of this digest lies, or would lie."""
    return Path(settings.MEDIA_ROOT, digest[:2], digest[2:4], digest)


def path_of(stored: StoredFile) -> Path:
    """Where the content lies, to read and never to write; FileLost if it does not."""
    path = place_of(stored.sha256)
    if not path.is_file():
        raise FileLost(name=stored.name)
    return path


def read_bytes(stored: StoredFile) -> bytes:
    """The whole content, checked against its digest; FileLost or FileDamaged if the disk does not have it so."""
    content = path_of(stored).read_bytes()
    if hashlib.sha256(content).hexdigest() != stored.sha256:
        raise FileDamaged(name=stored.name)
    return content
