"""Coming, going, and what each person decides."""

from datetime import timedelta

from bot import cards
from scenes.cards import CARD
from scenes.listing import view
from scenes.studio import FERRIES, Shot, Studio, answer

# Three days pass here. What stands above says when it was, and would be three days old.


@view(CARD, "The answer to a link whose story has its card already.", cards.repost_card)
async def card_repost(studio: Studio) -> Shot:
    await studio.env.advance_time(timedelta(days=3).total_seconds())
    room = studio.room("harbor-talk")
    return Shot(await studio.pasted(FERRIES, room), studio.mara, room)


COMING = "The first words in a server"


@view(COMING, "In the system channel.", cards.welcome_card)
async def welcome(studio: Studio) -> Shot:
    return await _arriving(studio, "The Tide Club", members=3)


@view(COMING, "In a server of over 200 members.", cards.welcome_card)
async def welcome_large(studio: Studio) -> Shot:
    return await _arriving(studio, "The Isles", members=201)


@view(COMING, "To who invited it, where there is no system channel.", cards.welcome_letter)
async def welcome_letter(studio: Studio) -> Shot:
    owner = studio.env.create_user("agnes")
    studio.env.create_guild("Candle Point", owner=owner)
    await studio.env.settle()
    return Shot(owner.dm_channel.history()[-1], owner, owner.dm_channel)


async def _arriving(studio: Studio, name: str, *, members: int) -> Shot:
    guild = studio.env.create_guild(name, owner=studio.env.create_user("agnes"))
    people = [
        guild.add_member(studio.env.create_user(f"member {number}")) for number in range(members)
    ]
    hall = guild.create_text_channel("hall")
    studio.env.backend.edit_guild(guild.id, {"system_channel_id": hall.id})
    await studio.env.settle()
    return Shot(hall.history()[-1], people[0], hall)


PRIVACY = "What is stored about you"


@view(PRIVACY, "`/privacy`", cards.holding_card, commands=["privacy"])
async def privacy(studio: Studio) -> Shot:
    return await studio.asked("privacy", studio.tobin)


@view(PRIVACY, "`/privacy`, where there is nothing", cards.holding_card, commands=["privacy"])
async def privacy_nothing(studio: Studio) -> Shot:
    return await studio.asked("privacy")


@view(PRIVACY, "`/ignore-me`", cards.notice, commands=["ignore-me"])
async def ignore_me(studio: Studio) -> Shot:
    return await studio.asked("ignore-me")


@view(PRIVACY, "`/export-me`", cards.notice, commands=["export-me"])
async def export_me(studio: Studio) -> Shot:
    return await studio.asked("export-me", studio.tobin)


@view(PRIVACY, "`/forget-me` asks first", cards.forget_card, commands=["forget-me"])
async def forget_me(studio: Studio) -> Shot:
    studio.kept["forget"] = await studio.asked("forget-me", studio.tobin)
    return studio.kept["forget"]


@view(PRIVACY, "Deleted.", cards.notice)
async def forgotten(studio: Studio) -> Shot:
    await studio.pressed(studio.kept["forget"], "Delete it all")
    return studio.kept["forget"]


LIMITS = "Limits"


@view(LIMITS, "Too many questions at once.", cards.notice)
async def cooldown(studio: Studio) -> Shot:
    hasty = studio.newsroom.visitor
    for _ in range(8):
        await studio.asked("privacy", hasty)
    return await studio.asked("privacy", hasty)


@view("The end", "`/wipe-server`, for a server's owner", commands=["wipe-server"])
async def wipe_server(studio: Studio) -> Shot:
    studio.kept["wipe"] = await studio.asked("wipe-server", studio.owner)
    return studio.kept["wipe"]


@view("The end", "Wiped.", cards.notice)
async def wiped(studio: Studio) -> Shot:
    owner, form = studio.owner, studio.kept["wipe"].target
    return Shot(
        answer(await owner.submit_modal(form, {"name": studio.guild.name})), owner, studio.news
    )
