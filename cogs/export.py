"""``/export``: what the asker may see, as a file of their own."""

import asyncio
import shutil
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import mkdtemp

import discord
from discord import app_commands
from discord.ext import commands

from bot.archive import Archive, Choice, Exported, ExportFailed, Form, export
from bot.cards import ABOUT, SPEAKER, export_card, no_export_card
from bot.domain import PullquoteError
from bot.engine import Engine, TooMuchMemory, WorkerDied, WorkerTimeout
from cogs.answers import NO_PINGS, answering
from cogs.scope import Threads, asker_scope
from cogs.since import since_day
from cogs.suggestions import suggested_speakers

MOST_QUOTES = 50_000
_LONGEST_S = 8  # under the engine's own limit, which would cost a worker
_ROOM_FOR_THE_REST = 64 * 1024  # of a request, beside the file


class TooLarge(PullquoteError):
    """An export took too long or too much memory."""

    kind = "too_large"


class NotWritten(PullquoteError):
    """There is no room for an export on the bot's machine."""

    kind = "not_written"


class Exports(commands.Cog):
    """Has a worker write a file, sends it, and leaves nothing of it behind."""

    def __init__(self, bot: commands.AutoShardedBot, archive: Archive, engine: Engine) -> None:
        self._bot = bot
        self._archive = archive
        self._engine = engine
        self._threads = Threads()
        # The workers are there to read what people paste; exports wait for one another.
        self._turn = asyncio.Semaphore(1)
        # The command's copies, one for each cog ever made, would share the class's list of checks.
        self.export.checks = []
        app_commands.checks.cooldown(3, 60)(self.export)

    @app_commands.command()
    @app_commands.describe(
        form="What kind of file",
        speaker="Who said it: a name, or a part of one",
        about="Words that were said, or that stand in the article's title",
        since="The first day: 2025-09-01, yesterday, 7d, 2 weeks",
        until="The last day, written likewise",
    )
    @app_commands.rename(form="as", since="from", until="to")
    @app_commands.choices(
        form=[
            app_commands.Choice(name="CSV, for a spreadsheet", value=Form.CSV),
            app_commands.Choice(name="JSON Lines, for a program", value=Form.JSONL),
            app_commands.Choice(name="SQLite, a database", value=Form.SQLITE),
        ]
    )
    async def export(
        self,
        interaction: discord.Interaction,
        form: str,
        speaker: app_commands.Range[str, 1, SPEAKER] | None = None,
        about: app_commands.Range[str, 1, ABOUT] | None = None,
        since: app_commands.Range[str, 1, 20] | None = None,
        until: app_commands.Range[str, 1, 20] | None = None,
    ) -> None:
        """Get the quotes that you may see here as a file"""
        async with answering(interaction):
            today = discord.utils.utcnow().date()
            first = since_day(since, today) if since else None
            last = since_day(until, today) if until else None
            await interaction.response.defer(ephemeral=True)
            scope = await asker_scope(interaction, self._archive, self._threads)
            await self._answer(interaction, Choice(speaker, about, first, last, scope), Form(form))

    @export.autocomplete("speaker")
    async def speakers(
        self, interaction: discord.Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        return await suggested_speakers(interaction, self._archive, typed)

    async def _answer(self, interaction: discord.Interaction, choice: Choice, form: Form) -> None:
        room = interaction.filesize_limit - _ROOM_FOR_THE_REST
        async with _scratch() as folder:
            file = folder / "export"
            exported = await self._exported(file, choice, form, room)
            if not exported.quotes:
                view = no_export_card(choice)
                await interaction.edit_original_response(view=view, allowed_mentions=NO_PINGS)
                return
            name = f"quotes.{form}.zip" if exported.packed else f"quotes.{form}"
            await interaction.edit_original_response(
                view=export_card(exported, choice, name),
                attachments=[discord.File(file, name)],
                allowed_mentions=NO_PINGS,
            )

    async def _exported(self, file: Path, choice: Choice, form: Form, room: int) -> Exported:
        try:
            async with self._turn:
                return await self._engine.run(
                export, self._archive.path, file, choice, form,
                most_quotes=MOST_QUOTES, most_bytes=room, limit_s=_LONGEST_S,
            )  # fmt: skip
        except ExportFailed as error:
            # It names a folder of the bot's machine, which is nothing to people in Discord.
            raise NotWritten(
                "The file could not be written just now; whoever runs the bot should make room for"
                " it."
            ) from error
        except (TooMuchMemory, WorkerDied, WorkerTimeout) as error:
            raise TooLarge(
                "That export takes too long; ask for less, by speaker, words or days."
            ) from error


@asynccontextmanager
async def _scratch() -> AsyncGenerator[Path]:
    """A folder that is gone afterwards, with all that is in it."""
    folder = await asyncio.to_thread(mkdtemp, prefix="pullquote-")
    try:
        yield Path(folder)
    finally:
        await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)
