"""The `liangxin` command as a person runs it: in a process of its own, away from the test bed and its settings."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

COMMAND = (sys.executable, "-m", "liangxin.faces.cli")
PATIENCE = 120.0  # seconds for a first start on a busy machine
ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+")
OURS = ("LIANGXIN_", "DJANGO_", "DATABASE_URL", "PYTEST_")


def outside(more: Mapping[str, str] = {}) -> dict[str, str]:
    """The environment of somebody who knows nothing of the test bed."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    return {**kept, "PYTHONIOENCODING": "utf-8", "COLUMNS": "200", **more}


def liangxin(*arguments: object, **more: str) -> subprocess.CompletedProcess[str]:
    """Run the command to its end; keyword arguments are added to the environment."""
    line = [*COMMAND, *map(str, arguments)]
    return subprocess.run(line, env=outside(more), capture_output=True, text=True, timeout=PATIENCE, check=False)


@contextmanager
def new_folder() -> Iterator[Path]:
    """A data folder to be, removed afterwards. Not pytest's own: as root the database runs under another account,
    which cannot enter that."""
    home = Path(tempfile.mkdtemp(prefix="liangxin-"))
    home.chmod(0o755)
    try:
        yield home / "data"
    finally:
        shutil.rmtree(home)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@dataclass
class Product:
    """A running `liangxin up`; `seconds` is how long it took from the command to its address."""

    process: subprocess.Popen[bytes]
    data: Path
    log: Path
    address: str = ""
    till: str = ""  # where shops' tills call, if they can
    seconds: float = 0.0

    @property
    def said(self) -> str:
        return self.log.read_text(encoding="utf-8")

    def stop(self) -> None:
        """Ctrl-C, as a person ends it; it must stop everything that it started."""
        self.process.send_signal(signal.SIGINT)
        assert self.process.wait(30) == 0, self.said
        assert "已全部停止" in self.said
        assert "Traceback" not in self.said
        assert not (self.data / "pg" / "postmaster.pid").exists(), "the database was left running"
        with socket.socket() as probe:
            port = int(self.address.rpartition(":")[2])
            assert probe.connect_ex(("127.0.0.1", port)) != 0, "the website was left running"


@contextmanager
def running(data: Path, *options: str, till_port: int = 0) -> Iterator[Product]:
    """Start the product on the folder, wait for its address, and stop it at the end; tills can call at `till_port`."""
    log = data.with_name("up.log")
    begun = time.monotonic()
    with log.open("wb") as sink:
        line = [
            *COMMAND,
            "up",
            "--data",
            str(data),
            "--port",
            str(free_port()),
            "--till-port",
            str(till_port),
            "--no-browser",
            *options,
        ]
        process = subprocess.Popen(line, env=outside(), stdout=sink, stderr=subprocess.STDOUT, start_new_session=True)
    product = Product(process, data, log, till=f"http://127.0.0.1:{till_port}" if till_port else "")
    try:
        _wait_for_address(product)
        product.seconds = time.monotonic() - begun
        yield product
        product.stop()
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait(30)


def _wait_for_address(product: Product) -> None:
    give_up = time.monotonic() + PATIENCE
    while "按 Ctrl-C 停止" not in product.said:
        assert product.process.poll() is None, product.said
        assert time.monotonic() < give_up, product.said
        time.sleep(0.02)
    found = ADDRESS.search(product.said)
    assert found, product.said
    product.address = found[0]
