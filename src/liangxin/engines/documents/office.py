"""Reads what only an office suite can (.doc, .wps, .rtf): LibreOffice makes a .docx of it, which is then read.

LibreOffice gets a profile and a folder of its own, which are removed, and a time limit; macros of the file do not run
and its links are not followed.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from liangxin.engines.documents.limits import Limits
from liangxin.engines.documents.refusals import (
    BrokenFile,
    EncryptedFile,
    OfficeFailed,
    OfficeMissing,
    UnsupportedFormat,
)
from liangxin.engines.documents.structure import Document, Format
from liangxin.engines.documents.word import read_word

_PROGRAMS = ("soffice", "libreoffice")
_SUFFIXES = {Format.DOC: ".doc", Format.RTF: ".rtf"}
_COMPOUND = b"\xd0\xcf\x11\xe0"
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
</item>
</oor:items>
"""
_WORD_MARK = b"\xec\xa5"  # first word of a Word 97 stream [MS-DOC] 2.5.1
_WORD_ENCRYPTED = 0x01  # in the second byte of its flags, bit 8 of the 16


def read_through_office(raw: bytes, kind: Format, limits: Limits) -> Document:
    """Raises EncryptedFile, UnsupportedFormat, OfficeMissing, OfficeFailed and what `read_word` raises."""
    if raw.startswith(_COMPOUND):
        _check_compound(raw)
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        raise OfficeMissing(format=kind.label)
    try:
        return replace(read_word(_converted(program, raw, kind, limits.office_seconds), limits), format=kind)
    except BrokenFile as fault:
        raise BrokenFile(format=kind.label) from fault


def _check_compound(raw: bytes) -> None:
    """An OLE container is a .docx with a password, an old Word file, or something else altogether."""
    if "EncryptedPackage".encode("utf-16-le") in raw:
        raise EncryptedFile(format=Format.DOCX.label)
    if "WordDocument".encode("utf-16-le") not in raw:
        raise UnsupportedFormat(found="其他软件的文件")
    start = raw.find(_WORD_MARK, 512)
    if start % 512 == 0 and len(raw) > start + 12 and raw[start + 11] & _WORD_ENCRYPTED:
        raise EncryptedFile(format=Format.DOC.label)


def _converted(program: str, raw: bytes, kind: Format, seconds: int) -> bytes:
    with tempfile.TemporaryDirectory(prefix="liangxin-office-", ignore_cleanup_errors=True) as folder:
        source = Path(folder, "source" + _SUFFIXES[kind])
        source.write_bytes(raw)
        settings = Path(folder, "profile", "user", "registrymodifications.xcu")
        settings.parent.mkdir(parents=True)
        settings.write_text(_SETTINGS, encoding="utf-8")
        command = [
            program, "--headless", "--norestore", "--nolockcheck", "--nodefault", f"-env:UserInstallation=file://{folder}/profile",
            "--convert-to", "docx:MS Word 2007 XML", "--outdir", f"{folder}/out", str(source),
        ]  # fmt: skip
        _run(command, folder, seconds, kind)
        made = Path(folder, "out", "source.docx")
        if not made.exists():
            raise BrokenFile(format=kind.label)
        return made.read_bytes()


def _run(command: list[str], folder: str, seconds: int, kind: Format) -> None:
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
            raise OfficeFailed(format=kind.label, seconds=seconds) from fault
