"""After-sale claims of the demo county by the real deeds: from citizens and from the counter, one in each state."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from liangxin.domains.claims.access.settings import ReviewRules
from liangxin.domains.claims.actions import after_demo_papers as papers
from liangxin.domains.claims.actions import after_reading as reading
from liangxin.domains.claims.actions.after_appeals import appeal_claim, freeze_claim, propose_correction
from liangxin.domains.claims.actions.after_documents import add_document, put_read
from liangxin.domains.claims.actions.after_draws import next_draw, set_review
from liangxin.domains.claims.actions.after_filing import (
    open_claim,
    open_claim_for,
    save_claim,
    submit_claim,
)
from liangxin.domains.claims.actions.after_reviewing import (
    answer_question,
    ask_claimant,
    pass_claim,
    refuse_claim,
    settle_fact,
)
from liangxin.domains.claims.actions.citizens import enter_citizen
from liangxin.domains.claims.models import Document
from liangxin.domains.claims.rules.identity import LocalVerifier, VerifiedPerson
from liangxin.domains.claims.terms import WORDING, MarkKind
from liangxin.domains.parties import api as parties
from liangxin.domains.regions import api as regions
from liangxin.domains.schemes import api as schemes
from liangxin.foundation.accounts.api import Actor, actor_of
from liangxin.kernel.money import Money
from liangxin.kernel.working_days import add_working_days

COUNTY: Final = "990123"
FAMILY: Final = "cars_scrap"


@dataclass(frozen=True, slots=True)
class Staff:
    """Who does what: the office at the counter, then one person a level."""

    office: Actor
    first: Actor
    second: Actor
    final: Actor


@dataclass(frozen=True, slots=True)
class _Car:
    """One claim: whose (with a name: by their own account), the price in yuan, what becomes of it.

    `on_invoice` is what the invoice says instead; `late` says that it has waited for long.
    """

    id_number: str
    price: int
    fate: str = ""
    name: str = ""
    on_invoice: int | None = None
    late: bool = False


_PASSED: Final = {"second_passed": 2, "approved": 3, "corrected": 3}
# In the first draw: all clear, by citizens themselves.
_CLEAR: Final = (
    _Car("990123199309081110", 139_800, name="徐采薇"),
    _Car("990123196706051122", 118_600, name="孙守衡"),
    _Car("990123195107121139", 86_900, name="胡若谷"),
    _Car("990123195511161140", 159_900, name="朱问渠"),
)
_CARS: Final = (
    _Car("990123198509051165", 101_500, name="林云泽"),
    _Car("990123197703201011", 168_800, late=True),
    _Car("990123198308021031", 129_900, name="张南乔", on_invoice=119_900),
    _Car("990123196910031188", 95_300, "second_passed"),
    _Car("990123195408301053", 203_000, "approved"),
    _Car("990123199708071200", 133_000, "corrected"),
    _Car("{citizen}", 75_600, "questioned"),
    _Car("990123198604011217", 84_200, "answered", name="李长庚"),
    _Car("990123195608101072", 142_000, "refused"),
    _Car("990123198012201084", 110_000, "frozen"),
    _Car("990123200006121096", 99_900, "draft"),
)


def load_after_demo(actor: Actor, reviewers: tuple[Actor, Actor, Actor], citizen: Actor, *, on: date) -> int:
    """Load the claims; `reviewers` are one person a level, `citizen` an account of the demo with a question to answer.

    Returns how many; none where no car scheme is in force on the day.
    """
    region = regions.region_seen(actor, COUNTY)
    scheme = next((one for one in schemes.schemes_in_force(region.id, on) if one.family == FAMILY), None)
    if scheme is None:
        return 0
    staff = Staff(actor, *reviewers)
    rules = ReviewRules(levels=3, basis="《清岚县汽车以旧换新审核办法》清商发〔2026〕6号（虚构）")
    set_review(actor, COUNTY, rules)
    next_draw(actor, COUNTY, on=on)
    for serial, car in enumerate(_CLEAR, 1):
        _bring(staff, car, _filed(staff, car, citizen, str(scheme.public_id), serial, on), on)
    next_draw(actor, COUNTY, on=on)
    for serial, car in enumerate(_CARS, len(_CLEAR) + 1):
        _bring(staff, car, _filed(staff, car, citizen, str(scheme.public_id), serial, on), on)
    return len(_CLEAR) + len(_CARS)


def _filed(staff: Staff, car: _Car, citizen: Actor, scheme: str, serial: int, on: date) -> tuple[Actor, str]:
    """Who filled the claim in, and its number."""
    if car.name:
        person = VerifiedPerson(car.name, car.id_number, "")
        account = enter_citizen(person, COUNTY, verified_by=LocalVerifier("").name, on=on, wording=WORDING)
        citizen = actor_of(account)
    if car.name or car.id_number.startswith("{"):
        number = open_claim(citizen, scheme, on=on)
        _fill(citizen, number, car, serial, on)
        return citizen, number
    party = parties.find_party(staff.office, car.id_number)
    assert party is not None  # noqa: S101 - the demo county's people are loaded before
    number = open_claim_for(staff.office, COUNTY, party.id, scheme, on=on)
    _fill(staff.office, number, car, serial, on)
    return staff.office, number


def _fill(who: Actor, number: str, car: _Car, serial: int, on: date) -> None:
    bought = max(on - timedelta(days=12), date(on.year, 1, 2))
    said = {
        "invoiced_on": bought.isoformat(),
        "old_is_passenger": "yes",
        "old_fuel": "petrol",
        "old_registered_on": "2011-05-16",
        "old_owned_on": "2016-08-01",
        "recycled_on": max(on - timedelta(days=10), date(on.year, 1, 2)).isoformat(),
        "cancelled_on": max(on - timedelta(days=8), date(on.year, 1, 2)).isoformat(),
        "same_owner": "yes",
        "new_is_passenger": "yes",
        "new_kind": "nev",
        "new_registered_on": max(on - timedelta(days=9), date(on.year, 1, 2)).isoformat(),
        "price": str(car.price),
    }
    numbers = {
        MarkKind.OLD_VIN: papers.made_vin(f"L00990T00B1{serial:06d}"),
        MarkKind.NEW_VIN: papers.made_vin(f"L00990T00T1{serial:06d}"),
        MarkKind.INVOICE: f"{on:%y}99{serial:016d}",
        MarkKind.CERTIFICATE: f"HS{on:%y}{serial:06d}",
    }
    if car.fate != "draft":
        _papers(who, number, car, serial, numbers, bought, date.fromisoformat(said["recycled_on"]))
    save_claim(who, number, said, numbers, on=on)


def _papers(
    who: Actor, number: str, car: _Car, serial: int, numbers: dict[MarkKind, str], bought: date, recycled: date
) -> None:
    buyer = "" if car.id_number.startswith("{") else car.id_number
    sheet = papers.invoice(numbers, bought, Money((car.on_invoice or car.price) * 100), buyer)
    _give(who, number, "new_car", sheet, "机动车销售统一发票.xml")
    if car.name:
        _give(who, number, "old_car", papers.certificate(numbers, car.name, recycled), "报废机动车回收证明.pdf")
    else:  # what came to the counter on paper was photographed there
        add_document(who, number, "old_car", papers.photograph(serial), "报废机动车回收证明.png")
        add_document(who, number, "identity", papers.photograph(serial + 100), "身份证和银行卡.png")


def _give(who: Actor, number: str, evidence: str, content: bytes, name: str) -> None:
    """A paper of our own making is read at once, so that claims are checked when the draw looks at them."""
    public_id = add_document(who, number, evidence, content, name)
    document = Document.objects.get(public_id=public_id)
    put_read(Actor.system("示范数据"), document, reading.read_own(content, name))


def _bring(staff: Staff, car: _Car, filed: tuple[Actor, str], on: date) -> None:
    who, number = filed
    if car.fate == "draft":
        return
    day = max(add_working_days(on, -9), date(on.year, 1, 2)) if car.late else on
    submit_claim(who, number, on=day)
    settle_fact(staff.first, number, "in_catalogue", "yes", on=day)
    people = (staff.first, staff.second, staff.final)
    for person in people[: _PASSED.get(car.fate, 0)]:
        pass_claim(person, number, on=on)
    _carry(staff, car, who, number, on)


def _carry(staff: Staff, car: _Car, who: Actor, number: str, on: date) -> None:
    match car.fate:
        case "corrected":
            propose_correction(
                staff.first, number, "fact:price", str(car.price - 10_000), reason="有一笔开票后的退款", on=on
            )
        case "questioned" | "answered":
            asked = "请照旧车登记证书核对登记到您名下的日期。"
            ask_claimant(staff.first, number, "fact:old_owned_on", asked, on=on)
            if car.fate == "answered":
                answer_question(who, number, "2015-09-01", on=on)
        case "refused":
            refuse_claim(staff.first, number, reason="回收证明上的车架号与填写的旧车不是同一辆。", on=on)
            appeal_claim(who, number, "回收企业开具的证明有误，现已更正，请重新核对。", on=on)
        case "frozen":
            freeze_claim(staff.office, number, "与县公安局核对旧车注销信息", on=on)
