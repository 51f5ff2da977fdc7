"""What an application must say, and how often the public may try. Pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import PurePath
from typing import Any

from liangxin.domains.schemes import errors
from liangxin.domains.schemes.rules.merchants import tidy_categories, tidy_uscc
from liangxin.domains.schemes.terms import (
    ADDRESS_LIMIT,
    FIRM_NAME_LIMIT,
    MOST_APPLICATIONS,
    MOST_TRIES,
    PAPER_BYTES,
    PaperKind,
    TryKind,
)

SUFFIXES = frozenset({".pdf", ".jpg", ".jpeg", ".png"})
HEADS = (b"%PDF", b"\xff\xd8\xff", b"\x89PNG")
WINDOWS = {
    TryKind.LOOK_UP: (timedelta(minutes=10), MOST_TRIES),
    TryKind.APPLY: (timedelta(hours=1), MOST_APPLICATIONS),
}


@dataclass(frozen=True, slots=True)
class ApplicationDraft:
    """What an enterprise says of itself and of its first shop."""

    name: str
    uscc: str
    address: str
    contact: str
    phone: str
    categories: tuple[str, ...]
    takes_old: bool
    shop_name: str
    shop_address: str
    shop_phone: str = ""


@dataclass(frozen=True, slots=True)
class PaperDraft:
    """A file with its kind."""

    kind: PaperKind
    name: str
    content: bytes


def tidy_application(draft: ApplicationDraft) -> ApplicationDraft:
    """The draft in its normal form. Raises UsccWrong, WordsMissing, CategoriesMissing, CannotTakeBack."""
    uscc = tidy_uscc(draft.uscc)
    texts = {
        "name": ("企业名称", FIRM_NAME_LIMIT),
        "address": ("住所", ADDRESS_LIMIT),
        "contact": ("联系人", 60),
        "phone": ("联系电话", 40),
        "shop_name": ("门店名称", FIRM_NAME_LIMIT),
        "shop_address": ("门店地址", ADDRESS_LIMIT),
    }
    tidy: dict[str, Any] = {name: " ".join(getattr(draft, name).split()) for name in texts}
    for name, (label, limit) in texts.items():
        if not tidy[name] or len(tidy[name]) > limit:
            raise errors.WordsMissing(field=name, what=label, limit=limit)
    categories = tuple(tidy_categories(draft.categories))
    if not draft.takes_old:
        raise errors.CannotTakeBack(field="takes_old")
    return replace(draft, uscc=uscc, categories=categories, shop_phone=draft.shop_phone.strip()[:40], **tidy)


def require_papers(papers: Collection[PaperDraft], *, first: bool = True) -> None:
    """Raise PaperUnfit, PaperMissing: each file is one that can be looked at; at first a licence must be there."""
    for one in papers:
        is_known = PurePath(one.name).suffix.lower() in SUFFIXES and one.content.startswith(HEADS)
        if not is_known or len(one.content) > PAPER_BYTES:
            raise errors.PaperUnfit(field=one.kind.value, name=one.name[-60:])
    if first and not any(one.kind is PaperKind.LICENCE for one in papers):
        raise errors.PaperMissing(field=PaperKind.LICENCE.value, what=PaperKind.LICENCE.label)


def require_open(opens: date | None, closes: date | None, on: date, region: str) -> None:
    """Raise IntakeClosed unless applications are taken on the day."""
    if opens is None or on < opens or (closes is not None and closes < on):
        raise errors.IntakeClosed(region=region)


def require_calm(kind: TryKind, tries: Collection[datetime], now: datetime) -> None:
    """Raise TooManyTries where one source has tried too often lately."""
    window, most = WINDOWS[kind]
    recent = [moment for moment in tries if moment > now - window]
    if len(recent) >= most:
        wait = min(recent) + window - now
        raise errors.TooManyTries(minutes=max(1, -(-int(wait.total_seconds()) // 60)))
