"""One figure told by a person: looked at first, and taken with a word of explanation where it looks wrong."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.db import transaction
from django.utils.functional import lazy
from django.utils.translation import gettext

from liangxin.domains.indicators.access import get_indicator
from liangxin.domains.indicators.actions.observations import ObservationsTaken, record_observations
from liangxin.domains.indicators.errors import FigureDoubtful
from liangxin.domains.indicators.queries.figures import points_told
from liangxin.domains.indicators.rules.checks import doubts_of
from liangxin.domains.indicators.rules.drafts import ObservationDraft, require_sound
from liangxin.domains.indicators.terms import Doubt, IndicatorKind
from liangxin.foundation.accounts.api import Actor


def report_figure(actor: Actor, draft: ObservationDraft, *, on: date, assurance: str = "") -> ObservationsTaken:
    """Record one figure; where there are doubts about it, only with an assurance, which stays with its reason.

    Raises FigureDoubtful and what `record_observations` raises.
    """
    require_sound(draft)
    with transaction.atomic():
        doubts = doubts_about(actor, draft, on)
        if doubts and not assurance.strip():
            raise FigureDoubtful(field="assurance", doubts=_said(doubts))
        if doubts:
            said = (draft.reason.strip(), f"核实：{assurance.strip()}")
            draft = replace(draft, reason="；".join(one for one in said if one))
        return record_observations(actor, [draft])


def _in_words(doubts: tuple[Doubt, ...]) -> str:
    return gettext("；").join(gettext(doubt.label) for doubt in doubts)


_said = lazy(_in_words, str)  # in the language of whoever reads the refusal


def doubts_about(actor: Actor, draft: ObservationDraft, on: date) -> tuple[Doubt, ...]:
    """What looks wrong about a figure, beside the others of its series. Raises IndicatorNotFound."""
    indicator = get_indicator(actor, draft.indicator_code)
    if draft.value is None:
        return ()
    others = points_told(actor, draft)
    kind = IndicatorKind.of(indicator.kind)
    return doubts_of(draft.value, draft.period, draft.form, others, unit=indicator.unit, kind=kind, on=on)
