"""Refusals of the files."""

from __future__ import annotations

from liangxin.kernel.refusal import Refusal, RefusalKind


class EmptyFile(Refusal):
    code, kind = "files.empty", RefusalKind.INVALID
    sentence, remedy = "文件“%(name)s”是空的。", "请打开原件确认有内容，再重新上传。"


class FileTooLarge(Refusal):
    code, kind = "files.too_large", RefusalKind.TOO_LARGE
    sentence, remedy = "文件“%(name)s”超过%(limit)s MB的上限。", "请拆分或压缩其中的图片后再上传。"


class FileLost(Refusal):
    code, kind = "files.lost", RefusalKind.UNAVAILABLE
    sentence, remedy = "文件“%(name)s”的内容在存储中找不到。", "请告知管理员从备份恢复，或重新上传同一文件。"


class FileDamaged(Refusal):
    code, kind = "files.damaged", RefusalKind.UNAVAILABLE
    sentence, remedy = "文件“%(name)s”的内容与登记时不一致。", "请告知管理员从备份恢复，或重新上传同一文件。"
