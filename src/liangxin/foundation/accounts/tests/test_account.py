"""Accounts in the database, on requests, and at the repair desk."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.test import RequestFactory

from liangxin.foundation.accounts.api import Account, Actor, OfficeRequest
from liangxin.foundation.accounts.middleware import ActorMiddleware
from liangxin.foundation.accounts.tests import people

pytestmark = pytest.mark.django_db


def test_a_name_is_taken_in_whatever_case() -> None:
    people.account("Li")
    with pytest.raises(ValidationError):
        people.account("li")
    with transaction.atomic(), pytest.raises(IntegrityError, match="accounts_account_username_once"):
        Account.objects.bulk_create([Account(username="LI", name="李")])
    assert Account.objects.get_by_natural_key("lI").username == "Li"


def test_a_language_that_the_screens_do_not_have_is_refused_by_the_database() -> None:
    with pytest.raises(IntegrityError, match="accounts_account_language_known"):
        Account.objects.filter(pk=people.account().pk).update(language="xx")


def test_the_password_is_never_stored_as_typed() -> None:
    account = people.account(password="a long enough one")
    assert "long" not in Account.objects.get(pk=account.pk).password
    assert account.check_password("a long enough one")


def test_a_request_knows_its_actor(rf: RequestFactory) -> None:
    account = people.account("li", name="李")
    request = rf.get("/")
    request.user = account
    seen: list[OfficeRequest] = []

    def view(request: OfficeRequest) -> HttpResponse:
        seen.append(request)
        return HttpResponse()

    ActorMiddleware(view)(request)  # type: ignore[arg-type]  # the factory's request with its user
    assert isinstance(seen[0].actor, Actor)
    assert (seen[0].actor.account_id, seen[0].actor.name) == (account.pk, "李")
