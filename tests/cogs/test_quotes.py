"""``/quotes``: asked, paged, and never beyond what the asker may see."""

from typing import Any

import pytest
import simcord

from bot.archive import speakers
from tests.cogs.newsroom import BRIDGE, MILL, Newsroom, content, told

LONG = "https://valley.example/long"


async def ask(
    newsroom: Newsroom, asker: simcord.MemberActor | None = None, **options: Any
) -> simcord.ResponseMessage:
    result = await (asker or newsroom.bob).slash(newsroom.news, "quotes", **options)
    assert result.response
    assert result.response.ephemeral
    return result.response


async def test_a_speaker_is_found_with_article_and_jump(newsroom: Newsroom) -> None:
    pasted = await newsroom.alice.send(newsroom.news, MILL)
    words = content(await ask(newsroom, speaker="marsh"))
    assert "**Quotes by Ada Marsh**\n-# 1–2 of 2" in words
    assert "❝ The wheel will turn again in spring. ❞\n-# — **Ada Marsh**" in words
    assert f"[The mill reopens](<{MILL}>) · The Valley Post · 5\u00a0Sep\u00a02025" in words
    assert f"[jump\u00a0to\u00a0the\u00a0message]({pasted.jump_url})" in words
    assert "The roof comes later" not in words


async def test_words_and_days_narrow_the_answer(newsroom: Newsroom) -> None:
    await newsroom.alice.send(newsroom.news, f"{MILL} {BRIDGE}")
    words = content(await ask(newsroom, speaker="Reed", about="roof"))
    assert "The roof comes later." in words
    assert "closed for a week" not in words
    assert "1–5 of 5" in content(await ask(newsroom, **{"from": "2025-09-01"}))
    assert "try an earlier date" in content(await ask(newsroom, **{"from": "2025-09-06"}))


async def test_nothing_found_says_what_to_try(newsroom: Newsroom) -> None:
    words = content(await ask(newsroom, speaker="Nobody"))
    assert words == (
        "No quotes by Nobody here; try a part of the name, or pick one of the suggestions."
    )


async def test_a_date_that_is_none_is_told(newsroom: Newsroom) -> None:
    words = content(await ask(newsroom, **{"from": "@here *soon*"}))
    assert words.startswith("I don't know the date “@\u200bhere \\*soon\\*”; write a day like")


async def test_pages_turn_also_after_a_restart(newsroom: Newsroom) -> None:
    lines = [("Ada Marsh", f"This is line {number}.") for number in range(12)]
    newsroom.pages.reports[LONG] = told("A long speech", *lines, url=LONG)
    await newsroom.alice.send(newsroom.news, LONG)
    answer = await ask(newsroom, speaker="Ada Marsh", **{"from": "365d"}, about="line")
    assert "1–5 of 12" in content(answer)
    await newsroom.bob.click(answer, label="›")
    assert "6–10 of 12" in content(newsroom.latest(answer))
    await newsroom.restart()
    await newsroom.bob.click(newsroom.latest(answer), label="›")
    last = newsroom.latest(answer)
    assert "11–12 of 12" in content(last)
    assert "This is line 11." in content(last)
    await newsroom.bob.click(last, label="‹")
    assert "6–10 of 12" in content(newsroom.latest(answer))


async def test_speakers_of_this_server_are_suggested_most_quoted_first(
    newsroom: Newsroom,
) -> None:
    await newsroom.alice.send(newsroom.news, f"{MILL} {BRIDGE}")
    elsewhere = newsroom.env.create_guild("Elsewhere")
    hall = elsewhere.create_text_channel("hall")
    newsroom.pages.reports[LONG] = told("Far away", ("Amos Far", "Not for you."), url=LONG)
    await elsewhere.add_member(newsroom.env.create_user("far")).send(hall, LONG)

    async def suggested(typed: str) -> list[str]:
        choices = await newsroom.bob.autocomplete(newsroom.news, "quotes", "speaker", typed)
        return [f"{choice['name']} → {choice['value']}" for choice in choices]

    assert await suggested("") == [
        "Ada Marsh (2) → Ada Marsh",
        "Tom Reed (2) → Tom Reed",
        "Iris Holt (1) → Iris Holt",
    ]
    assert await suggested("re") == ["Tom Reed (2) → Tom Reed"]
    assert await suggested("amos") == []


async def test_where_there_are_too_many_to_count_a_name_stands_alone(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(speakers, "_FEW_SHARES", 0)
    monkeypatch.setattr(speakers, "_COUNTABLE", 1)
    await newsroom.alice.send(newsroom.news, f"{MILL} {BRIDGE}")
    choices = await newsroom.bob.autocomplete(newsroom.news, "quotes", "speaker", "")
    assert {choice["name"] for choice in choices} == {"Ada Marsh", "Tom Reed", "Iris Holt (1)"}


async def test_a_name_of_any_length_can_be_picked(newsroom: Newsroom) -> None:
    name = "The International Association of Extremely Long Names and Longer Titles"
    newsroom.pages.reports[LONG] = told("Names", (name, "We are many."), url=LONG)
    await newsroom.alice.send(newsroom.news, LONG)
    [choice] = await newsroom.bob.autocomplete(newsroom.news, "quotes", "speaker", "inter")
    assert len(choice["value"]) <= 100
    assert "We are many." in content(await ask(newsroom, speaker=choice["value"]))


async def test_in_a_direct_message_its_own_articles_are_found(newsroom: Newsroom) -> None:
    await newsroom.alice.send(newsroom.news, MILL)
    await newsroom.bob.send_dm(BRIDGE)
    result = await newsroom.bob.user.slash("quotes", speaker="Reed")
    assert result.response
    words = content(result.response)
    assert "closed for a week" in words
    assert "The roof comes later" not in words
