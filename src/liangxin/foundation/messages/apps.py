"""The messages as a Django app. Its label is not "messages", which Django's own notices of one request have."""

from typing import ClassVar

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from liangxin.foundation.messages.kinds import TEST, MessageKind


class MessagesConfig(AppConfig):
    name = "liangxin.foundation.messages"
    label = "message"
    verbose_name = "消息"
    message_kinds: ClassVar = [MessageKind(TEST, _("试发"), for_groups=True)]
