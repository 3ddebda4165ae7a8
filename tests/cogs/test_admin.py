"""/admin: for whoever runs the bot, and nobody else."""

import discord
import pytest
import simcord

from tests.cogs.newsroom import BROKEN, MILL, REPORTS, Newsroom, content
from tests.cogs.test_failing_archive import unwritable
from tests.cogs.test_find_quotes import FIND
from tests.cogs.told import told


@pytest.fixture
def operator(newsroom: Newsroom) -> simcord.MemberActor:
    admins = newsroom.guild.create_role(
        "admins", permissions=discord.Permissions(administrator=True)
    )
    member = newsroom.guild.add_member(newsroom.env.create_user("operator"), roles=[admins])
    newsroom.bot.owner_id = member.id
    return member


async def admin(newsroom: Newsroom, who: simcord.MemberActor, what: str, **options: str) -> str:
    return told(await who.slash(newsroom.news, f"admin {what}", **options))


async def test_it_is_for_whoever_runs_the_bot(
    newsroom: Newsroom, operator: simcord.MemberActor
) -> None:
    assert "### Queue" in await admin(newsroom, operator, "queue")
    newsroom.bot.owner_id = newsroom.alice.id
    for what in ("queue", "failed", "retry", "pause", "resume", "reload"):
        assert await admin(newsroom, operator, what) == (
            "Only whoever runs me can use this; ask them."
        )
        newsroom.bot.get_cog("Gate")._commands._rested.clear()  # type: ignore[union-attr]
    await newsroom.alice.send(newsroom.news, MILL)
    assert len(newsroom.replies()) == 1


async def test_a_member_of_the_team_runs_the_bot(
    newsroom: Newsroom, operator: simcord.MemberActor
) -> None:
    newsroom.bot.owner_id = None
    newsroom.bot.owner_ids = {newsroom.alice.id, operator.id}
    assert "### Queue" in await admin(newsroom, operator, "queue")


async def test_members_do_not_see_it(newsroom: Newsroom) -> None:
    assert not [it for it in newsroom.alice.available_commands(newsroom.news) if "admin" in it]


async def test_a_setting_keeps_it_to_one_server(
    newsroom: Newsroom, operator: simcord.MemberActor
) -> None:
    elsewhere = newsroom.env.create_guild("Elsewhere", owner=newsroom.env.create_user("boss"))
    await newsroom.restart(admin_server=elsewhere.id)
    assert not [it for it in operator.available_commands(newsroom.news) if "admin" in it]
    assert "privacy" in operator.available_commands(newsroom.news)


async def test_failed_links_are_told_by_reason_and_tried_again(
    newsroom: Newsroom, operator: simcord.MemberActor
) -> None:
    assert await admin(newsroom, operator, "failed") == "No link has failed."
    assert "**Waiting:** 0\n" in await admin(newsroom, operator, "queue")
    assert await admin(newsroom, operator, "retry") == "No link has failed."
    await newsroom.alice.send(newsroom.news, BROKEN)
    assert "**unreachable:** 1, last" in await admin(newsroom, operator, "failed")
    assert "**Failed:** 1" in await admin(newsroom, operator, "queue")
    newsroom.pages.reports[BROKEN] = REPORTS[MILL]
    assert await admin(newsroom, operator, "retry", kind="timeout") == "No link has failed."
    assert "Reading again: 1;" in await admin(newsroom, operator, "retry")
    await newsroom.env.settle()
    [reply] = newsroom.replies()
    assert "The mill reopens" in content(reply)


async def test_a_pause_stops_reading_and_answering(
    newsroom: Newsroom, operator: simcord.MemberActor
) -> None:
    await newsroom.bob.send(newsroom.news, MILL)
    [card] = newsroom.replies()
    assert "until `/admin resume`" in await admin(newsroom, operator, "pause")
    pasted = await newsroom.alice.send(newsroom.news, BROKEN)
    assert newsroom.pages.fetched == [MILL]
    paused = "Whoever runs me has paused me for a while; please try again later."
    assert told(await newsroom.alice.slash(newsroom.news, "quotes", speaker="Ada")) == paused
    assert told(await newsroom.alice.context_menu(newsroom.news, FIND, pasted)) == paused
    assert told(await newsroom.alice.click(card, label="Names")) == paused
    assert await newsroom.alice.autocomplete(newsroom.news, "quotes", "speaker", "a") == []
    assert "**Now:** paused" in await admin(newsroom, operator, "queue")
    assert "use `/admin resume` first" in await admin(newsroom, operator, "retry")


async def test_what_was_being_read_at_a_pause_goes_on_after_it(
    newsroom: Newsroom, operator: simcord.MemberActor
) -> None:
    gate = newsroom.bot.get_cog("Gate")
    reader = newsroom.bot.get_cog("Reader")

    async def pause() -> None:
        newsroom.pages.meanwhile.clear()
        await gate.pause()  # type: ignore[union-attr]
        for task in reader._tasks:  # type: ignore[union-attr]
            task.cancel()

    newsroom.pages.meanwhile[MILL] = pause
    await newsroom.alice.send(newsroom.news, MILL)
    assert newsroom.replies() == []
    await newsroom.restart()
    assert newsroom.replies() == []
    newsroom.bot.owner_id = operator.id
    assert "answer again" in await admin(newsroom, operator, "resume")
    await newsroom.env.settle()
    assert len(newsroom.replies()) == 1
    await newsroom.restart()
    await newsroom.alice.send(newsroom.news, f"{MILL} again")
    assert len(newsroom.replies()) == 2


async def test_a_setting_has_the_bot_start_paused(
    newsroom: Newsroom, operator: simcord.MemberActor
) -> None:
    await newsroom.restart(paused=True)
    newsroom.bot.owner_id = operator.id
    await newsroom.alice.send(newsroom.news, MILL)
    assert newsroom.pages.fetched == []
    await admin(newsroom, operator, "resume")
    await newsroom.alice.send(newsroom.news, MILL)
    assert len(newsroom.replies()) == 1


async def test_without_anything_to_reload_it_says_so(
    newsroom: Newsroom, operator: simcord.MemberActor
) -> None:
    assert await admin(newsroom, operator, "reload") == (
        "Nothing can be reloaded here; restart me instead."
    )


async def test_a_pause_that_cannot_be_noted_holds_all_the_same(
    newsroom: Newsroom, operator: simcord.MemberActor
) -> None:
    with unwritable(newsroom):
        assert "cannot be written just now" in await admin(newsroom, operator, "pause")
    await newsroom.alice.send(newsroom.news, MILL)
    assert newsroom.pages.fetched == []
