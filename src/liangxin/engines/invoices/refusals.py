"""Refusals of this engine; faults that every file may have are those of `engines.documents`."""

from __future__ import annotations

from liangxin.engines.documents.refusals import DocumentRefused
from liangxin.kernel.refusal import RefusalKind


class BrokenXml(DocumentRefused):
    code = "invoices.broken_xml"
    sentence = "这个 XML 文件已损坏或不完整，不能读取。"
    remedy = "请从电子税务局或开票方重新下载后再上传。"


class NotAnInvoice(DocumentRefused):
    code = "invoices.not_an_invoice"
    sentence = "这个文件不是电子发票的数据文件，里面没有发票的任何项目。"
    remedy = "请上传数电票的 XML、OFD 或 PDF 文件，或证件的照片。"


class NothingInside(DocumentRefused):
    code = "invoices.nothing_inside"
    sentence = "压缩包里没有可以读取的发票或证件。"
    remedy = "请解压后逐个上传 XML、OFD、PDF 或图片。"


class TooManyInside(DocumentRefused):
    code, kind = "invoices.too_many_inside", RefusalKind.TOO_LARGE
    sentence = "压缩包里有%(count)s个文件，超过%(limit)s个的上限。"
    remedy = "请分成几次上传。"


class WrongCase(DocumentRefused):
    """A file of typed values for the command line that cannot be used."""

    code = "invoices.wrong_case"
    sentence = "“%(file)s”不是填写内容的文件。"
    remedy = '请写成 JSON：项目名称到填写内容，如 {"invoice_number": "26…", "total_fen": "1000000"}。'
