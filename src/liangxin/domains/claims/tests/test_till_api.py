"""The till's API as it is served: signature, clock, codes, sandbox, the document, keys, notices; staff's pages."""

from __future__ import annotations

import json
import time
from copy import copy
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from liangxin.domains.claims import errors
from liangxin.domains.claims.access.till import visible_tills
from liangxin.domains.claims.actions.till.keys import replace_key, revoke_key
from liangxin.domains.claims.actions.till.lapsing import lapse_sales
from liangxin.domains.claims.actions.till.notices import require_fit, send_notices, set_hook
from liangxin.domains.claims.actions.till.retention import note_parties_used
from liangxin.domains.claims.errors import HookSilent, HookUnfit
from liangxin.domains.claims.models import Claim, Notice, TillKey, TillRequest, Voucher
from liangxin.domains.claims.queries.till_known import find_seat
from liangxin.domains.claims.rest.till.openapi import document
from liangxin.domains.claims.rest.till.wire import STATUS, VERBS, read_request, written
from liangxin.domains.claims.rules.signing import HEADERS, digest_of, signature_of
from liangxin.domains.claims.rules.till import FIELDS, next_set
from liangxin.domains.claims.terms import TillVerb
from liangxin.domains.claims.tests.till_world import (
    PRICE,
    SUBSIDY,
    TillWorld,
    codes,
    decided,
    require_sums,
    till,
    to_authorise,
    to_capture,
    to_reverse,
    voucher,
)
from liangxin.domains.schemes.tests.market_world import CODES
from liangxin.kernel.refusal import Refusal

__all__ = ["till"]
pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
DOCS = Path(__file__).parents[5] / "docs" / "till"


def sent(till: TillWorld, verb: str, said: dict[str, Any], *, sandbox: bool = False, **changes: Any) -> dict[str, Any]:
    """What the API answers to a signed request; `changes` spoil a header after signing."""
    key, path, body = till.sandbox if sandbox else till.key, f"/till/v1/{verb}", json.dumps(said).encode()
    moment, request = changes.pop("time", str(int(time.time()))), changes.pop("request", "r-1")
    signed = signature_of(key.secret.encode(), "POST", path, moment, request, digest_of(body))
    headers = dict(zip(HEADERS, (key.code, moment, request, signed), strict=True))
    headers |= {f"liangxin-{name}": value for name, value in changes.items()}
    try:
        asked = read_request(find_seat, path, lambda name: headers.get(name, ""), body)
    except Refusal as refusal:
        return {"code": refusal.code}
    return dict(json.loads(written(decided(asked)[0])[1]))


@pytest.mark.parametrize("page", ["README.md", "README.zh-CN.md"])
def test_the_first_calls_of_the_documentation_work_word_for_word(till: TillWorld, page: str) -> None:
    lines = [line for line in (DOCS / page).read_text("utf-8").splitlines() if line.startswith("python client.py")]
    calls = [line.split(" ", 6)[5:] for line in lines]
    answers = [sent(till, verb, json.loads(said.strip("'")), sandbox=True, request=verb) for verb, said in calls]
    assert [answer["outcome"] for answer in answers] == ["authorised", "captured", "reversed"]
    assert answers[0]["claim"] in calls[1][1]


def sale(code: str, **changes: Any) -> dict[str, Any]:
    return {"voucher": code, "barcode": CODES[0], "serial": "SN1", "price_fen": PRICE} | changes


