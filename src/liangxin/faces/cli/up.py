"""`liangxin up`: database, first data, website and background jobs by one command; Ctrl-C stops it all."""

from __future__ import annotations

import argparse
import importlib
import os
import signal
import sys
import threading
import time
import webbrowser
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from liangxin.faces.cli import parts
from liangxin.faces.cli.doctor import Health, check_divisions, check_screens
from liangxin.faces.cli.embedded import database
from liangxin.faces.cli.folder import Folder, default_path, environment, only_instance, open_folder, require_free_port
from liangxin.faces.cli.refusals import DatabaseWillNotStart, InstallIncomplete

if TYPE_CHECKING:
    from liangxin.faces.workbench.first_start import Person

TICK = 0.5  # seconds between two looks at whether every part still runs

console = Console(stderr=True, highlight=False)


def main(arguments: list[str]) -> int:
    """Start everything, say where it is, and wait for Ctrl-C or SIGTERM."""
    options = _parse(arguments)
    require_whole_install()
    folder = open_folder(options.data)
    stopping = _stop_on_signals()
    with only_instance(folder):
        require_free_port(options.host, options.port)
        if till_port(options):
            require_free_port(options.host, till_port(options))
        try:
            _run(options, folder, stopping)
        except DatabaseWillNotStart:
            # A terminal's Ctrl-C reaches the programs that make the database too: that is no fault of theirs.
            if not stopping.is_set():
                raise
    console.print("已全部停止。")
    return 0


def require_whole_install() -> None:
    """Raises InstallIncomplete where the build has not brought what the screens and the reader need."""
    for finding in (check_screens(), check_divisions()):
        if finding.health is Health.BAD:
            raise InstallIncomplete(subject=finding.subject, says=finding.says, remedy=finding.remedy)


def _parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="liangxin up", description="启动两新。首次启动会建立数据库和演示县。")
    add = parser.add_argument
    add("--data", type=Path, default=default_path(), help="数据目录（默认 %(default)s；也可用环境变量 LIANGXIN_DATA）")
    add("--host", default="127.0.0.1", help="监听地址（默认只在本机；0.0.0.0 供局域网访问）")
    add("--port", type=int, default=8686, help="端口（默认 %(default)s）")
    add("--till-port", type=int, default=None, help="收银接口的端口（默认为网站端口加一；0 为不启动）")
    add("--workers", type=int, default=min(4, os.cpu_count() or 1), help="网站进程数（默认 %(default)s）")
    add("--no-demo", action="store_true", help="首次启动不建立演示县，要同时给出 --region")
    add("--region", default="", help="首次启动时使用两新的地区，六位区划代码（与 --no-demo 同用）")
    add("--no-browser", action="store_true", help="不打开浏览器")
    return parser.parse_args(arguments)


def till_port(options: argparse.Namespace) -> int:
    """Where tills call; 0 for not at all."""
    return int(options.port + 1 if options.till_port is None else options.till_port)


def _stop_on_signals() -> threading.Event:
    stopping = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda _number, _frame: stopping.set())
    return stopping


def _run(options: argparse.Namespace, folder: Folder, stopping: threading.Event) -> None:
    begun = time.monotonic()
    running: list[parts.Part] = []
    with ExitStack() as stack:
        with _step("启动数据库"):
            preload = threading.Thread(target=_preload, daemon=True)
            preload.start()
            url = stack.enter_context(database(folder))
        env = environment(folder, url)
        if options.host not in ("127.0.0.1", "localhost", "::1"):
            env["LIANGXIN_HOSTS"] = os.environ.get("LIANGXIN_HOSTS", "*")
        stack.callback(parts.stop, running)
        # The website loads its code on the second core while the tables are made; nobody knows its address yet.
        running.append(parts.start_web(options.host, options.port, options.workers, env, folder.logs / "web.log"))
        preload.join()  # two threads that import one package at once may see half of it
        with _step("建立数据表"):
            _bring_tables(env)
        address = f"http://{_shown_host(options.host)}:{options.port}"
        with _step("启动网站"):
            parts.wait_for_answer(f"{address}/healthz", running)
        answered = time.monotonic() - begun
        with _step("准备数据"):
            people = _bring_data(demo=not options.no_demo, region=options.region)
        if stopping.is_set():
            return
        running.append(parts.start_worker(env, folder.logs / "worker.log"))
        if till_port(options):
            running.append(parts.start_till(options.host, till_port(options), env, folder.logs / "till.log"))
        folder.address.write_text(address)
        _say(address, people, folder, answered)
        if not options.no_browser and _has_screen():
            webbrowser.open(address)
        while not stopping.wait(TICK):
            for part in running:
                part.require_alive()
        console.print("正在停止……")


def _preload() -> None:
    """Load the larger libraries, those that need no settings, while the database starts on the other core."""
    for name in ("psycopg", "django.db.models", "django.http", "django.forms", "pydantic", "procrastinate"):
        importlib.import_module(name)


def _bring_tables(env: dict[str, str]) -> None:
    os.environ.update(env)
    import django

    django.setup()
    from liangxin.faces.workbench.first_start import bring_tables

    bring_tables()


def _bring_data(*, demo: bool, region: str) -> list[Person]:
    """Shared lists and, at the first start, the demo county; returns the accounts to tell of."""
    from liangxin.faces.workbench.first_start import bring_data

    return bring_data(demo=demo, region=region)


def _say(address: str, people: list[Person], folder: Folder, seconds: float) -> None:
    console.print(f"\n两新已启动（{seconds:.1f} 秒后可访问）： [bold]{address}[/bold]    数据目录 {folder.path}")
    if people:
        table = Table("账号", "密码", "姓名", "身份", title="可用账号", title_justify="left")
        for person in people:
            table.add_row(person.username, person.password, person.name, person.standing)
        console.print(table)
    console.print("按 Ctrl-C 停止。")


def _shown_host(host: str) -> str:
    return {"0.0.0.0": "127.0.0.1", "::": "[::1]", "::1": "[::1]"}.get(host, host)  # noqa: S104 - shown, not bound


def _has_screen() -> bool:
    """Whether a browser can be shown here at all."""
    return sys.platform in ("darwin", "win32") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


@contextmanager
def _step(name: str) -> Iterator[None]:
    """Show what is being done while it is done: a spinner on a terminal, a line elsewhere."""
    if console.is_terminal:
        with console.status(f"{name}……"):
            yield
    else:
        console.print(f"{name}……")
        yield
