"""`python -m liangxin.engines.city …`: the same verbs as `liangxin city …`."""

from __future__ import annotations

import sys

from liangxin.engines.city.command import main

if __name__ == "__main__":
    sys.exit(main())
