"""``/names``: moderators merge, split and rename in their server, and take it back."""

from dataclasses import replace

import discord
import simcord

from bot.domain import Entity
from tests.cogs.newsroom import BRIDGE, MILL, Newsroom, content, told
from tests.cogs.test_who_is_meant import options


async def names(
    newsroom: Newsroom, command: str, who: simcord.MemberActor | None = None, **options: str | int
) -> simcord.ResponseMessage:
    result = await (who or newsroom.mod).slash(newsroom.news, f"names {command}", **options)
    assert result.response
    assert result.response.ephemeral
    return result.response


async def quoted(newsroom: Newsroom, name: str) -> str:
    """The head of the answer to a question for somebody's words."""
    result = await newsroom.bob.slash(newsroom.news, "quotes", speaker=name)
    return content(result.response).partition("\n\n")[0]


def now(newsroom: Newsroom, message: simcord.ResponseMessage) -> discord.Message:
    [found] = [m for m in newsroom.news.history(viewer=newsroom.mod) if m.id == message.id]
    return found


async def test_a_merge_is_undone_by_its_button_after_a_restart(newsroom: Newsroom) -> None:
    await newsroom.alice.send(newsroom.news, f"{MILL} {BRIDGE}")
    done = await names(newsroom, "merge", name="Iris Holt", into="Tom Reed")
    assert content(done).startswith("**Iris Holt** is **Tom Reed**.")
    assert "**Quotes by Tom Reed**\n-# 1–3 of 3" in await quoted(newsroom, "Iris")
    await newsroom.restart()
    await newsroom.mod.click(done, label="Undo")
    assert content(now(newsroom, done)).startswith("Undone, as if it had never been")
    assert "**Quotes by Iris Holt**\n-# 1 of 1" in await quoted(newsroom, "Iris")


async def test_a_new_name_is_suggested_and_found(newsroom: Newsroom) -> None:
    await newsroom.alice.send(newsroom.news, f"{MILL} {BRIDGE}")
    done = await names(newsroom, "rename", name="Tom", to="Tommy Reed-Smith @everyone")
    assert "@everyone" not in content(done)
    assert "1–2 of 2" in await quoted(newsroom, "smith")
    [choice] = await newsroom.bob.autocomplete(newsroom.news, "quotes", "speaker", "tommy")
    assert choice["name"] == "Tommy Reed-Smith @everyone (2)"


async def test_the_log_says_who_and_when_and_undoes(newsroom: Newsroom) -> None:
    await newsroom.alice.send(newsroom.news, f"{MILL} {BRIDGE}")
    assert "Nobody has changed" in content(await names(newsroom, "log"))
    await names(newsroom, "merge", name="Iris Holt", into="Tom Reed")
    await names(newsroom, "split", name="Tom Reed", form="Iris Holt")
    await names(newsroom, "rename", name="Ada Marsh", to="Ada")
    log = await names(newsroom, "log")
    lines = content(log).splitlines()
    assert f"`3` **Ada Marsh** is called **Ada** · <@{newsroom.mod.id}> <t:" in lines[1]
    assert "`2` **Iris Holt** is not **Tom Reed** · " in lines[2]
    assert "`1` **Iris Holt** is **Tom Reed** · " in lines[3]
    assert options(log)[0] == "3 · rename: Ada Marsh → Ada"
    assert "Quotes by Iris Holt" in await quoted(newsroom, "Iris Holt")
    await newsroom.mod.select(log, ["2"])
    assert "Quotes by Tom Reed" in await quoted(newsroom, "Iris Holt")
    undone = await names(newsroom, "undo", number=1)
    assert "Iris Holt" in content(undone)
    assert content(await names(newsroom, "log")).count("~~ · undone by <@") == 2
    assert "no change 1 to undo" in content(await names(newsroom, "undo", number=1))


async def test_only_moderators_change_names_or_undo(newsroom: Newsroom) -> None:
    await newsroom.alice.send(newsroom.news, f"{MILL} {BRIDGE}")
    refusal = "Only who may manage messages or the server can change names; please ask them."
    for command, given in (
        ("merge", {"name": "Iris Holt", "into": "Tom Reed"}),
        ("split", {"name": "Iris Holt", "form": "Tom Reed"}),
        ("rename", {"name": "Iris Holt", "to": "X"}),
        ("in-article", {"link": MILL, "name": "Tom Reed", "person": "X"}),
        ("log", {}),
        ("undo", {"number": 1}),
    ):
        assert content(await names(newsroom, command, newsroom.bob, **given)) == refusal
    role = newsroom.guild.create_role("boss", permissions=discord.Permissions(manage_guild=True))
    boss = newsroom.guild.add_member(newsroom.env.create_user("boss"), roles=[role])
    assert "is **Tom Reed**" in content(
        await names(newsroom, "merge", boss, name="Iris Holt", into="Tom Reed")
    )


