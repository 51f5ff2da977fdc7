"""The door of the plans package."""

from liangxin.domains.plans.actions import (
    ask_assistant,
    discard_document,
    load_demo,
    paste_document,
    settle_unread,
    take_unread,
    upload_document,
)
from liangxin.domains.plans.queries import DocumentCard, FindingCard, Reading, UploadCard, documents_of, reading_of

__all__ = [
    "DocumentCard",
    "FindingCard",
    "Reading",
    "UploadCard",
    "ask_assistant",
    "discard_document",
    "documents_of",
    "load_demo",
    "paste_document",
    "reading_of",
    "settle_unread",
    "take_unread",
    "upload_document",
]
