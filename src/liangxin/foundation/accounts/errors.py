"""Refusals of the accounts: signing in, second factor, powers."""

from __future__ import annotations

from liangxin.kernel.refusal import Refusal, RefusalKind


class NotAllowed(Refusal):
    code, kind = "accounts.not_allowed", RefusalKind.FORBIDDEN
    sentence, remedy = "您没有“%(power)s”的权限。", "如工作需要，请联系本地专班办公室开通。"


class WrongCredentials(Refusal):
    code, kind = "accounts.wrong_credentials", RefusalKind.FORBIDDEN
    sentence, remedy = "用户名或密码不正确。", "请核对后重新输入；连续输错%(limit)s次将暂停登录。"


class LockedOut(Refusal):
    code, kind = "accounts.locked_out", RefusalKind.UNAVAILABLE
    sentence, remedy = "登录失败次数过多，已暂停登录。", "请在%(minutes)s分钟后再试，或联系管理员重置密码。"
