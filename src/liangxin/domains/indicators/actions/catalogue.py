"""Changing the catalogue: loading what is shipped, entering and changing indicators, their synonyms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.db import transaction

from liangxin.domains.indicators.access import get_indicator
from liangxin.domains.indicators.errors import CodeTaken, IndicatorNotFound, NameTaken
from liangxin.domains.indicators.models import Indicator, IndicatorSynonym
from liangxin.domains.indicators.queries.catalogue import IndicatorCard, indicator_seen
from liangxin.domains.indicators.rules.naming import require_code, require_name
from liangxin.domains.indicators.terms import (
    NAME_LIMIT,
    SYNONYM_LIMIT,
    Deed,
    Direction,
    Family,
    IndicatorKind,
    Power,
    RollUp,
)
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.trail.api import TrailCard, entries_of, record
from liangxin.kernel.shipped import shipped_data
from liangxin.kernel.text import plain

_CATALOGUE = Path(__file__).resolve().parents[1] / "data" / "catalogue.yaml"
_WHOLE_STORY = 100_000  # lines of the trail of one indicator; people leave a few


@dataclass(frozen=True, slots=True)
class IndicatorDraft:
    """What an indicator is to say of itself."""

    name: str
    unit: str
    kind: IndicatorKind
    family: Family
    direction: Direction = Direction.UP
    roll_up: RollUp = RollUp.SUM
    name_en: str = ""
    definition: str = ""
    department: str = ""


def load_catalogue(actor: Actor) -> int:
    """Bring in the shipped catalogue and return how many indicators are new; what is there already stays as it is.

    An indicator that people changed keeps their wording; of one that a former release brought, names that this release
    has more come in. A shipped name that leads elsewhere by now is left there, one that people took back stays away.
    """
    actor.require(Power.EDIT)
    shipped = shipped_data(_CATALOGUE)["indicators"]
    with transaction.atomic():
        known = {row.code: row for row in Indicator.objects.all()}
        new = [entry for entry in shipped if entry["code"] not in known]
        rows = Indicator.objects.bulk_create(
            Indicator(**{name: value for name, value in entry.items() if name != "synonyms"}) for entry in new
        )
        IndicatorSynonym.objects.bulk_create(_shipped_names({row.code: row for row in rows}, new))
        _bring_later_names(actor, known, shipped)
        if new:
            record(actor, Deed.CATALOGUE_LOADED, ("indicators.indicator", "catalogue"), after={"new": len(new)})
    return len(new)


def _shipped_names(rows: dict[str, Indicator], entries: list[dict[str, Any]]) -> Iterator[IndicatorSynonym]:
    """The names of new indicators, their own first; one that leads elsewhere by now is left out."""
    taken = set(IndicatorSynonym.objects.values_list("plain", flat=True))
    for entry in entries:
        for name in [entry["name"], *entry.get("synonyms", ())]:
            if plain(name) in taken:
                continue
            taken.add(plain(name))
            yield IndicatorSynonym(
                indicator=rows[entry["code"]], name=name, plain=plain(name), is_own_name=name == entry["name"]
            )


def _bring_later_names(actor: Actor, known: dict[str, Indicator], shipped: list[dict[str, Any]]) -> None:
    """Give indicators that were there the names that came later, if no indicator has them and no one took them back."""
    taken = set(IndicatorSynonym.objects.values_list("plain", flat=True))
    for entry in shipped:
        names = [name for name in [entry["name"], *entry.get("synonyms", ())] if plain(name) not in taken]
        if not names or entry["code"] not in known:
            continue
        indicator = known[entry["code"]]
        story = entries_of(indicator, limit=_WHOLE_STORY)
        if any(line.verb == Deed.INDICATOR_ADDED for line in story):
            continue  # people's own, which happens to have this code
        removed = _taken_back(story)
        for name in [name for name in names if plain(name) not in removed]:
            _, is_new = IndicatorSynonym.objects.get_or_create(
                plain=plain(name), defaults={"indicator": indicator, "name": name}
            )
            if is_new:
                record(actor, Deed.SYNONYM_ADDED, indicator, after={"synonym": name})


def _taken_back(story: list[TrailCard]) -> set[str]:
    """The plain forms of the names that people removed from an indicator. The trail keeps them: nothing leaves it."""
    removals = [line.before or {} for line in story if line.verb == Deed.SYNONYM_REMOVED]
    return {plain(before["synonym"]) for before in removals}


def add_indicator(actor: Actor, code: str, draft: IndicatorDraft) -> IndicatorCard:
    """Enter an indicator. Raises CodeMalformed, CodeTaken, NameMissing, NameTaken, NotAllowed."""
    require_code(code)
    name = require_name(draft.name, NAME_LIMIT)
    with transaction.atomic():
        actor.require(Power.EDIT)
        indicator, is_new = Indicator.objects.get_or_create(code=code, defaults=_columns(draft, name))
        if not is_new:
            raise CodeTaken(field="code", code=code)
        _give_name(indicator, name, is_own_name=True)
        record(actor, Deed.INDICATOR_ADDED, indicator, after=asdict(draft))
    return indicator_seen(actor, code)


def change_indicator(actor: Actor, code: str, draft: IndicatorDraft, *, reason: str = "") -> IndicatorCard:
    """Change what an indicator says of itself; a former name stays as a synonym.

    Raises IndicatorNotFound, NameMissing, NameTaken, NotAllowed.
    """
    name = require_name(draft.name, NAME_LIMIT)
    with transaction.atomic():
        indicator = Indicator.objects.select_for_update(of=("self",)).get(pk=get_indicator(actor, code, Power.EDIT).pk)
        after = _columns(draft, name)
        before = {field: getattr(indicator, field) for field in after}
        if plain(name) != plain(indicator.name):
            IndicatorSynonym.objects.filter(indicator=indicator).update(is_own_name=False)
            _give_name(indicator, name, is_own_name=True)
        Indicator.objects.filter(pk=indicator.pk).update(**after)
        record(actor, Deed.INDICATOR_CHANGED, indicator, reason=reason, before=before, after=after)
    return indicator_seen(actor, code)


def add_synonym(actor: Actor, code: str, name: str) -> IndicatorCard:
    """Let one more name lead to an indicator. Raises NameMissing, NameTaken, IndicatorNotFound, NotAllowed."""
    name = require_name(name, SYNONYM_LIMIT, field="synonym")
    with transaction.atomic():
        indicator = get_indicator(actor, code, Power.EDIT)
        if _give_name(indicator, name, is_own_name=False):
            record(actor, Deed.SYNONYM_ADDED, indicator, after={"synonym": name})
    return indicator_seen(actor, code)


def remove_synonym(actor: Actor, code: str, synonym_id: int) -> IndicatorCard:
    """Take back a name that led to an indicator; never its own. Raises IndicatorNotFound, NotAllowed."""
    with transaction.atomic():
        indicator = get_indicator(actor, code, Power.EDIT)
        synonym = IndicatorSynonym.objects.filter(indicator=indicator, pk=synonym_id, is_own_name=False).first()
        if synonym is None:
            raise IndicatorNotFound
        synonym.delete()
        record(actor, Deed.SYNONYM_REMOVED, indicator, before={"synonym": synonym.name})
    return indicator_seen(actor, code)


def _columns(draft: IndicatorDraft, name: str) -> dict[str, str]:
    return {field: str(value).strip() for field, value in asdict(draft).items()} | {"name": name}


def _give_name(indicator: Indicator, name: str, *, is_own_name: bool) -> bool:
    """Let a name lead to the indicator; False if it did before. The unique index settles two at once."""
    synonym, is_new = IndicatorSynonym.objects.get_or_create(
        plain=plain(name), defaults={"indicator": indicator, "name": name, "is_own_name": is_own_name}
    )
    if synonym.indicator_id != indicator.pk:
        raise NameTaken(field="name" if is_own_name else "synonym", name=name, owner=synonym.indicator.name)
    if is_own_name and not is_new:
        IndicatorSynonym.objects.filter(pk=synonym.pk).update(is_own_name=True, name=name)
    return is_new
