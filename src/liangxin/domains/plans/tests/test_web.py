"""The plans screens: what they say and offer to whom."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html
from pytest_django import DjangoAssertNumQueries

from liangxin.domains.plans import api as plans
from liangxin.domains.plans.terms import FindingKind
from liangxin.domains.plans.tests.documents import TEXT, read_plan
from liangxin.domains.regions.tests.world import COUNTY, World, world
from liangxin.foundation.jobs.api import drain_jobs

__all__ = ["world"]

pytestmark = pytest.mark.django_db

SignIn = Callable[[str], Client]


@pytest.fixture
def sign_in(world: World) -> SignIn:
    def make(username: str) -> Client:
        client = Client()
        client.force_login(world.accounts[username])
        return client

    return make


def words(response: object) -> str:
    tree = html.fromstring(response.content.decode())  # type: ignore[attr-defined]  # the test client's response
    return " ".join("".join(map(str, tree.itertext())).split())


def test_an_empty_list_offers_the_first_step(sign_in: SignIn) -> None:
    page = words(sign_in("lin").get(reverse("plans:documents")))
    assert "还没有方案" in page
    assert "上传方案" in page


def test_a_clerk_is_not_offered_the_upload(world: World, sign_in: SignIn) -> None:
    read_plan(world.actor("lin"))
    page = words(sign_in("li").get(reverse("plans:documents")))
    assert "清岚县推动设备更新工作方案" in page
    assert "上传方案" not in page


def test_a_dropped_file_is_read_and_shown(world: World, sign_in: SignIn) -> None:
    client = sign_in("lin")
    response = client.post(reverse("plans:upload"), {"files": SimpleUploadedFile("方案.txt", TEXT.encode())})
    assert response.status_code == 302
    assert "正在读取" in words(client.get(response["Location"]))
    drain_jobs()
    page = words(client.get(response["Location"]))
    assert "新能源汽车保有量" in page
    assert "1.2 万辆" in page.replace("\u00a0", " ")
    assert "县住房和城乡建设局" in page


def test_progress_leads_to_the_document_when_it_is_read(world: World, sign_in: SignIn) -> None:
    card = read_plan(world.actor("lin"))
    response = sign_in("lin").get(reverse("plans:progress", args=[card.public_id, card.run]))
    assert response["HX-Redirect"] == reverse("plans:reading", args=[card.public_id])


def test_progress_leads_others_of_the_region_there_too(world: World, sign_in: SignIn) -> None:
    card = plans.upload_document(world.actor("lin"), COUNTY, "方案.txt", TEXT.encode())
    address = reverse("plans:progress", args=[card.public_id, card.run])
    assert sign_in("wang").get(address).status_code == 204
    drain_jobs()
    assert sign_in("wang").get(address)["HX-Redirect"] == reverse("plans:reading", args=[card.public_id])
    assert sign_in("sun").get(address).status_code == 404


def test_progress_says_why_a_file_was_refused(world: World, sign_in: SignIn) -> None:
    card = plans.upload_document(world.actor("lin"), COUNTY, "坏.docx", b"\x00\x01\x02" * 100)
    drain_jobs()
    page = words(sign_in("lin").get(reverse("plans:progress", args=[card.public_id, card.run])))
    assert "没有读成，文件未保存" in page
    assert "换一个文件" in page


def test_the_upload_offers_the_regions_of_the_office(sign_in: SignIn) -> None:
    page = words(sign_in("lin").get(reverse("plans:upload")))
    assert "选择文件" in page
    assert "不超过 50 MB" in page


def test_nothing_given_is_refused_in_words_and_the_text_is_kept(sign_in: SignIn) -> None:
    response = sign_in("lin").post(reverse("plans:upload"), {"text": "  "})
    assert response.status_code == 422
    assert "没有收到文件" in words(response)


def test_every_finding_on_the_right_has_its_mark_on_the_left(world: World, sign_in: SignIn) -> None:
    card = read_plan(world.actor("lin"))
    page = sign_in("lin").get(reverse("plans:reading", args=[card.public_id])).content.decode()
    tree = html.fromstring(page)
    marked = {number for mark in tree.iter("mark") for number in mark.get("data-f", "").split()}
    listed = {item.get("data-finding") for item in tree.iter("li") if item.get("data-finding")}
    assert listed
    assert listed <= marked


def test_the_neighbour_gets_a_404_everywhere(world: World, sign_in: SignIn) -> None:
    card = read_plan(world.actor("lin"))
    reading = plans.reading_of(world.actor("lin"), card.public_id)
    clause = reading.of(FindingKind.UNREAD)[0].public_id
    client = sign_in("sun")
    for name in ("reading", "original", "findings_json", "findings_xlsx", "changes", "difference"):
        assert client.get(reverse(f"plans:{name}", args=[card.public_id])).status_code == 404, name
    for name in ("discard", "accept_all", "place", "submit", "publish", "create_units", "take_roster"):
        assert client.post(reverse(f"plans:{name}", args=[card.public_id])).status_code == 404, name
    for name in ("settle", "split", "merge", "correct"):
        assert client.post(reverse(f"plans:{name}", args=[card.public_id, clause])).status_code == 404, name
    assert "清岚" not in words(client.get(reverse("plans:documents")))


def test_the_original_and_the_findings_can_be_taken_along(world: World, sign_in: SignIn) -> None:
    card = read_plan(world.actor("lin"))
    client = sign_in("li")
    original = client.get(reverse("plans:original", args=[card.public_id]))
    assert b"".join(original) == TEXT.encode()
    assert client.get(reverse("plans:findings_json", args=[card.public_id])).json()["title"]
    workbook = client.get(reverse("plans:findings_xlsx", args=[card.public_id]))
    assert workbook.content.startswith(b"PK")


def test_the_list_asks_the_same_number_of_questions_for_two_plans_and_for_twelve(
    world: World, sign_in: SignIn, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client, office = sign_in("lin"), world.actor("lin")
    for number in range(2):
        read_plan(office, TEXT + "\n" * number)
    client.get(reverse("plans:documents"))
    with CaptureQueriesContext(connection) as two:
        client.get(reverse("plans:documents"))
    for number in range(2, 12):
        read_plan(office, TEXT + "\n" * number)
    with django_assert_num_queries(len(two)):
        client.get(reverse("plans:documents"))


def test_a_file_that_was_refused_before_its_page_is_asked_for_says_why(world: World, sign_in: SignIn) -> None:
    client = sign_in("lin")
    response = client.post(reverse("plans:upload"), {"files": SimpleUploadedFile("坏.docx", b"\x00\x01\x02" * 100)})
    drain_jobs()
    assert "没有读成，文件未保存" in words(client.get(response["Location"]))
    assert sign_in("li").get(response["Location"]).status_code == 404


def test_several_files_are_read_while_the_list_says_so(sign_in: SignIn) -> None:
    client = sign_in("lin")
    files = [SimpleUploadedFile(f"方案{n}.txt", (TEXT + "\n" * n).encode()) for n in range(2)]
    response = client.post(reverse("plans:upload"), {"files": files})
    assert response["Location"] == reverse("plans:documents")
    assert "正在读取 2 份方案" in words(client.get(response["Location"]))
    assert "正在读取 2 份方案" in words(client.get(reverse("plans:being_read")))
    drain_jobs()
    assert client.get(reverse("plans:being_read"))["HX-Refresh"] == "true"
    assert "正在读取" not in words(client.get(response["Location"]))
