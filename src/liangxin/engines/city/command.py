"""The verbs of `liangxin city …`: make, figures. No Django, no database.

Exit status 0; 2 where something is refused, with one sentence on standard error.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from liangxin.engines.city.order import FEWEST, MOST, REGION, YEAR, Order
from liangxin.kernel.refusal import Refusal

REFUSED = 2


def main(arguments: list[str] | None = None) -> int:
    """Run one verb; a refusal is one sentence on standard error and exit status 2."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return REFUSED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="liangxin city", description="合成城市：由种子生成，与真人真事无关。")
    verbs = parser.add_subparsers(required=True, metavar="make|figures")
    make = verbs.add_parser("make", help="生成一座城市（Parquet 文件）", description="生成一座城市（Parquet 文件）")
    make.add_argument("--claims", type=int, required=True, metavar="N", help=f"申领件数，{FEWEST}至{MOST}")
    make.add_argument("--seed", type=int, default=1, metavar="S", help="种子，默认1；同一种子生成的文件逐字节相同")
    make.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="写到哪个（空的或新的）文件夹")
    make.add_argument("--region", default=REGION, metavar="CODE", help=f"县级区划代码，默认{REGION}（清岚县，虚构）")
    make.add_argument("--year", type=int, default=YEAR, metavar="YEAR", help=f"政策年度，默认{YEAR}")
    make.set_defaults(run=_make)
    figures = verbs.add_parser("figures", help="与已公布的全国数字对照", description="与已公布的全国数字对照")
    figures.add_argument("folder", type=Path, metavar="FOLDER", help="城市所在的文件夹")
    figures.set_defaults(run=_figures)
    for one in (make, figures):
        one.add_argument("--json", action="store_true", help="输出 JSON")
    return parser


def _make(options: argparse.Namespace) -> int:
    from liangxin.engines.city.making import make

    label = make(Order(options.claims, options.seed, options.region, options.year), options.out)
    if options.json:
        print(json.dumps(label, ensure_ascii=False, indent=1))
        return 0
    rows = label["rows"]
    said = "，".join(
        f"{name}{rows[table]:,}{unit}"
        for table, name, unit in (
            ("households", "家庭", "户"), ("people", "居民", "人"), ("enterprises", "企业", "家"),
            ("shops", "门店", "个"), ("goods", "商品", "种"), ("payments", "付款", "笔"),
        )
    )  # fmt: skip
    print(f"已写好“{options.out}”：申领{label['claims']:,}件，{said}。")
    return 0


def _figures(options: argparse.Namespace) -> int:
    from liangxin.engines.city.figures import as_lines, figures

    found = figures(options.folder)
    if options.json:
        print(json.dumps([one.as_json() for one in found], ensure_ascii=False, indent=1))
    else:
        print("\n".join(as_lines(found)))
    return 0
