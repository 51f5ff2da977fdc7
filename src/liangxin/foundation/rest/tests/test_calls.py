"""Calls: by session or token, closed to strangers, refusals in one form."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.conf import LazySettings
from django.http import HttpRequest
from django.test import Client
from django.urls import path
from ninja import Schema

from liangxin.foundation.accounts.api import Account, NotAllowed, OfficeRequest
from liangxin.foundation.accounts.tests import people
from liangxin.foundation.rest.api import issue_token, new_api
from liangxin.kernel.refusal import Refusal, RefusalKind

pytestmark = pytest.mark.django_db

api = new_api(version="test")


class Claim(Schema):
    amount: int


class TooLate(Refusal):
    code, kind = "demo.too_late", RefusalKind.CONFLICT
    sentence, remedy = "%(on)s已截止。", "请等下一批。"


@api.get("whoami")
def whoami(request: OfficeRequest) -> dict[str, Any]:
    return {"name": request.actor.name}


@api.post("claims")
def claim(request: HttpRequest, claim: Claim) -> dict[str, int]:
    if claim.amount > 100:
        raise TooLate(field="amount", on=date(2026, 11, 30))
    if claim.amount < 0:
        raise NotAllowed(power="plans.read")
    return {"amount": claim.amount}


urlpatterns = [path("api/", api.urls)]


@pytest.fixture(autouse=True)
def _urls(settings: LazySettings) -> None:
    settings.ROOT_URLCONF = __name__


@pytest.fixture
def li() -> Account:
    return people.account("li", name="李")


def bearing(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def test_a_stranger_is_told_so_in_json(client: Client) -> None:
    answer = client.get("/api/whoami")
    assert answer.status_code == 401
    assert answer.json() == {"code": "rest.not_signed_in", "sentence": "请先登录，或附上有效的访问令牌。"}


def test_a_session_and_a_token_make_the_same_actor(client: Client, li: Account) -> None:
    by_token = client.get("/api/whoami", headers=bearing(issue_token(li, "大屏", days=30)))
    client.force_login(li)
    assert client.get("/api/whoami").json() == by_token.json() == {"name": "李"}


def test_a_wrong_token_does_not_fall_back_to_the_session(client: Client, li: Account) -> None:
    client.force_login(li)
    assert client.get("/api/whoami", headers=bearing("lx_wrong")).status_code == 401


def test_a_temporary_password_opens_no_call(client: Client, li: Account) -> None:
    client.force_login(li)
    Account.objects.update(must_change_password=True)
    assert client.get("/api/whoami").status_code == 401


def test_a_session_needs_the_csrf_token_to_write_and_a_token_does_not(li: Account) -> None:
    client = Client(enforce_csrf_checks=True)
    token = issue_token(li, "大屏", days=30)

    def write(headers: dict[str, str]) -> dict[str, Any]:
        answer = client.post("/api/claims", {"amount": 7}, content_type="application/json", headers=headers)
        return dict(answer.json())

    assert write(bearing(token)) == {"amount": 7}
    client.force_login(li)
    assert write({})["code"] == "rest.csrf"
    assert client.get("/api/whoami").status_code == 200
    secret = "s" * 32
    client.cookies["csrftoken"] = secret
    assert write({"X-CSRFToken": secret}) == {"amount": 7}


@pytest.mark.parametrize(
    ("amount", "status", "told"),
    [
        (
            101,
            409,
            {
                "code": "demo.too_late",
                "sentence": "2026-11-30已截止。",
                "remedy": "请等下一批。",
                "field": "amount",
                "details": {"on": "2026-11-30"},
            },
        ),
        (-1, 403, {"code": "accounts.not_allowed"}),
        ("x", 422, {"code": "rest.malformed"}),
    ],
)
def test_a_refusal_is_json_with_its_code_and_sentence(
    client: Client, li: Account, amount: object, status: int, told: dict[str, Any]
) -> None:
    client.force_login(li)
    answer = client.post("/api/claims", {"amount": amount}, content_type="application/json")
    assert answer.status_code == status
    assert told.items() <= answer.json().items()
    assert answer.json()["sentence"]


def test_the_description_of_the_calls_is_for_those_signed_in(client: Client, li: Account) -> None:
    assert client.get("/api/openapi.json").status_code == 302
    client.force_login(li)
    assert "/api/whoami" in client.get("/api/openapi.json").json()["paths"]
    assert client.get("/api/docs").status_code == 404
