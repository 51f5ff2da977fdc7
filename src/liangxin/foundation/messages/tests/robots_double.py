"""A stand-in for both services on this machine: as strict about form, signature, clock and pace as they are."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

KEY, TOKEN, SECRET = "693axxx6-7aoc-4bc4-97a0-0ec2sifa5aaa", "e4c5cc97eee1f0708ea90a6f67f108d1", "SEC0123456789abcdef"
HOUR = 3_600_000  # milliseconds
OK = {"errcode": 0, "errmsg": "ok"}


@dataclass
class Services:
    """What arrived, and how the services shall behave: `status` and `answer` override, `slow` keeps them silent."""

    port: int = 0
    arrived: list[dict[str, Any]] = field(default_factory=list)
    moments: dict[str, list[float]] = field(default_factory=dict)
    status: int = 200
    answer: Any = None
    leads_to: str = ""
    slow: float = 0

    @property
    def wecom(self) -> str:
        return f"http://127.0.0.1:{self.port}/cgi-bin/webhook/send?key={KEY}"

    @property
    def dingtalk(self) -> str:
        return f"http://127.0.0.1:{self.port}/robot/send?access_token={TOKEN}"

    @property
    def texts(self) -> list[str]:
        return [text_of(body) for body in self.arrived]

    def answer_to(self, address: str, kind: str, raw: bytes) -> dict[str, Any]:
        """What the real ones answer. Only what they accept has arrived."""
        parts, asked = urlsplit(address), parse_qs(urlsplit(address).query)
        try:
            body = json.loads(raw)
        except ValueError:
            return {"errcode": 40035, "errmsg": "invalid parameter"}
        if not kind.startswith("application/json"):
            return {"errcode": 43004, "errmsg": "Content-Type should be application/json"}
        refused = _of_wecom(asked, body) if parts.path == "/cgi-bin/webhook/send" else _of_dingtalk(asked, body, raw)
        if refused is None:
            refused = self._pace(parts.path)
        if refused is None:
            self.arrived.append(body)
        return refused or OK

    def _pace(self, path: str) -> dict[str, Any] | None:
        lately = [moment for moment in self.moments.get(path, []) if moment > time.monotonic() - 60]
        self.moments[path] = [*lately, time.monotonic()]
        if len(lately) < 20:
            return None
        if path == "/robot/send":
            return {"errcode": 130101, "errmsg": "send too fast, exceed 20 times per minute"}
        return {"errcode": 45009, "errmsg": "api freq out of limit"}


def text_of(body: dict[str, Any]) -> str:
    said = body["markdown"]
    return str(said.get("content") or said["text"])


def _of_wecom(asked: dict[str, list[str]], body: Any) -> dict[str, Any] | None:
    if asked != {"key": [KEY]}:
        return {"errcode": 93000, "errmsg": "invalid webhook url"}
    if set(body) != {"msgtype", "markdown"} or body["msgtype"] != "markdown" or set(body["markdown"]) != {"content"}:
        return {"errcode": 40008, "errmsg": "invalid message type"}
    if not 0 < len(body["markdown"]["content"].encode()) <= 4096:
        return {"errcode": 40058, "errmsg": "markdown.content exceed max length 4096"}
    return None


def _of_dingtalk(asked: dict[str, list[str]], body: Any, raw: bytes) -> dict[str, Any] | None:
    if asked.get("access_token") != [TOKEN]:
        return {"errcode": 300005, "errmsg": "token is not exist"}
    moment, sign = asked.get("timestamp", [""])[0], asked.get("sign", [""])[0]
    due = hmac.new(SECRET.encode(), f"{moment}\n{SECRET}".encode(), hashlib.sha256).digest()
    if not moment.isdigit() or abs(int(moment) - time.time() * 1000) > HOUR:
        return {"errcode": 310000, "errmsg": "invalid timestamp"}
    if sign != base64.b64encode(due).decode():
        return {"errcode": 310000, "errmsg": "sign not match"}
    if set(body) - {"at"} != {"msgtype", "markdown"} or set(body["markdown"]) != {"title", "text"}:
        return {"errcode": 400101, "errmsg": "message format error"}
    if len(raw) > 20_000:
        return {"errcode": 460101, "errmsg": "message too long, exceed 20000 bytes"}
    return None


@contextmanager
def services() -> Iterator[Services]:
    """The stand-in, running until the end of the block."""
    state = Services()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers["Content-Length"]))
            time.sleep(state.slow)
            said = state.answer
            if state.status == 200 and said is None:
                said = state.answer_to(self.path, self.headers.get("Content-Type", ""), raw)
            content = said if isinstance(said, bytes) else json.dumps(said).encode()
            self.send_response(state.status)
            if state.leads_to:
                self.send_header("Location", state.leads_to)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            with suppress(BrokenPipeError):  # whoever called did not wait
                self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    state.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield state
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
