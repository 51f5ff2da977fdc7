"""A city's figures beside published national ones. What nobody published stays without a figure to its side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from liangxin.engines.city.order import told
from liangxin.engines.city.reading import label, rulebooks
from liangxin.engines.city.refusals import NotACity

_NOT_SEEN = "未见公布"
_TITLES = {
    "appliances": "家电", "digital": "数码", "cars_scrap": "汽车报废更新", "cars_replace": "汽车置换更新",
    "e_bikes": "电动自行车", "home_renovation": "家装厨卫",
}  # fmt: skip


@dataclass(frozen=True)
class Figure:
    """One line: what, of the city, published (None where nothing was), unit, source and how the two differ in kind."""

    name: str
    city: float
    published: float | None
    unit: str
    source: str = _NOT_SEEN
    note: str = ""

    def as_json(self) -> dict[str, Any]:
        """For machines."""
        return asdict(self)


def figures(folder: Path) -> list[Figure]:
    """The figures of a city's folder. Raises `NotACity`."""
    import duckdb

    said = label(folder)
    paths = {
        kind: [str(folder / kind / f"{rulebook}.parquet") for rulebook in rulebooks(folder)]
        for kind in ("claims", "purchases")
    }
    try:
        with duckdb.connect() as connection:
            connection.read_parquet(paths["claims"], union_by_name=True, filename=True).create_view("claims")
            connection.read_parquet(paths["purchases"], union_by_name=True).create_view("purchases")
            connection.read_parquet(str(folder / "people.parquet")).create_view("people")
            return [*_scale(connection), *_batches(connection, said["year"]), *_own(connection)]
    except duckdb.IOException as wrong:
        raise NotACity(folder=folder, why=str(wrong).splitlines()[0][:120]) from wrong


_BY_SCHEME = """
    SELECT regexp_extract(filename, '([a-z_]+)@[^/]*$', 1) AS scheme, count(*)::BIGINT AS claims,
           count(paid_fen)::BIGINT AS paid, coalesce(sum(paid_fen), 0)::BIGINT AS fen
    FROM claims GROUP BY 1 ORDER BY 1
"""


def _scale(connection: Any) -> list[Figure]:
    """Per hundred helped, and in money."""
    scale, money = told("figures")["scale"], told("figures")["money"]
    source = f"{scale['source']}（{scale['years']}）"
    paid = {scheme: count for scheme, _, count, _ in connection.execute(_BY_SCHEME).fetchall()}
    helped = sum(paid.values())
    sales, fen = connection.execute(
        "SELECT sum(purchases.price_fen)::BIGINT, sum(paid_fen)::BIGINT FROM claims JOIN purchases USING (claim)"
        " WHERE paid_fen IS NOT NULL"
    ).fetchone()
    central = (money["year_2024"] + money["year_2025"]) * 10**9 / 9  # 亿元 to yuan, nine tenths to the whole
    cars = paid.get("cars_scrap", 0) + paid.get("cars_replace", 0)
    each = "城市按补贴的件数计"
    most = "公布数为中央资金按九比一折算，2024年含货车、农机等，是上限"
    return [
        Figure(
            "每百人次中的家电", _share(paid.get("appliances", 0), helped), _share(scale["appliances"], scale["helped"]),
            "台", source, each,
        ),
        Figure("每百人次中的汽车", _share(cars, helped), _share(scale["cars"], scale["helped"]), "辆", source, each),
        Figure("每人次销售额", _ratio(sales, helped) / 100, scale["sales_yuan"] / scale["helped"], "元", source, each),
        Figure("每人次补贴", _ratio(fen, helped) / 100, central / scale["helped"], "元", money["source"], most),
        Figure("补贴占销售额", _share(fen, sales), 100 * central / scale["sales_yuan"], "%", money["source"], most),
    ]  # fmt: skip


def _share(part: int, whole: int) -> float:
    return 100 * part / whole if whole else 0.0


def _ratio(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _batches(connection: Any, year: int) -> list[Figure]:
    """How the year's money went, by the batch that was there when claims were made."""
    money = told("figures")["money"]
    published: Sequence[int] = money[f"batches_{year}"]
    starts: list[date] = [each["from"] for each in told(f"year_{year}")["batches"]]
    ends = [*starts[1:], date(year + 2, 1, 1)]
    total = connection.execute("SELECT sum(paid_fen)::BIGINT FROM claims").fetchone()[0]
    found = []
    for number, (start, end, share) in enumerate(zip(starts, ends, published, strict=True), 1):
        fen = connection.execute(
            "SELECT coalesce(sum(paid_fen), 0)::BIGINT FROM claims WHERE claimed_on >= ? AND claimed_on < ?",
            [start, end],
        ).fetchone()[0]
        name = f"第{number}批资金期间的补贴占全年"
        note = "公布数为各批资金的份额；城市按此设定，暂停由资金用完得出"
        found.append(
            Figure(name, _share(fen, total), _share(share, sum(published)), "%", money["batches_source"], note)
        )
    return found


def _own(connection: Any) -> list[Figure]:
    """What the city has and nobody published, as far as was seen."""
    rows = connection.execute(_BY_SCHEME).fetchall()
    claims, paid = (sum(row[place] for row in rows) for place in (1, 2))
    helped, often = connection.execute(
        "SELECT count(*)::BIGINT, sum(times)::BIGINT FROM"
        " (SELECT party, count(*) AS times FROM claims WHERE paid_fen IS NOT NULL GROUP BY 1)"
    ).fetchone()
    found = [
        Figure("没有给付的申领", _share(claims - paid, claims), None, "%"),
        Figure("每个受益人的件数", _ratio(often, helped), None, "件"),
    ]
    for scheme, _, count, fen in rows:
        found.append(Figure(f"{_TITLES.get(scheme, scheme)}每件补贴", _ratio(fen, count) / 100, None, "元"))
    return found


def as_lines(found: Sequence[Figure]) -> list[str]:
    """The figures as a table for the screen."""
    lines = ["| 指标 | 城市 | 已公布 | 单位 | 来源 |", "| --- | ---: | ---: | --- | --- |"]
    notes: Mapping[str, None] = dict.fromkeys(one.note for one in found if one.note)
    for one in found:
        published = "—" if one.published is None else f"{one.published:,.2f}"
        mark = f"（注{list(notes).index(one.note) + 1}）" if one.note else ""
        lines.append(f"| {one.name} | {one.city:,.2f} | {published} | {one.unit} | {one.source}{mark} |")
    return [*lines, *(f"注{number}：{note}。" for number, note in enumerate(notes, 1))]
