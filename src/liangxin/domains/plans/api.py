"""The door of the plans package."""

from liangxin.domains.plans.actions.assistant import ask_assistant
from liangxin.domains.plans.actions.demo import load_demo
from liangxin.domains.plans.actions.documents import discard_document, paste_document, upload_document
from liangxin.domains.plans.actions.editions import (
    Place,
    place_document,
    publish_version,
    send_back_version,
    set_family,
    submit_version,
)
from liangxin.domains.plans.actions.names import choose_indicator, create_units, name_unit
from liangxin.domains.plans.actions.pairings import check_changes, pair_by_hand
from liangxin.domains.plans.actions.review import (
    accept_confident,
    add_finding,
    correct_finding,
    merge_findings,
    settle_finding,
    split_finding,
    take_unread,
    undo_parts,
)
from liangxin.domains.plans.actions.roster import RosterTaken, take_roster
from liangxin.domains.plans.actions.shares import share_target
from liangxin.domains.plans.queries.catalogue import unit_named
from liangxin.domains.plans.queries.documents import DocumentCard, UploadCard, documents_of
from liangxin.domains.plans.queries.programme import (
    Programme,
    PromisedTarget,
    PromisedTask,
    programme_of,
    regions_that_promise,
)
from liangxin.domains.plans.queries.promises import (
    TargetCard,
    target_cards,
    target_where,
    targets_by_id,
    targets_where,
)
from liangxin.domains.plans.queries.review import FindingCard, Reading, UnitNameCard, reading_of

__all__ = [
    "DocumentCard",
    "FindingCard",
    "Place",
    "Programme",
    "PromisedTarget",
    "PromisedTask",
    "Reading",
    "RosterTaken",
    "TargetCard",
    "UnitNameCard",
    "UploadCard",
    "accept_confident",
    "add_finding",
    "ask_assistant",
    "check_changes",
    "choose_indicator",
    "correct_finding",
    "create_units",
    "discard_document",
    "documents_of",
    "load_demo",
    "merge_findings",
    "name_unit",
    "pair_by_hand",
    "paste_document",
    "place_document",
    "programme_of",
    "publish_version",
    "reading_of",
    "regions_that_promise",
    "send_back_version",
    "set_family",
    "settle_finding",
    "share_target",
    "split_finding",
    "submit_version",
    "take_roster",
    "take_unread",
    "target_cards",
    "target_where",
    "targets_by_id",
    "targets_where",
    "undo_parts",
    "unit_named",
    "upload_document",
]
