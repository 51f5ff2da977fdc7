"""The command line, what is refused, and a folder read back."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from liangxin.engines.city import Order, reading
from liangxin.engines.city.command import main
from liangxin.engines.city.figures import figures
from liangxin.engines.city.making import make
from liangxin.engines.city.refusals import (
    ClaimsOutOfBounds,
    FolderNotEmpty,
    FolderUnwritable,
    NotACity,
    RegionUnknown,
    SeedOutOfBounds,
    YearUnknown,
)
from liangxin.engines.city.tests.cities import small_city


def test_a_city_is_made_and_laid_beside_the_country(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = str(tmp_path / "city")
    assert main(["make", "--claims", "300", "--out", out]) == 0
    assert "申领300件" in capsys.readouterr().out
    assert main(["figures", out]) == 0
    assert "每百人次中的家电" in capsys.readouterr().out
    assert main(["figures", out, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["source"].startswith("china.org.cn")


def test_a_refusal_is_one_sentence_and_status_two(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["make", "--claims", "0", "--out", str(tmp_path / "city")]) == 2
    assert capsys.readouterr().err == "申领件数是0，应在100至5000000之间。请改写 --claims。\n"
    assert not (tmp_path / "city").exists()


def test_what_cannot_be_is_refused() -> None:
    for claims in (-1, 0, 99, 5_000_001):
        with pytest.raises(ClaimsOutOfBounds):
            Order(claims)
    for seed in (-1, 10**18):
        with pytest.raises(SeedOutOfBounds):
            Order(1000, seed)
    for region in ("123456", "990100", "370000", "99012", "", "abcdef"):
        with pytest.raises(RegionUnknown):
            Order(1000, region=region)
    with pytest.raises(YearUnknown):
        Order(1000, year=2031)


def test_a_real_county_may_be_asked_for_but_its_people_stay_made_up(tmp_path: Path) -> None:
    make(Order(200, region="370283"), tmp_path / "city")
    person = next(reading.people(tmp_path / "city"))
    assert person.region == "370283"
    assert person.address.startswith("平度市")
    assert person.id_number.startswith("990123")


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("1")
    with pytest.raises(FolderNotEmpty):
        make(Order(200), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]


def test_a_folder_that_cannot_be_written_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("liangxin.engines.city.making._digest", full)
    with pytest.raises(FolderUnwritable):
        make(Order(200), tmp_path / "city")
    assert not (tmp_path / "city").exists()


def test_a_city_is_read_back_as_records() -> None:
    folder = small_city()
    rows = reading.label(folder)["rows"]
    for read, name in [
        (reading.households, "households"), (reading.people, "people"), (reading.enterprises, "enterprises"),
        (reading.shops, "shops"), (reading.tills, "tills"), (reading.goods, "goods"),
        (reading.list_prices, "list_prices"), (reading.market_prices, "market_prices"),
        (reading.car_models, "car_models"), (reading.payments, "payments"),
    ]:  # fmt: skip
        assert sum(1 for _ in read(folder)) == rows[name]
    for rulebook in reading.rulebooks(folder):
        claims = list(reading.claims(folder, rulebook))
        assert [one.claim for one in claims] == [one.claim for one in reading.purchases(folder, rulebook)]
        assert [one.claim for one in claims] == [one.claim for one in reading.decisions(folder, rulebook)]
    shop = next(reading.shops(folder))
    assert isinstance(shop.categories, tuple)
    claim = next(reading.claims(folder, "appliances@2025"))
    assert {"invoiced_on", "category", "grade", "price_fen", "earlier_per_category"} == set(claim.facts)


def test_what_is_no_city_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotACity, match=r"没有city\.json"):
        reading.people(tmp_path)
    (tmp_path / "city.json").write_text("{")
    with pytest.raises(NotACity, match="不能读取"):
        figures(tmp_path)
    (tmp_path / "city.json").write_text('{"version": "0"}')
    with pytest.raises(NotACity, match="由第0版写成"):
        reading.claims(tmp_path, "appliances@2025").__next__()


def test_a_city_that_lost_a_file_is_refused(tmp_path: Path) -> None:
    shutil.copytree(small_city(), tmp_path / "city")
    (tmp_path / "city" / "people.parquet").unlink()
    (tmp_path / "city" / "claims" / "digital@2025.parquet").unlink()
    with pytest.raises(NotACity, match=r"people\.parquet不能读取"):
        next(reading.people(tmp_path / "city"))
    with pytest.raises(NotACity):
        figures(tmp_path / "city")


def test_figures_are_near_the_published_ones() -> None:
    for one in figures(small_city()):
        if one.published is not None and "批资金" not in one.name:
            assert abs(one.city / one.published - 1) < 0.15, one


def test_importing_the_door_pulls_in_neither_numpy_nor_arrow() -> None:
    program = (
        "import sys, liangxin.engines.city, liangxin.engines.city.command, liangxin.engines.city.reading;"
        "sys.exit(bool({'numpy', 'pyarrow', 'duckdb'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
