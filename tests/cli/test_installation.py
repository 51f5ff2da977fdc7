"""`liangxin up`, `doctor` and `manage` on a data folder: what stands in the way, and one life of an installation."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.request import ProxyHandler, build_opener

import pytest

from tests.cli.test_plans_read import assert_refused
from tests.cli.test_registers import written
from tests.product import Product, free_port, liangxin, new_folder, running

REGION, UNIT = "990123", "清岚县住房和城乡建设局"


@pytest.fixture
def data() -> Iterator[Path]:
    with new_folder() as folder:
        yield folder


def up(folder: Path, port: int) -> tuple[int, str, str]:
    done = liangxin("up", "--data", folder, "--port", port, "--no-browser")
    return done.returncode, done.stdout, done.stderr


def test_a_taken_port_is_named(data: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        status, out, error = up(data, port)
    assert_refused(status, out, error)
    assert f"端口 {port} 已被" in error
    assert not (data / "pg").exists()


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    status, out, error = up(blocked / "data", free_port())
    assert_refused(status, out, error)
    assert str(blocked / "data") in error


def test_a_half_made_database_is_named(data: Path) -> None:
    (data / "pg").mkdir(parents=True)
    (data / "pg" / "PG_VERSION").write_text("16\n")
    done = liangxin("up", "--data", data, "--port", free_port(), "--no-browser")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "没有建完" in done.stderr.splitlines()[-1]


def test_a_database_elsewhere_that_does_not_answer_is_named(data: Path) -> None:
    url = f"postgresql://nobody@127.0.0.1:{free_port()}/nothing"
    done = liangxin("up", "--data", data, "--port", free_port(), "--no-browser", DATABASE_URL=url)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "连接不上 DATABASE_URL" in done.stderr


def test_an_unknown_verb_is_refused() -> None:
    done = liangxin("fly")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_doctor_looks_at_an_empty_folder_and_leaves_no_database(data: Path) -> None:
    told = findings(data)
    assert told["数据库"]["health"] == "note"
    assert told["密钥"]["health"] == "note"
    assert told["Python"]["health"] == "good"
    assert told["前端库"]["health"] == "good"
    assert not (data / "pg").exists()


def test_doctor_speaks_in_words_and_ends_with_1_when_something_is_wrong(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    done = liangxin("doctor", "--data", blocked / "data")
    assert done.returncode == 1
    assert "✗ 数据目录：" in done.stdout
    assert "Traceback" not in done.stderr


@dataclass
class Office:
    """An installation after its first life: what it said in it, and what others were told meanwhile."""

    data: Path
    address: str
    said: str
    second: tuple[int, str, str]
    told: dict[str, dict[str, str]]
    keys: bytes


@pytest.fixture(scope="module")
def office() -> Iterator[Office]:
    """The data folder of a product that has been started once; a first start is long, so one for all that need it."""
    with new_folder() as data:
        with running(data, "--workers", "1") as product:
            second, told = up(data, free_port()), findings(data, port=port_of(product))
            keys = (data / "keys.json").read_bytes()
            lived = Office(data, product.address, product.said, second, told, keys)
        yield lived


def test_in_its_first_life_an_installation_names_itself_to_whoever_comes_second(office: Office) -> None:
    assert "linqiu" in office.said
    assert_refused(*office.second)
    assert office.address in office.second[2]
    assert office.told["端口"]["says"].endswith("两新正在运行")
    assert office.told["数据库"]["health"] == "good"
    assert "PostgreSQL" in office.told["数据库"]["says"]
    if os.name == "posix":
        assert (office.data / "keys.json").stat().st_mode & 0o077 == 0


def test_an_installation_lives_through_a_second_start(office: Office) -> None:
    people = accounts_in(office.data)
    with running(office.data, "--workers", "1") as product:
        with build_opener(ProxyHandler({})).open(f"{product.address}/sign-in/", timeout=10) as answer:
            assert answer.status == 200
        assert (office.data / "keys.json").read_bytes() == office.keys
    assert accounts_in(office.data) == people > 10


def accounts_in(data: Path) -> int:
    count = "from liangxin.foundation.accounts.models import Account; print(Account.objects.count())"
    done = liangxin("manage", "shell", "--no-imports", "-c", count, LIANGXIN_DATA=str(data))
    assert done.returncode == 0, done.stderr
    return int(done.stdout.splitlines()[-1])


def test_a_workbook_is_imported_once_and_the_second_time_changes_nothing(office: Office, tmp_path: Path) -> None:
    path, where = written(tmp_path / "九月.xlsx", {}, {}), {"LIANGXIN_DATA": str(office.data)}
    refused = liangxin("registers", "import", "gas_pipes", path, **where)  # of which the demo county has no register
    assert refused.returncode == 2
    assert "--unit" in refused.stderr
    place = ("--region", REGION, "--unit", UNIT)
    done = liangxin("registers", "import", "lifts_renewed", path, *place, "--json", **where)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["new"] == 2
    again = liangxin("registers", "import", "住宅老旧电梯更新台账", path, **where)
    assert again.returncode == 0
    assert "没有任何改动" in again.stdout
    faulty = written(tmp_path / "坏.xlsx", {3: "9999"}, {4: "很早"})
    done = liangxin("registers", "import", "lifts_renewed", faulty, **where)
    assert (done.returncode, "1行有误" in done.stdout) == (2, True)
    done = liangxin("registers", "import", "lifts_renewed", faulty, "--sound-rows", "--as", "linqiu", **where)
    assert (done.returncode, "新增1" in done.stdout) == (0, True)
    assert liangxin("registers", "import", "lifts_renewed", path, "--as", "nobody", **where).returncode == 2


def port_of(product: Product) -> int:
    return int(product.address.rpartition(":")[2])


def findings(data: Path, port: int | None = None) -> dict[str, dict[str, str]]:
    """What the doctor finds, by subject; nothing of it is bad."""
    done = liangxin("doctor", "--data", data, "--port", port or free_port(), "--json")
    assert done.returncode == 0, done.stdout + done.stderr
    return {finding["subject"]: finding for finding in json.loads(done.stdout)}
