"""The queue, failed links and the pause, as the operator asks for them."""

from pathlib import Path

from bot.archive import Archive, open_archive
from tests.archive.samples import sighting


async def failed(archive: Archive, *kinds: str) -> None:
    shares = await archive.see(
        [sighting(f"https://a.example/{kind}/{place}") for place, kind in enumerate(kinds)]
    )
    for share, kind in zip(shares, kinds, strict=True):
        await archive.fail(share.id, kind, "It didn't work.")


async def test_the_queue_is_counted_by_state(archive: Archive) -> None:
    assert (await archive.operating.queue()).oldest is None
    await failed(archive, "timeout")
    await archive.see([sighting("https://a.example/1"), sighting("https://a.example/2")])
    queue = await archive.operating.queue()
    assert (queue.waiting, queue.failed, queue.done, queue.removals) == (2, 1, 0, 0)
    assert queue.oldest


async def test_failures_are_told_by_reason_the_most_frequent_first(archive: Archive) -> None:
    await failed(archive, "unreachable", "timeout", "timeout")
    reasons = await archive.operating.failed()
    assert [(it.kind, it.count) for it in reasons] == [("timeout", 2), ("unreachable", 1)]
    assert len(await archive.operating.failed(1)) == 1


async def test_failed_links_wait_again(archive: Archive) -> None:
    await failed(archive, "unreachable", "timeout", "timeout")
    assert await archive.operating.retry("timeout") == 2
    assert await archive.operating.retry("timeout") == 0
    assert len(await archive.waiting()) == 2
    assert await archive.operating.retry() == 1
    assert await archive.operating.failed() == []


async def test_at_most_a_hundred_wait_again_at_once(archive: Archive) -> None:
    await failed(archive, *["timeout"] * 101)
    assert await archive.operating.retry() == 100
    assert await archive.operating.retry() == 1


async def test_a_pause_outlives_a_restart(path: Path) -> None:
    async with open_archive(path) as archive:
        await archive.operating.pause()
        since = await archive.operating.paused_since()
        await archive.operating.pause()
    async with open_archive(path) as archive:
        assert since
        assert await archive.operating.paused_since() == since
        await archive.operating.unpause()
        assert await archive.operating.paused_since() is None
