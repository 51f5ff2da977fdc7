"""`python -m benchmarks.queue [--json] [--quick]`: citizens who join one drive at once through the website.

The website as `liangxin up` starts it, on a database of its own; each citizen has an account, a session and a CSRF
token, and posts to `/my/drives/…/join/` on a kept connection; the load generator runs beside it on the same machine.
Half of those who come get a voucher at once, the others a place. Beside it `pgbench` on the same server: the drive's
row locked, the same ticket put in, the row written, 16 clients, prepared statements.

Afterwards the queue is recomputed, everybody must have one place, and no more vouchers be out than there are. Exit
status 1 where that is not so.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.claims.simple import CLIENTS, program

if TYPE_CHECKING:
    from liangxin.domains.claims.models import Drive

AT_ONCE = (16, 64, 256)
TOKEN = "a" * 32  # of the form's protection: the same in the cookie and the header
MAKE = """
DROP SCHEMA IF EXISTS simple_queue CASCADE;
CREATE SCHEMA simple_queue;
CREATE TABLE simple_queue.drive (id integer PRIMARY KEY, arrived integer NOT NULL, head text NOT NULL);
INSERT INTO simple_queue.drive VALUES (1, 0, '');
CREATE TABLE simple_queue.claims_ticket (LIKE public.claims_ticket INCLUDING ALL);
"""


class Bench:
    """The county, its citizens with their sessions, and drives to be joined."""

    def __init__(self, home: Path, port: int, people: int) -> None:
        from liangxin.domains.claims.tests.citizens import build_citizens
        from liangxin.faces.workbench.first_start import bring_tables

        bring_tables()
        self.home, self.port = home, port
        self.world = build_citizens()
        self.sessions = self._sessions(people)

    def _sessions(self, people: int) -> list[str]:
        """Citizens with accounts, each signed in: the keys of their sessions."""
        from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
        from django.contrib.sessions.backends.db import SessionStore
        from django.contrib.sessions.models import Session
        from django.utils import timezone

        from liangxin.domains.claims.models import Citizen
        from liangxin.domains.claims.tests.citizens import crowd
        from liangxin.domains.regions.tests.world import COUNTY
        from liangxin.foundation.accounts.api import Account

        now, county = timezone.now(), self.world.people.region(COUNTY)
        made = [Account(username=f"rush-{place}", name="居民", password="!none") for place in range(people)]  # noqa: S106 - no password
        accounts = Account.objects.bulk_create(made, batch_size=2_000)
        ids = crowd(self.world.people, people)
        Citizen.objects.bulk_create(
            Citizen(account=account, party_id=party, region_id=county.id, verified_by="测速", created_at=now)
            for account, party in zip(accounts, ids, strict=True)
        )
        rows, store = [], SessionStore()
        for place, account in enumerate(accounts):
            said = {SESSION_KEY: str(account.pk), BACKEND_SESSION_KEY: "django.contrib.auth.backends.ModelBackend"}
            said[HASH_SESSION_KEY] = account.get_session_auth_hash()
            key = f"rush{place:028d}"
            rows.append(Session(session_key=key, session_data=store.encode(said), expire_date=now + timedelta(hours=6)))
        Session.objects.bulk_create(rows, batch_size=2_000)
        return [row.session_key for row in rows]

    def rush(self, people: int, at_once: int) -> dict[str, Any]:
        """So many citizens join a new drive, so many of them at a time; what came of it and whether it holds."""
        from liangxin.domains.claims.tests.citizens import open_drive

        drive = open_drive(self.world.people, people // 2)
        headers = {"Content-Type": "application/x-www-form-urlencoded", "X-CSRFToken": TOKEN}
        path = f"/my/drives/{drive.public_id}/join/"
        lines = [
            {"path": path, "headers": {**headers, "Cookie": f"sessionid={key}; csrftoken={TOKEN}"}, "body": ""}
            for key in self.sessions[:people]
        ]
        file = self.home / "requests"
        file.write_text("\n".join(json.dumps(line) for line in lines))
        command = [sys.executable, "-m", "benchmarks.claims.load", str(self.port), str(file), str(at_once), "0", "600"]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        found: dict[str, Any] = json.loads(done.stdout)
        return {"at_once": at_once, **found, "wrong": self._wrong(drive, people)}

    def _wrong(self, drive: Drive, people: int) -> str:
        """What does not hold afterwards; empty where all does. The vouchers are given back for the next rush."""
        from liangxin.domains.claims.models import Ticket, Voucher
        from liangxin.domains.claims.queries.mine import prove

        drive.refresh_from_db()
        places = Ticket.objects.filter(drive=drive).values("party").distinct().count()
        out = Voucher.objects.filter(drive=drive, state="open")
        first = set(Ticket.objects.filter(drive=drive, place__lte=drive.count).values_list("party_id", flat=True))
        faults = (
            (places != people, f"{people} came, {places} have a place"),
            (out.count() != drive.count, f"{drive.count} vouchers, {out.count()} are out"),
            (set(out.values_list("party_id", flat=True)) != first, "not in the order of the queue"),
            (not prove(drive.public_id, "").checked.is_whole, "the queue does not hold together"),
        )
        wrong = "; ".join(words for is_wrong, words in faults if is_wrong)
        out.update(state="cancelled")
        return wrong


def by_pgbench(seconds: int) -> float:
    """Tickets a second under one row lock, by 16 clients."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(MAKE)
    where = {name: str(connection.get_connection_params()[name]) for name in ("host", "user", "dbname")}
    command = [str(program()), "-n", "-M", "prepared", "-c", str(CLIENTS), "-j", "2", "-T", str(seconds)]
    command += ["-f", str(Path(__file__).with_name("simple.sql")), "-h", where["host"], "-U", where["user"]]
    done = subprocess.run([*command, where["dbname"]], capture_output=True, text=True, check=False)
    found = re.search(r"tps = ([0-9.]+)", done.stdout)
    if found is None:
        raise RuntimeError(done.stderr[-2000:])
    return float(found[1])


