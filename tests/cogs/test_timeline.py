"""``/timeline``: a chart with its key quotes, and never beyond what the asker may see."""

import io
from typing import Any

import discord
import pytest
import simcord
from PIL import Image

from bot.charts import SIZE
from bot.engine import WorkerTimeout
from tests.cogs.newsroom import BRIDGE, MILL, Newsroom, content, told

LONG = "https://valley.example/long"


async def ask(
    newsroom: Newsroom, asker: simcord.MemberActor | None = None, **options: str
) -> simcord.ResponseMessage:
    result = await (asker or newsroom.bob).slash(newsroom.news, "timeline", **options)
    assert result.response
    assert result.response.ephemeral
    return result.response


async def test_a_chart_comes_with_its_words_and_key_quotes(newsroom: Newsroom) -> None:
    pasted = await newsroom.alice.send(newsroom.news, MILL)
    answer = await ask(newsroom, speaker="marsh")
    words = content(answer)
    assert "**Quotes by Ada Marsh**\n-# 2 quotes by day, 5 Sep 2025" in words
    assert "**1** · 5 Sep 2025\n❝ The wheel will turn again in spring. ❞" in words
    assert "-# — **Ada Marsh**" in words
    assert f"[The mill reopens](<{MILL}>) · The Valley Post · 5\u00a0Sep\u00a02025" in words
    assert f"[jump\u00a0to\u00a0the\u00a0message]({pasted.jump_url})" in words
    [chart] = answer.attachments
    assert chart.description == (
        "Bar chart by day, 5 Sep 2025: Quotes by Ada Marsh, 2 in all; most, 2, on 5 Sep 2025."
    )
    with Image.open(io.BytesIO(await chart.read())) as picture:
        assert (picture.format, picture.size) == ("PNG", SIZE)


async def test_the_picture_stands_in_the_card_with_its_description(newsroom: Newsroom) -> None:
    await newsroom.alice.send(newsroom.news, MILL)
    answer = await ask(newsroom, speaker="marsh")
    [gallery] = [part for part in _parts(answer) if part.get("type") == 12]
    [item] = gallery["items"]
    assert item["description"] == answer.attachments[0].description
    assert item["media"]["url"] == answer.attachments[0].url


async def test_words_and_days_narrow_it(newsroom: Newsroom) -> None:
    await newsroom.alice.send(newsroom.news, f"{MILL} {BRIDGE}")
    assert "1 quote, 5 Sep 2025" in content(await ask(newsroom, about="roof"))
    both = {"from": "2025-09-05", "to": "2025-09-05"}
    assert "**All quotes**\n-# 5 quotes by day" in content(await ask(newsroom, **both))
    assert "try other days" in content(await ask(newsroom, to="2025-09-04"))


async def test_two_speakers_stand_side_by_side(newsroom: Newsroom) -> None:
    await newsroom.alice.send(newsroom.news, MILL)
    answer = await ask(newsroom, speaker="marsh", versus="reed")
    assert "**Quotes by Ada Marsh and Tom Reed**\n-# 3 quotes by day" in content(answer)
    assert "2 quotes by Ada Marsh and 1 by Tom Reed" in (answer.attachments[0].description or "")
    assert "The roof comes later." in content(answer)


async def test_a_name_that_fits_several_is_asked_back_for_its_chart(newsroom: Newsroom) -> None:
    newsroom.pages.reports[LONG] = told(
        "Talks", ("Kim Jong Un", "We are friends."), ("Kim Yo Jong", "We are not."), url=LONG
    )
    await newsroom.alice.send(newsroom.news, LONG)
    answer = await ask(newsroom, speaker="Kim")
    assert content(answer).startswith("**Which “Kim” do you mean?**")
    assert answer.attachments == []
    await newsroom.bob.select(answer, ["=Kim Yo Jong"])
    chosen = newsroom.latest(answer)
    assert "**Quotes by Kim Yo Jong**\n-# 1 quote" in content(chosen)
    assert [chart.filename for chart in chosen.attachments] == ["timeline.png"]


