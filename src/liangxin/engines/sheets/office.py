"""Reads what only an office suite can (.xls, .xlsb, .ods, .et, tables saved as web pages): LibreOffice makes a .xlsx.

LibreOffice gets a profile and a folder of its own, which are removed, and a time limit; macros of the file do not run
and its links are not followed.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from liangxin.engines.sheets.refusals import ConversionFailed, OfficeFailed, OfficeMissing
from liangxin.kernel.term import Term


class OldFormat(Term):
    """What has to be converted; the value is the suffix by which LibreOffice knows it."""

    XLS = "xls", "旧版工作簿（.xls）"
    XLSB = "xlsb", "二进制工作簿（.xlsb）"
    ODS = "ods", "OpenDocument表格（.ods）"
    HTML = "html", "存成网页的表格"
    XML = "xml", "XML格式的旧版工作簿"


_PROGRAMS = ("soffice", "libreoffice")
# A web page would be opened as a text.
_FILTERS = {OldFormat.HTML: ("--infilter=HTML (StarCalc)",)}
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
</item>
</oor:items>
"""


def converted(raw: bytes, kind: OldFormat, seconds: int) -> bytes:
    """The file as .xlsx. Raises OfficeMissing, OfficeFailed, ConversionFailed."""
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        raise OfficeMissing(format=kind)
    with tempfile.TemporaryDirectory(prefix="liangxin-office-", ignore_cleanup_errors=True) as folder:
        source = Path(folder, f"source.{kind}")
        source.write_bytes(raw)
        settings = Path(folder, "profile", "user", "registrymodifications.xcu")
        settings.parent.mkdir(parents=True)
        settings.write_text(_SETTINGS, encoding="utf-8")
        command = [
            program, "--headless", "--norestore", "--nolockcheck", "--nodefault",
            f"-env:UserInstallation=file://{folder}/profile",
            *_FILTERS.get(kind, ()), "--convert-to", "xlsx:Calc MS Excel 2007 XML",
            "--outdir", f"{folder}/out", str(source),
        ]  # fmt: skip
        _run(command, folder, seconds, kind)
        made = Path(folder, "out", "source.xlsx")
        if not made.exists():
            raise ConversionFailed(format=kind)
        return made.read_bytes()


def _run(command: list[str], folder: str, seconds: int, kind: OldFormat) -> None:
    """LibreOffice starts children of its own: at the time limit its whole process group goes."""
    environment = {**os.environ, "HOME": folder, "SAL_USE_VCLPLUGIN": "svp"}
    with subprocess.Popen(  # noqa: S603 - the program is LibreOffice found on the path, the arguments are ours
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment,
        start_new_session=True,
    ) as process:
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired as fault:
            os.killpg(process.pid, signal.SIGKILL)
            raise OfficeFailed(format=kind, seconds=seconds) from fault
