"""An answer that the browser saves as a file."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header


def as_file(response: HttpResponse, name: str) -> HttpResponse:
    """The same answer, to be saved under a name."""
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return response
