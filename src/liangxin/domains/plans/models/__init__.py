"""Tables of the plans package: documents with their findings, and plans with their editions."""

from liangxin.domains.plans.models.documents import Finding, PlanDocument, UnitName
from liangxin.domains.plans.models.editions import (
    Pairing,
    Plan,
    PlanVersion,
    Share,
    Target,
    TargetStatement,
    Task,
    TaskStatement,
    TaskUnit,
)

__all__ = [
    "Finding",
    "Pairing",
    "Plan",
    "PlanDocument",
    "PlanVersion",
    "Share",
    "Target",
    "TargetStatement",
    "Task",
    "TaskStatement",
    "TaskUnit",
    "UnitName",
]
