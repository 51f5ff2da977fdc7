"""The data folder of one office: its lock, its keys, its database and its files. No Django here."""

from __future__ import annotations

import json
import os
import secrets
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from liangxin.faces.cli.refusals import AlreadyRunning, FolderNotWritable, PortTaken


@dataclass(frozen=True, slots=True)
class Folder:
    """Where everything of one installation lies."""

    path: Path

    @property
    def database(self) -> Path:
        return self.path / "pg"

    @property
    def database_complete(self) -> Path:
        """Written once the cluster has been made and has started; without it `database` is half-made."""
        return self.path / "pg.complete"

    @property
    def keys(self) -> Path:
        return self.path / "keys.json"

    @property
    def logs(self) -> Path:
        return self.path / "logs"

    @property
    def address(self) -> Path:
        return self.path / "address"


def default_path() -> Path:
    """`LIANGXIN_DATA`, else the user's data folder."""
    return Path(os.environ.get("LIANGXIN_DATA") or Path.home() / ".local/share/liangxin")


def open_folder(path: Path) -> Folder:
    """Make the folder where it is missing and prove that it can be written to. Raises FolderNotWritable."""
    folder = Folder(path.expanduser().resolve())
    try:
        folder.path.mkdir(parents=True, exist_ok=True)
        folder.logs.mkdir(exist_ok=True)
        probe = folder.path / f".probe-{os.getpid()}"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        raise FolderNotWritable(folder=path, why=error.strerror or error) from error
    return folder


@contextmanager
def only_instance(folder: Folder) -> Iterator[None]:
    """Hold the folder for this process. Raises AlreadyRunning when another one holds it."""
    lock = FileLock(folder.path / "instance.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        address = folder.address.read_text().strip() if folder.address.is_file() else "地址未知"
        raise AlreadyRunning(folder=folder.path, address=address) from error
    try:
        yield
    finally:
        folder.address.unlink(missing_ok=True)
        lock.release()


def require_free_port(host: str, port: int) -> None:
    """Raises PortTaken when something listens there already."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise PortTaken(port=port, other=port + 1) from error


def environment(folder: Folder, database_url: str) -> dict[str, str]:
    """What every process of this installation is started with; the keys are made at the first start.

    Keys named in the environment win: a site with a key service sets them there.
    """
    if not folder.keys.is_file():
        made = {
            "LIANGXIN_SECRET": secrets.token_urlsafe(48),
            "LIANGXIN_FIELD_KEYS": f"1:{secrets.token_hex(16)}",
            "LIANGXIN_INDEX_KEY": secrets.token_hex(32),
        }
        draft = folder.keys.with_suffix(".new")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            json.dump(made, file, indent=1)
        draft.replace(folder.keys)
    keys: dict[str, str] = json.loads(folder.keys.read_text())
    kept = {name: os.environ.get(name) or value for name, value in keys.items()}
    return {
        **kept,
        "LIANGXIN_DATA": str(folder.path),
        "DATABASE_URL": database_url,
        "DJANGO_SETTINGS_MODULE": "liangxin.config.settings",
    }
