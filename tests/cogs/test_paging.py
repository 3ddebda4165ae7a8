"""Pages turn, whatever was asked, also after a restart."""

from datetime import UTC, datetime
from typing import Any

import pytest
import simcord

from bot.archive import questions
from tests.cogs.newsroom import Newsroom, content, told
from tests.cogs.test_failing_archive import unwritable

LONG = "https://valley.example/long"
WORDS = "line OR " + " OR ".join(f"word{number}" for number in range(20))


async def shared(newsroom: Newsroom) -> None:
    lines = [
        (f"{name} Marsh", f"This is line {number}.")
        for number in range(12)
        for name in ("Ada", "Tom")
    ]
    newsroom.pages.reports[LONG] = told("A long speech", *lines, url=LONG)
    await newsroom.alice.send(newsroom.news, LONG)


async def ask(newsroom: Newsroom, command: str, **options: Any) -> simcord.ResponseMessage:
    result = await newsroom.bob.slash(newsroom.news, command, **options)
    assert result.response
    assert result.response.ephemeral
    return result.response


@pytest.mark.parametrize(
    ("command", "options", "pages"),
    [
        ("quotes", {"speaker": "ada"}, ("1–5 of 12", "6–10 of 12", "11–12 of 12")),
        (
            "quotes",
            {
                "speaker": "ada",
                "about": WORDS,
                "from": "2025-09-01",
                "to": "2025-09-30",
                "site": "the valley post",
                "kind": "direct",
                "order": "best",
            },
            ("1–5 of 12", "6–10 of 12", "11–12 of 12"),
        ),
        ("search", {"words": "line?"}, ("1–5 of 24", "6–10 of 24", "11–15 of 24")),
        ("search", {"words": WORDS}, ("1–5 of 24", "6–10 of 24", "11–15 of 24")),
        ("versus", {"a": "ada", "b": "tom"}, ("line 0.", "line 2.", "line 4.")),
        ("versus", {"a": "ada", "b": "tom", "about": WORDS}, ("line 0.", "line 2.", "line 4.")),
    ],
)
async def test_pages_turn_also_after_a_restart(
    newsroom: Newsroom, command: str, options: dict[str, str], pages: tuple[str, ...]
) -> None:
    await shared(newsroom)
    answer = await ask(newsroom, command, **options)
    assert pages[0] in content(answer)
    await newsroom.bob.click(answer, label="›")
    assert pages[1] in content(newsroom.latest(answer))
    await newsroom.restart()
    await newsroom.bob.click(newsroom.latest(answer), label="›")
    assert pages[2] in content(newsroom.latest(answer))
    await newsroom.bob.click(newsroom.latest(answer), label="‹")
    assert pages[1] in content(newsroom.latest(answer))


async def test_a_question_that_is_kept_no_more_says_so(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    await shared(newsroom)
    answer = await ask(newsroom, "search", words=WORDS)

    class Later(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:
            return datetime(2100, 1, 1, tzinfo=UTC)

    monkeypatch.setattr(questions, "datetime", Later)
    await newsroom.archive.keep_question({"words": "another"})
    result = await newsroom.bob.click(answer, label="›")
    told = [content(message) for message in (result.response, *result.followups) if message]
    assert "This question is too old to turn its pages; please ask it again." in "\n".join(told)


async def test_where_nothing_can_be_written_the_first_page_comes_all_the_same(
    newsroom: Newsroom,
) -> None:
    await shared(newsroom)
    with unwritable(newsroom):
        answer = await ask(newsroom, "search", words=WORDS)
        assert "1–5 of 24" in content(answer)
        with pytest.raises(simcord.SetupError, match="No matching component"):
            await newsroom.bob.click(answer, label="›")
