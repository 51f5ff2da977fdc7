"""Commands are dry by default, say what they did, and end with a status that a script can read."""

from __future__ import annotations

import io
import json
from argparse import ArgumentParser
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, InternalError

from liangxin.foundation.accounts.api import Account, Actor
from liangxin.foundation.accounts.models import RecoveryCode
from liangxin.foundation.accounts.tests import people
from liangxin.foundation.commands.api import REFUSED, OfficeCommand
from liangxin.kernel.refusal import Refusal, RefusalKind

# A read-only or dry run ends its transaction, which a test's own transaction would hide.
pytestmark = pytest.mark.django_db(transaction=True)


class NameTaken(Refusal):
    code, kind = "demo.name_taken", RefusalKind.CONFLICT
    sentence, remedy = "“%(name)s”已经有人使用。", "请换一个。"


class OpenAccount(OfficeCommand):
    help = "开设账号"
    actors: list[Actor] = []

    def arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")

    def work(self, actor: Actor, *, apply: bool, **options: Any) -> dict[str, object]:
        self.actors.append(actor)
        if Account.objects.filter(username=options["username"]).exists():
            raise NameTaken(name=options["username"])
        people.account(options["username"])
        return {"账号": options["username"], "共有": Account.objects.count()}


class CountAccounts(OfficeCommand):
    changes = False

    def work(self, actor: Actor, *, apply: bool, **options: Any) -> dict[str, object]:
        return {"共有": Account.objects.count(), "截至": date(2026, 11, 23), "占比": Decimal("0.5")}


def run(command: OfficeCommand, *arguments: str) -> str:
    out = io.StringIO()
    call_command(command, *arguments, stdout=out)
    return out.getvalue()


def test_it_goes_the_whole_way_and_keeps_nothing_unless_told() -> None:
    shown = run(OpenAccount(), "li")
    assert "共有" in shown
    assert "1" in shown
    assert "没有保存" in shown
    assert not Account.objects.exists()


def test_told_to_apply_it_keeps_what_it_did() -> None:
    assert "没有保存" not in run(OpenAccount(), "li", "--apply")
    assert Account.objects.get().username == "li"


def test_a_dry_run_meets_the_constraints_that_a_real_one_meets_at_its_end() -> None:
    class GiveCodeToNobody(OfficeCommand):
        def work(self, actor: Actor, *, apply: bool, **options: Any) -> dict[str, object]:
            RecoveryCode.objects.create(account_id=0, digest="x")  # the foreign key is checked when committing
            return {}

    with pytest.raises(IntegrityError, match="foreign key"):
        run(GiveCodeToNobody())


def test_json_is_for_machines_and_bears_the_run() -> None:
    told = json.loads(run(OpenAccount(), "li", "--json", "--apply"))
    assert told == {"run_id": OpenAccount.actors[-1].run_id, "applied": True, "账号": "li", "共有": 1}
    assert json.loads(run(CountAccounts(), "--json"))["截至"] == "2026-11-23"


def test_it_acts_as_the_system_under_its_own_name() -> None:
    run(OpenAccount(), "li")
    assert OpenAccount.actors[-1].is_system
    assert OpenAccount.actors[-1].name == "test_office"


@pytest.mark.parametrize("as_json", [False, True])
def test_a_refusal_is_one_sentence_on_standard_error_and_status_2(as_json: bool) -> None:
    run(OpenAccount(), "li", "--apply")
    err = io.StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command(OpenAccount(stderr=err), "li", *["--json"] * as_json)
    assert ended.value.code == REFUSED == 2
    told = err.getvalue().strip()
    assert (json.loads(told)["sentence"] if as_json else told) == "“li”已经有人使用。请换一个。"


def test_a_command_that_only_reads_cannot_write() -> None:
    class Sneaky(OfficeCommand):
        changes = False

        def work(self, actor: Actor, *, apply: bool, **options: Any) -> dict[str, object]:
            people.account("li")
            return {}

    with pytest.raises(InternalError, match="read-only"):
        run(Sneaky())
    with pytest.raises(TypeError, match="apply"):
        call_command(CountAccounts(), apply=True)


def test_work_in_batches_keeps_what_each_batch_committed() -> None:
    class InBatches(OfficeCommand):
        one_transaction = False

        def work(self, actor: Actor, *, apply: bool, **options: Any) -> dict[str, object]:
            people.account("li")
            raise NameTaken(name="wang")

    with pytest.raises(SystemExit):
        call_command(InBatches(stderr=io.StringIO()))
    assert Account.objects.get().username == "li"
