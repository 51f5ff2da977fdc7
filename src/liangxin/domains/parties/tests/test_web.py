"""Screens and REST of parties: who may what, masks, lists whose queries do not grow, refusals beside their field."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from liangxin.domains.parties import api as parties
from liangxin.domains.parties.models import Merge, Pair, Party, Unmasking
from liangxin.domains.parties.terms import PartyField, PartyState
from liangxin.domains.parties.tests.people import code_of, enterprise, person
from liangxin.domains.parties.tests.world import FIRM, ZHANG, PartiesWorld, town
from liangxin.domains.regions.tests.world import COUNTY

__all__ = ["town"]
BACKEND = "django.contrib.auth.backends.ModelBackend"
SECRETS = (ZHANG.name, ZHANG.id_number, ZHANG.phone, ZHANG.bank_account, ZHANG.address)


def client_of(town: PartiesWorld, username: str) -> Client:
    client = Client()
    client.force_login(town.people.accounts[username], BACKEND)
    return client


def page_of(party: Party, part: str = "page") -> str:
    return reverse(f"parties:{part}", args=[party.public_id])


def words(answer: Any) -> str:
    return str(answer.content.decode())


@pytest.mark.parametrize(
    ("username", "page", "edit", "unmask", "pair", "unmaskings"),
    [
        ("li", 200, 200, 403, 200, 403),
        ("lin", 200, 200, 200, 200, 200),
        ("wang", 200, 200, 200, 200, 200),
        ("zhao", 200, 403, 200, 200, 200),
        ("chen", 200, 403, 403, 200, 200),
        ("guan", 404, 404, 404, 404, 200),
        ("sun", 404, 404, 404, 404, 200),
    ],
)
def test_each_role_reaches_its_pages(
    town: PartiesWorld, username: str, page: int, edit: int, unmask: int, pair: int, unmaskings: int
) -> None:
    client = client_of(town, username)
    assert client.get(page_of(town.zhang)).status_code == page
    assert client.get(page_of(town.zhang, "edit")).status_code == edit
    assert client.get(page_of(town.zhang, "unmask")).status_code == unmask
    assert client.get(reverse("parties:pair", args=[Pair.objects.get().public_id])).status_code == pair
    assert client.get(reverse("parties:unmaskings")).status_code == unmaskings


def test_no_page_that_is_read_shows_what_is_personal(town: PartiesWorld) -> None:
    client = client_of(town, "lin")
    addresses = [
        reverse("parties:people"),
        reverse("parties:pairs"),
        reverse("parties:pair", args=[Pair.objects.get().public_id]),
        *(page_of(town.zhang, part) for part in ("page", "edit", "unmask", "extract")),
        reverse("api-1:one_party", args=[town.zhang.public_id]),
    ]
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200
        assert not [secret for secret in SECRETS if secret in words(answer)], address
    assert "张**" in words(client.get(reverse("parties:people")))


def test_plain_text_is_shown_once_with_a_reason_and_logged(
    town: PartiesWorld, caplog: pytest.LogCaptureFixture
) -> None:
    client, address = client_of(town, "lin"), page_of(town.zhang, "unmask")
    with caplog.at_level(logging.DEBUG):
        refused = client.post(address, {"fields": ["phone"], "reason": "看"})
        assert refused.status_code == 422
        assert "没有写明事由" in words(refused)
        shown = client.post(address, {"fields": ["phone", "identity"], "reason": "电话核实地址"})
    assert ZHANG.phone in words(shown)
    assert ZHANG.bank_account not in words(shown)
    assert shown.headers["Cache-Control"].startswith("max-age=0")
    look = Unmasking.objects.get()
    assert (look.actor_name, look.fields, look.reason) == ("林秋", ["identity", "phone"], "电话核实地址")
    assert not [secret for secret in SECRETS if secret in caplog.text]
    assert "电话核实地址" in words(client_of(town, "chen").get(reverse("parties:unmaskings")))


def test_the_extract_in_full_is_a_look_like_any_other(town: PartiesWorld) -> None:
    answer = client_of(town, "lin").post(page_of(town.zhang, "extract"), {"reason": "本人到窗口申请查询"})
    assert answer.status_code == 200
    assert answer.content.startswith(b"PK")
    assert set(Unmasking.objects.get().fields) == {"name", "identity", "phone", "address", "bank_account"}


def test_a_party_is_found_by_its_whole_number_only(town: PartiesWorld) -> None:
    client, address = client_of(town, "li"), reverse("parties:find")
    for number in (ZHANG.id_number.lower(), "188 0000-9001", ZHANG.bank_account):
        assert page_of(town.zhang) in words(client.post(address, {"number": number}))
    for number in (ZHANG.id_number[:-1], ZHANG.name, "1880000"):
        assert page_of(town.zhang) not in words(client.post(address, {"number": number}))
    assert page_of(town.zhang) not in words(client_of(town, "sun").post(address, {"number": ZHANG.id_number}))


def test_the_search_finds_firms_and_never_people(town: PartiesWorld) -> None:
    client = client_of(town, "li")
    assert FIRM.name in words(client.get("/search/", {"q": "虚构1号家电"}))
    assert page_of(town.zhang) not in words(client.get("/search/", {"q": ZHANG.name}))


def test_a_form_enters_once_and_a_slip_is_refused_beside_its_field(town: PartiesWorld) -> None:
    client, address = client_of(town, "li"), reverse("parties:new_enterprise")
    form = {
        "deed": "enter",
        "region": COUNTY,
        "name": "清岚县虚构新店",
        "identity": code_of(77),
        "phone": "0531-1234567",
    }
    wrong = client.post(address, {**form, "identity": code_of(77)[:-1] + "0"})
    assert wrong.status_code == 422
    assert "末位校验不符" in words(wrong)
    assert client.post(address, form).status_code == 302
    assert client.post(address, form).status_code == 302
    assert Party.objects.filter(name="清岚县虚构新店").count() == 1


def test_a_change_leaves_what_is_not_typed_and_says_only_which_fields(town: PartiesWorld) -> None:
    client = client_of(town, "li")
    form = {"deed": "change", "phone": "18800000002", "reason": "本人来电更正"}
    assert client.post(page_of(town.zhang, "edit"), form).status_code == 302
    changed = town.again(town.zhang)
    assert (changed.phone, changed.identity, changed.person_name) == ("18800000002", ZHANG.id_number, ZHANG.name)
    page = words(client.get(page_of(town.zhang)))
    assert "本人来电更正" in page
    assert "18800000002" not in page


def test_a_pair_is_merged_and_taken_back_on_the_screens(town: PartiesWorld) -> None:
    client, pair = client_of(town, "lin"), Pair.objects.get()
    form = {"deed": "merge", "keep": "left", "from_identity": "left", "reason": "档案核对为同一人"}
    answer = client.post(reverse("parties:pair", args=[pair.public_id]), form)
    assert answer.headers["Location"] == page_of(town.zhang)
    assert town.again(town.slipped).state == PartyState.MERGED
    undo = {"deed": "undo", "merge": str(Merge.objects.get().public_id), "reason": "核对有误恢复原状"}
    assert client.post(page_of(town.zhang), undo).status_code == 302
    assert town.again(town.slipped).state == PartyState.IN_USE


def test_roles_are_given_and_ended_on_the_page(town: PartiesWorld) -> None:
    client, address = client_of(town, "lin"), page_of(town.firm)
    assert client.post(address, {"deed": "give", "role": "merchant", "since": "2025-01-01"}).status_code == 302
    assert "商户" in words(client.get(reverse("parties:enterprises"), {"role_is": "merchant"}))
    assert "还没有" not in words(client.get(address))
    assert client.post(address, {"deed": "end", "role": "merchant", "until": "2025-06-01"}).status_code == 302
    assert client.post(address, {"deed": "end", "role": "merchant", "until": "2025-06-01"}).status_code == 409
    assert (
        client_of(town, "li").post(address, {"deed": "give", "role": "bank", "since": "2025-01-01"}).status_code == 403
    )


@pytest.mark.parametrize("name", ["enterprises", "people", "pairs", "unmaskings", "api"])
def test_lists_ask_as_much_for_two_rows_as_for_many(town: PartiesWorld, name: str) -> None:
    lin = client_of(town, "lin")
    addresses = {"api": reverse("api-1:list_parties") + "?kind=person"}
    address = addresses.get(name) or reverse(f"parties:{name}")
    _grow(town, 2)
    few = _count(lin, address)
    _grow(town, 20)
    assert _count(lin, address) == few


def _grow(town: PartiesWorld, rows: int) -> None:
    """More of everything: firms with roles, people, pairs of the same telephone, looks."""
    system, region = town.people.system, town.people.region(COUNTY).id
    start = 1000 * rows
    firms = parties.take_in(system, region, [enterprise(start + i) for i in range(rows)], source="测试")
    parties.give_role(system, firms.ids, parties.PartyRole.MERCHANT, since=town.zhang.taken_on)
    twice = [person(start + i, name="钱望川", phone=f"1770000{start + i // 2:04d}"[:11]) for i in range(rows * 2)]
    made = parties.take_in(system, region, twice, source="测试")
    parties.find_pairs(system)
    for party in Party.objects.filter(pk__in=made.ids[:rows]):
        parties.unmask(town.people.actor("lin"), party.public_id, [PartyField.PHONE], reason="电话核实地址")


def _count(client: Client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        answer: Any = client.get(address)
    assert answer.status_code == 200
    return len(asked)
