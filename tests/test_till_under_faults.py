"""The till's servers and the database are killed, lines are cut, clocks are off: nothing is lost or doubled."""

from __future__ import annotations

import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

import psutil
import pytest
from django.conf import settings
from django.db import connection

from liangxin.domains.claims.models import Claim
from liangxin.domains.claims.tests.till_world import PRICE, TillWorld, build_till, require_sums, voucher
from liangxin.domains.schemes.tests.market_world import CODES
from liangxin.faces.cli.embedded import django_url, start_embedded
from liangxin.faces.cli.folder import Folder, open_folder
from liangxin.faces.cli.parts import start_till, wait_for_answer

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def sample_client() -> ModuleType:
    """The client that the documentation gives to shops."""
    path = Path(__file__).parents[1] / "docs" / "till" / "client.py"
    spec = importlib.util.spec_from_file_location("till_client", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@contextmanager
def server(port: int) -> Iterator[subprocess.Popen[bytes]]:
    """The till's server as the product starts it, on the test's database."""
    given = connection.get_connection_params()
    where = {name: str(given[name]) for name in ("host", "user") if given.get(name)}
    url = django_url(f"postgresql://{where['user']}@/x?host={where['host']}", str(given["dbname"]))
    env = {
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "liangxin.config.settings",
        "LIANGXIN_SECRET": "for-tests",
        "LIANGXIN_FIELD_KEYS": settings.FIELD_KEYS,
        "LIANGXIN_INDEX_KEY": settings.INDEX_KEY,
    }
    part = start_till("127.0.0.1", port, env, Path(os.environ["LIANGXIN_DATA"]) / f"till-{port}.log")
    try:
        wait_for_answer(f"http://127.0.0.1:{port}/till/v1/clock", [part])
        yield part.process
    finally:
        if part.process.poll() is None:
            os.killpg(part.process.pid, signal.SIGKILL)
        part.process.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_what_is_killed_or_cut_in_the_middle_loses_and_doubles_nothing() -> None:
    world, port, client = build_till(persons=24, sales=60), free_port(), sample_client()
    vouchers = [voucher(world, person) for person in range(24)]
    sold: dict[str, dict[str, Any]] = {}

    def sell(place: int) -> None:
        till = client.TillClient(f"http://127.0.0.1:{port}", world.key.code, world.key.secret, timeout=5)
        sold[vouchers[place]] = till.authorise(sale(vouchers[place]), f"request-{place}")

    with ThreadPoolExecutor(8) as threads:
        with server(port):
            waiting = [threads.submit(sell, place) for place in range(16)]
            time.sleep(0.05)
        # Killed with SIGKILL; the tills go on trying, and find it again.
        with server(port):
            for each in waiting:
                each.result(60)
            waiting = [threads.submit(sell, place) for place in range(16, 24)]
            with connection.cursor() as cursor:  # the database's end of its connections goes as well
                cursor.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
                               " AND datname = current_database()")  # fmt: skip
            for each in waiting:
                each.result(60)
            answers = [retried(client, world, port, vouchers[0]) for _ in range(10)]
            skewed(client, world, port, vouchers[1])
    assert {answer["outcome"] for answer in sold.values()} == {"authorised"}
    assert {answer["claim"] for answer in answers} == {sold[vouchers[0]]["claim"]}
    assert Claim.objects.count() == len({answer["claim"] for answer in sold.values()}) == 24
    require_sums(world)


@contextmanager
def database_of_its_own() -> Iterator[Folder]:
    """A durable database server with a copy of the test's database, at which the test looks; its data folder."""
    there, settings_dict = connection.get_connection_params(), connection.settings_dict
    shared = {name: settings_dict[name] for name in ("HOST", "USER", "NAME")}
    home = Path(tempfile.mkdtemp(prefix="liangxin-"))
    home.chmod(0o755)
    folder = open_folder(home / "data")
    started = start_embedded(folder)
    programs = started.bin_path
    try:
        dump = [programs / "pg_dump", "-h", str(there["host"]), "-U", str(there["user"]), str(there["dbname"])]
        dumped = subprocess.run(dump, capture_output=True, check=True).stdout
        sql = [programs / "psql", "-q", "-1", started.get_uri()]
        subprocess.run(sql, input=dumped, capture_output=True, check=True)
        started.psql("ALTER SYSTEM SET recovery_init_sync_method = 'syncfs'")  # not file by file: recovery is quick
        connection.close()
        settings_dict.update(HOST=str(folder.database), USER="postgres", NAME="postgres")
        yield folder
    finally:
        connection.close()
        settings_dict.update(shared)
        started.cleanup()
        shutil.rmtree(home)


