"""A sample client of the till's API: signs, sends, sends again. Python's standard library alone; copy it.

    python client.py http://127.0.0.1:8687 KEY SECRET authorise \
        '{"voucher": "SANDBOX-fridge", "barcode": "6909990000011", "serial": "SN1", "price_fen": 300000}'
"""

from __future__ import annotations

import hashlib
import hmac
import json
import sys
import time
import uuid
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import ProxyHandler, Request, build_opener

TRIES, FIRST_PAUSE = 10, 0.2  # seconds; doubled each time, at most five


class TillClient:
    """One till with its key."""

    def __init__(self, address: str, key: str, secret: str, *, timeout: float = 10) -> None:
        self.address, self.key, self.secret, self.timeout = address.rstrip("/"), key, secret, timeout
        self.skew = 0  # seconds that this machine's clock is behind the server's
        self._opener = build_opener(ProxyHandler({}))

    def authorise(self, said: dict[str, Any], request: str = "") -> dict[str, Any]:
        """Keep the subsidy for a sale; keep `request` until the answer is there: the same gets the same answer."""
        return self._until_answered("/till/v1/authorise", said, request)

    def capture(self, said: dict[str, Any], request: str = "") -> dict[str, Any]:
        """The sale was invoiced and delivered."""
        return self._until_answered("/till/v1/capture", said, request)

    def reverse(self, said: dict[str, Any], request: str = "") -> dict[str, Any]:
        """The sale does not stand."""
        return self._until_answered("/till/v1/reverse", said, request)

    def claim(self, number: str) -> dict[str, Any]:
        """How a claim stands."""
        return self._sent("GET", f"/till/v1/claims/{number}", b"", uuid.uuid4().hex)

    def set_clock(self) -> None:
        """Go by the server's clock from now on."""
        with self._opener.open(f"{self.address}/till/v1/clock", timeout=self.timeout) as answer:
            self.skew = int(json.load(answer)["now"]) - int(time.time())

    def headers(self, method: str, path: str, body: bytes, request: str) -> dict[str, str]:
        """The four headers by which a request is signed."""
        moment = str(int(time.time()) + self.skew)
        digest = hashlib.sha256(body).hexdigest()
        said = "\n".join(("LIANGXIN-1", method, path, moment, request, digest))
        signature = hmac.new(self.secret.encode(), said.encode(), hashlib.sha256).hexdigest()
        return {
            "Liangxin-Key": self.key,
            "Liangxin-Time": moment,
            "Liangxin-Request": request,
            "Liangxin-Signature": signature,
            "Content-Type": "application/json",
        }

    def _until_answered(self, path: str, said: dict[str, Any], request: str) -> dict[str, Any]:
        """Send until there is an answer that is final; always the same bytes under the same key."""
        body, key = json.dumps(said, ensure_ascii=False).encode(), request or uuid.uuid4().hex
        pause = FIRST_PAUSE
        for attempt in range(1, TRIES + 1):
            try:
                answer = self._sent("POST", path, body, key)
            except (OSError, HTTPException):
                if attempt == TRIES:
                    raise
            else:
                if answer.get("outcome") != "refused" or answer["is_final"] or attempt == TRIES:
                    return answer
                if answer["code"] == "till.clock_skewed":
                    self.set_clock()
            time.sleep(pause)
            pause = min(pause * 2, 5)
        raise AssertionError("the last attempt returns or raises")

    def _sent(self, method: str, path: str, body: bytes, request: str) -> dict[str, Any]:
        headers = self.headers(method, path, body, request)
        # The address is the shop's own setting.
        sent = Request(f"{self.address}{path}", body or None, headers, method=method)  # noqa: S310 - http or https
        try:
            with self._opener.open(sent, timeout=self.timeout) as answer:
                return dict(json.load(answer))
        except HTTPError as refused:
            with refused:
                return dict(json.load(refused))


def is_from_the_office(secret: str, url: str, headers: dict[str, str], body: bytes) -> bool:
    """Whether a notice to the shop is what it says: check this before acting on one."""
    moment, notice = headers.get("Liangxin-Time", ""), headers.get("Liangxin-Request", "")
    digest = hashlib.sha256(body).hexdigest()
    said = "\n".join(("LIANGXIN-1", "POST", urlsplit(url).path or "/", moment, notice, digest))
    made = hmac.new(secret.encode(), said.encode(), hashlib.sha256).hexdigest()
    is_fresh = moment.isdecimal() and abs(time.time() - int(moment)) < 300
    return is_fresh and hmac.compare_digest(made, headers.get("Liangxin-Signature", ""))


if __name__ == "__main__":
    address, key, secret, verb, said = sys.argv[1:]
    client = TillClient(address, key, secret)
    sys.stdout.write(json.dumps(getattr(client, verb)(json.loads(said)), ensure_ascii=False, indent=1) + "\n")
