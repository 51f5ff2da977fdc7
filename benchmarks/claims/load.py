"""A load generator: keep-alive connections that send prepared requests, as fast as answers come or at a given rate.

Run by `__main__` as a process of its own: `python -m benchmarks.claims.load PORT FILE CONNECTIONS RATE SECONDS`, where
FILE has one request a line (path, headers and body as JSON) and RATE 0 means as fast as answers come. Prints one JSON.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections import Counter
from pathlib import Path


class Connection(asyncio.Protocol):
    """One till: a request, its answer, the next request."""

    def __init__(self, run: Run) -> None:
        self.run, self.buffer, self.sent_at, self.need = run, b"", 0.0, -1
        self.transport: asyncio.Transport | None = None
        self.is_busy = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport  # type: ignore[assignment]  # a stream's

    def send(self, message: bytes, due: float) -> None:
        """Send one; latency counts from when it was due, so that waiting behind others is not left out."""
        self.is_busy, self.sent_at = True, due
        if self.transport is not None:
            self.transport.write(message)

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        head = self.buffer.find(b"\r\n\r\n")
        if head < 0:
            return
        if self.need < 0:
            length = next(
                line for line in self.buffer[:head].lower().split(b"\r\n") if line.startswith(b"content-length:")
            )
            self.need = head + 4 + int(length[15:])
        if len(self.buffer) >= self.need:
            status = int(self.buffer[9:12])
            self.buffer, self.need, self.is_busy = b"", -1, False
            self.run.answered(self, status)


class Run:
    """All connections, what they send, and what came back when."""

    def __init__(self, messages: list[bytes], rate: float, seconds: float) -> None:
        self.messages, self.rate, self.seconds = messages, rate, seconds
        self.place = 0
        self.statuses: Counter[int] = Counter()
        self.latencies: list[float] = []
        self.idle: list[Connection] = []
        self.began = self.last = 0.0
        self.done = asyncio.Event()
        self.stop_at = 0.0
        self.open = 0

    def answered(self, connection: Connection, status: int) -> None:
        self.last = time.perf_counter()
        self.statuses[status] += 1
        self.latencies.append(self.last - connection.sent_at)
        self.open -= 1
        if self.rate:
            self.idle.append(connection)
        else:
            self.next(connection, self.last)
        if not self.open and self.is_over():
            self.done.set()

    def is_over(self) -> bool:
        return self.place >= len(self.messages) or time.perf_counter() >= self.stop_at

    def next(self, connection: Connection, due: float) -> None:
        if not self.is_over():
            self.open += 1
            self.place += 1
            connection.send(self.messages[self.place - 1], due)

    async def go(self, port: int, connections: int) -> dict[str, object]:
        loop = asyncio.get_running_loop()
        made = [
            (await loop.create_connection(lambda: Connection(self), "127.0.0.1", port))[1] for _ in range(connections)
        ]
        self.began = self.last = time.perf_counter()
        self.stop_at = self.began + self.seconds
        if self.rate:
            self.idle = list(made)
            await self._paced()
        else:
            for connection in made:
                self.next(connection, time.perf_counter())
        await asyncio.wait_for(self.done.wait(), self.seconds + 30)
        ranked = sorted(self.latencies)
        return {
            "answers": len(ranked),
            "seconds": self.last - self.began,
            "rate": len(ranked) / (self.last - self.began),
            "p50_ms": ranked[len(ranked) // 2] * 1000,
            "p99_ms": ranked[len(ranked) * 99 // 100] * 1000,
            "cpu_us": time.process_time() / len(ranked) * 1e6,
            "statuses": dict(self.statuses),
        }

    async def _paced(self) -> None:
        """Send each when it is due; where all connections are busy, it goes late and its wait counts."""
        sent = 0
        while not self.is_over():
            due = self.began + sent / self.rate
            now = time.perf_counter()
            if due > now or not self.idle:
                await asyncio.sleep(max(0.0005, min(due - now, 0.002)))
                continue
            sent += 1
            self.next(self.idle.pop(), due)
        if not self.open:
            self.done.set()


def _message(line: str) -> bytes:
    said = json.loads(line)
    body = said["body"].encode()
    heads = "".join(f"{name}: {value}\r\n" for name, value in said["headers"].items())
    return (
        f"POST {said['path']} HTTP/1.1\r\nhost: localhost\r\ncontent-length: {len(body)}\r\n{heads}\r\n".encode() + body
    )


def main() -> None:
    port, file, connections, rate, seconds = sys.argv[1:]
    messages = [_message(line) for line in Path(file).read_text().splitlines()]
    run = Run(messages, float(rate), float(seconds))
    sys.stdout.write(json.dumps(asyncio.run(run.go(int(port), int(connections)))))


if __name__ == "__main__":
    main()
