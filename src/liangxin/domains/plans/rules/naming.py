"""Full names of units that a plan mentions in short, and persons of a roster as a work team keeps them."""

from __future__ import annotations

import re

_LEVEL_WORD = re.compile(r"^(?:我|本|全)?(?P<word>省|市|州|盟|县|区|旗)(?=[^场容政民域].)")
_GROUP = re.compile(r"^(?:各|有关|相关)")
_POST = re.compile(
    r"(?:党委|党组|党工委)?(?:副?书记|常委|委员)?[、，]?(?:一级|二级|三级|四级)?"
    r"(?:副?(?:局长|主任|科长|书记|行长|总经理|董事长|经理|大队长|支队长|队长|县长|区长|市长|镇长|处长|部长|会长|社长|院长|校长)|"
    r"(?:主任|副主任)?科员|调研员|负责人|总工程师|主席|副主席).*$"
)
# How rosters call the parts of a team; whatever else stands there makes a member.
ROLES = {
    "组长": "leader",
    "副组长": "deputy",
    "第一组长": "leader",
    "常务副组长": "deputy",
    "主任": "leader",
    "副主任": "deputy",
}


def full_name_of(written: str, region: str) -> tuple[str, str]:
    """The full name of a unit written in short in a plan of `region`, and "group" for names of many, else "".

    >>> full_name_of("县数据局", "清岚县"), full_name_of("各镇街", "清岚县"), full_name_of("清岚县数据局", "清岚县")
    (('清岚县数据局', ''), ('各镇街', 'group'), ('清岚县数据局', ''))
    """
    name = written.strip()
    if _GROUP.match(name):
        return name, "group"
    level = _LEVEL_WORD.match(name)
    if level and region.endswith(level["word"]):
        return region + name[level.end() :], ""
    return name, ""


def unit_of_post(position: str) -> str:
    """The unit that a post on a roster belongs to, as it is written there; empty where only a post stands.

    >>> unit_of_post("县发展和改革局副局长"), unit_of_post("县委常委、副县长")
    ('县发展和改革局', '')
    """
    unit = _POST.sub("", position.strip()).strip("、，, ")
    return unit if len(unit) >= 3 and not unit.endswith("常委") else ""


def role_of(written: str) -> str:
    """The part in a team that a roster's word stands for: "leader", "deputy" or "member".

    >>> role_of("组  长"), role_of("成员单位")
    ('leader', 'member')
    """
    return ROLES.get(re.sub(r"[\s：:]", "", written), "member")
