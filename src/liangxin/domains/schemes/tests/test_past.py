"""Past claims: what a file must hold, and a what-if on it from the question to the sentences, kept as it was found."""

from __future__ import annotations

import io
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from django.db import IntegrityError, transaction

from liangxin.domains.regions.tests.world import COUNTY
from liangxin.domains.schemes import api as schemes
from liangxin.domains.schemes import errors
from liangxin.domains.schemes.models import PastClaims, PolicyTrial
from liangxin.domains.schemes.queries.past import trial_page
from liangxin.domains.schemes.rules.past import contract, read_past
from liangxin.domains.schemes.rules.past_wording import bars, headlines, money_sentence
from liangxin.domains.schemes.rules.scheme_content import Content, check_content
from liangxin.domains.schemes.terms import Against, ClaimChange, WhatIfState
from liangxin.domains.schemes.tests.scheme_world import BIKES, SchemesWorld, policies
from liangxin.domains.schemes.web.past.workbook import trial_workbook
from liangxin.engines.rulebook.what_if import Change
from liangxin.foundation.accounts.api import NotAllowed
from liangxin.foundation.jobs.api import drain_jobs

__all__ = ["policies"]
DAYS = 70


def claims(**changed: Any) -> dict[str, Any]:
    """Two claims a day for ten weeks of 2025: one of 2 000 yuan, one of 10 000; both paid at 15 %, at most 500."""
    days = [date(2025, 3, 3) + timedelta(place // 2) for place in range(DAYS * 2)]
    columns: dict[str, Any] = {
        "claim": [f"C{place}" for place in range(DAYS * 2)],
        "claimed_on": days,
        "region": [COUNTY] * DAYS * 2,
        "category": ["bike"] * DAYS * 2,
        "party": [f"甲{place % 100}" for place in range(DAYS * 2)],
        "paid_fen": [30000, 50000] * DAYS,
        "bought_on": days,
        "price_fen": [200000, 1000000] * DAYS,
        "handed_in": [True] * DAYS * 2,
    }
    return {name: values for name, values in (columns | changed).items() if values is not None}


def parquet(columns: dict[str, Any]) -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.table(columns), out)
    return out.getvalue()


def read(tmp_path: Path, columns: dict[str, Any]) -> Any:
    path = tmp_path / "claims.parquet"
    path.write_bytes(parquet(columns))
    rulebook = check_content(Content(BIKES, "清岚县")).rulebook
    assert rulebook is not None
    return read_past(path, "claims.parquet", rulebook)


def test_a_file_is_counted(tmp_path: Path) -> None:
    facts = read(tmp_path, claims())
    assert (facts.rows, facts.paid_rows, facts.paid_fen, facts.people) == (140, 140, 140 * 40000, 100)
    assert (facts.first_day, facts.last_day) == (date(2025, 3, 3), date(2025, 5, 11))
    without = read(tmp_path, claims(paid_fen=None, party=None))
    assert (without.paid_rows, without.paid_fen, without.people) == (None, None, None)


def test_the_first_columns_that_are_wrong_are_named(tmp_path: Path) -> None:
    with pytest.raises(errors.PastColumnsWrong) as refused:
        read(tmp_path, claims(claimed_on=None, price_fen=["二千"] * DAYS * 2))
    said = str(refused.value)
    assert "有2列不合用" in said
    assert "缺少 claimed_on（申领日期，日期）" in said
    assert "price_fen（购车价格）是string，应当是整数（分）" in said


@pytest.mark.parametrize(
    "personal",
    [{"id_number": ["x"] * DAYS * 2}, {"party": ["11010519491231002X"] * DAYS * 2}, {"姓名": ["甲"] * DAYS * 2}],
)
def test_what_names_a_person_does_not_come_in(tmp_path: Path, personal: dict[str, Any]) -> None:
    with pytest.raises(errors.PastHoldsPersons):
        read(tmp_path, claims(**personal))


def test_what_is_no_parquet_and_what_holds_nothing_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "claims.parquet"
    path.write_bytes(b"claim,claimed_on\n1,2025-01-01\n")
    rulebook = check_content(Content(BIKES, "清岚县")).rulebook
    assert rulebook is not None
    with pytest.raises(errors.PastUnreadable):
        read_past(path, "claims.csv", rulebook)
    empty = {name: pa.array(values[:0], pa.array(values).type) for name, values in claims().items()}
    with pytest.raises(errors.PastEmpty):
        read(tmp_path, empty)
    assert [column.name for column in contract(rulebook)][-3:] == ["bought_on", "price_fen", "handed_in"]


def taken(policies: SchemesWorld, username: str = "lin") -> UUID:
    draft = schemes.PastDraft(COUNTY, "bikes", "", parquet(claims()), "claims.parquet")
    return schemes.take_past_claims(policies.actor(username), draft)


def asked(policies: SchemesWorld, version: UUID, past: UUID, **said: Any) -> UUID:
    return schemes.ask_what_if(policies.actor("lin"), version, schemes.Question(past, **said))


@pytest.mark.django_db
def test_a_set_comes_in_once_and_only_to_those_who_may(policies: SchemesWorld) -> None:
    taken(policies)
    row = PastClaims.objects.get()
    assert (row.claims, row.name) == (140, "电动自行车以旧换新（虚构） 2025-03-03—2025-05-11")
    with pytest.raises(errors.PastSentBefore):
        taken(policies)
    with pytest.raises(NotAllowed):
        taken(policies, "li")
    with pytest.raises(errors.SchemeFieldMissing):
        schemes.remove_past_claims(policies.actor("lin"), row.public_id, "")
    schemes.remove_past_claims(policies.actor("lin"), row.public_id, "传错了")
    assert not PastClaims.objects.exists()


@pytest.mark.django_db
def test_a_what_if_from_the_question_to_the_sentences(policies: SchemesWorld) -> None:
    lin, past = policies.actor("lin"), taken(policies)
    amended = schemes.amend_scheme(lin, policies.in_force, "提高上限")
    schemes.set_scheme_terms(lin, amended, {"most": "600元"}, held_from=date(2026, 12, 1))
    trial = asked(policies, amended, past, against=Against.BEFORE, money_fen=20_000_000, from_day=date(2026, 1, 1))
    assert trial_page(lin, trial).state is WhatIfState.WAITING
    drain_jobs()
    card = trial_page(lin, trial)
    assert card.state is WhatIfState.DONE, card.refusal
    assert card.outcome is not None
    counts = {name: card.outcome[name] for name in ("claims", "gained", "lost", "same", "unknown")}
    assert counts == {"claims": 140, "gained": 70, "lost": 0, "same": 70, "unknown": 0}
    assert card.more is not None
    assert card.more.fen == 70 * 10000
    told = headlines(card.outcome, card.against)
    assert told[0] == "与前一版相比，140件申领中，70件补得更多，0件补得更少，70件不变。"
    assert "多支出7 000 元" in told[1]
    assert "用完" in money_sentence(card.outcome)
    out = io.BytesIO()
    trial_workbook(card, out)
    assert out.getvalue().startswith(b"PK")
    assert (
        asked(policies, amended, past, against=Against.BEFORE, money_fen=20_000_000, from_day=date(2026, 1, 1)) == trial
    )


@pytest.mark.django_db
def test_what_was_found_stands_whatever_becomes_of_the_draft(policies: SchemesWorld) -> None:
    lin, past = policies.actor("lin"), taken(policies)
    amended = schemes.amend_scheme(lin, policies.in_force, "改")
    trial = asked(policies, amended, past)
    drain_jobs()
    assert trial_page(lin, trial).state is WhatIfState.DONE
    with pytest.raises(IntegrityError, match="stands"), transaction.atomic():
        PolicyTrial.objects.filter(public_id=trial).update(outcome={})
    with pytest.raises(errors.PastInUse):
        schemes.remove_past_claims(lin, past, "不要了")
    schemes.discard_scheme_draft(lin, amended, "不改了")
    card = trial_page(lin, trial)
    assert (card.version_id, card.has_changed) == (None, True)


@pytest.mark.django_db
def test_a_question_that_does_not_fit_is_refused(policies: SchemesWorld) -> None:
    past = taken(policies)
    with pytest.raises(errors.WhatIfUnfit):
        asked(policies, policies.draft, past)
    with pytest.raises(errors.NothingBefore):
        asked(policies, policies.in_force, past, against=Against.BEFORE)
    with pytest.raises(NotAllowed):
        schemes.ask_what_if(policies.actor("li"), policies.in_force, schemes.Question(past))
    with pytest.raises(errors.PastNotFound):
        schemes.ask_what_if(policies.actor("sun"), policies.theirs, schemes.Question(past))


def test_many_days_are_shown_by_week_and_days_without_claims_are_not_left_out() -> None:
    rows = [{"key": key, "claims": 1, "before_fen": 1, "after_fen": 2} for key in ("2026-01-01", "2026-01-03")]
    assert [bar.claims for bar in bars(rows)] == [1, 0, 1]
    rows[1]["key"] = "2026-12-31"
    weeks = bars(rows)
    assert len(weeks) == 53
    assert (weeks[0].first, weeks[-1].after.fen) == (date(2025, 12, 29), 2)
    assert bars([]) == []


def test_why_no_day_can_be_said_is_said() -> None:
    assert money_sentence({"runs_out": None, "runs_out_reason": "没有给出资金总额。"}) == "没有给出资金总额。"
    lasting = {
        "level": 0.8,
        "likely": None,
        "earliest": "2026-11-02",
        "latest": None,
        "until": "2026-12-31",
        "left_fen": 5_000_000,
    }
    said = money_sentence({"runs_out": lasting, "runs_out_reason": ""})
    assert said == "资金大致能用到2026-12-31，预计剩5 万元（8成把握内最早2026-11-02用完）。"


def test_the_changes_are_those_of_the_engine() -> None:
    assert [(one.value, one.label) for one in ClaimChange] == [(one.value, one.label) for one in Change]
