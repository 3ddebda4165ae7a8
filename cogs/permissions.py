"""What we ask of a server, what of it we lack somewhere, and who withholds it there."""

from dataclasses import dataclass

import discord

from bot.domain import CardChoices
from bot.languages import N_, _

#: What the bot asks of a server, no more: to see links, and to answer them in a thread or channel.
NEEDED = discord.Permissions(
    view_channel=True,
    send_messages=True,
    send_messages_in_threads=True,
    embed_links=True,
    read_message_history=True,
    add_reactions=True,
)

# Translators: the names that Discord's own settings of roles have for these permissions.
_SHOWN = {
    "read_messages": N_("View Channels"),
    "send_messages": N_("Send Messages"),
    "send_messages_in_threads": N_("Send Messages In Threads"),
    "create_public_threads": N_("Create Public Threads"),
    "embed_links": N_("Embed Links"),
    "read_message_history": N_("Read Message History"),
    "add_reactions": N_("Add Reactions"),
    "manage_messages": N_("Manage Messages"),
}

Room = discord.abc.GuildChannel | discord.Thread


@dataclass(frozen=True, slots=True)
class Withheld:
    """A permission that we lack in a channel, by Discord's flag for it.

    ``by`` mentions the role or member whose entry in the channel's rules denies it; None if no
    role of ours gives it in the first place.
    """

    flag: str
    by: str | None = None

    @property
    def name(self) -> str:
        return shown(self.flag)


def missing(given: discord.Permissions, needed: discord.Permissions = NEEDED) -> tuple[str, ...]:
    """What of the needed isn't given, by the names that Discord shows people."""
    return tuple(shown(flag) for flag in _flags(discord.Permissions(needed.value & ~given.value)))


def shown(flag: str) -> str:
    """The name that Discord shows people for a permission."""
    return _(_SHOWN[flag])


def needed_in(room: Room, choices: CardChoices) -> discord.Permissions:
    """What we need in a channel or thread to answer as its server has chosen."""
    needed = discord.Permissions(NEEDED.value)
    thread = isinstance(room, discord.Thread)
    needed.update(send_messages=not thread, send_messages_in_threads=thread)
    if choices.place == "thread" and not thread:
        needed.update(create_public_threads=True, send_messages_in_threads=True)
    if choices.suppress_embed:
        needed.update(manage_messages=True)
    return needed


def withheld(
    room: discord.abc.GuildChannel, us: discord.Member, needed: discord.Permissions
) -> list[Withheld]:
    """What we lack in a channel, and why; see Discord's "Permission Overwrites".

    https://docs.discord.com/developers/topics/permissions#permission-overwrites
    """
    if us.guild_permissions.administrator:
        return []
    found = (_withheld(room, us, flag) for flag in _flags(needed))
    return [lack for lack in found if lack]


def _withheld(room: discord.abc.GuildChannel, us: discord.Member, flag: str) -> Withheld | None:
    """Whether the rules, applied in Discord's order, leave us without a permission."""
    everyone = room.guild.default_role
    entries = {target.id: rule for target, rule in room.overwrites.items()}
    roles = [role for role in us.roles if role != everyone]

    def said(target: discord.abc.Snowflake) -> bool | None:
        return getattr(entries[target.id], flag) if target.id in entries else None

    lack = None if getattr(us.guild_permissions, flag) else Withheld(flag)
    if (word := said(everyone)) is not None:
        lack = None if word else Withheld(flag, everyone.name)
    if denying := [role for role in roles if said(role) is False]:
        lack = Withheld(flag, denying[-1].mention)
    if any(said(role) for role in roles):
        lack = None
    if (word := said(us)) is not None:
        lack = None if word else Withheld(flag, us.mention)
    return lack


def _flags(permissions: discord.Permissions) -> list[str]:
    return [flag for flag, wanted in permissions if wanted]
