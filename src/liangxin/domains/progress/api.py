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
from liangxin.domains.progress.actions.rounds.closing import close_round, reopen_round
from liangxin.domains.progress.actions.rounds.deciding import (
    allow_change,
    approve_return,
    send_back,
    submit_return,
    withdraw_return,
)
from liangxin.domains.progress.actions.rounds.filling import Saved, answer_question, assure_field, save_field
from liangxin.domains.progress.actions.rounds.opening import RoundDraft, open_round
from liangxin.domains.progress.queries.regions import Counts, RegionPage, region_page
from liangxin.domains.progress.queries.returns import ReturnPage, return_page
from liangxin.domains.progress.queries.rounds import RoundPage, round_page
from liangxin.domains.progress.queries.sources import places_to_bind
from liangxin.domains.progress.queries.targets import TargetLine, TargetPage, target_line, target_lines, target_page
from liangxin.domains.progress.queries.tasks import TaskLine, TaskPage, task_lines, task_page

__all__ = [
    "Counts",
    "CourseDraft",
    "Proposed",
    "RegionPage",
    "ReportDraft",
    "ReturnPage",
    "RoundDraft",
    "RoundPage",
    "Said",
    "Saved",
    "TargetLine",
    "TargetPage",
    "TaskLine",
    "TaskPage",
    "allow_change",
    "answer_question",
    "approve_return",
    "ask_for_region",
    "assure_field",
    "bind_unit",
    "choose_followed",
    "close_round",
    "confirm_binding",
    "confirm_sure",
    "load_demo",
    "open_round",
    "places_to_bind",
    "propose_again",
    "refuse_binding",
    "region_page",
    "reopen_round",
    "report_task",
    "return_page",
    "round_page",
    "save_field",
    "send_back",
    "set_base",
    "set_course",
    "submit_return",
    "target_line",
    "target_lines",
    "target_page",
    "task_lines",
    "task_page",
    "withdraw_return",
]
