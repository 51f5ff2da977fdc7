"""The list types that come with the release, read from `data/presets`; one is found by its code or its name."""

from __future__ import annotations

import difflib
from functools import lru_cache
from pathlib import Path

from liangxin.domains.registers.errors import NoSuchType, TypeTextUnreadable
from liangxin.domains.registers.rules.reading import read_spec, read_text
from liangxin.domains.registers.rules.spec import TypeSpec
from liangxin.kernel.shipped import shipped_data
from liangxin.kernel.text import cut, plain

PRESETS = Path(__file__).resolve().parents[1] / "data" / "presets"
MOST_NEAR = 5


@lru_cache
def shipped_types() -> tuple[TypeSpec, ...]:
    """The types of the release. Raises TypeRefused, which only a test should ever see."""
    files = sorted(PRESETS.glob("*.yaml"))
    entries = [entry for path in files for entry in shipped_data(path)["types"]]
    return tuple(read_spec(entry) for entry in entries)


def shipped_type(wanted: str) -> TypeSpec:
    """The type that a person means: a shipped one's code or name, or the path of a type in YAML.

    Raises NoSuchType, which names the near ones, TypeRefused, TypeTextUnreadable.
    """
    path = Path(wanted)
    if path.suffix.lower() in (".yaml", ".yml"):
        return _from_file(path)
    return named_type(wanted, shipped_types())


def named_type(wanted: str, types: tuple[TypeSpec, ...]) -> TypeSpec:
    """The one of these types with this code or name; 台账 at the end of a name may be left out. Raises NoSuchType."""
    asked = plain(wanted)
    for spec in types:
        if asked in (plain(spec.code), plain(spec.name), plain(spec.name.removesuffix("台账"))):
            return spec
    raise NoSuchType(name=cut(wanted, 40), near=near_types(wanted, types))


def near_types(wanted: str, types: tuple[TypeSpec, ...]) -> str:
    """The names, with codes, of types that may have been meant; a few of all where none is near."""
    asked = plain(wanted)
    holding = [spec for spec in types if asked and (asked in plain(spec.name) or asked in plain(spec.code))]
    names = {name: spec for spec in types for name in (spec.code, spec.name, spec.name.removesuffix("台账"))}
    alike = [names[name] for name in difflib.get_close_matches(wanted, list(names), MOST_NEAR, 0.4)]
    found = {spec.code: spec for spec in [*holding, *alike, *(() if holding or alike else types)]}
    return "、".join(f"{spec.name}（{spec.code}）" for spec in list(found.values())[:MOST_NEAR])


def _from_file(path: Path) -> TypeSpec:
    try:
        return read_text(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise TypeTextUnreadable(path=path) from error
