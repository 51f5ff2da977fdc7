"""Budgets that hold for many years, made quickly: for worlds of packages above, whose tests run on any day."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection

from liangxin.domains.funds.actions import posting
from liangxin.domains.funds.actions.posting import Posting, bundle_of, post
from liangxin.domains.funds.models import Account, Budget
from liangxin.domains.funds.models.functions import POST
from liangxin.domains.funds.queries.verifying import verify_journal
from liangxin.domains.funds.terms import AccountKind, EntryKind
from liangxin.foundation.accounts.api import Actor

DAYS = (date(2025, 1, 1), date(2099, 12, 31))


def open_budget(region_id: int, name: str, fen: int, kind: AccountKind = AccountKind.BUDGET, **scope: str) -> int:
    """A budget or limit with so much in it; its id."""
    account = Account.objects.create(kind=kind.value, opens_on=DAYS[0], closes_on=DAYS[1], is_open=True)
    Budget.objects.create(account=account, region_id=region_id, area_id=region_id, name=name, year=2025, **scope)
    post(Actor.system("小世界"), EntryKind.GRANT, [Posting(f"grant:{name}", fen, DAYS[0], bundle_of([account.pk]))])
    return account.pk


def balance_in_fen(budget_id: int) -> dict[str, int]:
    """What stands where in a budget."""
    row = Account.objects.get(pk=budget_id)
    places = ("available", "reserved", "committed", "held", "paid")
    return {place: getattr(row, place).fen for place in places}


def journal_faults() -> list[str]:
    """What the whole journal's check finds; that these budgets have no sources is no fault here."""
    return [fault for fault in verify_journal().faults if not fault.endswith("与其资金来源的分担不符")]


def without_guard(monkeypatch: pytest.MonkeyPatch) -> None:
    """For controls of races: money is looked at without locks, on accounts without their constraints."""
    unguarded = POST.replace("funds_post(", "funds_post_unguarded(").replace("FOR NO KEY UPDATE", "")
    unguarded = unguarded.replace("    IF done THEN", "    IF done THEN\n        PERFORM pg_sleep(0.1);")
    names = [constraint.name for constraint in Account._meta.constraints if constraint.name.endswith("not_negative")]
    with connection.cursor() as cursor:
        cursor.execute(unguarded)
        for name in names:
            cursor.execute(f'ALTER TABLE funds_account DROP CONSTRAINT "{name}"')
        cursor.execute("ALTER TABLE funds_block DROP CONSTRAINT funds_block_number_once")
    monkeypatch.setattr(posting, "_CALL", posting._CALL.replace("funds_post(", "funds_post_unguarded("))
