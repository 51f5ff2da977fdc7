"""The test bed finds faults by itself: each of its promises is broken here once, on purpose."""

from __future__ import annotations

import socket
import warnings

import pytest
from django.core.paginator import Paginator, UnorderedObjectListWarning
from django.db import connection
from django.template import Context, Template

from liangxin.foundation.accounts.api import Account


def test_a_warning_is_an_error() -> None:
    with pytest.raises(UserWarning, match="by hand"):
        warnings.warn("raised by hand", stacklevel=1)


def test_an_undefined_variable_in_a_template_fails() -> None:
    with pytest.raises(pytest.fail.Exception, match="nobody_set_this"):
        Template("{{ nobody_set_this }}").render(Context({}))


@pytest.mark.django_db
def test_a_page_of_an_unordered_list_fails() -> None:
    with pytest.raises(UnorderedObjectListWarning):
        Paginator(Account.objects.order_by(), 20).page(1)


def test_the_network_is_out_of_reach() -> None:
    with pytest.raises(UserWarning, match=r"192\.0\.2\.1"):
        socket.create_connection(("192.0.2.1", 80), timeout=1)


@pytest.mark.django_db
def test_each_worker_has_a_database_of_its_own(worker_id: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_database()")
        assert cursor.fetchone() == (f"test_liangxin_{worker_id}",)


def test_files_that_begin_first_are_there(pytestconfig: pytest.Config) -> None:
    bed = pytestconfig.pluginmanager.get_plugin(str(pytestconfig.rootpath / "conftest.py"))
    assert [name for name in bed.LONG if not (pytestconfig.rootpath / name).is_file()] == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", [1, 2])
def test_nothing_committed_before_is_seen(time: int) -> None:
    assert not Account.objects.filter(username="left-behind").exists()
    Account.objects.create_user("left-behind", None, name="x")