async def test_one_person_of_two_spellings_is_told_by_both(newsroom: Newsroom) -> None:
    newsroom.pages.reports[LONG] = told(
        "Talks",
        ("Kim Jong Un", "We are."),
        ("Kim Jong-un", "Not."),
        ("Kim Jong Un", "So."),
        url=LONG,
    )
    await newsroom.alice.send(newsroom.news, LONG)
    answer = await ask(newsroom, speaker="jong")
    words = content(answer)
    assert "**Quotes by Kim Jong Un**" in words
    assert "-# “Kim Jong Un” is Kim Jong Un 2 · Kim Jong-un 1" in words
    assert "=" not in words.partition("\n**1**")[0] + (answer.attachments[0].description or "")


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"speaker": "Nobody"}, "Quotes by Nobody: there are none here; try a part of the name"),
        ({"about": "zebra"}, "Quotes about “zebra”: there are none here; try other words"),
        ({"about": "!!!"}, "Quotes about “!!!”: there are none here; try other words"),
        ({"from": "soon"}, "I don't know the date “soon”"),
    ],
)
async def test_nothing_found_says_what_to_try(
    newsroom: Newsroom, options: dict[str, str], told: str
) -> None:
    await newsroom.alice.send(newsroom.news, MILL)
    answer = await ask(newsroom, **options)
    assert content(answer).startswith(told)
    assert answer.attachments == []


async def test_nothing_shared_yet_says_what_to_do(newsroom: Newsroom) -> None:
    assert "paste a link to an article first" in content(await ask(newsroom))


async def test_a_channel_that_the_asker_cannot_see_is_not_counted(newsroom: Newsroom) -> None:
    closed = discord.PermissionOverwrite(view_channel=False)
    board = newsroom.guild.create_text_channel("board", overwrites={newsroom.bob: closed})
    await newsroom.alice.send(board, MILL)
    await newsroom.alice.send(newsroom.news, BRIDGE)
    assert "2 quotes" in content(await ask(newsroom, newsroom.alice, speaker="reed"))
    words = content(await ask(newsroom, speaker="reed"))
    assert "1 quote, 5 Sep 2025" in words
    assert "The roof comes later" not in words
    assert "there are none here" in content(await ask(newsroom, speaker="marsh"))


async def test_another_server_is_not_counted(newsroom: Newsroom) -> None:
    elsewhere = newsroom.env.create_guild("Elsewhere")
    hall = elsewhere.create_text_channel("hall")
    await elsewhere.add_member(newsroom.env.create_user("far")).send(hall, MILL)
    assert "there are none here" in content(await ask(newsroom, speaker="marsh"))


async def test_in_a_direct_message_its_own_articles_are_counted(newsroom: Newsroom) -> None:
    await newsroom.alice.send(newsroom.news, MILL)
    await newsroom.bob.send_dm(BRIDGE)
    result = await newsroom.bob.user.slash("timeline", speaker="Reed")
    assert result.response
    assert "1 quote, 5 Sep 2025" in content(result.response)
    assert "The roof comes later" not in content(result.response)


async def test_speakers_of_this_server_are_suggested(newsroom: Newsroom) -> None:
    await newsroom.alice.send(newsroom.news, MILL)
    for option in ("speaker", "versus"):
        choices = await newsroom.bob.autocomplete(newsroom.news, "timeline", option, "re")
        assert [choice["value"] for choice in choices] == ["Tom Reed"]


async def test_a_worker_that_fails_is_told_in_a_sentence(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    await newsroom.alice.send(newsroom.news, MILL)

    async def slow(*_: object) -> Any:
        raise WorkerTimeout("This page took too long to read; please share a shorter one.")

    monkeypatch.setattr(type(newsroom.bot.engine), "run", slow)
    result = await newsroom.bob.slash(newsroom.news, "timeline", speaker="marsh")
    told = [message for message in (result.response, *result.followups) if message]
    assert any("could not be drawn just now; please try again" in content(m) for m in told)


def _parts(message: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []

    def walk(part: Any) -> None:
        data = part if isinstance(part, dict) else part.to_dict()
        found.append(data)
        for child in data.get("components", []):
            walk(child)

    for part in message.components:
        walk(part)
    return found
