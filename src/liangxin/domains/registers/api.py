"""The door of registers: ids, frozen cards, in bulk; no row to be saved."""

from liangxin.domains.registers.actions.opening import RegisterDraft, open_for_target, open_register
from liangxin.domains.registers.actions.records import (
    RecordDraft,
    Upload,
    add_evidence,
    add_record,
    change_record,
    move_record,
    withdraw_record,
)
from liangxin.domains.registers.actions.shipped import load_presets
from liangxin.domains.registers.actions.types import change_type, define_type
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

__all__ = [
    "Figure",
    "RecordCard",
    "RecordDraft",
    "RecordPage",
    "RegisterCard",
    "RegisterDraft",
    "RegisterPage",
    "TypeCard",
    "TypePage",
    "Upload",
    "add_evidence",
    "add_record",
    "change_record",
    "change_type",
    "define_type",
    "figures_of",
    "load_presets",
    "move_record",
    "open_for_target",
    "open_register",
    "record_page",
    "register_page",
    "registers_of_targets",
    "type_page",
    "types_for",
    "withdraw_record",
]
