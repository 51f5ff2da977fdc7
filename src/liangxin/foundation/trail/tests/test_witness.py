"""What befalls an account is on the trail."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.test import RequestFactory

from liangxin.foundation.accounts.api import (
    Actor,
    LockedOut,
    WrongCredentials,
    authenticate,
    change_password,
    reset_password,
    sign_in,
    sign_out,
)
from liangxin.foundation.accounts.tests import people
from liangxin.foundation.trail.api import entries_of


@pytest.mark.django_db
def test_signing_in_and_out_and_passwords_are_on_the_trail(rf: RequestFactory) -> None:
    li = people.account("li", name="李", password="correct horse battery")
    request = rf.post("/sign-in/")
    request.session = SessionStore()
    request.user = AnonymousUser()
    sign_in(request, li)
    change_password(request, li, "correct horse battery", "another horse battery")
    sign_out(request)
    reset_password(Actor(people.account("chen").pk, "陈"), li)
    assert [(entry.verb_label, entry.actor_name) for entry in entries_of(li)] == [
        ("重置密码", "陈"),
        ("退出", "李"),
        ("修改密码", "李"),
        ("登录", "李"),
    ]


@pytest.mark.django_db
def test_a_pause_is_on_the_trail_once_and_by_nobody(rf: RequestFactory) -> None:
    li = people.account("li", name="李", password="correct horse battery")
    for _ in range(7):
        with pytest.raises((WrongCredentials, LockedOut)):
            authenticate(rf.post("/sign-in/"), "li", "guess")
    (entry,) = entries_of(li)
    assert (entry.verb_label, entry.actor_name) == ("登录失败过多，暂停登录", "访客")
