"""Where a document belongs, proposed from its head: whose plan it is, which sort, and of what it is an edition."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from liangxin.domains.plans.terms import EditionKind, PlanKind, PlanLevel
from liangxin.kernel.text import plain

_AMENDS = re.compile(r"(?:关于)?(?:修改|调整|修订|补充)(?!版|稿)|补充通知|修改单|部分(?:内容|条款|目标)")
_WHOLE_EDITION = re.compile(r"修订版|修订稿|(?:20\d\d年?)版|新版")
_BOTH = re.compile(r"设备更新.*以旧换新|以旧换新.*设备更新|两新")
_FIELD = re.compile(
    r"(?:关于)?(?:推动|推进|加快|开展|支持|加强|实施)?(?!推动|推进|加快|开展|支持|加强|实施)(?P<field>[^，。《》]{2,24}?)(?:大规模)?(?:设备更新|以旧换新|回收循环利用|标准提升)"
)
_DRESSING = re.compile(
    r"(?:推动|推进|加快|实施|工作|实施|行动|方案|计划|的通知|关于|印发|通知|《|》|20\d\d年?(?:修订)?版?|[()（）]|修订版?)"
)
_NATION = re.compile(
    r"国务院|^国家|(?:商务|财政|教育|科技|公安|民政|农业农村|交通运输|生态环境|住房和城乡建设|工业和信息化)部"
)
NATION = "国家"
ALIKE = 0.72  # of pairs of letters: from here on two titles of one region are taken for editions of one plan


@dataclass(frozen=True, slots=True)
class KnownPlan:
    """A plan that is there already, as far as placing needs it."""

    id: int
    title: str
    kind: PlanKind
    issued_by: str  # region code, empty for the nation and for places that are no division
    place: str
    has_current: bool


@dataclass(frozen=True, slots=True)
class PlaceProposal:
    """What the head suggests; `edition_of` is None for a new plan.

    `issued_by` is a region code; without one it is the place of `place_name`, or the nation where that is empty too.
    """

    issued_by: str
    place_name: str
    kind: PlanKind
    field: str
    edition: EditionKind
    edition_of: int | None


@dataclass(frozen=True, slots=True)
class Stated:
    """What the head of a document states; empty where it states nothing. `region` is the name of the place."""

    title: str
    issuer: str
    region: str
    division_code: str


def propose_place(head: Stated, keeper_code: str, keeper_name: str, known: Sequence[KnownPlan]) -> PlaceProposal:
    """The likely place of a document kept by a region. A person confirms it.

    A document that names no place is the keeper's own; one that names a place without a code is that place's.
    """
    issued_by, place_name = _issuer(head, keeper_code, keeper_name)
    kind, field = sort_of(head.title)
    of_the_same = (plan for plan in known if (plan.issued_by or plan.place) == (issued_by or place_name or NATION))
    likely = sorted(
        ((alike(head.title, plan.title), plan.id) for plan in of_the_same if plan.has_current),
        key=lambda pair: (-pair[0], pair[1]),
    )
    edition_of = likely[0][1] if likely and likely[0][0] >= ALIKE else None
    edition = EditionKind.FIRST
    if edition_of is not None:
        amends = _AMENDS.search(head.title) and not _WHOLE_EDITION.search(head.title)
        edition = EditionKind.AMENDMENT if amends else EditionKind.EDITION
    return PlaceProposal(issued_by, place_name, kind, field, edition, edition_of)


def _issuer(head: Stated, keeper_code: str, keeper_name: str) -> tuple[str, str]:
    """Region code and, where the place has none, its name."""
    if head.division_code:
        return head.division_code, ""
    if _NATION.search(head.issuer):
        return "", ""
    stated, own = plain(head.region), plain(keeper_name)
    if stated and stated not in own and own not in stated:
        return "", head.region
    return keeper_code, ""


def level_named(place: str) -> PlanLevel:
    """The rank of a government by the name of its place; a zone counts as a county.

    >>> level_named("某某高新区"), level_named("云泽省"), level_named(NATION)
    (<PlanLevel.COUNTY: 'county'>, <PlanLevel.PROVINCE: 'province'>, <PlanLevel.NATIONAL: 'national'>)
    """
    if place == NATION:
        return PlanLevel.NATIONAL
    if place.endswith(("省", "自治区")):
        return PlanLevel.PROVINCE
    return PlanLevel.CITY if place.endswith(("市", "自治州", "盟", "地区")) else PlanLevel.COUNTY


def sort_of(title: str) -> tuple[PlanKind, str]:
    """Whether a title is of the one plan over all or of a single field, and which.

    >>> sort_of("推动工业领域设备更新实施方案")[1]
    '工业领域'
    >>> sort_of("清岚县推动大规模设备更新和消费品以旧换新实施方案")[0] is PlanKind.GENERAL
    True
    """
    if _BOTH.search(title):
        return PlanKind.GENERAL, ""
    found = _FIELD.search(re.sub(r"^.{2,12}?(?:省|市|县|区|旗|州)(?=推|加|开|实|支)", "", title))
    field = found["field"].strip() if found else ""
    return (PlanKind.SECTOR, field[:40]) if field else (PlanKind.GENERAL, "")


def alike(one: str, other: str) -> float:
    """How alike two titles are without what all titles have: the share of letter pairs in common (Dice)."""
    pairs, others = (_pairs(_DRESSING.sub("", plain(title))) for title in (one, other))
    return 2 * len(pairs & others) / (len(pairs) + len(others)) if pairs and others else 0.0


def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[at : at + 2] for at in range(len(text) - 1))
