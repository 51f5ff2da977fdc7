"""Words of the plans package: states of a document, kinds of findings, powers and deeds."""

from __future__ import annotations

from typing import Final

from liangxin.kernel.term import Term

MAX_FILE_BYTES: Final = 50 * 1024 * 1024  # the documents engine refuses larger files too; said before the upload ends
MAX_FILES_AT_ONCE: Final = 20


class Power(Term):
    READ = "plans.read", "查看方案"
    UPLOAD = "plans.upload", "上传方案"
    SETTLE = "plans.settle", "处理未读内容"


class Deed(Term):
    UPLOAD = "plans.upload_document", "上传方案"
    PASTE = "plans.paste_document", "粘贴方案文本"
    READ = "plans.read_document", "读出方案"
    REFUSE = "plans.refuse_document", "无法读取，未保存"
    DISCARD = "plans.discard_document", "删除方案"
    DISMISS = "plans.dismiss_unread", "忽略未读内容"
    TAKE = "plans.take_unread", "由人补录"
    ASK = "plans.ask_assistant", "请助手对未读内容提建议"
    REOPEN = "plans.reopen_unread", "恢复未读内容"


class DocumentState(Term):
    """A document that cannot be read is not kept: there is no state for it."""

    WAITING = "waiting", "等待读取"
    READ = "read", "已读出"

    @property
    def tone(self) -> str:
        return "good" if self is DocumentState.READ else "going"


class FindingKind(Term):
    """What a finding is; the order is that of the page."""

    UNREAD = "unread", "未读"
    TARGET = "target", "目标"
    TASK = "task", "任务"
    MEASURE = "measure", "举措"
    MEMBER = "member", "专班成员"
    BASIS = "basis", "依据文件"
    SECTION = "section", "章节"


class Origin(Term):
    """Who found it."""

    READER = "reader", "程序读出"
    PERSON = "person", "人工补录"


class UnreadState(Term):
    OPEN = "open", "待处理"
    TAKEN = "taken", "已补录"
    DISMISSED = "dismissed", "已忽略"
