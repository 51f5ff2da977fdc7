"""What a role may let its holder do here, and the verbs of the trail, by subject."""

from __future__ import annotations

from liangxin.kernel.term import Term


class Power(Term):
    """What a role may let its holder do here."""

    READ = "claims.read", "查看申领"


class Deed(Term):
    """Verbs of the trail."""

    TAKEN = "claims.taken", "登记申领"
