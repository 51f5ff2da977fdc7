"""Screens and REST of standards: the matrix of roles and deeds, lists, forms, files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from liangxin.domains.regions.tests.world import COUNTY, NEIGHBOUR
from liangxin.domains.standards import api as standards
from liangxin.domains.standards.models import Certificate
from liangxin.domains.standards.terms import CertificateKind, StandardState
from liangxin.domains.standards.tests.world import DAY, StandardsWorld, library

__all__ = ["library"]
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def client_of(library: StandardsWorld, username: str) -> Client:
    client = Client()
    accounts = library.people.accounts
    if username == "stranger":
        _ = library.people.stranger
        account = type(accounts["li"]).objects.get(username="stranger")
    else:
        account = accounts[username]
    client.force_login(account, BACKEND)
    return client


def page_of(card: standards.StandardCard) -> str:
    return reverse("standards:page", args=[card.public_id])


PUBLISH = {"deed": "publish", "published_on": "2025-03-01", "in_force_on": "2025-06-01"}
CHECK = {
    "deed": "conformity",
    "place": COUNTY,
    "subject": "某某农机经销部",
    "result": "conforms",
    "checked_on": "2025-03-02",
    "checked_by": "县市场监管局",
}


@pytest.mark.parametrize(
    ("username", "publishes_ours", "publishes_shared", "checks"),
    [
        ("li", 403, 403, 302),
        ("lin", 302, 302, 302),
        ("guan", 403, 403, 403),
        ("wang", 403, 403, 403),
        ("zhao", 403, 403, 403),
        ("chen", 403, 403, 403),
        ("sun", 404, 302, 404),
        ("stranger", 404, 404, 404),
    ],
)
def test_each_role_does_its_deeds_and_what_one_may_not_see_is_not_there(
    library: StandardsWorld, username: str, publishes_ours: int, publishes_shared: int, checks: int
) -> None:
    client = client_of(library, username)
    assert client.post(page_of(library.ours), PUBLISH).status_code == publishes_ours
    assert client.post(page_of(library.shared), PUBLISH).status_code == publishes_shared
    assert client.post(page_of(library.ours), CHECK).status_code == checks


@pytest.mark.parametrize(
    ("username", "ours", "theirs"),
    [("li", 200, 404), ("wang", 200, 200), ("chen", 200, 404), ("sun", 404, 200), ("stranger", 404, 404)],
)
def test_standards_and_files_are_seen_from_their_region_and_above(
    library: StandardsWorld, username: str, ours: int, theirs: int
) -> None:
    client = client_of(library, username)
    file_of = [
        reverse("standards:certificate_file", args=[certificate.public_id])
        for certificate in (library.our_certificate, library.their_certificate)
    ]
    rest = [f"/api/standards/{card.public_id}" for card in (library.ours, library.theirs)]
    for our_url, their_url in ([page_of(library.ours), page_of(library.theirs)], file_of, rest):
        assert (_status(client, our_url), _status(client, their_url)) == (ours, theirs)


def _status(client: Client, url: str) -> int:
    response: Any = client.get(url)
    assert response.getvalue()  # read to its end, a file is closed
    return int(response.status_code)


@pytest.mark.parametrize("name", ["list", "certificates"])
def test_a_list_costs_the_same_for_few_and_for_many(library: StandardsWorld, name: str) -> None:
    client, system = client_of(library, "lin"), library.people.system
    few = _queries(client, name)
    for number in range(18):
        draft = standards.StandardDraft(f"DB99/T {200 + number}-2025", f"第{number}项")
        card = standards.enter_standard(system, draft, region_code=COUNTY)
        certificate = standards.CertificateDraft(
            CertificateKind.CARBON_FOOTPRINT, f"CF-{number}", "某厂", DAY, standard_id=card.public_id
        )
        standards.record_certificate(system, COUNTY, certificate)
    assert _queries(client, name) == few


def _queries(client: Client, name: str) -> int:
    client.get(reverse(f"standards:{name}"))
    with CaptureQueriesContext(connection) as queries:
        assert client.get(reverse(f"standards:{name}")).status_code == 200
    return len(queries)


def test_the_list_is_narrowed_by_state_kind_and_words_and_saved_as_a_workbook(library: StandardsWorld) -> None:
    client, url = client_of(library, "lin"), reverse("standards:list")
    narrowed = client.get(url, {"kind_is": "local", "state_is": "drafting", "q": "农机"}).content.decode()
    assert library.ours.number in narrowed
    assert library.shared.number not in narrowed
    saved: Any = client.get(url, {"save": "xlsx"})
    assert saved["Content-Type"].endswith("spreadsheetml.sheet")
    assert saved.getvalue()[:2] == b"PK"


def test_a_standard_is_entered_changed_and_published_on_the_screens(library: StandardsWorld) -> None:
    client = client_of(library, "lin")
    typed = {"deed": "enter", "region": COUNTY, "number": "db99/t 300—2025", "title": "虚构电梯维护规范"}
    response: Any = client.post(reverse("standards:new"), typed)
    assert response.status_code == 302
    card = standards.standard_numbered(library.people.system, "DB99/T 300-2025")
    edit = reverse("standards:edit", args=[card.public_id])
    client.post(edit, typed | {"deed": "change", "scope": "全县", "reason": "补充"})
    client.post(page_of(card), PUBLISH)
    page = client.get(page_of(card)).content.decode()
    assert "全县" in page
    assert standards.standard_seen(library.people.system, card.public_id).state is StandardState.PUBLISHED


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"number": "GB 18613"}, "“GB 18613”不是完整的标准编号"),
        ({"number": "DB99/T 101-2025"}, "标准DB99/T 101-2025已经登记"),
        ({"title": " "}, "名称不能为空"),
        ({"is_mandatory": "on"}, "不能是强制性的"),
    ],
)
def test_a_slip_in_the_form_is_refused_beside_its_field_and_keeps_what_was_typed(
    library: StandardsWorld, typed: dict[str, str], sentence: str
) -> None:
    whole = {"deed": "enter", "region": COUNTY, "number": "DB99/T 301-2025", "title": "名", "scope": "写过的范围"}
    response = client_of(library, "lin").post(reverse("standards:new"), whole | typed)
    page = response.content.decode()
    assert response.status_code in (409, 422)
    assert sentence in page
    assert "写过的范围" in page


def test_supersession_is_recorded_by_number_and_shown_on_both_pages(library: StandardsWorld) -> None:
    client = client_of(library, "lin")
    unknown = client.post(page_of(library.ours), {"deed": "supersede", "older": "DB99/T 999-2020"})
    assert unknown.status_code == 404
    assert "没有找到这项标准" in unknown.content.decode()
    client.post(page_of(library.ours), {"deed": "supersede", "older": "gb/t 90001-2024", "is_partial": "on"})
    assert library.ours.number in client.get(page_of(library.shared)).content.decode()
    assert "部分代替" in client.get(page_of(library.ours)).content.decode()


def test_a_certificate_is_entered_with_its_file(library: StandardsWorld) -> None:
    client = client_of(library, "li")
    typed = {
        "deed": "record",
        "region": COUNTY,
        "kind": "energy_saving",
        "number": "JN-1",
        "holder": "某某电机厂",
        "product": "",
        "standard": "",
        "valid_from": "2025-01-01",
        "valid_until": "2024-01-01",
    }
    refused = client.post(reverse("standards:certificate_new"), typed)
    assert "有效期至早于生效日期" in refused.content.decode()
    file = SimpleUploadedFile("证书.pdf", b"%PDF-1.4 certificate")
    client.post(reverse("standards:certificate_new"), typed | {"valid_until": "", "file": file})
    kept = Certificate.objects.get(number="JN-1")
    sent: Any = client.get(reverse("standards:certificate_file", args=[kept.public_id]))
    assert sent.getvalue() == b"%PDF-1.4 certificate"


def test_certificates_that_end_soon_are_announced_and_listed(library: StandardsWorld, time_machine: Any) -> None:
    time_machine.move_to("2025-10-15T04:00:00Z")
    client, url = client_of(library, "li"), reverse("standards:certificates")
    assert "1 张证书将在 90 天内到期" in client.get(url).content.decode()
    time_machine.move_to("2026-01-01T04:00:00Z")
    assert "CN-001" not in client.get(url, {"expiring": "1"}).content.decode()


def test_rest_lists_what_the_caller_sees_and_narrows_it(library: StandardsWorld) -> None:
    def numbers(username: str, **asked: str) -> list[str]:
        answered = client_of(library, username).get("/api/standards/", asked).json()
        return [row["number"] for row in answered["items"]]

    assert numbers("wang") == ["DB99/T 101-2025", "DB99/T 102-2025", "GB/T 90001-2024"]
    assert numbers("li") == ["DB99/T 101-2025", "GB/T 90001-2024"]
    assert numbers("li", kind="national") == ["GB/T 90001-2024"]
    assert numbers("stranger") == []
    assert Client().get("/api/standards/").status_code == 401


def test_the_neighbour_cannot_enter_anything_in_our_county(library: StandardsWorld) -> None:
    client = client_of(library, "sun")
    typed = {"deed": "enter", "region": COUNTY, "number": "DB99/T 302-2025", "title": "越界"}
    assert client.post(reverse("standards:new"), typed).status_code == 404
    at_home = client.post(reverse("standards:new"), typed | {"region": NEIGHBOUR})
    assert at_home.status_code == 302
