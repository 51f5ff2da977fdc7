"""Screens of schemes: who may do what, every page of a version, refusals beside fields, lists that do not grow."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from liangxin.domains.regions.tests.world import COUNTY
from liangxin.domains.schemes import api as schemes
from liangxin.domains.schemes.models import PolicyTrial, SchemeVersion
from liangxin.domains.schemes.terms import VersionState
from liangxin.domains.schemes.tests.scheme_world import BIKES, HERE, SchemesWorld, drafted, of_family, policies, settle
from liangxin.domains.schemes.tests.test_past import claims, parquet, taken
from liangxin.foundation.accounts.tests.people import account
from liangxin.foundation.jobs.api import drain_jobs

__all__ = ["policies"]
pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
TABS = ("version", "version_terms", "version_text", "version_check", "version_trial", "version_decide", "version_trail")


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def client_of(policies: SchemesWorld, username: str) -> Client:
    client = Client()
    known = policies.people.accounts
    client.force_login(known[username] if username in known else account("stranger", name="路人"), BACKEND)
    return client


def at(name: str, public_id: UUID) -> str:
    return reverse(f"schemes:{name}", args=[public_id])


def text_of(response: Any) -> str:
    return str(response.content.decode())


@pytest.mark.parametrize(
    ("username", "reads", "drafts", "approves", "tries"),
    [
        ("li", 200, 403, 403, 403),
        ("lin", 200, 302, 403, 409),
        ("wang", 200, 403, 302, 302),
        ("zhao", 200, 403, 403, 302),
        ("chen", 200, 403, 403, 403),
        ("sun", 404, 404, 404, 404),
        ("stranger", 404, 404, 404, 404),
    ],
)
def test_each_role_does_its_deeds_and_what_one_may_not_see_is_not_there(
    policies: SchemesWorld, username: str, reads: int, drafts: int, approves: int, tries: int
) -> None:
    client, lin = client_of(policies, username), policies.actor("lin")
    past = taken(policies)
    assert client.get(at("version", policies.draft)).status_code == reads
    ask = {"deed": "find", "past": str(past), "against": "paid"}
    if username == "lin":  # a draft with errors is tried on nothing
        schemes.save_scheme_text(lin, policies.draft, "rulebook: x", 0)
        ask["past"] = str(past)
        assert client.post(at("version_what_if", policies.draft), ask).status_code in (400, 409, 422)
        schemes.save_scheme_text(lin, policies.draft, of_family("tricycles"), 1)
    else:
        assert client.post(at("version_what_if", policies.in_force), ask).status_code == tries
    assert client.post(at("version_terms", policies.draft), {"deed": "terms"}).status_code == drafts
    settle(lin, policies.draft)
    schemes.submit_scheme(lin, policies.draft)
    assert client.post(at("version_decide", policies.draft), {"deed": "approve"}).status_code == approves


@pytest.mark.parametrize("username", ["lin", "wang"])
def test_every_page_of_a_version_can_be_read(policies: SchemesWorld, username: str) -> None:
    client = client_of(policies, username)
    for public_id in (policies.in_force, policies.draft):
        for tab in TABS:
            assert client.get(at(tab, public_id)).status_code == 200, tab
        assert client.get(at("version_changes", public_id)).status_code == 200
    for name in ("list", "here", "what_ifs", "past_list"):
        assert client.get(reverse(f"schemes:{name}")).status_code == 200
    assert (
        client.get(at("scheme", SchemeVersion.objects.get(public_id=policies.draft).scheme.public_id)).status_code
        == 200
    )


def test_a_draft_that_cannot_be_read_still_has_all_its_pages(policies: SchemesWorld) -> None:
    client, lin = client_of(policies, "lin"), policies.actor("lin")
    for broken in ("a: [", "rulebook: tricycles\n", of_family("tricycles").replace("15%", "十五")):
        clock = SchemeVersion.objects.get(public_id=policies.draft).clock
        schemes.save_scheme_text(lin, policies.draft, broken, clock)
        for tab in ("version", "version_terms", "version_text", "version_check", "version_trial", "version_what_if"):
            assert client.get(at(tab, policies.draft)).status_code == 200, (broken, tab)


def test_the_text_is_saved_as_it_is_typed_and_answered_with_line_and_column(policies: SchemesWorld) -> None:
    client = client_of(policies, "lin")
    broken = of_family("tricycles").replace("fact: handed_in", "fact: handed_over")
    answer = client.post(at("version_save", policies.draft), {"text": broken, "clock": "0"})
    said = text_of(answer)
    assert "没有“handed_over”这一事实" in said
    assert 'data-line="18"' in said
    assert 'value="1" hx-swap-oob="true"' in said
    late = client.post(at("version_save", policies.draft), {"text": BIKES, "clock": "0"})
    assert "刚被别人改过" in text_of(late)
    assert SchemeVersion.objects.get(public_id=policies.draft).text == broken


@pytest.mark.parametrize(
    ("tab", "sent", "field"),
    [
        ("version_terms", {"deed": "terms", "held_from": "2100-01-01"}, "held_from"),
        ("version_terms", {"deed": "confirm", "lines": "old_bike", "clause": "一"}, "document"),
        ("version_terms", {"deed": "confirm", "document": "甲", "clause": "一"}, "lines"),
        ("version_decide", {"deed": "discard", "reason": ""}, "reason"),
        ("version_text", {"deed": "save", "text": " ", "clock": "0"}, "text"),
    ],
)
def test_a_refusal_stands_beside_its_field(policies: SchemesWorld, tab: str, sent: dict[str, str], field: str) -> None:
    response = client_of(policies, "lin").post(at(tab, policies.draft), sent)
    assert response.status_code in (400, 409, 422)
    assert response.context["refusal"].field == field
    assert 'class="refusal"' in text_of(response)


def test_what_was_typed_stays_in_the_form_that_was_refused(policies: SchemesWorld) -> None:
    response = client_of(policies, "lin").post(
        at("version_terms", policies.draft), {"deed": "terms", "p-most": "很多", "why": "试试"}
    )
    assert 'value="很多"' in text_of(response)
    assert 'value="试试"' in text_of(response)


def test_a_sum_above_the_national_ceiling_is_said_to_be_cut(policies: SchemesWorld) -> None:
    client = client_of(policies, "lin")
    client.post(at("version_terms", policies.draft), {"deed": "terms", "p-most": "900元"})
    assert "高于国家上限，按 600 元 执行" in text_of(client.get(at("version_terms", policies.draft)))


def test_a_document_is_kept_with_its_confirmation(policies: SchemesWorld) -> None:
    client = client_of(policies, "lin")
    sent = {
        "deed": "confirm", "lines": "old_bike", "document": "清商发〔2025〕7号", "clause": "第二条",
        "file": SimpleUploadedFile("7号.pdf", b"%PDF-1.4\nfor tests"),
    }  # fmt: skip
    assert client.post(at("version_terms", policies.draft), sent).status_code == 302
    file = reverse("schemes:version_file", args=[policies.draft, "old_bike"])
    given = client.get(file)
    assert given["Content-Type"] == "application/pdf"
    assert b"".join(given.streaming_content).startswith(b"%PDF")  # type: ignore[attr-defined]  # it is a file
    assert client_of(policies, "sun").get(file).status_code == 404


def test_a_case_is_tried_with_its_reasons_and_what_is_missing(policies: SchemesWorld) -> None:
    client, address = client_of(policies, "chen"), at("version_trial", policies.in_force)
    whole = text_of(client.get(address, {"f-bought_on": "2026-03-01", "f-price": "5000元", "f-handed_in": "是"}))
    assert "500.00 元" in whole
    assert "《虚构通知》“三”" in whole
    assert "还要知道" in text_of(client.get(address, {"f-bought_on": "2026-03-01"}))
    wrong = client.get(address, {"f-bought_on": "2026-03-01", "f-price": "五千"})
    assert wrong.context["refusal"].field == "f-price"


def test_an_amendment_is_compared_line_by_line_in_words(policies: SchemesWorld) -> None:
    lin = policies.actor("lin")
    amended = schemes.amend_scheme(lin, policies.in_force, "改比例")
    text = SchemeVersion.objects.get(public_id=amended).text.replace("rate: 15%", "rate: 20%")
    schemes.save_scheme_text(lin, amended, text, 0)
    said = text_of(client_of(policies, "lin").get(at("version_changes", amended)))
    assert "购车价格 × 15%" in said
    assert "购车价格 × 20%" in said
    assert "交回旧车" not in said.split("</nav>")[-1]


def test_a_what_if_is_asked_followed_and_read(policies: SchemesWorld) -> None:
    client = client_of(policies, "lin")
    taken(policies)
    amended = schemes.amend_scheme(policies.actor("lin"), policies.in_force, "提高上限")
    schemes.set_scheme_terms(policies.actor("lin"), amended, {"most": "600元"}, held_from=None)
    page = client.get(at("version_what_if", amended))
    past = page.context["typed"]["past"]
    wrong = client.post(
        at("version_what_if", amended), {"deed": "find", "past": past, "against": "paid", "money": "许多"}
    )
    assert wrong.context["refusal"].field == "money"
    sent = {"deed": "find", "past": past, "against": "before", "money": "20万元"}
    asked = client.post(at("version_what_if", amended), sent)
    busy = client.get(asked["Location"])
    assert "可以关闭页面" in text_of(busy)
    trial = PolicyTrial.objects.get()
    assert client.get(at("what_if_progress", trial.public_id)).status_code == 200
    drain_jobs()
    assert client.get(at("what_if_progress", trial.public_id)).status_code == 286
    found = text_of(client.get(asked["Location"]))
    assert "70件补得更多" in found
    assert "每周支出" in found
    book = client.get(asked["Location"], {"save": "xlsx"})
    assert b"".join(book.streaming_content).startswith(b"PK")  # type: ignore[attr-defined]  # it is a file
    assert client_of(policies, "sun").get(asked["Location"]).status_code == 404


def test_past_claims_are_brought_by_form_and_refused_beside_the_file(policies: SchemesWorld) -> None:
    client, address = client_of(policies, "lin"), reverse("schemes:past_new")
    sent = {"deed": "take", "region": COUNTY, "family": "bikes"}
    assert client.post(address, sent).context["refusal"].field == "file"
    wrong = SimpleUploadedFile("a.parquet", parquet(claims(claim=None)))
    assert "缺少 claim" in text_of(client.post(address, sent | {"file": wrong}))
    sound = SimpleUploadedFile("a.parquet", parquet(claims()))
    done = client.post(address, sent | {"file": sound})
    assert client.get(done["Location"]).status_code == 200
    removed = client.post(done["Location"], {"deed": "remove", "reason": ""})
    assert removed.context["refusal"].field == "reason"


def test_a_scheme_is_begun_by_form(policies: SchemesWorld) -> None:
    client, address = client_of(policies, "lin"), reverse("schemes:new")
    unit = str(policies.people.units[HERE].public_id)
    sent = {"deed": "draft", "region": COUNTY, "unit": unit}
    assert client.get(address).status_code == 200
    assert client.post(address, sent).context["refusal"].field == "shipped"
    assert client.post(address, sent | {"unit": ""}).context["refusal"].field == "unit"
    assert client.post(address, sent | {"text": "rulebook: ["}).context["refusal"].field == "text"
    assert client.post(address, sent | {"shipped": "e_bikes@2025"}).status_code == 302
    assert client_of(policies, "li").get(address).status_code == 403


def queries_of(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_lists_ask_the_same_number_of_queries_for_few_and_for_many(policies: SchemesWorld) -> None:
    client = client_of(policies, "lin")
    addresses = [reverse(f"schemes:{name}") for name in ("list", "here", "what_ifs", "past_list")]
    for place in range(2):
        _one_more_of_each(policies, place)
    few = [queries_of(client, address) for address in addresses]
    for place in range(2, 5):
        _one_more_of_each(policies, place)
    assert [queries_of(client, address) for address in addresses] == few


def _one_more_of_each(policies: SchemesWorld, place: int) -> None:
    _one_more_scheme(policies, place)
    _one_more_trial(policies, place)


def _one_more_scheme(policies: SchemesWorld, place: int) -> None:
    lin = policies.actor("lin")
    version = drafted(policies.people, lin, COUNTY, HERE, of_family(f"carts{place}"))
    settle(lin, version)
    schemes.submit_scheme(lin, version)
    schemes.approve_scheme(policies.actor("wang"), version)


def _one_more_set(policies: SchemesWorld, place: int) -> UUID:
    content = parquet(claims(category=[f"bike{place}"] * 140))
    return schemes.take_past_claims(policies.actor("lin"), schemes.PastDraft(COUNTY, "bikes", "", content, "a.parquet"))


def _one_more_trial(policies: SchemesWorld, place: int) -> None:
    past = _one_more_set(policies, place)
    schemes.ask_what_if(policies.actor("lin"), policies.in_force, schemes.Question(past))


def test_home_and_search_show_what_waits(policies: SchemesWorld) -> None:
    assert "待我批准的补贴政策" in text_of(client_of(policies, "wang").get(reverse("home")))
    assert "待我批准的补贴政策" not in text_of(client_of(policies, "lin").get(reverse("home")))
    assert SchemeVersion.objects.get(public_id=policies.submitted).state == VersionState.SUBMITTED


def test_other_programmes_read_what_holds_and_what_was_found(policies: SchemesWorld) -> None:
    client = client_of(policies, "chen")
    (row,) = [one for one in client.get("/api/schemes/").json()["items"] if one["family"] == "bikes"]
    assert (row["standing"], row["number"]) == ("in_force", 1)
    (held,) = client.get(f"/api/schemes/in-force/{COUNTY}/", {"on": "2026-03-01"}).json()
    assert (held["rulebook_id"], held["is_own"]) == ("bikes@2025", True)
    version = client.get(f"/api/schemes/versions/{policies.draft}/").json()
    assert (version["state"], len(version["open_lines"]), version["errors"]) == ("draft", 2, [])
    assert client.get(f"/api/schemes/{row['public_id']}/").json()["versions"][0]["approved_by"] == "王知远"
    past = taken(policies)
    trial = schemes.ask_what_if(policies.actor("lin"), policies.in_force, schemes.Question(past))
    assert client.get(f"/api/schemes/what-ifs/{trial}/").json()["outcome"] is None
    assert client_of(policies, "sun").get(f"/api/schemes/versions/{policies.draft}/").status_code == 404
