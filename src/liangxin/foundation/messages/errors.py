"""How the messages say no: to whoever registers a robot, and when a service outside refuses or is silent."""

from __future__ import annotations

from liangxin.kernel.refusal import Refusal, RefusalKind


class MessageNotFound(Refusal):
    code, kind = "message.not_found", RefusalKind.MISSING
    sentence, remedy = "没有这条消息，或已经清理。", "请从消息列表打开。"


class ChannelNotFound(Refusal):
    code, kind = "message.channel_not_found", RefusalKind.MISSING
    sentence, remedy = "没有这个群机器人。", "请从“群机器人”列表打开。"


class NameNeeded(Refusal):
    code, kind = "message.name_needed", RefusalKind.INVALID
    sentence, remedy = "请给群机器人起一个名称，不超过%(limit)s个字。", "例如“县两新专班工作群”。"


class AddressUnfit(Refusal):
    code, kind = "message.address_unfit", RefusalKind.INVALID
    sentence, remedy = "这不是%(what)s的地址：%(why)s", "请在群设置中打开机器人，完整复制它的Webhook地址。"


class HostNotAllowed(Refusal):
    code, kind = "message.host_not_allowed", RefusalKind.INVALID
    sentence = "不允许向“%(host)s”发送消息。"
    remedy = "私有化部署的服务器，请管理员在LIANGXIN_ROBOT_HOSTS中登记后再填。"


class MailAddressUnfit(Refusal):
    code, kind = "message.mail_address_unfit", RefusalKind.INVALID
    sentence, remedy = "邮箱地址不正确。", "请写成 name@example.cn 的形式，不用邮件时留空。"


class MailAddressNeeded(Refusal):
    code, kind = "message.mail_address_needed", RefusalKind.INVALID
    sentence, remedy = "还没有填写邮箱。", "请填写接收消息的邮箱，或选择不发邮件。"


class RobotGone(Refusal):
    code, kind = "message.robot_gone", RefusalKind.INVALID
    sentence = "对方不认这个机器人地址（%(errcode)s）。"
    remedy = "机器人可能已被移出群，或地址复制不全，请在群里重新复制。"


class RobotDistrusts(Refusal):
    code, kind = "message.robot_distrusts", RefusalKind.INVALID
    sentence = "机器人的安全设置没有通过（310000）：%(said)s"
    remedy = "加签的请核对密钥和服务器时间；设了关键词或IP段的，请改用加签。"


class RobotRefused(Refusal):
    code, kind = "message.robot_refused", RefusalKind.INVALID
    sentence, remedy = "对方没有收下这条消息（%(errcode)s）：%(said)s", "请按对方的提示检查机器人的设置。"


class RobotTooOften(Refusal):
    code, kind = "message.robot_too_often", RefusalKind.UNAVAILABLE
    sentence, remedy = "这个机器人每分钟最多发%(most)s条，现在发得太快。", "不用处理，稍后会自动再发。"


class RobotSilent(Refusal):
    code, kind = "message.robot_silent", RefusalKind.UNAVAILABLE
    sentence = "连不上“%(host)s”：%(why)s"
    remedy = "请检查服务器能否访问外网；待发送的会自动重试。"


class MailUnavailable(Refusal):
    code, kind = "message.mail_unavailable", RefusalKind.UNAVAILABLE
    sentence, remedy = "邮件服务器没有收下：%(why)s", "请管理员检查LIANGXIN_MAIL_开头的设置；待发送的会自动重试。"


class MailRefused(Refusal):
    code, kind = "message.mail_refused", RefusalKind.INVALID
    sentence, remedy = "邮件服务器拒收这个收件地址：%(why)s", "请本人核对邮箱地址。"


class StillWaiting(Refusal):
    code, kind = "message.still_waiting", RefusalKind.UNAVAILABLE
    sentence, remedy = "还有%(count)s条没有发出。", "不用处理，稍后会自动再发。"
