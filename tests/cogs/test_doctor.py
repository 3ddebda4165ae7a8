"""``/doctor``: what is missing where, and what its buttons mend."""

import random
from dataclasses import replace
from typing import Any

import discord
import pytest
import simcord

from bot.domain import CardChoices
from bot.watching import choosing
from cogs.permissions import missing, needed_in, withheld
from cogs.reader import FAILED
from tests.cogs.newsroom import BROKEN, MILL, Newsroom, content
from tests.cogs.test_settings import controls

ALL = "Add Reactions, View Channels, Send Messages, Embed Links, Read Message History"
CLOSED = discord.PermissionOverwrite(send_messages=False, embed_links=False)


@pytest.fixture
def chief(newsroom: Newsroom) -> simcord.MemberActor:
    """Somebody who may manage the server and the permissions of its channels."""
    may = discord.Permissions(manage_guild=True, manage_roles=True)
    role = newsroom.guild.create_role("chiefs", permissions=may)
    return newsroom.guild.add_member(newsroom.env.create_user("chief"), roles=[role])


class Visit:
    """What the doctor says to somebody in a channel, as it stands after each press."""

    def __init__(self, who: simcord.MemberActor, channel: Any, message: Any) -> None:
        self._who = who
        self._channel = channel
        self._message = message

    @classmethod
    async def of(cls, who: simcord.MemberActor, channel: Any) -> "Visit":
        result = await who.slash(channel, "doctor")
        [answer] = [each for each in (result.response, *result.followups) if each]
        assert answer.ephemeral
        return cls(who, channel, answer)

    @property
    def _now(self) -> discord.Message:
        history = self._channel.history(viewer=self._who)
        [found] = [message for message in history if message.id == self._message.id]
        return found

    @property
    def words(self) -> str:
        return content(self._now)

    @property
    def offers(self) -> list[str]:
        return [str(part["label"]) for part in controls(self._now)]

    async def press(self, label: str) -> None:
        await self._who.click(self._now, label=label)


def room(newsroom: Newsroom, channel: simcord.ChannelHandle) -> discord.TextChannel:
    found = newsroom.bot.get_channel(channel.id)
    assert isinstance(found, discord.TextChannel)
    return found


async def test_all_well_is_said_to_anybody(newsroom: Newsroom) -> None:
    visit = await Visit.of(newsroom.bob, newsroom.news)
    assert f"### How I am in <#{newsroom.news.id}>" in visit.words
    assert f"✅ I may here: {ALL}" in visit.words
    assert "✅ Links here are read: that is the default in a server of this size." in visit.words
    assert "✅ I may read messages." in visit.words
    assert "✅ No link of this channel waits for its answer." in visit.words
    assert "❌" not in visit.words
    assert "In the whole server" not in visit.words
    assert visit.offers == ["Look again"]


async def test_what_a_channels_rules_deny_us_is_named_with_who_it_is_denied_to(
    newsroom: Newsroom,
) -> None:
    bot = newsroom.bot.user
    assert bot
    quiet = newsroom.channel_without("send_messages")
    words = (await Visit.of(newsroom.bob, quiet)).words
    assert f"**Send Messages** is denied to <@{bot.id}> in <#{quiet.id}>: allow it" in words
    everyone = newsroom.guild.default_role
    shut = newsroom.guild.create_text_channel("shut", overwrites={everyone: CLOSED})
    words = (await Visit.of(newsroom.bob, shut)).words
    assert f"**Send Messages** is denied to @everyone in <#{shut.id}>" in words
    assert "**Embed Links** is denied to @everyone" in words


async def test_a_role_that_is_denied_is_named(newsroom: Newsroom) -> None:
    guild = newsroom.bot.get_guild(newsroom.guild.id)
    assert guild
    [ours] = [role for role in guild.me.roles if role != guild.default_role]
    await room(newsroom, newsroom.news).set_permissions(ours, add_reactions=False)
    await newsroom.env.settle()
    words = (await Visit.of(newsroom.bob, newsroom.news)).words
    assert f"**Add Reactions** is denied to <@&{ours.id}> in <#{newsroom.news.id}>" in words


