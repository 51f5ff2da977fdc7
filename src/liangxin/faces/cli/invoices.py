"""`liangxin invoices read FILE…`: the invoices engine on files, without Django or a database."""

from __future__ import annotations

import argparse


def main(arguments: list[str]) -> int:
    """Everything is the engine's own command."""
    parser = argparse.ArgumentParser(prog="liangxin invoices", description="发票与证件。")
    parser.add_argument("verb", choices=["read"], metavar="read", help="读出发票、车辆证明和身份证的各项内容")
    parser.add_argument("rest", nargs=argparse.REMAINDER, help=argparse.SUPPRESS)
    chosen = parser.parse_args(arguments)
    from liangxin.engines.invoices.command import main as run

    return run(chosen.rest, prog="liangxin invoices read")
