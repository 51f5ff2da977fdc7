"""Sending a file to a browser without letting it act as a page of ours."""

from __future__ import annotations

from django.http import FileResponse

from liangxin.foundation.files.models import StoredFile
from liangxin.foundation.files.store import path_of

# Shown in the page; everything else, pages and drawings with scripts among it, is only saved.
SHOWN = frozenset({"application/pdf", "image/png", "image/jpeg", "image/gif", "image/webp", "text/plain"})


def file_response(stored: StoredFile, name: str, inline: bool = False) -> FileResponse:
    """The content under the owner's name for it. The caller has decided that this actor may have it."""
    shown = inline and stored.media_type in SHOWN
    # Without a word on the encoding of a text the browser finds it by itself: uploads come in several.
    response = FileResponse(
        path_of(stored).open("rb"), as_attachment=not shown, filename=name, content_type=stored.media_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    if stored.media_type != "application/pdf":  # a browser's reader of PDF does not work in the sandbox
        response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
