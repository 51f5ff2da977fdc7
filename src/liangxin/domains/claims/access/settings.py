"""How a region reviews: its own setting, else the nearest above, else ours."""

from __future__ import annotations

from dataclasses import dataclass

from liangxin.domains.claims.models import ReviewSetting
from liangxin.domains.claims.terms import ANSWER_DAYS, LEVELS, MOST_QUESTIONS, REVIEW_DAYS, SAMPLE_PERMILLE
from liangxin.domains.regions import api as regions


@dataclass(frozen=True, slots=True)
class ReviewRules:
    """Levels, how often one may ask, days to answer and to review, the share that is drawn; on what they rest."""

    levels: int = LEVELS
    most_questions: int = MOST_QUESTIONS
    answer_days: int = ANSWER_DAYS
    review_days: int = REVIEW_DAYS
    sample_permille: int = SAMPLE_PERMILLE
    basis: str = ""


def rules_of(region_id: int) -> ReviewRules:
    """The rules that hold in a region."""
    here = regions.regions_by_id([region_id]).get(region_id)
    if here is None:
        return ReviewRules()
    codes = here.path.rstrip("/").split("/")
    paths = ["/".join(codes[:length]) + "/" for length in range(1, len(codes) + 1)]
    row = ReviewSetting.objects.filter(region__path__in=paths).order_by("-region__path").first()
    if row is None:
        return ReviewRules()
    return ReviewRules(row.levels, row.most_questions, row.answer_days, row.review_days, row.sample_permille, row.basis)
