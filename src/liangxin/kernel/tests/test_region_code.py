"""Division codes: levels and parents by digits, names by table, finding by name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liangxin.kernel.region_code import (
    Level,
    _names,
    ancestors,
    bare_name,
    check_region_code,
    find,
    full_name,
    is_below,
    level_of,
    name_of,
    parent_of,
)

CODES = st.deferred(lambda: st.sampled_from(sorted(_names())))


def test_every_parent_in_the_table_is_in_the_table() -> None:
    orphans = {code for code in _names() if (above := parent_of(code)) and above not in _names()}
    assert orphans == set()


def test_the_table_holds_every_province_and_no_row_that_is_no_government() -> None:
    provinces = [code for code in _names() if level_of(code) is Level.PROVINCE]
    assert len(provinces) == 34
    assert not [name for name in _names().values() if "直辖县" in name]


@pytest.mark.parametrize(
    ("code", "above"),
    [
        ("370283", ("370200", "370000")),
        ("330400", ("330000",)),
        ("429004", ("420000",)),
        ("469021", ("460000",)),
        ("659001", ("650000",)),
        ("110101", ("110000",)),
        ("500229", ("500000",)),
        ("810001", ("810000",)),
        ("460400", ("460000",)),
        ("320000", ()),
    ],
)
def test_it_knows_what_is_above_a_division(code: str, above: tuple[str, ...]) -> None:
    assert ancestors(code) == above


@pytest.mark.parametrize("code", ["", "37028", "3702830", "37O283", "３７０２８３", "070000"])
def test_what_is_no_code_has_no_level(code: str) -> None:
    with pytest.raises(ValueError, match="not a division code"):
        level_of(code)


@given(CODES, CODES)
def test_below_is_a_strict_order(one: str, other: str) -> None:
    assert not is_below(one, one)
    assert not (is_below(one, other) and is_below(other, one))
    assert all(is_below(one, above) for above in ancestors(one))


@given(CODES)
def test_every_division_is_found_by_its_name_in_full_in_short_and_within_those_above(code: str) -> None:
    name, whole = name_of(code), full_name(code)
    assert name
    assert whole
    assert whole.endswith(name)
    for above in (None, *ancestors(code)):
        assert code in find(name, within=above)
        assert code in find(whole, within=above)


def test_every_division_is_found_without_its_suffix_unless_another_has_that_very_name() -> None:
    names = set(_names().values())
    lost = {
        name for code, name in _names().items() if bare_name(name) not in names and code not in find(bare_name(name))
    }
    assert lost == set()


@pytest.mark.parametrize(
    ("name", "within", "codes"),
    [
        ("平度市", None, ["370283"]),
        ("平度", None, ["370283"]),
        ("青岛", None, ["370200"]),
        ("山东省青岛市", None, ["370200"]),
        ("内蒙古", None, ["150000"]),
        ("广西", None, ["450000"]),
        ("新疆", None, ["650000"]),
        ("香港", None, ["810000"]),
        ("延边", None, ["222400"]),
        ("凉山州", None, ["513400"]),
        ("锡林郭勒", None, ["152500"]),
        ("苏州", None, ["320500"]),
        ("神农架", None, ["429021"]),
        ("鼓楼区", "320100", ["320106"]),
        ("鼓楼", "350000", ["350102"]),
        ("平度", "330000", []),
        ("亚特兰蒂斯", None, []),
        ("", None, []),
        ("莱芜市", None, []),
    ],
)
def test_it_finds_divisions_by_name(name: str, within: str | None, codes: list[str]) -> None:
    assert find(name, within) == codes


def test_a_shared_name_gives_all_who_bear_it() -> None:
    assert {code[:2] for code in find("鼓楼区")} == {"32", "35", "41"}


def test_an_unknown_code_is_flagged_and_an_impossible_one_refused() -> None:
    assert check_region_code(" ３７０２８３ ").value == "370283"
    assert check_region_code("370283").doubts == ()
    assert check_region_code("371202").ok
    assert "371202" in check_region_code("371202").doubts[0]
    for impossible in ("990000", "170000", "37028", "abc"):
        assert not check_region_code(impossible)
        assert check_region_code(impossible).reason


def test_names_of_unknown_codes_are_unknown() -> None:
    assert name_of("371202") is None
    assert full_name("371202") is None


@given(st.text())
def test_any_text_can_be_looked_up_and_judged(text: str) -> None:
    assert all(name_of(code) for code in find(text))
    verdict = check_region_code(text)
    assert verdict.ok == (verdict.reason is None)
