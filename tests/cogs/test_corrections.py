"""✎ on a card, pressed by people: who may, what it shows at once, and that it can be undone."""

import discord
import pytest
import simcord

from bot.archive import QuoteQuery
from bot.cards import NOBODY, SOMEBODY_ELSE, Act, Mend, mark_of
from bot.domain import Scope
from tests.cogs.newsroom import MILL, Newsroom, content, told

LONG = "https://valley.example/long"
ADA = "❝ The wheel will turn again in spring. ❞\n-# — **Ada Marsh**"
TOM = "❝ The wheel will turn again in spring. ❞\n-# — **Tom Reed**"


async def card(newsroom: Newsroom, link: str = MILL) -> discord.Message:
    await newsroom.alice.send(newsroom.news, link)
    return newsroom.replies()[-1]


def answered(result: simcord.InteractionResult) -> simcord.ResponseMessage:
    assert result.response
    assert result.response.ephemeral
    return result.response


async def wheel(newsroom: Newsroom, who: simcord.MemberActor) -> simcord.ResponseMessage:
    """The page of the first quote, as somebody has opened it by ✎."""
    view = answered(await who.click(newsroom.replies()[-1], label="✎ Wrong"))
    quote = (await stored(newsroom)).quotes[0]
    start, end = quote.content[0]
    return answered(await who.select(view, [f"{start}-{end}"]))


async def stored(newsroom: Newsroom):
    report = await newsroom.archive.report(1)
    assert report
    return report.report


async def found(newsroom: Newsroom, speaker: str) -> list[str]:
    scope = Scope(newsroom.guild.id, frozenset({newsroom.news.id}))
    page = await newsroom.archive.quotes(QuoteQuery(speaker=speaker, scope=scope))
    return [hit.words for hit in page.hits]


@pytest.mark.parametrize("restarted", [False, True])
@pytest.mark.parametrize("who", ["alice", "mod"])
async def test_a_wrong_speaker_is_mended_on_the_card_and_in_quotes(
    newsroom: Newsroom, who: str, restarted: bool
) -> None:
    assert ADA in content(await card(newsroom))
    actor = getattr(newsroom, who)
    if restarted:
        await newsroom.restart()
    page = await wheel(newsroom, actor)
    result = await actor.select(page, [str(mark_of("Tom Reed"))])
    assert "✎ **Tom Reed**, not Ada Marsh: “The wheel will turn" in content(answered(result))
    [reply] = newsroom.replies()
    assert TOM in content(reply)
    assert "The wheel will turn again in spring." in await found(newsroom, "Tom Reed")
    assert "The wheel will turn again in spring." not in await found(newsroom, "Ada Marsh")
    opened = answered(await newsroom.bob.click(reply, label="All 3 quotes"))
    assert TOM in content(opened)
    result = await newsroom.bob.slash(newsroom.news, "quotes", speaker="Tom")
    assert TOM in content(answered(result))


async def test_a_correction_is_undone_after_a_restart(newsroom: Newsroom) -> None:
    await card(newsroom)
    page = await wheel(newsroom, newsroom.mod)
    await newsroom.mod.select(page, [str(mark_of("Tom Reed"))])
    await newsroom.restart()
    view = answered(await newsroom.alice.click(newsroom.replies()[0], label="✎ Wrong"))
    undone = answered(await newsroom.alice.click(view, label="Undo the last"))
    assert "Tom Reed**, not" not in content(undone)
    assert ADA in content(newsroom.replies()[0])
    assert "The wheel will turn again in spring." in await found(newsroom, "Ada Marsh")


@pytest.mark.parametrize("restarted", [False, True])
async def test_a_name_can_be_typed(newsroom: Newsroom, restarted: bool) -> None:
    await card(newsroom)
    page = await wheel(newsroom, newsroom.alice)
    shown = await newsroom.alice.select(page, [SOMEBODY_ELSE])
    assert shown.modal
    if restarted:
        await newsroom.restart()
    await newsroom.alice.submit_modal(shown, {"name": "@everyone **Iris** Holt"})
    [reply] = newsroom.replies()
    assert "**@\u200beveryone \\*\\*Iris\\*\\* Holt**" in content(reply)
    assert not reply.mention_everyone
    assert await found(newsroom, "Iris Holt") == ["The wheel will turn again in spring."]


async def test_nobody_may_be_the_speaker(newsroom: Newsroom) -> None:
    await card(newsroom)
    page = await wheel(newsroom, newsroom.alice)
    await newsroom.alice.select(page, [NOBODY])
    assert "❝ The wheel will turn again in spring. ❞\n❝" in content(newsroom.replies()[0]).replace(
        "\n\n", "\n"
    )


