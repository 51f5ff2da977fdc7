"""Draws of a region and how it reviews: a seed's digest published, the draw revealed, the next one opened."""

from __future__ import annotations

import secrets
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from liangxin.domains.claims import errors
from liangxin.domains.claims.access.settings import ReviewRules, rules_of
from liangxin.domains.claims.models import Claim, Draw, Filing, ReviewSetting
from liangxin.domains.claims.rules.after_checks import drawn_of, seed_digest
from liangxin.domains.claims.rules.after_steps import IN_REVIEW, require_text
from liangxin.domains.claims.terms import WORDS_LIMIT, Deed, Power
from liangxin.domains.regions import api as regions
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.trail.api import record


@transaction.atomic
def set_review(actor: Actor, region_code: str, rules: ReviewRules) -> None:
    """Say how a region reviews, and by what. Raises SettingUnfit, ReasonNeeded, RegionNotFound, NotAllowed."""
    region = regions.region_seen(actor, region_code)
    actor.require(Power.REVIEW_SET, region.path)
    numbers = (rules.most_questions, rules.answer_days, rules.review_days)
    fits = 1 <= rules.levels <= 3 and 0 <= rules.sample_permille <= 1000
    if not fits or not all(0 <= number <= 365 for number in numbers):
        raise errors.SettingUnfit(field="levels")
    values = {
        "levels": rules.levels,
        "most_questions": rules.most_questions,
        "answer_days": rules.answer_days,
        "review_days": rules.review_days,
        "sample_permille": rules.sample_permille,
        "basis": require_text(rules.basis, "依据", WORDS_LIMIT, "basis"),
    }
    setting, _ = ReviewSetting.objects.update_or_create(region_id=region.id, defaults=values)
    record(actor, Deed.REVIEW_SET, setting, region_path=region.path, after=values)


@transaction.atomic
def next_draw(actor: Actor, region_code: str, *, on: date) -> UUID:
    """Reveal the open draw of a region, if there is one, and open the next: its digest is public from now on.

    In a draw are the claims handed in since its digest was published, which have passed all automatic checks, still
    wait for review and were in no draw before. Raises RegionNotFound, NotAllowed.
    """
    region = regions.region_seen(actor, region_code)
    actor.require(Power.REVIEW_SET, region.path)
    for draw in Draw.objects.select_for_update(of=("self",)).filter(region=region.id, revealed_at__isnull=True):
        _reveal(actor, draw, region.path)
    seed = secrets.token_hex(16)
    opened = Draw.objects.create(
        region_id=region.id,
        digest=seed_digest(seed),
        seed=seed,
        permille=rules_of(region.id).sample_permille,
        opened_at=timezone.now(),
    )
    after = {"digest": opened.digest, "permille": opened.permille, "on": on}
    record(actor, Deed.DRAW_OPENED, opened, region_path=region.path, after=after)
    return opened.public_id


def _reveal(actor: Actor, draw: Draw, path: str) -> None:
    states = [state.value for state in IN_REVIEW]
    waiting = Claim.objects.filter(
        region__path__startswith=path,
        state__in=states,
        filing__all_met=True,
        filing__draw__isnull=True,
        filing__submitted_at__gte=draw.opened_at,
    )
    numbers = {claim: pk for pk, claim in waiting.order_by("number").values_list("filing", "number")}
    drawn = drawn_of(draw.seed or "", numbers, draw.permille)
    Filing.objects.filter(pk__in=numbers.values()).update(draw=draw)
    Filing.objects.filter(pk__in=[numbers[number] for number in drawn]).update(is_drawn=True)
    draw.numbers, draw.drawn, draw.revealed_at = sorted(numbers), sorted(drawn), timezone.now()
    draw.save()
    after = {"digest": draw.digest, "count": len(numbers), "drawn": len(drawn)}
    record(actor, Deed.DRAW_REVEALED, draw, region_path=path, after=after)
