"""Messages to people: once a key, read by opening, counted at the bell, the same queries for two and for twenty."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail as outbox
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from liangxin.foundation.accounts.api import Account, Actor
from liangxin.foundation.accounts.tests import people
from liangxin.foundation.jobs.api import drain_jobs, enqueue
from liangxin.foundation.messages import api as messages
from liangxin.foundation.messages.api import MailTiming, Note
from liangxin.foundation.messages.errors import MailAddressNeeded, MailAddressUnfit, MessageNotFound
from liangxin.foundation.messages.models import Delivery, MailChoice, Message
from liangxin.foundation.messages.tests.world import DUE, NEWS, ROBOT, actor_for, kinds, mail

__all__ = ["kinds", "mail"]
pytestmark = pytest.mark.django_db


def note(people_told: list[Account], key: str = "june", **changed: object) -> Note:
    told = {"kind": DUE, "title": "6月调度今天到期", "url": "/progress/returns/"} | changed
    return Note(recipients=frozenset(each.pk for each in people_told), key=key, **told)  # type: ignore[arg-type]  # of tests


def titles(account: Account, *, unread: bool = True) -> list[str]:
    return [card.title for card in messages.message_cards(messages.messages_of(actor_for(account), unread=unread))]


def test_the_same_key_is_told_once_a_person_and_never_to_whoever_causes_it() -> None:
    li, heping, gone = people.account(), people.account(), people.account(is_active=False)
    assert messages.tell_many(actor_for(heping), [note([li, heping, gone])]) == 1
    assert messages.tell_many(None, [note([li, heping])]) == 1
    assert messages.tell_many(None, [note([li, heping]), note([li], kind=NEWS)]) == 1
    assert (titles(li), titles(heping)) == (["6月调度今天到期"] * 2, ["6月调度今天到期"])


def test_a_newer_reminder_takes_the_place_of_the_unread_one_about_the_same_thing() -> None:
    li, heping = people.account(), people.account()
    thing, other = ("progress.return", "17"), ("progress.return", "18")
    messages.tell_many(None, [note([li, heping], "1", about=thing), note([li], "2", about=other, title="另一件")])
    messages.tell_many(None, [note([li], "3", about=thing, title="已逾期", supersedes=[DUE])])
    assert titles(li) == ["已逾期", "另一件"]
    assert titles(heping) == ["6月调度今天到期"]
    assert messages.settle([thing], {DUE}) == 2
    assert (titles(li), titles(heping)) == (["另一件"], [])
    assert titles(li, unread=False) == ["已逾期", "另一件", "6月调度今天到期"]


def test_it_refuses_what_only_a_mistake_can_send() -> None:
    li = people.account()
    with pytest.raises(LookupError, match="kind"):
        messages.tell_many(None, [note([li], kind="message.unknown")])
    for url in ("https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"):
        with pytest.raises(ValueError, match="this site"):
            messages.tell_many(None, [note([li], url=url)])


@pytest.mark.django_db(transaction=True)
def test_people_are_told_inside_a_transaction_and_not_when_it_is_undone() -> None:
    li = people.account()
    with pytest.raises(RuntimeError, match="transaction"):
        messages.tell_many(None, [note([li])])
    with transaction.atomic():
        messages.tell_many(None, [note([li])])
        transaction.set_rollback(True)
    assert titles(li) == []


def test_opening_reads_and_nobody_opens_anothers() -> None:
    li, sun = people.account(), people.account()
    messages.tell_many(None, [note([li]), note([li], kind=NEWS, title="知会一声")])
    due = messages.messages_of(actor_for(li), kind=DUE).get()
    with pytest.raises(MessageNotFound):
        messages.open_message(actor_for(sun), due.public_id)
    with pytest.raises(MessageNotFound):
        messages.open_message(Actor.visitor(), due.public_id)
    assert messages.unread_count(actor_for(li)) == 2
    assert messages.open_message(actor_for(li), due.public_id) == "/progress/returns/"
    assert messages.kinds_of(actor_for(li)) == {DUE: 0, NEWS: 1}
    assert messages.read_all(actor_for(li)) == 1
    assert (messages.unread_count(actor_for(li)), messages.unread_count(Actor.visitor())) == (0, 0)


def queries_for(count: int) -> int:
    told = [note([people.account(email="a@example.cn") for _ in range(2)], f"n{number}") for number in range(count)]
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert messages.tell_many(ROBOT, told) == 2 * count
    return len(queries)


@pytest.mark.usefixtures("mail")
def test_many_are_told_in_as_many_queries_as_few() -> None:
    assert queries_for(20) == queries_for(2)


def test_the_bell_counts_by_one_query_on_the_index_of_the_unread() -> None:
    li = people.account()
    messages.tell_many(None, [note([li], f"{number}") for number in range(120)])
    with CaptureQueriesContext(connection) as queries:
        assert messages.unread_count(actor_for(li)) == messages.MOST_COUNTED
    assert len(queries) == 1
    read = [Message(recipient=li, kind=DUE, key=f"old{n}", title="读过的", read_at=timezone.now()) for n in range(3000)]
    Message.objects.bulk_create(read)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE message_message")
        rows = messages.messages_of(actor_for(li), unread=True).order_by()[: messages.MOST_COUNTED]
        assert "message_message_unread" in rows.values("pk").explain()


@pytest.mark.usefixtures("mail")
def test_mail_comes_as_its_person_chose() -> None:
    silent, digest, at_once = (people.account(email=f"p{number}@example.cn") for number in range(3))
    no_address = people.account()
    messages.choose(silent, email=silent.email, timing=MailTiming.OFF, kinds=[DUE])
    messages.choose(at_once, email=at_once.email, timing=MailTiming.AT_ONCE, kinds=[NEWS, "unknown"])
    everybody = [silent, digest, at_once, no_address]
    messages.tell_many(ROBOT, [note(everybody), note(everybody, kind=NEWS, title="知会一声", text="两行\n文字")])
    waiting = Delivery.objects.order_by("pk").values_list("message__recipient", "message__kind", "in_digest")
    assert sorted(waiting) == sorted([(digest.pk, DUE, True), (at_once.pk, NEWS, False)])
    drain_jobs()
    (sent,) = outbox.outbox
    assert (sent.to, sent.from_email, sent.subject) == (["p2@example.cn"], "liangxin@example.cn", "【两新】知会一声")
    opened = messages.messages_of(actor_for(at_once), kind=NEWS).get().public_id
    assert f"https://liangxin.example.cn/messages/{opened}/" in sent.body


def test_without_a_mail_server_nothing_waits_for_one() -> None:
    digest = people.account(email="p@example.cn")
    assert not messages.choice_of(digest).is_possible
    assert messages.tell_many(ROBOT, [note([digest])]) == 1
    assert not Delivery.objects.exists()


def test_a_choice_needs_an_address_that_is_one() -> None:
    li = people.account()
    with pytest.raises(MailAddressNeeded):
        messages.choose(li, email=" ", timing=MailTiming.DIGEST, kinds=[DUE])
    for address in ("li", "li@", "li@example.cn\nBcc: x@example.cn", "a" * 250 + "@example.cn"):
        with pytest.raises(MailAddressUnfit):
            messages.choose(li, email=address, timing=MailTiming.OFF, kinds=[])
    messages.choose(li, email="li@example.cn", timing=MailTiming.AT_ONCE, kinds=[DUE])
    card = messages.choice_of(li)
    assert (card.email, card.timing, set(card.kinds)) == ("li@example.cn", MailTiming.AT_ONCE, {DUE})
    assert MailChoice.objects.get().account_id == li.pk


def test_old_messages_go_at_night() -> None:
    li = people.account()
    messages.tell_many(None, [note([li], f"{number}") for number in range(4)])
    rows, now = list(messages.messages_of(actor_for(li))), timezone.now()
    Message.objects.filter(pk=rows[0].pk).update(read_at=now - timedelta(days=91))
    Message.objects.filter(pk=rows[1].pk).update(read_at=now - timedelta(days=89))
    Message.objects.filter(pk=rows[2].pk).update(created_at=now - timedelta(days=201))
    enqueue("messages.tidy", ROBOT)
    drain_jobs()
    assert {row.pk for row in messages.messages_of(actor_for(li))} == {rows[1].pk, rows[3].pk}
