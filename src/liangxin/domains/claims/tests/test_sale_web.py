"""From money to the claim and back: the panel on pages of funds, the page of a sale, the staff's list of claims."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from liangxin.domains.claims import api as claims
from liangxin.domains.claims.models import Claim
from liangxin.domains.claims.terms import ClaimState
from liangxin.domains.claims.tests.after_world import TODAY
from liangxin.domains.claims.tests.both_world import BothWorld, both, filled
from liangxin.domains.claims.tests.till_world import decided, to_authorise, to_capture, to_reverse, voucher
from liangxin.domains.schemes import api as schemes

__all__ = ["both"]
_ENTRY = re.compile(r"/funds/entries/\d+/")
BACKEND = "django.contrib.auth.backends.ModelBackend"


def page(world: BothWorld, username: str, url: str, status: int = 200) -> str:
    client = Client()
    client.force_login(world.till.market.people.accounts[username], BACKEND)
    answer = client.get(url)
    assert answer.status_code == status
    return answer.content.decode()


def test_entries_lead_to_the_page_of_the_sale_and_that_back_to_them(both: BothWorld) -> None:
    said = decided(to_authorise(both.till, voucher(both.till), "S0"))[0].said
    decided(to_capture(both.till, str(said["claim"])))
    claim = Claim.objects.get(number=said["claim"])
    here, entries = reverse("claims:sale", args=[claim.public_id]), f"{reverse('funds:entries')}?q={claim.public_id}"
    seen = page(both, "zhao", here)
    for words in (claim.number, "450.00 元", "还没有编入结算批次", entries):
        assert words in seen
    rules = schemes.rulebook_of(claim.version_id).rulebook
    assert f"{rules.title}：" in seen
    assert "appliances@" not in seen
    assert here in page(both, "zhao", reverse("claims:sales"))
    listed = page(both, "zhao", entries)
    first = _ENTRY.findall(listed)[0]
    assert here in page(both, "zhao", first)
    page(both, "sun", here, status=404)
    decided(to_reverse(both.till, claim.number))
    assert "已冲正或失效，不再拨付" in page(both, "zhao", here)


def test_entries_lead_to_the_case_of_a_claim_made_afterwards(both: BothWorld) -> None:
    number = filled(both, 1)
    claims.submit_claim(both.citizen(1), number, on=TODAY)
    claims.settle_fact(both.till.market.people.system, number, "in_catalogue", "yes", on=TODAY)
    claim = Claim.objects.get(number=number)
    listed = page(both, "zhao", f"{reverse('funds:entries')}?q={claim.public_id}")
    first = _ENTRY.findall(listed)[0]
    assert reverse("claims:review_case", args=[number]) in page(both, "zhao", first)
    assert f"?q={claim.public_id}" in page(both, "zhao", reverse("claims:review_case", args=[number]))


@pytest.mark.parametrize("state", [ClaimState.REFUSED, ClaimState.CLAWED_BACK, ClaimState.QUESTIONED])
def test_the_list_of_claims_shows_every_state(both: BothWorld, state: ClaimState) -> None:
    number = filled(both, 1)
    claims.submit_claim(both.citizen(1), number, on=TODAY)
    Claim.objects.filter(number=number).update(state=state.value)
    assert state.label in page(both, "li", reverse("claims:list"))
