"""The demo's server: an in-memory Discord whose members paste the sample articles."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

import simcord
from simcord.preview import Preview

from bot.app import Pullquote
from bot.demo.samples import Sample

#: How long, in seconds, an action waits until the bot has done with it: the first link of all
#: waits for the workers to load their pipeline.
PATIENCE_S = 60.0


@dataclass(frozen=True, slots=True)
class Newsroom:
    """A server with the bot in it, the visitor, and the members who paste."""

    discord: simcord.Env
    news: simcord.ChannelHandle
    visitor: simcord.MemberActor
    members: dict[str, simcord.MemberActor]

    def serve(self, port: int | None) -> Preview:
        """#news as a local page, with a composer, working buttons and commands.

        Parameters:
            port: where it is served on loopback; any free port if None.
        """
        viewers = (self.visitor, *self.members.values())
        return self.discord.preview(self.news, viewers=viewers, layout="channel", port=port)

    async def paste(self, sample: Sample) -> None:
        """Have the sample's member paste it, and wait until the bot has answered."""
        await self.members[sample.member].send(self.news, sample.pasted_text)


@asynccontextmanager
async def open_newsroom(bot: Pullquote, samples: Sequence[Sample]) -> AsyncGenerator[Newsroom]:
    """A server with a member for everyone who pastes a sample; nothing is pasted yet."""
    # The bot's own mishaps are told by its log and seen on the page; they don't end the demo.
    discord = simcord.Env(bot, shard_count=1, check_errors=False, settle_timeout=PATIENCE_S)
    await discord.start()
    try:
        # The simulated clock starts at a day of its own; today's news is pasted today.
        await discord.advance_time(max(0, (datetime.now(UTC) - discord.now()).total_seconds()))
        if bot.user is not None:
            await bot.user.edit(username="Pullquote")
        guild = discord.create_guild("The Newsroom")
        news = guild.create_text_channel("news", topic="Paste a link, get the quotes.")
        guild.create_text_channel("lounge")
        names = dict.fromkeys(sample.member for sample in samples if sample.pasted)
        yield Newsroom(
            discord,
            news,
            visitor=guild.add_member(discord.create_user("you")),
            members={name: guild.add_member(discord.create_user(name)) for name in names},
        )
    finally:
        await discord.shutdown()