def kill_and_start_again(folder: Folder) -> None:
    """SIGKILL for the database server and all its processes, as when the power goes; then it recovers by its log."""
    postmaster = psutil.Process(int((folder.database / "postmaster.pid").read_text().splitlines()[0]))
    killed = [postmaster, *postmaster.children()]
    for process in killed:
        process.kill()
    _, left = psutil.wait_procs(killed, 10)
    assert not left
    start_embedded(folder)
    assert "automatic recovery in progress" in (folder.database / "log").read_text()


def test_a_database_killed_in_the_rush_keeps_all_that_was_answered() -> None:
    world, port, client = build_till(persons=40, sales=80), free_port(), sample_client()
    vouchers = [voucher(world, person) for person in range(40)]
    answered: dict[str, dict[str, Any]] = {}
    some = threading.Event()

    def sell(code: str) -> None:
        till = client.TillClient(f"http://127.0.0.1:{port}", world.key.code, world.key.secret, timeout=20)
        answered[code] = till.authorise(sale(code), f"request-{code}")
        some.set()

    with database_of_its_own() as folder, server(port), ThreadPoolExecutor(8) as threads:
        waiting = [threads.submit(sell, code) for code in vouchers]
        assert some.wait(20)
        before = dict(answered)
        kill_and_start_again(folder)
        for each in waiting:
            each.result(60)
        claims = dict(Claim.objects.values_list("number", "amount_fen"))
        assert 0 < len(before) < len(vouchers)
        assert {answer["outcome"] for answer in answered.values()} == {"authorised"}
        assert claims == {answer["claim"]: answer["amount_fen"] for answer in answered.values()}
        assert len(claims) == len(vouchers)
        require_sums(world)


def test_two_servers_at_once_give_each_thing_once() -> None:
    """Eight people at both servers in the same moment, each voucher at both; then one serial with eight vouchers."""
    world, ports, client = build_till(persons=16, sales=60), (free_port(), free_port()), sample_client()
    vouchers = [voucher(world, person) for person in range(16)]
    start = threading.Barrier(8)

    def sell(place: int, code: str, serial: str) -> str:
        till = client.TillClient(f"http://127.0.0.1:{ports[place % 2]}", world.key.code, world.key.secret)
        start.wait(20)
        said = till.authorise(sale(code) | {"serial": serial}, f"{place}-{code}")
        return str(said.get("code") or said["outcome"])

    with server(ports[0]), server(ports[1]), ThreadPoolExecutor(8) as threads:
        same_voucher = [threads.submit(sell, n, vouchers[n // 2], f"SN-{n}") for n in range(8)]
        said = sorted(each.result(60) for each in same_voucher)
        assert said == ["authorised"] * 4 + ["till.voucher_not_open"] * 4
        same_serial = [threads.submit(sell, n, vouchers[8 + n], "SAME") for n in range(8)]
        said = sorted(each.result(60) for each in same_serial)
        assert said == ["authorised"] + ["till.number_taken"] * 7
    assert Claim.objects.count() == 5
    require_sums(world)


def sale(code: str) -> dict[str, Any]:
    return {"voucher": code, "barcode": CODES[0], "serial": f"SN-{code}", "price_fen": PRICE}


def retried(client: ModuleType, world: TillWorld, port: int, code: str) -> dict[str, Any]:
    """Send by a line that is cut before the answer, then again by the client with the same key."""
    till = client.TillClient(f"http://127.0.0.1:{port}", world.key.code, world.key.secret)
    body = client.json.dumps(sale(code), ensure_ascii=False).encode()
    heads = till.headers("POST", "/till/v1/authorise", body, "request-0") | {"Content-Length": str(len(body))}
    lines = "".join(f"{name}: {value}\r\n" for name, value in heads.items())
    with socket.create_connection(("127.0.0.1", port)) as line:
        line.sendall(f"POST /till/v1/authorise HTTP/1.1\r\nHost: till\r\n{lines}\r\n".encode() + body)
    found: dict[str, Any] = till.authorise(sale(code), "request-0")
    return found


def skewed(client: ModuleType, world: TillWorld, port: int, code: str) -> None:
    """A clock six minutes off is refused by its own code; the client sets itself right and goes on."""
    till = client.TillClient(f"http://127.0.0.1:{port}", world.key.code, world.key.secret)
    till.skew = -360
    refused = till._sent("POST", "/till/v1/authorise", b"{}", "skewed")
    assert refused["code"] == "till.clock_skewed"
    assert till.authorise(sale(code), "request-1")["outcome"] == "authorised"
    assert abs(till.skew) < 5
