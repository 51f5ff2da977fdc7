"""The demo county's drives: one that runs with vouchers used, run out and waited for, one to approve; a citizen."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone
from stdnum.cn import ric

from liangxin.domains.claims.actions import queueing
from liangxin.domains.claims.actions.citizens import enter_citizen
from liangxin.domains.claims.actions.drives import approve_drive, propose_drive
from liangxin.domains.claims.models import Drive, Voucher
from liangxin.domains.claims.queries.cover import cover_of
from liangxin.domains.claims.rules.drives import DriveDraft
from liangxin.domains.claims.rules.identity import LocalVerifier, VerifiedPerson
from liangxin.domains.claims.terms import WORDING, VoucherState
from liangxin.domains.parties import api as parties
from liangxin.domains.regions import api as regions
from liangxin.foundation.accounts.api import Actor

DEMO_CITIZEN: Final = "xiaolan"
_QUEUED, _VOUCHERS, _A_MINUTE, _CANCELLED, _LAPSED = 300, 240, 20, 6, 9
_SURNAMES, _GIVEN = "赵钱孙李周吴郑王冯陈褚卫", ("小满", "立夏", "清和", "白露", "知秋", "霜降", "南星", "半夏")
_YUAN: Final = 100


def load_demo_drives(actor: Actor, approver: Actor, region_code: str, password: str) -> int:
    """Everybody in it is invented. Returns how many vouchers are out; a county that has drives is left as it is."""
    place = regions.region_seen(actor, region_code)
    if Drive.objects.filter(region_id=place.id).exists():
        return 0
    now = timezone.now()
    opened = now - timedelta(days=2)
    drive = _approved(actor, approver, region_code, _draft("空调资格券（第二期）", "conditioner", opened), opened)
    with transaction.atomic():
        _fill(place, drive, opened)
    ahead = (now + timedelta(days=3)).replace(minute=0, second=0, microsecond=0)
    propose_drive(actor, region_code, _draft("冰箱资格券（第三期）", "fridge", ahead, 50), at=now)
    _citizen(place, actor, approver, password, now)
    return Voucher.objects.filter(region_id=place.id).count()


def _draft(
    name: str, category: str, opens_at: datetime, count: int = _VOUCHERS, pace: int | None = _A_MINUTE
) -> DriveDraft:
    closes_at = opens_at + timedelta(days=20)
    return DriveDraft(name, "appliances", category, count, 1500 * _YUAN, opens_at, closes_at, pace, 15)


def _approved(proposer: Actor, approver: Actor, region_code: str, draft: DriveDraft, at: datetime) -> Drive:
    public_id = propose_drive(proposer, region_code, draft, at=at)
    drive = Drive.objects.get(public_id=public_id)
    is_enough = cover_of(drive, at).is_enough  # the year's money may be spent where the demo is loaded late in it
    approve_drive(approver, public_id, reason="" if is_enough else "按实际平均金额够用（演示）", at=at)
    drive.refresh_from_db()
    return drive


def _fill(place: regions.RegionCard, drive: Drive, opened: datetime) -> None:
    """A morning's rush, an evening's, and what came of it since: some gave theirs back, some let it run out."""
    system = Actor.system("示范数据")
    people = [_person(number) for number in range(_QUEUED)]
    ids = parties.take_in(system, place.id, people, source="示范数据").ids
    for start in range(0, _QUEUED, 20):
        moment = opened + timedelta(minutes=start // 4, hours=8 * (start > _QUEUED // 2))
        queueing.join(drive.pk, ids[start : start + 20], at=moment)
        queueing.release(system, drive.pk, at=moment)
    queueing.release(system, drive.pk, at=opened + timedelta(hours=12))
    mine = list(Voucher.objects.filter(drive=drive).order_by("pk").values_list("pk", flat=True))
    given_back, run_out = mine[5 : 5 + _CANCELLED], mine[40 : 40 + _LAPSED]
    Voucher.objects.filter(pk__in=given_back).update(state=VoucherState.CANCELLED.value)
    ended = opened + timedelta(hours=30)
    Voucher.objects.filter(pk__in=run_out).update(state=VoucherState.LAPSED.value, expires_at=ended)
    queueing.release(system, drive.pk, at=opened + timedelta(hours=31))


def _citizen(place: regions.RegionCard, proposer: Actor, approver: Actor, password: str, now: datetime) -> None:
    """One citizen with an open voucher, from a drive without a queue."""
    facts = _person(999)
    person = VerifiedPerson("蓝小兰", facts.id_number, "13900009999")
    on = timezone.localdate(now)
    account = enter_citizen(person, place.code, verified_by=LocalVerifier("").name, on=on, wording=WORDING)
    account.username, account.password = DEMO_CITIZEN, make_password(password)
    account.save(update_fields=["username", "password"])
    opened = now - timedelta(hours=3)
    drive = _approved(
        proposer, approver, place.code, _draft("洗衣机资格券（先到先得）", "washer", opened, 100, None), opened
    )
    party_id = account.citizen.party_id
    with transaction.atomic():
        queueing.join(drive.pk, [party_id], at=now)
        queueing.release(Actor.system("示范数据"), drive.pk, at=now)


def _person(number: int) -> parties.PersonFacts:
    born = date(1958, 3, 1) + timedelta(days=number * 31)
    body = f"990123{born:%Y%m%d}{700 + number % 200}"
    name = _SURNAMES[number % 12] + _GIVEN[number // 12 % 8]
    return parties.PersonFacts(name, body + ric.calc_check_digit(body + "0"), f"139{number + 50_000_000:08d}")
