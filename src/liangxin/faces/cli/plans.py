"""`liangxin plans read …`: the reader engine on files, without Django or a database."""

from __future__ import annotations

import sys


def main(arguments: list[str]) -> int:
    """`read` is the one verb; the rest goes to the reader's own command."""
    if arguments[:1] != ["read"]:
        print("用法：liangxin plans read 文件或文件夹 [--json | --xlsx 输出.xlsx | --table | --jsonl]", file=sys.stderr)
        return 0 if arguments[:1] in (["-h"], ["--help"]) else 2
    from liangxin.engines.reader.command import main as read

    return read(arguments[1:])
