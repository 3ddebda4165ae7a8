"""A burst of links, poured into a bot; see benchmarks.discord."""

import asyncio
from collections import Counter
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from threading import Event, Thread
from time import perf_counter
from typing import Any, Self

import discord
import psutil
import simcord

from benchmarks.loopback import reader_of
from bot.app import Pullquote, Services, open_services
from bot.cards import report_card
from bot.domain import PullquoteError
from bot.settings import Settings
from cogs.messages import links_in, sighting

HOSTS = 400
ALONE = 8
LINKS_A_MEMBER = 5
LINKS_A_CHANNEL = 10
AT_ONCE = 8
LOOKS_PER_S = 10
GIVE_UP_S = 1_800


@dataclass(frozen=True, slots=True)
class Burst:
    """What is poured: how many links in how many servers, of how many words."""

    load: str
    servers: int
    links: int
    words: int
    workers: int

    def of_servers(self) -> list[int]:
        """How many links each server pours, the busiest first."""
        if self.load == "even":
            return _dealt(self.links, self.servers)
        busy = self.links // 2
        return [busy, *_dealt(self.links - busy, self.servers - 1)]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a burst; times in seconds, memory in MiB."""

    answered: int
    told: int
    lost: int
    twice: int
    alone_s: float
    whole_s: float
    firsts: tuple[float | None, ...]
    pace: float
    in_hand: int
    requests: int
    busiest_s: int
    start_mib: float
    poured_mib: float
    peak_mib: float
    end_mib: float
    worker_mib: float

    def ratios(self) -> list[float]:
        """Of each server that was answered, the time to its first answer over its fair share."""
        return [
            first / (self.alone_s + len(self.firsts) / self.pace)
            for first in self.firsts
            if first is not None
        ]


async def pour(name: str, burst: Burst, port: int) -> Outcome:
    """Pour a burst into a bot, and look what becomes of it."""
    with TemporaryDirectory() as folder:
        settings = Settings(database=Path(folder) / "pullquote.db", workers=burst.workers)
        async with (
            reader_of(port) as reader,
            open_services(settings, pages=reader) as services,
        ):
            bot = Pullquote(services) if name == "ours" else InOrder(services)
            env = simcord.Env(bot, shard_count=1, settle_timeout=120)
            await env.start()
            try:
                return await _pour(env, services, burst, port)
            finally:
                await env.shutdown()


async def _pour(env: simcord.Env, services: Services, burst: Burst, port: int) -> Outcome:
    shared = burst.of_servers()
    servers = [_Server(env, links) for links in shared]
    idle = _Server(env, ALONE)
    await env.settle()
    in_real_time(env)
    links = (f"http://paper{n % HOSTS}.test:{port}/{n}" for n in range(burst.links + ALONE))
    answers = _Answers(env)
    alone = [await answers.wait(idle.paste(number, next(links))) for number in range(ALONE)]
    answers.seen.clear()
    tasks = len(asyncio.all_tasks())
    in_hand = 0
    asked: list[int] = []
    with Memory() as memory:
        start = memory.now()
        begun = perf_counter()
        of_server: dict[int, int] = {}
        for number, server in enumerate(servers):
            for place in range(len(server.places)):
                of_server[server.paste(place, next(links))] = number
        await asyncio.sleep(0)
        poured = memory.now()
        async with asyncio.timeout(GIVE_UP_S):
            while not await _is_done(services, burst.links + ALONE):
                in_hand = max(in_hand, len(asyncio.all_tasks()) - tasks)
                asked.append(len(env.http_requests))
                await asyncio.sleep(1 / LOOKS_PER_S)
        whole = perf_counter() - begun
        end = memory.now()
    cards = Counter(message for message, _ in answers.seen if message in of_server)
    told = sum([bool(await services.archive.failures(message)) for message in of_server])
    firsts: dict[int, float] = {}
    for message, moment in answers.seen:
        if message in of_server:
            firsts.setdefault(of_server[message], moment - begun)
    return Outcome(
        answered=len(cards),
        told=told,
        lost=burst.links - len(cards) - told,
        twice=sum(count > 1 for count in cards.values()),
        alone_s=median(alone[1:]),
        whole_s=whole,
        firsts=tuple(firsts.get(number) for number in range(burst.servers)),
        pace=max(answers.pace(count, begun) for count in (burst.servers, len(answers.seen))),
        in_hand=in_hand,
        requests=asked[-1] - asked[0],
        busiest_s=max(later - now for now, later in zip(asked, asked[LOOKS_PER_S:], strict=False)),
        start_mib=start,
        poured_mib=poured,
        peak_mib=memory.peak,
        end_mib=end,
        worker_mib=memory.worker_peak,
    )


def in_real_time(env: simcord.Env) -> None:
    """Have what the bot does from now on run by the real clock, and nobody follow it.

    Simcord looks at each task and timer of the bot whenever one is due, so that a test can wait for
    all of them: with thousands it would look at nothing else.
    """
    env._bot_scope = nullcontext  # noqa: SLF001


async def _is_done(services: Services, links: int) -> bool:
    queue = await services.archive.operating.queue()
    return not queue.waiting and queue.done + queue.failed >= links


class _Server:
    """A server, and for each of its links who pastes it in which channel."""

    def __init__(self, env: simcord.Env, links: int) -> None:
        self._backend = env.backend
        guild = env.create_guild()
        channels = [
            guild.create_text_channel(f"news-{n}") for n in range(_parts(links, LINKS_A_CHANNEL))
        ]
        members = [
            guild.add_member(env.create_user(f"reader{n}"))
            for n in range(_parts(links, LINKS_A_MEMBER))
        ]
        self.places = [
            (members[n % len(members)], channels[n % len(channels)]) for n in range(links)
        ]

    def paste(self, place: int, link: str) -> int:
        """Have somebody paste a link; the id of the message."""
        member, channel = self.places[place]
        return self._backend.create_message(channel.id, member.id, link).id


class _Answers:
    """The bot's replies as Discord takes them: to which message, and when."""

    def __init__(self, env: simcord.Env) -> None:
        self.seen: list[tuple[int, float]] = []
        commit = env.backend.commit_message
        us = env.backend.bot_user.id

        def noted(message: Any, **options: Any) -> Any:
            if message.author_id == us and message.reference:
                self.seen.append((int(message.reference["message_id"]), perf_counter()))
            return commit(message, **options)

        env.backend.commit_message = noted

    async def wait(self, message: int) -> float:
        """The seconds until a message that was just pasted has its answer."""
        begun = perf_counter()
        while all(answered != message for answered, _ in self.seen):  # noqa: ASYNC110
            await asyncio.sleep(0.002)
        return self.seen[-1][1] - begun

    def pace(self, answers: int, begun: float) -> float:
        """Links a second, until so many answers."""
        return answers / (self.seen[:answers][-1][1] - begun)


