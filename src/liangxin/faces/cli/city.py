"""`liangxin city …`: the synthetic city; `load` brings one into the product of the data folder."""

from __future__ import annotations

import argparse
from pathlib import Path

MOST_SHOWN = 20  # refused rows on the screen


def main(arguments: list[str]) -> int:
    """`load` needs the product; everything else is the engine's own command."""
    if arguments[:1] == ["load"]:
        return _load(arguments[1:])
    from liangxin.engines.city.command import main as run

    return run(arguments)


def _load(arguments: list[str]) -> int:
    """Bring a folder that `make` wrote into the product; the same again changes nothing."""
    parser = argparse.ArgumentParser(prog="liangxin city load", description=_load.__doc__)
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="make 写好的文件夹；同一座城市再装一次不会重复")
    options = parser.parse_args(arguments)
    from liangxin.engines.city.reading import label
    from liangxin.faces.cli.product import of_data_folder, progress

    label(options.folder)  # a folder that is no city is refused before the database is started
    with of_data_folder(), progress() as report:
        from liangxin.faces.workbench.city import load_city
        from liangxin.foundation.accounts.api import Actor

        loaded = load_city(Actor.system("liangxin city load"), options.folder, report)
    for what in loaded.same:
        print(f"{what}：新增{loaded.new[what]:,}，已有{loaded.same[what]:,}。")
    for line in loaded.refused[:MOST_SHOWN]:
        print(line)
    if (left := len(loaded.refused) - MOST_SHOWN) > 0:
        print(f"另有{left:,}行也未装入，这里不再列出。")
    return 2 if loaded.refused else 0
