"""Where rulebooks are found: those that come with the package, files, and local files that adopt one and fill it
in.

A local file (`adopts: e_bikes@2025`) sets parameters and confirms lines; what comes of it is a rulebook of its own
digest.
"""

from __future__ import annotations

import copy
import difflib
from collections.abc import Mapping
from datetime import timedelta
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from liangxin.engines.rulebook.building import build
from liangxin.engines.rulebook.cases import read_text
from liangxin.engines.rulebook.checking import check_built
from liangxin.engines.rulebook.compiled import Compiled
from liangxin.engines.rulebook.findings import Finding, Findings, Level
from liangxin.engines.rulebook.places import LARGEST_TEXT, parse
from liangxin.engines.rulebook.records import Rulebook
from liangxin.engines.rulebook.refusals import AdoptionWrong, RulebookFaulty, RulebookUnknown, VersionOpen
from liangxin.engines.rulebook.schema import check_shape

SUFFIXES = {".yaml", ".yml"}
_TOP_ORDER = ("national", "province", "city", "county")


def read_rulebook(
    text: str, name: str = "", *, local: Mapping[str, Any] | None = None
) -> tuple[Rulebook | None, list[Finding]]:
    """Read and check a rulebook; None where its shape leaves open what it says. All findings, those of `check`
    included.
    """
    placed = parse(text)
    findings = placed.findings
    if not findings.has_errors:
        check_shape(placed.content, findings)
    if findings.has_errors:
        return None, findings.found
    rulebook = build(_with_local(placed.content, local, name), findings)
    if not findings.has_errors:
        check_built(rulebook, findings)
    return rulebook, findings.found


def _with_local(content: dict[str, Any], local: Mapping[str, Any] | None, name: str) -> dict[str, Any]:
    if local is None:
        return content
    filled = copy.deepcopy(content)
    known = filled.get("parameters") or {}
    for code, value in (local.get("parameters") or {}).items():
        if code not in known:
            near = difflib.get_close_matches(code, known, 1)
            hint = f"，是否指“{near[0]}”" if near else ""
            raise AdoptionWrong(path=name, place=f"parameters.{code}", problem=f"所采用的规则没有这一参数{hint}")
        known[code]["value"] = value
    return filled | {"adopted_by": local["by"], "confirms": dict(local.get("confirms") or {})}


def compile_text(text: str, name: str, *, local: Mapping[str, Any] | None = None) -> Compiled:
    """Make a rulebook that decides. Raises `RulebookFaulty`, `AdoptionWrong`."""
    rulebook, found = read_rulebook(text, name, local=local)
    errors = [one for one in found if one.level is Level.ERROR]
    if rulebook is None or errors:
        first = errors[0]
        place = f"第{first.line}行{first.path}" if first.line else first.path or "文件"
        raise RulebookFaulty(name=name, count=len(errors), place=place, problem=first.sentence)
    if local is not None:
        _require_known_lines(rulebook, local, name)
    return Compiled(rulebook)


def _require_known_lines(rulebook: Rulebook, local: Mapping[str, Any], name: str) -> None:
    known = {line for line, _, _ in rulebook.cites()}
    known |= {
        line for line, _, number in (name.rpartition(".") for name in known) if number.isdigit()
    }  # bands, all at once
    for line in local.get("confirms") or {}:
        if line not in known:
            near = difflib.get_close_matches(line, known, 1)
            hint = f"，是否指“{near[0]}”" if near else ""
            raise AdoptionWrong(path=name, place=f"confirms.{line}", problem=f"所采用的规则没有这一条{hint}")


@cache
def shipped_texts() -> Mapping[str, str]:
    """The rulebooks that come with the package, by key (`cars_scrap@2026`), in the order of their names."""
    folder = files("liangxin.engines.rulebook").joinpath("data")
    names = sorted(each.name for each in folder.iterdir() if each.name.endswith(".yaml"))
    return {name.removesuffix(".yaml"): folder.joinpath(name).read_text("utf-8") for name in names}


@cache
def shipped_rulebook(key: str) -> Compiled:
    """One that comes with the package, compiled once a process. Raises `RulebookUnknown`."""
    text = shipped_texts().get(key)
    if text is None:
        known = shipped_texts()
        near = difflib.get_close_matches(key, [*known, *{each.split("@")[0] for each in known}], 1)
        raise RulebookUnknown(name=key, near=f"，是否指“{near[0]}”" if near else "")
    return compile_text(text, key)


