"""`python -m liangxin.engines.documents FILE [--json]`: print the text of a file, or its structure."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

from liangxin.engines.documents import DocumentRefused, read_document


def main(arguments: list[str] | None = None) -> int:
    """Exit status 0, or 2 with one sentence on standard error where the file is refused."""
    parser = argparse.ArgumentParser(prog="python -m liangxin.engines.documents", description="把文件读成文字。")
    parser.add_argument("file", type=Path, help="要读的文件")
    parser.add_argument("--json", action="store_true", help="输出结构：行、表格、单元格及其位置")
    chosen = parser.parse_args(arguments)
    try:
        document = read_document(chosen.file)
    except DocumentRefused as refusal:
        print(refusal, file=sys.stderr)
        return 2
    except OSError:
        print(f"打不开文件“{chosen.file}”。请检查路径和权限。", file=sys.stderr)
        return 2
    if chosen.json:
        print(json.dumps(asdict(document), ensure_ascii=False, indent=2))
    else:
        print(document.text)
        for warning in document.warnings:
            print(warning, file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
