"""``/speakers``, ``/who`` and ``/versus``: who is quoted, who they are, and two side by side."""

from dataclasses import replace
from typing import Any

import discord
import pytest
import simcord

from bot.domain import Entity
from tests.cogs.newsroom import BRIDGE, MILL, Newsroom, content, told

KIMS = "https://valley.example/kims"
REPLY = "https://valley.example/reply"


async def ask(newsroom: Newsroom, command: str, **options: Any) -> simcord.ResponseMessage:
    result = await newsroom.bob.slash(newsroom.news, command, **options)
    assert result.response
    assert result.response.ephemeral
    return result.response


async def words(newsroom: Newsroom, command: str, **options: Any) -> str:
    return content(await ask(newsroom, command, **options))


async def test_the_most_quoted_come_first(newsroom: Newsroom) -> None:
    assert await words(newsroom, "speakers") == (
        "Nobody has been quoted here yet; paste a link to an article first."
    )
    await newsroom.alice.send(newsroom.news, f"{MILL} {BRIDGE}")
    assert await words(newsroom, "speakers") == (
        "**Most quoted**\n-# 1–3 of 3\n"
        "**Ada Marsh** · 2 quotes · 5 Sep 2025\n"
        "**Tom Reed** · 2 quotes · 5 Sep 2025\n"
        "**Iris Holt** · 1 quote · 5 Sep 2025"
    )


async def test_the_newly_quoted_come_latest_first(newsroom: Newsroom) -> None:
    await newsroom.alice.send(newsroom.news, MILL)
    await newsroom.alice.send(newsroom.news, BRIDGE)
    found = await words(newsroom, "speakers", order="new")
    assert found.startswith("**Newly quoted**\n-# 1–3 of 3\n**Iris Holt**")


async def test_speakers_about_a_topic(newsroom: Newsroom) -> None:
    await newsroom.alice.send(newsroom.news, f"{MILL} {BRIDGE}")
    found = await words(newsroom, "speakers", about="roofs")
    assert found == "**Most quoted about “roofs”**\n-# 1 of 1\n**Tom Reed** · 1 quote · 5 Sep 2025"
    assert "Nobody is quoted about “@\u200bhere” here" in await words(
        newsroom, "speakers", about="@here"
    )


async def test_a_name_has_a_card(newsroom: Newsroom) -> None:
    reply = told("A reply", ("Iris Holt", "Tom Reed is wrong about it."), url=REPLY)
    newsroom.pages.reports[REPLY] = reply
    await newsroom.alice.send(newsroom.news, f"{MILL} {BRIDGE} {REPLY}")
    answer = await ask(newsroom, "who", name="Tom Reed")
    assert content(answer) == (
        "### Tom Reed\n-# person\n"
        "**2 quotes** · 2 articles · 5 Sep 2025\n"
        "**Quoted beside** Ada Marsh · Iris Holt\n"
        "**Spoken of by** Iris Holt\n"
        "**Appears with** Ada Marsh · Iris Holt\n"
        "**Sites** The Valley Post\u00a0(2)"
    )
    await newsroom.bob.click(answer, label="All quotes")
    assert "**Quotes by Tom Reed**\n-# 1–2 of 2" in content(newsroom.latest(answer))


async def test_a_name_that_fits_several_is_asked_back(newsroom: Newsroom) -> None:
    kims = told("Kims", ("Kim Jong Un", "Yes."), ("Kim Jong Un", "No."), ("Kim Yo Jong", "Ah."))
    newsroom.pages.reports[KIMS] = kims
    await newsroom.alice.send(newsroom.news, KIMS)
    answer = await ask(newsroom, "who", name="kim")
    assert content(answer) == (
        "**Which “kim” do you mean?**\n**Kim Jong Un** (2 quotes), **Kim Yo Jong** (1 quote)"
    )
    await newsroom.bob.select(answer, ["=Kim Yo Jong"])
    assert content(newsroom.latest(answer)).startswith("### Kim Yo Jong\n")