async def test_what_no_role_gives_is_to_be_given_in_the_server(newsroom: Newsroom) -> None:
    for role in newsroom.env.backend.guilds[newsroom.guild.id].roles.values():
        role.permissions &= ~discord.Permissions(embed_links=True).value
    await newsroom.restart()
    words = (await Visit.of(newsroom.bob, newsroom.news)).words
    assert "I lack **Embed Links**: give it to my role in the server's settings" in words


async def test_a_category_whose_rules_a_channel_follows_is_named(newsroom: Newsroom) -> None:
    category = newsroom.guild.create_category("The *Attic*")
    board = newsroom.guild.create_text_channel("board", category=category)
    found = newsroom.bot.get_channel(category.id)
    assert isinstance(found, discord.CategoryChannel)
    everyone = found.guild.default_role
    await found.set_permissions(everyone, send_messages=False)
    await room(newsroom, board).set_permissions(everyone, send_messages=False)
    await newsroom.env.settle()
    words = (await Visit.of(newsroom.bob, board)).words
    assert "denied to @everyone in the category The \\*Attic\\*, which" in words


async def test_what_the_settings_ask_for_is_looked_at_too(
    newsroom: Newsroom, chief: simcord.MemberActor
) -> None:
    quiet = newsroom.channel_without("manage_messages")
    assert f"✅ I may here: {ALL}\n" in (await Visit.of(newsroom.bob, quiet)).words
    await newsroom.bot.decisions.change(
        newsroom.guild.id, chief.id, lambda now: choosing(now, quiet.id, "suppress_embed", True)
    )
    assert "**Manage Messages** is denied" in (await Visit.of(newsroom.bob, quiet)).words


async def test_a_locked_thread_is_told(newsroom: Newsroom) -> None:
    assert newsroom.bot.user
    thread = await room(newsroom, newsroom.news).create_thread(
        name="talk", type=discord.ChannelType.public_thread
    )
    await newsroom.deny(newsroom.news, "manage_threads")
    await thread.edit(locked=True)
    await newsroom.env.settle()
    [handle] = newsroom.news.threads
    words = (await Visit.of(newsroom.bob, handle)).words
    assert "This thread is locked, so I can't answer in it" in words


async def test_a_server_as_a_whole_is_shown_to_who_manages_it(
    newsroom: Newsroom, chief: simcord.MemberActor
) -> None:
    quiet = newsroom.channel_without("send_messages")
    visit = await Visit.of(chief, newsroom.news)
    assert "**In the whole server**\nLinks that wait for their answers: 0" in visit.words
    assert f"❌ <#{quiet.id}> withholds Send Messages" in visit.words
    assert visit.offers == ["Look again", "Settings"]


async def test_the_last_error_is_told_and_failed_links_are_tried_again(
    newsroom: Newsroom, chief: simcord.MemberActor
) -> None:
    pasted = await newsroom.alice.send(newsroom.news, BROKEN)
    assert newsroom.reactions(pasted) == [FAILED]
    visit = await Visit.of(chief, newsroom.news)
    assert "❌ Links that failed here since yesterday: 1; the last:" in visit.words
    assert "That page can't be reached; try again later." in visit.words
    newsroom.pages.reports[BROKEN] = newsroom.pages.reports[MILL]
    await visit.press("Try failed links again")
    assert len(newsroom.replies()) == 1
    assert newsroom.reactions(pasted) == []
    await visit.press("Look again")
    assert "can't be reached" not in visit.words


async def test_a_link_that_fails_again_is_marked_again(
    newsroom: Newsroom, chief: simcord.MemberActor
) -> None:
    pasted = await newsroom.alice.send(newsroom.news, BROKEN)
    visit = await Visit.of(chief, newsroom.news)
    await visit.press("Try failed links again")
    assert newsroom.reactions(pasted) == [FAILED]
    assert newsroom.pages.fetched == [BROKEN, BROKEN]


async def test_a_channel_that_is_not_watched_is_switched_on(
    newsroom: Newsroom, chief: simcord.MemberActor
) -> None:
    await newsroom.bot.decisions.change(
        newsroom.guild.id, chief.id, lambda now: replace(now, watch_all=False)
    )
    assert (await Visit.of(newsroom.bob, newsroom.news)).offers == ["Look again"]
    visit = await Visit.of(chief, newsroom.news)
    assert "❌ Links here are not read: only chosen channels of this server are." in visit.words
    await newsroom.restart()
    await visit.press("Watch this channel")
    assert "✅ Links here are read: this channel is watched." in visit.words
    await newsroom.alice.send(newsroom.news, MILL)
    assert len(newsroom.replies()) == 1
    [change, _] = await newsroom.archive.servers.changes(newsroom.guild.id)
    assert (change.user_id, change.what) == (chief.id, "watched")


