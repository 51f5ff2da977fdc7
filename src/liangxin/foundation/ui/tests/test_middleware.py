"""What every request passes: language, headers, refusals in words, and reading that cannot write."""

from __future__ import annotations

import pytest
from django.contrib.auth.decorators import login_not_required
from django.db import InternalError
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path
from django.utils.translation import get_language

from liangxin.foundation.accounts.api import Account
from liangxin.foundation.accounts.tests import people
from liangxin.foundation.ui.middleware import CONTENT_SECURITY_POLICY, writes_when_read
from liangxin.foundation.ui.tests.pages import read, words
from liangxin.kernel.refusal import Refusal, RefusalKind

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


class AlreadyRead(Refusal):
    code, kind = "test.already_read", RefusalKind.CONFLICT
    sentence, remedy = "方案“%(title)s”已经读入。", "请打开已有的方案。"


@login_not_required
def write(request: HttpRequest) -> HttpResponse:
    Account.objects.filter(username="li").update(name="改了")
    return HttpResponse(request.method)


@login_not_required
def refuse(request: HttpRequest) -> HttpResponse:
    raise AlreadyRead(title="<b>平川县</b>")


@login_not_required
def language(request: HttpRequest) -> HttpResponse:
    return HttpResponse(get_language())


handler404, handler500 = "liangxin.foundation.ui.errors.not_found", "liangxin.foundation.ui.errors.broken"
urlpatterns = [
    path("", include("liangxin.config.urls")),
    path("write/", write),
    path("trace/", writes_when_read("a look leaves a trace")(lambda request: write(request))),
    path("refuse/", refuse),
    path("language-now/", language),
]


@pytest.fixture
def li() -> Account:
    return people.account("li", name="李")


@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_reading_cannot_write(client: Client, li: Account, method: str) -> None:
    with pytest.raises(InternalError, match="read-only transaction"):
        getattr(client, method)("/write/")
    li.refresh_from_db()
    assert li.name == "李"


def test_a_post_can_write_also_after_a_read(client: Client, li: Account) -> None:
    assert client.get("/language-now/").status_code == 200
    assert client.post("/write/").status_code == 200
    li.refresh_from_db()
    assert li.name == "改了"


def test_a_view_that_must_leave_a_trace_says_so(client: Client, li: Account) -> None:
    client.force_login(li)
    assert client.get("/trace/").status_code == 200
    li.refresh_from_db()
    assert li.name == "改了"


def test_a_refusal_is_a_page_with_its_remedy_and_status(client: Client) -> None:
    response = client.get("/refuse/")
    page = read(response)
    assert response.status_code == 409
    assert words(page.xpath("//h1")[0]) == "方案“<b>平川县</b>”已经读入。"
    assert "请打开已有的方案。" in words(page)


def test_a_refusal_to_htmx_is_a_notice_that_leaves_the_page_as_it_is(client: Client) -> None:
    response = client.get("/refuse/", headers={"HX-Request": "true"})
    assert response.headers["HX-Retarget"] == "#notices"
    notice = read(response)
    assert notice.get("role") == "alert"
    assert "已经读入" in words(notice)


def test_nothing_inline_may_run(client: Client) -> None:
    policy = client.get("/").headers["Content-Security-Policy"]
    assert policy == CONTENT_SECURITY_POLICY
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy


def test_a_page_is_kept_by_no_shared_cache_and_guessed_at_by_no_browser(client: Client) -> None:
    headers = client.get("/").headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "private, no-cache"
    assert headers["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize(("cookie", "spoken"), [("", "zh-hans"), ("en", "en"), ("xx", "zh-hans")])
def test_chinese_is_spoken_unless_another_language_was_chosen(client: Client, cookie: str, spoken: str) -> None:
    client.cookies["django_language"] = cookie
    response = client.get("/language-now/", headers={"Accept-Language": "en"})
    assert (response.content.decode(), response.headers["Content-Language"]) == (spoken, spoken)


def test_an_unknown_address_says_so_in_words(client: Client, li: Account) -> None:
    assert "没有这个页面" in words(read(client.get("/nowhere/")))
    client.force_login(li)
    page = read(client.get("/nowhere/"))
    assert page.xpath("//a[text()='回到首页']/@href") == ["/home/"]


def test_a_fault_of_ours_is_owned_up_to(client: Client, li: Account) -> None:
    client.raise_request_exception = False
    response = client.get("/write/")
    assert response.status_code == 500
    assert "您的操作没有完成" in words(read(response))


def test_a_stale_form_says_what_to_do(li: Account) -> None:
    response = Client(enforce_csrf_checks=True).post("/sign-in/", {"username": "li"})
    assert response.status_code == 403
    assert "刷新后重新提交" in words(read(response))


def test_an_ended_session_takes_the_whole_page_to_the_sign_in(client: Client) -> None:
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/jobs/?page=2"}
    response = client.get("/jobs/", headers=headers)
    assert (response.status_code, response.headers["HX-Redirect"]) == (200, "/sign-in/?next=%2Fjobs%2F%3Fpage%3D2")
    assert client.get("/jobs/").headers["Location"] == "/sign-in/?next=/jobs/"
