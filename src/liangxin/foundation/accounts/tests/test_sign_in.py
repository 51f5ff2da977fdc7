"""Signing in: the password, the pause after failures, the session, passwords that must be changed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from liangxin.foundation.accounts.api import (
    Account,
    Actor,
    LockedOut,
    WeakPassword,
    WrongCredentials,
    WrongPassword,
    authenticate,
    change_password,
    held_account,
    hold_for_second_factor,
    lockout_seconds,
    reset_password,
    sign_in,
    sign_out,
)
from liangxin.foundation.accounts.middleware import PasswordChangeMiddleware
from liangxin.foundation.accounts.tests import people

pytestmark = pytest.mark.django_db

PASSWORD = "correct horse battery"
NOON = datetime(2026, 11, 23, 4, tzinfo=UTC)
HERE, THERE = "10.0.0.1", "10.0.0.2"


@pytest.fixture
def li() -> Account:
    return people.account("Li", name="李", password=PASSWORD)


def post(address: str = HERE, session: SessionStore | None = None) -> HttpRequest:
    request = RequestFactory().post("/sign-in/", REMOTE_ADDR=address)
    request.session = session or SessionStore()
    request.user = AnonymousUser()
    return request


def fail(times: int, username: str = "li", address: str = HERE) -> None:
    for _ in range(times):
        with pytest.raises((WrongCredentials, LockedOut)):
            authenticate(post(address), username, "guess")


def test_the_right_password_gives_the_account_in_whatever_spelling(li: Account) -> None:
    for written in ("Li", "li", " LI ", "\uff2c\uff29"):
        assert authenticate(post(), written, PASSWORD) == li


@pytest.mark.parametrize(
    ("username", "password"),
    [("li", "guess"), ("nobody", PASSWORD), ("", ""), ("li\0", PASSWORD), ("li", "\0"), ("x" * 500, PASSWORD)],
)
def test_a_wrong_name_and_a_wrong_password_are_refused_alike(li: Account, username: str, password: str) -> None:
    with pytest.raises(WrongCredentials) as refused:
        authenticate(post(), username, password)
    assert str(refused.value) == "用户名或密码不正确。请核对后重新输入；连续输错5次将暂停登录。"


def test_a_disabled_account_is_refused_like_a_wrong_password(li: Account) -> None:
    Account.objects.update(is_active=False)
    with pytest.raises(WrongCredentials):
        authenticate(post(), "li", PASSWORD)


def test_five_failures_pause_the_name_also_for_the_right_password(li: Account) -> None:
    fail(4)
    assert lockout_seconds("li", HERE) == 0
    with pytest.raises(LockedOut, match="15分钟"):
        authenticate(post(), "LI", "guess")
    with pytest.raises(LockedOut):
        authenticate(post(), "li", PASSWORD)
    assert 0 < lockout_seconds("Li", HERE) <= 900


def test_the_pause_is_for_one_name_from_one_address(li: Account) -> None:
    people.account("sun", password=PASSWORD)
    fail(5)
    assert authenticate(post(THERE), "li", PASSWORD) == li
    assert authenticate(post(HERE), "sun", PASSWORD).username == "sun"


def test_another_browser_each_time_does_not_give_more_guesses(li: Account) -> None:
    for number in range(5):
        request = post()
        request.META["HTTP_USER_AGENT"] = f"browser {number}"
        with pytest.raises((WrongCredentials, LockedOut)):
            authenticate(request, "li", "guess")
    with pytest.raises(LockedOut):
        authenticate(post(), "li", PASSWORD)


def test_the_pause_ends_after_a_quarter_of_an_hour_and_is_not_prolonged_by_trying(li: Account) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        fail(5)
        clock.shift(timedelta(minutes=14))
        with pytest.raises(LockedOut, match="1分钟"):
            authenticate(post(), "li", PASSWORD)
        clock.shift(timedelta(minutes=1, seconds=1))
        assert lockout_seconds("li", HERE) == 0
        assert authenticate(post(), "li", PASSWORD) == li


def test_a_name_that_does_not_exist_is_paused_like_one_that_does() -> None:
    fail(5, "nobody")
    with pytest.raises(LockedOut):
        authenticate(post(), "nobody", "guess")


def test_signing_in_forgets_the_failures_before(li: Account) -> None:
    fail(4)
    sign_in(post(), authenticate(post(), "li", PASSWORD))
    fail(4)
    assert lockout_seconds("li", HERE) == 0


def test_the_session_has_a_new_key_at_each_step(li: Account) -> None:
    session = SessionStore()
    session.save()
    planted = str(session.session_key)
    request = post(session=session)
    hold_for_second_factor(request, li)
    held = request.session.session_key
    sign_in(request, li)
    assert len({planted, held, request.session.session_key}) == 3
    assert not SessionStore().exists(planted)
    assert held_account(request) is None


def test_who_gave_the_password_is_remembered_for_five_minutes(li: Account) -> None:
    request = post()
    assert held_account(request) is None
    with time_machine.travel(NOON, tick=False) as clock:
        hold_for_second_factor(request, li)
        assert held_account(request) == li
        clock.shift(timedelta(seconds=301))
        assert held_account(request) is None


def test_who_was_disabled_meanwhile_is_no_longer_held(li: Account) -> None:
    request = post()
    hold_for_second_factor(request, li)
    Account.objects.update(is_active=False)
    assert held_account(request) is None


def test_signing_out_leaves_nothing_in_the_session(li: Account) -> None:
    request = post()
    sign_in(request, li)
    request.session["draft"] = "x"
    sign_out(request)
    assert "draft" not in request.session
    assert not request.user.is_authenticated


def test_changing_the_password_ends_the_other_sessions_and_keeps_this_one(li: Account, client: Client) -> None:
    other = Client()
    other.force_login(li)
    request = post()
    sign_in(request, li)
    change_password(request, li, PASSWORD, "another horse battery")
    li.refresh_from_db()
    assert li.check_password("another horse battery")
    assert request.session["_auth_user_hash"] == li.get_session_auth_hash()
    assert other.session["_auth_user_hash"] != li.get_session_auth_hash()


@pytest.mark.parametrize(
    ("old", "new", "refusal", "field"),
    [
        ("guess", "another horse battery", WrongPassword, "old"),
        (PASSWORD, PASSWORD, WeakPassword, "new"),
        (PASSWORD, "short", WeakPassword, "new"),
        (PASSWORD, "12345678901234", WeakPassword, "new"),
        (PASSWORD, "password123456", WeakPassword, "new"),
    ],
)
def test_a_password_that_will_not_do_is_refused_beside_its_field(
    li: Account, old: str, new: str, refusal: type[Exception], field: str
) -> None:
    request = post()
    sign_in(request, li)
    with pytest.raises(refusal) as refused:
        change_password(request, li, old, new)
    assert getattr(refused.value, "field") == field  # noqa: B009 - the checker knows only Exception
    assert "密码" in str(refused.value)
    assert Account.objects.get().check_password(PASSWORD)


def test_a_reset_password_is_temporary_and_lifts_the_pause(li: Account) -> None:
    fail(5)
    temporary = reset_password(Actor.system("help desk"), li)
    assert authenticate(post(), "li", temporary) == li
    assert Account.objects.get().must_change_password
    request = post()
    sign_in(request, li)
    change_password(request, li, temporary, PASSWORD)
    assert not Account.objects.get().must_change_password


@pytest.mark.parametrize(
    ("path", "must_change", "public", "sent_away"),
    [
        ("/home/", True, False, True),
        ("/home/", False, False, False),
        ("/", True, True, False),
        (settings.PASSWORD_CHANGE_URL, True, False, False),
        ("/sign-out/", True, False, False),
    ],
)
def test_a_temporary_password_opens_only_the_page_that_changes_it(
    rf: RequestFactory, li: Account, path: str, must_change: bool, public: bool, sent_away: bool
) -> None:
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    view.login_required = not public  # type: ignore[attr-defined]  # what Django's decorator sets
    li.must_change_password = must_change
    request = rf.get(path)
    request.user = li
    answer = PasswordChangeMiddleware(view).process_view(request, view, [], {})  # type: ignore[arg-type]  # the factory's
    assert (answer is not None and answer["Location"] == settings.PASSWORD_CHANGE_URL) is sent_away


def test_the_repair_desk_sends_strangers_to_our_own_sign_in(rf: RequestFactory, li: Account) -> None:
    from django.contrib.admin import site
    from django.core.exceptions import PermissionDenied

    request = rf.get("/desk/login/", {"next": "/desk/"})
    request.user = AnonymousUser()
    assert site.login(request)["Location"] == "/sign-in/?next=/desk/"
    request.user = li
    with pytest.raises(PermissionDenied):
        site.login(request)
    assert not site.has_permission(request)
