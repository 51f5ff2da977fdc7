"""The search over records as a filter of lists."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.postgres.search import SearchQuery
from django.http import HttpRequest

from liangxin.domains.registers.rules.searching import search_for
from liangxin.foundation.ui.filters import Control, TextFilter
from liangxin.foundation.ui.sources import Condition


@dataclass(frozen=True)
class WordsFilter(TextFilter):
    """Records that hold the words; `fields` is the column of the search."""

    fields: tuple[str, ...] = ("search",)

    def read(self, request: HttpRequest) -> Control:
        plain = super().read(request)
        asked = SearchQuery(search_for(plain.value), config="simple", search_type="raw")
        conditions = (Condition(self.fields, "exact", asked),) if plain.value else ()
        return Control(self.kind, self.name, plain.label, plain.value, conditions)
