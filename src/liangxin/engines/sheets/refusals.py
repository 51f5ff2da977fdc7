"""The ways in which a whole workbook, or the description of a list, is refused; for cells see `cell_refusals`."""

from __future__ import annotations

from liangxin.kernel.refusal import Refusal, RefusalKind


class SheetRefused(Refusal):
    """Base of all refusals of this package."""

    code = "sheets.refused"


class EmptyWorkbook(SheetRefused):
    code = "sheets.empty_workbook"
    sentence, remedy = "文件是空的，没有任何内容。", "请检查文件是否保存完整，重新选择后再上传。"


class BrokenWorkbook(SheetRefused):
    code = "sheets.broken_workbook"
    sentence = "这个工作簿已损坏或不完整，不能读取。"
    remedy = "请用 Excel 或 WPS 打开检查，另存为 .xlsx 后再上传。"


class EncryptedWorkbook(SheetRefused):
    code = "sheets.encrypted_workbook"
    sentence = "这个工作簿设有打开密码，不能读取。"
    remedy = "请用密码打开，取消密码后另存一份再上传。"


class NotAWorkbook(SheetRefused):
    code = "sheets.not_a_workbook"
    sentence = "这个文件不是工作簿，也不是以逗号、制表符或分号分隔的文本。"
    remedy = "请上传 .xlsx 或 .csv 文件。"


class WorkbookTooLarge(SheetRefused):
    code, kind = "sheets.workbook_too_large", RefusalKind.TOO_LARGE
    sentence = "文件有%(megabytes)s兆字节，超过%(limit)s兆字节的上限。"
    remedy = "请删去工作簿中的图片和其他工作表，或拆分后再上传。"


class UnsafeWorkbook(SheetRefused):
    """A zip bomb, an entity bomb, or nesting that no spreadsheet program writes."""

    code, kind = "sheets.unsafe_workbook", RefusalKind.TOO_LARGE
    sentence = "这个文件展开后的内容异常庞大，出于安全不予读取。"
    remedy = "请把表格复制到新的工作簿，另存为 .xlsx 后再上传。"


class TooManyRows(SheetRefused):
    code, kind = "sheets.too_many_rows", RefusalKind.TOO_LARGE
    sentence, remedy = "“%(sheet)s”的数据超过%(limit)s行的上限。", "请拆分成几个文件，分次上传。"


class OfficeMissing(SheetRefused):
    code, kind = "sheets.office_missing", RefusalKind.UNAVAILABLE
    sentence = "不能直接读取%(format)s。"
    remedy = "请用 Excel 或 WPS 打开，另存为 .xlsx 后再上传。"


class OfficeFailed(SheetRefused):
    code, kind = "sheets.office_failed", RefusalKind.UNAVAILABLE
    sentence = "LibreOffice 未能在%(seconds)s秒内转换这个%(format)s。"
    remedy = "请用 Excel 或 WPS 打开，另存为 .xlsx 后再上传。"


class ConversionFailed(SheetRefused):
    """LibreOffice gave nothing: the file is damaged, or the part of LibreOffice for workbooks is not installed."""

    code = "sheets.conversion_failed"
    sentence = "LibreOffice 没有能转换这个%(format)s。"
    remedy = "请用 Excel 或 WPS 打开，另存为 .xlsx 后再上传。"


class HeadNotFound(SheetRefused):
    code = "sheets.head_not_found"
    sentence = "没有找到“%(type)s”的表头。应有的列：%(expected)s。"
    remedy = "请使用本台账的模板，或把列名改成与模板一致。"


class ColumnsMissing(SheetRefused):
    code = "sheets.columns_missing"
    sentence = "工作表“%(sheet)s”第%(row)s行的表头缺少必填的列：%(missing)s。未能识别的列：%(unknown)s。"
    remedy = "请补上缺少的列，或把列名改成与模板一致。"


class HeadingTwice(SheetRefused):
    code = "sheets.heading_twice"
    sentence = "工作表“%(sheet)s”的%(letters)s列都可以是“%(column)s”，无法判断读哪一列。"
    remedy = "请删去或改名其中一列。"


class HeadingUnitWrong(SheetRefused):
    code = "sheets.heading_unit_wrong"
    sentence = "列“%(heading)s”的单位是“%(unit)s”，“%(column)s”应以“%(expected)s”或可换算的单位计。"
    remedy = "请换算成这一单位，并改正列名中的单位。"


class SheetAmbiguous(SheetRefused):
    code, kind = "sheets.sheet_ambiguous", RefusalKind.CONFLICT
    sentence = "有几张工作表都像“%(type)s”：%(sheets)s。"
    remedy = "请指定读哪一张，或只保留要上传的一张。"


class SheetMissing(SheetRefused):
    code, kind = "sheets.sheet_missing", RefusalKind.MISSING
    sentence, remedy = "工作簿里没有工作表“%(sheet)s”，有：%(sheets)s。", "请核对工作表的名称。"


class TemplateOfAnother(SheetRefused):
    code = "sheets.template_of_another"
    sentence = "这个工作簿是按另一个台账（%(found)s）的模板填的，不是“%(type)s”。"
    remedy = "请上传到对应的台账，或改用“%(type)s”的模板。"


class DescriptionUnreadable(SheetRefused):
    """The file is neither JSON nor YAML."""

    code = "sheets.description_unreadable"
    sentence, remedy = "“%(path)s”不是可读的JSON或YAML文件。", "请检查文件内容和编码（UTF-8）。"


class DescriptionWrong(SheetRefused):
    """Something in the description of a list is not what should stand there; `place` says where."""

    code = "sheets.description_wrong"
    sentence, remedy = "表的说明中“%(place)s”%(problem)s。", "请对照说明文件的格式修改。"


class ValueUnwritable(SheetRefused):
    """A row handed to a template has a value that is not of its column's kind."""

    code = "sheets.value_unwritable"
    sentence, remedy = "“%(column)s”不能写入“%(value)s”。", "请核对这一行的数据。"


class FileUnreachable(SheetRefused):
    """The operating system would not open or take a file."""

    code, kind = "sheets.file_unreachable", RefusalKind.UNAVAILABLE
    sentence, remedy = "文件“%(path)s”打不开或写不进去。", "请检查路径和权限。"
