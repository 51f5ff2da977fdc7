"""Refusals of the workbench's own forms."""

from __future__ import annotations

from liangxin.kernel.refusal import Refusal, RefusalKind


class PasswordsDiffer(Refusal):
    code, kind = "workbench.passwords_differ", RefusalKind.INVALID
    sentence, remedy = "两次输入的新密码不一致。", "请重新输入新密码。"
