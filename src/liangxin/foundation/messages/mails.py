"""Mail: one message, or the digest of those that wait for a person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from smtplib import SMTPException, SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.urls import reverse
from django.utils.translation import gettext, override

from liangxin.foundation.accounts.api import Account
from liangxin.foundation.messages.errors import MailRefused, MailUnavailable
from liangxin.foundation.messages.models import Message
from liangxin.kernel.text import cut


def outside(path: str) -> str:
    """The address of a page as it is reached from outside, "" where this installation does not know its own."""
    return f"{settings.SITE_ADDRESS}{path}" if settings.SITE_ADDRESS and path else ""


def mail_of(account: Account, messages: Sequence[Message], via: BaseEmailBackend | None = None) -> EmailMessage:
    """The mail that tells a person these messages, in the person's language."""
    with override(account.language):
        if len(messages) == 1:
            subject, body = messages[0].title, _told(messages[0])
        else:
            subject = gettext("%(count)s条待办提醒") % {"count": len(messages)}
            body = "\n\n".join(f"{place}. {_told(message)}" for place, message in enumerate(messages, 1))
        end = gettext("您可以在“账号与安全 · 消息提醒”中选择哪些消息发邮件。")
    subject = f"【两新】{cut(' '.join(subject.split()), 100)}"
    return EmailMessage(subject, f"{body}\n\n{end}\n", settings.MAIL_FROM, [account.email], connection=via)


def _told(message: Message) -> str:
    link = outside(reverse("message-open", args=[message.public_id])) if message.url else ""
    return "\n".join(line for line in (message.title, message.text, link) if line)


def send_mail(mail: EmailMessage) -> None:
    """Hand it to the mail server. Raises MailRefused, MailUnavailable."""
    try:
        mail.send()
    except SMTPRecipientsRefused as error:
        raise MailRefused(why=cut(_words(error.recipients.values()), 120)) from error
    except (SMTPException, OSError) as error:
        raise MailUnavailable(why=cut(str(error) or type(error).__name__, 120)) from error


def _words(answers: Iterable[tuple[int, bytes]]) -> str:
    return "；".join(f"{code} {said.decode(errors='replace')}" for code, said in answers)
