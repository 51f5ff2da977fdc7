"""The door of REST."""

from liangxin.foundation.rest.calls import OfficeApi, SessionOrToken, new_api
from liangxin.foundation.rest.errors import TokenNotFound, TokenTermTooLong, TooManyTokens
from liangxin.foundation.rest.tokens import TokenCard, account_of, issue_token, revoke_token, tokens_of

__all__ = [
    "OfficeApi",
    "SessionOrToken",
    "TokenCard",
    "TokenNotFound",
    "TokenTermTooLong",
    "TooManyTokens",
    "account_of",
    "issue_token",
    "new_api",
    "revoke_token",
    "tokens_of",
]
