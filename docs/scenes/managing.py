"""What those may do who manage messages or the server."""

from typing import Any

import discord

from bot import cards
from scenes.listing import Scene, view
from scenes.studio import CROWS, FOG, GOOSE, LETTERS, NOWHERE, SEALS, Shot, Studio

NAMES = "Who is who"


@view(NAMES, "`/names merge name: into:`", cards.decided_card, commands=["names merge"])
async def names_merge(studio: Studio) -> Shot:
    merged = {"name": "Aggie Marlowe", "into": "Agnes Marlowe"}
    return await studio.asked("names merge", studio.editor, **merged)


@view(NAMES, "`/names split name: form:`", cards.decided_card, commands=["names split"])
async def names_split(studio: Studio) -> Shot:
    wrong = {"name": "Agnes Marlowe", "form": "Aggie Marlowe"}
    return await studio.asked("names split", studio.editor, **wrong)


@view(NAMES, "`/names rename name: to:`", cards.decided_card, commands=["names rename"])
async def names_rename(studio: Studio) -> Shot:
    return await studio.asked("names rename", studio.editor, name="Tobias Lind", to="Toby Lind")


@view(
    NAMES,
    "`/names in-article link: name: person:`",
    cards.decided_card,
    commands=["names in-article"],
)
async def names_in_article(studio: Studio) -> Shot:
    parted = {"name": "Rafael Ostrander", "person": "Rafael Ostrander, ferryman"}
    return await studio.asked("names in-article", studio.editor, link=LETTERS, **parted)


@view(NAMES, "`/names undo number:`", cards.undone_card, commands=["names undo"])
async def names_undo(studio: Studio) -> Shot:
    return await studio.asked("names undo", studio.editor, number=2)


@view(NAMES, "`/names log`", cards.log_card, commands=["names log"])
async def names_log(studio: Studio) -> Shot:
    return await studio.asked("names log", studio.editor)


MODERATING = "For moderators"


@view(
    MODERATING,
    "`/backfill start channel: since:`",
    cards.backfill_card,
    commands=["backfill start"],
)
async def backfill_start(studio: Studio) -> Shot:
    room = studio.room("old-links", send_messages=False, send_messages_in_threads=False)
    studio.kept["old"] = room
    studio.pages.slow = SEALS
    for link in (CROWS, GOOSE, NOWHERE, FOG):
        await studio.mara.send(room, link)
    # Threads are read behind their channel: it is done when the slow site is waited for.
    channel: Any = studio.env.bot.get_channel(room.id)
    await channel.create_thread(name="seals", type=discord.ChannelType.public_thread)
    await studio.env.settle()
    await studio.mara.send(room.threads[0], SEALS)
    studio.kept["backfill"] = await studio.asked(
        "backfill start", studio.editor, channel=room, since="7d"
    )
    return studio.kept["backfill"]


@view(MODERATING, "`/backfill status`", cards.backfills_card, commands=["backfill status"])
async def backfill_status(studio: Studio) -> Shot:
    return await studio.asked("backfill status", studio.editor)


@view(MODERATING, "`/backfill stop`", cards.backfill_card, commands=["backfill stop"])
async def backfill_stop(studio: Studio) -> Shot:
    shot = await studio.asked("backfill stop", studio.editor)
    studio.pages.goes_on.set()
    await studio.env.settle()
    return shot


DOCTOR = "`/doctor`"


@view(DOCTOR, "Where all is well.", cards.doctor_card, commands=["doctor"])
async def doctor(studio: Studio) -> Shot:
    return await studio.asked("doctor")


@view(DOCTOR, "Where it isn't, for who manages the server.", cards.doctor_card, commands=["doctor"])
async def doctor_ill(studio: Studio) -> Shot:
    room = studio.room("letters")
    await studio.mara.send(room, NOWHERE)
    await studio.deny(room, embed_links=False, add_reactions=False)
    await studio.decide(unwatched=frozenset({room.id}))
    studio.kept["ill"] = await studio.asked("doctor", studio.editor, room)
    return studio.kept["ill"]


@view(DOCTOR, "Mended by its buttons.", cards.doctor_card)
async def doctor_mended(studio: Studio) -> Shot:
    await studio.pressed(studio.kept["ill"], "Allow me in this channel")
    await studio.pressed(studio.kept["ill"], "Watch this channel")
    return studio.kept["ill"]


SETTINGS = "`/settings`"


@view(SETTINGS, "What applies here, and why.", cards.settings_page, commands=["settings"])
async def settings(studio: Studio) -> Shot:
    features = studio.guild.channels["features"]
    changes: dict[str, Any] = {
        "unwatched": frozenset({studio.kept["old"].id}),
        "denied_sites": frozenset({"isles-tattler.example", "soup-rumours.example"}),
        "keep_days": 180,
    }
    for name, value in changes.items():
        await studio.decide(**{name: value})
    studio.kept["settings"] = await studio.asked("settings", studio.editor, features)
    return studio.kept["settings"]


def _topic(name: str, line: str) -> Scene:
    @view(SETTINGS, line, cards.settings_page, name=f"settings-{name}")
    async def settings_topic(studio: Studio) -> Shot:
        await studio.chosen(studio.kept["settings"], line.partition(":")[0], ":topic:")
        return studio.kept["settings"]

    return settings_topic


for _name, _line in (
    ("channels", "Channels: where links are read."),
    ("people", "People and bots: whose links are read."),
    ("sites", "Sites and languages: which links are read."),
):
    _topic(_name, _line)


@view(SETTINGS, "The form for sites.", cards.settings_page)
async def settings_sites_form(studio: Studio) -> Shot:
    return await studio.pressed(studio.kept["settings"], "Deny sites…")


for _name, _line in (
    ("card", "Card: its size, its place, how many quotes."),
    ("manners", "Manners: silent, previews, pictures, links shared before."),
    ("keeping", "Keeping: for how long what is shared is kept."),
    ("changes", "Changes: who changed what, and when."),
):
    _topic(_name, _line)


@view(SETTINGS, "Export.", cards.settings_page)
async def settings_export(studio: Studio) -> Shot:
    await studio.chosen(studio.kept["settings"], "What applies here", ":topic:")
    return await studio.pressed(studio.kept["settings"], "Export")


@view(SETTINGS, "Import.", cards.settings_page)
async def settings_import(studio: Studio) -> Shot:
    return await studio.pressed(studio.kept["settings"], "Import…")
