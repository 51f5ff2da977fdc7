"""The application of the tills, which a process of its own loads: `granian --interface rsgi liangxin.config.till:…`."""

import gc
import os
from typing import Final

import django
from django.db import connections

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "liangxin.config.settings")
django.setup()

# The gate asks a dozen statements again and again: planned once a connection, they cost a third less of the server's
# time and half the wait. A plan that is kept must not have been made for tables that were still small.
PREPARED: Final = {
    "server_side_binding": True,
    "prepare_threshold": 2,
    "options": "-c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c jit=off",
}
database = connections.settings["default"]
database["OPTIONS"] = {**database.get("OPTIONS", {}), **PREPARED}

from liangxin.domains.claims.rest.till.application import TillApplication  # noqa: E402 - the models stand only now

application = TillApplication()

# What was loaded stays: the collector need not look through it in the middle of a rush, nor for each set.
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 20, 50)
