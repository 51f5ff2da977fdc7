"""What if: a draft against all claims of the past. Who gains, who loses, what it costs by day, category and region,
and when the money runs out.
"""

from __future__ import annotations

from liangxin.engines.rulebook.what_if.asking import what_if
from liangxin.engines.rulebook.what_if.records import Change, Example, LineRow, Row, RunsOut, WhatIf

__all__ = ["Change", "Example", "LineRow", "Row", "RunsOut", "WhatIf", "what_if"]