async def test_another_server_knows_nothing_of_it(newsroom: Newsroom) -> None:
    await newsroom.alice.send(newsroom.news, f"{MILL} {BRIDGE}")
    elsewhere = newsroom.env.create_guild("Elsewhere")
    hall = elsewhere.create_text_channel("hall")
    role = elsewhere.create_role("mods", permissions=discord.Permissions(manage_messages=True))
    far = elsewhere.add_member(newsroom.env.create_user("far"), roles=[role])
    await far.send(hall, BRIDGE)
    await names(newsroom, "merge", name="Iris Holt", into="Tom Reed")
    answer = await far.slash(hall, "quotes", speaker="Iris")
    assert content(answer.response).startswith("**Quotes by Iris Holt**\n-# 1 of 1")
    log = await far.slash(hall, "names log")
    assert "Nobody has changed" in content(log.response)
    undo = await far.slash(hall, "names undo", number=1)
    assert "no change 1 to undo" in content(undo.response)
    # Whom only the other server has heard of can't be named here.
    there = await far.slash(hall, "names merge", name="Ada Marsh", into="Tom Reed")
    assert content(there.response).startswith(
        "Nobody called “Ada Marsh” is quoted or mentioned here"
    )
    assert await far.autocomplete(hall, "names merge", "name", "Ada") == []


async def test_suggestions_are_people_and_their_names(newsroom: Newsroom) -> None:
    await newsroom.alice.send(newsroom.news, f"{MILL} {BRIDGE}")
    people = await newsroom.mod.autocomplete(newsroom.news, "names rename", "name", "re")
    assert [(choice["name"], choice["value"]) for choice in people] == [("Tom Reed", "=Tom Reed")]
    await names(newsroom, "merge", name="Iris Holt", into="Tom Reed")
    forms = await newsroom.mod.autocomplete(
        newsroom.news, "names split", "form", "", name="=Tom Reed"
    )
    assert {choice["value"] for choice in forms} == {"Tom Reed", "Iris Holt"}
    several = await names(newsroom, "rename", name="m", to="M")
    assert content(several).startswith("**Ada Marsh** is called **M**")


async def test_who_is_only_mentioned_is_suggested_and_merged(newsroom: Newsroom) -> None:
    report = told("Cities", ("Tom Reed", "Yes."))
    cities = (Entity("Kyiv", "GPE", salience=0.5), Entity("Kiev", "GPE", salience=0.2))
    newsroom.pages.reports[MILL] = replace(report, entities=(*report.entities, *cities))
    await newsroom.alice.send(newsroom.news, MILL)
    [choice] = await newsroom.mod.autocomplete(newsroom.news, "names merge", "name", "kie")
    assert choice["value"] == "=Kiev"
    done = await names(newsroom, "merge", name="=Kiev", into="=Kyiv")
    assert content(done).startswith("**Kiev** is **Kyiv**.")
    card = await newsroom.bob.slash(newsroom.news, "who", name="kiev")
    assert content(card.response).startswith("### Kyiv\n-# place\n")
    assert "**Also called** Kiev" in content(card.response)
    await newsroom.mod.click(done, label="Undo")
    card = await newsroom.bob.slash(newsroom.news, "who", name="kiev")
    assert content(card.response).startswith("### Kiev\n")


async def test_a_namesake_parts_in_one_article(newsroom: Newsroom) -> None:
    await newsroom.alice.send(newsroom.news, f"{MILL} {BRIDGE}")
    done = await names(
        newsroom, "in-article", link=BRIDGE, name="=Tom Reed", person="Tom Reed, engineer"
    )
    assert content(done).startswith("**Tom Reed** is **Tom Reed, engineer** in one article.")
    assert "**Quotes by Tom Reed**\n-# 1 of 1" in await quoted(newsroom, "=Tom Reed")
    assert "1 of 1" in await quoted(newsroom, "engineer")
    [choice] = await newsroom.bob.autocomplete(newsroom.news, "quotes", "speaker", "engi")
    assert choice["name"] == "Tom Reed, engineer (1)"
    card = await newsroom.bob.slash(newsroom.news, "article", link=BRIDGE)
    assert "Tom Reed, engineer" in content(card.response)
    log = await names(newsroom, "log")
    assert "**Tom Reed** is **Tom Reed, engineer** in one article" in content(log)
    await newsroom.mod.click(done, label="Undo")
    assert "**Quotes by Tom Reed**\n-# 1–2 of 2" in await quoted(newsroom, "=Tom Reed")
    known = await names(newsroom, "in-article", link=BRIDGE, name="Tom Reed", person="=Ada Marsh")
    assert content(known).startswith("**Tom Reed** is **Ada Marsh** in one article.")
    assert "**Quotes by Ada Marsh**\n-# 1–3 of 3" in await quoted(newsroom, "=Ada Marsh")


async def test_only_of_an_article_that_the_moderator_can_see(newsroom: Newsroom) -> None:
    closed = discord.PermissionOverwrite(view_channel=False)
    board = newsroom.guild.create_text_channel("board", overwrites={newsroom.mod: closed})
    await newsroom.alice.send(board, MILL)
    refused = await names(newsroom, "in-article", link=MILL, name="Tom Reed", person="Tom")
    assert content(refused).startswith("That article was not shared where you can see it")


async def test_a_name_of_several_is_not_guessed(newsroom: Newsroom) -> None:
    twins = told("Twins", ("Lea Moss", "I am Lea."), ("Lou Moss", "I am Lou."))
    newsroom.pages.reports[MILL] = twins
    await newsroom.alice.send(newsroom.news, MILL)
    refused = await names(newsroom, "rename", name="Moss", to="M")
    assert content(refused) == (
        "Several people here are called “Moss”; pick one of the suggestions."
    )
