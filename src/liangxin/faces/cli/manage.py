"""`liangxin manage …`: a Django management command against the data folder's database."""

from __future__ import annotations

import os

from liangxin.faces.cli.embedded import database
from liangxin.faces.cli.folder import default_path, environment, open_folder


def main(arguments: list[str]) -> int:
    """Start or join the database of `LIANGXIN_DATA` and hand over to Django."""
    folder = open_folder(default_path())
    with database(folder) as url:
        os.environ.update(environment(folder, url))
        from django.core.management import execute_from_command_line

        execute_from_command_line(["liangxin manage", *arguments])
    return 0