async def test_what_is_no_quote_is_gone_from_the_card(newsroom: Newsroom) -> None:
    await card(newsroom)
    page = await wheel(newsroom, newsroom.alice)
    result = answered(await newsroom.alice.click(page, label="Not a quote"))
    assert "✎ Not a quote: “The wheel will turn" in content(result)
    [reply] = newsroom.replies()
    assert "The wheel" not in content(reply)
    await newsroom.bob.click(reply, label="All 2 quotes")
    assert await found(newsroom, "Ada Marsh") == ["Nobody thought that we could."]


async def test_a_wrong_article_shows_no_quotes_until_it_is_undone(newsroom: Newsroom) -> None:
    view = answered(await newsroom.alice.click(await card(newsroom), label="✎ Wrong"))
    await newsroom.alice.click(view, label="Wrong article")
    [reply] = newsroom.replies()
    assert "not the article that was shared" in content(reply)
    assert "❝" not in content(reply)
    assert await found(newsroom, "Ada Marsh") == []
    view = answered(await newsroom.alice.click(reply, label="✎ Wrong"))
    assert "✎ This is the wrong article." in content(view)
    await newsroom.alice.click(view, label="Undo the last")
    assert ADA in content(newsroom.replies()[0])


async def test_nobody_else_may_correct_a_card(newsroom: Newsroom) -> None:
    result = await newsroom.bob.click(await card(newsroom), label="✎ Wrong")
    assert content(answered(result)) == (
        "Only who pasted the link, or a moderator, can correct this; please ask them."
    )


async def test_another_server_keeps_what_was_read(newsroom: Newsroom) -> None:
    await card(newsroom)
    hill = newsroom.env.create_guild("The Hill")
    square = hill.create_text_channel("square")
    cy = hill.add_member(newsroom.env.create_user("cy"))
    await cy.send(square, MILL)
    page = await wheel(newsroom, newsroom.alice)
    await newsroom.alice.select(page, [str(mark_of("Tom Reed"))])
    [theirs] = newsroom.replies(square)
    assert ADA in content(theirs)
    assert ADA in content(answered(await cy.click(theirs, label="All 3 quotes")))
    await cy.send(square, MILL)
    assert ADA in content(answered(await cy.slash(square, "quotes", speaker="Ada")))


async def test_a_card_posted_later_is_as_corrected(newsroom: Newsroom) -> None:
    first = await card(newsroom)
    page = await wheel(newsroom, newsroom.alice)
    await newsroom.alice.select(page, [str(mark_of("Tom Reed"))])
    await newsroom.alice.click(first, label="🗑")
    assert TOM in content(await card(newsroom))
    pasted = newsroom.news.history()[-2]
    await newsroom.bob.context_menu(newsroom.news, "Find quotes", pasted)
    seen = newsroom.news.history(viewer=newsroom.bob)
    [asked] = [message for message in seen if message.flags.ephemeral]
    assert TOM in content(asked)


async def test_a_quote_that_was_read_otherwise_meanwhile_is_not_corrected(
    newsroom: Newsroom,
) -> None:
    reply = await card(newsroom)
    await wheel(newsroom, newsroom.alice)
    gone = Mend(Act.NOT_A_QUOTE, 1, 70_000, 70_001)
    view = answered(await newsroom.alice.click(reply, label="✎ Wrong"))
    assert gone.custom_id not in content(view)
    with pytest.raises(simcord.SetupError):
        await newsroom.alice.select(view, ["70000-70001"])


async def test_many_quotes_are_offered_a_page_at_a_time(newsroom: Newsroom) -> None:
    lines = [("Ada Marsh", f"This is line {number} of a long speech.") for number in range(60)]
    newsroom.pages.reports[LONG] = told("A long speech", *lines, url=LONG)
    reply = await card(newsroom, LONG)
    view = answered(await newsroom.alice.click(reply, label="✎ Wrong"))
    await newsroom.alice.click(view, label="›")
    await newsroom.alice.click(newsroom_view(newsroom, view), label="›")
    last = (await stored(newsroom)).quotes[-1].content[0]
    page = newsroom_view(newsroom, view)
    await newsroom.alice.select(page, [f"{last[0]}-{last[1]}"])
    assert "This is line 59 of" in content(newsroom_view(newsroom, view))


def newsroom_view(newsroom: Newsroom, view: simcord.ResponseMessage) -> discord.Message:
    """A message to alice as it is now."""
    [now] = [m for m in newsroom.news.history(viewer=newsroom.alice) if m.id == view.id]
    return now
