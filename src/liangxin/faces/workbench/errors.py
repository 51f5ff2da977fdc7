"""Refusals of the workbench's own forms."""

from __future__ import annotations

from liangxin.kernel.refusal import Refusal, RefusalKind


class PasswordsDiffer(Refusal):
    code, kind = "workbench.passwords_differ", RefusalKind.INVALID
    sentence, remedy = "两次输入的新密码不一致。", "请重新输入新密码。"


class ScreenNotFound(Refusal):
    code, kind = "workbench.screen_not_found", RefusalKind.MISSING
    sentence, remedy = "没有这个地区的大屏，或者您无权查看。", "请核对地址，或请系统管理员授予查看大屏的权限。"


class NoTileChosen(Refusal):
    code, kind = "workbench.no_tile_chosen", RefusalKind.INVALID
    sentence, remedy = "大屏上至少要有一项内容。", "请给要显示的内容填上次序。"


class PlaceUnreadable(Refusal):
    code, kind = "workbench.place_unreadable", RefusalKind.INVALID
    sentence, remedy = "“%(tile)s”的次序“%(typed)s”不是1到99的整数。", "请填整数，不显示的留空。"


class SecondsUnfit(Refusal):
    code, kind = "workbench.seconds_unfit", RefusalKind.INVALID
    sentence, remedy = "每屏停留的秒数要在%(least)s到%(most)s之间。", "请重新填写。"