async def test_who_has_the_very_name_is_asked_for_first(newsroom: Newsroom) -> None:
    report = told("Cities", ("Parisa", "Yes."), ("Paris Holt", "No."))
    paris = Entity("Paris", "GPE", salience=0.5)
    newsroom.pages.reports[KIMS] = replace(report, entities=(*report.entities, paris))
    await newsroom.alice.send(newsroom.news, KIMS)
    answer = await ask(newsroom, "who", name="paris")
    assert (
        content(answer)
        == "**Which “paris” do you mean?**\n**Paris** (only mentioned), **Paris Holt** (1 quote)"
    )
    await newsroom.bob.select(answer, ["=Paris"])
    assert content(newsroom.latest(answer)).startswith("### Paris\n-# place\n")


async def test_a_side_that_fits_several_is_asked_back(newsroom: Newsroom) -> None:
    kims = told("Kims", ("Kim Jong Un", "Yes."), ("Xi", "Well."), ("Kim Yo Jong", "Ah."))
    newsroom.pages.reports[KIMS] = kims
    await newsroom.alice.send(newsroom.news, KIMS)
    answer = await ask(newsroom, "versus", a="xi", b="kim")
    assert content(answer).startswith("**Which “kim” do you mean?**")
    await newsroom.bob.select(answer, ["=Kim Yo Jong"])
    assert content(newsroom.latest(answer)).startswith("**Xi and Kim Yo Jong**")


async def test_two_sides_that_fit_several_are_asked_back_one_by_one(newsroom: Newsroom) -> None:
    kims = told("Kims", ("Kim Jong Un", "Yes."), ("Kim", "Well."), ("Kim Yo Jong", "Ah."))
    newsroom.pages.reports[KIMS] = kims
    await newsroom.alice.send(newsroom.news, KIMS)
    answer = await ask(newsroom, "versus", a="kim", b="jong")
    assert content(answer).startswith("**Which “kim” do you mean?**")
    await newsroom.bob.select(answer, ["=Kim"])
    assert content(newsroom.latest(answer)).startswith("**Which “jong” do you mean?**")
    await newsroom.bob.select(newsroom.latest(answer), ["=Kim Yo Jong"])
    assert content(newsroom.latest(answer)).startswith("**Kim and Kim Yo Jong**")


async def test_a_name_of_one_word_has_its_own_quotes_behind_its_card(newsroom: Newsroom) -> None:
    newsroom.pages.reports[KIMS] = told("Kims", ("Kim Jong Un", "Yes."), ("Kim", "Well."))
    await newsroom.alice.send(newsroom.news, KIMS)
    answer = await ask(newsroom, "who", name="=kim")
    assert content(answer).startswith("### Kim\n")
    await newsroom.bob.click(answer, label="All quotes")
    assert content(newsroom.latest(answer)).startswith("**Quotes by Kim**\n-# 1 of 1")


async def test_a_name_that_is_never_quoted_is_no_slip_of_the_pen(newsroom: Newsroom) -> None:
    report = told("Cities", ("Olso", "Yes."))
    newsroom.pages.reports[KIMS] = replace(
        report, entities=(*report.entities, Entity("Oslo", "GPE", salience=0.5))
    )
    board = newsroom.guild.create_text_channel("board")
    await newsroom.alice.send(board, KIMS)
    assert (await words(newsroom, "who", name="oslo")).startswith("### Oslo\n-# place\n")
    assert "did you mean" in await words(newsroom, "who", name="Olsa")


async def test_nobody_of_that_name(newsroom: Newsroom) -> None:
    await newsroom.alice.send(newsroom.news, MILL)
    assert await words(newsroom, "who", name="@everyone") == (
        "I know nobody called @\u200beveryone here; pick one of the suggestions."
    )


