"""`python -m liangxin.engines.official SPEC OUT.docx`: write the document that a JSON or YAML file describes."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from liangxin.engines.official.records import OfficialDocument
from liangxin.engines.official.refusals import FileUnreachable
from liangxin.engines.official.specification import read_specification
from liangxin.engines.official.writing import write_document
from liangxin.kernel.refusal import Refusal

REFUSED = 2


def main(arguments: list[str] | None = None) -> int:
    """Exit status 0, or 2 with one sentence on standard error where something is refused."""
    parser = argparse.ArgumentParser(
        prog="python -m liangxin.engines.official", description="按GB/T 9704-2012的格式写公文（.docx）。"
    )
    parser.add_argument("specification", type=Path, metavar="SPEC", help="公文说明，JSON或YAML")
    parser.add_argument("target", type=Path, metavar="OUT.docx", help="写到哪个文件")
    chosen = parser.parse_args(arguments)
    try:
        _write(read_specification(chosen.specification), chosen.target)
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return REFUSED
    return 0


def _write(document: OfficialDocument, target: Path) -> None:
    try:
        write_document(document, target)
    except OSError as fault:
        raise FileUnreachable(path=target) from fault


if __name__ == "__main__":
    sys.exit(main())
