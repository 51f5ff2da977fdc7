"""What a version of a scheme says: a rulebook's text, the local values, the lines that a local document confirms.

A confirmation holds for the line as it stood then: it carries a mark of the line, and lapses when the line is changed.
Of a family that comes with the program, a line that says something else than as it comes is no longer the state's: it
waits for a local document, whatever its text says of itself.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from liangxin.engines.rulebook import Compiled
from liangxin.engines.rulebook.findings import Finding, Level
from liangxin.engines.rulebook.places import as_plain, parse
from liangxin.engines.rulebook.records import Cite, Rulebook
from liangxin.engines.rulebook.shelf import read_rulebook, shipped_texts
from liangxin.engines.rulebook.words import standing

MARK_LENGTH = 16
CHANGED_WORDS = "与随附规则不同"
CHANGED = "changed"  # code of the finding that a line differs from what is shipped


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A line that a document confirms, with the mark of the line as it stood; the document as it is cited."""

    line: str
    said: str
    mark: str


@dataclass(frozen=True, slots=True)
class Content:
    """All that a version says. `by` is the place that adopts the rules; parameters are as typed, by code."""

    text: str
    by: str
    parameters: tuple[tuple[str, str], ...] = ()
    confirms: tuple[Confirmed, ...] = ()

    @property
    def digest(self) -> str:
        """The digest of all of it."""
        confirms = sorted([one.line, one.said, one.mark] for one in self.confirms)
        said = [self.text, self.by, sorted(self.parameters), confirms]
        return hashlib.sha256(json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Found:
    """A finding with its column. `line_id` names the line of rule, or the parameter, that it is about."""

    level: Level
    path: str
    line: int | None
    column: int | None
    sentence: str
    remedy: str
    line_id: str = ""
    parameter: str = ""


@dataclass(frozen=True, slots=True)
class OpenLine:
    """A line of rule for somebody to confirm, or that was confirmed; `standing` is how sure it is without that."""

    line_id: str
    title: str
    mark: str
    standing: str
    alternative: str
    at: int | None
    confirmed_by: str
    has_lapsed: bool


@dataclass(frozen=True)
class Checked:
    """A content read and checked. `rulebook` is None where its shape leaves open what it says."""

    rulebook: Rulebook | None
    found: tuple[Found, ...]
    lines: tuple[OpenLine, ...]

    @property
    def errors(self) -> tuple[Found, ...]:
        """What must be mended."""
        return tuple(one for one in self.found if one.level is Level.ERROR)

    @property
    def open(self) -> tuple[Found, ...]:
        """What somebody must settle."""
        return tuple(one for one in self.found if one.level is Level.DRAFT)

    @property
    def warnings(self) -> tuple[Found, ...]:
        """What is to be looked at."""
        return tuple(one for one in self.found if one.level is Level.WARNING)

    @property
    def is_ready(self) -> bool:
        """Whether it may be handed in."""
        return self.rulebook is not None and not self.errors and not self.open

    def line(self, line_id: str) -> OpenLine | None:
        """One of the lines that ask, or asked, for a confirmation."""
        return next((one for one in self.lines if one.line_id == line_id), None)


@lru_cache(maxsize=64)
def check_content(content: Content, family: str = "") -> Checked:
    """Read and check; with `family` the rulebook must be of that name."""
    placed = parse(content.text)
    plain = placed.content if isinstance(placed.content, dict) else {}
    marks = _marks(content.text, plain)
    standing_ones = [one for one in content.confirms if marks.get(one.line) == one.mark]
    rulebook, found = read_rulebook(content.text, local=_local(content, plain, standing_ones))
    changed = _changed(rulebook, marks)
    found = [*found, *_family_findings(rulebook, family), *_lapsed(content, marks)]
    rows = content.text.splitlines()
    lines = tuple(_open_lines(rulebook, content, marks, changed)) if rulebook is not None else ()
    found += [_changed_finding(one) for one in lines if one.line_id in changed and not one.confirmed_by]
    return Checked(rulebook, tuple(_placed(one, rows) for one in found), lines)


@lru_cache(maxsize=256)
def compile_content(content: Content) -> Compiled:
    """The rulebook of a content that has passed the check, compiled once. Raises ValueError where it has errors."""
    checked = check_content(content)
    if checked.rulebook is None or checked.errors:
        raise ValueError("a content with errors decides nothing")
    return Compiled(checked.rulebook)


def _local(content: Content, plain: Mapping[str, Any], confirmed: list[Confirmed]) -> dict[str, Any]:
    known = plain.get("parameters")
    names = known if isinstance(known, dict) else {}
    parameters = {name: value for name, value in content.parameters if name in names and value}
    return {
        "by": content.by,
        "parameters": parameters,
        "confirms": {one.line: one.said for one in confirmed},
    }


def _paths(text: str) -> dict[str, tuple[str | int, ...]]:
    """The places of the lines that a document may confirm; nothing where the text cannot be read."""
    rulebook, _ = read_rulebook(text)
    return {} if rulebook is None else {_asked(line, rulebook): rulebook.places[line] for line in rulebook.places}


def _asked(line: str, rulebook: Rulebook) -> str:
    """The line by whose name a confirmation is given: rows of a table are confirmed with the line they belong to."""
    path = rulebook.places.get(line, ())
    return line.rsplit(".", 1)[0] if len(path) > 1 and path[-2] == "rows" else line


def _mark(content: Any, path: tuple[str | int, ...]) -> str:
    part = content
    if len(path) > 3 and path[-2] == "rows":
        path = path[:-3]
    for step in path:
        part = part[step]
    said = json.dumps(as_plain(part), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()[:MARK_LENGTH]


def _marks(text: str, plain: Mapping[str, Any]) -> dict[str, str]:
    """The mark of each line that a document may confirm."""
    return {line: _mark(plain, path) for line, path in _paths(text).items()} if plain else {}


@cache
def _shipped_marks(family: str) -> frozenset[tuple[str, str]]:
    """The lines with their marks of all rulebooks of a family that come with the program."""
    texts = [text for key, text in shipped_texts().items() if key.partition("@")[0] == family]
    return frozenset(mark for text in texts for mark in _marks(text, parse(text).content).items())


def _changed(rulebook: Rulebook | None, marks: Mapping[str, str]) -> frozenset[str]:
    """The lines of a shipped family that say something else than any of its rulebooks does as it comes."""
    known = _shipped_marks(rulebook.code) if rulebook is not None else frozenset()
    return frozenset(line for line, mark in marks.items() if (line, mark) not in known) if known else frozenset()


def _changed_finding(line: OpenLine) -> Finding:
    said = f"“{line.title}”与随附规则所写不同，需要本地文件作依据。"
    return Finding(Level.DRAFT, CHANGED, line.line_id, line.at, said, "请在“确认条目”中写明本地文件和条款。")


def _family_findings(rulebook: Rulebook | None, family: str) -> list[Finding]:
    if rulebook is None or not family or rulebook.code == family:
        return []
    said = f"规则的代码是“{rulebook.code}”，而这项政策是“{family}”。"
    return [Finding(Level.ERROR, "family", "rulebook", None, said, "请把 rulebook 改回来；另一类补贴请另行起草。")]


def _lapsed(content: Content, marks: Mapping[str, str]) -> list[Finding]:
    if not marks:
        return []
    gone = [one.line for one in content.confirms if one.line not in marks]
    said = f"确认过的条目{'、'.join(gone)}已不在规则中。"
    return [Finding(Level.WARNING, "lapsed", "", None, said, "这些确认不再起作用。")] if gone else []


def _open_lines(
    rulebook: Rulebook, content: Content, marks: Mapping[str, str], changed: Collection[str]
) -> list[OpenLine]:
    given = {one.line: one for one in content.confirms}
    lines = parse(content.text).lines
    found: dict[str, OpenLine] = {}
    for line, title, cite in rulebook.cites():
        asked = _asked(line, rulebook)
        if asked in found or not (asked in changed or _asks(cite)):
            continue
        confirmed = given.get(asked)
        alternative = cite.reading.alternative if cite.reading else ""
        mark = marks.get(asked, "")
        found[asked] = OpenLine(
            line_id=asked,
            title=title,
            mark=mark,
            standing=CHANGED_WORDS if asked in changed and _without(cite).is_settled else standing(_without(cite)),
            alternative=alternative,
            at=lines.get(rulebook.places.get(line, ())),
            confirmed_by=cite.confirmed_by,
            has_lapsed=confirmed is not None and confirmed.mark != mark,
        )
    return list(found.values())


def _asks(cite: Cite) -> bool:
    return bool(cite.confirmed_by) or not cite.is_settled


def _without(cite: Cite) -> Cite:
    return Cite(cite.doc, cite.clause, cite.basis, cite.seen, cite.at, cite.reading, cite.note)


def _placed(one: Finding, rows: list[str]) -> Found:
    """With the column where its line begins, and what it is about."""
    column = None
    if one.line is not None and one.line <= len(rows):
        row = rows[one.line - 1]
        column = len(row) - len(row.lstrip()) + 1
    parameter = one.path.split(".")[1] if one.path.startswith("parameters.") else ""
    line_id = one.remedy.split("confirms: ")[1].split("）")[0] if one.code == "unconfirmed" else ""
    line_id = one.path if one.code == CHANGED else line_id
    return Found(one.level, one.path, one.line, column, one.sentence, one.remedy, line_id, parameter)
