"""Steps of an application, how a merchant stands on a day, whether a shop may sell, how often the public may try."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from liangxin.domains.schemes import errors
from liangxin.domains.schemes.rules.applying import (
    ApplicationDraft,
    PaperDraft,
    require_calm,
    require_open,
    require_papers,
    tidy_application,
)
from liangxin.domains.schemes.rules.checklist import check_items
from liangxin.domains.schemes.rules.events import EventDraft, ResultDraft, event_state, require_event, require_result
from liangxin.domains.schemes.rules.merchants import (
    APPLICATION_STEPS,
    Change,
    ShopFacts,
    application_step,
    application_verbs,
    decide_admitted,
    require_change,
    require_checked,
    require_other,
    spell_on,
)
from liangxin.domains.schemes.terms import (
    MOST_TRIES,
    ApplicationState,
    ApplicationVerb,
    Category,
    ChangeVerb,
    CheckAnswer,
    EventKind,
    EventState,
    MerchantState,
    PaperKind,
    TryKind,
)
from liangxin.kernel.decision import Answer
from liangxin.kernel.money import Money

JAN, MAR, JUN, SEP = (date(2025, month, 1) for month in (1, 3, 6, 9))
ADMIT = Change(ChangeVerb.ADMIT, JAN, date(2026, 1, 1), ("fridge", "tv"))
SUSPEND = Change(ChangeVerb.SUSPEND, MAR, reason="核查")
RESUME = Change(ChangeVerb.RESUME, JUN)
WITHDRAW = Change(ChangeVerb.WITHDRAW, SEP, reason="歇业")
STORY = [ADMIT, SUSPEND, RESUME, WITHDRAW]
SHOP = ShopFacts("东街店", ("fridge",), takes_old=True, opened_on=JAN, closed_on=None)
USCC = "91350100M000100Y43"
DRAFT = ApplicationDraft(
    "晴川家电", USCC, "人民路1号", "周小雨", "13800000000", ("fridge",), takes_old=True, shop_name="东街店",
    shop_address="东街1号",
)  # fmt: skip


def test_each_state_of_an_application_offers_its_verbs_and_no_other() -> None:
    allowed = {(here, verb): (there, power) for here, verb, there, power in APPLICATION_STEPS}
    for state in ApplicationState:
        for verb in ApplicationVerb:
            if (state, verb) in allowed:
                assert application_step(state, verb) == allowed[state, verb]
                assert verb in dict(application_verbs(state))
            else:
                with pytest.raises(errors.ApplicationStepImpossible):
                    application_step(state, verb)


def test_what_is_decided_is_decided() -> None:
    for state in (ApplicationState.ADMITTED, ApplicationState.REFUSED, ApplicationState.WITHDRAWN):
        assert application_verbs(state) == ()


@pytest.mark.parametrize(
    ("on", "state"),
    [
        (date(2024, 12, 31), None),
        (JAN, MerchantState.ADMITTED),
        (MAR - timedelta(days=1), MerchantState.ADMITTED),
        (MAR, MerchantState.SUSPENDED),
        (JUN, MerchantState.ADMITTED),
        (SEP, MerchantState.WITHDRAWN),
    ],
)
def test_a_merchant_stands_by_the_changes_up_to_the_day(on: date, state: MerchantState | None) -> None:
    spell = spell_on(STORY, on)
    assert (spell.state(on) if spell else None) is state


def test_an_admission_and_a_suspension_end_by_themselves_on_their_days() -> None:
    story = [ADMIT, Change(ChangeVerb.SUSPEND, MAR, JUN, reason="核查")]
    assert [spell_on(story).state(day) for day in (MAR, JUN, date(2026, 1, 1))] == [  # type: ignore[union-attr]  # admitted
        MerchantState.SUSPENDED, MerchantState.ADMITTED, MerchantState.EXPIRED,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("story", "change", "refusal"),
    [
        ([], SUSPEND, errors.ChangeImpossible),
        ([ADMIT], ADMIT, errors.MerchantTwice),
        ([ADMIT, SUSPEND], SUSPEND, errors.ChangeImpossible),
        ([ADMIT], RESUME, errors.ChangeImpossible),
        ([ADMIT, SUSPEND, RESUME], Change(ChangeVerb.WITHDRAW, MAR, reason="早"), errors.ChangeOutOfOrder),
        (STORY, RESUME, errors.ChangeOutOfOrder),
        (STORY, Change(ChangeVerb.SUSPEND, SEP, reason="迟"), errors.ChangeImpossible),
        ([ADMIT], Change(ChangeVerb.SUSPEND, MAR, MAR, reason="空"), errors.PeriodWrong),
    ],
)
def test_a_change_that_does_not_follow_is_refused(
    story: list[Change], change: Change, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        require_change(story, change)


def test_who_has_left_may_be_admitted_again() -> None:
    again = Change(ChangeVerb.ADMIT, date(2025, 10, 1), None, ("tv",))
    require_change(STORY, again)
    spell = spell_on([*STORY, again])
    assert spell is not None
    assert spell.state(date(2025, 10, 1)) is MerchantState.ADMITTED
    assert spell.categories == ("tv",)


def changed(of: Any, **values: Any) -> Any:
    return type(of)(**{name: getattr(of, name) for name in of.__dataclass_fields__} | values)


@pytest.mark.parametrize(
    ("shop", "category", "on", "answer", "word"),
    [
        (SHOP, Category.FRIDGE, JAN, Answer.MEETS, "准入"),
        (SHOP, Category.FRIDGE, MAR, Answer.FAILS, "暂停"),
        (SHOP, Category.FRIDGE, JUN, Answer.MEETS, "准入"),
        (SHOP, Category.FRIDGE, SEP, Answer.FAILS, "退出"),
        (SHOP, Category.TV, JAN, Answer.FAILS, "登记的品类"),
        (SHOP, Category.PHONE, JAN, Answer.FAILS, "准入的品类"),
        (changed(SHOP, takes_old=False), Category.FRIDGE, JAN, Answer.FAILS, "不能回收"),
        (changed(SHOP, takes_old=None), Category.FRIDGE, JAN, Answer.UNKNOWN, "没有登记"),
        (changed(SHOP, closed_on=JUN), Category.FRIDGE, JUN, Answer.FAILS, "关闭"),
        (changed(SHOP, opened_on=MAR), Category.FRIDGE, JAN, Answer.FAILS, "才参加"),
    ],
)
def test_a_shop_may_sell_while_its_merchant_is_admitted_and_it_takes_old_goods_back(
    shop: ShopFacts, category: Category, on: date, answer: Answer, word: str
) -> None:
    decision = decide_admitted(STORY, shop, category, on)
    assert decision.answer is answer
    assert any(word in reason.sentence for reason in decision.reasons)


def test_a_checklist_is_met_only_whole() -> None:
    met = {one.code: CheckAnswer.MET for one in check_items()}
    require_checked(check_items(), met)
    for one in check_items():
        for answer in (CheckAnswer.NOT_MET, CheckAnswer.UNKNOWN):
            with pytest.raises(errors.ChecklistOpen, match=one.label):
                require_checked(check_items(), met | {one.code: answer})


def test_every_item_names_its_basis_or_is_ours() -> None:
    for one in check_items():
        assert one.is_ours is (one.basis == "本系统拟定")


def test_one_person_does_not_do_both() -> None:
    require_other(1, 2)
    require_other(None, 2)
    with pytest.raises(errors.SameReviewer):
        require_other(2, 2)


@pytest.mark.parametrize(
    ("values", "refusal"),
    [
        ({"uscc": "91350100M000100Y44"}, errors.UsccWrong),
        ({"name": " "}, errors.WordsMissing),
        ({"phone": ""}, errors.WordsMissing),
        ({"categories": ("weapon",)}, errors.CategoriesMissing),
        ({"takes_old": False}, errors.CannotTakeBack),
    ],
)
def test_an_application_says_all_that_is_asked(values: dict[str, Any], refusal: type[Exception]) -> None:
    assert tidy_application(DRAFT).uscc == USCC
    with pytest.raises(refusal) as caught:
        tidy_application(changed(DRAFT, **values))
    assert caught.value.field in values  # type: ignore[attr-defined]  # a Refusal


def test_papers_are_files_that_can_be_looked_at_and_a_licence_is_among_them() -> None:
    licence = PaperDraft(PaperKind.LICENCE, "a.pdf", b"%PDF-1.4")
    require_papers([licence])
    with pytest.raises(errors.PaperMissing):
        require_papers([])
    for name, content in (("a.exe", b"%PDF"), ("a.pdf", b"MZ"), ("a.pdf", b"%PDF" + b"0" * 10_000_001)):
        with pytest.raises(errors.PaperUnfit):
            require_papers([licence, PaperDraft(PaperKind.OTHER, name, content)])


@pytest.mark.parametrize(("opens", "closes", "is_open"), [(JAN, None, True), (MAR, MAR, True), (JUN, None, False),
                                                          (JAN, JAN, False), (None, None, False)])  # fmt: skip
def test_applications_are_taken_on_the_days_said(opens: date | None, closes: date | None, is_open: bool) -> None:
    if is_open:
        require_open(opens, closes, MAR, "清岚县")
    else:
        with pytest.raises(errors.IntakeClosed):
            require_open(opens, closes, MAR, "清岚县")


def test_who_tries_too_often_waits() -> None:
    now = datetime(2025, 6, 1, tzinfo=UTC)
    tries = [now - timedelta(minutes=1)] * MOST_TRIES
    require_calm(TryKind.LOOK_UP, tries[1:], now)
    require_calm(TryKind.LOOK_UP, [now - timedelta(minutes=11)] * 50, now)
    with pytest.raises(errors.TooManyTries, match="9分钟"):
        require_calm(TryKind.LOOK_UP, tries, now)


@pytest.mark.parametrize(
    ("on", "recorded", "cancelled", "state"),
    [
        (JAN, False, False, EventState.PLANNED),
        (MAR, False, False, EventState.RUNNING),
        (JUN, False, False, EventState.RUNNING),
        (SEP, False, False, EventState.OVER),
        (SEP, True, False, EventState.RECORDED),
        (SEP, True, True, EventState.CANCELLED),
    ],
)
def test_an_event_stands_by_its_days_and_results(on: date, recorded: bool, cancelled: bool, state: EventState) -> None:
    assert event_state(MAR, JUN, on, recorded=recorded, cancelled=cancelled) is state


def test_an_event_ends_not_before_it_begins() -> None:
    draft = EventDraft(EventKind.FAIR, "展销", MAR, MAR, "广场")
    assert require_event(draft).last_day == MAR
    with pytest.raises(errors.EventDaysWrong):
        require_event(changed(draft, last_day=JAN))


def test_results_are_of_events_that_have_begun_and_say_something() -> None:
    told = ResultDraft(turnover=Money.from_wan(5))
    require_result(told, MAR, MAR, recorded=False, cancelled=False)
    for draft, on, recorded, cancelled, refusal in (
        (told, JAN, False, False, errors.ResultAhead),
        (ResultDraft(note="忘了"), MAR, False, False, errors.ResultEmpty),
        (told, MAR, True, False, errors.ReasonMissing),
        (told, MAR, False, True, errors.EventStepImpossible),
    ):
        with pytest.raises(refusal):
            require_result(draft, MAR, on, recorded=recorded, cancelled=cancelled)
