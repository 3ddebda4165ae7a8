"""What is corrected by ✎ is counted alike by every command, and by the suggestions."""

import simcord

from bot.cards import SOMEBODY_ELSE
from tests.cogs.newsroom import BRIDGE, Newsroom, content
from tests.cogs.test_corrections import answered, card, wheel


async def asked(
    newsroom: Newsroom, command: str, by: simcord.MemberActor | None = None, **options: str
) -> str:
    result = await (by or newsroom.bob).slash(newsroom.news, command, **options)
    said = [message for message in (result.response, *result.followups) if message]
    return "\n".join(content(message) for message in said)


async def suggested(newsroom: Newsroom, typed: str) -> list[str]:
    choices = await newsroom.bob.autocomplete(newsroom.news, "quotes", "speaker", typed)
    return [choice["value"] for choice in choices]


async def test_a_corrected_speaker_is_counted_alike(newsroom: Newsroom) -> None:
    await card(newsroom)
    page = await wheel(newsroom, newsroom.alice)
    shown = await newsroom.alice.select(page, [SOMEBODY_ELSE])
    await newsroom.alice.submit_modal(shown, {"name": "Iris Holt"})
    await newsroom.alice.send(newsroom.news, BRIDGE)
    listed = await asked(newsroom, "speakers")
    counts = {"Iris Holt": 2, "Tom Reed": 2, "Ada Marsh": 1}
    askers = (newsroom.alice, newsroom.bob, newsroom.mod)  # nobody asks too much at once
    for (name, quotes), by in zip(counts.items(), askers, strict=True):
        counted = f"{quotes} quote" + "s" * (quotes > 1)
        assert f"**{name}** · {counted} ·" in listed
        assert f"**{counted}** ·" in await asked(newsroom, "who", by, name=name)
        assert f" of {quotes}\n" in await asked(newsroom, "quotes", by, speaker=name)
        assert counted in await asked(newsroom, "timeline", by, speaker=name)
    about = await asked(newsroom, "speakers", about="wheel")
    assert "**Iris Holt** · 1 quote" in about
    assert "Ada Marsh" not in about


async def test_nobody_of_a_wrong_article_is_listed_or_suggested(newsroom: Newsroom) -> None:
    mill = await card(newsroom)
    await newsroom.alice.send(newsroom.news, BRIDGE)
    view = answered(await newsroom.alice.click(mill, label="✎ Wrong"))
    await newsroom.alice.click(view, label="Wrong article")
    for order in ("new", "most"):
        listed = await asked(newsroom, "speakers", order=order)
        assert "Ada Marsh" not in listed
        assert "**Tom Reed** · 1 quote ·" in listed
    assert "### " not in await asked(newsroom, "who", name="Ada Marsh")
    assert "**1 quote** · 1 article" in await asked(newsroom, "who", name="Tom Reed")
    assert await suggested(newsroom, "") == ["Iris Holt", "Tom Reed"]
    assert await suggested(newsroom, "ada") == []
    view = answered(await newsroom.alice.click(newsroom.replies()[0], label="✎ Wrong"))
    await newsroom.alice.click(view, label="Undo the last")
    assert "**Ada Marsh** · 2 quotes ·" in await asked(newsroom, "speakers")
    assert "### Ada Marsh" in await asked(newsroom, "who", name="Ada Marsh")
    assert await suggested(newsroom, "ada") == ["Ada Marsh"]
