"""What people are told of."""

from __future__ import annotations

from liangxin.kernel.term import Term


class News(Term):
    """Kinds of messages."""

    TO_APPROVE = "schemes.to_approve", "有补贴政策待批准"
    SENT_BACK = "schemes.sent_back", "补贴政策被退回"
    APPROVED = "schemes.approved", "补贴政策已批准施行"
    END_ASKED = "schemes.end_asked", "有补贴政策提请停止"
    END_DECIDED = "schemes.end_decided", "停止施行的提请已答复"

    @property
    def is_by_mail(self) -> bool:
        """Whether it goes by mail unless the person says otherwise: what waits for them does."""
        return self in (News.TO_APPROVE, News.END_ASKED, News.SENT_BACK)
