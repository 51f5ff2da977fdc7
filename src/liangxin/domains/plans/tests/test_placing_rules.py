"""Where a document belongs, as its head suggests."""

from __future__ import annotations

import pytest

from liangxin.domains.plans.rules.naming import full_name_of, role_of, unit_of_post
from liangxin.domains.plans.rules.placing import KnownPlan, Stated, level_named, propose_place, sort_of
from liangxin.domains.plans.terms import EditionKind, PlanKind, PlanLevel

TITLE = "清岚县推动大规模设备更新和消费品以旧换新实施方案"
CURRENT = KnownPlan(1, TITLE, PlanKind.GENERAL, "990123", "清岚县", True)
SECTOR = KnownPlan(2, "清岚县推动工业领域设备更新实施方案", PlanKind.SECTOR, "990123", "清岚县", True)


def head(title: str = TITLE, issuer: str = "清岚县人民政府", region: str = "清岚县", code: str = "") -> Stated:
    return Stated(title, issuer, region, code)


def test_a_first_plan_of_the_region_is_new() -> None:
    proposal = propose_place(head(), "990123", "清岚县", [])
    assert (proposal.issued_by, proposal.edition_of, proposal.edition) == ("990123", None, EditionKind.FIRST)


@pytest.mark.parametrize(
    ("title", "edition_of", "edition"),
    [
        (f"{TITLE}（2025年修订版）", 1, EditionKind.EDITION),
        ("关于调整清岚县推动大规模设备更新和消费品以旧换新实施方案部分目标的通知", 1, EditionKind.AMENDMENT),
        ("清岚县推动工业领域设备更新实施方案（修订稿）", 2, EditionKind.EDITION),
        ("清岚县推动交通运输大规模设备更新行动方案", None, EditionKind.FIRST),
    ],
)
def test_a_title_like_one_that_is_there_is_an_edition_of_it(
    title: str, edition_of: int | None, edition: EditionKind
) -> None:
    proposal = propose_place(head(title), "990123", "清岚县", [CURRENT, SECTOR])
    assert (proposal.edition_of, proposal.edition) == (edition_of, edition)


def test_what_another_place_issued_is_not_ours() -> None:
    elsewhere = propose_place(head(region="平安县", code="632103"), "990123", "清岚县", [CURRENT])
    assert (elsewhere.issued_by, elsewhere.edition_of) == ("632103", None)
    zone = propose_place(head("某市高新区推动设备更新工作方案", "", "某市高新区"), "990123", "清岚县", [CURRENT])
    assert (zone.issued_by, zone.place_name, zone.edition_of) == ("", "某市高新区", None)
    nation = propose_place(head(issuer="国务院", region=""), "990123", "清岚县", [CURRENT])
    assert (nation.issued_by, nation.place_name) == ("", "")


@pytest.mark.parametrize(
    ("title", "kind", "field"),
    [
        (TITLE, PlanKind.GENERAL, ""),
        ("关于推动文化旅游领域设备更新的实施方案", PlanKind.SECTOR, "文化旅游领域"),
        ("推动农业机械报废更新工作方案", PlanKind.GENERAL, ""),
        ("清岚县推动设备更新工作方案", PlanKind.GENERAL, ""),
        ("望川市推动汽车以旧换新实施方案", PlanKind.SECTOR, "汽车"),
    ],
)
def test_a_title_tells_the_one_plan_from_those_of_single_fields(title: str, kind: PlanKind, field: str) -> None:
    assert sort_of(title) == (kind, field)


def test_a_place_has_a_rank() -> None:
    assert [level_named(name) for name in ("云泽省", "望川市", "清岚县", "某高新区")] == [
        PlanLevel.PROVINCE,
        PlanLevel.CITY,
        PlanLevel.COUNTY,
        PlanLevel.COUNTY,
    ]


@pytest.mark.parametrize(
    ("written", "full"),
    [
        ("县数据局", "清岚县数据局"),
        ("我县水利局", "清岚县水利局"),
        ("市场监管局", "市场监管局"),
        ("区公安分局", "区公安分局"),
        ("清岚县水利局", "清岚县水利局"),
    ],
)
def test_a_short_name_is_written_out(written: str, full: str) -> None:
    assert full_name_of(written, "清岚县")[0] == full


@pytest.mark.parametrize(
    ("post", "unit"),
    [
        ("县财政局党组书记、局长", "县财政局"),
        ("县公安局交通警察大队大队长", "县公安局交通警察大队"),
        ("县政府办公室主任", "县政府办公室"),
        ("县长", ""),
        ("县供销集团总经理", "县供销集团"),
    ],
)
def test_a_post_names_its_unit(post: str, unit: str) -> None:
    assert unit_of_post(post) == unit


def test_a_roster_has_leaders_deputies_and_members() -> None:
    assert [role_of(word) for word in ("组 长：", "副组长", "成员", "联络员")] == [
        "leader",
        "deputy",
        "member",
        "member",
    ]
