"""Refusals of the accounts: signing in, second factor, powers."""

from __future__ import annotations

from liangxin.kernel.refusal import Refusal, RefusalKind


class NotAllowed(Refusal):
    code, kind = "accounts.not_allowed", RefusalKind.FORBIDDEN
    sentence, remedy = "您没有“%(power)s”的权限。", "如工作需要，请联系本地专班办公室开通。"


class WrongCredentials(Refusal):
    code, kind = "accounts.wrong_credentials", RefusalKind.FORBIDDEN
    sentence, remedy = "用户名或密码不正确。", "请核对后重新输入；连续输错%(limit)s次将暂停登录。"


class WrongPassword(Refusal):
    code, kind = "accounts.wrong_password", RefusalKind.INVALID
    sentence, remedy = "原密码不正确。", "请重新输入；忘记原密码请联系管理员重置。"


class WeakPassword(Refusal):
    code, kind = "accounts.weak_password", RefusalKind.INVALID
    sentence, remedy = "新密码不能使用：%(reasons)s", "请换一个更长、不易猜到的密码。"


class LockedOut(Refusal):
    code, kind = "accounts.locked_out", RefusalKind.UNAVAILABLE
    sentence, remedy = "登录失败次数过多，已暂停登录。", "请在%(minutes)s分钟后再试，或联系管理员重置密码。"


class WrongCode(Refusal):
    code, kind = "accounts.wrong_code", RefusalKind.FORBIDDEN
    sentence, remedy = "验证码不正确，或者已经用过。", "请输入验证器上最新的6位数字，或者一个没有用过的恢复码。"


class NoSecondFactor(Refusal):
    code, kind = "accounts.no_second_factor", RefusalKind.CONFLICT
    sentence, remedy = "这个账号没有待确认的两步验证。", "请先在“我的账号”中开始设置。"


class SecondFactorInPlace(Refusal):
    code, kind = "accounts.second_factor_in_place", RefusalKind.CONFLICT
    sentence, remedy = "两步验证已经启用。", "更换手机请先停用，再重新设置。"
