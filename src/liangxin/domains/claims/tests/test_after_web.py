"""Screens of after-sale claims: what they offer to whom, and that lists ask no more of the database for more rows."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from liangxin.domains.claims import api as claims
from liangxin.domains.claims.models import Claim, Filing
from liangxin.domains.claims.tests.after_world import SAID, TODAY, AfterWorld, after, filled, reader, submitted

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
