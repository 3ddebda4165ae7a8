"""A burst: thousands of links in hundreds of servers at once, beside a bot that reads in order.

    python -m benchmarks.discord [--servers 200] [--links 2000] [--words 700] [--workers 2]

The real bot under a simulated Discord: its pages come over real HTTP from loopback, from hosts by
the hundred; it reads them in worker processes and keeps them in a file. Two loads are poured into
it, each link in a message and with an article of its own: *even*, as many links in each server,
and *lopsided*, half of all links in one server and the other half in all others. The messages come
at once, server after server, the busy one first. The peer gets the same messages and has the same
reader, workers, archive and cards; it begins a task for each message and reads eight at a time,
first come, first served.

- A link is *answered* by a card, *told* if it is marked under its message (unreadable, or put off
  by a cooldown), *lost* if neither happened when nothing is left to do. A message with more than
  one card counts as *twice*.
- *Fair share*: in turns that go round all servers that wait, one link each, the first link of the
  k-th server (from 1) is the k-th to be answered. Its share is what one link takes on an idle bot,
  plus the time in which k links are answered at the pace of the run (that of the first ``servers``
  answers for the peer too: the same work, another order). A server's *ratio* is the time to its
  first answer over that share; the bar for the worst is 2.
- Discord lets a bot make 50 requests a second. What the simulated one was asked is counted; it
  answers at once and never refuses.
- Memory is what the process holds itself (the bot and the simulated Discord, which keeps every
  message) and what the largest worker holds; *in hand* is the most tasks at once beyond those of
  an idle bot: what waits in the inbox alone costs none.
"""

import argparse
import asyncio
import json
import socket
import sys
from collections import Counter
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, nullcontext
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from threading import Event, Thread
from time import perf_counter
from typing import Any, Self

import discord
import psutil
import simcord
from aiohttp import web
from aiohttp.abc import AbstractResolver, ResolveResult
from rich.console import Console
from rich.table import Table

from benchmarks.bulletins import Bulletin
from bot.app import Pullquote, Services, open_services
from bot.cards import report_card
from bot.domain import PullquoteError
from bot.settings import CORES, Settings
from bot.web.limits import Limits
from bot.web.reader import Reader, open_guarded
from cogs.messages import links_in, sighting

LOADS = ("even", "lopsided")
BOTS = ("ours", "in order")
HOSTS = 400
ALONE = 8
LINKS_A_MEMBER = 5
LINKS_A_CHANNEL = 10
AT_ONCE = 8
LOOKS_PER_S = 10
GIVE_UP_S = 1_800
BAR = 2


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
            first / (self.alone_s + number / self.pace)
            for number, first in enumerate(self.firsts, start=1)
            if first is not None
        ]


