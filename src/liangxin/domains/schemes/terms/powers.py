"""What a role may let its holder do here, and the verbs of the trail, by subject."""

from __future__ import annotations

from liangxin.kernel.term import Term


class Power(Term):
    """What a role may let its holder do here."""

    READ = "schemes.read", "查看补贴政策"
    DRAFT = "schemes.draft", "起草补贴政策"
    APPROVE = "schemes.approve", "批准补贴政策"
    WHAT_IF = "schemes.what_if", "用历史申领试算政策"
    # goods, merchants, events
    GOODS_EDIT = "schemes.goods_edit", "维护补贴商品目录"
    MERCHANT_REVIEW = "schemes.merchant_review", "受理审核商户"
    MERCHANT_ADMIT = "schemes.merchant_admit", "批准商户准入"
    EVENT_EDIT = "schemes.event_edit", "登记促消费活动"


class Deed(Term):
    """Verbs of the trail."""

    SCHEME_DRAFTED = "schemes.scheme_drafted", "起草补贴政策"
    SCHEME_TEXT_CHANGED = "schemes.scheme_text_changed", "修改规则内容"
    SCHEME_TERMS_CHANGED = "schemes.scheme_terms_changed", "填写参数和期限"
    SCHEME_LINES_CONFIRMED = "schemes.scheme_lines_confirmed", "确认条目"
    SCHEME_CONFIRMATION_WITHDRAWN = "schemes.scheme_confirmation_withdrawn", "撤回条目的确认"
    SCHEME_SUBMITTED = "schemes.scheme_submitted", "提交批准"
    SCHEME_SENT_BACK = "schemes.scheme_sent_back", "退回修改"
    SCHEME_APPROVED = "schemes.scheme_approved", "批准施行"
    SCHEME_SUPERSEDED = "schemes.scheme_superseded", "由新版本替代"
    SCHEME_DISCARDED = "schemes.scheme_discarded", "放弃草案"
    SCHEME_END_ASKED = "schemes.scheme_end_asked", "提请停止施行"
    SCHEME_END_DECLINED = "schemes.scheme_end_declined", "不同意停止施行"
    SCHEME_ENDED = "schemes.scheme_ended", "停止施行"
    PAST_TAKEN = "schemes.past_taken", "上传历史申领"
    PAST_REMOVED = "schemes.past_removed", "删除历史申领"
    WHAT_IF_ASKED = "schemes.what_if_asked", "提请政策试算"
    WHAT_IF_DONE = "schemes.what_if_done", "完成政策试算"
    # goods, merchants, events
    GOODS_ADDED = "schemes.goods_added", "登记商品"
    GOODS_CHANGED = "schemes.goods_changed", "修改商品"
    GOODS_LISTED = "schemes.goods_listed", "列入补贴商品目录"
    GOODS_DELISTED = "schemes.goods_delisted", "移出补贴商品目录"
    PRICE_ADDED = "schemes.price_added", "登记标价"
    GOODS_TAKEN = "schemes.goods_taken", "批量登记商品"
    SENT_CHECKED = "schemes.sent_checked", "核对工作簿"
    SENT_PUBLISHED = "schemes.sent_published", "发布工作簿"
    SENT_UNDONE = "schemes.sent_undone", "撤销工作簿"
    INTAKE_SET = "schemes.intake_set", "设定受理时间"
    APPLIED = "schemes.applied", "提交商户申请"
    ITEM_CHECKED = "schemes.item_checked", "核对申请"
    CONTACT_SEEN = "schemes.contact_seen", "查看申请联系方式"
    APPLICATION_MOVED = "schemes.application_moved", "办理商户申请"
    MERCHANT_CHANGED = "schemes.merchant_changed", "变更商户准入"
    MERCHANTS_TAKEN = "schemes.merchants_taken", "批量登记商户"
    SHOP_ADDED = "schemes.shop_added", "登记门店"
    SHOP_CHANGED = "schemes.shop_changed", "修改门店"
    SHOP_CLOSED = "schemes.shop_closed", "关闭门店"
    TILL_ADDED = "schemes.till_added", "登记收银终端"
    TILL_ENDED = "schemes.till_ended", "停用收银终端"
    EVENT_PLANNED = "schemes.event_planned", "登记促消费活动"
    EVENT_CHANGED = "schemes.event_changed", "修改促消费活动"
    EVENT_CANCELLED = "schemes.event_cancelled", "取消促消费活动"
    EVENT_MERCHANTS = "schemes.event_merchants", "登记参加商户"
    EVENT_RESULT = "schemes.event_result", "登记活动结果"
