"""Settings of the test bed: an embedded PostgreSQL of its own for each run, unless DATABASE_URL names a server."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from liangxin.faces.cli.embedded import start_throwaway

# The first process of a run makes a folder and starts the server; parallel workers inherit both. Never the folder that
# LIANGXIN_DATA names: that may be somebody's office, and this one is removed at the end.
if "LIANGXIN_TEST_DATA" not in os.environ:
    os.environ["LIANGXIN_TEST_DATA"] = tempfile.mkdtemp(prefix="liangxin-test-")
    atexit.register(shutil.rmtree, os.environ["LIANGXIN_TEST_DATA"], ignore_errors=True)  # after the server has stopped
    if "DATABASE_URL" not in os.environ:
        os.environ["DATABASE_URL"] = start_throwaway(Path(os.environ["LIANGXIN_TEST_DATA"]))
os.environ["LIANGXIN_DATA"] = os.environ["LIANGXIN_TEST_DATA"]

from liangxin.config.settings import *  # noqa: F403 - the address must stand before the settings are read

# A connection left open in a thread of a race is reported as a fault, not kept for later.
DATABASES["default"]["CONN_MAX_AGE"] = 0  # noqa: F405 - from the settings
SECRET_KEY = "for-tests-only"  # noqa: S105 - not a secret
FIELD_KEYS, INDEX_KEY = f"new:{'2' * 32},old:{'1' * 32}", "3" * 64
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
# Each client loads the middleware anew, which would look through all static files: found when asked for instead.
WHITENOISE_AUTOREFRESH = True
KNOWN_SECONDS = 0.0  # what a test has changed is seen at once
