"""What a reading tells besides faults: nothing is refused, but a person should know how the workbook was understood.

Notices of one kind and column are counted, so that a formula in each of 50 000 rows is one line.
"""

from __future__ import annotations

from typing import Any, ClassVar

from liangxin.kernel.term import Term


class SheetNotice:
    """Base of all notices: a stable `code` and a Chinese `sentence` whose named places `details` fill.

    `where` is the first row (`5`) or cell (`F5`) it speaks of, `count` of how many. A term is said by its label.
    """

    code: ClassVar[str] = "sheets.notice"
    sentence: ClassVar[str] = ""

    def __init__(self, **details: Any) -> None:
        self.details = details

    @property
    def count(self) -> int:
        """How many rows or cells it speaks of; 1 where it speaks of the workbook."""
        return int(self.details.get("count", 1))

    def __str__(self) -> str:
        said = {name: value.label if isinstance(value, Term) else value for name, value in self.details.items()}
        return self.sentence % said

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SheetNotice) and (self.code, self.details) == (other.code, other.details)

    def __hash__(self) -> int:
        return hash((self.code, str(self)))


class MacrosIgnored(SheetNotice):
    code = "sheets.macros_ignored"
    sentence = "工作簿带有宏，宏没有运行，只读取了单元格。"


class OtherVersion(SheetNotice):
    code = "sheets.other_version"
    sentence = "工作簿是按模板的第%(found)s版填的，现行的是第%(current)s版，已按列名读取。"


class Converted(SheetNotice):
    code = "sheets.converted"
    sentence = "文件是%(format)s，已由 LibreOffice 转换后读取。"


class CharactersDamaged(SheetNotice):
    code = "sheets.characters_damaged"
    sentence = "文件中有%(count)s处字符已损坏，请核对。"


class HiddenSheetRead(SheetNotice):
    code = "sheets.hidden_sheet_read"
    sentence = "读取的工作表“%(sheet)s”是隐藏的。"


class OtherSheetsIgnored(SheetNotice):
    code = "sheets.other_sheets_ignored"
    sentence = "只读取了工作表“%(sheet)s”，没有读取：%(others)s。"


class ColumnsIgnored(SheetNotice):
    code = "sheets.columns_ignored"
    sentence = "没有读取不认识的列：%(columns)s。"


class UnnamedColumnsIgnored(SheetNotice):
    code = "sheets.unnamed_columns_ignored"
    sentence = "%(letters)s列没有列名，其中的内容没有读取。"


class UnitFromCorner(SheetNotice):
    code = "sheets.unit_from_corner"
    sentence = "按表头上方的“单位：%(unit)s”读取了：%(columns)s。"


class UnitFromHeading(SheetNotice):
    code = "sheets.unit_from_heading"
    sentence = "列“%(heading)s”以“%(unit)s”计，已换算为“%(expected)s”。"


class HiddenRowsRead(SheetNotice):
    code = "sheets.hidden_rows_read"
    sentence = "有%(count)s行是隐藏的（首个在第%(where)s行），已照常读取。"


class HiddenColumnsRead(SheetNotice):
    code = "sheets.hidden_columns_read"
    sentence = "隐藏的列已照常读取：%(columns)s。"


class TotalsSkipped(SheetNotice):
    code = "sheets.totals_skipped"
    sentence = "跳过了%(count)s行合计、小计（首个在第%(where)s行）。"


class FormulaRowsSkipped(SheetNotice):
    code = "sheets.formula_rows_skipped"
    sentence = "跳过了%(count)s行只有公式、没有填写内容的行（首个在第%(where)s行）。"


class SectionsSkipped(SheetNotice):
    code = "sheets.sections_skipped"
    sentence = "跳过了%(count)s行分组标题（首个在第%(where)s行）。"


class FootersSkipped(SheetNotice):
    code = "sheets.footers_skipped"
    sentence = "跳过了%(count)s行填报人、备注等表外文字（首个在第%(where)s行）。"


class RepeatedHeadsSkipped(SheetNotice):
    code = "sheets.repeated_heads_skipped"
    sentence = "跳过了%(count)s行重复的表头（首个在第%(where)s行）。"


class ExamplesSkipped(SheetNotice):
    code = "sheets.examples_skipped"
    sentence = "跳过了%(count)s行填写示例（首个在第%(where)s行）。"


class FormulasRead(SheetNotice):
    code = "sheets.formulas_read"
    sentence = "“%(column)s”有%(count)s个单元格是公式（首个在%(where)s），采用文件中保存的计算结果。"


class MergedRepeated(SheetNotice):
    code = "sheets.merged_repeated"
    sentence = "“%(column)s”的合并单元格已逐行重复，共%(count)s格（首个在%(where)s）。"


class MergedNumbersRepeated(SheetNotice):
    code = "sheets.merged_numbers_repeated"
    sentence = "“%(column)s”的合并单元格中的数已逐行重复，共%(count)s格（首个在%(where)s），合计时会多算，请核对。"


class SerialRead(SheetNotice):
    code = "sheets.serial_read"
    sentence = "“%(column)s”有%(count)s个日期是没有日期格式的序号（首个在%(where)s），已换算为日期，请核对。"


class DayNotShown(SheetNotice):
    code = "sheets.day_not_shown"
    sentence = "“%(column)s”有%(count)s个日期只显示到月（首个在%(where)s），按单元格中保存的日读取，请核对。"


class DateInText(SheetNotice):
    code = "sheets.date_in_text"
    sentence = "“%(column)s”有%(count)s格被Excel当成了日期（首个在%(where)s），请核对。"


class SmallShare(SheetNotice):
    code = "sheets.small_share"
    sentence = "“%(column)s”有%(count)s个数不超过1且没有百分比格式（首个在%(where)s），按百分之几读取，请核对。"


class ShownScaled(SheetNotice):
    code = "sheets.shown_scaled"
    sentence = "“%(column)s”有%(count)s格的数字格式带有单位或缩放（首个在%(where)s），按显示的数读取，请核对。"


class PlaceTurned(SheetNotice):
    code = "sheets.place_turned"
    sentence = "“%(column)s”有%(count)s格把纬度写在了前面（首个在%(where)s），已对调。"


class Doubted(SheetNotice):
    """`doubt` is the kernel's own sentence on the number."""

    code = "sheets.doubted"
    sentence = "“%(column)s”有%(count)s格存疑（首个在%(where)s）：%(doubt)s"


class NoRows(SheetNotice):
    code = "sheets.no_rows"
    sentence = "表头之下没有数据。"


class MoreFaults(SheetNotice):
    code = "sheets.more_faults"
    sentence = "问题超过%(count)s处，其余的没有列出。"


class Tally:
    """Counts notices by kind and column and remembers where each came first."""

    def __init__(self) -> None:
        self._counted: dict[tuple[type[SheetNotice], tuple[tuple[str, Any], ...]], list[Any]] = {}

    def add(self, kind: type[SheetNotice], where: str, **details: Any) -> None:
        """One more of a kind, at a row (`5`) or a cell (`F5`)."""
        self._counted.setdefault((kind, tuple(details.items())), [where, 0])[1] += 1

    def notices(self) -> list[SheetNotice]:
        """One notice for each kind and column, in the order in which they came first."""
        return [kind(**dict(said), where=where, count=count) for (kind, said), (where, count) in self._counted.items()]