def shipped_versions(code: str) -> list[str]:
    """The keys of all versions of a code, the oldest first."""
    keys = [key for key in shipped_texts() if key.split("@")[0] == code]
    return sorted(keys, key=lambda key: (shipped_rulebook(key).rulebook.periods[0], key))


def find_rulebook(name: str) -> Compiled:
    """Find a rulebook: a key, a code (then its newest version), or a file. Raises `RulebookRefused`."""
    if Path(name).suffix in SUFFIXES or "/" in name or "\\" in name:
        return rulebook_of_file(Path(name))
    versions = shipped_versions(name) if "@" not in name else []
    return shipped_rulebook(versions[-1] if versions else name)


def find_for_case(name: str, case: Any) -> Compiled:
    """Find the version of a rulebook that a case belongs to: the newest in whose period its date lies.

    A key and a file are taken as they are. Raises `VersionOpen` where a code has several versions and none is the
    one.
    """
    versions = shipped_versions(name) if "@" not in name else []
    if len(versions) < 2 or not isinstance(case, Mapping):
        return find_rulebook(name)
    why = "没有一个版本的期间包括它的日期"
    for key in reversed(versions):
        found = shipped_rulebook(key)
        deciding = found.rulebook.in_force_by
        if case.get(deciding) is None:
            why = f"缺少决定版本的日期“{found.rulebook.facts[deciding].label}”（{deciding}）"
            continue
        only_date = found.read({deciding: case[deciding]})
        if found.tests[0][1](only_date):
            return found
    raise VersionOpen(
        code=name, versions="、".join(key.split("@")[1] for key in versions), why=why, example=versions[-1]
    )


def rulebook_of_file(path: Path) -> Compiled:
    """Read a file: a rulebook, or a local file that adopts one. Raises `RulebookRefused`."""
    text = read_text(path, LARGEST_TEXT * 4)
    base, local = adopted(text, path)
    return compile_text(base, str(path), local=local)


def adopted(text: str, path: Path) -> tuple[str, Mapping[str, Any] | None]:
    """The text of the rulebook that a file is or adopts, and what the file sets. Raises `RulebookRefused`."""
    placed = parse(text)
    if not isinstance(placed.content, dict) or "adopts" not in placed.content:
        return text, None
    findings = Findings(placed.lines)
    check_shape(placed.content, findings, definition="adoption")
    if findings.found:
        first = findings.found[0]
        raise AdoptionWrong(path=path, place=first.path or "文件", problem=first.sentence.rstrip("。"))
    name = placed.content["adopts"]
    if Path(name).suffix in SUFFIXES:
        return read_text(path.parent / name, LARGEST_TEXT * 4), placed.content
    key = find_rulebook(name).rulebook.key
    return shipped_texts()[key], placed.content


def check_file(path: Path) -> list[Finding]:
    """All findings in a file, and in its place among the shipped versions of its code. Raises `RulebookRefused`."""
    text, local = adopted(read_text(path, LARGEST_TEXT * 4), path)
    rulebook, found = read_rulebook(text, str(path), local=local)
    if rulebook is not None and local is not None:
        _require_known_lines(rulebook, local, str(path))
    if rulebook is not None and rulebook.replaces:
        found = [*found, *_beside_the_replaced(rulebook)]
    return found


def _beside_the_replaced(rulebook: Rulebook) -> list[Finding]:
    """How the dates of a version stand to those of the shipped one that it replaces: no overlap, a gap only with a
    word.
    """
    key = f"{rulebook.code}@{rulebook.replaces}"
    if key not in shipped_texts() or rulebook.is_retroactive:
        return []
    end, start = shipped_rulebook(key).rulebook.periods[-1].end, rulebook.periods[0].start
    if start < end:
        said = f"与所替代的{key}期间重叠：自{start}起，而它到{end - timedelta(1)}为止。"
        return [
            Finding(Level.ERROR, "overlap", "in_force.periods", None, said, "请核对日期，追溯的写 retroactive: yes。")
        ]
    if start > end:
        said = f"所替代的{key}到{end - timedelta(1)}为止，本版自{start}起，中间没有规则。"
        return [Finding(Level.WARNING, "gap", "in_force.periods", None, said, "请核对是否确实中断。")]
    return []


def by_level(rulebook: Rulebook) -> tuple[int, str, str]:
    """Order for lists: the state's first, then by code and version."""
    return _TOP_ORDER.index(rulebook.scope.value), rulebook.code, rulebook.version
