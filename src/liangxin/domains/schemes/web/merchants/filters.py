"""Filters and texts that the lists of merchants, shops and applications share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext

from liangxin.domains.regions import api as regions
from liangxin.domains.schemes.terms import Category
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.ui.filters import Control
from liangxin.foundation.ui.lists import ChoiceFilter
from liangxin.foundation.ui.sources import Condition


@dataclass(frozen=True)
class CategoryFilter(ChoiceFilter):
    """Rows among whose categories the chosen one is."""

    def read(self, request: HttpRequest) -> Control:
        control = super().read(request)
        chosen = [Condition(one.fields, "contains", [one.value]) for one in control.conditions]
        return replace(control, conditions=tuple(chosen))


def category_words(categories: Iterable[Category], most: int = 4) -> str:
    """The labels of the first categories, and how many there are."""
    names = [gettext(one.label) for one in categories]
    if len(names) <= most:
        return "、".join(names)
    return gettext("%(names)s等%(count)s类") % {"names": "、".join(names[:most]), "count": len(names)}


def category_choices() -> list[tuple[str, str]]:
    """All categories as the boxes of a form."""
    return [(value, gettext(label)) for value, label in Category.choices()]


def chosen_categories(posted: QueryDict) -> tuple[str, ...]:
    """The boxes that were ticked."""
    return tuple(posted.getlist("categories"))


def region_wanted(request: HttpRequest, actor: Actor) -> regions.RegionCard | None:
    """The region that the address names; None where it names none."""
    code = request.GET.get("region", "")
    return regions.region_seen(actor, code) if code else None
