"""The person's own account: password, second factor, language and theme; and the person's long work."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from liangxin.faces.workbench.tests.test_sign_in import PASSWORD, set_up_second_factor
from liangxin.foundation.accounts.api import Account, Actor
from liangxin.foundation.accounts.tests import people
from liangxin.foundation.jobs.api import enqueue, job
from liangxin.foundation.jobs.models import JobRun
from liangxin.foundation.jobs.run import Run
from liangxin.foundation.ui.tests.pages import read, words

pytestmark = pytest.mark.django_db

NEW = "nine green lanterns"


@job("test.count", queue="reading", label="清点")
def count(run: Run) -> None:
    """Something to queue."""


@pytest.fixture
def li(client: Client) -> Account:
    account = people.account("li", password=PASSWORD, name="李建国")
    client.force_login(account)
    return account


def change(client: Client, old: str = PASSWORD, new: str = NEW, again: str = NEW):  # type: ignore[no-untyped-def]  # the client's response
    return client.post("/account/password/", {"old": old, "new": new, "again": again})


def test_the_password_is_changed_and_the_session_goes_on(client: Client, li: Account) -> None:
    assert change(client).headers["Location"] == "/account/"
    assert "密码已修改" in words(read(client.get("/account/")))
    li.refresh_from_db()
    assert li.check_password(NEW)


def test_a_session_that_the_new_password_ended_leads_to_the_sign_in(client: Client, li: Account) -> None:
    elsewhere = Client()
    elsewhere.force_login(li)
    change(client)
    assert elsewhere.get("/account/").headers["Location"] == "/sign-in/?next=/account/"


@pytest.mark.parametrize(
    ("form", "field", "sentence"),
    [
        ({"old": "wrong"}, "old", "原密码不正确。"),
        ({"new": "1234567890", "again": "1234567890"}, "new", "新密码不能使用"),
        ({"again": "something else"}, "again", "两次输入的新密码不一致。"),
    ],
)
@pytest.mark.usefixtures("li")
def test_a_refusal_stands_beside_its_field(client: Client, form: dict[str, str], field: str, sentence: str) -> None:
    page = read(change(client, **form))
    (control,) = page.xpath("//input[@aria-invalid='true']")
    assert control.get("name") == field
    assert sentence in words(page.xpath(f"//*[@id='{control.get('aria-describedby')}']")[0])


def test_a_temporary_password_must_be_changed_first(client: Client, li: Account) -> None:
    Account.objects.filter(pk=li.pk).update(must_change_password=True)
    assert client.get("/home/").headers["Location"] == "/account/password/"
    assert "您使用的是临时密码" in words(read(client.get("/account/password/")))


def test_the_second_factor_is_dropped_with_the_password_only(client: Client, li: Account) -> None:
    set_up_second_factor(client, li)
    client.force_login(li)
    assert "恢复码还剩 10 个" in words(read(client.get("/account/")))
    assert "用户名或密码不正确" in words(read(client.post("/account/second-factor/drop/", {"password": "wrong"})))
    client.post("/account/second-factor/drop/", {"password": PASSWORD})
    assert "未启用" in words(read(client.get("/account/")))


def test_recovery_codes_are_renewed_and_shown_once(client: Client, li: Account) -> None:
    old = set_up_second_factor(client, li)
    client.force_login(li)
    new = read(client.post("/account/recovery-codes/")).xpath("//ul[@class='codes']/li/text()")
    assert len(set(new) - set(old)) == 10
    assert client.get("/account/recovery-codes/").status_code == 405


def test_a_code_that_does_not_fit_offers_a_new_picture(client: Client, li: Account) -> None:
    client.post("/account/second-factor/")
    page = read(client.post("/account/second-factor/confirm/", {"code": "000000"}))
    assert "验证码不正确" in words(page.xpath("//*[@class='refusal']")[0])
    assert "重新生成二维码" in words(page)


def test_the_language_is_kept_on_the_account(client: Client, li: Account) -> None:
    answer = client.post("/language/", {"language": "en", "next": "/home/"})
    assert answer.headers["Location"] == "/home/"
    assert "Waiting for me" in words(read(client.get("/home/")))
    li.refresh_from_db()
    assert li.language == "en"
    client.post("/language/", {"language": "xx"})
    li.refresh_from_db()
    assert li.language == "en"


@pytest.mark.usefixtures("li")
def test_the_theme_is_kept_in_the_browser(client: Client) -> None:
    client.post("/theme/", {"theme": "dark"})
    assert read(client.get("/home/")).get("data-bs-theme") == "dark"
    client.post("/theme/", {"theme": "pink"})
    assert read(client.get("/home/")).get("data-bs-theme") == "dark"


def test_a_running_job_asks_again_and_a_finished_one_does_not(client: Client, li: Account) -> None:
    public_id = enqueue("test.count", Actor(li.pk, li.name))
    runs = JobRun.objects.filter(public_id=public_id)
    runs.update(state="running", started=timezone.now(), done=30, total=120, note="第30条")
    page = read(client.get(f"/jobs/{public_id}/"))
    assert page.xpath("//progress/@value") == ["25"]
    assert "30 / 120" in words(page)
    assert page.xpath("//*[@id='job-progress']/@hx-trigger") == ["every 1s"]
    runs.update(state="refused", ended=timezone.now(), refusal_code="test", refusal_sentence="文件是空的。")
    part = read(client.get(f"/jobs/{public_id}/", headers={"HX-Request": "true", "HX-Target": "job-progress"}))
    assert part.get("id") == "job-progress"
    assert not part.get("hx-trigger")
    assert "文件是空的。" in words(part)


@pytest.mark.usefixtures("li")
def test_a_job_of_somebody_else_does_not_exist(client: Client) -> None:
    sun = people.account("sun")
    public_id = enqueue("test.count", Actor(sun.pk, sun.name))
    assert client.get(f"/jobs/{public_id}/").status_code == 404
    assert "还没有后台任务" in words(read(client.get("/jobs/")))


def test_the_list_of_jobs_asks_as_often_for_2_as_for_20(client: Client, li: Account) -> None:
    def asked(more: int) -> int:
        for _ in range(more):
            enqueue("test.count", Actor(li.pk, li.name))
        with CaptureQueriesContext(connection) as captured:
            client.get("/jobs/")
        return len(captured)

    client.get("/jobs/")
    assert asked(2) == asked(18)


@pytest.mark.usefixtures("li")
@pytest.mark.parametrize("address", ["/home/", "/jobs/", "/account/", "/account/password/", "/search/"])
def test_every_control_of_a_page_has_a_label(client: Client, address: str) -> None:
    page = read(client.get(address))
    labelled = set(page.xpath("//label/@for"))
    controls = page.xpath("//input[not(@type='hidden')] | //select | //textarea")
    assert controls
    assert not [control.get("name") for control in controls if control.get("id") not in labelled]
    assert all(words(button) for button in page.xpath("//button"))
