"""The application behind granian (RSGI): the event loop checks and reads, the gate's thread decides.

The loop has no connection. What it needs of the database beside the gate, keys and the state of one claim, one
thread aside fetches. A key is fetched once, however many requests wait for it, and remembered for a while.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from typing import Any, Final

from django.db import close_old_connections, connection
from django.utils import timezone

from liangxin.domains.claims import errors
from liangxin.domains.claims.actions.till.gate import Gate
from liangxin.domains.claims.queries.shop import settlement_said
from liangxin.domains.claims.queries.till import sale_said
from liangxin.domains.claims.queries.till_known import find_seat
from liangxin.domains.claims.rest.till.openapi import document
from liangxin.domains.claims.rest.till.wire import PREFIX, VERBS, read_request, signed_by, written, written_refusal
from liangxin.domains.claims.rules.till import Answered, Seat
from liangxin.kernel.refusal import Refusal

_JSON: Final = [("content-type", "application/json; charset=utf-8"), ("cache-control", "no-store")]
_SETTLEMENT: Final = f"{PREFIX}settlement"
_CLAIMS: Final = f"{PREFIX}claims/"
Reply = tuple[int, bytes]
Found = tuple[Seat, bytes] | None
KEPT_SECONDS: Final = (30.0, 3.0)  # for a key that was found, for one that was not
MOST_KEPT: Final = 20_000


class TillApplication:
    """One process of the till's server: one gate, one event loop."""

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._gate = Gate(self._decided)
        self._aside = ThreadPoolExecutor(1, "till-aside")
        self._seats: dict[str, tuple[float, asyncio.Task[Found]]] = {}

    async def __rsgi__(self, scope: Any, protocol: Any) -> None:
        status, body = await self.reply(scope.method, scope.path, lambda name: scope.headers.get(name) or "", protocol)
        protocol.response_bytes(status, _JSON, body)

    def __rsgi_del__(self, _loop: asyncio.AbstractEventLoop) -> None:
        self._gate.stop()
        self._aside.shutdown()

    async def reply(self, method: str, path: str, header: Callable[[str], str], body: Any) -> Reply:
        """Status and body of the answer; `body` is awaited for what was sent."""
        try:
            if method == "POST" and path in VERBS:
                return await self._to_decide(path, header, await body())
            if method == "GET":
                return await self._to_read(path, header)
            raise errors.PathUnknown
        except Refusal as refusal:
            return written_refusal(refusal)

    async def _to_decide(self, path: str, header: Callable[[str], str], body: bytes) -> Reply:
        code = header("liangxin-key")
        seat = await self._seat(code) if code else None
        asked = read_request(lambda _code: seat, path, header, body)
        self._loop = self._loop or asyncio.get_running_loop()
        future: asyncio.Future[Answered] = self._loop.create_future()
        self._gate.ask(future, asked)
        return written(await future)

    async def _seat(self, code: str) -> Found:
        """The till of a key; the set looks again whether the key is still in use."""
        loop = asyncio.get_running_loop()
        until, task = self._seats.get(code, (0.0, None))
        if task is None or (task.done() and (until < loop.time() or task.exception())):
            if len(self._seats) > MOST_KEPT:
                self._seats.clear()
            task = loop.create_task(self._fetched(find_seat, code))
            task.add_done_callback(lambda done: self._keep(code, done))
            self._seats[code] = (loop.time(), task)
        return await asyncio.shield(task)  # a till that hangs up does not end what others wait for

    def _keep(self, code: str, task: asyncio.Task[Found]) -> None:
        is_found = not task.cancelled() and task.exception() is None and task.result() is not None
        self._seats[code] = (asyncio.get_running_loop().time() + KEPT_SECONDS[not is_found], task)

    async def _to_read(self, path: str, header: Callable[[str], str]) -> Reply:
        if path == f"{PREFIX}clock":
            return _said({"now": int(timezone.now().timestamp())})
        if path == f"{PREFIX}openapi.json":
            return _said(document())
        if path.startswith(_CLAIMS):
            seat = await self._seat(header("liangxin-key"))
            who, _, _ = signed_by(lambda _code: seat, "GET", path, header, b"", timezone.now())
            return _said(await self._fetched(sale_said, who.merchant_id, path.removeprefix(_CLAIMS)[:40]))
        if path == _SETTLEMENT or path.startswith(f"{_SETTLEMENT}/"):
            seat = await self._seat(header("liangxin-key"))
            who, _, _ = signed_by(lambda _code: seat, "GET", path, header, b"", timezone.now())
            if who.is_sandbox:
                return _said({"month": "", "count": 0, "lines": [], "next": None, "sandbox": True})
            asked = path.removeprefix(_SETTLEMENT).removeprefix("/")
            return _said(await self._fetched(settlement_said, who.merchant_id, asked, timezone.localdate()))
        raise errors.PathUnknown

    async def _fetched(self, find: Callable[..., Any], *given: Any) -> Any:
        """What the database says, asked by the thread beside."""
        return await asyncio.get_running_loop().run_in_executor(self._aside, _asked, find, *given)

    def _decided(self, answers: list[tuple[object, Answered]]) -> None:
        """Called by the gate after a commit: wake the loop once for the whole set."""
        if self._loop is not None and answers:
            self._loop.call_soon_threadsafe(_hand_out, answers)


def _asked(find: Callable[..., Any], *given: Any) -> Any:
    close_old_connections()
    try:
        return find(*given)
    finally:
        if not connection.in_atomic_block:
            close_old_connections()


def _hand_out(answers: list[tuple[Any, Answered]]) -> None:
    for future, answered in answers:
        if not future.done():  # the till may have hung up; its key finds the answer later
            future.set_result(answered)


def _said(said: Any) -> Reply:
    return int(HTTPStatus.OK), json.dumps(said, ensure_ascii=False).encode()
