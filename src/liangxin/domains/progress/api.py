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
from liangxin.domains.progress.actions.bulletins.deciding import (
    issue_bulletin,
    send_bulletin_back,
    submit_bulletin,
    withdraw_bulletin,
)
from liangxin.domains.progress.actions.bulletins.editing import edit_paragraph, restore_paragraph
from liangxin.domains.progress.actions.bulletins.templates import PaperDraft, copy_preset, save_template, set_paper
from liangxin.domains.progress.actions.bulletins.writing import BulletinDraft, rewrite_bulletin, write_bulletin
from liangxin.domains.progress.actions.courses import CourseDraft, set_base, set_course
from liangxin.domains.progress.actions.demo import load_demo
from liangxin.domains.progress.actions.matters.deciding import (
    DecisionDraft,
    FollowUpDraft,
    ask_back,
    decide_matter,
    put_to_meeting,
)
from liangxin.domains.progress.actions.matters.raising import (
    MatterDraft,
    answer_matter,
    draft_matter,
    raise_matter,
    rewrite_matter,
    withdraw_matter,
)
from liangxin.domains.progress.actions.meetings.confirming import (
    add_to_minutes,
    confirm_minutes,
    hand_in_minutes,
    send_back_minutes,
)
from liangxin.domains.progress.actions.meetings.minutes import (
    SavedMinute,
    drop_follow_up,
    mark_presence,
    save_minute,
    settle_item,
    write_follow_up,
)
from liangxin.domains.progress.actions.meetings.planning import (
    AttendeeDraft,
    ItemDraft,
    MeetingDraft,
    add_item,
    cancel_meeting,
    change_meeting,
    plan_meeting,
    remove_item,
)
from liangxin.domains.progress.actions.reminding.by_hand import Chased, remind_now
from liangxin.domains.progress.actions.reminding.setting import set_reminders
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
from liangxin.domains.progress.actions.rounds.workbooks import publish_return_workbook, take_return_workbook
from liangxin.domains.progress.actions.supervision.answering import ReplyDraft, ask_time, receive_order, reply_order
from liangxin.domains.progress.actions.supervision.deciding import (
    accept_reply,
    grant_time,
    instruct_order,
    refuse_time,
    return_order,
    withdraw_order,
)
from liangxin.domains.progress.actions.supervision.escalating import escalate_order
from liangxin.domains.progress.actions.supervision.issuing import (
    OrderDraft,
    draft_order,
    issue_draft,
    issue_order,
    rewrite_order,
)
from liangxin.domains.progress.actions.supervision.terms import set_order_terms
from liangxin.domains.progress.actions.upper_forms import add_upper_form, confirm_mapping, fill_upper_form
from liangxin.domains.progress.queries.bulletins.cards import BulletinPage, bulletin_page
from liangxin.domains.progress.queries.matters.cards import MatterPage, matter_page
from liangxin.domains.progress.queries.meetings.cards import MeetingCard, MeetingPage, meeting_card, meeting_page
from liangxin.domains.progress.queries.overview import Overview, region_overview
from liangxin.domains.progress.queries.regions import Counts, RegionPage, region_page
from liangxin.domains.progress.queries.returns import ReturnPage, return_page
from liangxin.domains.progress.queries.rounds import RoundPage, round_page
from liangxin.domains.progress.queries.sources import places_to_bind
from liangxin.domains.progress.queries.supervision.orders import OrderPage, order_page
from liangxin.domains.progress.queries.supervision.owed import (
    OrderCard,
    OrderCounts,
    OwedOrder,
    order_card,
    orders_of,
    orders_owed,
)
from liangxin.domains.progress.queries.targets import TargetLine, TargetPage, target_line, target_lines, target_page
from liangxin.domains.progress.queries.tasks import TaskLine, TaskPage, task_lines, task_page
from liangxin.domains.progress.rules.reminding import Owed, Setting, Whole

__all__ = [
    "AttendeeDraft",
    "BulletinDraft",
    "BulletinPage",
    "Chased",
    "Counts",
    "CourseDraft",
    "DecisionDraft",
    "FollowUpDraft",
    "ItemDraft",
    "MatterDraft",
    "MatterPage",
    "MeetingCard",
    "MeetingDraft",
    "MeetingPage",
    "OrderCard",
    "OrderCounts",
    "OrderDraft",
    "OrderPage",
    "Overview",
    "Owed",
    "OwedOrder",
    "PaperDraft",
    "Proposed",
    "RegionPage",
    "ReplyDraft",
    "ReportDraft",
    "ReturnPage",
    "RoundDraft",
    "RoundPage",
    "Said",
    "Saved",
    "SavedMinute",
    "Setting",
    "TargetLine",
    "TargetPage",
    "TaskLine",
    "TaskPage",
    "Whole",
    "accept_reply",
    "add_item",
    "add_to_minutes",
    "add_upper_form",
    "allow_change",
    "answer_matter",
    "answer_question",
    "approve_return",
    "ask_back",
    "ask_for_region",
    "ask_time",
    "assure_field",
    "bind_unit",
    "bulletin_page",
    "cancel_meeting",
    "change_meeting",
    "choose_followed",
    "close_round",
    "confirm_binding",
    "confirm_mapping",
    "confirm_minutes",
    "confirm_sure",
    "copy_preset",
    "decide_matter",
    "draft_matter",
    "draft_order",
    "drop_follow_up",
    "edit_paragraph",
    "escalate_order",
    "fill_upper_form",
    "grant_time",
    "hand_in_minutes",
    "instruct_order",
    "issue_bulletin",
    "issue_draft",
    "issue_order",
    "load_demo",
    "mark_presence",
    "matter_page",
    "meeting_card",
    "meeting_page",
    "open_round",
    "order_card",
    "order_page",
    "orders_of",
    "orders_owed",
    "places_to_bind",
    "plan_meeting",
    "propose_again",
    "publish_return_workbook",
    "put_to_meeting",
    "raise_matter",
    "receive_order",
    "refuse_binding",
    "refuse_time",
    "region_overview",
    "region_page",
    "remind_now",
    "remove_item",
    "reopen_round",
    "reply_order",
    "report_task",
    "restore_paragraph",
    "return_order",
    "return_page",
    "rewrite_bulletin",
    "rewrite_matter",
    "rewrite_order",
    "round_page",
    "save_field",
    "save_minute",
    "save_template",
    "send_back",
    "send_back_minutes",
    "send_bulletin_back",
    "set_base",
    "set_course",
    "set_order_terms",
    "set_paper",
    "set_reminders",
    "settle_item",
    "submit_bulletin",
    "submit_return",
    "take_return_workbook",
    "target_line",
    "target_lines",
    "target_page",
    "task_lines",
    "task_page",
    "withdraw_bulletin",
    "withdraw_matter",
    "withdraw_order",
    "withdraw_return",
    "write_bulletin",
    "write_follow_up",
]
