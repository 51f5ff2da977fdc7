"""The door of schemes: ids, frozen cards, in bulk; no row to be saved."""

from liangxin.domains.schemes.actions.applying import (
    answer_return,
    apply_for,
    set_intake,
)
from liangxin.domains.schemes.actions.demo_past import try_demo_amendment
from liangxin.domains.schemes.actions.demo_schemes import (
    load_demo_schemes,
)
from liangxin.domains.schemes.actions.events import (
    Proof,
    cancel_event,
    change_event,
    plan_event,
    record_result,
    set_event_merchants,
)
from liangxin.domains.schemes.actions.goods import (
    Taken,
    add_goods,
    add_price,
    change_goods,
    delist_goods,
    list_goods,
    take_back_price,
    take_goods,
)
from liangxin.domains.schemes.actions.market_demo import (
    load_market_demo,
)
from liangxin.domains.schemes.actions.merchants_taking import (
    take_merchants,
)
from liangxin.domains.schemes.actions.parameters import (
    LocalDocument,
    confirm_scheme_lines,
    set_scheme_terms,
    withdraw_scheme_confirmation,
)
from liangxin.domains.schemes.actions.past import (
    PastDraft,
    Question,
    ask_what_if,
    remove_past_claims,
    run_what_if,
    take_past_claims,
)
from liangxin.domains.schemes.actions.reviewing import (
    Admission,
    admit_application,
    check_application,
    pass_application,
    refuse_application,
    return_application,
    see_contact,
    send_back_application,
)
from liangxin.domains.schemes.actions.scheme import (
    SchemeDraft,
    amend_scheme,
    approve_scheme,
    discard_scheme_draft,
    draft_scheme,
    save_scheme_text,
    send_back_scheme,
    submit_scheme,
)
from liangxin.domains.schemes.actions.scheme_endings import (
    agree_scheme_end,
    ask_scheme_end,
    decline_scheme_end,
)
from liangxin.domains.schemes.actions.shops import (
    add_shop,
    add_till,
    change_shop,
    close_shop,
    end_till,
)
from liangxin.domains.schemes.actions.standing import (
    resume_merchant,
    suspend_merchant,
    withdraw_merchant,
)
from liangxin.domains.schemes.actions.workbooks import (
    publish_sent,
    recheck_sent,
    take_sent,
    undo_sent,
)
from liangxin.domains.schemes.queries.goods import (
    EligibleGoods,
    GoodsCard,
    eligible_goods,
    goods_by_barcode,
)
from liangxin.domains.schemes.queries.guide import (
    GuideScheme,
    GuideShelf,
    guide_front,
    guide_places,
    guide_shelf,
)
from liangxin.domains.schemes.queries.scheme import (
    SchemeCard,
    rulebook_of,
    schemes_in_force,
)
from liangxin.domains.schemes.queries.standing import (
    MerchantCard,
    admitted_merchants,
    are_admitted,
    is_admitted,
    merchant_card,
    merchant_cards,
)
from liangxin.domains.schemes.rules.applying import (
    ApplicationDraft,
    PaperDraft,
)
from liangxin.domains.schemes.rules.events import (
    EventDraft,
    ResultDraft,
)
from liangxin.domains.schemes.rules.goods import (
    GoodsDraft,
    PricePoint,
)
from liangxin.domains.schemes.rules.guide_answers import (
    Answers,
    Offer,
    offers,
    read_answers,
    written,
)
from liangxin.domains.schemes.rules.guide_outcome import (
    Outcome,
    given,
    outcome_of,
)
from liangxin.domains.schemes.rules.guide_pages import (
    guide_of,
)
from liangxin.domains.schemes.rules.guide_words import (
    asked,
    label_of,
    plainly,
)
from liangxin.domains.schemes.rules.shops import (
    MerchantDraft,
    ShopDraft,
)

__all__ = [
    "Admission",
    "Answers",
    "ApplicationDraft",
    "EligibleGoods",
    "EventDraft",
    "GoodsCard",
    "GoodsDraft",
    "GuideScheme",
    "GuideShelf",
    "LocalDocument",
    "MerchantCard",
    "MerchantDraft",
    "Offer",
    "Outcome",
    "PaperDraft",
    "PastDraft",
    "PricePoint",
    "Proof",
    "Question",
    "ResultDraft",
    "SchemeCard",
    "SchemeDraft",
    "ShopDraft",
    "Taken",
    "add_goods",
    "add_price",
    "add_shop",
    "add_till",
    "admit_application",
    "admitted_merchants",
    "agree_scheme_end",
    "amend_scheme",
    "answer_return",
    "apply_for",
    "approve_scheme",
    "are_admitted",
    "ask_scheme_end",
    "ask_what_if",
    "asked",
    "cancel_event",
    "change_event",
    "change_goods",
    "change_shop",
    "check_application",
    "close_shop",
    "confirm_scheme_lines",
    "decline_scheme_end",
    "delist_goods",
    "discard_scheme_draft",
    "draft_scheme",
    "eligible_goods",
    "end_till",
    "given",
    "goods_by_barcode",
    "guide_front",
    "guide_of",
    "guide_places",
    "guide_shelf",
    "is_admitted",
    "label_of",
    "list_goods",
    "load_demo_schemes",
    "load_market_demo",
    "merchant_card",
    "merchant_cards",
    "offers",
    "outcome_of",
    "pass_application",
    "plainly",
    "plan_event",
    "publish_sent",
    "read_answers",
    "recheck_sent",
    "record_result",
    "refuse_application",
    "remove_past_claims",
    "resume_merchant",
    "return_application",
    "rulebook_of",
    "run_what_if",
    "save_scheme_text",
    "schemes_in_force",
    "see_contact",
    "send_back_application",
    "send_back_scheme",
    "set_event_merchants",
    "set_intake",
    "set_scheme_terms",
    "submit_scheme",
    "suspend_merchant",
    "take_back_price",
    "take_goods",
    "take_merchants",
    "take_past_claims",
    "take_sent",
    "try_demo_amendment",
    "undo_sent",
    "withdraw_merchant",
    "withdraw_scheme_confirmation",
    "written",
]
