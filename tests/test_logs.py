"""Logs are one event a line and tell no secrets."""

import json
import logging
from collections.abc import Generator

import pytest
import structlog

from bot.logs import configure_logging


@pytest.fixture(autouse=True)
def as_before() -> Generator[None]:
    root = logging.getLogger()
    levels = {name: logging.getLogger(name).level for name in ("", "bot", "cogs")}
    handlers = root.handlers[:]
    yield
    root.handlers[:] = handlers
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)
    structlog.reset_defaults()


def test_every_event_is_one_line_of_json(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logging("info", "json")
    structlog.get_logger("bot.reading").info("article.read", share=7, words=512)
    logging.getLogger("discord.gateway").warning("Shard %s\nis slow", 3)
    ours, theirs = map(json.loads, capsys.readouterr().err.splitlines())
    assert (
        ours.items()
        >= {
            "event": "article.read",
            "share": 7,
            "words": 512,
            "level": "info",
            "logger": "bot.reading",
        }.items()
    )
    assert ours["timestamp"].endswith("Z")
    assert theirs["event"] == "Shard 3\nis slow"
    assert theirs["logger"] == "discord.gateway"


@pytest.mark.parametrize("form", ["json", "console"])
def test_a_traceback_shows_no_values(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    configure_logging("info", form)
    log = structlog.get_logger("bot.app")

    def fail(token: str) -> None:
        raise ValueError("no")

    try:
        fail("abc" + ".def")
    except ValueError:
        log.exception("bot.failed")
    written = capsys.readouterr().err
    assert "ValueError" in written
    assert "abc.def" not in written
    assert form == "console" or len(written.splitlines()) == 1


def test_debugging_shows_our_events_but_no_library_s_messages(
    capsys: pytest.CaptureFixture[str],
) -> None:
    configure_logging("debug", "json")
    structlog.get_logger("bot.web").debug("page.fetched")
    structlog.get_logger("cogs.reader").debug("links.found")
    logging.getLogger("discord.http").debug("POST with a message's text")
    events = [json.loads(line)["event"] for line in capsys.readouterr().err.splitlines()]
    assert events == ["page.fetched", "links.found"]


def test_below_the_level_nothing_is_written(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logging("warning", "json")
    structlog.get_logger("bot.web").info("page.fetched")
    logging.getLogger("discord.client").info("logging in")
    assert capsys.readouterr().err == ""


def test_auto_is_json_where_no_terminal_reads(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logging("info", "auto")
    structlog.get_logger("bot").info("started")
    assert json.loads(capsys.readouterr().err)["event"] == "started"
