"""``/quotes``: who said what, from the articles shared where the asker may read."""

from datetime import date
from typing import Literal

import discord
from discord import app_commands
from discord.ext import commands

from bot.archive import Archive, Order, QuoteQuery
from bot.cards import A_PAGE, Asked, View, found_card
from bot.domain import QuoteKind, Scope
from cogs.answers import answering
from cogs.paging import Paging
from cogs.since import iso_day
from cogs.suggestions import NAME, WORDS, Choices, site_choices, speaker_choices


class Quotes(commands.Cog):
    """Asks the archive for one person, within what they may see."""

    def __init__(self, archive: Archive, paging: Paging) -> None:
        self._archive = archive
        self._paging = paging
        paging.answer_with("quotes", self.page)

    @app_commands.command()
    @app_commands.rename(first="from", last="to")
    @app_commands.describe(
        speaker="Who said it: a name, or a part of one",
        about="Words that were said, or that stand in the article's title",
        first="The first day: 2025-09-01, yesterday, 7d, 2 weeks",
        last="The last day: 2025-09-30, yesterday, 7d, 2 weeks",
        site="The site of the article",
        channel="Where it was shared, with its threads",
        kind="Whether it stands in quotation marks",
        order="What comes first",
    )
    async def quotes(  # noqa: PLR0913, PLR0917  (an argument is an option)
        self,
        interaction: discord.Interaction,
        speaker: app_commands.Range[str, 1, NAME] | None = None,
        about: app_commands.Range[str, 1, WORDS] | None = None,
        first: app_commands.Range[str, 1, 20] | None = None,
        last: app_commands.Range[str, 1, 20] | None = None,
        site: app_commands.Range[str, 1, NAME] | None = None,
        channel: app_commands.AppCommandChannel | app_commands.AppCommandThread | None = None,
        kind: Literal["direct", "mixed", "indirect"] | None = None,
        order: Literal["newest", "oldest", "best"] | None = None,
    ) -> None:
        """Find what was said in the articles that were shared here"""
        async with answering(interaction):
            asked = Asked.of_options(
                "quotes",
                speaker=speaker,
                about=about,
                **{"from": iso_day(first), "to": iso_day(last)},
                site=site,
                channel=str(channel.id) if channel else None,
                kind=kind,
                order=order,
            )
            await self._paging.answer(interaction, asked)

    @quotes.autocomplete("speaker")
    async def speakers(self, interaction: discord.Interaction, typed: str) -> Choices:
        return await speaker_choices(interaction, self._archive, typed)

    @quotes.autocomplete("site")
    async def sites(self, interaction: discord.Interaction, typed: str) -> Choices:
        return await site_choices(interaction, self._archive, typed)

    async def page(self, asked: Asked, scope: Scope) -> View:
        """One page of what answers a question."""
        said = asked.said
        query = QuoteQuery(
            speaker=said.get("speaker"),
            about=said.get("about"),
            since=date.fromisoformat(said["from"]) if "from" in said else None,
            until=date.fromisoformat(said["to"]) if "to" in said else None,
            site=said.get("site"),
            kind=QuoteKind(said["kind"]) if "kind" in said else None,
            order=Order(said.get("order", Order.NEWEST)),
            scope=scope,
            offset=asked.offset,
            limit=A_PAGE,
        )
        return found_card(await self._archive.quotes(query), asked)
