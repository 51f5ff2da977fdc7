"""Requests as a view sees them after the middleware, and what a person can read on the answer."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.sessions.backends.cache import SessionStore
from django.http import HttpResponseBase
from django.test import RequestFactory
from lxml import html

from liangxin.foundation.accounts.api import Actor


def request_for(actor: Actor, address: str = "/list/", **headers: str):  # type: ignore[no-untyped-def]  # a WSGIRequest with our attributes
    """A GET request of that actor."""
    request = RequestFactory().get(address, headers=headers)
    request.user = AnonymousUser()
    request.session = SessionStore()
    request._messages = CookieStorage(request)  # type: ignore[attr-defined]  # as MessageMiddleware does
    request.actor = actor  # type: ignore[attr-defined]  # what the middleware sets
    return request


def read(response: HttpResponseBase) -> Any:
    """The page as a tree."""
    return html.fromstring(response.content.decode())  # type: ignore[attr-defined]  # never a stream here


def words(element: Any) -> str:
    """What a person reads there, on one line."""
    return " ".join(element.text_content().replace("\u00a0", " ").split())


def column(page: Any, place: int) -> list[str]:
    """The cells of one column of the list, counted from 1."""
    return [words(cell) for cell in page.xpath(f"//tbody[@data-rows]/tr/*[{place}]")]
