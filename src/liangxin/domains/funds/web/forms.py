"""What forms of funds send: amounts and parts, read or refused beside their field."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from liangxin.domains.funds.errors import CountUnreadable, PaceUnfit, SharesNotWhole
from liangxin.domains.funds.rules.pacing import Pace
from liangxin.domains.funds.terms import PaceUnit, SourceKind
from liangxin.foundation.ui.posted import typed_day, typed_term
from liangxin.kernel.money import Money
from liangxin.kernel.refusal import Refusal


def typed_money(posted: QueryDict, name: str) -> Money:
    """An amount with its unit (120万元), or a plain number of 元. Raises MoneyUnreadable or NotWholeFen beside it."""
    text = posted.get(name, "").strip()
    plain = text.replace(",", "").replace("，", "").replace(" ", "")
    try:
        return Money.from_yuan(plain) if plain[-1:].isascii() and plain[-1:].isdigit() else _signed(text)
    except Refusal as refusal:
        refusal.field = name
        raise


def _signed(text: str) -> Money:
    bare = text.lstrip("-－")
    return -Money.read(bare) if bare != text else Money.read(text)


def typed_parts(posted: QueryDict) -> dict[SourceKind, int]:
    """What each kind of source bears, typed in per cent. Raises SharesNotWhole for what is no number."""
    parts: dict[SourceKind, int] = {}
    for kind in SourceKind:
        text = posted.get(f"part_{kind.value}", "").strip().removesuffix("%")
        try:
            parts[kind] = int(Decimal(text or "0") * 100)
        except (InvalidOperation, ValueError, OverflowError) as error:
            raise SharesNotWhole(field="parts", total=text[:10]) from error
    return parts


def typed_pace(posted: QueryDict, today: date) -> Pace | None:
    """The pace of a budget, or None where it is to have none. Raises PaceUnfit, DayUnreadable, ChoiceUnknown."""
    if not posted.get("pace_unit"):
        return None
    carry = posted.get("pace_carry", "none")
    most = {"none": 0, "all": None}.get(carry, -1)
    if carry == "some":
        most = typed_money(posted, "pace_carried").fen
    if most == -1:
        raise PaceUnfit(field="pace_carried")
    return Pace(
        unit=typed_term(posted, "pace_unit", PaceUnit, _("投放周期")),
        rate_fen=typed_money(posted, "pace_rate").fen,
        since=typed_day(posted, "pace_since", _("首期起始")) if posted.get("pace_since") else today,
        most_carried=most,
    )


def typed_count(posted: QueryDict, name: str) -> int:
    """A count as a person typed it. Raises CountUnreadable beside it."""
    text = posted.get(name, "").strip().replace(",", "")
    if not (text.isascii() and text.isdigit() and len(text) < 8):
        raise CountUnreadable(field=name)
    return int(text)
