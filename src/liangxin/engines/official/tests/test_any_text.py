"""Users' texts hold anything: every document is written, opens again, and holds what can be held."""

from __future__ import annotations

from datetime import date

from hypothesis import example, given, settings
from hypothesis import strategies as st

from liangxin.engines.official import (
    Align,
    Attachment,
    Block,
    Column,
    Face,
    Heading,
    Imprint,
    OfficialDocument,
    PageBreak,
    Paragraph,
    RedHead,
    Run,
    Table,
    TypeSize,
    document_bytes,
)
from liangxin.engines.official.characters import lines_of
from liangxin.engines.official.tests.reading_back import opened, texts

ODD = [
    "\x00",
    "\ud800",
    "\udfff",
    "\ufffe",
    "\r\n",
    "\u2028",
    "\t",
    "　",
    "x" * 500,
    "长" * 300,
    "]]>",
    "&amp;",
    "<w:p>",
    "%s",
]
# Surrogates are left in on purpose: a text from outside may hold half a pair.
TEXTS = st.text(st.characters(), max_size=40) | st.lists(st.sampled_from(ODD), max_size=4).map("".join)
TITLES = TEXTS.map(lambda text: f"题{text}")
RUNS = st.builds(Run, TEXTS, st.booleans(), st.none() | st.sampled_from(Face))
DAYS = st.none() | st.dates()


@st.composite
def tables(draw: st.DrawFn) -> Table:
    weights = st.floats(min_value=1e-300, max_value=1e6)
    columns = draw(st.lists(st.builds(Column, TEXTS, weights, st.sampled_from(Align)), min_size=1, max_size=4))
    rows = draw(st.lists(st.tuples(*[TEXTS] * len(columns)), max_size=3))
    sizes = st.sampled_from(TypeSize)
    return Table(tuple(columns), tuple(rows), draw(TEXTS), draw(TEXTS), draw(st.booleans()), draw(sizes))


BLOCKS: st.SearchStrategy[Block] = (
    st.builds(Paragraph, TEXTS | st.lists(RUNS, max_size=3).map(tuple), st.sampled_from(Align), st.booleans())
    | st.builds(Heading, st.integers(1, 4), TEXTS, TEXTS)
    | tables()
    | st.builds(PageBreak)
)
SEVERAL = st.lists(BLOCKS, max_size=4).map(tuple)
DOCUMENTS = st.builds(
    OfficialDocument,
    title=TITLES,
    blocks=SEVERAL,
    red_head=st.none() | st.builds(RedHead, TEXTS, TEXTS),
    number=TEXTS,
    addressee=TEXTS,
    attachments=st.lists(st.builds(Attachment, TEXTS, SEVERAL, st.booleans()), max_size=2).map(tuple),
    signed_by=TEXTS,
    signed_on=DAYS,
    sealed=st.booleans(),
    remark=TEXTS,
    imprint=st.none() | st.builds(Imprint, TEXTS, TEXTS, DAYS),
    numbered=st.booleans(),
    author=TEXTS,
    created_on=DAYS,
)


@given(DOCUMENTS)
@settings(max_examples=150, deadline=None)
def test_it_writes_any_document_into_a_file_that_opens(document: OfficialDocument) -> None:
    assert opened(document).sections
    assert document_bytes(document) == document_bytes(document)


@given(st.text(st.characters(), max_size=200))
@example("首行\x00。\n\n  次行\ud83d。")
@settings(max_examples=150, deadline=None)
def test_a_paragraph_loses_nothing_but_control_characters_and_blanks_at_its_ends(text: str) -> None:
    assert texts(OfficialDocument("题", (Paragraph(text),)))[1:] == lines_of(text)


def test_early_years_are_written_whole() -> None:
    document = OfficialDocument("题", signed_on=date(1, 1, 1))
    assert texts(document)[-1] == "1年1月1日"
