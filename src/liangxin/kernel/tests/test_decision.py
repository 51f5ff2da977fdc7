"""Three-valued answers and decisions that say which clause decided."""

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liangxin.kernel.decision import Answer, Decision, all_of, any_of

MEETS, FAILS, UNKNOWN = Answer.MEETS, Answer.FAILS, Answer.UNKNOWN
ANSWERS = st.sampled_from(Answer)
DECISIONS = st.lists(ANSWERS, max_size=6).map(
    lambda answers: [getattr(Decision, answer)(f"第{place}条", "说明。") for place, answer in enumerate(answers)]
)


@pytest.mark.parametrize(
    ("one", "other", "both", "either"),
    [
        (MEETS, MEETS, MEETS, MEETS),
        (MEETS, FAILS, FAILS, MEETS),
        (MEETS, UNKNOWN, UNKNOWN, MEETS),
        (FAILS, FAILS, FAILS, FAILS),
        (FAILS, UNKNOWN, FAILS, UNKNOWN),
        (UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN),
    ],
)
def test_a_known_answer_decides_where_it_can(one: Answer, other: Answer, both: Answer, either: Answer) -> None:
    assert one & other is other & one is both
    assert one | other is other | one is either


@given(ANSWERS, ANSWERS)
def test_not_both_is_one_or_the_other_not(one: Answer, other: Answer) -> None:
    assert ~(one & other) is ~one | ~other
    assert ~~one is one


@given(ANSWERS, ANSWERS, ANSWERS, st.sampled_from([MEETS, FAILS]))
def test_learning_what_was_unknown_never_turns_a_known_answer(
    one: Answer, other: Answer, third: Answer, learned: Answer
) -> None:
    def found(answers: list[Answer]) -> Answer:
        return (answers[0] & answers[1]) | answers[2]

    before = found([one, other, third])
    after = found([learned if answer is UNKNOWN else answer for answer in (one, other, third)])
    assert before in (UNKNOWN, after)


def test_all_of_nothing_is_met_and_any_of_nothing_is_not() -> None:
    assert all_of([]) == Decision(MEETS)
    assert any_of([]) == Decision(FAILS)


@given(DECISIONS)
def test_only_those_that_decided_give_their_reasons(decisions: list[Decision]) -> None:
    for together in (all_of(decisions), any_of(decisions)):
        deciding = [each for each in decisions if each.answer is together.answer]
        assert together.reasons == tuple(reason for each in deciding for reason in each.reasons)
        assert bool(deciding) == bool(decisions)


def test_a_decision_explains_itself_clause_by_clause() -> None:
    both = all_of([Decision.fails("第三条", "车龄不足。", years=5), Decision.fails("第五条", "已领取过补贴。")])
    assert str(both) == "不符合\n· 车龄不足。（依据：第三条）\n· 已领取过补贴。（依据：第五条）"
    assert both.reasons[0].data == {"years": 5}


def test_a_decision_can_be_stored_hashed_and_sent_between_processes() -> None:
    decision = Decision.unknown("第四条", "缺报废证明。", certificate=None)
    assert pickle.loads(pickle.dumps(decision)) == decision  # noqa: S301 - our own bytes, one line above
    assert len({decision, Decision.unknown("第四条", "缺报废证明。", certificate=None)}) == 1
