"""The card, and all that its buttons open."""

from dataclasses import replace

from bot import cards
from scenes.listing import view
from scenes.studio import (
    BAGPIPES,
    CROWS,
    FERRIES,
    FOG,
    GOOSE,
    HOURS,
    INSIDE,
    LIGHT,
    NOWHERE,
    PIANOS,
    Shot,
    Studio,
    answer,
    labels,
)

CARD = "The card"


@view(CARD, "A pasted link and its card.", cards.report_card)
async def card(studio: Studio) -> Shot:
    told = await studio.pasted(FERRIES, words="did anyone follow the ferry talks? {}")
    studio.kept["ferries"] = Shot(told, studio.mara, studio.news)
    return studio.kept["ferries"]


@view(CARD, "With the article's picture, where a server wants it.", cards.report_card)
async def card_with_picture(studio: Studio) -> Shot:
    room = await studio.carded("features", thumbnail=True)
    return Shot(await studio.pasted(LIGHT, room), studio.mara, room)


@view(CARD, "Compact: one quote and the names.", cards.report_card)
async def card_compact(studio: Studio) -> Shot:
    room = await studio.carded("science", size="compact")
    return Shot(await studio.pasted(CROWS, room), studio.mara, room)


@view(CARD, "Offered by a reaction: the card comes when somebody clicks it.")
async def card_offered(studio: Studio) -> Shot:
    room = await studio.carded("quiet-corner", size="reaction")
    return Shot(await studio.pasted(GOOSE, room, "the goose stays! {}"), studio.mara, room)


@view(
    CARD, "On request: a line and a button, and the card for whoever presses it.", cards.asked_card
)
async def card_on_request(studio: Studio) -> Shot:
    room = await studio.carded("sports", place="request")
    return Shot(await studio.pasted(FOG, room), studio.mara, room)


@view(CARD, "A spoiler is answered inside a spoiler.", cards.report_card)
async def card_spoiler(studio: Studio) -> Shot:
    room = studio.guild.channels["science"]
    return Shot(await studio.pasted(BAGPIPES, room, "||{}||"), studio.mara, room)


@view(CARD, "Of an article behind a paywall: what could be read of it.", cards.report_card)
async def card_paywall(studio: Studio) -> Shot:
    return Shot(await studio.pasted(INSIDE), studio.mara, studio.news)


@view(CARD, "Of an article that quotes nobody.", cards.report_card)
async def card_without_quotes(studio: Studio) -> Shot:
    return Shot(await studio.pasted(HOURS), studio.mara, studio.news)


@view(CARD, "A link that could not be read is marked, and nothing is said.")
async def link_unread(studio: Studio) -> Shot:
    message = await studio.mara.send(studio.news, f"is this site down for you too? {NOWHERE}")
    studio.kept["unread"] = message
    return Shot(studio.last(), studio.mara, studio.news)


FIND = "Find quotes, on any message"


@view(FIND, "Why that link could not be read.", cards.notice, commands=["Find quotes"])
async def find_quotes_error(studio: Studio) -> Shot:
    who = next(studio.readers)
    result = await who.context_menu(studio.news, "Find quotes", studio.kept["unread"])
    return Shot(answer(result), who, studio.news)


@view(FIND, "The card of a message's link, for one's own eyes.", cards.asked_card)
async def find_quotes(studio: Studio) -> Shot:
    who, room = next(studio.readers), studio.guild.channels["quiet-corner"]
    result = await who.context_menu(room, "Find quotes", studio.last(room))
    return Shot(answer(result), who, room)


@view(FIND, "The same where the bot isn't: nothing of it is kept.", cards.glance_card)
async def find_quotes_elsewhere(studio: Studio) -> Shot:
    room = studio.room("backstage", view_channel=False)
    message = await studio.mara.send(room, PIANOS)
    who = next(studio.readers)
    return Shot(answer(await who.context_menu(room, "Find quotes", message)), who, room)


OPENED = "What a card's buttons open"


@view(OPENED, "All quotes, in the order of the article.", cards.quotes_page)
async def all_quotes(studio: Studio) -> Shot:
    seen = replace(studio.kept["ferries"], who=next(studio.readers))
    label = next(it for it in labels(seen.target) if it.startswith("All "))
    studio.kept["all"] = await studio.pressed(seen, label)
    return studio.kept["all"]


@view(OPENED, "The next page.", cards.quotes_page)
async def all_quotes_next(studio: Studio) -> Shot:
    await studio.pressed(studio.kept["all"], "›")
    return studio.kept["all"]


@view(OPENED, "By speaker.", cards.speakers_page)
async def by_speaker(studio: Studio) -> Shot:
    seen = replace(studio.kept["ferries"], who=next(studio.readers))
    studio.kept["speakers"] = await studio.pressed(seen, "By speaker")
    return studio.kept["speakers"]


@view(OPENED, "One speaker's words.", cards.speaker_page)
async def one_speaker(studio: Studio) -> Shot:
    await studio.chosen(studio.kept["speakers"], "Honora Quill")
    return studio.kept["speakers"]


@view(OPENED, "Search this speaker: their words in all that was shared here.", cards.found_card)
async def search_this_speaker(studio: Studio) -> Shot:
    return await studio.pressed(studio.kept["speakers"], "Search this speaker")


@view(OPENED, "Names.", cards.names_page)
async def names(studio: Studio) -> Shot:
    return await studio.pressed(replace(studio.kept["ferries"], who=next(studio.readers)), "Names")


WRONG = "✎ Wrong"


@view(WRONG, "What is wrong? For who pasted the link, and for moderators.", cards.mending_page)
async def wrong(studio: Studio) -> Shot:
    studio.kept["wrong"] = await studio.pressed(studio.kept["ferries"], "✎ Wrong")
    return studio.kept["wrong"]


@view(WRONG, "A quote was chosen: who said it?", cards.mend_quote_page)
async def wrong_quote(studio: Studio) -> Shot:
    await studio.chosen(studio.kept["wrong"], "We came here to argue")
    return studio.kept["wrong"]


@view(WRONG, "Somebody else: their name is typed.", cards.speaker_form)
async def wrong_name(studio: Studio) -> Shot:
    return await studio.chosen(studio.kept["wrong"], "Somebody else")


@view(WRONG, "The correction is listed, and can be undone.", cards.mending_page)
async def wrong_corrected(studio: Studio) -> Shot:
    await studio.chosen(studio.kept["wrong"], "Lucia Fenwright")
    return studio.kept["wrong"]


@view(WRONG, "The card shows it at once.", cards.report_card)
async def card_corrected(studio: Studio) -> Shot:
    return studio.kept["ferries"]


@view(WRONG, "Undone.", cards.mending_page)
async def wrong_undone(studio: Studio) -> Shot:
    await studio.pressed(studio.kept["wrong"], "Undo the last")
    return studio.kept["wrong"]


@view(WRONG, "The card of a wrong article.", cards.report_card)
async def card_wrong_article(studio: Studio) -> Shot:
    shared = Shot(await studio.pasted(GOOSE), studio.mara, studio.news)
    await studio.pressed(await studio.pressed(shared, "✎ Wrong"), "Wrong article")
    return shared
