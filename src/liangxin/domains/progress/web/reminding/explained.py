"""What each rule does, for the page that switches it."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from liangxin.domains.progress.terms import Reminder

EXPLAINED: Final = {
    Reminder.OPENED: _("调度一发起，就告知各单位经办人员要填几项、什么时候报。"),
    Reminder.BEFORE_DUE: _("到期前这么多个工作日，提醒还没有提交的单位；每个期限提醒一次。"),
    Reminder.DUE: _("到期当天提醒还没有提交的单位；到期日放假的，在之前最后一个工作日提醒。"),
    Reminder.LATE: _("逾期后每个工作日催一次，到提交为止。"),
    Reminder.ESCALATED: _("逾期满这么多个工作日起，每天把久拖的单位汇总成一条，报给分管领导。"),
    Reminder.GROUP: _("有单位快到期、到期或逾期的日子，向登记的工作群发一条汇总：几个单位没报、是哪些。"),
    Reminder.SENT_BACK: _("报送被退回，立即告知提交人和本单位经办人员。"),
    Reminder.QUESTION: _("提问等了这么多个工作日还没有答复，再提醒一次，之后每隔这么多天一次。"),
    Reminder.SUBMITTED: _("单位一提交，就告知本级有审定权限的人员。"),
    Reminder.APPROVED: _("报送审定后告知提交人。"),
}
