"""The exchange form: what is exported reads back the same."""

from __future__ import annotations

import json

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from liangxin.engines.reader.findings import (
    Basis,
    Comparator,
    Head,
    MeasureRow,
    Plan,
    Section,
    Span,
    Stated,
    Target,
    TargetKind,
    Task,
    TeamMember,
    Unread,
    plan_as_json,
    plan_from_json,
)

words = st.text(max_size=12)
names = st.tuples(words, words)
spans = st.builds(Span, st.integers(0, 99), st.integers(0, 99))
shares = st.floats(0, 1)
stated = st.none() | st.builds(Stated, words, spans, shares)
records = {
    Basis: st.builds(Basis, words, st.none() | words, spans, shares),
    Section: st.builds(Section, words, words, st.integers(1, 5), spans, shares),
    Task: st.builds(Task, words, words, names, names, spans, shares, names, st.none() | words, st.none() | spans),
    MeasureRow: st.builds(MeasureRow, words, words, words, names, spans, shares),
    TeamMember: st.builds(TeamMember, words, words, words, spans, shares, st.none() | words),
    Unread: st.builds(Unread, words, spans, words),
    Target: st.builds(
        Target,
        st.none() | words,
        words,
        words,
        st.sampled_from(list(TargetKind)),
        st.none() | st.floats(0, 1e12),
        st.none() | words,
        st.sampled_from(list(Comparator)),
        st.none() | st.integers(2000, 2050),
        st.none() | st.integers(2000, 2050),
        st.booleans(),
        spans,
        shares,
    ),
}
many = {kind: st.lists(made, max_size=2).map(tuple) for kind, made in records.items()}
heads = st.builds(Head, stated, stated, stated, st.none() | words, stated, stated, many[Basis])
plans = st.builds(
    Plan, heads, many[Section], many[Task], many[Target], many[MeasureRow], many[TeamMember], many[Unread]
)


@given(plans)
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_what_is_exported_reads_back_the_same(plan: Plan) -> None:
    assert plan_from_json(json.loads(json.dumps(plan_as_json(plan)))) == plan
