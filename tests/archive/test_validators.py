"""A second read: what a page said of itself, and that it is still the same."""

from datetime import UTC, datetime

import pytest

from bot.archive import Archive, ArticleGone, ShareGone
from bot.domain import Validators
from tests.archive.samples import said, sighting

HELD = Validators("https://news.example/a", etag='"one"')
LATER = Validators("https://news.example/a", last_modified="Fri, 05 Sep 2025 10:00:00 GMT")


async def test_what_a_page_said_is_kept_with_its_key_until_the_next_read(archive: Archive) -> None:
    for held in (HELD, LATER, None):
        await archive.record(None, "key", said(("Yes.", "A")), "rules-1", held)
        assert await archive.validators("key", "rules-1") == held
    assert await archive.validators("other", "rules-1") is None


async def test_a_page_that_was_read_by_other_rules_is_read_whole(archive: Archive) -> None:
    await archive.record(None, "key", said(("Yes.", "A")), "rules-1", HELD)
    assert await archive.validators("key", "rules-2") is None


async def test_an_unchanged_page_is_fresh_again_and_tied_to_the_share(archive: Archive) -> None:
    stored = await archive.record(None, "key", said(("Yes.", "A")), "rules-1", HELD)
    [share] = await archive.see([sighting()])
    asked = datetime.now(UTC)
    assert await archive.known("key", asked) is None
    assert await archive.confirm(share.id, "key") == stored
    assert await archive.known("key", asked) == stored
    tied = await archive.share(share.id)
    assert tied
    assert tied.article_id == stored.article_id


async def test_what_is_gone_can_t_be_confirmed(archive: Archive) -> None:
    [share] = await archive.see([sighting()])
    await archive.record(share.id, "key", said(("Yes.", "A")), "rules-1", HELD)
    await archive.forget_message(share.seen.message_id)
    assert await archive.validators("key", "rules-1") is None
    [other] = await archive.see([sighting()])
    with pytest.raises(ArticleGone):
        await archive.confirm(other.id, "key")


async def test_a_share_that_is_gone_confirms_nothing(archive: Archive) -> None:
    await archive.record(None, "key", said(("Yes.", "A")), "rules-1", HELD)
    asked = datetime.now(UTC)
    with pytest.raises(ShareGone):
        await archive.confirm(9_999, "key")
    assert await archive.known("key", asked) is None
