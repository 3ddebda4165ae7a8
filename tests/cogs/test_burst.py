"""Very many links at once: each is answered once, few are in hand, and no server waits for long."""

import asyncio
from datetime import UTC, datetime
from typing import cast

import simcord
from structlog.testing import capture_logs

from bot.domain import Sighting
from cogs.hand import Hand
from cogs.reader import FAILED, Reader
from tests.cogs.newsroom import Newsroom, told

BUSY, QUIET, OTHERS = 40, 2, 6
IN_HAND = 6


class Crowd:
    """A server whose members share links of their own, spread so that no cooldown holds them."""

    def __init__(self, newsroom: Newsroom, name: str, links: int) -> None:
        env = newsroom.env
        self.guild = env.create_guild(name)
        self.channels = [self.guild.create_text_channel(f"news-{n}") for n in range(2)]
        self.links = [f"https://{name}.example/{n}" for n in range(links)]
        members = [self.guild.add_member(env.create_user(f"{name}{n}")) for n in range(4)]
        self.places = [
            (members[n % 4], self.channels[n % 2], link) for n, link in enumerate(self.links)
        ]
        newsroom.pages.reports |= {
            link: told(f"News {link}", ("Ada Marsh", f"It is {link}."), url=link)
            for link in self.links
        }

    def pour(self, env: simcord.Env, *, heard: bool = True) -> list[int]:
        """Share all links at once; the ids of the messages."""
        return [
            env.backend.create_message(channel.id, member.id, link, broadcast=heard).id
            for member, channel, link in self.places
        ]

    def answered(self, newsroom: Newsroom) -> list[int]:
        """The messages that have a card, as often as they have one."""
        return sorted(
            reply.reference.message_id
            for channel in self.channels
            for reply in newsroom.replies(channel)
            if reply.reference and reply.reference.message_id
        )


def reader_of(newsroom: Newsroom) -> Reader:
    return cast("Reader", newsroom.bot.get_cog("Reader"))


async def test_a_burst_is_answered_once_and_leaves_the_others_their_turns(
    newsroom: Newsroom,
) -> None:
    busy = Crowd(newsroom, "busy", BUSY)
    others = [Crowd(newsroom, f"quiet{n}", QUIET) for n in range(OTHERS)]
    await newsroom.env.settle()
    poured = BUSY + QUIET * OTHERS
    in_hand: list[int] = []

    async def all_are_known() -> bool:
        queue = await newsroom.archive.operating.queue()
        return queue.waiting + queue.done == poured

    async def look() -> None:
        # The busy server's first links are read until everybody has come.
        while not await all_are_known():
            pass
        in_hand.append(reader_of(newsroom)._hand._of_server[busy.guild.id])

    newsroom.pages.meanwhile |= dict.fromkeys(busy.links, look)
    messages = {crowd: crowd.pour(newsroom.env) for crowd in (busy, *others)}
    await newsroom.env.settle(timeout=30)
    for crowd, ids in messages.items():
        assert crowd.answered(newsroom) == ids
    assert max(in_hand) <= IN_HAND
    firsts = [newsroom.pages.fetched.index(crowd.links[0]) for crowd in others]
    assert max(firsts) < 2 * (1 + OTHERS)
    assert await newsroom.archive.waiting() == []
    assert reader_of(newsroom)._hand.not_now == []


async def test_nobody_types_for_links_that_only_wait(newsroom: Newsroom) -> None:
    busy = Crowd(newsroom, "busy", 20)
    await newsroom.env.settle()
    let_go = asyncio.Event()
    typing: list[int] = []

    async def look() -> None:
        for _ in range(200):
            await asyncio.sleep(0)
        typing.append(len(newsroom.requests("POST", "/typing")))
        let_go.set()

    newsroom.pages.meanwhile[busy.links[0]] = look
    newsroom.pages.meanwhile |= dict.fromkeys(busy.links[1:3], let_go.wait)
    busy.pour(newsroom.env)
    await newsroom.env.settle(timeout=30)
    assert typing == [3]
    assert len(busy.answered(newsroom)) == 20


async def test_a_restart_goes_through_all_that_waits(newsroom: Newsroom) -> None:
    busy = Crowd(newsroom, "busy", BUSY)
    await newsroom.env.settle()
    messages = busy.pour(newsroom.env, heard=False)
    await newsroom.archive.see(
        [
            Sighting(link, busy.guild.id, channel.id, id_, member.id, datetime.now(UTC))
            for id_, (member, channel, link) in zip(messages, busy.places, strict=True)
        ]
    )
    await newsroom.restart()
    await newsroom.env.settle(timeout=30)
    assert busy.answered(newsroom) == messages
    assert await newsroom.archive.waiting() == []


async def test_what_discord_does_not_take_is_not_tried_again_at_once(newsroom: Newsroom) -> None:
    busy = Crowd(newsroom, "busy", 24)
    await newsroom.env.settle()
    sends = f"/channels/{busy.channels[0].id}/messages"
    newsroom.env.inject_error("POST", sends, status=500, times=None)
    messages = busy.pour(newsroom.env)
    with capture_logs():
        await newsroom.env.settle(timeout=30)
    assert len(busy.answered(newsroom)) == 12
    tries = [request for request in newsroom.env.http_requests if request.path == sends]
    assert len(tries) == 12
    newsroom.env.backend.faults.clear()
    reader = reader_of(newsroom)
    assert await reader.try_again()
    while reader._tasks:
        await asyncio.gather(*reader._tasks)
    assert busy.answered(newsroom) == messages


async def test_more_than_may_wait_are_marked_and_nothing_is_lost(newsroom: Newsroom) -> None:
    crowd = Crowd(newsroom, "busy", 5)
    await newsroom.env.settle()
    reader_of(newsroom)._hand = Hand(most=1, waiting=1)

    async def look() -> None:
        while (await newsroom.archive.operating.queue()).failed < 3:
            pass

    newsroom.pages.meanwhile[crowd.links[0]] = look
    messages = crowd.pour(newsroom.env)
    await newsroom.env.settle(timeout=30)
    assert crowd.answered(newsroom) == messages[:2]
    told = [await newsroom.archive.failures(message) for message in messages]
    assert [bool(sentences) for sentences in told] == [False, False, True, True, True]
    marked = [
        message.id
        for channel in crowd.channels
        for message in channel.history()
        if any(str(reaction.emoji) == FAILED for reaction in message.reactions)
    ]
    assert sorted(marked) == messages[2:]
