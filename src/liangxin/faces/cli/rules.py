"""`liangxin rules …`: the rulebook engine on files, without Django or a database."""

from __future__ import annotations


def main(arguments: list[str]) -> int:
    """Everything is the engine's own command."""
    from liangxin.engines.rulebook.command import main as run

    return run(arguments)
