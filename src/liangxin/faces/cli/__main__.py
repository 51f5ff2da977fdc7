"""`python -m liangxin.faces.cli`, for places where the script is not on the path."""

import sys

from liangxin.faces.cli import main

sys.exit(main())
