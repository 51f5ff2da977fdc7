"""Files are kept once, whole, and come out as they went in."""

from __future__ import annotations

import hashlib
import io
import os
import threading
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import IntegrityError, connection, transaction

from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.accounts.tests import people
from liangxin.foundation.files.api import (
    EmptyFile,
    FileDamaged,
    FileLost,
    FileTooLarge,
    StoredFile,
    file_response,
    forget,
    path_of,
    read_bytes,
    store,
)
from liangxin.foundation.files.forget import sweep

ROBOT = Actor.system("test")


@pytest.fixture(autouse=True)
def folder(settings: LazySettings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def files_under(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.django_db
def test_what_goes_in_comes_out() -> None:
    li = people.account("li")
    stored = store(Actor(li.pk, "李"), "设备更新方案".encode(), "方案.txt")
    assert read_bytes(stored).decode() == "设备更新方案"
    assert (stored.size, stored.media_type, stored.name, stored.account) == (18, "text/plain", "方案.txt", li)
    assert stored.sha256 == hashlib.sha256("设备更新方案".encode()).hexdigest()
    assert path_of(stored).name == stored.sha256


@pytest.mark.django_db
def test_a_large_stream_is_kept_piece_by_piece(folder: Path) -> None:
    content = os.urandom(3 * 1024 * 1024 + 17)
    assert read_bytes(store(ROBOT, io.BytesIO(content), "a.bin")) == content


@pytest.mark.django_db
def test_the_same_content_is_kept_once_whatever_it_is_called(folder: Path) -> None:
    first, second = store(ROBOT, b"same", "a.txt"), store(ROBOT, io.BytesIO(b"same"), "b.txt")
    assert first == second
    assert second.name == "a.txt"
    assert len(files_under(folder)) == 1


@pytest.mark.django_db
def test_an_empty_file_is_refused_and_leaves_nothing(folder: Path) -> None:
    with pytest.raises(EmptyFile, match=r"a\.txt"):
        store(ROBOT, b"", "a.txt")
    assert files_under(folder) == []


@pytest.mark.django_db
def test_a_file_above_the_limit_is_refused_as_soon_as_it_shows(folder: Path, settings: LazySettings) -> None:
    settings.FILE_LIMIT_BYTES = 2 * 1024 * 1024

    class Endless:
        given = 0

        def read(self, size: int = 0, /) -> bytes:
            self.given += size
            return b"x" * size

    endless = Endless()
    with pytest.raises(FileTooLarge, match="2 MB"):
        store(ROBOT, endless, "a.bin")
    assert endless.given == 3 * 1024 * 1024
    assert files_under(folder) == []


@pytest.mark.parametrize(
    ("sent", "kept"),
    [("../../etc/passwd", "passwd"), ("C:\\方案\\a.docx", "a.docx"), ("", "未命名"), ("x" * 300, "x" * 200)],
)
@pytest.mark.django_db
def test_a_name_never_carries_a_folder(sent: str, kept: str) -> None:
    assert store(ROBOT, b"content", sent).name == kept


@pytest.mark.django_db
def test_content_lost_from_the_disk_is_told_and_comes_back_with_the_next_upload() -> None:
    stored = store(ROBOT, b"content", "a.txt")
    path_of(stored).unlink()
    with pytest.raises(FileLost, match=r"a\.txt"):
        read_bytes(stored)
    store(ROBOT, b"content", "again.txt")
    assert read_bytes(stored) == b"content"


@pytest.mark.django_db
def test_content_changed_on_the_disk_is_not_given_out() -> None:
    stored = store(ROBOT, b"content", "a.txt")
    path_of(stored).chmod(0o640)
    path_of(stored).write_bytes(b"forged!")
    with pytest.raises(FileDamaged):
        read_bytes(stored)


@pytest.mark.django_db
def test_the_content_on_the_disk_is_not_to_be_written() -> None:
    assert path_of(store(ROBOT, b"content", "a.txt")).stat().st_mode & 0o777 == 0o440


@pytest.mark.parametrize(
    ("content", "name", "shown"),
    [
        (b"%PDF-1.7\n", "a.pdf", True),
        (b"plain words", "a.txt", True),
        (b"<html><script>alert(1)</script>", "a.html", False),
        (b"<svg onload='alert(1)'>", "a.png", False),
    ],
)
@pytest.mark.django_db
def test_what_could_act_as_a_page_of_ours_is_only_saved(content: bytes, name: str, shown: bool) -> None:
    response = file_response(store(ROBOT, content, name), "名称.pdf", inline=True)
    assert response["Content-Disposition"].startswith("inline" if shown else "attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert ("sandbox" in response.get("Content-Security-Policy", "")) is (name != "a.pdf")
    assert b"".join(response) == content
    response.close()


@pytest.mark.django_db
def test_it_is_saved_unless_asked_to_be_shown() -> None:
    response = file_response(store(ROBOT, b"%PDF-1.7\n", "a.pdf"), "月报.pdf")
    assert response["Content-Disposition"] == "attachment; filename*=utf-8''%E6%9C%88%E6%8A%A5.pdf"
    response.close()


@pytest.mark.parametrize(
    ("values", "constraint"),
    [({"sha256": "x"}, "files_file_digest_well_formed"), ({"size": 0}, "files_file_not_empty")],
)
@pytest.mark.django_db
def test_the_database_refuses_a_row_that_cannot_be(values: dict[str, object], constraint: str) -> None:
    store(ROBOT, b"content", "a.txt")
    with transaction.atomic(), pytest.raises(IntegrityError, match=constraint):
        StoredFile.objects.update(**values)


@pytest.mark.django_db
def test_the_sweep_removes_what_nobody_names_once_it_is_old(folder: Path) -> None:
    kept = store(ROBOT, b"named", "a.txt")
    undone = store(ROBOT, b"undone", "b.txt")
    unnamed = path_of(undone)
    StoredFile.objects.filter(pk=undone.pk).delete()
    cut_off = folder / "incoming" / "tmp123"
    cut_off.write_bytes(b"half")
    assert sweep() == 0
    for path in files_under(folder):
        os.utime(path, (0, 0))
    assert sweep() == 2
    assert files_under(folder) == [path_of(kept)]
    assert not unnamed.exists()


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_uploads_of_one_content_at_once_end_with_one_file(folder: Path) -> None:
    both_in, rows, errors = threading.Barrier(2, timeout=10), [], []

    def upload(name: str) -> None:
        try:
            with transaction.atomic():
                both_in.wait()
                rows.append(store(ROBOT, b"the same content", name).pk)
        except Exception as error:  # noqa: BLE001 - handed to the test's own thread
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=upload, args=(name,)) for name in ("a.txt", "b.txt")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert errors == []
    assert len(rows) == 2
    assert len(set(rows)) == 1
    assert len(files_under(folder)) == 1


@pytest.mark.django_db(transaction=True)
def test_it_removes_the_content_of_a_forgotten_file_after_the_commit() -> None:
    stored = store(ROBOT, b"once", "a.txt")
    path = path_of(stored)
    with transaction.atomic():
        forget(stored)
        assert path.is_file()
    assert not path.exists()
    assert not StoredFile.objects.filter(sha256=stored.sha256).exists()


@pytest.mark.django_db(transaction=True)
def test_it_keeps_content_that_was_stored_again_before_the_removal() -> None:
    stored = store(ROBOT, b"twice", "a.txt")
    with transaction.atomic():
        forget(stored)
        again = store(ROBOT, b"twice", "b.txt")
    assert read_bytes(again) == b"twice"
