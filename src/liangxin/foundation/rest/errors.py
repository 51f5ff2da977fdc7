"""Refusals of REST: tokens, and forms of other sites."""

from __future__ import annotations

from liangxin.kernel.refusal import Refusal, RefusalKind


class StaleForm(Refusal):
    code, kind = "rest.csrf", RefusalKind.FORBIDDEN
    sentence, remedy = "请求没有带上本页面的校验码。", "请刷新页面后重试；系统之间的调用请使用访问令牌。"


class TooManyTokens(Refusal):
    code, kind = "rest.too_many_tokens", RefusalKind.CONFLICT
    sentence, remedy = "有效的访问令牌已有%(most)s个。", "请先停用不再使用的令牌。"


class TokenNotFound(Refusal):
    code, kind = "rest.token_not_found", RefusalKind.MISSING
    sentence, remedy = "没有找到这个访问令牌。", "它可能已经停用，请刷新列表。"


class TokenTermTooLong(Refusal):
    code, kind = "rest.token_term_too_long", RefusalKind.INVALID
    sentence, remedy = "令牌有效期须在1到%(most)s天之间。", "请填写较短的有效期，到期前可再建一个。"
