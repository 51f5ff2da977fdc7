"""What comes over the wire is checked and read: path, headers, clock, signature, body. Answers are written."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from http import HTTPStatus
from typing import Final

from django.utils import timezone

from liangxin.domains.claims import errors
from liangxin.domains.claims.rules.signing import HEADERS, digest_of, is_signed
from liangxin.domains.claims.rules.till import Answered, Asked, Seat, is_request_key, read_body, refused
from liangxin.domains.claims.terms import BODY_LIMIT, SKEW, TillVerb
from liangxin.kernel.refusal import Refusal, RefusalKind

PREFIX: Final = "/till/v1/"
VERBS: Final[Mapping[str, TillVerb]] = {
    f"{PREFIX}{verb.value}": verb for verb in (TillVerb.AUTHORISE, TillVerb.CAPTURE, TillVerb.REVERSE)
}
STATUS: Final[Mapping[RefusalKind, HTTPStatus]] = {
    RefusalKind.INVALID: HTTPStatus.UNPROCESSABLE_ENTITY,
    RefusalKind.MISSING: HTTPStatus.NOT_FOUND,
    RefusalKind.FORBIDDEN: HTTPStatus.FORBIDDEN,
    RefusalKind.CONFLICT: HTTPStatus.CONFLICT,
    RefusalKind.TOO_LARGE: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    RefusalKind.UNAVAILABLE: HTTPStatus.SERVICE_UNAVAILABLE,
}
FindSeat = Callable[[str], tuple[Seat, bytes] | None]


def signed_by(
    find: FindSeat, method: str, path: str, header: Callable[[str], str], body: bytes, now: datetime
) -> tuple[Seat, str, str]:
    """Whose key signed the request, its own key and the digest of its body.

    Raises SignatureMissing, ClockSkewed, SignatureWrong, FieldWrong.
    """
    said = [header(name) for name in HEADERS]
    for name, value in zip(HEADERS, said, strict=True):
        if not value:
            raise errors.SignatureMissing(header=name)
    code, moment, request, signature = said
    _require_clock(moment, now)
    digest = digest_of(body)
    found = find(code)
    if found is None or not is_signed(signature, found[1], method, path, moment, request, digest):
        raise errors.SignatureWrong
    if not is_request_key(request):
        raise errors.FieldWrong(field=HEADERS[2], what=HEADERS[2], why="应是1到64个不含空格的ASCII字符")
    return found[0], request, digest


def _require_clock(moment: str, now: datetime) -> None:
    if not (moment.isascii() and moment.isdecimal() and len(moment) < 12):
        raise errors.FieldWrong(field=HEADERS[1], what=HEADERS[1], why="应是1970年以来的秒数")
    seconds = abs(int(now.timestamp()) - int(moment))
    if seconds > SKEW.total_seconds():
        raise errors.ClockSkewed(seconds=seconds, limit=int(SKEW.total_seconds()))


def read_request(find: FindSeat, path: str, header: Callable[[str], str], body: bytes) -> Asked:
    """A request to decide, signed and read. Raises as `signed_by` and `read_body` do, BodyTooLarge."""
    if len(body) > BODY_LIMIT:
        raise errors.BodyTooLarge(limit=BODY_LIMIT)
    now = timezone.now()
    seat, request, digest = signed_by(find, "POST", path, header, body, now)
    verb = VERBS[path]
    whole = digest_of(f"{verb} {digest}".encode())
    return Asked(verb, seat, request, whole, read_body(verb, body, timezone.localdate(now)))


def written(answered: Answered) -> tuple[int, bytes]:
    """The status and the body of an answer."""
    status = STATUS[answered.refusal.kind] if answered.refusal else HTTPStatus.OK
    return int(status), json.dumps(answered.said, ensure_ascii=False).encode()


def written_refusal(refusal: Refusal) -> tuple[int, bytes]:
    """The status and the body of a refusal."""
    return written(refused(refusal))
