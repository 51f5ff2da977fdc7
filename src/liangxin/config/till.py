"""The application of the tills, which a process of its own loads: `granian --interface rsgi liangxin.config.till:…`."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "liangxin.config.settings")
django.setup()

from liangxin.domains.claims.rest.till.application import TillApplication  # noqa: E402 - the models stand only now

application = TillApplication()
