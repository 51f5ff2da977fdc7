"""The till's server is killed, lines are cut, connections end, clocks are off: nothing is lost or doubled."""

from __future__ import annotations

import importlib.util
import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from liangxin.domains.claims.models import Claim
from liangxin.domains.claims.tests.till_world import PRICE, TillWorld, build_till, require_sums, voucher
from liangxin.domains.schemes.tests.market_world import CODES
from liangxin.faces.cli.embedded import django_url
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
