"""The demo county's people and enterprises: brought in by the real deeds, with one pair that waits for a person."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from liangxin.domains.parties.actions.pairs import find_pairs
from liangxin.domains.parties.actions.roles import give_role
from liangxin.domains.parties.actions.taking import Consent, take_in
from liangxin.domains.parties.actions.unmasking import unmask
from liangxin.domains.parties.queries.cards import party_cards
from liangxin.domains.parties.rules.facts import EnterpriseFacts, PersonFacts
from liangxin.domains.parties.terms import PartyField, PartyRole
from liangxin.domains.regions import api as regions
from liangxin.foundation.accounts.api import Actor
from liangxin.kernel.shipped import shipped_data

_DEMO = Path(__file__).resolve().parents[1] / "data" / "demo.yaml"
_WORDING = "个人信息处理告知书（2024年第1版）"


def load_demo(actor: Actor, region_code: str, *, on: date) -> int:
    """Everybody in it is invented. Returns how many parties are new; a second call changes nothing."""
    shipped = shipped_data(_DEMO)
    region = regions.region_seen(actor, region_code)
    firms = [
        EnterpriseFacts(
            **{name: each[name] for name in ("name", "uscc", "address", "contact", "phone", "bank_account")}
        )
        for each in shipped["enterprises"]
    ]
    people = [PersonFacts(**each) for each in shipped["people"]]
    consent = Consent(on - timedelta(days=120), _WORDING)
    made = take_in(actor, region.id, firms, source="商务部门入围名单", consent=consent)
    also = take_in(actor, region.id, people, source="2024年补贴申领记录", consent=consent)
    for pk, each in zip(made.ids, shipped["enterprises"], strict=True):
        if each["role"]:
            give_role(actor, [pk], PartyRole.of(each["role"]), since=on - timedelta(days=each["since_days_ago"]))
    if also.new:
        find_pairs(actor)
        seen = party_cards(actor, also.ids[:1])[also.ids[0]]
        unmask(actor, seen.public_id, [PartyField.PHONE], reason="电话核实上门回收时间")
    return made.new + also.new
