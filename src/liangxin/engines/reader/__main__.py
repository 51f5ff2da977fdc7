"""`python -m liangxin.engines.reader FILE|DIR`: see `command`."""

import sys

from liangxin.engines.reader.command import main

if __name__ == "__main__":
    sys.exit(main())
