"""The processes that make up a running product, started and stopped together."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from urllib.error import URLError
from urllib.request import ProxyHandler, build_opener

from liangxin.faces.cli.refusals import PartStopped

PATIENCE = 15.0  # seconds for a part to finish what it is doing before it is ended
START_LIMIT = 60.0  # seconds for the first answer; a slow machine needs some, a broken one says nothing for ever


@dataclass(slots=True)
class Part:
    """One child process; what it says goes to its log."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path

    def require_alive(self) -> None:
        """Raises PartStopped when the process has ended by itself."""
        status = self.process.poll()
        if status is not None:
            raise PartStopped(part=self.name, why=self._last_line() or f"退出码 {status}", log=self.log)

    def _last_line(self) -> str:
        lines = [line for line in self.log.read_text(errors="replace").splitlines() if line.strip()]
        return lines[-1].strip() if lines else ""


def start(name: str, command: Sequence[str], env: Mapping[str, str], log: Path) -> Part:
    """Start a child in a session of its own, so that Ctrl-C reaches us alone and we stop the parts in order."""
    with log.open("wb") as sink:
        process = subprocess.Popen(  # noqa: S603 - our own programs with our own arguments
            command,
            env={**os.environ, **env},
            stdout=sink,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
    return Part(name, process, log)


def start_web(host: str, port: int, workers: int, env: Mapping[str, str], log: Path) -> Part:
    """The website: Django behind granian; Django's sync path answers more requests a second than its async one."""
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)]
    command += ["--workers", str(workers), "--blocking-threads", "4", "--no-ws", "--respawn-failed-workers"]
    return start("网站", [*command, "--log-level", "warning", "liangxin.config.wsgi:application"], env, log)


def start_till(host: str, port: int, env: Mapping[str, str], log: Path) -> Part:
    """What shops' tills call, beside the website: one process, since its gate decides in sets by one connection."""
    command = [sys.executable, "-m", "granian", "--interface", "rsgi", "--host", host, "--port", str(port)]
    command += ["--workers", "1", "--no-ws", "--backlog", "4096", "--backpressure", "4096", "--respawn-failed-workers"]
    return start("收银接口", [*command, "--log-level", "warning", "liangxin.config.till:application"], env, log)


def start_worker(env: Mapping[str, str], log: Path) -> Part:
    """The background jobs, all queues; three at once, so that a plan is read while two long ones are under way."""
    command = [sys.executable, "-m", "django", "procrastinate", "worker", "--concurrency", "3"]
    return start("后台任务", command, env, log)


def wait_for_answer(url: str, parts: Sequence[Part]) -> None:
    """Return when `url` answers 200. Raises PartStopped when a part dies or nothing answers in time."""
    give_up = time.monotonic() + START_LIMIT
    while time.monotonic() < give_up:
        for part in parts:
            part.require_alive()
        if _answers(url):
            return
        time.sleep(0.05)
    raise PartStopped(part=parts[0].name, why=f"{START_LIMIT:.0f} 秒内没有应答", log=parts[0].log)


def _answers(url: str) -> bool:
    opener = build_opener(ProxyHandler({}))  # loopback is never behind a proxy
    try:
        with opener.open(url, timeout=5) as answer:
            return bool(answer.status == HTTPStatus.OK)
    except (URLError, ConnectionError, TimeoutError):
        return False


def stop(parts: Sequence[Part]) -> None:
    """Ask all to finish, wait, then end what is left."""
    running = [part.process for part in parts if part.process.poll() is None]
    for process in running:
        process.send_signal(signal.SIGTERM)
    give_up = time.monotonic() + PATIENCE
    for process in running:
        try:
            process.wait(max(0.1, give_up - time.monotonic()))
        except subprocess.TimeoutExpired:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a part that does not listen, with the children it has started."""
    if os.name == "posix":
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()
