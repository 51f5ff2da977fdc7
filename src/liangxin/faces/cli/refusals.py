"""What can stand in the way of starting, each with what to do about it."""

from __future__ import annotations

from liangxin.kernel.refusal import Refusal, RefusalKind


class FolderNotWritable(Refusal):
    code, kind = "cli.folder_not_writable", RefusalKind.FORBIDDEN
    sentence = "数据目录 %(folder)s 无法写入（%(why)s）。"
    remedy = "请用 --data 指定另一个文件夹，或修改它的权限。"


class AlreadyRunning(Refusal):
    code, kind = "cli.already_running", RefusalKind.CONFLICT
    sentence = "数据目录 %(folder)s 已有一个两新在运行（%(address)s）。"
    remedy = "请直接打开该地址，或先停止它，或用 --data 指定另一个文件夹。"


class PortTaken(Refusal):
    code, kind = "cli.port_taken", RefusalKind.CONFLICT
    sentence = "端口 %(port)s 已被其他程序占用。"
    remedy = "请用 --port 换一个端口，例如 --port %(other)s。"


class DatabaseHalfMade(Refusal):
    code, kind = "cli.database_half_made", RefusalKind.CONFLICT
    sentence = "数据目录中的数据库 %(folder)s 没有建完（首次启动被中断），其中还没有任何数据。"
    remedy = "请删除该文件夹后重新启动。"


class DatabaseWillNotStart(Refusal):
    code, kind = "cli.database_will_not_start", RefusalKind.UNAVAILABLE
    sentence = "数据库未能启动：%(why)s。"
    remedy = "详情见 %(log)s；可运行 liangxin doctor 检查。"


class DatabaseUnreachable(Refusal):
    code, kind = "cli.database_unreachable", RefusalKind.UNAVAILABLE
    sentence = "连接不上 DATABASE_URL 所指的数据库：%(why)s。"
    remedy = "请核对地址、账号和网络。"


class ServerTooOld(Refusal):
    code, kind = "cli.server_too_old", RefusalKind.UNAVAILABLE
    sentence = "数据库版本是 PostgreSQL %(version)s，需要 15 或更高。"
    remedy = "请升级数据库服务器。"


class InstallIncomplete(Refusal):
    code, kind = "cli.install_incomplete", RefusalKind.UNAVAILABLE
    sentence = "%(subject)s缺失：%(says)s。"
    remedy = "%(remedy)s"


class PartStopped(Refusal):
    code, kind = "cli.part_stopped", RefusalKind.UNAVAILABLE
    sentence = "%(part)s意外停止：%(why)s。"
    remedy = "详情见 %(log)s。"


class FileMissing(Refusal):
    code, kind = "cli.file_missing", RefusalKind.MISSING
    sentence, remedy = "没有文件 %(path)s。", "请核对路径。"


class FileUnwritable(Refusal):
    code, kind = "cli.file_unwritable", RefusalKind.UNAVAILABLE
    sentence, remedy = "文件 %(path)s 写不进去：%(why)s。", "请换一个有写权限的位置。"


class AccountUnknown(Refusal):
    code, kind = "cli.account_unknown", RefusalKind.MISSING
    sentence, remedy = "没有可用的账号“%(username)s”。", "请核对 --as 后的用户名。"
