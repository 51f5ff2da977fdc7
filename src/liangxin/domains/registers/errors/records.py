"""How registers say no: to a type, to a register, to a record and each of its values."""

from __future__ import annotations

from collections.abc import Sequence

from liangxin.kernel.refusal import Refusal, RefusalKind


class TypeNotFound(Refusal):
    code, kind = "registers.type_not_found", RefusalKind.MISSING
    sentence, remedy = "没有找到这个台账类型。", "请到台账类型列表中选择。"


class RegisterNotFound(Refusal):
    code, kind = "registers.register_not_found", RefusalKind.MISSING
    sentence, remedy = "没有找到这本台账。", "请到台账列表中选择。"


class RecordNotFound(Refusal):
    code, kind = "registers.record_not_found", RefusalKind.MISSING
    sentence, remedy = "没有找到这条记录或它的佐证。", "请到台账中选择。"


class MeasureNotFound(Refusal):
    code, kind = "registers.measure_not_found", RefusalKind.MISSING
    sentence, remedy = "没有这个由台账计算的口径。", "请从台账或指标的数字进入。"


class FieldMissing(Refusal):
    code, kind = "registers.field_missing", RefusalKind.INVALID
    sentence, remedy = "“%(what)s”不能为空。", "请填写后再提交。"


class FieldTooLong(Refusal):
    code, kind = "registers.field_too_long", RefusalKind.INVALID
    sentence, remedy = "“%(what)s”超过%(limit)s个字。", "请缩短后再提交。"


# A type


class TypeRefused(Refusal):
    """The text of a type has faults; `faults` has each with the line it stands in (`line` in its details)."""

    code, kind = "registers.type_refused", RefusalKind.INVALID
    sentence, remedy = "这个台账类型有%(count)s处不能用。", "请按各行的说明改正。"

    @property
    def faults(self) -> tuple[TypeFault, ...]:
        return self.details["faults"]  # type: ignore[return-value]  # always put in by `of`

    @classmethod
    def of(cls, faults: Sequence[TypeFault]) -> TypeRefused:
        return cls(faults=tuple(faults), count=len(faults), field="spec")


class TypeFault(Refusal):
    """Base of what may be wrong in the text of a type."""

    code, kind = "registers.type_fault", RefusalKind.INVALID

    @property
    def line(self) -> int:
        return int(str(self.details.get("line", 1)))


class TextUnreadable(TypeFault):
    code = "registers.text_unreadable"
    sentence, remedy = "这一行的写法不成格式。", "请检查缩进、冒号和引号。"


class PartMissing(TypeFault):
    code = "registers.part_missing"
    sentence, remedy = "缺少“%(part)s”。", "请补上。"


class PartUnknown(TypeFault):
    code = "registers.part_unknown"
    sentence, remedy = "不认识“%(part)s”。", "可以写的有：%(known)s。"


class PartWrong(TypeFault):
    code = "registers.part_wrong"
    sentence, remedy = "“%(part)s”的写法不对。", "应写成%(form)s。"


class CodeTwice(TypeFault):
    code = "registers.code_twice"
    sentence, remedy = "代码“%(name)s”用了两次。", "请给其中一个另取代码。"


class KeyUnknown(TypeFault):
    code = "registers.key_unknown"
    sentence, remedy = "主键字段“%(name)s”不在字段之中。", "请写字段的代码。"


class KeyNotRequired(TypeFault):
    code = "registers.key_not_required"
    sentence, remedy = "主键字段“%(name)s”不是必填。", "请给它加上 required: true。"


class KeyKindWrong(TypeFault):
    code = "registers.key_kind_wrong"
    sentence, remedy = "文件字段“%(name)s”不能作主键。", "请选用文字、编号一类的字段。"


class ChoicesMissing(TypeFault):
    code = "registers.choices_missing"
    sentence, remedy = "选项字段“%(name)s”没有列出选项。", "请写 choices: [甲, 乙]。"


class UnitOfFieldMissing(TypeFault):
    code = "registers.unit_of_field_missing"
    sentence, remedy = "小数字段“%(name)s”没有写计量单位。", "请写 unit: 公里 这样的单位。"


class FeedUnfit(TypeFault):
    code = "registers.feed_unfit"
    sentence, remedy = "feeds 中的“%(name)s”对不上。", "stage 写阶段代码；相加时 field 写小数、整数或金额字段的代码。"


class IndicatorUnknown(TypeFault):
    code = "registers.indicator_unknown"
    sentence, remedy = "指标目录中没有“%(name)s”。", "请写指标目录中的代码，不对应指标的不写。"


class TypeTaken(Refusal):
    code, kind = "registers.type_taken", RefusalKind.CONFLICT
    sentence, remedy = "代码“%(name)s”的台账类型已经有了。", "请另取代码，或修改已有的类型。"


class TypeShared(Refusal):
    code, kind = "registers.type_shared", RefusalKind.CONFLICT
    sentence, remedy = "“%(name)s”是随系统提供的类型，不能修改。", "请以它为底新建本地类型。"


class TypeUnchanged(Refusal):
    code, kind = "registers.type_unchanged", RefusalKind.CONFLICT
    sentence, remedy = "内容与现行版本相同。", "没有改动时不需要保存。"


class TypeRetired(Refusal):
    code, kind = "registers.type_retired", RefusalKind.CONFLICT
    sentence, remedy = "这个台账类型已停用：%(reason)s。", "请选用别的类型，或先恢复它。"


class TypeInUse(Refusal):
    code, kind = "registers.type_in_use", RefusalKind.CONFLICT
    sentence, remedy = "这个台账类型没有停用。", "请刷新页面，看它现在的状态。"


# A register


