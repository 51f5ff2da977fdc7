"""Sending outside: to both services by the real client, in time, once, with their pace kept; mail in a digest."""

from __future__ import annotations

import smtplib
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail as outbox
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.utils import timezone

from liangxin.foundation.accounts.tests import people
from liangxin.foundation.jobs.api import RunState, all_jobs, drain_jobs, enqueue
from liangxin.foundation.jobs.models import JobRun
from liangxin.foundation.messages import api as messages
from liangxin.foundation.messages import robots
from liangxin.foundation.messages.api import ChannelKind, DeliveryState, MailTiming, Notice
from liangxin.foundation.messages.errors import (
    AddressUnfit,
    HostNotAllowed,
    RobotDistrusts,
    RobotGone,
    RobotRefused,
    RobotSilent,
    RobotTooOften,
)
from liangxin.foundation.messages.models import Channel, Delivery, Message, Post
from liangxin.foundation.messages.robots import Posting, body_of, checked_address, masked, signed_address
from liangxin.foundation.messages.sending import RETRIES, send_deliveries
from liangxin.foundation.messages.tests.robots_double import KEY, SECRET, TOKEN, Services
from liangxin.foundation.messages.tests.world import (
    COUNTY,
    DUE,
    NEIGHBOUR,
    ROBOT,
    channel,
    kinds,
    mail,
    office,
    outside,
)
from liangxin.kernel.refusal import Refusal

__all__ = ["kinds", "mail", "outside"]
WECOM, DINGTALK = ChannelKind.WECOM, ChannelKind.DINGTALK
REAL = {WECOM: f"https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={KEY}",
        DINGTALK: f"https://oapi.dingtalk.com/robot/send?access_token={TOKEN}"}  # fmt: skip
SAID = Posting(
    "6月调度：2个单位未报", "应报12个单位，已报10个\n未报：县商务局、县财政局", "https://liangxin.example.cn/x/"
)


def now() -> int:
    return int(timezone.now().timestamp() * 1000)


def posted(key: str = "1", **changed: Any) -> int:
    told: dict[str, Any] = {"title": SAID.title, "text": SAID.text, "url": "/progress/rounds/"} | changed
    return messages.post(ROBOT, [Notice(told.pop("region_path", COUNTY), DUE, key, **told)])


def test_a_real_address_is_taken_and_shown_masked() -> None:
    for kind, address in REAL.items():
        assert checked_address(kind, f" {address} ") == address
        assert masked(kind, address) in ("qyapi.weixin.qq.com …5aaa", "oapi.dingtalk.com …08d1")


