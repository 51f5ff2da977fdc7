"""The ways in which a city is refused: what, and what to do."""

from __future__ import annotations

from liangxin.kernel.refusal import Refusal, RefusalKind


class CityRefused(Refusal):
    """Base of all refusals of this package."""

    code = "city.refused"


class ClaimsOutOfBounds(CityRefused):
    code = "city.claims_out_of_bounds"
    sentence = "申领件数是%(claims)s，应在%(least)s至%(most)s之间。"
    remedy = "请改写 --claims。"


class SeedOutOfBounds(CityRefused):
    code = "city.seed_out_of_bounds"
    sentence, remedy = "种子是%(seed)s，应是0或正整数，不超过18位。", "请改写 --seed。"


class RegionUnknown(CityRefused):
    code, kind = "city.region_unknown", RefusalKind.MISSING
    sentence = "没有代码为“%(region)s”的县级区划。"
    remedy = "请写六位县级代码；虚构的县有%(known)s。"


class YearUnknown(CityRefused):
    code, kind = "city.year_unknown", RefusalKind.MISSING
    sentence, remedy = "没有%(year)s年的政策和日历数据。", "现有：%(known)s。"


class FolderNotEmpty(CityRefused):
    code, kind = "city.folder_not_empty", RefusalKind.CONFLICT
    sentence, remedy = "“%(folder)s”已有内容，不覆盖。", "请换一个文件夹，或先清空。"


class FolderUnwritable(CityRefused):
    code, kind = "city.folder_unwritable", RefusalKind.UNAVAILABLE
    sentence, remedy = "“%(folder)s”写不进去：%(why)s。", "请检查路径、权限和剩余空间。"


class NotACity(CityRefused):
    code, kind = "city.not_a_city", RefusalKind.MISSING
    sentence = "“%(folder)s”不是一座写好的合成城市：%(why)s。"
    remedy = "请用 liangxin city make 重新生成。"
