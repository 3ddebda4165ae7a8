"""Made-up articles, quotes and messages."""

from datetime import UTC, datetime, timedelta
from itertools import count

from bot.archive import Archive
from bot.domain import Article, Entity, Quote, QuoteKind, Report, Share, Sighting, StoredReport

SERVER = 100
NEWS = 200
OTHER_CHANNEL = 201
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)

_message_ids = count(1_000)


def said(
    *quotes: tuple[str, str | tuple[str, ...] | None],
    title: str = "Harbour plan agreed",
    published: str | None = "2026-03-01",
    entities: tuple[Entity, ...] = (),
) -> Report:
    """A report in which each speaker says their words, one quote a paragraph."""
    lines = [f"“{words}”" for words, _ in quotes]
    found: list[Quote] = []
    start = 0
    for place, (words, speakers) in enumerate(quotes):
        span = (start + 1, start + 1 + len(words))
        names = (speakers,) if isinstance(speakers, str) else speakers or ()
        found.append(
            Quote(
                QuoteKind.DIRECT, (span,), (span,), speakers=names, confidence=0.9, rank=place + 1
            )
        )
        start += len(lines[place]) + 1
    article = Article(
        text="\n".join(lines),
        url="https://news.example/a",
        title=title,
        site="The Example",
        published=published,
    )
    return Report(article, tuple(found), entities)


def sighting(
    url: str = "https://news.example/a",
    *,
    guild_id: int | None = SERVER,
    channel_id: int = NEWS,
    message_id: int | None = None,
    minutes: int = 0,
) -> Sighting:
    return Sighting(
        url=url,
        guild_id=guild_id,
        channel_id=channel_id,
        message_id=next(_message_ids) if message_id is None else message_id,
        author_id=300,
        shared_at=NOON + timedelta(minutes=minutes),
    )


async def pasted(archive: Archive, report: Report, seen: Sighting) -> tuple[Share, StoredReport]:
    """A link that was seen, read and recorded."""
    [share] = await archive.see([seen])
    stored = await archive.record(share.id, seen.url, report, "rules-1")
    shared = await archive.share(share.id)
    assert shared is not None
    return shared, stored