@pytest.mark.parametrize(
    ("address", "refusal"),
    [
        ("http://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=1", AddressUnfit),
        ("https://qyapi.weixin.qq.com/cgi-bin/webhook/send", AddressUnfit),
        ("https://li:secret@qyapi.weixin.qq.com/cgi-bin/webhook/send?key=1", AddressUnfit),
        ("https://qyapi.weixin.qq.com:99999/send?key=1", AddressUnfit),
        ("https://qyapi.weixin.qq.com:8443/send?key=1", HostNotAllowed),
        ("https://qyapi.weixin.qq.com.example.cn/send?key=1", HostNotAllowed),
        ("https://127.0.0.1/send?key=1", HostNotAllowed),
        ("http://127.0.0.1:5432/send?key=1", AddressUnfit),
        ("file:///etc/passwd?key=1", AddressUnfit),
        ("https://[half?key=1", AddressUnfit),
        ("", AddressUnfit),
    ],
)
def test_an_address_elsewhere_is_refused(address: str, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        checked_address(WECOM, address)


def test_a_private_deployment_is_let_in_by_name(settings: Any) -> None:
    settings.ROBOT_HOSTS = {"wecom.county.example:8443"}
    address = "https://wecom.county.example:8443/cgi-bin/webhook/send?key=1"
    assert checked_address(WECOM, address) == address
    with pytest.raises(HostNotAllowed):
        checked_address(WECOM, REAL[WECOM])


@pytest.mark.parametrize("kind", [WECOM, DINGTALK])
def test_both_services_take_what_is_sent(outside: Services, kind: ChannelKind) -> None:
    address = outside.wecom if kind is WECOM else outside.dingtalk
    robots.send(kind, address, SECRET, SAID, now())
    (text,) = outside.texts
    assert text.startswith("### 6月调度：2个单位未报\n")
    assert "未报：县商务局、县财政局" in text
    assert text.endswith("[去办理](https://liangxin.example.cn/x/)")


@pytest.mark.parametrize("kind", [WECOM, DINGTALK])
def test_a_long_text_is_cut_at_a_line_and_marks_mean_nothing(outside: Services, kind: ChannelKind) -> None:
    address = outside.wecom if kind is WECOM else outside.dingtalk
    lines = "\n".join(f"清岚县第{number}个单位（逾期{number}天）" for number in range(900))
    robots.send(kind, address, SECRET, Posting("[点此](http://x)" * 8, lines, SAID.url), now())
    (text,) = outside.texts
    assert "……（内容较长，请登录系统查看）" in text
    assert "](http://x" not in text
    assert "](https://liangxin.example.cn/x/)" in text


def test_the_longest_line_alone_fits_too(outside: Services) -> None:
    robots.send(WECOM, outside.wecom, "", Posting("题" * 120, "长" * 4000), now())
    assert outside.arrived


@pytest.mark.parametrize(
    ("kind", "secret", "shift", "refusal", "words"),
    [
        (DINGTALK, "SECwrong", 0, RobotDistrusts, "sign not match"),
        (DINGTALK, "", 0, RobotDistrusts, "invalid timestamp"),
        (DINGTALK, SECRET, -3_700_000, RobotDistrusts, "invalid timestamp"),
        (DINGTALK, SECRET, -3_500_000, None, ""),
    ],
)
def test_dingtalk_looks_at_signature_and_clock(
    outside: Services, kind: ChannelKind, secret: str, shift: int, refusal: type[Refusal] | None, words: str
) -> None:
    if refusal is None:
        robots.send(kind, outside.dingtalk, secret, SAID, now() + shift)
        return
    with pytest.raises(refusal, match=words):
        robots.send(kind, outside.dingtalk, secret, SAID, now() + shift)


def test_the_signature_is_what_another_program_makes_of_it() -> None:
    """printf '1577262236757\\nthis is secret' | openssl dgst -sha256 -hmac "this is secret" -binary | base64"""
    address = signed_address(DINGTALK, REAL[DINGTALK], "this is secret", 1577262236757)
    assert parse_qs(urlsplit(address).query) == {
        "access_token": [TOKEN],
        "timestamp": ["1577262236757"],
        "sign": ["hmPWwU+7lVdm3ZZz0r9tSfx0L4Q26jWOZr9+Gs6EZQM="],
    }
    assert signed_address(WECOM, REAL[WECOM], "secret", 1) == REAL[WECOM]


@pytest.mark.parametrize(
    ("status", "answer", "refusal", "words"),
    [
        (200, {"errcode": 93000, "errmsg": "invalid webhook url"}, RobotGone, "移出群"),
        (200, {"errcode": 300005, "errmsg": "token is not exist"}, RobotGone, "移出群"),
        (200, {"errcode": 45009, "errmsg": "api freq out of limit"}, RobotTooOften, "20条"),
        (200, {"errcode": 130101, "errmsg": "send too fast"}, RobotTooOften, "20条"),
        (200, {"errcode": 310000, "errmsg": "keywords not in content"}, RobotDistrusts, "keywords"),
        (200, {"errcode": -1, "errmsg": "system busy"}, RobotSilent, "繁忙"),
        (200, {"errcode": 40058, "errmsg": "exceed max length"}, RobotRefused, "40058"),
        (200, ["no", "object"], RobotRefused, "无代码"),
        (200, b"<html>", RobotRefused, "没有按机器人接口回应"),
        (502, {}, RobotSilent, "502"),
        (404, {}, RobotRefused, "404"),
    ],
)
def test_each_answer_has_its_words(
    outside: Services, status: int, answer: Any, refusal: type[Refusal], words: str
) -> None:
    outside.status, outside.answer = status, answer
    with pytest.raises(refusal, match=words):
        robots.send(WECOM, outside.wecom, "", SAID, now())


def test_silence_and_a_closed_door_are_told_apart_from_refusals(
    outside: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(robots, "SECONDS", 0.2)
    outside.slow = 0.6
    with pytest.raises(RobotSilent, match="没有回应"):
        robots.send(WECOM, outside.wecom, "", SAID, now())
    closed = outside.wecom.replace(str(outside.port), "1")
    with pytest.raises(RobotSilent, match="网络不通"):
        robots.send(WECOM, closed, "", SAID, now())


def test_where_a_host_leads_elsewhere_the_other_is_not_called(outside: Services) -> None:
    outside.status, outside.leads_to, outside.answer = 307, outside.wecom, {}
    with pytest.raises(RobotRefused, match="307"):
        robots.send(WECOM, outside.wecom, "", SAID, now())
    assert outside.arrived == []


@pytest.mark.django_db
def test_a_place_is_told_once_by_each_of_its_robots(outside: Services) -> None:
    lin = office()
    channel(lin, outside)
    channel(lin, outside, DINGTALK)
    messages.switch_channel(lin, channel(lin, outside, name="停用的群"), is_on=False)
    channel(office(NEIGHBOUR), outside, region_path=NEIGHBOUR, name="邻县的群")
    channel(lin, outside, name="商务局的群", unit_id=7)
    assert posted() == 2
    assert posted() == 0
    assert posted("2", unit_id=7) == 1
    assert posted("3", region_path="990000/") == 0
    assert outside.arrived == []  # nothing leaves inside the transaction
    drain_jobs()
    assert len(outside.arrived) == 3
    assert {row.state for row in Delivery.objects.all()} == {DeliveryState.SENT}
    send_deliveries(Delivery.objects.values_list("pk", flat=True), is_last=False)
    assert len(outside.arrived) == 3


@pytest.mark.django_db
def test_numbers_that_name_a_person_do_not_leave(outside: Services) -> None:
    channel(office(), outside)
    posted(title="请联系13800001111", text="证号11010519491231002X")
    drain_jobs()
    assert "13800001111" not in outside.texts[0]
    assert "11010519491231002X" not in outside.texts[0]
    assert Post.objects.get().title == "请联系***"


@pytest.mark.django_db
def test_what_cannot_go_now_is_tried_again_and_then_has_failed(outside: Services) -> None:
    lin = office()
    public_id = channel(lin, outside)
    outside.status, outside.answer = 503, {}
    posted()
    drain_jobs()
    (card,) = messages.deliveries_of(lin, public_id)
    assert (card.state, card.tries) == (DeliveryState.FAILED, RETRIES + 1)
    assert "503" in card.error
    assert messages.channel_seen(lin, public_id).failed == 1
    assert JobRun.objects.get(name="messages.send").attempts == RETRIES + 1


@pytest.mark.django_db
def test_what_is_refused_is_not_tried_again(outside: Services) -> None:
    lin = office()
    public_id = channel(lin, outside, address=outside.wecom.replace(KEY, "of-a-robot-that-is-gone"))
    posted()
    drain_jobs()
    (card,) = messages.deliveries_of(lin, public_id)
    assert (card.state, card.tries) == (DeliveryState.FAILED, 1)
    assert "93000" in card.error
    run = JobRun.objects.get(name="messages.send")
    assert (run.state, run.refusal_code) == (RunState.REFUSED, "message.robot_gone")


@pytest.mark.django_db
def test_a_robot_is_not_asked_more_than_twenty_times_a_minute(outside: Services) -> None:
    lin = office()
    public_id = channel(lin, outside)
    for number in range(23):
        posted(str(number))
    ids = list(Delivery.objects.order_by("pk").values_list("pk", flat=True))
    outcome = send_deliveries(ids, is_last=False)
    assert (outcome.sent, outcome.waiting, outcome.failed) == (20, 3, 0)
    assert len(outside.arrived) == 20
    assert messages.channel_seen(lin, public_id).waiting == 3
    with time_machine.travel(timezone.now() + timedelta(seconds=61)):
        outside.moments.clear()  # the stand-in's own minute, told by another clock
        assert send_deliveries(ids, is_last=False).sent == 3


@pytest.mark.django_db
def test_what_another_run_has_in_hand_is_left_to_it_until_it_must_have_died(outside: Services) -> None:
    channel(office(), outside)
    posted()
    Delivery.objects.update(taken_at=timezone.now())
    ids = list(Delivery.objects.values_list("pk", flat=True))
    assert send_deliveries(ids, is_last=False).sent == 0
    Delivery.objects.update(taken_at=timezone.now() - timedelta(minutes=4))
    assert send_deliveries(ids, is_last=False).sent == 1


@pytest.mark.django_db
def test_an_address_is_kept_encrypted() -> None:
    lin = office()
    messages.add_channel(lin, messages.ChannelDraft(DINGTALK, "群", COUNTY, address=REAL[DINGTALK], secret=SECRET))
    row = Channel.objects.get()
    assert (row.address, row.secret, row.is_signed) == (REAL[DINGTALK], SECRET, True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT address || secret || shown FROM message_channel")
        kept = cursor.fetchone()[0]
    assert TOKEN not in kept
    assert SECRET not in kept


def morning(day: int) -> datetime:
    return datetime(2025, 6, day, 8, 30, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.mark.django_db
@pytest.mark.usefixtures("mail")
def test_the_digest_is_one_mail_a_person_on_working_days() -> None:
    li, heping = people.account(email="li@example.cn"), people.account(email="he@example.cn", language="en")
    for number in range(3):
        messages.tell(ROBOT, [li.pk, heping.pk], DUE, key=str(number), title=f"第{number}件", url="/x/")
    assert not outbox.outbox
    Message.objects.filter(recipient=heping, key__endswith=("0")).update(read_at=timezone.now())
    for day, mails in ((14, 0), (16, 2), (17, 2)):  # a Saturday, a Monday, the day after
        with time_machine.travel(morning(day), tick=False):
            enqueue("messages.digest", ROBOT)
            drain_jobs()
        assert len(outbox.outbox) == mails
    by_person = {sent.to[0]: sent for sent in outbox.outbox}
    assert [word in by_person["li@example.cn"].body for word in ("第0件", "第1件", "第2件")] == [True] * 3
    assert "第0件" not in by_person["he@example.cn"].body
    states = sorted(Delivery.objects.values_list("state", flat=True))
    assert states == ["dropped", "sent", "sent", "sent", "sent", "sent"]


@pytest.mark.django_db
@pytest.mark.usefixtures("mail")
def test_mail_that_the_server_does_not_take_is_tried_again_or_has_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    li = people.account(email="li@example.cn")
    messages.choose(li, email=li.email, timing=MailTiming.AT_ONCE, kinds=[DUE])
    errors: list[Exception] = [OSError("no route"), smtplib.SMTPServerDisconnected("closed")]

    def send(self: EmailBackend, mails: Any) -> int:
        if errors:
            raise errors.pop(0)
        return len(mails)

    monkeypatch.setattr(EmailBackend, "send_messages", send)
    messages.tell(ROBOT, [li.pk], DUE, key="1", title="一件")
    drain_jobs()
    assert Delivery.objects.get().state == DeliveryState.SENT
    errors.append(smtplib.SMTPRecipientsRefused({"li@example.cn": (550, b"no such user")}))
    messages.tell(ROBOT, [li.pk], DUE, key="2", title="一件")
    drain_jobs()
    failed = Delivery.objects.get(message__key__endswith=":2")
    assert (failed.state, failed.tries) == (DeliveryState.FAILED, 1)
    assert "550 no such user" in failed.error
    assert messages.mail_counts()[DeliveryState.FAILED] == 1


def test_the_bodies_are_those_that_the_services_document() -> None:
    assert body_of(WECOM, SAID)["msgtype"] == "markdown"
    assert set(body_of(DINGTALK, SAID)) == {"msgtype", "markdown", "at"}


def test_it_is_on_the_timetable() -> None:
    assert {"messages.digest", "messages.tidy"} <= {job.name for job in all_jobs() if job.cron}
