"""The repair desk: every table of the foundation opens to its staff, to be looked at and nothing else."""

from __future__ import annotations

import pytest
from django.contrib import admin
from django.contrib.auth.models import AnonymousUser
from django.db.models import Model
from django.test import Client, RequestFactory

from liangxin.foundation.accounts.api import Account, Actor
from liangxin.foundation.accounts.desk import LookOnly
from liangxin.foundation.accounts.tests import people
from liangxin.foundation.files.models import StoredFile
from liangxin.foundation.jobs.api import enqueue
from liangxin.foundation.jobs.models import JobRun
from liangxin.foundation.rest.api import issue_token
from liangxin.foundation.rest.models import AccessToken
from liangxin.foundation.trail.models import Entry

TABLES = [Account, Entry, JobRun, StoredFile, AccessToken]

pytestmark = pytest.mark.django_db


@pytest.mark.ignore_template_errors  # Django's own templates leave variables undefined
@pytest.mark.parametrize("model", TABLES)
def test_staff_look_at_lists_and_rows(client: Client, model: type[Model]) -> None:
    li = people.account("li", is_staff=True)
    issue_token(li, "大屏", days=30)
    enqueue("jobs.tidy", Actor.system("test"))
    StoredFile.objects.create(sha256="0" * 64, size=1, media_type="text/plain", name="a.txt")
    client.force_login(li)
    place = f"/desk/{model._meta.app_label}/{model._meta.model_name}/"
    row = model._default_manager.get()
    assert client.get(place).status_code == 200
    page = client.get(f"{place}{row.pk}/change/")
    assert page.status_code == 200
    secrets = {"password", "digest", "before", "after"}
    assert not secrets & {field for fields in page.context["adminform"] for line in fields for field in line.fields}


@pytest.mark.parametrize("model", TABLES)
def test_nothing_can_be_added_changed_or_deleted_there(rf: RequestFactory, model: type[Model]) -> None:
    request = rf.get("/desk/")
    request.user = people.account("li", is_staff=True)
    desk = admin.site.get_model_admin(model)
    assert isinstance(desk, LookOnly)
    assert desk.has_view_permission(request)
    assert not desk.has_add_permission(request)
    assert not desk.has_change_permission(request)
    assert not desk.has_delete_permission(request)


def test_who_is_not_staff_sees_no_table(rf: RequestFactory, client: Client) -> None:
    client.force_login(people.account("li"))
    assert client.get("/desk/accounts/account/").status_code == 302
    request = rf.get("/desk/")
    request.user = AnonymousUser()
    assert not admin.site.has_permission(request)
