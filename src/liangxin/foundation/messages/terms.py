"""Words of the messages: robots, deliveries, when mail comes, and the limits of the services with their source."""

from __future__ import annotations

from typing import Final

from liangxin.kernel.term import Term

TITLE_LIMIT: Final = 120
TEXT_LIMIT: Final = 4000
NAME_LIMIT: Final = 40

# WeCom, 群机器人配置说明 (developer.work.weixin.qq.com/document/path/91770): markdown at most 4096 bytes of UTF-8, and
# not more than 20 messages a minute for each robot.
WECOM_BYTES: Final = 4096
# DingTalk, 自定义机器人接入 (open.dingtalk.com/document/orgapp/custom-robot-access): not more than 20 messages a
# minute, else held back for ten; the clock of a signature within an hour. Above 20000 bytes it answers errcode 460101.
DINGTALK_BYTES: Final = 20_000
MOST_A_MINUTE: Final = 20


class ChannelKind(Term):
    """Which service a group's robot belongs to."""

    WECOM = "wecom", "企业微信群机器人"
    DINGTALK = "dingtalk", "钉钉群机器人"


class DeliveryWay(Term):
    """How something leaves the building."""

    MAIL = "mail", "邮件"
    ROBOT = "robot", "群机器人"


class DeliveryState(Term):
    """How far a delivery is."""

    WAITING = "waiting", "待发送"
    SENT = "sent", "已发出"
    FAILED = "failed", "未发出"
    DROPPED = "dropped", "不再需要"

    @property
    def tone(self) -> str:
        tones = {DeliveryState.WAITING: "wait", DeliveryState.SENT: "good", DeliveryState.FAILED: "act"}
        return tones.get(self, "off")


class MailTiming(Term):
    """When a person wants mail."""

    OFF = "off", "不发邮件"
    AT_ONCE = "at_once", "有消息随时发"
    DIGEST = "digest", "工作日8:30汇总成一封"


class Power(Term):
    """What a role may let its holder do here."""

    CHANNELS = "message.channels", "登记群机器人"


class Deed(Term):
    """Verbs of the trail."""

    CHANNEL_ADDED = "message.channel_added", "登记群机器人"
    CHANNEL_CHANGED = "message.channel_changed", "修改群机器人"
    CHANNEL_REMOVED = "message.channel_removed", "删除群机器人"
    CHANNEL_TRIED = "message.channel_tried", "试发群消息"