def main() -> None:
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("--servers", type=int, default=200)
    parser.add_argument("--links", type=int, default=2_000)
    parser.add_argument("--words", type=int, default=700, help="of each article")
    parser.add_argument("--workers", type=int, default=min(2, CORES))
    parser.add_argument("--load", choices=LOADS, help="pour only this one")
    parser.add_argument("--one", nargs=2, metavar=("BOT", "PORT"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.servers < 2 or options.links < 2 * options.servers:
        parser.error("there must be two servers and two links for each at least")
    loads = [options.load] if options.load else LOADS
    bursts = [
        Burst(load, options.servers, options.links, options.words, options.workers)
        for load in loads
    ]
    if options.one:
        bot, port = options.one
        print(json.dumps(asdict(asyncio.run(pour(bot, bursts[0], int(port))))))
        return
    for burst in bursts:
        show(burst, {bot: asyncio.run(in_own_process(bot, burst)) for bot in BOTS})


async def in_own_process(bot: str, burst: Burst) -> Outcome:
    """What becomes of a burst in a process that does nothing else; this one serves the pages."""
    async with served(burst.words) as port:
        sizes = {name: str(value) for name, value in asdict(burst).items()}
        options = (part for name, value in sizes.items() for part in (f"--{name}", value))
        command = (sys.executable, "-m", "benchmarks.discord", *options, "--one", bot, str(port))
        process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
        said, _ = await process.communicate()
    if process.returncode:
        raise SystemExit(f"{bot} broke down.")
    return Outcome(**json.loads(said.splitlines()[-1]))


# ----------------------------------------------------------------------- the web, on loopback


@asynccontextmanager
async def served(words: int) -> AsyncGenerator[int]:
    """The port of a site that has the bulletin of every number."""

    async def answer(request: web.Request) -> web.Response:
        page = Bulletin(int(request.match_info["number"]), words).page()
        return web.Response(text=page, content_type="text/html")

    app = web.Application()
    app.router.add_get(r"/{number:\d+}", answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0, backlog=512).start()
    try:
        yield runner.addresses[0][1]
    finally:
        await runner.cleanup()


class EverythingHere(AbstractResolver):
    """A name server that says of every name that it is this machine."""

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        return [
            ResolveResult(
                hostname=host, host="127.0.0.1", port=port, family=family, proto=0, flags=0
            )
        ]

    async def close(self) -> None:
        pass


@asynccontextmanager
async def reader_of(port: int) -> AsyncGenerator[Reader]:
    """The real reader with the product's limits; its gate lets through this one port alone."""
    async with open_guarded(
        "benchmark",
        gate=lambda ip, dialled: (ip, dialled) == ("127.0.0.1", port),
        resolver=EverythingHere(),
        limits=Limits(),
    ) as reader:
        yield reader


# -------------------------------------------------------------------------------- the burst


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
        pace=answers.pace(burst.servers, begun),
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
        """Links a second, over so many first answers."""
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


# --------------------------------------------------------------------------------- the peer


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


# -------------------------------------------------------------------------------- the table


def show(burst: Burst, outcomes: dict[str, Outcome]) -> None:
    table = Table(f"{burst.load}: {burst.links} links of {burst.words} words", *outcomes)
    for row, shown in _rows(burst).items():
        table.add_row(row, *(shown(outcome) for outcome in outcomes.values()))
    console = Console(width=max(Console().width, 100))
    console.print(table)
    ours = outcomes["ours"]
    kept = not ours.lost and not ours.twice and max(ours.ratios()) <= BAR
    console.print(
        f"{burst.servers} servers (the busiest with {max(burst.of_servers())} links),"
        f" {burst.workers} workers, {CORES} cores; bars: none lost, none twice, worst ratio at most"
        f" {BAR}: {'kept' if kept else 'MISSED'}."
    )


def _rows(burst: Burst) -> dict[str, Any]:
    return {
        "links poured": lambda _: str(burst.links),
        "answered by a card": lambda it: str(it.answered),
        "told": lambda it: str(it.told),
        "lost": lambda it: str(it.lost),
        "messages with two cards": lambda it: str(it.twice),
        "time in all, s": lambda it: f"{it.whole_s:.1f}",
        "a link alone, s": lambda it: f"{it.alone_s:.2f}",
        "pace of the first answers, links/s": lambda it: f"{it.pace:.1f}",
        "servers that were answered": lambda it: str(len(it.ratios())),
        "first answer / fair share, median": lambda it: f"{median(it.ratios()):.2f}",
        "first answer / fair share, worst": lambda it: f"{max(it.ratios()):.2f}",
        "last server's first answer, s": lambda it: f"{max(x for x in it.firsts if x):.1f}",
        "requests to Discord for a link": lambda it: f"{it.requests / burst.links:.1f}",
        "most of them in a second": lambda it: str(it.busiest_s),
        "tasks in hand, at most": lambda it: str(it.in_hand),
        "memory at the start, MiB": lambda it: f"{it.start_mib:.0f}",
        "memory with all poured, MiB": lambda it: f"{it.poured_mib:.0f}",
        "memory at its peak, MiB": lambda it: f"{it.peak_mib:.0f}",
        "memory at the end, MiB": lambda it: f"{it.end_mib:.0f}",
        "a worker's memory at its peak, MiB": lambda it: f"{it.worker_mib:.0f}",
    }


def _dealt(links: int, servers: int) -> list[int]:
    """So many links, dealt evenly."""
    return [links // servers + (number < links % servers) for number in range(servers)]


def _parts(whole: int, part: int) -> int:
    return -(-whole // part)


if __name__ == "__main__":
    main()