async def test_two_speakers_stand_side_by_side(newsroom: Newsroom) -> None:
    later = told("Later", ("Ada Marsh", "The wheel has turned."), url=REPLY)
    later = replace(later, article=replace(later.article, published="2025-10-01"))
    newsroom.pages.reports[REPLY] = later
    await newsroom.alice.send(newsroom.news, MILL)
    await newsroom.alice.send(newsroom.news, BRIDGE)
    await newsroom.alice.send(newsroom.news, REPLY)
    found = await words(newsroom, "versus", a="marsh", b="tom reed")
    assert found.startswith("**Ada Marsh and Tom Reed**\n-# 🟧 Ada Marsh: 3 · 🟦 Tom Reed: 2\n")
    order = (
        "🟧 ❝ The wheel has turned. ❞",
        "🟦 ❝ It will be closed for a week. ❞",
        "🟧 ❝ The wheel will turn again in spring. ❞",
        "🟦 ❝ The roof comes later. ❞",
    )
    places = [found.index(each) for each in order]
    assert places == sorted(places)


async def test_two_speakers_about_a_topic(newsroom: Newsroom) -> None:
    await newsroom.alice.send(newsroom.news, f"{MILL} {BRIDGE}")
    found = await words(newsroom, "versus", a="marsh", b="holt", about="spring OR monday")
    assert found.startswith(
        "**Ada Marsh and Iris Holt about “spring OR monday”**\n-# 🟧 Ada Marsh: 1 · 🟦 Iris Holt: 1"
    )
    assert "@\u200beveryone" in found
    assert "Neither Ada Marsh nor Iris Holt is quoted about “zebra” here" in await words(
        newsroom, "versus", a="marsh", b="holt", about="zebra"
    )


async def test_nobody_is_set_beside_themselves(newsroom: Newsroom) -> None:
    await newsroom.alice.send(newsroom.news, MILL)
    for a, b in (("Marsh", "ada marsh"), ("Nobody", "nobody ")):
        result = await newsroom.bob.slash(newsroom.news, "versus", a=a, b=b)
        said = [content(message) for message in (result.response, *result.followups) if message]
        assert "Both names mean the same speaker; give two different ones." in "\n".join(said)


@pytest.mark.parametrize("link", [MILL, f"<{MILL}>", "https://valley.example/mill/?utm_source=x"])
async def test_an_article_has_its_card_again(newsroom: Newsroom, link: str) -> None:
    board = newsroom.guild.create_text_channel("board")
    await newsroom.alice.send(board, MILL)
    answer = await ask(newsroom, "article", link=link)
    assert content(answer).startswith(f"### [The mill reopens](<{MILL}>)")
    # Its buttons open it here, too, though it was shared in another channel.
    result = await newsroom.bob.click(answer, label="All 3 quotes")
    assert result.response
    assert "**All 3 quotes**" in content(result.response)


async def test_a_card_opens_no_longer_what_may_no_longer_be_seen(newsroom: Newsroom) -> None:
    board = newsroom.guild.create_text_channel("board")
    await newsroom.alice.send(board, MILL)
    answer = await ask(newsroom, "article", link=MILL)
    channel = newsroom.env.bot.get_channel(board.id)
    assert isinstance(channel, discord.TextChannel)
    closed = discord.PermissionOverwrite(view_channel=False)
    await channel.set_permissions(channel.guild.default_role, overwrite=closed)
    result = await newsroom.bob.click(answer, label="All 3 quotes")
    assert result.response
    assert "is not kept any more" in content(result.response)


@pytest.mark.parametrize(
    ("link", "sentence"),
    [
        ("the mill", "That is no link to an article; paste its address as it was shared."),
        (BRIDGE, "That article was not shared where you can see it; paste its link to have it"),
    ],
)
async def test_what_is_no_article_here_is_told(
    newsroom: Newsroom, link: str, sentence: str
) -> None:
    await newsroom.alice.send(newsroom.news, MILL)
    result = await newsroom.bob.slash(newsroom.news, "article", link=link)
    said = [content(message) for message in (result.response, *result.followups) if message]
    assert sentence in "\n".join(said)