class RegisterUnfit(Refusal):
    code, kind = "registers.register_unfit", RefusalKind.CONFLICT
    sentence, remedy = "台账“%(title)s”证明不了目标“%(name)s”。", "请选用对应这个指标的台账，或另建一本。"


class RegisterClosed(Refusal):
    code, kind = "registers.register_closed", RefusalKind.CONFLICT
    sentence, remedy = "这本台账已经封账，不再登记。", "确需补登的，请建立台账的人先启封。"


class RegisterOpen(Refusal):
    code, kind = "registers.register_open", RefusalKind.CONFLICT
    sentence, remedy = "这本台账没有封账。", "请刷新页面，看它现在的状态。"


class RegisterTaken(Refusal):
    code, kind = "registers.register_taken", RefusalKind.CONFLICT
    sentence, remedy = "台账“%(title)s”已经建立。", "请直接打开它填报，或换一个名称。"


class UnitElsewhere(Refusal):
    code, kind = "registers.unit_elsewhere", RefusalKind.INVALID
    sentence, remedy = "单位“%(name)s”不在所选区划。", "请选择该区划的单位。"


# A record


class ValuesRefused(Refusal):
    """Values do not fit their type; `faults` has a refusal for each field."""

    code, kind = "registers.values_refused", RefusalKind.INVALID
    sentence, remedy = "有%(count)s处需要改正。", "请看各栏下的说明。"

    @property
    def faults(self) -> tuple[Refusal, ...]:
        return self.details["faults"]  # type: ignore[return-value]  # always put in by `of`

    @classmethod
    def of(cls, faults: Sequence[Refusal]) -> ValuesRefused:
        return cls(faults=tuple(faults), count=len(faults))


class WholeUnreadable(Refusal):
    code, kind = "registers.whole_unreadable", RefusalKind.INVALID
    sentence, remedy = "“%(text)s”不是整数。", "请只写数字，如 12，不带单位。"


class DecimalUnreadable(Refusal):
    code, kind = "registers.decimal_unreadable", RefusalKind.INVALID
    sentence, remedy = "“%(text)s”不是数量。", "请写数字，小数不超过6位，如 3.25。"


class MoneyUnclear(Refusal):
    code, kind = "registers.money_unclear", RefusalKind.INVALID
    sentence, remedy = "“%(text)s”不是金额，或不能精确到分。", "请写如 12000 或 1.2万元 的形式。"


class DateUnreadable(Refusal):
    code, kind = "registers.date_unreadable", RefusalKind.INVALID
    sentence, remedy = "“%(text)s”不是日期。", "请写成 2025-06-30 的形式。"


class YearUnreadable(Refusal):
    code, kind = "registers.year_unreadable", RefusalKind.INVALID
    sentence, remedy = "“%(text)s”不是年份。", "请写四位年份，从1949到2100。"


class NotAmongChoices(Refusal):
    code, kind = "registers.not_among_choices", RefusalKind.INVALID
    sentence, remedy = "“%(text)s”不在选项之中。", "请从列出的选项中选择。"


class PlaceUnreadable(Refusal):
    code, kind = "registers.place_unreadable", RefusalKind.INVALID
    sentence, remedy = "“%(text)s”不是国内的经纬度。", "请先写经度再写纬度，如 120.3830, 36.0671。"


class KeyTaken(Refusal):
    code, kind = "registers.key_taken", RefusalKind.CONFLICT
    sentence, remedy = "这本台账中已有“%(key)s”。", "请核对是否重复登记；原记录有误的可以修改或撤回。"


class RecordStale(Refusal):
    code, kind = "registers.record_stale", RefusalKind.CONFLICT
    sentence, remedy = "这条记录刚被%(by)s改过。", "请重新打开，看过改动后再提交。"


class RecordWithdrawn(Refusal):
    code, kind = "registers.record_withdrawn", RefusalKind.CONFLICT
    sentence, remedy = "这条记录已经撤回。", "需要的话请重新登记。"


class RecordConfirmed(Refusal):
    code, kind = "registers.record_confirmed", RefusalKind.CONFLICT
    sentence, remedy = "这条记录已由他人确认，不能直接修改。", "请确认人先退回上一阶段。"


class MoveImpossible(Refusal):
    code, kind = "registers.move_impossible", RefusalKind.CONFLICT
    sentence, remedy = "不能从“%(stage)s”到所选阶段。", "请只进到下一阶段或退回上一阶段。"


class EvidenceMissing(Refusal):
    code, kind = "registers.evidence_missing", RefusalKind.CONFLICT
    sentence, remedy = "到“%(stage)s”还缺佐证：%(names)s。", "请先上传再变更阶段。"


class EvidenceUnknown(Refusal):
    code, kind = "registers.evidence_unknown", RefusalKind.INVALID
    sentence, remedy = "这类台账没有“%(name)s”这种佐证。", "请从列出的佐证名称中选择。"


class EvidenceNeeded(Refusal):
    code, kind = "registers.evidence_needed", RefusalKind.CONFLICT
    sentence = "记录在“%(stage)s”，只有这一份“%(name)s”，不能撤回。"
    remedy = "请先把记录退回上一阶段，或另传一份同名佐证。"


class EvidenceWithdrawnBefore(Refusal):
    code, kind = "registers.evidence_withdrawn_before", RefusalKind.CONFLICT
    sentence, remedy = "这个文件作为这种佐证已被撤回过。", "请上传更正后的文件。"


class SamePerson(Refusal):
    code, kind = "registers.same_person", RefusalKind.FORBIDDEN
    sentence, remedy = "登记或修改过这条记录的人不能确认它。", "请由另一位有确认权限的人办理。"


class ReachedAhead(Refusal):
    code, kind = "registers.reached_ahead", RefusalKind.INVALID
    sentence, remedy = "到达阶段的日期在今天之后，或早于上一阶段。", "请核对日期。"
