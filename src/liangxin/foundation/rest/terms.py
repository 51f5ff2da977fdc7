"""Words of REST: what is done with tokens, and their limits."""

from liangxin.kernel.term import Term

MOST_TOKENS = 10
LONGEST_DAYS = 366


class Deed(Term):
    ISSUE = "rest.issue_token", "建立访问令牌"
    REVOKE = "rest.revoke_token", "停用访问令牌"
