"""Every statement of a paragraph that fixes what is to be reached: figures, completions, stated directions."""

from liangxin.engines.reader.targets.finding import TargetFinding
from liangxin.engines.reader.targets.paragraph import find_targets

__all__ = ["TargetFinding", "find_targets"]
