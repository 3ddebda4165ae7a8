"""What an asker may see at this moment. Nothing that is found may come from elsewhere."""

import asyncio
import time
from collections.abc import Callable, Iterable

import discord

from bot.archive import Archive
from bot.domain import Scope

Place = discord.abc.GuildChannel | discord.Thread

_ASKED_AT_ONCE = 20
_KEPT = 5000
_REFUSED_FOR_S = 3600


class Threads:
    """Threads that Discord no longer tells of by itself: archived ones, asked for by their ids."""

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._known: dict[int, discord.Thread] = {}
        self._refused_until: dict[int, float] = {}

    def known(self, id_: int) -> discord.Thread | None:
        """A thread that was found before."""
        return self._known.get(id_)

    async def find(self, guild: discord.Guild, ids: Iterable[int]) -> list[discord.Thread]:
        """Those that exist and that we may see.

        What has been found is not asked for again, and what we were refused not for a while.
        """
        wanted = list(ids)
        now = self._clock()
        unknown = [
            id_
            for id_ in wanted
            if id_ not in self._known and self._refused_until.get(id_, 0) <= now
        ][:_ASKED_AT_ONCE]
        if len(self._known) + len(self._refused_until) > _KEPT:
            self._known.clear()
            self._refused_until.clear()
        await asyncio.gather(*(self._fetch(guild, id_) for id_ in unknown))
        return [thread for id_ in wanted if (thread := self._known.get(id_))]

    async def _fetch(self, guild: discord.Guild, id_: int) -> None:
        try:
            channel = await guild.fetch_channel(id_)
        except (discord.NotFound, discord.Forbidden, discord.InvalidData):
            self._refused_until[id_] = self._clock() + _REFUSED_FOR_S
        except discord.HTTPException:
            # Discord has trouble; the next question asks again.
            return
        else:
            if isinstance(channel, discord.Thread):
                self._known[id_] = channel
            else:
                self._refused_until[id_] = self._clock() + _REFUSED_FOR_S


async def asker_scope(
    interaction: discord.Interaction, archive: Archive, threads: Threads | None = None
) -> Scope:
    """Where the asker may see what was shared, as it is at this moment; see visible_scope."""
    server = interaction.guild_id
    shared_in = await archive.channels(server) if server else []
    return await visible_scope(interaction, shared_in, threads)


def in_channel(
    interaction: discord.Interaction, scope: Scope, channel_id: int, threads: Threads
) -> Scope:
    """What of a scope lies in one channel and its threads; of another channel, nothing."""
    guild = interaction.guild

    def lies_there(id_: int) -> bool:
        place = guild.get_channel_or_thread(id_) if guild else None
        thread = place if isinstance(place, discord.Thread) else threads.known(id_)
        return channel_id in (id_, thread.parent_id if thread else None)

    return Scope(scope.guild_id, frozenset(filter(lies_there, scope.channel_ids)))


async def visible_scope(
    interaction: discord.Interaction, shared_in: Iterable[int], threads: Threads | None = None
) -> Scope:
    """The channels and threads whose messages the asker may read, of those asked about.

    In a direct message that is its own channel.

    Parameters:
        shared_in: ids of the channels of this server in which something was shared.
        threads: finds archived threads; None to ask Discord nothing, which is quick and leaves
            out archived and private threads.
    """
    guild, asker = interaction.guild, interaction.user
    if interaction.guild_id is None:
        own = interaction.channel_id
        return Scope(None, frozenset() if own is None else frozenset({own}))
    if guild is None or not isinstance(asker, discord.Member):
        return Scope(interaction.guild_id)
    here = {id_: guild.get_channel_or_thread(id_) for id_ in shared_in}
    places: list[Place] = [place for place in here.values() if place]
    if threads:
        places += await threads.find(guild, (id_ for id_, place in here.items() if not place))
    readable = [place for place in places if _may_read(place, asker)]
    private = [place for place in readable if _is_by_invitation(place, asker)]
    invited = await _invitations(private, asker) if threads else set[int]()
    refused = {place.id for place in private} - invited
    return Scope(guild.id, frozenset(place.id for place in readable) - refused)


def _may_read(place: Place, asker: discord.Member) -> bool:
    if isinstance(place, discord.Thread) and place.parent is None:
        return False
    permissions = place.permissions_for(asker)
    heard = not isinstance(place, discord.VoiceChannel | discord.StageChannel)
    return (
        permissions.view_channel
        and permissions.read_message_history
        and (heard or permissions.connect)
    )


def _is_by_invitation(place: Place, asker: discord.Member) -> bool:
    return (
        isinstance(place, discord.Thread)
        and place.is_private()
        and not place.permissions_for(asker).manage_threads
    )


async def _invitations(places: list[Place], asker: discord.Member) -> set[int]:
    """The private threads that the asker is in. Who is in them must be asked of Discord."""
    threads = [place for place in places if isinstance(place, discord.Thread)][:_ASKED_AT_ONCE]
    invited = await asyncio.gather(*(_is_in(thread, asker) for thread in threads))
    return {thread.id for thread, is_in in zip(threads, invited, strict=True) if is_in}


async def _is_in(thread: discord.Thread, asker: discord.Member) -> bool:
    try:
        await thread.fetch_member(asker.id)
    except discord.HTTPException:
        return False
    return True
