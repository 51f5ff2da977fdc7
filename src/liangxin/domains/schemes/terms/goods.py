"""Words of eligible goods: families and categories as the rulebooks name them, states, kinds of grade."""

from __future__ import annotations

from liangxin.kernel.term import Term

BRAND_LIMIT = 60
MODEL_LIMIT = 80
STANDARD_LIMIT = 60
SOURCE_LIMIT = 200
REASON_LIMIT = 300
RISE_DAYS = 30  # 本系统拟定：促销前多少天内的标价上涨要让人看到
BULK_BATCH = 5000


class Family(Term):
    """A rulebook's family, by the rulebook's own name."""

    APPLIANCES = "appliances", "家电"
    DIGITAL = "digital", "数码和智能产品"
    E_BIKES = "e_bikes", "电动自行车"
    HOME_RENOVATION = "home_renovation", "家装厨卫"
    AGEING_GOODS = "ageing_goods", "居家适老化"
    CARS = "cars", "汽车"


class Category(Term):
    """A category of goods, by the code and the label that the rulebooks' facts use."""

    FRIDGE = "fridge", "冰箱"
    WASHER = "washer", "洗衣机"
    TV = "tv", "电视"
    CONDITIONER = "conditioner", "空调"
    COMPUTER = "computer", "电脑"
    HEATER = "heater", "热水器"
    STOVE = "stove", "家用灶具"
    HOOD = "hood", "吸油烟机"
    PURIFIER = "purifier", "净水器"
    DISHWASHER = "dishwasher", "洗碗机"
    COOKER = "cooker", "电饭煲"
    MICROWAVE = "microwave", "微波炉"
    PHONE = "phone", "手机"
    TABLET = "tablet", "平板"
    WATCH = "watch", "智能手表（手环）"
    GLASSES = "glasses", "智能眼镜"
    E_BIKE = "e_bike", "电动自行车"
    MATERIAL = "material", "装修材料"
    SANITARY = "sanitary", "卫生洁具"
    FURNITURE = "furniture", "家具照明"
    SMART = "smart", "智能家居"
    AGEING = "ageing", "适老化产品"
    CAR = "car", "汽车"

    @property
    def family(self) -> Family:
        """The family of rulebooks that it is paid by."""
        return _FAMILIES[self.value]


_FAMILIES: dict[str, Family] = {
    **dict.fromkeys(
        [
            "fridge",
            "washer",
            "tv",
            "conditioner",
            "computer",
            "heater",
            "stove",
            "hood",
            "purifier",
            "dishwasher",
            "cooker",
            "microwave",
        ],
        Family.APPLIANCES,
    ),
    **dict.fromkeys(("phone", "tablet", "watch", "glasses"), Family.DIGITAL),
    "e_bike": Family.E_BIKES,
    **dict.fromkeys(("material", "sanitary", "furniture", "smart"), Family.HOME_RENOVATION),
    "ageing": Family.AGEING_GOODS,
    "car": Family.CARS,
}


class GradeKind(Term):
    """What a grade measures."""

    ENERGY = "energy", "能效"
    WATER = "water", "水效"


class GoodsState(Term):
    """Whether goods stand on a region's list today."""

    PROPOSED = "proposed", "待列入"
    LISTED = "listed", "已列入"
    DELISTED = "delisted", "已移出"

    @property
    def tone(self) -> str:
        """What waits for a decision waits; what has left the list is off."""
        return {"proposed": "wait", "listed": "good"}.get(self.value, "off")


class GoodsVerb(Term):
    """What may be done to goods of a list."""

    LIST = "list", "列入"
    DELIST = "delist", "移出"
