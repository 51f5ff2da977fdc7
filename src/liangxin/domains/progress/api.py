"""The door of progress: ids, frozen cards, in bulk; no row to be saved."""

from liangxin.domains.progress.actions.asking import ask_for_region
from liangxin.domains.progress.actions.bindings import (
    Proposed,
    Said,
    bind_unit,
    choose_followed,
    confirm_binding,
    confirm_sure,
    propose_again,
    refuse_binding,
)
from liangxin.domains.progress.actions.courses import CourseDraft, set_base, set_course
from liangxin.domains.progress.actions.demo import load_demo
from liangxin.domains.progress.actions.reports import ReportDraft, report_task
from liangxin.domains.progress.queries.regions import Counts, RegionPage, region_page
from liangxin.domains.progress.queries.sources import places_to_bind
from liangxin.domains.progress.queries.targets import TargetLine, TargetPage, target_line, target_lines, target_page
from liangxin.domains.progress.queries.tasks import TaskLine, TaskPage, task_lines, task_page

__all__ = [
    "Counts",
    "CourseDraft",
    "Proposed",
    "RegionPage",
    "ReportDraft",
    "Said",
    "TargetLine",
    "TargetPage",
    "TaskLine",
    "TaskPage",
    "ask_for_region",
    "bind_unit",
    "choose_followed",
    "confirm_binding",
    "confirm_sure",
    "load_demo",
    "places_to_bind",
    "propose_again",
    "refuse_binding",
    "region_page",
    "report_task",
    "set_base",
    "set_course",
    "target_line",
    "target_lines",
    "target_page",
    "task_lines",
    "task_page",
]