def _say(found: dict[str, Any]) -> None:
    print(f"pgbench, one row lock, {CLIENTS} clients: {found['pgbench']:,.0f} tickets a second")
    for run in found["runs"]:
        print(f"{run['at_once']:>4} at once: {run['rate']:>6,.0f} citizens a second, {run['ratio']:.3f} of pgbench; "
              f"the last of {run['answers']:,} has a place after {run['seconds']:.1f} s")  # fmt: skip
        print(f"{'':15}p50 {run['p50_ms']:,.0f} ms, p99 {run['p99_ms']:,.0f} ms, {run['statuses']}, "
              f"{run['wrong'] or 'in order, none twice, not oversold'}")  # fmt: skip
    print(f"load at the start {found['load']:.1f}, {found['cores']} cores, {found['workers']} web processes")


def measure(home: Path, options: argparse.Namespace, env: dict[str, str]) -> int:
    """Start the website, rush it, stop it, ask pgbench."""
    from liangxin.faces.cli import parts

    people, seconds = (400, 3) if options.quick else (3_000, 8)
    workers = min(4, os.cpu_count() or 1)  # as `liangxin up` chooses
    found: dict[str, Any] = {"load": os.getloadavg()[0], "cores": os.cpu_count(), "workers": workers, "runs": []}
    bench = Bench(home, options.port, people)
    web = parts.start_web("127.0.0.1", options.port, workers, env, home / "web.log")
    try:
        parts.wait_for_answer(f"http://127.0.0.1:{options.port}/guide/", [web])
        bench.rush(people // 10, 16)  # plans, caches, compiled rules
        found["runs"] = [bench.rush(people, at_once) for at_once in AT_ONCE]
    finally:
        parts.stop([web])
    found["pgbench"] = by_pgbench(seconds)
    for run in found["runs"]:
        run["ratio"] = run["rate"] / found["pgbench"]
    print(json.dumps(found, indent=1)) if options.json else _say(found)
    return int(any(run["wrong"] or set(run["statuses"]) != {"302"} for run in found["runs"]))


def main() -> int:
    """Run on a database that lasts as long as the benchmark."""
    from liangxin.faces.cli.embedded import database
    from liangxin.faces.cli.folder import environment, open_folder

    parser = argparse.ArgumentParser(prog="python -m benchmarks.queue", description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--port", type=int, default=8698)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="liangxin-") as made:
        home = Path(made)
        home.chmod(0o755)
        folder = open_folder(home / "data")
        with database(folder) as url:
            env = environment(folder, url)
            os.environ.update(env)
            import django

            django.setup()
            from django.db import connection

            try:
                return measure(home, options, env)
            finally:
                connection.close()


if __name__ == "__main__":
    sys.exit(main())
