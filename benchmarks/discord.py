"""A burst: thousands of links in hundreds of servers at once, beside a bot that reads in order.

    python -m benchmarks.discord [--servers 200] [--links 2000] [--words 700] [--load even]

On two cores the whole takes most of an hour: the cooldown lets a server have sixty links at once
and then one a second, so that a thousand take a quarter of an hour, however idle the bot. With
``--servers 40 --links 200`` it takes some minutes.

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
- *Fair share*: while S servers wait, each has an S-th of the bot. Its first answer is due after
  what one link takes on an idle bot and the time in which S links are answered, at the pace of the
  run: that of the first S answers or of all of them, whichever is higher. A server's *ratio* is the
  time from the moment at which all began to pour to its first answer, over that share; the bar for
  the worst is 2.
- Discord lets a bot make 50 requests a second. What the simulated one was asked is counted; it
  answers at once and never refuses.
- Memory is what the process holds itself (the bot and the simulated Discord, which keeps every
  message) and what the largest worker holds; *in hand* is the most tasks at once beyond those of
  an idle bot: what waits in the inbox alone costs none.
"""

import argparse
import asyncio
import json
import sys
from dataclasses import asdict
from statistics import median
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks.burst import Burst, Outcome, pour
from benchmarks.loopback import served
from bot.settings import CORES

LOADS = ("even", "lopsided")
BOTS = ("ours", "in order")
BAR = 2


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
        "pace, links/s": lambda it: f"{it.pace:.1f}",
        "servers that were answered": lambda it: str(len(it.ratios())),
        "first answer / fair share, median": lambda it: f"{median(it.ratios()):.2f}",
        "first answer / fair share, worst": lambda it: f"{max(it.ratios()):.2f}",
        "earliest first answer, s": lambda it: f"{min(x for x in it.firsts if x):.1f}",
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


if __name__ == "__main__":
    main()
