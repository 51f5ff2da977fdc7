"""Turns the text of a government's plan into its goals, tasks, units, lists and roster, each tied to its words.

Deterministic: no network, no model, no clock. The records are in `findings`; folders of plans are read by `bulk`.
"""

from liangxin.engines.reader.findings import Plan, plan_as_json, plan_from_json
from liangxin.engines.reader.read import NotAPlan, read_plan

__all__ = ["NotAPlan", "Plan", "plan_as_json", "plan_from_json", "read_plan"]
