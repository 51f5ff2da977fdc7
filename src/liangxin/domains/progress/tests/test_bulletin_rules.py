"""Templates, ranking, changes, edits by hand and the frozen content of bulletins, without a database."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import permutations, product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liangxin.domains.progress.rules.bulletins.content import (
    Content,
    Grid,
    Passage,
    Picture,
    read_back,
    relinked,
    stored,
)
from liangxin.domains.progress.rules.bulletins.editing import doubts_in, known_numbers
from liangxin.domains.progress.rules.bulletins.moves import BULLETIN_MOVES, may_issue, move_from
from liangxin.domains.progress.rules.bulletins.paper import Paper, document_of, edited, usual_red_head
from liangxin.domains.progress.rules.bulletins.presets import preset_of
from liangxin.domains.progress.rules.bulletins.template import (
    Template,
    TemplateBlock,
    TemplateSection,
    faults_of,
    fits,
    number_words,
    plain_of,
    template_of,
)
from liangxin.domains.progress.rules.bulletins.vocabulary import UNTOLD, VOCABULARY, filled, words_for
from liangxin.domains.progress.rules.bulletins.writing import SHAPERS, WRITERS, write
from liangxin.domains.progress.rules.facts.changes import Turned, compared_from, stood_before
from liangxin.domains.progress.rules.facts.ranking import ranking_of
from liangxin.domains.progress.rules.facts.values import Facts, as_stored
from liangxin.domains.progress.rules.prose.spans import Span, text_of
from liangxin.domains.progress.terms import (
    MOST_SECTIONS,
    BulletinKind,
    BulletinState,
    BulletinVerb,
    Piece,
    Status,
    TemplateFault,
)
from liangxin.domains.progress.tests.bulletins_given import facts, meeting, order, target, unit
from liangxin.engines.official import Attachment, Heading, Run, document_bytes

MONTHLY, NOTICE, MINUTES = BulletinKind.MONTHLY, BulletinKind.NOTICE, BulletinKind.MINUTES
LATE = [target(f"目标{n}", Status.BEHIND, index=Decimal(20 + n)) for n in range(4)]
UNITS = (unit("县商务局", 3, 4), unit("县住建局", 1, 2), unit("县教体局", 1, 1))
FULL = facts([*LATE, target("电梯"), target("锅炉", Status.NOT_KNOWN)], units=UNITS)


def facts_for(kind: BulletinKind) -> Facts:
    return {NOTICE: order(), MINUTES: meeting()}.get(kind, FULL)


def written(kind: BulletinKind = MONTHLY) -> Content:
    return write(preset_of(kind).template, facts_for(kind))


@pytest.mark.parametrize("kind", list(BulletinKind))
def test_shipped_templates_have_no_faults_and_write_something(kind: BulletinKind) -> None:
    assert faults_of(preset_of(kind).template) == []
    content = written(kind)
    assert content.title
    assert list(content.passages())
    assert UNTOLD not in "".join(content.texts())


def test_every_piece_is_written_by_something_and_fits_some_kind() -> None:
    assert set(WRITERS) | set(SHAPERS) | {Piece.TEXT} == set(Piece)
    assert not set(WRITERS) & set(SHAPERS)
    assert all(any(fits(piece, kind) for kind in BulletinKind) for piece in Piece)


def of_text(text: str, kind: BulletinKind = MONTHLY, **more: Any) -> Template:
    section = TemplateSection("情况", (TemplateBlock("text", text),))
    return Template(kind, **{"title": "月报", "sections": (section,)} | more)


@pytest.mark.parametrize(
    ("template", "place", "fault"),
    [
        (of_text("{不存在的词}"), "s0-b0", TemplateFault.UNKNOWN_PLACEHOLDER),
        (of_text("{督办单位}"), "s0-b0", TemplateFault.UNKNOWN_PLACEHOLDER),
        (of_text("{滞后数}", NOTICE), "s0-b0", TemplateFault.UNKNOWN_PLACEHOLDER),
        (of_text("截至{今日"), "s0-b0", TemplateFault.BRACE_OPEN),
        (of_text("截至今日}"), "s0-b0", TemplateFault.BRACE_OPEN),
        (of_text("{{今日}}"), "s0-b0", TemplateFault.BRACE_OPEN),
        (of_text("  "), "s0-b0", TemplateFault.NO_TEXT),
        (of_text("字" * 2001), "s0-b0", TemplateFault.TOO_MUCH),
        (of_text("好", title=""), "title", TemplateFault.NO_TEXT),
        (of_text("好", title="{标题}"), "title", TemplateFault.UNKNOWN_PLACEHOLDER),
        (of_text("好", addressee="{谁}"), "addressee", TemplateFault.UNKNOWN_PLACEHOLDER),
        (of_text("好", number="第7期"), "number", TemplateFault.UNKNOWN_PLACEHOLDER),
        (of_text("好", number="第{n}{m}期"), "number", TemplateFault.BRACE_OPEN),
        (of_text("好", sections=()), "sections", TemplateFault.NO_SECTIONS),
        (of_text("好", sections=(TemplateSection("空"),)), "s0", TemplateFault.NO_TEXT),
        (
            of_text("好", sections=(TemplateSection("", (TemplateBlock("overview"),), attached=True),)),
            "s0",
            TemplateFault.NO_HEADING,
        ),
        (
            of_text("好", sections=(TemplateSection("甲", (TemplateBlock("poem"),)),)),
            "s0-b0",
            TemplateFault.UNKNOWN_PIECE,
        ),
        (
            of_text("好", sections=(TemplateSection("甲", (TemplateBlock("decisions"),)),)),
            "s0-b0",
            TemplateFault.PIECE_UNFIT,
        ),
        (
            of_text("好", sections=(TemplateSection("甲", (TemplateBlock("text", "好"),)),) * (MOST_SECTIONS + 1)),
            "sections",
            TemplateFault.TOO_MUCH,
        ),
    ],
)
def test_what_is_wrong_with_a_template_is_told_by_place(template: Template, place: str, fault: TemplateFault) -> None:
    assert (place, fault) in [(one.place, one.fault) for one in faults_of(template)]


@given(st.text(max_size=30))
def test_any_text_is_told_faulty_or_can_be_filled(text: str) -> None:
    faulty = [one for one in faults_of(of_text(text or "好")) if one.place == "s0-b0"]
    if not faulty:
        assert "{" not in text_of(filled(text, FULL))


def test_placeholders_are_filled_with_their_trails_and_what_is_not_told_is_said() -> None:
    prose = filled("{地区}滞后{滞后数}项，正常率{正常率}。", FULL)
    assert text_of(prose) == "清岚县滞后4项，正常率20%（1/5）。"
    assert Span("4", "/behind/") in prose
    assert text_of(filled("{正常率}", facts([target("锅炉", Status.NOT_KNOWN)]))) == UNTOLD
    assert set(words_for(NOTICE)) < set(VOCABULARY)


@pytest.mark.parametrize("kind", list(BulletinKind))
def test_templates_and_contents_come_back_from_where_they_are_stored(kind: BulletinKind) -> None:
    template = preset_of(kind).template
    assert template_of(kind, json.loads(json.dumps(plain_of(template)))) == template
    content = written(kind)
    assert read_back(json.loads(json.dumps(stored(content)))) == content
    assert json.loads(json.dumps(as_stored(facts_for(kind))))["region"] == "清岚县"


def test_a_section_of_which_nothing_is_left_goes_with_its_heading() -> None:
    calm = facts([target("电梯"), target("管网")])
    headings = [section.heading for section in write(preset_of(MONTHLY).template, calm).sections]
    assert "任务进展" not in headings
    assert "滞后目标清单" not in headings
    assert "总体情况" in headings


def test_numbers_are_written_as_the_template_says() -> None:
    assert number_words("清两新办〔{year}〕{n}号", 2026, 12) == "清两新办〔2026〕12号"
    assert usual_red_head(MONTHLY, "清岚县", "专班") == "清岚县“两新”工作简报"


def test_the_worked_example_of_the_ranking() -> None:
    """docs/algorithms/bulletins.md: 甲 and 丙 share the first place, 丁 stands apart."""
    units = [
        unit("甲", 3, 4, 0, 18, 20, 1, 1),
        unit("乙", 2, 4, 1, 20, 20, 1, 1),
        unit("丙", 3, 4, 0, 18, 20, 1, 1),
        unit("丁", 1, 1, 0, 20, 20, 1, 1),
    ]
    found = ranking_of(units)
    assert [(one.place, one.unit.name, one.score) for one in found.ranked] == [
        (1, "丙", Fraction(53, 60)),
        (1, "甲", Fraction(53, 60)),
        (3, "乙", Fraction(5, 6)),
    ]
    assert [one.unit.name for one in found.apart] == ["丁"]
    assert all(ranking_of(order_of) == found for order_of in permutations(units))


def test_no_unit_is_put_last_for_want_of_data() -> None:
    silent = unit("无数", 0, 0, 9)
    never_asked = unit("未调度", 2, 2)
    found = ranking_of([unit("甲", 0, 2, 0, 0, 9, 0, 1), silent, never_asked])
    assert [one.unit.name for one in found.ranked] == ["甲"]
    assert {one.unit.name for one in found.apart} == {"无数", "未调度"}


def test_changes_are_the_first_before_against_the_last_after() -> None:
    def on(day: int, before: Status | None, after: Status) -> Turned:
        return Turned(1, date(2025, 7, day), before, after)

    good, bad, unknown = Status.ON_TRACK, Status.BEHIND, Status.NOT_KNOWN
    since = date(2025, 7, 3)
    assert stood_before([on(2, good, bad), on(5, bad, unknown), on(8, unknown, good)], since) == {1: bad}
    assert stood_before([on(5, None, bad)], since) == {}
    assert stood_before([on(3, good, bad)], since) == {}, "the day itself is told by the last bulletin"
    assert compared_from([on(5, None, bad)], since, date(2025, 7, 5)) is None
    assert compared_from([on(1, None, bad)], since, date(2025, 7, 9)) == since


KNOWN = known_numbers(
    ["有结论14项，正常9项，占64.3%，新能源汽车2.5万辆"], {"value": "1234.567", "list": [3, True, None]}
)


@pytest.mark.parametrize(
    ("text", "doubts"),
    [
        ("正常9项，占64.3%，约64%", []),
        ("新能源汽车2.5万辆，即25000辆，25 000辆", []),
        ("数字１４项", []),
        ("实际1234.6，或1234.56，或1 235", []),
        ("2026年7月10日第3次会议，〔2026〕5号，9月底前，8时30分", []),
        ("正常10项，占71.4%", ["10", "71.4%"]),
        ("2.6万辆", ["2.6万"]),
        ("10项，又10项", ["10"]),
        ("没有数", []),
        ("3.5万亿元", ["3.5万亿"]),
    ],
)
def test_figures_typed_by_hand_that_no_fact_says_are_doubted(text: str, doubts: list[str]) -> None:
    assert doubts_in(text, KNOWN) == doubts


@pytest.mark.parametrize("kind", list(BulletinKind))
def test_what_the_program_writes_is_never_doubted(kind: BulletinKind) -> None:
    content = written(kind)
    known = known_numbers(content.texts(), as_stored(facts_for(kind)))
    assert [doubts_in(passage.text, known) for passage in content.passages()] == [[]] * len(list(content.passages()))


@given(st.text("0123456789.万亿%项年 ", max_size=20))
def test_doubting_never_crashes(text: str) -> None:
    assert all(one in text for one in doubts_in(text, KNOWN))


def test_figures_that_stay_in_an_edited_text_stay_links() -> None:
    computed = (Span("共"), Span("17", "/all/"), Span("项，滞后"), Span("2", "/behind/"), Span("项。"))
    assert relinked("全县共17项，其中12项正常，2项滞后。", computed) == (
        Span("全县共"),
        Span("17", "/all/"),
        Span("项，其中12项正常，"),
        Span("2", "/behind/"),
        Span("项滞后。"),
    )
    assert text_of(relinked("全县117项。", computed)) == "全县117项。"
    assert not any(span.trail for span in relinked("全县117项。", computed))


def test_an_edited_paragraph_takes_the_place_of_the_computed_one_and_an_empty_one_goes() -> None:
    content = written()
    first, second = list(content.passages())[:2]
    changed = edited(content, {first.key: "改过的话。", second.key: " "})
    assert next(changed.passages()).text == "改过的话。"
    assert len(list(changed.passages())) == len(list(content.passages())) - 1
    assert edited(content, {}) == content


def test_the_paper_links_every_figure_and_attaches_what_is_attached() -> None:
    document = document_of(written(), Paper(number="第7期", signed_by="县专班", base="https://qinglan.example"))
    runs = [run for block in document.blocks for run in getattr(block, "text", ()) if isinstance(run, Run)]
    led = [run for run in runs if run.link]
    assert led
    assert all(run.link.startswith("https://qinglan.example/") for run in led)
    assert [attachment.title for attachment in document.attachments] == [
        "各单位目标状态",
        "主要目标完成情况",
        "滞后目标清单",
    ]
    assert all(isinstance(attachment, Attachment) and attachment.blocks for attachment in document.attachments)
    assert next(block.text for block in document.blocks if isinstance(block, Heading)) == "总体情况"
    assert document_bytes(document) == document_bytes(
        document_of(written(), Paper("第7期", "县专班", base="https://qinglan.example"))
    )


def test_without_an_address_figures_are_plain_text() -> None:
    document = document_of(written(), Paper())
    assert not any(run.link for block in document.blocks for run in getattr(block, "text", ()) if isinstance(run, Run))


def test_wide_tables_lie_on_turned_pages_and_charts_say_what_is_missing() -> None:
    blocks = [block for section in written().sections for block in section.blocks]
    grids = {block.caption: block for block in blocks if isinstance(block, Grid)}
    assert grids["主要目标完成情况"].landscape
    picture = next(block for block in blocks if isinstance(block, Picture) and block.chart == "stacked")
    assert "不按零计算" in picture.note
    cells = {cell.text for row in grids["主要目标完成情况"].rows for cell in row}
    assert "—" in cells, "what is missing is a dash"
    assert "None" not in "".join(cells)


def test_moves_of_a_bulletin() -> None:
    found = {(state, verb): move_from(state, verb) for state, verb in product(BulletinState, BulletinVerb)}
    assert sum(move is not None for move in found.values()) == len(BULLETIN_MOVES)
    assert found[BulletinState.ISSUED, BulletinVerb.EDIT] is None
    assert found[BulletinState.DRAFT, BulletinVerb.ISSUE] is None
    assert not any(found[BulletinState.WITHDRAWN, verb] for verb in BulletinVerb)


@pytest.mark.parametrize(
    ("submitted", "issued", "may"), [(1, 2, True), (1, 1, False), (None, 2, True), (1, None, False)]
)
def test_four_eyes(submitted: int | None, issued: int | None, may: bool) -> None:
    assert may_issue(submitted, issued) is may


def test_keys_of_paragraphs_stay_when_figures_change() -> None:
    before = {passage.key for passage in written().passages() if passage.key.startswith("s0")}
    calm = replace(FULL, programme=facts([target("电梯")]).programme)
    after = write(preset_of(MONTHLY).template, calm)
    assert {passage.key for passage in after.passages() if isinstance(passage, Passage)} & before