async def test_what_a_channel_denies_we_allow_ourselves_if_we_may(
    newsroom: Newsroom, chief: simcord.MemberActor
) -> None:
    everyone = newsroom.guild.default_role
    shut = newsroom.guild.create_text_channel("shut", overwrites={everyone: CLOSED})
    await newsroom.alice.send(newsroom.news, "hello")
    assert "Allow me in this channel" not in (await Visit.of(newsroom.bob, shut)).offers
    visit = await Visit.of(chief, shut)
    await visit.press("Allow me in this channel")
    assert f"✅ I may here: {ALL}" in visit.words
    assert "Allow me in this channel" not in visit.offers
    us = room(newsroom, shut).guild.me
    rule = room(newsroom, shut).overwrites_for(us)
    assert rule == discord.PermissionOverwrite(send_messages=True, embed_links=True)


async def test_where_we_may_not_manage_permissions_we_do_not_offer_it(
    newsroom: Newsroom, chief: simcord.MemberActor
) -> None:
    quiet = newsroom.channel_without("send_messages")
    await newsroom.deny(quiet, "manage_roles")
    assert "Allow me in this channel" not in (await Visit.of(chief, quiet)).offers


async def test_who_has_lost_their_rights_mends_nothing(
    newsroom: Newsroom, chief: simcord.MemberActor
) -> None:
    quiet = newsroom.channel_without("send_messages")
    visit = await Visit.of(chief, quiet)
    guild = newsroom.bot.get_guild(newsroom.guild.id)
    assert guild
    [role] = [role for role in guild.roles if role.name == "chiefs"]
    await role.edit(permissions=discord.Permissions.none())
    await visit.press("Allow me in this channel")
    assert "**Send Messages** is denied" in visit.words


async def test_without_the_intent_it_is_said(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(newsroom.bot._connection._intents, "message_content", False)
    words = (await Visit.of(newsroom.bob, newsroom.news)).words
    assert "❌ I may not read messages: whoever runs me should switch on Message Content" in words


RULES = ["send_messages", "embed_links", "read_message_history", "add_reactions", "view_channel"]


async def test_something_is_named_exactly_where_something_is_missing(newsroom: Newsroom) -> None:
    guild = newsroom.bot.get_guild(newsroom.guild.id)
    assert guild
    channel = room(newsroom, newsroom.news)
    needed = needed_in(channel, CardChoices())
    well = 0
    for seed in range(500):
        dice = random.Random(seed)
        rules = {
            target: {name: dice.choice([None, None, True, False]) for name in RULES}
            for target in (guild.default_role, guild.me.top_role, guild.me)
        }
        channel._overwrites = [
            overwrite(target, discord.PermissionOverwrite(**rule)) for target, rule in rules.items()
        ]
        lacking = withheld(channel, guild.me, needed)
        absent = missing(channel.permissions_for(guild.me), needed)
        assert bool(lacking) == bool(absent), rules
        assert {lack.name for lack in lacking} <= set(absent)
        well += not absent
    assert 5 < well < 250


async def test_in_a_thread_its_own_permission_counts(newsroom: Newsroom) -> None:
    await room(newsroom, newsroom.news).create_thread(
        name="talk", type=discord.ChannelType.public_thread
    )
    await newsroom.deny(newsroom.news, "send_messages_in_threads")
    [handle] = newsroom.news.threads
    words = (await Visit.of(newsroom.bob, handle)).words
    assert "**Send Messages In Threads** is denied to" in words
    assert f"✅ I may here: {ALL}\n" in (await Visit.of(newsroom.bob, newsroom.news)).words


def overwrite(target: discord.Role | discord.Member, rule: discord.PermissionOverwrite) -> Any:
    allow, deny = rule.pair()
    kind = 0 if isinstance(target, discord.Role) else 1
    payload = {"id": target.id, "type": kind, "allow": allow.value, "deny": deny.value}
    return discord.abc._Overwrites(payload)
