"""The door of registers: ids, frozen cards, in bulk; no row to be saved."""

from liangxin.domains.registers.actions.batches import BatchDone, BatchDraft, move_records, prove_records
from liangxin.domains.registers.actions.bringing import BroughtRecord, bring_records
from liangxin.domains.registers.actions.imports import (
    check_import,
    publish_import,
    recheck_import,
    start_publishing,
    start_undoing,
    take_import,
    undo_import,
    upload_import,
)
from liangxin.domains.registers.actions.lifecycle import (
    close_register,
    hand_over_register,
    rename_register,
    reopen_register,
)
from liangxin.domains.registers.actions.opening import RegisterDraft, open_for_target, open_register, use_for_target
from liangxin.domains.registers.actions.records import (
    RecordDraft,
    Upload,
    add_evidence,
    add_record,
    change_record,
    move_record,
    withdraw_evidence,
    withdraw_record,
)
from liangxin.domains.registers.actions.shipped import load_presets
from liangxin.domains.registers.actions.types import change_type, define_type, restore_type, retire_type
from liangxin.domains.registers.queries.finding import (
    newest_import,
    register_titled,
    registers_of_type,
    type_named,
    unit_of_name,
)
from liangxin.domains.registers.queries.imports import (
    ImportCard,
    ImportPage,
    import_page,
    imports_of_record,
    write_marked_copy,
)
from liangxin.domains.registers.queries.records import RecordCard, RecordPage, record_page
from liangxin.domains.registers.queries.registers import (
    Figure,
    RegisterCard,
    RegisterPage,
    figures_of,
    register_page,
    registers_of_targets,
)
from liangxin.domains.registers.queries.types import TypeCard, TypePage, type_page, types_for
from liangxin.domains.registers.queries.workbooks import (
    WorkbookCheck,
    check_workbook,
    mark_workbook,
    write_type_template,
)
from liangxin.domains.registers.rules.shipped import shipped_type, shipped_types

__all__ = [
    "BatchDone",
    "BatchDraft",
    "BroughtRecord",
    "Figure",
    "ImportCard",
    "ImportPage",
    "RecordCard",
    "RecordDraft",
    "RecordPage",
    "RegisterCard",
    "RegisterDraft",
    "RegisterPage",
    "TypeCard",
    "TypePage",
    "Upload",
    "WorkbookCheck",
    "add_evidence",
    "add_record",
    "bring_records",
    "change_record",
    "change_type",
    "check_import",
    "check_workbook",
    "close_register",
    "define_type",
    "figures_of",
    "hand_over_register",
    "import_page",
    "imports_of_record",
    "load_presets",
    "mark_workbook",
    "move_record",
    "move_records",
    "newest_import",
    "open_for_target",
    "open_register",
    "prove_records",
    "publish_import",
    "recheck_import",
    "record_page",
    "register_page",
    "register_titled",
    "registers_of_targets",
    "registers_of_type",
    "rename_register",
    "reopen_register",
    "restore_type",
    "retire_type",
    "shipped_type",
    "shipped_types",
    "start_publishing",
    "start_undoing",
    "take_import",
    "type_named",
    "type_page",
    "types_for",
    "undo_import",
    "unit_of_name",
    "upload_import",
    "use_for_target",
    "withdraw_evidence",
    "withdraw_record",
    "write_marked_copy",
    "write_type_template",
]
