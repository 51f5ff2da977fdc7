"""What people are told, which robots there are, what is posted to groups, and each sending of it outside."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from liangxin.foundation.fields import EncryptedTextField, PublicIdField, one_of
from liangxin.foundation.messages.terms import (
    NAME_LIMIT,
    TEXT_LIMIT,
    TITLE_LIMIT,
    ChannelKind,
    DeliveryState,
    DeliveryWay,
    MailTiming,
)


class Message(models.Model):
    """Something that an account is told; the same key is told to the same account once."""

    personal_data: ClassVar[str] = (
        "recipient、title、text：收件人账号和消息内容，可能提到经办人姓名，用于提醒办理；已读满90天、未读满200天删除。"
    )

    public_id = PublicIdField()
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="收件人", db_index=False
    )
    kind = models.CharField("类别", max_length=64)
    key = models.CharField("唯一键", max_length=200)
    about_type = models.CharField("对象类别", max_length=64, blank=True)
    about_id = models.CharField("对象编号", max_length=64, blank=True)
    title = models.CharField("标题", max_length=TITLE_LIMIT)
    text = models.CharField("内容", max_length=TEXT_LIMIT, blank=True)
    url = models.CharField("办理地址", max_length=300, blank=True)
    created_at = models.DateTimeField("时间", auto_now_add=True)
    read_at = models.DateTimeField("已读时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "消息"
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["recipient", "key"], name="message_message_once")]
        indexes = [
            # the number at the bell, on every page
            models.Index(fields=["recipient"], condition=Q(read_at__isnull=True), name="message_message_unread"),
            # a person's messages, newest first
            models.Index(fields=["recipient", "-id"], name="message_message_of_person"),
            # what waits for people about one thing
            models.Index(
                fields=["about_type", "about_id"], condition=Q(read_at__isnull=True), name="message_message_about"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class MailChoice(models.Model):
    """How a person wants mail; without a row the kinds that go by mail anyway come in the digest."""

    personal_data: ClassVar[str] = "account：本人对邮件提醒的选择，用于发送邮件；与账号同期保留。"

    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="mail_choice", verbose_name="账号"
    )
    timing = models.CharField("邮件", max_length=8, choices=MailTiming.choices, default=MailTiming.DIGEST.value)
    kinds = ArrayField(models.CharField(max_length=64), verbose_name="类别", default=list)

    class Meta:
        verbose_name = verbose_name_plural = "邮件选择"
        constraints = [one_of("timing", MailTiming, "message_mailchoice")]

    def __str__(self) -> str:
        return f"{self.account_id} {self.timing}"


class Channel(models.Model):
    """A group's robot, of a region or of one unit there. Whoever knows its address may post: it is kept encrypted."""

    personal_data: ClassVar[str] = "created_by：登记人账号，用于追溯；群机器人删除时删除。"

    public_id = PublicIdField()
    kind = models.CharField("类别", max_length=8, choices=ChannelKind.choices)
    name = models.CharField("名称", max_length=NAME_LIMIT)
    region_path = models.CharField("区划", max_length=100)
    unit_id = models.BigIntegerField(
        "单位", null=True, blank=True
    )  # of the packages above, which this one may not know
    address = EncryptedTextField[str, str]("地址", purpose="message.channel.address")
    secret = EncryptedTextField[str, str]("密钥", purpose="message.channel.secret", blank=True)
    shown = models.CharField("地址（遮盖）", max_length=120)
    is_signed = models.BooleanField("加签", default=False)  # there is a secret, told without decrypting it
    is_on = models.BooleanField("启用", default=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="登记人"
    )
    created_at = models.DateTimeField("登记时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "群机器人"
        ordering = ["region_path", "id"]
        constraints = [
            one_of("kind", ChannelKind, "message_channel"),
            models.CheckConstraint(condition=Q(region_path__endswith="/"), name="message_channel_path_closed"),
        ]
        # the robots of a place, whenever something is posted there
        indexes = [models.Index(fields=["region_path", "unit_id"], name="message_channel_of_place")]

    def __str__(self) -> str:
        return self.name


class Post(models.Model):
    """What groups are told, without personal data; the same key is posted once."""

    personal_data: ClassVar[str] = "none"

    public_id = PublicIdField()
    kind = models.CharField("类别", max_length=64)
    key = models.CharField("唯一键", max_length=200, unique=True)
    region_path = models.CharField("区划", max_length=100)
    unit_id = models.BigIntegerField("单位", null=True, blank=True)
    title = models.CharField("标题", max_length=TITLE_LIMIT)
    text = models.CharField("内容", max_length=TEXT_LIMIT, blank=True)
    url = models.CharField("办理地址", max_length=300, blank=True)
    created_at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "群消息"
        ordering = ["-id"]
        constraints = [models.CheckConstraint(condition=Q(region_path__endswith="/"), name="message_post_path_closed")]

    def __str__(self) -> str:
        return self.title


class Delivery(models.Model):
    """One sending outside: a message by mail, or a post by a robot."""

    personal_data: ClassVar[str] = "none"

    public_id = PublicIdField()
    way = models.CharField("方式", max_length=5, choices=DeliveryWay.choices)
    message = models.OneToOneField(
        Message, models.CASCADE, null=True, blank=True, related_name="mail", verbose_name="消息"
    )
    post = models.ForeignKey(
        Post, models.CASCADE, null=True, blank=True, related_name="deliveries", verbose_name="群消息", db_index=False
    )
    channel = models.ForeignKey(
        Channel,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="deliveries",
        verbose_name="群机器人",
        db_index=False,
    )
    in_digest = models.BooleanField("汇总发送", default=False)
    state = models.CharField("状态", max_length=7, choices=DeliveryState.choices, default=DeliveryState.WAITING.value)
    tries = models.PositiveSmallIntegerField("次数", default=0)
    taken_at = models.DateTimeField("本次开始", null=True, blank=True)  # by a run that has not said yet how it went
    tried_at = models.DateTimeField("最近一次", null=True, blank=True)
    sent_at = models.DateTimeField("发出时间", null=True, blank=True)
    error_code = models.CharField("原因代码", max_length=100, blank=True)
    error = models.CharField("原因", max_length=300, blank=True)
    created_at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "发送"
        ordering = ["-id"]
        constraints = [
            one_of("way", DeliveryWay, "message_delivery"),
            one_of("state", DeliveryState, "message_delivery"),
            models.CheckConstraint(
                condition=Q(way=DeliveryWay.MAIL.value, message__isnull=False, post__isnull=True, channel__isnull=True)
                | Q(way=DeliveryWay.ROBOT.value, message__isnull=True, post__isnull=False, channel__isnull=False),
                name="message_delivery_of_message_or_post",
            ),
            models.UniqueConstraint(fields=["post", "channel"], name="message_delivery_once_a_channel"),
            models.CheckConstraint(
                condition=Q(state=DeliveryState.SENT.value, sent_at__isnull=False)
                | (~Q(state=DeliveryState.SENT.value) & Q(sent_at__isnull=True)),
                name="message_delivery_sent_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=DeliveryState.FAILED.value) | ~Q(error_code=""),
                name="message_delivery_failed_says_why",
            ),
        ]
        indexes = [
            # a robot's last sendings: its page, and how many there were in the last minute
            models.Index(fields=["channel", "-tried_at"], name="message_delivery_of_channel"),
            # the mail that the next digest takes along
            models.Index(
                fields=["id"],
                condition=Q(state=DeliveryState.WAITING.value, in_digest=True),
                name="message_delivery_for_digest",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.way} {self.state}"
