"""How eligible goods say no."""

from __future__ import annotations

from liangxin.kernel.refusal import Refusal, RefusalKind


class GoodsNotFound(Refusal):
    code, kind = "schemes.goods_not_found", RefusalKind.MISSING
    sentence, remedy = "没有这件商品，或不在您的管辖范围内。", "请从补贴商品目录里打开。"


class BarcodeWrong(Refusal):
    code, kind = "schemes.barcode_wrong", RefusalKind.INVALID
    sentence, remedy = "商品条码“%(typed)s”有误：%(why)s", "请照包装上的69码重新填写。"


class BarcodeTwice(Refusal):
    code, kind = "schemes.barcode_twice", RefusalKind.CONFLICT
    sentence, remedy = "商品条码%(barcode)s已在目录中：%(name)s。", "请打开那一条修改，不要重复登记。"


class RowTwice(Refusal):
    code, kind = "schemes.row_twice", RefusalKind.INVALID
    sentence, remedy = "与第%(row)s行重复。", "一件商品、一家门店只留一行。"


class WordsMissing(Refusal):
    code, kind = "schemes.words_missing", RefusalKind.INVALID
    sentence, remedy = "“%(what)s”没有填写，或超过%(limit)s个字。", "请补充后再提交。"


class GradeWithoutStandard(Refusal):
    code, kind = "schemes.grade_without_standard", RefusalKind.INVALID
    sentence = "只写了%(grade)s级，没有写按哪个标准的哪一年版。"
    remedy = "请照能效或水效标识填写依据的国家标准编号（带年份），如 GB 21455-2019；没有标识的，等级也留空。"


class PriceStands(Refusal):
    code, kind = "schemes.price_stands", RefusalKind.CONFLICT
    sentence = "%(day)s起的标价已登记为%(price)s元。"
    remedy = "登记过的标价不改；价格变了请写新的起始日，登记错了请撤销那一次登记。"


class PriceWrong(Refusal):
    code, kind = "schemes.price_wrong", RefusalKind.INVALID
    sentence, remedy = "标价应大于零。", "没有标价就空着，不要填零。"


class ListingStands(Refusal):
    code, kind = "schemes.listing_stands", RefusalKind.CONFLICT
    sentence = "已自%(since)s列入目录，列入的日期不改。"
    remedy = "请照目录里的日期填写，或把这一格空着；要中断，请先移出，再从新的日期列入。"


class ListedDaysWrong(Refusal):
    code, kind = "schemes.listed_days_wrong", RefusalKind.INVALID
    sentence, remedy = "日期应晚于%(after)s。", "一段列入的日期不能与另一段重叠，请改用之后的日期。"


class GoodsStepImpossible(Refusal):
    code, kind = "schemes.goods_step_impossible", RefusalKind.CONFLICT
    sentence, remedy = "“%(state)s”的商品不能%(verb)s。", "请刷新页面，看它现在的状态。"


class ReasonMissing(Refusal):
    code, kind = "schemes.reason_missing", RefusalKind.INVALID
    sentence, remedy = "没有写明事由。", "请用一句话写明，留在记录里供以后查看。"
