"""`liangxin doctor`: what is wrong with a set-up, and what to do about it. It leaves nothing behind."""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import shutil
import socket
import sys
from dataclasses import asdict, dataclass
from importlib.resources import files
from pathlib import Path

from filelock import FileLock, Timeout
from rich.console import Console

from liangxin.faces.cli.embedded import database
from liangxin.faces.cli.folder import Folder, default_path, open_folder
from liangxin.kernel.refusal import Refusal
from liangxin.kernel.term import Term

ROOM = 2 * 1024**3  # bytes free below which a county's first year may not fit


class Health(Term):
    """How a check came out."""

    GOOD = "good", "正常"
    NOTE = "note", "提示"
    BAD = "bad", "有问题"


@dataclass(frozen=True, slots=True)
class Finding:
    """One check: what was looked at, how it stands, what to do."""

    subject: str
    health: Health
    says: str
    remedy: str = ""


def main(arguments: list[str]) -> int:
    """Print every finding; exit status 1 when one of them is bad."""
    parser = argparse.ArgumentParser(prog="liangxin doctor", description="检查安装与数据目录。")
    parser.add_argument("--data", type=Path, default=default_path(), help="数据目录（默认 %(default)s）")
    parser.add_argument("--port", type=int, default=8686, help="要检查的端口（默认 %(default)s）")
    parser.add_argument("--json", action="store_true", help="输出 JSON")
    options = parser.parse_args(arguments)
    found = examine(options.data, options.port)
    if options.json:
        print(json.dumps([asdict(finding) for finding in found], ensure_ascii=False, indent=1))
    else:
        _show(found)
    return 1 if any(finding.health is Health.BAD for finding in found) else 0


def examine(data: Path, port: int) -> list[Finding]:
    """All findings, in the order in which a start would meet them."""
    found = [check_python(), check_screens(), check_divisions(), check_calendar(), *optional_parts()]
    try:
        folder = open_folder(data)
    except Refusal as refusal:
        return [*found, Finding("数据目录", Health.BAD, str(refusal))]
    running = is_running(folder)
    found += [check_room(folder), check_keys(folder), check_port(port, running=running)]
    return [*found, check_database(folder)]


def check_python() -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    good = sys.version_info >= (3, 11)
    return Finding(
        "Python", Health.GOOD if good else Health.BAD, version, "" if good else "请安装 Python 3.11 或更高版本。"
    )


def check_screens() -> Finding:
    vendor = files("liangxin.foundation.ui") / "static" / "vendor" / "htmx" / "htmx.min.js"
    if vendor.is_file():
        return Finding("前端库", Health.GOOD, "已随安装带来")
    return Finding("前端库", Health.BAD, "安装包里没有前端库", "请重新安装：uv sync --reinstall-package liangxin")


def check_divisions() -> Finding:
    if (files("liangxin.kernel") / "data" / "gb2260.json").is_file():
        return Finding("行政区划表", Health.GOOD, "GB/T 2260 已随安装带来")
    return Finding("行政区划表", Health.BAD, "安装包里没有区划表", "请重新安装：uv sync --reinstall-package liangxin")


def check_calendar() -> Finding:
    """Deadlines in working days need the published holidays; next year's come out each November."""
    from chinese_calendar.constants import holidays

    last = max(day.year for day in holidays)
    return Finding("节假日表", Health.GOOD, f"公布到 {last} 年", "新一年的安排公布后请升级 chinesecalendar。")


def optional_parts() -> list[Finding]:
    office = shutil.which("soffice") or shutil.which("libreoffice")
    ocr = importlib.util.find_spec("rapidocr")
    return [
        Finding("LibreOffice", Health.GOOD, office)
        if office
        else Finding(
            "LibreOffice",
            Health.NOTE,
            "未安装：不能读 .doc、.wps、.rtf",
            "需要时安装 LibreOffice，或把文件另存为 .docx。",
        ),
        Finding("文字识别", Health.GOOD, "rapidocr 已安装")
        if ocr
        else Finding("文字识别", Health.NOTE, "未安装：不能读扫描件和图片", "需要时安装：uv sync --extra ocr"),
    ]


def check_room(folder: Folder) -> Finding:
    free = shutil.disk_usage(folder.path).free
    says = f"{folder.path}，剩余 {free / 1024**3:.1f} GB"
    if free < ROOM:
        return Finding("数据目录", Health.BAD, says, "磁盘将满，请清理或用 --data 换一个文件夹。")
    return Finding("数据目录", Health.GOOD, says)


def check_keys(folder: Folder) -> Finding:
    if not folder.keys.is_file():
        return Finding("密钥", Health.NOTE, "还没有：首次启动时生成")
    if os.name == "posix" and folder.keys.stat().st_mode & 0o077:
        return Finding("密钥", Health.BAD, f"{folder.keys} 可被他人读取", f"请执行 chmod 600 {folder.keys}")
    return Finding("密钥", Health.GOOD, f"{folder.keys}（请与数据库分开备份；丢失后加密的字段无法恢复）")


def is_running(folder: Folder) -> bool:
    lock = FileLock(folder.path / "instance.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return True
    lock.release()
    return False


def check_port(port: int, *, running: bool) -> Finding:
    with socket.socket() as probe:
        taken = probe.connect_ex(("127.0.0.1", port)) == 0
    if taken and running:
        return Finding("端口", Health.GOOD, f"{port}：两新正在运行")
    if taken:
        return Finding("端口", Health.BAD, f"{port} 已被其他程序占用", "启动时用 --port 换一个端口。")
    return Finding("端口", Health.GOOD, f"{port} 可用")


def check_database(folder: Folder) -> Finding:
    """Start (or join) the database and compare its tables with the code."""
    if not os.environ.get("DATABASE_URL") and not folder.database.is_dir():
        return Finding("数据库", Health.NOTE, "还没有：首次启动时建立")
    try:
        with database(folder) as url:
            return _compare_tables(url)
    except Refusal as refusal:
        return Finding("数据库", Health.BAD, str(refusal))


def _compare_tables(url: str) -> Finding:
    import psycopg

    with psycopg.connect(url) as connection:
        version = connection.info.server_version // 10_000
        try:
            row = connection.execute("SELECT count(*) FROM django_migrations").fetchone()
        except psycopg.errors.UndefinedTable:
            return Finding("数据库", Health.NOTE, f"PostgreSQL {version}，还没有表", "运行 liangxin up 会建立。")
    return Finding("数据库", Health.GOOD, f"PostgreSQL {version}，已执行 {row[0] if row else 0} 步表结构变更")


def _show(found: list[Finding]) -> None:
    console = Console(highlight=False)
    marks = {Health.GOOD: "[green]✓[/green]", Health.NOTE: "[yellow]•[/yellow]", Health.BAD: "[red]✗[/red]"}
    for finding in found:
        console.print(f"{marks[finding.health]} {finding.subject}：{finding.says}")
        if finding.remedy and finding.health is not Health.GOOD:
            console.print(f"    {finding.remedy}")