def test_only_what_is_signed_by_a_key_in_use_is_decided(till: TillWorld) -> None:
    said = sale(voucher(till))
    late = str(int(time.time()) - 301)
    wrong: list[tuple[dict[str, str], str]] = [
        ({"signature": "0" * 64}, "till.signature_wrong"),
        ({"signature": "不是"}, "till.signature_wrong"),
        ({"key": "tk_nobody"}, "till.signature_wrong"),
        ({"key": ""}, "till.signature_missing"),
        ({"time": late}, "till.clock_skewed"),
        ({"time": "soon"}, "till.field_wrong"),
        ({"request": "a b"}, "till.field_wrong"),
    ]
    for changes, code in wrong:
        assert sent(till, "authorise", said, sandbox=False, **changes)["code"] == code, changes
    assert not TillRequest.objects.exists()
    assert sent(till, "authorise", said)["amount_fen"] == SUBSIDY


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"price_fen": 3000.0}, "price_fen"),
        ({"price_fen": True}, "price_fen"),
        ({"serial": " "}, "serial"),
        ({"serial": "x\u0000"}, "serial"),
        ({"imei": "123"}, "imei"),
        ({"facts": [1]}, "facts"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_a_wrong_field_is_named(till: TillWorld, changes: dict[str, Any], field: str) -> None:
    with pytest.raises(errors.FieldWrong) as refused:
        _read(till, json.dumps(sale("Q1", **changes)).encode())
    assert refused.value.field == field


def _read(till: TillWorld, body: bytes) -> object:
    moment = str(int(time.time()))
    signed = signature_of(till.key.secret.encode(), "POST", "/till/v1/authorise", moment, "r", digest_of(body))
    headers = dict(zip(HEADERS, (till.key.code, moment, "r", signed), strict=True))
    return read_request(find_seat, "/till/v1/authorise", headers.__getitem__, body)


def test_a_sandbox_key_is_answered_alike_and_leaves_nothing(till: TillWorld) -> None:
    real = voucher(till)
    for place, code in enumerate(("SANDBOX-fridge", real)):
        said = sent(till, "authorise", sale(code), sandbox=True, request=f"s-{place}")
        assert (said["outcome"], said["amount_fen"], said["sandbox"]) == ("authorised", SUBSIDY, True)
    today = timezone.localdate().isoformat()
    paper = {"claim": said["claim"], "invoice": "25372000000012340001", "delivered_on": today, "price_fen": PRICE}
    assert sent(till, "capture", paper, sandbox=True)["outcome"] == "captured"
    assert sent(till, "capture", paper | {"price_fen": 1}, sandbox=True)["code"] == "till.price_differs"
    assert sent(till, "reverse", {"claim": said["claim"], "reason": "试"}, sandbox=True)["outcome"] == "reversed"
    assert sent(till, "authorise", sale("SANDBOX-fridge"))["code"] == "till.voucher_unknown"
    assert not Claim.objects.exists()
    assert Voucher.objects.get(code=real).state == "open"
    require_sums(till)


def test_a_key_that_has_ended_signs_no_more_and_a_new_one_sits_at_the_same_till(till: TillWorld) -> None:
    old = TillKey.objects.get(code=till.key.code)
    code = voucher(till)
    decided(to_authorise(till, code, "SN1", "before"))
    new = replace_key(till.lin, old.public_id)
    assert codes(decided(to_reverse(till, Claim.objects.get().number))) == ["reversed"]  # a day longer
    revoke_key(till.lin, old.public_id)
    assert codes(decided(to_authorise(till, voucher(till, 1), "SN2"))) == ["till.signature_wrong"]
    till.key = new
    assert decided(to_authorise(till, code, "SN1", "before"))[0].again


def test_a_sale_that_is_not_captured_in_time_lapses(till: TillWorld) -> None:
    code, now = voucher(till, days=60), timezone.now()
    decided(to_authorise(till, code, "SN1"))
    assert lapse_sales(now + timedelta(days=14)) == 0
    assert lapse_sales(now + timedelta(days=16)) == 1
    assert (Claim.objects.get().state, Voucher.objects.get(code=code).state) == ("lapsed", "open")
    require_sums(till)
    tomorrow = timezone.localdate() + timedelta(days=1)
    Claim.objects.update(on=tomorrow)
    assert note_parties_used(tomorrow) == 1


def test_the_shop_is_told_of_each_step_once_and_again_until_it_answers(till: TillWorld) -> None:
    secret = set_hook(till.lin, visible_tills(till.lin).get().public_id, "https://shop.example.com/notices")
    (answer,) = decided(to_authorise(till, voucher(till), "SN1"))
    decided(to_capture(till, answer.said["claim"]))
    Claim.objects.update(state="paid")
    seen: list[str] = []

    def silent(*_: object) -> None:
        raise HookSilent(why="503")

    def takes(url: str, identifier: str, body: bytes, headers: dict[str, str]) -> None:
        made = signature_of(secret.encode(), "POST", "/notices", headers[HEADERS[1]], identifier, digest_of(body))
        assert headers[HEADERS[3]] == made
        seen.append(json.loads(body)["event"])

    now = timezone.now()
    assert send_notices(now, silent) == (0, 3)
    assert send_notices(now, takes) == (0, 0)  # not before its time
    assert send_notices(now + timedelta(minutes=3), takes) == (3, 0)
    assert sorted(seen) == ["authorised", "captured", "paid"]
    assert send_notices(now + timedelta(minutes=9), takes) == (0, 0)
    assert set(Notice.objects.values_list("state", "tries")) == {("sent", 2)}


@pytest.mark.parametrize(
    "url",
    ["http://shop.example.com/", "https://127.0.0.1/", "https://10.1.2.3/", "https://intranet/", "https://a.local/"],
)
def test_a_notice_goes_to_no_address_inside(url: str) -> None:
    with pytest.raises(HookUnfit):
        require_fit(url)


def test_the_document_says_what_the_code_does() -> None:
    said = document()
    assert {path for path in said["paths"] if "post" in said["paths"][path]} == set(VERBS)
    schemas = said["components"]["schemas"]
    for verb, fields in FIELDS.items():
        assert tuple(schemas[verb.value]["properties"]) == fields
    kinds = [one for one in vars(errors).values() if isinstance(one, type) and issubclass(one, errors.TillRefusal)]
    documented = [kind for kind in kinds if kind is not errors.TillRefusal]
    assert schemas["refused"]["properties"]["code"]["enum"] == sorted(kind.code for kind in documented)
    for page in (DOCS / "README.md", DOCS / "README.zh-CN.md"):
        text = page.read_text("utf-8")
        for kind in documented:
            assert f"| `{kind.code}` | {STATUS[kind.kind].value} |" in text, (page, kind.code)


def test_sets_are_of_one_verb_and_touch_each_thing_once(till: TillWorld) -> None:
    a, b = to_authorise(till, "Q1", "S1"), to_authorise(till, "Q2", "S1")
    c, d = to_reverse(till, "DD1"), to_authorise(till, "Q3", "S3")
    assert next_set([a, b, c, d]) == ([0, 3], [1, 2])
    assert next_set([b, c]) == ([0], [1])
    assert next_set([a, d], most=1) == ([0], [1])
    assert (a.verb, c.verb) == (TillVerb.AUTHORISE, TillVerb.REVERSE)


def client_of(till: TillWorld, username: str) -> Client:
    client = Client()
    client.force_login(till.market.people.accounts[username], BACKEND)
    return client


@pytest.mark.parametrize(
    ("username", "sees", "issues"), [("lin", 200, 302), ("wang", 200, 403), ("chen", 200, 403), ("sun", 404, 404)]
)
def test_each_role_sees_and_does_what_it_may(till: TillWorld, username: str, sees: int, issues: int) -> None:
    client = client_of(till, username)
    url = reverse("claims:till", args=[visible_tills(till.lin).get().public_id])
    assert client.get(url).status_code == sees
    key = TillKey.objects.get(code=till.key.code)
    assert client.post(url, {"deed": "revoke", "key": str(key.public_id)}).status_code == issues


def test_a_secret_is_on_one_answer_only(till: TillWorld) -> None:
    client, key = client_of(till, "lin"), TillKey.objects.get(code=till.key.code)
    url = reverse("claims:till", args=[key.till.public_id])
    shown = client.post(url, {"deed": "replace", "key": str(key.public_id)})
    secret = TillKey.objects.get(till=key.till_id, is_sandbox=False, ends_at=None).secret
    assert secret in shown.content.decode()
    assert shown["Cache-Control"] == "no-store"
    assert secret not in client.get(url).content.decode()
    assert client.post(url, {"deed": "issue"}).status_code == 409


def test_lists_ask_as_much_for_twenty_as_for_two(till: TillWorld) -> None:
    client = client_of(till, "lin")
    made = decided(*(to_authorise(till, voucher(till, person), f"SN{person}") for person in range(2)))
    assert codes(made) == ["authorised"] * 2

    def asked(name: str) -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(reverse(name)).status_code == 200
        return len(queries)

    few = {name: asked(name) for name in ("claims:sales", "claims:tills")}
    _more(till)
    assert {name: asked(name) for name in few} == few


def _more(till: TillWorld) -> None:
    """Eighteen more tills and sales, by rows alone."""
    sold = Claim.objects.select_related("sale__till").first()
    assert sold is not None
    for number in range(18):
        row, at, rung = copy(sold), copy(sold.sale.till), copy(sold.sale)
        for one in (row, at, rung):
            one.pk = None
            one._state.adding = True
        row.public_id, row.number, row.holding = uuid4(), f"X{number}", None
        at.public_id, at.number = uuid4(), f"T-{number}"
        row.save()
        at.save()
        rung.claim, rung.till = row, at
        rung.save()
