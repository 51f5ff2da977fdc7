"""Runs LibreOffice, which makes a file that this program reads of one that it does not.

It gets a profile and a folder of its own, which are removed, and a time limit; macros of the file do not run and its
links are not followed.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

_PROGRAMS = ("soffice", "libreoffice")
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
</item>
</oor:items>
"""


class ConverterMissing(Exception):
    """LibreOffice is not on this machine."""


class ConverterTooSlow(Exception):
    """The time limit came first."""


def converted(raw: bytes, suffix: str, into: str, seconds: int, *, options: Sequence[str] = ()) -> bytes | None:
    """The file in another format; None where LibreOffice makes nothing of it.

    `suffix` (`doc`) tells LibreOffice what it gets, `into` is its name of the format wanted (`docx:MS Word 2007 XML`).
    Raises ConverterMissing, ConverterTooSlow.
    """
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        raise ConverterMissing
    with tempfile.TemporaryDirectory(prefix="liangxin-office-", ignore_cleanup_errors=True) as folder:
        source = Path(folder, f"source.{suffix}")
        source.write_bytes(raw)
        settings = Path(folder, "profile", "user", "registrymodifications.xcu")
        settings.parent.mkdir(parents=True)
        settings.write_text(_SETTINGS, encoding="utf-8")
        command = [
            program, "--headless", "--norestore", "--nolockcheck", "--nodefault",
            f"-env:UserInstallation=file://{folder}/profile",
            *options, "--convert-to", into, "--outdir", f"{folder}/out", str(source),
        ]  # fmt: skip
        _run(command, folder, seconds)
        made = Path(folder, "out", f"source.{into.partition(':')[0]}")
        return made.read_bytes() if made.exists() else None


def _run(command: list[str], folder: str, seconds: int) -> None:
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
            raise ConverterTooSlow from fault
