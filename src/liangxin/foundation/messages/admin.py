"""The repair desk's view of messages; addresses and secrets of robots are not shown."""

from __future__ import annotations

from django.contrib import admin

from liangxin.foundation.accounts.desk import LookOnly
from liangxin.foundation.messages.models import Channel, Delivery, Message, Post


@admin.register(Message)
class MessageDesk(LookOnly):
    list_display = ["created_at", "recipient", "kind", "title", "read_at"]
    list_select_related = ["recipient"]
    list_filter = ["kind"]
    search_fields = ["recipient__username", "title"]


@admin.register(Channel)
class ChannelDesk(LookOnly):
    list_display = ["name", "kind", "region_path", "unit_id", "shown", "is_on"]
    list_filter = ["kind", "is_on"]
    exclude = ["address", "secret"]


@admin.register(Post)
class PostDesk(LookOnly):
    list_display = ["created_at", "kind", "region_path", "title"]
    list_filter = ["kind"]


@admin.register(Delivery)
class DeliveryDesk(LookOnly):
    list_display = ["created_at", "way", "state", "tries", "tried_at", "error_code"]
    list_filter = ["way", "state"]
