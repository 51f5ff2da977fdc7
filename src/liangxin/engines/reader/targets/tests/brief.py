"""A finding in one line, as the tables of the tests write it."""

from __future__ import annotations

from liangxin.engines.reader.targets import TargetFinding, find_targets


def briefs(sentence: str) -> list[str]:
    """Each finding as `value+unit kind comparator deadline`, then 较YEAR and 力争 where they apply."""
    return [_brief(finding) for finding in find_targets(sentence)]


def _brief(finding: TargetFinding) -> str:
    value = "-" if finding.value is None else f"{finding.value:.12g}{finding.unit or ''}"
    parts = [value, finding.kind.value, finding.comparator.value, str(finding.deadline or "-")]
    parts += [f"较{finding.baseline_year}"] if finding.baseline_year else []
    return " ".join([*parts, "力争"] if finding.hedged else parts)
