"""Refusals carry their sentence and data; terms carry their label."""

import pickle

from liangxin.kernel.money import MoneyUnreadable
from liangxin.kernel.refusal import RefusalKind


def test_a_refusal_says_what_is_wrong_and_what_to_do() -> None:
    refusal = MoneyUnreadable(text="五块", field="price")
    assert str(refusal) == refusal.sentence % {"text": "五块"} + refusal.remedy
    assert (refusal.field, refusal.details) == ("price", {"text": "五块"})


def test_a_refusal_crosses_process_borders_whole() -> None:
    refusal = pickle.loads(pickle.dumps(MoneyUnreadable(text="五块", field="price")))  # noqa: S301 - our own bytes
    assert isinstance(refusal, MoneyUnreadable)
    assert (str(refusal), refusal.field, refusal.details) == (
        str(MoneyUnreadable(text="五块")),
        "price",
        {"text": "五块"},
    )


def test_a_term_offers_its_values_with_their_labels() -> None:
    assert ("conflict", "与现状冲突") in RefusalKind.choices()
    assert [value for value, _ in RefusalKind.choices()] == list(RefusalKind)
