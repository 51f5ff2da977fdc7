"""Reads what only an office suite can (.xls, .xlsb, .ods, .et, web pages): LibreOffice makes a .xlsx."""

from __future__ import annotations

from liangxin.engines.documents import converting
from liangxin.engines.sheets.refusals import ConversionFailed, OfficeFailed, OfficeMissing
from liangxin.kernel.term import Term


class OldFormat(Term):
    """What has to be converted; the value is the suffix by which LibreOffice knows it."""

    XLS = "xls", "旧版工作簿（.xls）"
    XLSB = "xlsb", "二进制工作簿（.xlsb）"
    ODS = "ods", "OpenDocument表格（.ods）"
    HTML = "html", "存成网页的表格"
    XML = "xml", "XML格式的旧版工作簿"


# A web page would be opened as a text.
_OPTIONS = {OldFormat.HTML: ("--infilter=HTML (StarCalc)",)}


def converted(raw: bytes, kind: OldFormat, seconds: int) -> bytes:
    """The file as .xlsx. Raises OfficeMissing, OfficeFailed, ConversionFailed."""
    try:
        made = converting.converted(
            raw, kind.value, "xlsx:Calc MS Excel 2007 XML", seconds, options=_OPTIONS.get(kind, ())
        )
    except converting.ConverterMissing as fault:
        raise OfficeMissing(format=kind) from fault
    except converting.ConverterTooSlow as fault:
        raise OfficeFailed(format=kind, seconds=seconds) from fault
    if made is None:
        raise ConversionFailed(format=kind)
    return made
