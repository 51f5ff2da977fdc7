"""What runs by itself: what has run out goes back, vouchers go out in order, shops are told, documents are read."""

from __future__ import annotations

from django.utils import timezone

from liangxin.domains.claims.actions.after_clock import (
    draw_daily,
    escalate_late,
    lapse_unanswered,
    reserve_waiting,
)
from liangxin.domains.claims.actions.after_documents import read_claim_document
from liangxin.domains.claims.actions.queueing import lapse_vouchers, release_due
from liangxin.domains.claims.actions.till.lapsing import lapse_sales
from liangxin.domains.claims.actions.till.notices import send_notices
from liangxin.domains.claims.actions.till.retention import note_parties_used
from liangxin.foundation.jobs.api import Run, job, timetable


@timetable("*/10 * * * *", "claims.lapse_sales", retries=1, label="到店占用逾期失效")
def end_run_out_sales(run: Run) -> None:
    """Money kept for sales that were not captured in time goes back."""
    count = lapse_sales(timezone.now())
    run.progress(count, count, f"失效{count}笔")


@timetable("* * * * *", "claims.send_notices", queue="messages", label="发送门店通知")
def tell_shops(run: Run) -> None:
    """Shops' systems are told what became of their sales; what does not go is tried again later."""
    went, failed = send_notices(timezone.now())
    run.progress(went, went + failed, f"送达{went}条，未送达{failed}条")


@timetable("20 1 * * *", "claims.note_parties_used", retries=2, label="更新申领人资料的使用日期")
def note_parties(run: Run) -> None:
    """What is kept of a person is kept from the last use on; noted at night, so that tills need not wait for it."""
    count = note_parties_used(timezone.localdate())
    run.progress(count, count, f"更新{count}人")


@timetable("* * * * *", "claims.release_due", label="到期券收回，按序发放资格券")
def release_in_order(run: Run) -> None:
    """Safe to run twice: a second run finds nothing to give out."""
    at = timezone.now()
    lapse_vouchers(run.actor, at=at)
    release_due(run.actor, at=at)


@job("claims.read_document", queue="reading", retries=2, label="识读申领材料")
def read_document(run: Run, *, document_id: int) -> None:
    """Read one document of a claim."""
    read_claim_document(run.actor, document_id, on=timezone.localdate())


@timetable("20 6 * * *", "claims.daily", label="申领的补正期限、审核超期和抽查")
def daily(run: Run) -> None:
    """What a morning brings to after-sale claims."""
    today = timezone.localdate()
    lapse_unanswered(run.actor, on=today)
    escalate_late(run.actor, on=today)
    draw_daily(run.actor, on=today)


@timetable("*/30 * * * *", "claims.reserve_waiting", label="为排队的申领预留资金")
def reserve(run: Run) -> None:
    """Claims that wait for money."""
    reserve_waiting(run.actor, on=timezone.localdate())
