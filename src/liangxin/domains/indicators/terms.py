"""Words of indicators: direction, kind of promise, roll-up, family, powers, deeds of the trail."""

from __future__ import annotations

from liangxin.kernel.term import Term

NAME_LIMIT = 80
SYNONYM_LIMIT = 80


class Direction(Term):
    """Which way is better."""

    UP = "up", "越高越好"
    DOWN = "down", "越低越好"
    REACH = "reach", "达到即可"


class IndicatorKind(Term):
    """What sort of promise is usually made of it; the values are those that a reader of plans gives its targets."""

    LEVEL = "level", "到期存量"
    CUMULATIVE = "cumulative", "累计完成"
    ANNUAL = "annual", "每年完成"
    GROWTH = "growth", "较基期增长"
    ANNUAL_GROWTH = "annual_growth", "年均增长"
    SHARE = "share", "比例"
    COMPLETION = "completion", "全部完成"
    DIRECTIONAL = "directional", "方向性"


class RollUp(Term):
    """How the figures of regions make the figure of the region above."""

    SUM = "sum", "各地相加"
    RATIO_OF_SUMS = "ratio_of_sums", "分子分母分别相加后相除"
    WEIGHTED_MEAN = "weighted_mean", "按权重平均"
    NONE = "none", "不汇总"


class Family(Term):
    """The part of the programme it belongs to."""

    INVESTMENT = "investment", "设备投资"
    INDUSTRY = "industry", "工业领域"
    CONSTRUCTION = "construction", "建筑和市政"
    TRANSPORT = "transport", "交通运输"
    AGRICULTURE = "agriculture", "农业机械"
    EDUCATION = "education", "教育科技"
    CULTURE = "culture", "文旅体育"
    HEALTH = "health", "医疗卫生"
    ENERGY = "energy", "能源环保"
    DIGITAL = "digital", "信息设施"
    CARS = "cars", "汽车"
    APPLIANCES = "appliances", "家电数码"
    HOMES = "homes", "家装厨卫"
    RECYCLING = "recycling", "回收循环利用"
    STANDARDS = "standards", "标准提升"


class Power(Term):
    """What a role may let its holder do here. The catalogue is one for all: reading it asks for any standing."""

    READ = "indicators.read", "查看指标目录"
    EDIT = "indicators.edit", "维护指标目录"


class Deed(Term):
    """Verbs of the trail."""

    CATALOGUE_LOADED = "indicators.catalogue_loaded", "装载指标目录"
    INDICATOR_ADDED = "indicators.indicator_added", "新增指标"
    INDICATOR_CHANGED = "indicators.indicator_changed", "修改指标"
    SYNONYM_ADDED = "indicators.synonym_added", "登记同义名称"
    SYNONYM_REMOVED = "indicators.synonym_removed", "删除同义名称"
