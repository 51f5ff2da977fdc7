"""A stranger recomputes a queue from its file with the program that stands beside it; the staff watch a drive run."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from liangxin.domains.claims.actions import queueing
from liangxin.domains.claims.actions.drives import end_drive
from liangxin.domains.claims.models import Drive, Ticket, Voucher
from liangxin.domains.claims.queries.cover import cover_of
from liangxin.domains.claims.tests.citizens import CitizensWorld, citizens, crowd, open_drive
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.ui.tests.pages import read, words

__all__ = ["citizens"]
pytestmark = pytest.mark.django_db
SYSTEM = Actor.system("test")


@pytest.fixture
def drive(citizens: CitizensWorld) -> Drive:
    """Six joined, four have a voucher, in three visits: two at a time."""
    made = open_drive(citizens.people, 4)
    ids = crowd(citizens.people, 6)
    for start in (0, 2, 4):
        served = queueing.serve(SYSTEM, made.pk, ids[start : start + 2], at=timezone.now())
        assert len(served.vouchers) == (2 if start < 4 else 0)
        assert served.new == set(ids[start : start + 2])
    made.refresh_from_db()
    return made


def recomputed(folder: Path, client: Client, content: bytes, *own: str) -> tuple[int, str]:
    """The answer of the program as it is downloaded, on a file, with nothing else of ours."""
    client.logout()
    program, file = folder / "check_queue.py", folder / "queue.csv"
    program.write_bytes(client.get("/my/queues/check_queue.py").content)
    file.write_bytes(content)
    line = [sys.executable, "-I", str(program), str(file), *own]
    done = subprocess.run(line, capture_output=True, text=True, check=False, cwd=folder)
    return done.returncode, done.stdout + done.stderr


def test_the_file_of_a_queue_is_recomputed_by_a_stranger_and_says_where_a_ticket_stands(
    client: Client, drive: Drive, tmp_path: Path
) -> None:
    content = client.get(f"/my/queues/{drive.public_id}/queue.csv").content
    third = Ticket.objects.get(drive=drive, place=3)
    for own in (str(third.public_id), third.digest.upper()):
        status, said = recomputed(tmp_path, client, content, own)
        assert (status, "yours: place 3" in said) == (0, True), said
    assert f"whole: 6 tickets, the last digest is {drive.head}" in said
    page = read(client.get(f"/my/queues/{drive.public_id}/"))
    assert drive.head in words(page)
    assert "hashlib.sha256" in words(page)


@pytest.mark.parametrize("fault", ["swapped", "left out", "moved to another drive", "a digest changed"])
def test_a_file_that_was_changed_is_found_out_at_its_place(
    client: Client, drive: Drive, tmp_path: Path, fault: str
) -> None:
    lines = client.get(f"/my/queues/{drive.public_id}/queue.csv").content.decode().splitlines()
    if fault == "swapped":
        lines[3], lines[4] = lines[4], lines[3]
    elif fault == "left out":
        del lines[3]
    elif fault == "moved to another drive":
        lines[3] = lines[3].replace(str(drive.public_id), "00000000-0000-4000-8000-000000000000")
    else:
        lines[3] = lines[3][:-1] + ("0" if lines[3][-1] != "0" else "1")
    status, said = recomputed(tmp_path, client, "\n".join(lines).encode())
    assert (status, "wrong from place 3" in said) == (1, True), said


def test_a_running_drive_renews_its_figures_and_an_ended_one_promises_only_what_is_out(
    client: Client, citizens: CitizensWorld, drive: Drive
) -> None:
    client.force_login(citizens.people.accounts["zhao"])
    page, now = f"/claims/drives/{drive.public_id}/", f"/claims/drives/{drive.public_id}/now/"
    (asked,) = read(client.get(page)).xpath("//*[@id='drive-now']/@hx-get")
    assert asked == now
    shown = words(read(client.get(now)))
    assert "每15秒更新" in shown
    at = timezone.now()
    queueing.cancel(SYSTEM, Voucher.objects.filter(drive=drive).select_related("region")[0])
    drive.refresh_from_db()
    assert cover_of(drive, at).need.fen == 4 * drive.each_fen
    end_drive(citizens.people.actor("zhao"), drive.public_id, reason="商品断货", at=at)
    drive.refresh_from_db()
    assert cover_of(drive, at).need.fen == 3 * drive.each_fen
    assert not read(client.get(now)).xpath("//*[@id='drive-now']/@hx-get")
    assert "商品断货" in words(read(client.get(page)))
    client.force_login(citizens.people.accounts["sun"])
    assert client.get(now).status_code == 404


def test_a_place_costs_few_statements_and_fewer_still_under_the_lock(client: Client, citizens: CitizensWorld) -> None:
    drive = open_drive(citizens.people, 4)
    client.force_login(citizens.he)  # warms what is compiled once a process
    client.post(f"/my/drives/{drive.public_id}/join/")
    client.force_login(citizens.lan)
    with CaptureQueriesContext(connection) as seen:
        assert "/vouchers/" in client.post(f"/my/drives/{drive.public_id}/join/").headers["Location"]
    said = [each["sql"] for each in seen.captured_queries]
    locked = next(place for place, sql in enumerate(said) if "FOR NO KEY UPDATE" in sql)
    assert (len(said), len(said) - locked) <= (22, 9), said
