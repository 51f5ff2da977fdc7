"""Statements that do not wait for each other's answers go to the database together: a rush is mostly waiting."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def sent_together() -> Iterator[None]:
    """What is executed inside is sent at once and done in that order, each seeing what was committed before it.

    One of them failing is raised at the latest when the block ends. No COPY and no savepoint may be inside.
    """
    connection.ensure_connection()
    with connection.wrap_database_errors, connection.connection.pipeline():
        yield
