"""Coming into a server: one message, in one place, once."""

from dataclasses import dataclass

import discord
import simcord

from tests.cogs.newsroom import MILL, Newsroom, content
from tests.cogs.test_failing_archive import unwritable
from tests.cogs.test_settings import controls

SILENT = discord.PermissionOverwrite(send_messages=False)


@dataclass(frozen=True, slots=True)
class Arrival:
    """A server that has just invited the bot."""

    newsroom: Newsroom
    guild: simcord.GuildHandle
    hall: simcord.ChannelHandle
    owner: simcord.UserHandle
    installer: simcord.MemberActor

    @property
    def said(self) -> list[discord.Message]:
        """What was said in the system channel."""
        return self.newsroom.replies(self.hall)

    def letters(self, user: simcord.UserHandle | simcord.MemberActor) -> list[discord.Message]:
        """What somebody was told in direct messages."""
        handle = user.user if isinstance(user, simcord.MemberActor) else user
        return [message for message in handle.dm_channel.history() if message.author.bot]

    @property
    def everything(self) -> int:
        return sum(map(len, (self.said, self.letters(self.owner), self.letters(self.installer))))


async def arrive(
    newsroom: Newsroom,
    *,
    system_channel: bool = False,
    may_speak: bool = True,
    sees_audit_log: bool = True,
    members: int = 0,
) -> Arrival:
    """Be invited; the bot hears of it when all of the server is there."""
    env = newsroom.env
    await env.settle()
    assert env.bot.user
    owner = env.create_user("owner")
    guild = env.create_guild("The *Hill*", owner=owner)
    installer = guild.add_member(env.create_user("installer"))
    for number in range(members):
        guild.add_member(env.create_user(f"member{number}"))
    denied = {} if may_speak else {env.bot.user: SILENT}
    hall = guild.create_text_channel("hall", overwrites=denied)
    if system_channel:
        env.backend.edit_guild(guild.id, {"system_channel_id": hall.id})
    if not sees_audit_log:
        for role in env.backend.guilds[guild.id].roles.values():
            role.permissions &= ~discord.Permissions(view_audit_log=True).value
    for added, by in ((env.bot.user.id, installer.id), (owner.id, owner.id)):
        env.backend.record_audit_log(
            guild.id, discord.AuditLogAction.bot_add.value, target_id=added, user_id=by
        )
    await env.settle()
    return Arrival(newsroom, guild, hall, owner, installer)


async def test_the_system_channel_is_told_and_nobody_else(newsroom: Newsroom) -> None:
    arrival = await arrive(newsroom, system_channel=True)
    [message] = arrival.said
    words = content(message)
    assert "I read it and answer with a card of who said what" in words
    assert "**Never the text of a message.**" in words
    assert "Links are read in every channel that I can see" in words
    assert arrival.everything == 1


async def test_its_button_opens_the_settings_for_who_manages_the_server(newsroom: Newsroom) -> None:
    arrival = await arrive(newsroom, system_channel=True)
    role = arrival.guild.create_role("staff", permissions=discord.Permissions(manage_guild=True))
    chief = arrival.guild.add_member(newsroom.env.create_user("chief"), roles=[role])
    await newsroom.restart()
    opened = await chief.click(arrival.said[0], label="Settings")
    assert opened.response
    assert opened.ephemeral
    assert content(opened.response).startswith("### Settings: What applies here")
    refused = await arrival.installer.click(arrival.said[0], label="Settings")
    assert refused.ephemeral
    assert content(refused.response).startswith("Only who may manage this server")
    assert content(arrival.said[0]).startswith("### Hello, I am Pullquote")


async def test_without_a_system_channel_who_installed_is_told(newsroom: Newsroom) -> None:
    arrival = await arrive(newsroom)
    [letter] = arrival.letters(arrival.installer)
    assert content(letter).startswith("### Hello, I am Pullquote, now in The \\*Hill\\*")
    assert controls(letter) == []
    assert arrival.everything == 1


async def test_where_we_may_not_speak_who_installed_is_told(newsroom: Newsroom) -> None:
    arrival = await arrive(newsroom, system_channel=True, may_speak=False)
    assert len(arrival.letters(arrival.installer)) == arrival.everything == 1


async def test_without_the_audit_log_the_owner_is_told(newsroom: Newsroom) -> None:
    arrival = await arrive(newsroom, sees_audit_log=False)
    assert len(arrival.letters(arrival.owner)) == arrival.everything == 1


async def test_closed_direct_messages_are_left_alone(newsroom: Newsroom) -> None:
    await newsroom.env.settle()
    newsroom.env.inject_error("POST", "/channels/*/messages", status=403, code=50007)
    arrival = await arrive(newsroom)
    assert arrival.everything == 0
    await newsroom.restart()
    assert arrival.everything == 0


async def test_a_large_server_reads_that_it_chooses_its_channels(newsroom: Newsroom) -> None:
    arrival = await arrive(newsroom, system_channel=True, members=200)
    assert "I read no links until you choose the channels." in content(arrival.said[0])
    await arrival.installer.send(arrival.hall, MILL)
    assert len(arrival.said) == 1


async def test_a_server_that_grows_goes_on_as_it_began(newsroom: Newsroom) -> None:
    arrival = await arrive(newsroom, system_channel=True)
    for number in range(250):
        arrival.guild.add_member(newsroom.env.create_user(f"late{number}"))
    await newsroom.restart()
    guild = newsroom.bot.get_guild(arrival.guild.id)
    assert guild
    assert (guild.member_count or 0) > 200
    await arrival.installer.send(arrival.hall, MILL)
    assert len(arrival.said) == 2


async def test_what_cannot_be_remembered_is_not_sent_before_it_can(newsroom: Newsroom) -> None:
    await newsroom.env.settle()
    with unwritable(newsroom):
        arrival = await arrive(newsroom, system_channel=True)
        assert arrival.everything == 0
    await newsroom.restart()
    assert arrival.everything == 1


async def test_nothing_is_sent_again(newsroom: Newsroom) -> None:
    arrival = await arrive(newsroom, system_channel=True)
    found = newsroom.bot.get_guild(arrival.guild.id)
    newsroom.bot.decisions._members.clear()
    with newsroom.env.time_context():
        newsroom.bot.dispatch("guild_join", found)  # as after an outage of Discord's
        newsroom.bot.dispatch("guild_available", found)
        newsroom.bot.dispatch("ready")
    await newsroom.env.settle()
    await newsroom.restart()
    assert arrival.everything == 1


async def test_a_server_that_knew_us_before_the_archive_did_is_told_nothing(
    newsroom: Newsroom,
) -> None:
    arrival = await arrive(newsroom, system_channel=True)
    await newsroom.archive.leave_guild(arrival.guild.id)
    await newsroom.env.advance_time(3 * 24 * 3600)
    await newsroom.archive.forget_left_guilds(newsroom.env.now().replace(year=2100))
    assert arrival.guild.id not in await newsroom.archive.servers.met()
    await newsroom.restart()
    assert arrival.guild.id in await newsroom.archive.servers.met()
    assert arrival.everything == 1


async def test_who_invited_us_while_we_were_away_is_told_at_the_next_start(
    newsroom: Newsroom,
) -> None:
    arrival = await arrive(newsroom, system_channel=True)
    await newsroom.archive.leave_guild(arrival.guild.id)
    await newsroom.archive.forget_left_guilds(newsroom.env.now().replace(year=2100))
    await newsroom.restart()
    assert arrival.everything == 2
