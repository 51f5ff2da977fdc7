"""`python -m benchmarks.claims [--json] [--quick] [--races]`: sales authorised a second through the real HTTP API.

The till's server as the product starts it, commits on the disk, synchronous_commit on; the load generator beside it on
the same machine; pgbench on the same server. They take turns, round by round, so that other work on the machine
meets all alike; medians of the rounds are said, ratios and the four fifths are taken within a round. Then once more
with a millisecond before every commit, made by `pg_sleep` in the set's transaction (a trigger) and in pgbench's script:
writing is almost free on test machines. Sums are checked afterwards. Exit status 1 where they differ or a goal is
missed. `--races` runs the race tests instead and prints what was given out with guards on and off.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from benchmarks.claims import races
from benchmarks.claims.cpu import Parts
from benchmarks.claims.simple import CLIENTS, MAKE, Simple

if TYPE_CHECKING:
    from liangxin.faces.cli.folder import Folder

CONNECTIONS = 256
LEAST, AIM, P99_MS = 1.0, 2.0, 200.0
WAYS = ("naive", "conditional", "bare")
_DELAY = """
CREATE FUNCTION delayed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(0.001); RETURN NULL; END $$;
CREATE TRIGGER delayed AFTER INSERT ON claims_tillrequest FOR EACH STATEMENT EXECUTE FUNCTION delayed();
"""


class Bench:
    """The world, the requests that are left, the server."""

    def __init__(self, home: Path, port: int, sales: int) -> None:
        from liangxin.domains.claims.tests.till_world import build_till
        from liangxin.faces.workbench.first_start import bring_tables

        bring_tables()
        self.home, self.port = home, port
        self.world = build_till(persons=(sales + 1) // 2, sales=sales * 2)
        self.requests = self._prepared(sales)
        self.place = 0

    def _prepared(self, sales: int) -> list[str]:
        """Signed requests, each with a voucher of its own: two categories a person."""
        from django.utils import timezone

        from liangxin.domains.claims.models import Voucher
        from liangxin.domains.claims.rules.signing import HEADERS, digest_of, signature_of
        from liangxin.domains.claims.tests.till_world import PRICE
        from liangxin.domains.schemes.tests.market_world import CODES

        now, world = timezone.now(), self.world
        until = now + timedelta(days=9)
        rows, lines = [], []
        for place in range(sales):
            kind, person = divmod(place, len(world.people))
            party, code = world.people[person], f"B{place:07d}"
            rows.append(
                Voucher(code=code, region_id=world.market.region_id, family="appliances", party_id=party,
                        category=("fridge", "tv")[kind], issued_at=now, expires_at=until)
            )  # fmt: skip
            body = json.dumps({"voucher": code, "barcode": CODES[kind], "serial": f"SN{place}", "price_fen": PRICE})
            moment, path = str(int(time.time())), "/till/v1/authorise"
            signed = signature_of(
                world.key.secret.encode(), "POST", path, moment, f"r{place}", digest_of(body.encode())
            )
            headers = dict(zip(HEADERS, (world.key.code, moment, f"r{place}", signed), strict=True))
            lines.append(json.dumps({"path": path, "headers": headers, "body": body}))
        Voucher.objects.bulk_create(rows, batch_size=5_000)
        return lines

    def run(self, count: int, *, rate: float = 0, seconds: float = 60) -> dict[str, Any]:
        """Send the next requests; what came of it."""
        file = self.home / "requests"
        file.write_text("\n".join(self.requests[self.place : self.place + count]))
        command = [sys.executable, "-m", "benchmarks.claims.load", str(self.port), str(file), str(CONNECTIONS)]
        done = subprocess.run([*command, str(rate), str(seconds)], capture_output=True, text=True, check=True)
        self.place += count
        found: dict[str, Any] = json.loads(done.stdout)
        return found


def _execute(statement: str) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(statement)


def _round(bench: Bench, simple: Simple, parts: Parts, count: int, seconds: int) -> dict[str, Any]:
    """The server's top rate with what it costs, its latencies at four fifths of it, pgbench's rates, ratios."""
    before = parts.seconds()
    top = bench.run(count)
    cpu = {name: (used - before[name]) / top["answers"] * 1e6 for name, used in parts.seconds().items()}
    at_rate = bench.run(count // 2, rate=top["rate"] * 0.8)
    rates = {way: simple.transactions_a_second(way, seconds) for way in WAYS}
    return {
        "load": os.getloadavg()[0],
        "http": top,
        "http_at_80": at_rate,
        "cpu_us": {**cpu, "load generator": top["cpu_us"]},
        "pgbench": rates,
        "ratios": {way: top["rate"] / rate for way, rate in rates.items()},
    }


def _measured(bench: Bench, parts: Parts, plan: Plan, *, delay: bool) -> dict[str, Any]:
    """All rounds, and the median of each figure."""
    from django.db import connection

    if delay:
        _execute(_DELAY)
    bench.run(plan.warm)  # plans, caches
    _execute(MAKE)  # as full as the till's own tables are now
    where = {name: str(connection.get_connection_params()[name]) for name in ("host", "user", "dbname")}
    simple = Simple(where, bench.home, delay=delay)
    rounds = [_round(bench, simple, parts, plan.count, plan.seconds) for _ in range(plan.rounds)]
    return {"delay_ms": int(delay), "rounds": rounds} | _medians(rounds)


def _medians(rounds: list[dict[str, Any]]) -> dict[str, Any]:
    """The figures of the rounds in the same shape, each the median; a status that a round has not is none there."""
    names = {name: None for one in rounds for name in one}
    return {
        name: _medians([one[name] for one in rounds])
        if isinstance(rounds[0].get(name), dict)
        else median(one.get(name, 0) for one in rounds)
        for name in names
    }


def _check(bench: Bench) -> str:
    """Ledger = claims = vouchers; every request was authorised."""
    from liangxin.domains.claims.models import Claim
    from liangxin.domains.claims.tests.till_world import require_sums

    try:
        require_sums(bench.world)
    except AssertionError as error:
        return f"sums differ: {error}"
    claims = Claim.objects.count()
    return "" if claims == bench.place else f"{bench.place} sent, {claims} claims"


def _say(found: dict[str, Any]) -> None:
    for each in found["runs"]:
        print(f"\ncommit delay {each['delay_ms']} ms, medians of {len(each['rounds'])} rounds")
        for name, run in (("full HTTP, top rate", each["http"]), ("full HTTP at 80 % of it", each["http_at_80"])):
            print(f"{name:28}{run['rate']:>10,.0f}/s   p50 {run['p50_ms']:.0f} ms   p99 {run['p99_ms']:.0f} ms")
        print("processor time a request: " + ", ".join(f"{name} {us:.0f} µs" for name, us in each["cpu_us"].items()))
        for way, rate in each["pgbench"].items():
            print(f"{'pgbench, ' + way:28}{rate:>10,.0f}/s   full HTTP is {each['ratios'][way]:.2f} times that")
        for one in each["rounds"]:
            top, slow = one["http"]["rate"], one["http_at_80"]["p99_ms"]
            print(f"   a round at load {one['load']:.1f}: {top:,.0f}/s, at 80 % p99 {slow:.0f} ms, conditional "
                  f"{one['pgbench']['conditional']:,.0f}/s")  # fmt: skip
    print(f"\nload at the start {found['load']:.1f}, {found['cores']} cores, {CONNECTIONS} connections, pgbench with "
          f"{CLIENTS} clients; sums: {found['wrong'] or 'ledger = claims = vouchers'}")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is tried."""

    count: int
    rounds: int
    seconds: int  # of each of pgbench's runs

    @property
    def warm(self) -> int:
        return self.count // 5

    @property
    def sales(self) -> int:
        return 2 * (self.warm + self.rounds * (self.count + self.count // 2))


QUICK, WHOLE = Plan(1_500, 2, 2), Plan(6_000, 3, 6)


def measure(folder: Folder, home: Path, options: argparse.Namespace, env: dict[str, str]) -> int:
    from liangxin.faces.cli import parts

    plan = QUICK if options.quick else WHOLE
    found: dict[str, Any] = {"load": os.getloadavg()[0], "cores": os.cpu_count(), "runs": []}
    bench = Bench(home, options.port, plan.sales)
    server = parts.start_till("127.0.0.1", options.port, env, home / "till.log")
    try:
        parts.wait_for_answer(f"http://127.0.0.1:{options.port}/till/v1/clock", [server])
        postmaster = int((folder.database / "postmaster.pid").read_text().split()[0])
        used = Parts({"till's server": server.process.pid, "database": postmaster})
        found["runs"] = [_measured(bench, used, plan, delay=delay) for delay in (False, True)]
    finally:
        parts.stop([server])
    found["wrong"] = _check(bench)
    print(json.dumps(found, indent=1)) if options.json else _say(found)
    runs = found["runs"]
    missed = any(each["ratios"]["conditional"] < LEAST or each["http_at_80"]["p99_ms"] > P99_MS for each in runs)
    return int(bool(found["wrong"]) or missed)


def _race(options: argparse.Namespace) -> int:
    counts, passed = races.counted()
    print(json.dumps({"races": counts, "passed": passed}, indent=1) if options.json else races.table(counts))
    return int(not passed or not counts)


def main() -> int:
    from liangxin.faces.cli.embedded import database
    from liangxin.faces.cli.folder import environment, open_folder

    parser = argparse.ArgumentParser(prog="python -m benchmarks.claims", description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--races", action="store_true")
    parser.add_argument("--port", type=int, default=8697)
    options = parser.parse_args()
    if options.races:
        return _race(options)
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
                return measure(folder, home, options, env)
            finally:
                connection.close()


if __name__ == "__main__":
    sys.exit(main())
