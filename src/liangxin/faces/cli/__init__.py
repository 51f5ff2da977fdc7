"""The `liangxin` command. Django is imported only by the verbs that need it, so that reading a file stays quick."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence

from liangxin.kernel.refusal import Refusal

Verb = Callable[[list[str]], int]


def _up(arguments: list[str]) -> int:
    from liangxin.faces.cli import up

    return up.main(arguments)


def _doctor(arguments: list[str]) -> int:
    from liangxin.faces.cli import doctor

    return doctor.main(arguments)


def _plans(arguments: list[str]) -> int:
    from liangxin.faces.cli import plans

    return plans.main(arguments)


def _registers(arguments: list[str]) -> int:
    from liangxin.faces.cli import registers

    return registers.main(arguments)


def _rules(arguments: list[str]) -> int:
    from liangxin.faces.cli import rules

    return rules.main(arguments)


def _city(arguments: list[str]) -> int:
    from liangxin.faces.cli import city

    return city.main(arguments)


def _invoices(arguments: list[str]) -> int:
    from liangxin.faces.cli import invoices

    return invoices.main(arguments)


def _manage(arguments: list[str]) -> int:
    from liangxin.faces.cli import manage

    return manage.main(arguments)


VERBS: dict[str, tuple[Verb, str]] = {
    "up": (_up, "启动：数据库、网站、后台任务，一条命令"),
    "doctor": (_doctor, "检查安装与数据目录，说明问题和办法"),
    "plans": (_plans, "方案：plans read 文件或文件夹"),
    "registers": (_registers, "台账：registers types、template、check、import"),
    "rules": (_rules, "规则：rules list、check、facts、decide、column、show、schema、verify"),
    "invoices": (_invoices, "发票与证件：invoices read 文件，读出各项内容，与填写的内容比对"),
    "city": (_city, "合成城市：city make、figures、load"),
    "manage": (_manage, "对数据目录执行管理命令（Django）"),
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one verb. A refusal is one sentence on standard error and exit status 2."""
    parser = argparse.ArgumentParser(prog="liangxin", description="两新：设备更新与消费品以旧换新", add_help=True)
    parser.add_argument("verb", choices=VERBS, metavar="命令", help="；".join(f"{k} {v[1]}" for k, v in VERBS.items()))
    parser.add_argument("arguments", nargs=argparse.REMAINDER, help=argparse.SUPPRESS)
    chosen = parser.parse_args(argv)
    try:
        return VERBS[chosen.verb][0](chosen.arguments)
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
