"""Names of units and of persons in clean text: told from other words by how they end and begin, and cut from lists."""

from __future__ import annotations

import re
from collections.abc import Iterator

_UNIT = re.compile(
    "(?:[局委办厅部院署处科股室站所队庭馆台社联校镇乡县市区州旗会组行园投厂段]|中心|公司|集团|海关|街道|政府|部门|单位|企业|机构"
    "|专班|办事处|管委|工会|大学|协会|商会|平台|移动|联通|电信|铁塔|供电|邮政|镇街|街镇|乡街|园区|银行|法院|电网|管办|指挥部)"
    "(?:（[^（）]{1,40}）)?$"
)
_STRONG = re.compile(
    "(?:[局委办厅署会]|中心|公司|集团|海关|政府|部门|管委会|银行|支行|分行|支队|大队|总社|街道办事处)$"
)
_STRONG_INSIDE = re.compile("[局委办厅](?=[市县区省州旗])")
_BARE = {"单位", "部门", "机构", "企业", "处室", "人民团体"}
_SORTS = "县级市|县|市|区|州|旗|镇|乡|街道|盟"
_EACH_OF = re.compile(f"各(?:有关|相关)?(?:{_SORTS})(?:、(?:{_SORTS}))*")
_SORT_OF_PLACE = re.compile(f"(?:{_SORTS})(?:人民政府|政府|管委会|办事处)?(?:（[^（）]*）)?")
_AND = re.compile("(?:以及|[和及与])")
_ET_CETERA = re.compile(
    "等(?:有关|相关|市直|县直|区直|市级|县级|区级|各|成员|职能|其他|\\d+个|[一二三四五六七八九十]+个|主管)*(?:部门|单位|部门和单位|部门单位|企业)?$"
)
_REMARK = re.compile("（(?:[^（）]*(?:职责|排名|负责|牵头|下同|先后|责任人|联系人|配合)[^（）]*)）")
_TIME = re.compile("20\\d\\d年|长期|持续")
_SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳"
    "酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞"
    "熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓"
    "郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊於惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫"
    "宁仇栾暴甘钭厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰"
    "郦雍却璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东殴殳沃"
    "利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公仉督岳帅缑亢况郈有琴归海晋楚闫法"
    "汝鄢涂钦商牟佘佴伯赏墨哈谯笪年爱阳佟言福代肖付覃兰门才原撒迟旦布尼仁其次格达巴扎洛占黑买仝冼区粟栗"
)
_COMPOUND = (
    "欧阳",
    "司马",
    "上官",
    "诸葛",
    "东方",
    "皇甫",
    "尉迟",
    "公孙",
    "令狐",
    "慕容",
    "司徒",
    "夏侯",
    "端木",
    "南宫",
)
_HAN = re.compile(r"[\u4e00-\u9fff\u3400-\u4dbf]{2,4}|[\u4e00-\u9fff]{1,8}(?:·[\u4e00-\u9fff]{1,8}){1,3}")
_OFFICE = re.compile("[局委办厅部院会室队]$|中心$|街道$|[市县区镇乡]长$|主任$|书记$|^.[长员任记理官师]$")


def is_unit(words: str) -> bool:
    """Whether the words end as the name of a body does; one or two letters are no name."""
    return len(words) >= 3 and len(words) <= 40 and _UNIT.search(words) is not None


def is_person(words: str) -> bool:
    """Whether the words can be a person's name: a surname that exists and one to three letters more."""
    if not _HAN.fullmatch(words) or _OFFICE.search(words):
        return False
    if "·" in words:
        return True
    return (words[0] in _SURNAMES and len(words) <= 3) or (words.startswith(_COMPOUND) and len(words) >= 3)


def split_outside_brackets(words: str) -> Iterator[tuple[str, str]]:
    """The parts of a list between 、，； and the mark before each part; brackets are not opened."""
    depth = start = 0
    before = ""
    for found in re.finditer("[（〔）〕、，；。/\\n]", words):
        mark = found[0]
        if mark in "（〔":
            depth += 1
        elif mark in "）〕":
            depth = max(depth - 1, 0)
        elif depth == 0:
            yield words[start : found.start()], before
            start, before = found.end(), mark
    yield words[start:], before


def names_in(words: str) -> list[str]:
    """The names of a list as written, each once; 等 and remarks in brackets dropped.

    >>> names_in("县发改局和县财政局、县政府有关部门、单位，各县（市、区）人民政府等部门")
    ['县发改局', '县财政局', '县政府有关部门、单位', '各县（市、区）人民政府']
    """
    names: list[str] = []
    for part, mark in split_outside_brackets(words):
        name = _ET_CETERA.sub("", _REMARK.sub("", part)).strip("：:“”. ")
        if _TIME.match(name):
            continue
        if names and mark == "、" and _is_one(names[-1], name):
            names[-1] += mark + name
        else:
            names += [one for one in _parted(name) if one and one not in _BARE]
    return list(dict.fromkeys(names))


def is_sort_of_place(words: str) -> bool:
    """A member of a list such as 各县、市、区人民政府 that is no unit by itself."""
    return _EACH_OF.fullmatch(words) is not None or _SORT_OF_PLACE.fullmatch(words) is not None


def _is_one(left: str, right: str) -> bool:
    """县政府有关部门、单位 and 各区、县级市 are one name each."""
    if right in _BARE:
        return left.endswith(("部门", "单位"))
    return _EACH_OF.fullmatch(left) is not None and _SORT_OF_PLACE.fullmatch(right) is not None


def _parted(name: str) -> list[str]:
    """甲局和乙局 are two; 住房和城乡建设局 is one, because 住房 is no unit."""
    for found in _AND.finditer(name):
        left, right = name[: found.start()], name[found.end() :]
        if _STRONG.search(left) and len(left) >= 3 and right not in _BARE and is_unit(right) and "（" not in right[:1]:
            return [left, *_parted(right)]
    # Names that white space alone parted: each begins with the same place as the first.
    for found in _STRONG_INSIDE.finditer(name, 3):
        left, right = name[: found.end()], name[found.end() :]
        if right.startswith(name[0]) and len(right) >= 3 and is_unit(right):
            return [left, *_parted(right)]
    return [name]
