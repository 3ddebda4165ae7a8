"""Nouns to rows and back. What is read back is checked: a damaged row is a named error."""

import json
import re
import sqlite3
from collections.abc import Generator, Iterable, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from bot.archive.errors import DAMAGED_ARTICLE, ArticleDamaged
from bot.domain import (
    Article,
    Entity,
    PageKind,
    Quote,
    QuoteKind,
    Report,
    Share,
    Sighting,
    Spans,
)

Columns = dict[str, Any]

_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def storable(text: str) -> str:
    """The text with lone surrogates, which UTF-8 cannot hold, replaced one for one."""
    if text.isascii() or _LONE_SURROGATE.search(text) is None:
        return text
    return _LONE_SURROGATE.sub("\ufffd", text)


def storable_report(report: Report) -> Report:
    """The report with all its texts storable, as its rows hold it and it comes back from them."""
    it = report.article
    words = [it.text, it.url, it.title, it.site, it.published, it.image, it.language, *it.authors]
    for entity in report.entities:
        words += (entity.name, entity.type, entity.role, *entity.aliases)
    for quote in report.quotes:
        words += (quote.speaker_type, quote.relay, quote.addressee, *quote.speakers)
    whole = "".join(filter(None, words))
    return report if storable(whole) is whole else _made_storable(report)


def _made_storable(report: Report) -> Report:
    it = report.article
    article = replace(
        it,
        text=storable(it.text),
        url=_storable_or_none(it.url),
        title=_storable_or_none(it.title),
        site=_storable_or_none(it.site),
        authors=tuple(map(storable, it.authors)),
        published=_storable_or_none(it.published),
        image=_storable_or_none(it.image),
        language=storable(it.language),
    )
    quotes = tuple(
        replace(
            quote,
            speakers=tuple(map(storable, quote.speakers)),
            speaker_type=_storable_or_none(quote.speaker_type),
            relay=_storable_or_none(quote.relay),
            addressee=_storable_or_none(quote.addressee),
        )
        for quote in report.quotes
    )
    entities = tuple(
        replace(
            entity,
            name=storable(entity.name),
            type=storable(entity.type),
            aliases=tuple(map(storable, entity.aliases)),
            role=_storable_or_none(entity.role),
        )
        for entity in report.entities
    )
    return replace(report, article=article, quotes=quotes, entities=entities)


def _storable_or_none(text: str | None) -> str | None:
    return None if text is None else storable(text)


def timestamp(moment: datetime) -> str:
    """A moment as text that sorts by time: UTC, always with microseconds."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def as_json(value: Iterable[object]) -> str:
    listed = list(value)
    return _JSON.encode(listed) if listed else "[]"


@contextmanager
def damage_named() -> Generator[None]:
    """Turn what a row that makes no sense causes into ArticleDamaged."""
    try:
        yield
    except (ValueError, TypeError, OverflowError, RecursionError) as error:
        raise ArticleDamaged(DAMAGED_ARTICLE) from error


def article_columns(article: Article) -> Columns:
    return outlet_columns(article) | {
        "language": article.language,
        "kind": article.kind.value,
        "words": article.words,
    }


def outlet_columns(article: Article) -> Columns:
    """What the same article may have differently at another address."""
    return {
        "url": article.url,
        "title": article.title,
        "site": article.site,
        "authors": as_json(article.authors),
        "published": article.published,
        "image": article.image,
    }


def article_from(row: sqlite3.Row, text: str, outlet: sqlite3.Row | None = None) -> Article:
    """An article, with what an address of its own says where that is given."""
    at = row if outlet is None else outlet
    return Article(
        text=text,
        url=at["url"],
        title=at["title"],
        site=at["site"],
        authors=_texts(at["authors"]),
        published=at["published"],
        language=row["language"],
        kind=PageKind(row["kind"]),
        image=at["image"],
    )


def quote_columns(report: Report, quote: Quote) -> Columns:
    return {
        "rank": quote.rank,
        "kind": quote.kind.value,
        "words": report.words_of(quote.content),
        "content": _spans_as_json(quote.content),
        "quoted": _spans_as_json(quote.quoted),
        "cue": _spans_as_json(quote.cue),
        "mention": _spans_as_json(quote.mention),
        "speaker_type": quote.speaker_type,
        "relay": quote.relay,
        "addressee": quote.addressee,
        "confidence": quote.confidence,
    }


def quote_from(row: sqlite3.Row, speakers: Sequence[str]) -> Quote:
    return Quote(
        kind=QuoteKind(row["kind"]),
        content=spans_from(row["content"]),
        quoted=spans_from(row["quoted"]),
        cue=spans_from(row["cue"]),
        mention=spans_from(row["mention"]),
        speakers=tuple(speakers),
        speaker_type=row["speaker_type"],
        relay=row["relay"],
        addressee=row["addressee"],
        confidence=row["confidence"],
        rank=row["rank"],
    )


def entity_values(entity: Entity) -> tuple[float, str, str, str | None]:
    """An entity's salience, aliases, mentions and role as columns."""
    return (
        entity.salience,
        as_json(entity.aliases),
        _spans_as_json(entity.mentions),
        entity.role,
    )


def entity_from(row: sqlite3.Row) -> Entity:
    return Entity(
        name=row["name"],
        type=row["type"],
        aliases=_texts(row["aliases"]),
        mentions=spans_from(row["mentions"]),
        salience=row["salience"],
        role=row["role"],
    )


def sighting_columns(seen: Sighting) -> Columns:
    return {
        "guild_id": seen.guild_id,
        "channel_id": seen.channel_id,
        "message_id": seen.message_id,
        "author_id": seen.author_id,
        "url": storable(seen.url),
        "spoiler": int(seen.spoiler),
        "shared_at": timestamp(seen.shared_at),
    }


def share_from(row: sqlite3.Row) -> Share:
    seen = Sighting(
        url=row["url"],
        guild_id=row["guild_id"],
        channel_id=row["channel_id"],
        message_id=row["message_id"],
        author_id=row["author_id"],
        shared_at=datetime.fromisoformat(row["shared_at"]),
        spoiler=bool(row["spoiler"]),
    )
    return Share(row["id"], seen, row["article_id"], row["reply_id"], row["thread_id"])


def _spans_as_json(spans: Spans) -> str:
    # Most of what a report holds; so it takes a quarter of the time.
    return f"[{','.join([f'[{start},{end}]' for start, end in spans])}]"


def _texts(stored: str) -> tuple[str, ...]:
    return tuple(str(text) for text in json.loads(stored))


def spans_from(stored: str) -> Spans:
    """The spans of a column; a ValueError or TypeError where it makes no sense."""
    return tuple((int(start), int(end)) for start, end in json.loads(stored))
