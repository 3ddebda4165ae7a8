"""What anybody may ask."""

from bot import cards
from scenes.listing import view
from scenes.studio import LETTERS, Shot, Studio

ASKING = "Asking"


@view(ASKING, "`/quotes speaker:`", cards.found_card, commands=["quotes"])
async def quotes(studio: Studio) -> Shot:
    return await studio.asked("quotes", speaker="Rafael Ostrander")


@view(ASKING, "`/quotes speaker: about: order:`", cards.found_card, commands=["quotes"])
async def quotes_about(studio: Studio) -> Shot:
    return await studio.asked("quotes", speaker="Quill", about="timetable", order="best")


@view(ASKING, "A name that fits two people.", cards.which_card, commands=["quotes"])
async def quotes_which(studio: Studio) -> Shot:
    return await studio.asked("quotes", speaker="Halvorsen")


@view(ASKING, "A name that nobody has.", cards.did_you_mean_card, commands=["quotes"])
async def quotes_did_you_mean(studio: Studio) -> Shot:
    return await studio.asked("quotes", speaker="Ostrandor")


@view(ASKING, "Nothing found, and what to try.", cards.found_card, commands=["quotes"])
async def quotes_none(studio: Studio) -> Shot:
    return await studio.asked("quotes", speaker="Honora Quill", about="bagpipes")


@view(ASKING, "`/search words:`", cards.search_card, commands=["search"])
async def search(studio: Studio) -> Shot:
    return await studio.asked("search", words="timetable OR soup")


@view(ASKING, "Words that are somebody's name.", cards.said_by, commands=["search"])
async def search_name(studio: Studio) -> Shot:
    return await studio.asked("search", words="Marlowe")


@view(ASKING, "A slip of the pen.", cards.words_card, commands=["search"])
async def search_did_you_mean(studio: Studio) -> Shot:
    return await studio.asked("search", words="timetabel")


@view(ASKING, "`/speakers`", cards.roster_card, commands=["speakers"])
async def speakers(studio: Studio) -> Shot:
    return await studio.asked("speakers")


@view(ASKING, "`/speakers order:` newly quoted", cards.roster_card, commands=["speakers"])
async def speakers_new(studio: Studio) -> Shot:
    return await studio.asked("speakers", order="new")


@view(ASKING, "`/who name:`", cards.who_card, commands=["who"])
async def who(studio: Studio) -> Shot:
    return await studio.asked("who", name="Honora Quill")


@view(ASKING, "`/versus a: b: about:`", cards.versus_card, commands=["versus"])
async def versus(studio: Studio) -> Shot:
    people = {"a": "Honora Quill", "b": "Rafael Ostrander"}
    return await studio.asked("versus", **people, about="timetable OR afternoon")


@view(ASKING, "`/article link:`", cards.report_card, commands=["article"])
async def article(studio: Studio) -> Shot:
    return await studio.asked("article", link=LETTERS)


@view(ASKING, "`/timeline speaker:`", cards.timeline_card, commands=["timeline"])
async def timeline(studio: Studio) -> Shot:
    return await studio.asked("timeline", speaker="Rafael Ostrander")


@view(ASKING, "`/timeline speaker: versus:`", cards.timeline_card, commands=["timeline"])
async def timeline_versus(studio: Studio) -> Shot:
    return await studio.asked("timeline", speaker="Honora Quill", versus="Rafael Ostrander")


@view(ASKING, "`/timeline`, nothing found", cards.no_timeline_card, commands=["timeline"])
async def timeline_none(studio: Studio) -> Shot:
    return await studio.asked("timeline", speaker="Honora Quill", about="bagpipes")


@view(ASKING, "`/export as: speaker:`", cards.export_card, commands=["export"])
async def export(studio: Studio) -> Shot:
    return await studio.asked("export", **{"as": "csv", "speaker": "Honora Quill"})


@view(ASKING, "`/export`, nothing found", cards.no_export_card, commands=["export"])
async def export_none(studio: Studio) -> Shot:
    return await studio.asked("export", **{"as": "csv", "about": "submarines"})