class Memory:
    """Watches what this process and its workers hold, in MiB."""

    def __init__(self) -> None:
        self.peak = self.worker_peak = 0.0
        self._us = psutil.Process()
        self._over = Event()
        self._thread = Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def now(self) -> float:
        return _mib(self._us)

    def _watch(self) -> None:
        while not self._over.wait(0.2):
            self.peak = max(self.peak, self.now())
            workers = self._us.children(recursive=True)
            self.worker_peak = max(self.worker_peak, *map(_mib, workers), 0.0)


def _mib(process: psutil.Process) -> float:
    try:
        return process.memory_info().rss / 2**20
    except psutil.NoSuchProcess:
        return 0.0


class InOrder(discord.AutoShardedClient):
    """A bot as one would write it first: a task for each message, so many at once, in order."""

    def __init__(self, services: Services) -> None:
        intents = discord.Intents.none()
        intents.guilds = intents.guild_messages = intents.message_content = True
        super().__init__(intents=intents, max_messages=None)
        self._services = services
        self._places = asyncio.Semaphore(AT_ONCE)
        self._tasks: set[asyncio.Task[None]] = set()

    async def on_message(self, message: discord.Message) -> None:
        if not message.author.bot:
            task = asyncio.create_task(self._answer(message))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _answer(self, message: discord.Message) -> None:
        archive, guild = self._services.archive, message.guild
        seen = [
            sighting(message, link, guild and guild.id, message.channel.id)
            for link in links_in(message)
        ]
        for share in await archive.see(seen):
            async with self._places, message.channel.typing():
                try:
                    stored = await self._services.reading.take(share)
                except PullquoteError:
                    await message.add_reaction("⚠️")
                    continue
                reply = await message.reply(view=report_card(stored, share))
                await archive.answered(share.id, reply.id)


def _dealt(links: int, servers: int) -> list[int]:
    """So many links, dealt evenly."""
    return [links // servers + (number < links % servers) for number in range(servers)]


def _parts(whole: int, part: int) -> int:
    return -(-whole // part)
