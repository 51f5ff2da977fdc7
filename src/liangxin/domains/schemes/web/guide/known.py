"""Pages that have not changed since the browser last asked are not sent again."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from typing import Any

from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import get_language

from liangxin.foundation.accounts.api import OfficeRequest
from liangxin.foundation.ui.shell import THEME_COOKIE

_RUN = secrets.token_hex(8)  # a new release has new pages, so a new run of the server knows none of the old ones


def unless_known(request: OfficeRequest, basis: object, make: Callable[[], HttpResponse]) -> HttpResponse:
    """The page, or 304 where the browser has it: the same address, day, language, colours, and what it rests on."""
    if len(get_messages(request)):
        return make()
    theme = request.COOKIES.get(THEME_COOKIE, "")
    parts = (_RUN, request.get_full_path(), timezone.localdate(), get_language(), theme, basis)
    etag = quote_etag(hashlib.sha256(repr(parts).encode()).hexdigest()[:32])
    known: Any = get_conditional_response(request, etag=etag)
    response: HttpResponse = make() if known is None else known
    response.headers.setdefault("ETag", etag)
    return response
