"""Static files straight from the packages, each address with the digest of its content, so that browsers keep them."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage


class VersionedStaticFiles(StaticFilesStorage):
    """No collecting step: an install is ready as it is, and a new release changes the addresses of what changed."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._addresses: dict[str | None, str] = {}

    def url(self, name: str | None) -> str:
        """Worked out once: a page asks for some of them many times."""
        known = self._addresses.get(name)
        if known is None:
            version = _version(name) if name else ""
            known = f"{super().url(name)}?v={version}" if version else super().url(name)
            self._addresses[name] = known
        return known


@cache
def _version(name: str) -> str:
    """The first digits of the content's SHA-256; empty for a name that no package has (some foreign widgets ask)."""
    found = finders.find(name)
    return hashlib.sha256(Path(found).read_bytes()).hexdigest()[:10] if isinstance(found, str) else ""
