"""What a check finds in a rulebook: how grave, where in the file, what, and what to do."""

from __future__ import annotations

from dataclasses import dataclass

from liangxin.kernel.term import Term

Path = tuple[str | int, ...]


class Level(Term):
    """How grave a finding is. An error and a draft both keep a rulebook from being put in force."""

    ERROR = "error", "错误"
    DRAFT = "draft", "待核"
    WARNING = "warning", "提示"


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding. `line` counts from 1 and is None for what stands in no line, such as something missing from a
    file.
    """

    level: Level
    code: str
    path: str
    line: int | None
    sentence: str
    remedy: str = ""

    def __str__(self) -> str:
        """Say it in one line: 第12行 benefit[0]：……"""
        where = f"第{self.line}行 " if self.line else ""
        return f"{self.level.label} {where}{self.path or '文件'}：{self.sentence}{self.remedy}"


def written_path(path: Path) -> str:
    """Write a path as people read it: `benefit.parts[0].lines[2].when`.

    >>> written_path(("benefit", 0, "when"))
    'benefit[0].when'
    """
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else str(step)
    return text


class Findings:
    """Collects findings with the lines of the file they stand in."""

    def __init__(self, lines: dict[Path, int] | None = None) -> None:
        self._lines = {} if lines is None else lines
        self.found: list[Finding] = []

    def error(self, path: Path, code: str, sentence: str, remedy: str = "") -> None:
        """Note an error."""
        self.add(Level.ERROR, path, code, sentence, remedy)

    def warning(self, path: Path, code: str, sentence: str, remedy: str = "") -> None:
        """Note a warning."""
        self.add(Level.WARNING, path, code, sentence, remedy)

    def add(self, level: Level, path: Path, code: str, sentence: str, remedy: str = "") -> None:
        """Note a finding at the line of its path, or of the nearest path above that has one."""
        above = path
        while above and above not in self._lines:
            above = above[:-1]
        self.found.append(Finding(level, code, written_path(path), self._lines.get(above), sentence, remedy))

    @property
    def has_errors(self) -> bool:
        """Whether anything found is an error."""
        return any(one.level is Level.ERROR for one in self.found)
