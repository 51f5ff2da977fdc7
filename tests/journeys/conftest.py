"""The demo county, running, a browser, and people who sign in. No journey leans on another's doings.

The county is made once a run by a first start, its jobs done, and stopped; each worker runs a copy of its own.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, StorageState, expect, sync_playwright

from liangxin.faces.workbench.first_start import DEMO_PASSWORD
from tests.product import Product, free_port, liangxin, new_folder, running

DESK = {"width": 1440, "height": 900}
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")
QUIET += ("--disable-component-update", "--disable-sync")
# A page that says no answers 4xx, or 503 for "not now", which the browser notes; the rest in its console is our fault.
SAID_NO = re.compile(r"Failed to load resource: the server responded with a status of (4\d\d|503)")
MEASURED: list[str] = []
# Says how many seconds the jobs took that a first start has left; those that wait for a later hour are not waited for.
JOBS_DONE = """
import time
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob
begun = time.monotonic()
left = ProcrastinateJob.objects.filter(status__in=["todo", "doing"]).exclude(scheduled_at__gt=timezone.now())
while left.exists():
    assert time.monotonic() < begun + 240, list(left.values_list("task_name", flat=True))
    time.sleep(0.2)
print(time.monotonic() - begun)
"""

SignIn = Callable[..., Page]
# How long a page may take before a journey gives up: a busy machine is slow, not wrong.
PATIENCE = 30_000
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def county() -> Path:
    """A data folder with the demo county as its first start leaves it, for all workers of the run to copy."""
    home = Path(os.environ["LIANGXIN_TEST_DATA"]) / "county"
    with FileLock(f"{home}.lock"):
        if not home.exists():
            with new_folder() as data:
                with running(data) as product:
                    measured("first start, from the command to its address", product.seconds)
                    done = liangxin("manage", "shell", "-c", JOBS_DONE, LIANGXIN_DATA=str(data))
                    assert done.returncode == 0, done.stderr
                    measured(
                        "first start, until its background jobs are done",
                        product.seconds + float(done.stdout.split()[-1]),
                    )
                copied(data, home)
    return home


def copied(data: Path, there: Path) -> None:
    """A copy of a data folder; the database's files stay its own account's."""
    subprocess.run(["cp", "--archive", str(data), str(there)], check=True)


@pytest.fixture(scope="session")
def product(county: Path) -> Iterator[Product]:
    """The demo county, started again; stopped by Ctrl-C at the end, which must be clean."""
    with new_folder() as data:
        copied(county, data)
        with running(data, till_port=free_port()) as product:
            yield product


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium. A module's own, for while it stands Django takes this process for an asynchronous one."""
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("no chromium on this machine: apt-get install chromium fonts-noto-cjk")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(QUIET))
        yield browser
        browser.close()


@pytest.fixture
def visit(product: Product, browser: Browser) -> Iterator[Callable[..., Page]]:
    """A new visitor with a browser of their own, nobody signed in; `viewport` says how large the window is."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type == "error" and not SAID_NO.search(message.text):
            faults.append(message.text)

    def new_visitor(viewport: dict[str, int] = DESK, state: StorageState | None = None) -> Page:
        context = browser.new_context(base_url=product.address, viewport=viewport, locale="zh-CN", storage_state=state)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        page.on("console", note)
        page.on("pageerror", lambda error: faults.append(str(error)))
        return page

    yield new_visitor
    for context in contexts:
        context.close()
    assert not faults, "the browser's console says so"


@pytest.fixture(scope="session")
def sessions() -> dict[str, StorageState]:
    """Who is signed in: a password is slow to check on purpose, and the door has journeys of its own."""
    return {}


@pytest.fixture
def sign_in(visit: Callable[..., Page], sessions: dict[str, StorageState]) -> SignIn:
    """Sign in one of the demo county's people; the page then shows their home.

    Who has signed in before comes back with that session; `anew` is for journeys that end one.
    """

    def signed_in(username: str, *, viewport: dict[str, int] = DESK, anew: bool = False) -> Page:
        state = None if anew else sessions.get(username)
        page = visit(viewport, state)
        page.goto("/home/" if state else "/sign-in/")
        if state is None:
            give_password(page, username, DEMO_PASSWORD)
        expect(page).to_have_url(re.compile("/home/$"))
        if not anew:
            sessions.setdefault(username, page.context.storage_state())
        return page

    return signed_in


def give_password(page: Page, username: str, password: str) -> None:
    """Fill in and send the sign-in form."""
    page.get_by_label("用户名").fill(username)
    page.get_by_label("密码").fill(password)
    page.get_by_role("button", name="登录").click()


def measured(what: str, seconds: float) -> None:
    """Note a time for the summary; a busy machine is no reason to fail."""
    MEASURED.append(f"{what}: {seconds:.1f} s")


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A worker's times go to whoever writes the summary."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["measured"] = MEASURED


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    MEASURED.extend(getattr(node, "workeroutput", {}).get("measured", ()))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if MEASURED:
        terminalreporter.section("measured")
        terminalreporter.write_line("\n".join(MEASURED))


def picture(page: Page, name: str) -> None:
    """Keep a picture of what the window shows, where somebody has named a folder for pictures."""
    folder = os.environ.get("LIANGXIN_SCREENSHOTS")
    if folder:
        assert page.viewport_size
        Path(folder).mkdir(parents=True, exist_ok=True)
        # The caret stays: hiding it takes a style that the page's own policy refuses.
        page.screenshot(path=Path(folder) / f"{name}-{page.viewport_size['width']}.png", caret="initial")
