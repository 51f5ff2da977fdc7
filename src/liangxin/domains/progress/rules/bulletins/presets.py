"""The templates that come with the programme (`data/bulletins/*.yaml`), read once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from liangxin.domains.progress.rules.bulletins.template import Template, template_of
from liangxin.domains.progress.terms import BulletinKind
from liangxin.kernel.shipped import shipped_data

_FOLDER = Path(__file__).parents[2] / "data" / "bulletins"


@dataclass(frozen=True, slots=True)
class Preset:
    """A shipped template under its name."""

    name: str
    template: Template


@cache
def preset_of(kind: BulletinKind) -> Preset:
    """The shipped template of a kind of bulletin."""
    plain = shipped_data(_FOLDER / f"{kind.value}.yaml")
    return Preset(plain["name"], template_of(kind, plain))
