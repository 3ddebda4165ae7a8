"""The inbox, asked for a few of the links that wait."""

from dataclasses import replace

from bot.archive import Archive
from bot.domain import Share
from tests.archive.samples import sighting

HERE, THERE, DIRECT = 1, 2, 30


async def seen(
    archive: Archive, message_id: int, author_id: int, *, place: int | None = HERE, links: int = 1
) -> list[Share]:
    return await archive.see(
        [
            replace(
                sighting(
                    f"https://news.example/{message_id}/{n}",
                    guild_id=place,
                    channel_id=DIRECT,
                    message_id=message_id,
                ),
                author_id=author_id,
            )
            for n in range(links)
        ]
    )


async def test_turns_go_round_those_who_shared(archive: Archive) -> None:
    for message, author in ((1, 7), (2, 7), (3, 7), (4, 8), (5, 9)):
        await seen(archive, message, author)
    waiting = await archive.waiting(HERE)
    assert [share.seen.message_id for share in waiting] == [1, 4, 5, 2, 3]


async def test_so_many_messages_and_all_links_of_each(archive: Archive) -> None:
    first = await seen(archive, 1, 7, links=3)
    second = await seen(archive, 2, 7, links=2)
    await seen(archive, 3, 7)
    assert await archive.waiting(HERE, messages=2) == [*first, *second]
    assert await archive.waiting(HERE, [first[0].id, first[2].id], messages=1) == [first[1]]
    assert await archive.waiting(HERE, messages=0) == []


async def test_servers_and_direct_messages_wait_apart(archive: Archive) -> None:
    here = await seen(archive, 5, 7, links=2)
    there = await seen(archive, 3, 7, place=THERE)
    direct = await seen(archive, 4, 7, place=None)
    assert await archive.waiting(THERE) == there
    assert await archive.waiting(DIRECT) == direct
    assert await archive.waiting_by_place([]) == {THERE: 1, DIRECT: 1, HERE: 2}
    besides = [here[0].id, there[0].id]
    assert list((await archive.waiting_by_place(besides)).items()) == [(DIRECT, 1), (HERE, 1)]


async def test_what_is_answered_or_failed_waits_no_more(archive: Archive) -> None:
    [answered] = await seen(archive, 1, 7)
    [failed] = await seen(archive, 2, 7)
    await archive.answered(answered.id, 99)
    await archive.fail(failed.id, "timed_out", "It took too long.")
    assert await archive.waiting(HERE) == []
    assert await archive.waiting_by_place([]) == {}
