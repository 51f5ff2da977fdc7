"""`python -m liangxin.engines.rulebook …`: the same verbs as `liangxin rules …`."""

from __future__ import annotations

import sys

from liangxin.engines.rulebook.command import main

if __name__ == "__main__":
    sys.exit(main())
