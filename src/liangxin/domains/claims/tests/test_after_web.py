"""Screens of after-sale claims: what they offer to whom, and that lists ask no more of the database for more rows."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from liangxin.domains.claims import api as claims
from liangxin.domains.claims.errors import NotBatchable
from liangxin.domains.claims.models import Claim, Filing
from liangxin.domains.claims.terms import ClaimState, DocumentState, VoucherState
from liangxin.domains.claims.tests.after_world import (
    NUMBERS,
    OTHERS,
    SAID,
    TODAY,
    AfterWorld,
    after,
    filled,
    invoice,
    reader,
    submitted,
)
from liangxin.foundation.jobs.api import drain_jobs
from liangxin.foundation.ui.cells import TONES

__all__ = ["after", "reader"]


@pytest.mark.parametrize("address", ["/claims/", "/claims/review/"])
def test_lists_ask_no_more_for_more_rows(client: Client, after: AfterWorld, address: str) -> None:
    number, counts = submitted(after), []
    claims.open_claim_for(after.actor("lin"), "990123", after.parties[1], after.scheme, on=TODAY)
    client.force_login(after.people.accounts["li"])
    for places in (range(1), range(1, 19)):
        for place in places:
            copy(number, place)
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def copy(number: str, place: int) -> None:
    """Another claim like one that waits for review."""
    row = Claim.objects.get(number=number)
    row.pk, row.number, row.holding = None, f"MORE-{place}", None
    row.public_id = Claim._meta.get_field("public_id").get_default()
    row.save()
    Filing.objects.create(claim=row, submitted_at=timezone.now(), due_on=TODAY)


def test_a_citizen_fills_in_saves_and_hands_in_on_one_page(client: Client, after: AfterWorld) -> None:
    client.force_login(after.citizens[0])
    number = filled(after)
    page = client.get(f"/my/claims/{number}/").content.decode()
    assert "提交申领" in page
    wrong = client.post(f"/my/claims/{number}/", {"deed": "save", "fact-price": "很贵"})
    assert wrong.status_code == 422
    assert "不是金额" in wrong.content.decode()
    live = client.post(f"/my/claims/{number}/decide/", {"fact-price": "50000"})
    assert "您要填的已经齐了" in live.content.decode()
    facts = {f"fact-{name}": text for name, text in SAID.items()}
    done = client.post(f"/my/claims/{number}/", {"deed": "submit", **facts}, follow=True).content.decode()
    assert "待初审" in done


def test_a_reviewer_passes_and_gets_the_next(client: Client, after: AfterWorld) -> None:
    number = submitted(after)
    client.force_login(after.people.accounts["li"])
    page = client.get("/claims/review/").content.decode()
    assert number in page
    clock = Claim.objects.get(number=number).clock
    stale = client.post(f"/claims/review/{number}/", {"deed": "pass", "clock": clock - 1}, headers={"X-Ahead": "1"})
    assert stale.status_code == 409
    said = {"deed": "pass", "clock": clock}
    assert client.post(f"/claims/review/{number}/", said, headers={"X-Ahead": "1"}).status_code == 204
    assert "没有等您审核的申领" in client.get("/claims/review/").content.decode()


def test_the_neighbour_and_other_citizens_read_nothing(client: Client, after: AfterWorld) -> None:
    number = submitted(after)
    document = Claim.objects.get(number=number).documents.all()[0].public_id
    for person in (after.people.accounts["sun"], after.citizens[1]):
        client.force_login(person)
        for address in (f"/my/claims/{number}/", f"/claims/review/{number}/", f"/my/claims/documents/{document}/"):
            assert client.get(address).status_code == 404


def test_everybody_reads_the_draws(client: Client, after: AfterWorld) -> None:
    claims.next_draw(after.actor("lin"), "990123", on=TODAY)
    assert "尚未揭晓" in client.get("/claims/draws/public/").content.decode()


def test_every_state_has_a_colour_that_screens_know() -> None:
    states = [*ClaimState, *DocumentState, *VoucherState]
    assert {state.tone for state in states} <= TONES


def test_the_list_shows_a_refused_claim(client: Client, after: AfterWorld) -> None:
    number = submitted(after)
    claims.refuse_claim(after.actor("li"), number, reason="不符", on=TODAY)
    client.force_login(after.people.accounts["li"])
    assert "未通过" in client.get("/claims/").content.decode()


def test_what_is_refused_stands_beside_its_field_and_uploads_are_kept(client: Client, after: AfterWorld) -> None:
    client.force_login(after.citizens[0])
    number = claims.open_claim(after.ours, after.scheme, on=TODAY)
    sent = SimpleUploadedFile("发票.xml", invoice(NUMBERS, "1"))
    facts = {f"fact-{name}": text for name, text in SAID.items()}
    posted = {"deed": "submit", **facts, "number-new_vin": "L0099", "file-new_car": sent}
    page = client.post(f"/my/claims/{number}/", posted)
    assert page.status_code == 422
    beside = page.content.decode().partition('id="field-number-new_vin"')[2]
    assert "请照原件重新填写" in beside.partition('class="field')[0]
    assert Claim.objects.get(number=number).documents.count() == 1
    wrong = client.post(f"/my/claims/{number}/", {"deed": "upload", "file-new_car": SimpleUploadedFile("a.exe", b"MZ")})
    assert "不是可以受理的材料" in wrong.content.decode().partition('id="field-file-new_car"')[2].partition("</li>")[0]


def test_only_the_office_says_what_only_the_office_knows(client: Client, after: AfterWorld) -> None:
    number = filled(after)
    client.force_login(after.citizens[0])
    facts = {f"fact-{name}": text for name, text in SAID.items()} | {"fact-in_catalogue": "yes"}
    client.post(f"/my/claims/{number}/", {"deed": "save", **facts})
    assert "in_catalogue" not in Claim.objects.get(number=number).facts
    assert 'name="fact-in_catalogue"' not in client.get(f"/my/claims/{number}/").content.decode()


def test_settling_a_fact_leaves_one_at_the_case_with_its_money_seen(client: Client, after: AfterWorld) -> None:
    number = filled(after)
    drain_jobs()
    claims.submit_claim(after.ours, number, on=TODAY)
    client.force_login(after.people.accounts["li"])
    said = {"deed": "settle", "field": "in_catalogue", "value": "yes"}
    case = client.post(f"/claims/review/{number}/", said, headers={"X-Ahead": "1"})
    assert case.status_code == 200
    assert "data-clear" in case.content.decode()
    assert case.content.decode().count("check-meets") == 6


def test_a_claim_that_changed_after_its_draw_is_not_passed_on_its_account(after: AfterWorld) -> None:
    lin, li = after.actor("lin"), after.actor("li")
    claims.next_draw(lin, "990123", on=TODAY)
    numbers = [submitted(after), submitted(after, after.other, OTHERS)]
    drain_jobs()
    claims.next_draw(lin, "990123", on=TODAY)
    rest = Claim.objects.get(number__in=numbers, filing__is_drawn=False)
    claims.ask_claimant(li, rest.number, "fact:price", "再核", on=TODAY)
    owner = after.ours if rest.party_id == after.parties[0] else after.other
    claims.answer_question(owner, rest.number, "100000", on=TODAY)
    with pytest.raises(NotBatchable, match="抽查"):
        claims.pass_claims(li, [rest.number], on=TODAY)
