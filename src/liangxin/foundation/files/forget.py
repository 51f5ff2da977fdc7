"""Letting a file go: its row with the change that no longer needs it, its content once that change is committed."""

from __future__ import annotations

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
