"""`pullquote demo` as its user sees it."""

import asyncio
import os
import re
import signal
import socket
import sys
import webbrowser
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import psutil
import pytest

import bot.demo
from bot.demo import DemoNotInstalled, PortTaken, run_demo
from bot.settings import Settings

pytestmark = pytest.mark.usefixtures("nothing_set")

STARTS_WITHIN_S = 120
STOPS_WITHIN_S = 30

ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/\S*")
COMPLAINT = re.compile("Traceback|Unclosed|Error|never retrieved|leaked")


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@asynccontextmanager
async def demo(folder: Path) -> AsyncIterator[asyncio.subprocess.Process]:
    """The demo as a process of its own, with a folder for its temporary files."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "demo", "--no-browser",
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env={**os.environ, "TMPDIR": str(folder)},
        start_new_session=True,
    )  # fmt: skip
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def read_until(process: asyncio.subprocess.Process, wanted: re.Pattern[str]) -> str:
    """What the process says up to the line with what is wanted; that line's match."""
    assert process.stdout
    said = ""
    async with asyncio.timeout(STARTS_WITHIN_S):
        while line := (await process.stdout.readline()).decode():
            said += line
            if found := wanted.search(line):
                return found[0]
    assert process.stderr
    pytest.fail(f"it said {said!r}, then {(await process.stderr.read()).decode()!r}")


async def last_words(process: asyncio.subprocess.Process) -> str:
    """What the process says until it ends, which it must do soon and well."""
    async with asyncio.timeout(STOPS_WITHIN_S):
        said, complained = await process.communicate()
    assert process.returncode == 0
    return (said + complained).decode()


def left_in(folder: Path) -> list[Path]:
    return list(folder.iterdir())


async def test_it_serves_its_page_until_ctrl_c(tmp_path: Path) -> None:
    async with demo(tmp_path) as process:
        address = await read_until(process, ADDRESS)
        workers = psutil.Process(process.pid).children(recursive=True)
        async with aiohttp.ClientSession() as session, session.get(address) as response:
            assert response.status == 200
            assert "html" in response.content_type

        # A terminal's Ctrl-C reaches the workers as well.
        os.killpg(process.pid, signal.SIGINT)

        assert not COMPLAINT.search(await last_words(process))
    assert workers
    assert not psutil.wait_procs(workers, timeout=STOPS_WITHIN_S)[1]
    assert left_in(tmp_path) == []


async def test_it_can_be_stopped_while_it_starts(tmp_path: Path) -> None:
    async with demo(tmp_path) as process:
        await read_until(process, re.compile("Starting"))
        process.terminate()
        assert not COMPLAINT.search(await last_words(process))
    assert left_in(tmp_path) == []


async def test_a_taken_port_is_told_in_a_sentence(taken_port: int) -> None:
    with pytest.raises(PortTaken, match=f"port {taken_port}; choose another"):
        await run_demo(Settings(), port=taken_port, open_browser=False, say=pytest.fail)


async def test_without_the_simulated_discord_it_says_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "simcord", None)
    monkeypatch.delitem(sys.modules, "bot.demo.newsroom", raising=False)
    with pytest.raises(DemoNotInstalled, match=r"install it with: pip install"):
        await run_demo(Settings(), open_browser=False, say=lambda _: None)


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The pages that a browser is asked to open, on a machine with a screen."""
    pages: list[str] = []
    monkeypatch.setattr(webbrowser, "open", pages.append)
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.delenv("CI", raising=False)
    return pages


def test_the_page_is_shown_where_there_is_a_screen(shown: list[str]) -> None:
    bot.demo._browse("http://127.0.0.1:1/")
    assert shown == ["http://127.0.0.1:1/"]


def test_no_browser_is_opened_in_ci(shown: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    bot.demo._browse("http://127.0.0.1:1/")
    assert shown == []


def test_no_browser_is_opened_without_a_screen(
    shown: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DISPLAY")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    bot.demo._browse("http://127.0.0.1:1/")
    assert shown == []


def test_a_browser_that_fails_is_let_be(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: str) -> bool:
        raise webbrowser.Error("could not locate runnable browser")

    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setattr(webbrowser, "open", broken)
    bot.demo._browse("http://127.0.0.1:1/")
