"""Access tokens: shown once, ended by time, by hand and with the account."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import IntegrityError, connection

from liangxin.foundation.accounts.api import Account
from liangxin.foundation.accounts.tests import people
from liangxin.foundation.rest.api import (
    TokenNotFound,
    TokenTermTooLong,
    TooManyTokens,
    account_of,
    issue_token,
    revoke_token,
    tokens_of,
)
from liangxin.foundation.rest.models import AccessToken
from liangxin.foundation.trail.api import entries_of

# Nine in the evening of the 22nd in Greenwich is the 23rd in the office.
EVENING = datetime(2026, 11, 22, 21, tzinfo=UTC)


@pytest.mark.django_db
def test_a_token_is_its_accounts_and_is_not_kept() -> None:
    li = people.account("li")
    token = issue_token(li, "大屏", days=30)
    assert account_of(token) == li
    assert account_of(token + "x") is None
    assert token not in str(list(AccessToken.objects.values()))


@pytest.mark.django_db
def test_it_is_good_to_the_end_of_its_last_day_in_the_office() -> None:
    li = people.account("li")
    with time_machine.travel(EVENING, tick=False) as clock:
        token = issue_token(li, "大屏", days=1)
        (card,) = tokens_of(li)
        assert card.expires == date(2026, 11, 23)
        clock.shift(timedelta(hours=18))
        assert account_of(token) == li
        clock.shift(timedelta(hours=1))
        assert account_of(token) is None
        assert tokens_of(li) == []


@pytest.mark.django_db
def test_the_day_of_use_is_noted_once_a_day() -> None:
    li = people.account("li")
    with time_machine.travel(EVENING, tick=False):
        token = issue_token(li, "大屏", days=30)
        assert tokens_of(li)[0].last_used is None
        account_of(token)
        AccessToken.objects.update(label="unchanged since")
        account_of(token)
    assert tokens_of(li)[0].last_used == date(2026, 11, 23)


@pytest.mark.django_db
def test_it_ends_when_revoked_and_with_its_account() -> None:
    li, sun = people.account("li"), people.account("sun")
    token = issue_token(li, "大屏", days=30)
    (card,) = tokens_of(li)
    with pytest.raises(TokenNotFound):
        revoke_token(sun, card.public_id)
    revoke_token(li, card.public_id)
    assert account_of(token) is None
    with pytest.raises(TokenNotFound):
        revoke_token(li, card.public_id)
    other = issue_token(sun, "报表", days=30)
    Account.objects.filter(username="sun").update(is_active=False)
    assert account_of(other) is None


@pytest.mark.django_db
def test_issuing_and_revoking_are_on_the_trail() -> None:
    li = people.account("li")
    issue_token(li, "大屏", days=30)
    revoke_token(li, tokens_of(li)[0].public_id)
    assert [entry.verb_label for entry in entries_of(AccessToken.objects.get())] == ["停用访问令牌", "建立访问令牌"]


@pytest.mark.parametrize("days", [0, -1, 367])
@pytest.mark.django_db
def test_a_term_without_end_or_none_at_all_is_refused(days: int) -> None:
    with pytest.raises(TokenTermTooLong):
        issue_token(people.account("li"), "大屏", days=days)


@pytest.mark.django_db
def test_the_database_keeps_nothing_but_digests() -> None:
    with pytest.raises(IntegrityError, match="rest_token_kept_as_digest"):
        AccessToken.objects.create(account=people.account("li"), label="x", digest="lx_open", expires=date(2027, 1, 1))


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_of_two_requests_for_the_last_token_at_once_only_one_gets_it() -> None:
    li = people.account("li")
    for _ in range(9):
        issue_token(li, "大屏", days=30)
    both_in, outcomes = threading.Barrier(2, timeout=10), []

    def ask() -> None:
        try:
            both_in.wait()
            issue_token(li, "大屏", days=30)
            outcomes.append("issued")
        except TooManyTokens:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=ask) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sorted(outcomes) == ["issued", "refused"]
    assert len(tokens_of(li)) == 10
