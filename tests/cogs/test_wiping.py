"""Wiping a server: its owner alone, and only after typing its name."""

import discord
import simcord
from simcord.actors import MemberActor

from tests.cogs.newsroom import BRIDGE, MILL, Newsroom
from tests.cogs.told import told
from tests.limits import wrong_in_modal


def owner_of(newsroom: Newsroom) -> simcord.MemberActor:
    return MemberActor(newsroom.env, newsroom.guild, newsroom.guild.owner)


async def test_the_owner_wipes_the_server_by_its_name(newsroom: Newsroom) -> None:
    await newsroom.alice.send(newsroom.news, MILL)
    await newsroom.bob.send(newsroom.news, BRIDGE)
    await newsroom.alice.send_dm(BRIDGE)
    owner = owner_of(newsroom)
    asked = await owner.slash(newsroom.news, "wipe-server")
    assert asked.modal
    assert wrong_in_modal(asked.modal) == []
    done = await owner.submit_modal(asked, {"name": " the valley"})
    await newsroom.env.settle()
    assert "Done, 2 forgotten: the links of this server" in told(done)
    assert newsroom.replies() == []
    assert await newsroom.archive.channels(newsroom.guild.id) == []
    assert (await newsroom.archive.people.holding(newsroom.alice.id)).links == 1


async def test_another_name_deletes_nothing(newsroom: Newsroom) -> None:
    await newsroom.alice.send(newsroom.news, MILL)
    owner = owner_of(newsroom)
    asked = await owner.slash(newsroom.news, "wipe-server")
    refused = await owner.submit_modal(asked, {"name": "The Hill"})
    assert told(refused) == (
        "That is not this server's name, so nothing was deleted; use the command again."
    )
    assert len(newsroom.replies()) == 1


async def test_nobody_else_wipes_a_server(newsroom: Newsroom) -> None:
    admins = newsroom.guild.create_role(
        "admins", permissions=discord.Permissions(administrator=True)
    )
    admin = newsroom.guild.add_member(newsroom.env.create_user("admin"), roles=[admins])
    await newsroom.alice.send(newsroom.news, MILL)
    refused = await admin.slash(newsroom.news, "wipe-server")
    assert told(refused) == "Only the owner of this server can wipe it; please ask them."
    assert "wipe-server" not in newsroom.alice.available_commands(newsroom.news)
    assert len(newsroom.replies()) == 1
