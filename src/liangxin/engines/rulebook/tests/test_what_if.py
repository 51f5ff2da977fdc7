"""A draft against claims of the past: sums that agree, changes by clause, years moved, when the money runs out."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from liangxin.engines import rulebook
from liangxin.engines.rulebook import find_rulebook
from liangxin.engines.rulebook.command import main
from liangxin.engines.rulebook.refusals import ColumnsLacking, ColumnsWrong, FileUnreadable, ParametersOpen
from liangxin.engines.rulebook.samples import as_table, generated
from liangxin.engines.rulebook.shelf import shipped_rulebook
from liangxin.engines.rulebook.what_if import Change, WhatIf, what_if
from liangxin.engines.rulebook.what_if.running_out import runs_out
from liangxin.kernel.decision import Answer
from liangxin.kernel.period import Period

OLD, NEW = shipped_rulebook("appliances@2025"), shipped_rulebook("appliances@2026")
REGIONS = ("410182", "410183")


def past(folder: Path, *, count: int = 900, seed: int = 3, name: str = "past.parquet") -> tuple[Path, list[list[Any]]]:
    """Claims of 2025 as they were decided then, some around limits, some with gaps."""
    chance = random.Random(seed)  # noqa: S311 - a repeatable sample, no secret
    cases = generated(OLD.rulebook, count, seed=seed, unknown=0.02)
    for case in cases:
        if chance.random() < 0.7:
            case[:] = [
                date(2025, 1, 1) + timedelta(chance.randrange(365)),
                chance.choice(["fridge", "stove", "tv", "conditioner"]),
                chance.choice([1, 1, 2]), chance.randrange(10_000, 1_500_000), 0,
            ]  # fmt: skip
    ruled = [OLD.decide_values(case) for case in cases]
    table = as_table(OLD.rulebook, cases)
    beside = {
        "claim": pa.array([f"QL{place:05}" for place in range(count)]),
        "claimed_on": pa.array([case[0] or date(2025, 5, 5) for case in cases], pa.date32()),
        "region": pa.array([REGIONS[place % 2] for place in range(count)]),
        "party": pa.array([place // 2 for place in range(count)]),
        "paid_fen": pa.array([ruling.amount_fen for ruling in ruled], pa.int64()),
    }
    for column, values in beside.items():
        table = table.append_column(column, values)
    path = folder / name
    pq.write_table(table, path, row_group_size=200)
    return path, cases


def expected(cases: list[list[Any]]) -> Counter[Change]:
    """The same one claim after the other, in plain Python."""
    found: Counter[Change] = Counter()
    for case in cases:
        then = OLD.decide_values(case).amount_fen or 0
        day, category, grade, price, earlier = case
        moved = (
            None if day is None else day.replace(year=day.year + 1, day=min(day.day, 28) if day.month == 2 else day.day)
        )
        known = category if category in NEW.rulebook.facts["category"].choices else "other"
        values = {"invoiced_on": moved, "category": None if category is None else known, "grade": grade, "price": price,
                  "seller_takes_back": True, "earlier_per_category": earlier}  # fmt: skip
        ruling = NEW.decide_values([values[name] for name in NEW.rulebook.facts])
        now = ruling.amount_fen or 0
        if ruling.answer is Answer.UNKNOWN:
            found[Change.UNKNOWN] += 1
        elif now == then:
            found[Change.SAME] += 1
        elif not then or not now:
            found[Change.NEWLY_MET if now else Change.NO_LONGER_MET] += 1
        else:
            found[Change.MORE if now > then else Change.LESS] += 1
    return found


def agrees(found: WhatIf) -> None:
    """Every sum by day, category, region and clause is the total."""
    assert found.gained + found.lost + found.same + found.unknown == found.claims
    for rows in (found.by_day, found.by_category, found.by_region):
        assert sum(row.claims for row in rows) == found.claims
        assert sum(row.before_fen for row in rows) == found.before_fen
        assert sum(row.after_fen for row in rows) == found.after_fen
        assert sum(row.gained for row in rows) == found.gained
        assert sum(row.lost for row in rows) == found.lost
    assert sum(row.claims for row in found.by_line) == found.claims
    known = [row for row in found.by_line if row.change is not Change.UNKNOWN]
    assert sum(row.after_fen for row in known) == found.after_fen


@pytest.mark.parametrize("seed", [3, 4])
def test_the_counts_are_those_of_deciding_one_claim_after_the_other(tmp_path: Path, seed: int) -> None:
    path, cases = past(tmp_path, seed=seed)
    found = what_if(NEW, path, assume={"seller_takes_back": True})
    wanted = expected(cases)
    assert found.gained == wanted[Change.MORE] + wanted[Change.NEWLY_MET]
    assert found.lost == wanted[Change.LESS] + wanted[Change.NO_LONGER_MET]
    assert (found.same, found.unknown) == (wanted[Change.SAME], wanted[Change.UNKNOWN])
    assert found.no_longer_met == wanted[Change.NO_LONGER_MET] > 0
    assert (found.shifted_years, found.before, found.faulty) == (1, "", 0)
    assert "stove" in found.read_as_other["category"]
    agrees(found)
    assert {one.change for one in found.examples} == {change for change, many in wanted.items() if many} - {Change.SAME}


def test_beside_the_rulebook_before_it_says_the_same_as_beside_what_it_paid(tmp_path: Path) -> None:
    one, _ = past(tmp_path, seed=5)
    two, _ = past(tmp_path, seed=6, name="more.parquet")
    paid = what_if(NEW, [one, two], assume={"seller_takes_back": True})
    decided = what_if(NEW, [one, two], before=OLD, assume={"seller_takes_back": True})
    agrees(decided)
    assert decided.claims == 1800
    assert decided.unknown >= paid.unknown
    assert (decided.gained, decided.before, paid.before) == (paid.gained, "appliances@2025", "")
    changed = {(row.change, row.line, row.before_line) for row in decided.by_line}
    assert (Change.NO_LONGER_MET, "goods_kind", "grade_1") in changed
    assert decided.as_json()["by_line"][0]["change"] in [change.value for change in Change]


def test_within_the_same_year_no_day_is_moved(tmp_path: Path) -> None:
    path, _ = past(tmp_path, count=200)
    found = what_if(OLD, path)
    assert found.shifted_years == 0
    assert (found.gained, found.lost) == (0, 0)
    assert found.before_fen == found.after_fen > 0


def test_what_is_lacking_is_named_with_what_to_do(tmp_path: Path) -> None:
    path, _ = past(tmp_path, count=20)
    with pytest.raises(ColumnsLacking, match=r"seller_takes_back.*--assume seller_takes_back"):
        what_if(NEW, path)
    pq.write_table(pq.read_table(path).drop_columns(["paid_fen", "region"]), tmp_path / "bare.parquet")
    with pytest.raises(ColumnsLacking, match="region（区划）、paid_fen"):
        what_if(OLD, tmp_path / "bare.parquet")
    with pytest.raises(ColumnsWrong, match="不能再假定"):
        what_if(OLD, path, assume={"grade": 1})
    with pytest.raises(ParametersOpen, match="cars_replace@2025"):
        what_if(shipped_rulebook("cars_replace@2025"), path)
    (tmp_path / "no.parquet").write_text("x")
    with pytest.raises(FileUnreadable, match="Parquet"):
        what_if(OLD, tmp_path / "no.parquet")


def costs(days: int, each: int, *, first: date = date(2025, 1, 6), growth: float = 0.0) -> dict[date, int]:
    """Twice as much at weekends, growing by a share of the first day every week."""
    return {
        first + timedelta(place): round(each * (2 if (place % 7) > 4 else 1) * (1 + growth * (place // 7)))
        for place in range(days)
    }


YEAR = (Period.year(2025),)


def test_money_runs_out_on_the_day_that_even_costs_say() -> None:
    found, reason = runs_out(
        costs(70, 100), YEAR, money_fen=9 * 100 * 2, spent_fen=0, from_day=date(2025, 3, 24), seed=1
    )
    assert found is not None
    assert reason == ""
    assert found.likely == found.earliest == found.latest == date(2025, 4, 7)  # two weeks are paid, the next day is not
    again, _ = runs_out(costs(70, 100), YEAR, money_fen=2700, spent_fen=900, from_day=date(2025, 3, 24), seed=1)
    assert again is not None
    assert again.likely == found.likely


def test_the_interval_holds_what_is_likely_and_is_the_same_for_a_seed() -> None:
    chance = random.Random(2)  # noqa: S311 - a repeatable sample, no secret
    uneven = {day: round(cost * chance.uniform(0.5, 1.5)) for day, cost in costs(84, 1000, growth=0.02).items()}
    asked: dict[str, Any] = {"money_fen": 160_000, "spent_fen": 0, "from_day": date(2025, 4, 1)}
    found, _ = runs_out(uneven, YEAR, **asked, seed=7)
    again, _ = runs_out(uneven, YEAR, **asked, seed=7)
    assert found == again
    assert found is not None
    assert found.likely is not None
    assert found.earliest is not None
    assert found.latest is not None
    assert found.earliest < found.latest
    assert found.earliest <= found.likely <= found.latest
    assert (found.days_seen, found.level) == (84, 0.8)


def test_money_may_last_and_never_runs_out_after_the_period() -> None:
    found, _ = runs_out(costs(70, 100), YEAR, money_fen=10**9, spent_fen=0, from_day=None, seed=1)
    assert found is not None
    assert (found.likely, found.earliest, found.until) == (None, None, date(2025, 12, 31))
    assert found.left_fen == 10**9 - found.needed_fen > 0


def test_too_few_weeks_and_a_day_outside_are_said() -> None:
    assert "至少要8周" in runs_out(costs(50, 100), YEAR, money_fen=1, spent_fen=0, from_day=None, seed=1)[1]
    assert "适用期间" in runs_out(costs(90, 9), YEAR, money_fen=1, spent_fen=0, from_day=date(2026, 1, 1), seed=1)[1]


def test_the_command_tells_it_in_sentences_and_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, _ = past(tmp_path, count=300)
    asked = ["what-if", "appliances@2026", str(path), "--assume", "seller_takes_back=是", "--money", "1000元"]
    assert main(asked) == 0
    said = capsys.readouterr().out
    assert "不再补贴" in said
    assert "资金预计2026-01" in said
    assert main([*asked, "--json"]) == 0
    assert '"shifted_years": 1' in capsys.readouterr().out
    assert main(["what-if", "appliances@2026", str(path)]) == 2
    assert "seller_takes_back" in capsys.readouterr().err


def test_two_versions_of_a_year_are_both_tried_on_the_year_before(tmp_path: Path) -> None:
    """Both sides move the days into their own period, and what is assumed holds for both."""
    path, cases = past(tmp_path, count=300)
    shipped = (Path(rulebook.__file__).parent / "data" / "appliances@2026.yaml").read_text("utf-8")
    amended = tmp_path / "amended.yaml"
    amended.write_text(shipped.replace("cap: 1500元", "cap: 1800元"), "utf-8")
    found = what_if(find_rulebook(str(amended)), path, before=NEW, assume={"seller_takes_back": True})
    dear = [case for case in cases if case[3] and case[3] > 1_000_000 and NEW.decide(as_next_year(case)).amount_fen]
    assert found.gained == len(dear) > 0
    assert (found.lost, found.shifted_years) == (0, 1)
    ruled = [NEW.decide(as_next_year(case)) for case in cases]
    assert found.unknown == sum(one.answer is Answer.UNKNOWN for one in ruled)
    assert found.before_fen == sum(one.amount_fen or 0 for one in ruled)


def as_next_year(case: list[Any]) -> dict[str, Any]:
    """A claim of 2025 as a case of 2026."""
    day, category, grade, price, earlier = case
    listed = NEW.rulebook.facts["category"].choices
    moved = None if day is None else day.replace(year=day.year + 1) if day.month != 2 or day.day != 29 else day
    return {
        "invoiced_on": str(moved) if moved else None,
        "category": category if category in listed else None if category is None else "other",
        "grade": grade,
        "price": None if price is None else f"{price / 100:.2f}元",
        "seller_takes_back": True,
        "earlier": {"per_category": earlier},
    }
