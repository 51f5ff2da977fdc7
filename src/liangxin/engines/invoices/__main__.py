"""`python -m liangxin.engines.invoices FILE… [--json] [--typed CASE.json]`."""

from __future__ import annotations

import sys

from liangxin.engines.invoices.command import main

if __name__ == "__main__":
    sys.exit(main())
