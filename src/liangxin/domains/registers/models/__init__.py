"""Tables of registers: types, registers and records (`records`), workbooks sent to them (`imports`)."""

from liangxin.domains.registers.models.imports import Import, ImportFault, ImportRow
from liangxin.domains.registers.models.records import (
    Evidence,
    EvidenceWithdrawal,
    FurtherTarget,
    Record,
    Register,
    RegisterType,
    TypeVersion,
)

__all__ = [
    "Evidence",
    "EvidenceWithdrawal",
    "FurtherTarget",
    "Import",
    "ImportFault",
    "ImportRow",
    "Record",
    "Register",
    "RegisterType",
    "TypeVersion",
]
