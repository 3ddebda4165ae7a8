"""A world for the bot's process: Discord, a web site, a file for the archive."""

import asyncio
import os
import signal
import sqlite3
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

from tests.e2e.discord_double import TOKEN, Discord, Json, open_discord
from tests.e2e.happenings import PATIENCE_S, Happenings
from tests.web.site import Site, open_site, response

_ROOT = Path(__file__).parents[2]
_ARTICLE = """<!doctype html><html lang="en"><head><title>{title}</title></head><body><article>
<h1>{title}</h1>
<p>The lighthouse above the harbor stood dark for eleven winters, and most of the town had stopped
looking up at it. The lamp was sold, the stairs were closed, and gulls had the gallery to themselves
until last autumn, when a carpenter from the next bay came over with a plan of her own.</p>
<p>“{words},” said Ada Marsh, who keeps the light.</p>
<p>The work took four months and cost less than a new tugboat. Carpenters carried the timber up the
spiral stairs by hand, since no crane could stand on the rock, and the new lamp came over the water
in a fishing boat on the calmest morning of the year.</p>
<p>The light will burn from dusk to dawn, and visitors may climb the tower on the first Sunday of
each month. A few hundred came on the first day, when the harbor board had
already put a second handrail along the steepest part of the stairs.</p>
</article></body></html>"""


class Page:
    """An article in which one person says one sentence; held back until released."""

    def __init__(self, happenings: Happenings, words: str) -> None:
        self.words = words
        self.asked = 0
        self.served = 0
        self.released = asyncio.Event()
        self.released.set()
        self._happenings = happenings

    async def __call__(self, writer: asyncio.StreamWriter) -> None:
        self.asked += 1
        self._happenings.happened()
        await self.released.wait()
        title = f"A light returns: {self.words.lower()}"
        writer.write(response(_ARTICLE.format(title=title, words=self.words).encode()))
        await writer.drain()
        self.served += 1
        self._happenings.happened()


class Process:
    """The bot, running; made by :meth:`World.start`."""

    def __init__(self, running: asyncio.subprocess.Process, happenings: Happenings) -> None:
        self.noted: list[str] = []
        self._running = running
        self._ends = False
        self._happenings = happenings
        self._listening = asyncio.create_task(self._listen())
        self._offspring: set[psutil.Process] = set()

    async def kill(self) -> None:
        """End it as a power cut does: it can't tidy up."""
        self.workers()
        self._ends = True
        self._running.kill()
        # A worker that a test has suspended must find out what has happened.
        for process in self._offspring:
            with suppress(psutil.NoSuchProcess):
                process.resume()
        await self._gone()

    async def stop(self) -> int:
        """Ask it to end, as a service manager does; returns its exit status."""
        self.workers()
        self._ends = True
        self._running.send_signal(signal.SIGTERM)
        return await self._gone()

    def workers(self) -> list[psutil.Process]:
        """Its worker processes."""
        family = psutil.Process(self._running.pid).children(recursive=True)
        self._offspring |= set(family)
        return [child for child in family if "spawn_main" in " ".join(child.cmdline())]

    async def _gone(self) -> int:
        async with asyncio.timeout(PATIENCE_S):
            status = await self._running.wait()
            await self._listening
        return status

    async def orphans(self) -> list[psutil.Process]:
        """What it has left running, given time to notice."""
        _, alive = await asyncio.to_thread(psutil.wait_procs, self._offspring, 10)
        return alive

    async def end(self) -> None:
        """Leave nothing behind, however the test went."""
        if self._running.returncode is None:
            with suppress(psutil.NoSuchProcess, ProcessLookupError):
                await self.kill()
        for orphan in self._offspring:
            if orphan.is_running():
                orphan.kill()

    async def _listen(self) -> None:
        assert self._running.stdout
        async for line in self._running.stdout:
            self.noted.append(line.decode().strip())
            self._happenings.happened()
        if not self._ends:
            self._happenings.broken = "the bot has ended of itself; see its log"
            self._happenings.happened()


@dataclass(slots=True)
class World:
    discord: Discord
    site: Site
    happenings: Happenings
    folder: Path
    processes: list[Process] = field(default_factory=list)

    @property
    def database(self) -> Path:
        return self.folder / "pullquote.db"

    @property
    def log(self) -> Path:
        return self.folder / "log"

    def link(self, page: str) -> str:
        return self.site.url(f"/{page}")

    def publish(self, page: str, words: str) -> Page:
        published = Page(self.happenings, words)
        self.site.answers[f"/{page}"] = published
        return published

    def publish_nothing(self, page: str) -> None:
        """A dead link."""
        self.site.answers[f"/{page}"] = response(status=404)

    async def start(self, **settings: str) -> Process:
        """Start the bot, and wait until it is connected."""
        process = await self.launch(**settings)
        await self.happenings.until(lambda: self.discord.connected)
        return process

    async def launch(self, **settings: str) -> Process:
        own = {key: value for key, value in os.environ.items() if not key.startswith("PULLQUOTE_")}
        with self.log.open("ab") as log:
            running = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "tests.e2e.process", self.discord.url, str(self.site.port)),
                cwd=self.folder,
                env={**own, **settings, "DISCORD_TOKEN": TOKEN, "PYTHONPATH": str(_ROOT)},
                stdout=asyncio.subprocess.PIPE,
                stderr=log,
            )
        process = Process(running, self.happenings)
        self.processes.append(process)
        return process

    async def answered(self, message: Json, count: int = 1) -> list[Json]:
        """The bot's replies to a message, once there are so many and the archive knows them."""
        await self.happenings.until(lambda: len(self.discord.replies(message)) >= count)
        replies = self.discord.replies(message)
        await self.happenings.until(lambda: {reply["id"] for reply in replies} <= self.noted)
        return replies

    @property
    def noted(self) -> set[str]:
        return {reply for process in self.processes for reply in process.noted}

    def rows(self, question: str, *values: Any) -> list[tuple[Any, ...]]:
        """What stands in the archive's file."""
        with closing(sqlite3.connect(self.database)) as database:
            return database.execute(question, values).fetchall()

    def states(self) -> dict[str, int]:
        """How many links of the inbox are in each state."""
        return dict(self.rows("SELECT state, count(*) FROM inbox GROUP BY state"))

    def articles_tied(self) -> int:
        """How many shares have their article."""
        [(tied,)] = self.rows("SELECT count(article_id) FROM shares")
        return tied

    def quotes(self, words: str) -> int:
        """How often a sentence is kept as a quote."""
        [(kept,)] = self.rows("SELECT count(*) FROM quotes WHERE instr(words, ?)", words)
        return kept


@asynccontextmanager
async def open_world(folder: Path) -> AsyncGenerator[World]:
    """A world whose processes end with it; what Discord had to complain of fails the test."""
    happenings = Happenings()
    async with open_discord(happenings) as discord, open_site() as site:
        world = World(discord, site, happenings, folder)
        try:
            yield world
        finally:
            for process in world.processes:
                await process.end()
    assert discord.complaints == []
    log = world.log.read_text()
    assert "Traceback" not in log
    assert "something broke" not in log
