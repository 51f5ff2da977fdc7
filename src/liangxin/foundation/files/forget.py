"""Letting a file go: its row with the change that no longer needs it, its content once that change is committed."""

from __future__ import annotations

import time
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import ProtectedError

from liangxin.foundation.files.models import StoredFile
from liangxin.foundation.files.store import one_at_a_time, place_of


def forget(stored: StoredFile) -> None:
    """Delete the file unless something else still refers to it; the content goes after the caller's commit."""
    try:
        with transaction.atomic():
            stored.delete()
    except ProtectedError:
        return
    transaction.on_commit(lambda: _remove_content(stored.sha256))


@transaction.atomic
def _remove_content(digest: str) -> None:
    # The same content may have been stored again between the commit and now: then its row is there, and it stays.
    one_at_a_time(digest)
    if not StoredFile.objects.filter(sha256=digest).exists():
        place_of(digest).unlink(missing_ok=True)


def sweep(older_than: timedelta = timedelta(days=1)) -> int:
    """Remove from the disk what no row names, once it is a day old; returns how many files.

    Such files come from uploads cut off half-way and from transactions undone after the content had been put down.
    """
    root, newest = Path(settings.MEDIA_ROOT), time.time() - older_than.total_seconds()
    removed = 0
    for path in root.glob("incoming/*"):
        if path.stat().st_mtime < newest:
            path.unlink(missing_ok=True)
            removed += 1
    for folder in root.glob("[0-9a-f][0-9a-f]/[0-9a-f][0-9a-f]"):
        old = {path.name: path for path in folder.iterdir() if path.stat().st_mtime < newest}
        named = StoredFile.objects.filter(sha256__in=old).values_list("sha256", flat=True)
        for digest in old.keys() - set(named):
            _remove_content(digest)
            removed += not old[digest].exists()
    return removed
