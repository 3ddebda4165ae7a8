"""``/export``: what the asker may see, as a file of their own."""

import asyncio
import io
import shutil
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import mkdtemp

import discord
from discord import app_commands
from discord.ext import commands

from bot.archive import Archive, Choice, Exported, ExportFailed, Form, export
from bot.cards import Asked, View, export_card, no_export_card
from bot.domain import PullquoteError, Scope
from bot.engine import Engine, TooMuchMemory, WorkerDied, WorkerTimeout
from bot.languages import N_
from cogs.answers import answering
from cogs.choosing import choice_of
from cogs.paging import Paging, WithFile
from cogs.since import iso_day
from cogs.suggestions import NAME, WORDS, Choices, speaker_choices

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

    def __init__(
        self, bot: commands.AutoShardedBot, archive: Archive, paging: Paging, engine: Engine
    ) -> None:
        self._bot = bot
        self._archive = archive
        self._paging = paging
        self._engine = engine
        paging.answer_with("export", self.page)
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
        speaker: app_commands.Range[str, 1, NAME] | None = None,
        about: app_commands.Range[str, 1, WORDS] | None = None,
        since: app_commands.Range[str, 1, 20] | None = None,
        until: app_commands.Range[str, 1, 20] | None = None,
    ) -> None:
        """Get the quotes that you may see here as a file"""
        async with answering(interaction):
            days = {"from": iso_day(since), "to": iso_day(until)}
            options = {"as": form, "speaker": speaker, "about": about, **days}
            await self._paging.answer(interaction, Asked.of_options("export", **options))

    @export.autocomplete("speaker")
    async def speakers(self, interaction: discord.Interaction, typed: str) -> Choices:
        return await speaker_choices(interaction, self._archive, typed)

    async def page(self, asked: Asked, scope: Scope) -> View | WithFile:
        """The file that was asked for, as large as Discord takes there."""
        guild = self._bot.get_guild(scope.guild_id) if scope.guild_id else None
        limit = guild.filesize_limit if guild else discord.utils.DEFAULT_FILE_SIZE_LIMIT_BYTES
        choice = choice_of(asked, asked.said.get("speaker"), scope)
        form = Form(asked.said["as"])
        async with _scratch() as folder:
            file = folder / "export"
            exported = await self._exported(file, choice, form, limit - _ROOM_FOR_THE_REST)
            if not exported.quotes:
                return no_export_card(choice)
            name = f"quotes.{form}.zip" if exported.packed else f"quotes.{form}"
            content = io.BytesIO(await asyncio.to_thread(file.read_bytes))
            return WithFile(export_card(exported, choice, name), discord.File(content, name))

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
                N_(
                    "The file could not be written just now; whoever runs the bot should make"
                    " room for"
                    " it."
                )
            ) from error
        except (TooMuchMemory, WorkerDied, WorkerTimeout) as error:
            raise TooLarge(
                N_("That export takes too long; ask for less, by speaker, words or days.")
            ) from error


@asynccontextmanager
async def _scratch() -> AsyncGenerator[Path]:
    """A folder that is gone afterwards, with all that is in it."""
    folder = await asyncio.to_thread(mkdtemp, prefix="pullquote-")
    try:
        yield Path(folder)
    finally:
        await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)
