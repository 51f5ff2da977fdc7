"""A citizen signs in with the trial's identity, sees their own pages and none of the staff's, and what is kept."""

from __future__ import annotations

import json

import pytest
from django.test import Client, override_settings
from django.utils import timezone

from liangxin.domains.claims.access.citizens import get_citizen
from liangxin.domains.claims.errors import NotACitizen
from liangxin.domains.claims.models import Citizen, Erasure
from liangxin.domains.claims.queries.mine import my_data
from liangxin.domains.claims.terms import WORDING
from liangxin.domains.claims.tests.citizens import CitizensWorld, citizens, sign_in, verified
from liangxin.domains.parties import api as parties
from liangxin.foundation.accounts.api import actor_of
from liangxin.foundation.ui.tests.pages import read, words

__all__ = ["citizens"]
pytestmark = pytest.mark.django_db


def test_the_first_sign_in_makes_one_account_with_consent_and_the_second_finds_it(
    client: Client, citizens: CitizensWorld
) -> None:
    before = Citizen.objects.count()
    for _ in range(2):
        sign_in(client, 13)
        client.post("/sign-out/")
    assert Citizen.objects.count() == before + 1
    citizen = Citizen.objects.latest("id")
    lines = my_data(actor_of(citizen.account), on=timezone.localdate()).page.lines
    assert [line.field.value for line in lines if line.consented_on and line.wording == WORDING] == ["phone"]
    assert citizen.account.name != verified(13).name
    assert not citizen.account.has_usable_password()


def test_the_trial_says_that_it_verifies_nothing_and_a_wrong_number_stands_beside_its_field(
    client: Client, citizens: CitizensWorld
) -> None:
    assert "本地试用，不核验身份" in words(read(client.get("/my/sign-in/")))
    client.post("/my/sign-in/", {"deed": "start", "region": "990123", "consent": "yes"})
    assert "本地试用，不核验身份" in words(read(client.get("/my/sign-in/local/")))
    state = client.session["my_identity"]["state"]
    wrong = {"state": state, "name": "张三", "identity": "990123198001010010", "phone": ""}
    answer = client.post("/my/sign-in/verified/", wrong)
    assert answer.status_code in (400, 422)
    assert read(answer).xpath("//*[@id='about-identity']//*[contains(@class,'refusal')]")
    assert client.get("/my/").status_code == 302


def test_without_consent_or_with_another_state_nobody_is_signed_in(client: Client, citizens: CitizensWorld) -> None:
    refused = client.post("/my/sign-in/", {"deed": "start", "region": "990123"})
    assert "还没有同意" in words(read(refused))
    client.post("/my/sign-in/", {"deed": "start", "region": "990123", "consent": "yes"})
    facts = verified(11)
    client.post("/my/sign-in/verified/", {"state": "forged", "name": facts.name, "identity": facts.id_number})
    assert "_auth_user_id" not in client.session


def test_without_a_verifier_the_sign_in_says_that_it_is_closed(client: Client) -> None:
    page = read(client.get("/my/sign-in/"))
    assert "居民登录尚未开通" in words(page)
    assert not page.xpath("//main//form")
    assert client.post("/my/sign-in/", {"deed": "start", "region": "990123", "consent": "yes"}).status_code == 503


class FarService:
    """A service elsewhere, as a region would name it."""

    name, is_trial = "某省统一身份认证", False

    def start(self, state: str, back: str) -> str:
        return f"https://identity.example/authorise?state={state}&back={back}"

    def finish(self, answer: dict[str, str]):  # type: ignore[no-untyped-def]  # a VerifiedPerson
        assert answer["code"] == "vouched"
        return verified(11)


@override_settings(IDENTITY_VERIFIER="liangxin.domains.claims.tests.test_citizen_web.FarService")
def test_a_service_elsewhere_is_reached_by_a_link_and_comes_back_with_a_get(
    client: Client, citizens: CitizensWorld
) -> None:
    leaving = client.post("/my/sign-in/", {"deed": "start", "region": "990123", "consent": "yes"}, follow=True)
    (address,) = read(leaving).xpath("//main//a[contains(@class,'btn-primary')]/@href")
    assert address.startswith("https://identity.example/")
    assert client.get("/my/sign-in/local/").status_code == 302
    state = client.session["my_identity"]["state"]
    assert client.get("/my/sign-in/verified/", {"state": state, "code": "vouched"}).headers["Location"] == "/my/"
    assert client.session["_auth_user_id"] == str(citizens.lan.pk)


def test_staff_pages_do_not_exist_for_a_citizen_and_citizens_pages_not_for_staff(
    client: Client, citizens: CitizensWorld
) -> None:
    client.force_login(citizens.lan)
    for address in ("/claims/drives/", "/parties/", "/regions/", "/search/", "/messages/"):
        assert client.get(address).status_code == 404, address
    assert client.get("/home/").headers["Location"] == "/my/"
    for address in ("/", "/guide/", "/market/shops/", "/my/", "/my/claims/", "/my/data/"):
        assert client.get(address).status_code in (200, 302), address
    with pytest.raises(NotACitizen):
        get_citizen(citizens.people.actor("lin"))
    client.force_login(citizens.people.accounts["lin"])
    assert client.get("/my/data/").status_code == 404
    assert client.get("/claims/drives/").status_code == 200


def test_ones_data_are_masked_on_the_page_whole_in_the_file_and_each_look_is_logged(
    client: Client, citizens: CitizensWorld
) -> None:
    client.force_login(citizens.lan)
    shown = words(read(client.get("/my/data/")))
    assert "本人查看和导出" not in shown
    assert verified(11).id_number not in shown
    assert "保存到" in shown
    whole = json.loads(client.post("/my/data/export/").content)
    assert verified(11).id_number in [each["value"] for each in whole["personal_data"]]
    assert "本人查看和导出" in words(read(client.get("/my/data/")))


def test_erasure_empties_what_rests_on_consent_and_says_what_stays(client: Client, citizens: CitizensWorld) -> None:
    client.force_login(citizens.lan)
    client.post("/my/data/", {"deed": "erase", "sure": "yes"})
    kept = Erasure.objects.get()
    assert (kept.emptied, kept.staying) == (["phone"], ["name", "identity"])
    again = client.post("/my/data/", {"deed": "erase", "sure": "yes"})
    assert again.status_code == 409


def test_the_account_for_payment_is_registered_by_the_citizen_and_a_slip_is_said_beside_it(
    client: Client, citizens: CitizensWorld
) -> None:
    client.force_login(citizens.lan)
    for typed, said in (("", "没有填写收款账号"), ("12", "收款账号：银行卡号应为")):
        refused = client.post("/my/data/", {"deed": "account", "account": typed})
        assert refused.status_code == 422
        assert said in refused.content.decode()
    assert parties.with_account([citizens.lan.citizen.party_id]) == set()
    client.post("/my/data/", {"deed": "account", "account": "6228 4800 9901 2300 016"})
    assert parties.with_account([citizens.lan.citizen.party_id]) == {citizens.lan.citizen.party_id}
    page = client.get("/my/data/").content.decode()
    assert "更换收款账号" in page
    assert "末位校验不符" in page
    assert "6228480099012300016" not in page
