"""Findings are marked where their words stand, whatever overlaps."""

from __future__ import annotations

from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st

from liangxin.domains.plans.queries.review import FindingCard
from liangxin.domains.plans.terms import FindingKind, Origin
from liangxin.domains.plans.web.marks import MarkedLine, marked_lines


def finding(number: int, kind: FindingKind, start: int, end: int, **facts: object) -> FindingCard:
    facts_of_it = dict(facts)
    return FindingCard(
        id=number,
        public_id=uuid4(),
        kind=kind,
        marker="一",
        start=start,
        end=end,
        confidence=1.0,
        origin=Origin.READER,
        facts=facts_of_it,
        found=facts_of_it,
        state=None,
        proposal=None,
        settled_by="",
        settled_at=None,
        reason="",
        clock=0,
        is_part=False,
        indicator=None,
    )


def pieces(line: MarkedLine) -> list[tuple[str, str, str | None]]:
    return [(piece.text, piece.ids, piece.kind and piece.kind.value) for piece in line.pieces]


def test_a_finding_cuts_its_words_out_of_the_line() -> None:
    (line,) = marked_lines("到2027年达到80台", [(0, 11, "paragraph", None)], [finding(7, FindingKind.TARGET, 6, 11)])
    assert pieces(line) == [("到2027年", "", None), ("达到80台", "7", "target")]


def test_where_findings_overlap_the_more_important_gives_the_look_and_both_can_be_reached() -> None:
    basis = finding(1, FindingKind.BASIS, 0, 6)
    unread = finding(2, FindingKind.UNREAD, 3, 8)
    (line,) = marked_lines("abcdefghij", [(0, 10, "paragraph", None)], [basis, unread])
    assert pieces(line) == [
        ("abc", "1", "basis"),
        ("def", "2 1", "unread"),
        ("gh", "2", "unread"),
        ("ij", "", None),
    ]


def test_a_task_is_marked_at_its_heading_and_its_units_only() -> None:
    text = "一更新电梯。正文正文（县住建局）"
    task = finding(3, FindingKind.TASK, 0, len(text), title="更新电梯", units_span=[10, 16])
    (line,) = marked_lines(text, [(0, len(text), "paragraph", None)], [task])
    assert [piece.text for piece in line.pieces if piece.ids == "3"] == ["一更新电梯", "（县住建局）"]


def test_a_finding_over_two_lines_is_marked_in_both() -> None:
    lines = marked_lines(
        "ab\ncd", [(0, 2, "paragraph", None), (3, 5, "paragraph", None)], [finding(1, FindingKind.TARGET, 1, 4)]
    )
    assert [pieces(line) for line in lines] == [
        [("a", "", None), ("b", "1", "target")],
        [("c", "1", "target"), ("d", "", None)],
    ]


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=8))
def test_the_pieces_of_a_line_are_the_line(spans: list[tuple[int, int]]) -> None:
    text = "甲乙丙丁戊己庚辛壬癸" * 3
    found = [finding(n, FindingKind.TARGET, min(span), max(span)) for n, span in enumerate(spans)]
    (line,) = marked_lines(text, [(0, 30, "paragraph", None)], found)
    assert "".join(piece.text for piece in line.pieces) == text
