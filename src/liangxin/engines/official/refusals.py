"""The ways in which a document cannot be written: what is wrong with it and what to do."""

from __future__ import annotations

from liangxin.kernel.refusal import Refusal, RefusalKind


class OfficialRefused(Refusal):
    """Base of all refusals of this package."""

    code = "official.refused"


class TitleMissing(OfficialRefused):
    code, kind = "official.title_missing", RefusalKind.INVALID
    sentence, remedy = "公文没有标题。", "请填写标题。"


class HeadingLevelUnknown(OfficialRefused):
    """The standard knows four levels: 一、（一）1.（1）."""

    code, kind = "official.heading_level_unknown", RefusalKind.INVALID
    sentence, remedy = "小标题“%(text)s”的层次是%(level)s，公文只有第1至4层。", "请改为1到4。"


class TableWithoutColumns(OfficialRefused):
    code, kind = "official.table_without_columns", RefusalKind.INVALID
    sentence, remedy = "表格“%(caption)s”没有列。", "请至少给出一列表头。"


class TooManyColumns(OfficialRefused):
    code, kind = "official.too_many_columns", RefusalKind.TOO_LARGE
    sentence = "表格“%(caption)s”有%(columns)s列，Word的表格最多%(limit)s列。"
    remedy = "请拆成几张表格，或改存为工作簿。"


class RowOfAnotherWidth(OfficialRefused):
    code, kind = "official.row_of_another_width", RefusalKind.INVALID
    sentence = "表格“%(caption)s”第%(row)s行有%(cells)s个单元格，表头有%(columns)s列。"
    remedy = "请补齐或删去多余的单元格。"


class WeightUnusable(OfficialRefused):
    code, kind = "official.weight_unusable", RefusalKind.INVALID
    sentence, remedy = "列“%(label)s”的宽度比例应当大于零、不超过%(limit)s。", "请改为这样的数。"


class ChartWithoutFigures(OfficialRefused):
    code, kind = "official.chart_without_figures", RefusalKind.INVALID
    sentence, remedy = "图“%(caption)s”没有分类或没有数据系列。", "请至少给出一个分类和一个系列。"


class TooManySeries(OfficialRefused):
    code, kind = "official.too_many_series", RefusalKind.TOO_LARGE
    sentence = "图“%(caption)s”有%(series)s个系列，黑白打印最多分得清%(limit)s个。"
    remedy = "请拆成几张图。"


class SeriesOfAnotherLength(OfficialRefused):
    code, kind = "official.series_of_another_length", RefusalKind.INVALID
    sentence = "图“%(caption)s”的系列“%(name)s”有%(values)s个数，分类有%(categories)s个。"
    remedy = "请补齐；没有数的地方留空。"


class NumberUnusable(OfficialRefused):
    code, kind = "official.number_unusable", RefusalKind.INVALID
    sentence, remedy = "系列“%(name)s”中有不能画的数。", "请改为有限的数，没有数的地方留空。"


class HeightUnusable(OfficialRefused):
    code, kind = "official.height_unusable", RefusalKind.INVALID
    sentence, remedy = "图“%(caption)s”的高度应当在%(least)s毫米到%(most)s毫米之间。", "请改为这样的数，或不写。"


class LinkUnusable(OfficialRefused):
    """A link that is no address of the web or of mail could run something."""

    code, kind = "official.link_unusable", RefusalKind.INVALID
    sentence = "链接“%(link)s”不是以http://、https://或mailto:开头的地址。"
    remedy = "请写完整的地址。"


class SpecificationUnreadable(OfficialRefused):
    """The file is neither JSON nor YAML."""

    code, kind = "official.specification_unreadable", RefusalKind.INVALID
    sentence, remedy = "“%(path)s”不是可读的JSON或YAML文件。", "请检查文件内容和编码（UTF-8）。"


class SpecificationWrong(OfficialRefused):
    """Something in the description of a document is not what should stand there; `place` says where."""

    code, kind = "official.specification_wrong", RefusalKind.INVALID
    sentence, remedy = "公文说明的“%(place)s”%(problem)s。", "请对照说明文件的格式修改。"


class FileUnreachable(OfficialRefused):
    """The operating system would not open or take a file."""

    code, kind = "official.file_unreachable", RefusalKind.UNAVAILABLE
    sentence, remedy = "文件“%(path)s”打不开或写不进去。", "请检查路径和权限。"
