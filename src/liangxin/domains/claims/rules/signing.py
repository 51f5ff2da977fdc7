"""How requests of tills and notices to shops are signed: HMAC-SHA256 over what was sent. Standard library only.

What is signed, joined by line breaks: the word of the version, method, path, seconds since 1970, the key of the
request, the SHA-256 of the body in hex.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import Final

FORM: Final = "LIANGXIN-1"
HEADERS: Final = ("liangxin-key", "liangxin-time", "liangxin-request", "liangxin-signature")


def digest_of(body: bytes) -> str:
    """The SHA-256 of a body in hex."""
    return hashlib.sha256(body).hexdigest()


def signature_of(secret: bytes, method: str, path: str, moment: str, request: str, digest: str) -> str:
    """The signature in hex.

    >>> signature_of(b"k", "POST", "/till/v1/authorise", "1767225600", "r-1", digest_of(b"{}"))[:16]
    '9b751da908bcbfeb'
    """
    said = "\n".join((FORM, method, path, moment, request, digest))
    return hmac.new(secret, said.encode(), hashlib.sha256).hexdigest()


def is_signed(given: str, secret: bytes, method: str, path: str, moment: str, request: str, digest: str) -> bool:
    """Whether the signature is right; it takes as long for a wrong one as for a right one."""
    made = signature_of(secret, method, path, moment, request, digest)
    return hmac.compare_digest(made.encode(), given.strip().lower().encode())
