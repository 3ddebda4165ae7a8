"""What the command line prints: a report or found quotes, for a program or for a person.

Programs get JSON as ``docs/report.schema.json`` says. People get a page, from which whatever
could steer their terminal has been taken.
"""

import json
from collections.abc import Iterable, Mapping

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from bot.archive import QuoteHit, QuotePage, SearchHit, SearchPage
from bot.domain import Article, Entity, PageKind, PullquoteError, Quote, QuoteKind, Report
from bot.terminal import printable

SCHEMA = 1
KEY_QUOTES = 5
LONGEST_QUOTE = 700
NAMES_IN_A_ROW = 8
ROWS = {
    "People": ("PERSON",),
    "Organisations": ("ORG",),
    "Places": ("GPE", "LOC", "FAC"),
}


def report_object(source: str, report: Report) -> dict[str, object]:
    """The JSON object of a report; ``source`` as the user gave it."""
    article = report.article
    return {
        "schema": SCHEMA,
        "source": source,
        "url": article.url,
        "title": article.title,
        "site": article.site,
        "authors": article.authors,
        "published": article.published,
        "language": article.language,
        "text": article.text,
        "quotes": [_quote_object(quote) for quote in report.quotes],
        "entities": [_entity_object(entity) for entity in report.entities],
    }


def failure_object(source: str, error: PullquoteError) -> dict[str, object]:
    """The JSON object of a source that failed."""
    return {"source": source, "error": {"kind": error.kind, "message": str(error)}}


def hit_object(hit: QuoteHit) -> dict[str, object]:
    """The JSON object of a quote that was found in the archive."""
    return {
        "words": hit.words,
        "kind": hit.kind,
        "speaker": hit.speaker,
        "relay": hit.relay,
        "addressee": hit.addressee,
        "confidence": hit.confidence,
        **_origin(hit),
    }


def search_object(hit: SearchHit) -> dict[str, object]:
    """The JSON object of what full-text search found: a quote, or a title (its kind is null)."""
    return {
        "excerpt": hit.excerpt,
        "marks": hit.marks,
        "kind": hit.kind,
        "speaker": hit.speaker,
        **_origin(hit),
    }


def _origin(hit: QuoteHit | SearchHit) -> dict[str, object]:
    """The article of a hit, and the message that shared it, by its address alone."""
    return {
        "title": hit.title,
        "site": hit.site,
        "url": hit.url,
        "published": hit.published,
        "shared_at": hit.share.seen.shared_at.isoformat() if hit.share else None,
        "message": hit.share.seen.jump_url if hit.share else None,
    }


def json_line(value: Mapping[str, object]) -> str:
    """One line of JSON, in ASCII: no locale and no reader of lines can break it."""
    return json.dumps(value, allow_nan=False)


def report_page(source: str, report: Report) -> RenderableType:
    """A report as a page for a person: the article, its key quotes, its names.

    ``source`` stands where the article has no title.
    """
    article = report.article
    quotes = report.ranked_quotes
    parts: list[RenderableType] = [Text(printable(article.title or source), style="bold")]
    parts += [Text(line, style="dim") for line in _byline(article)]
    parts.append(Text())
    for quote in quotes[:KEY_QUOTES]:
        quoted = [article.text[start:end] for start, end in quote.quoted]
        said = _said(quote.kind, report.words_of(quote.content), quoted)
        parts += [_saying(said, _speaker(report, quote)), Text()]
    if len(quotes) > KEY_QUOTES:
        more = f"{len(quotes) - KEY_QUOTES} more quotes: --jsonl prints them all."
        parts += [Text(more, style="dim"), Text()]
    if not quotes:
        parts += [Text("Nobody is quoted in this article.", style="dim"), Text()]
    parts.append(_names(report.entities))
    return Padding(Group(*parts), (1, 2, 0, 2))


def quotes_table(page: QuotePage) -> RenderableType:
    """Found quotes as a table, each with its article and the message that brought it."""
    table = Table(box=box.SIMPLE_HEAD, show_lines=True, expand=False)
    table.add_column("Date", no_wrap=True)
    table.add_column("Quote", ratio=3)
    table.add_column("Article", ratio=2, style="dim", overflow="fold")
    for hit in page.hits:
        said = _said(hit.kind, hit.words, [hit.words[start:end] for start, end in hit.quoted])
        speaker = _through(hit.speaker or "unknown", hit.relay, hit.addressee)
        table.add_row(_day(hit), _saying(said, speaker), _source(hit))
    total = f"{page.total}{'+' * page.more}"
    shown = f"{len(page.hits)} of {total}" if len(page.hits) < page.total else total
    return Group(table, Text(f" {shown} found", style="dim"))


def search_table(page: SearchPage) -> RenderableType:
    """What full-text search found as a table, the words found in bold."""
    table = Table(box=box.SIMPLE_HEAD, show_lines=True, expand=False)
    table.add_column("Date", no_wrap=True)
    table.add_column("Found", ratio=3)
    table.add_column("Article", ratio=2, style="dim", overflow="fold")
    for hit in page.hits:
        speaker = "in the title" if hit.kind is None else f"— {hit.speaker or 'unknown'}"
        found = Group(_marked(hit), Padding(Text(printable(speaker), style="cyan"), (0, 0, 0, 2)))
        table.add_row(_day(hit), found, _source(hit))
    of = f"the newest {page.total}, best first" if page.more else f"{page.total} found"
    return Group(table, Text(f" {len(page.hits)} of {of}", style="dim"))


def _marked(hit: SearchHit) -> Text:
    text = Text()
    at = 0
    for start, end in (*hit.marks, (len(hit.excerpt), len(hit.excerpt))):
        text.append(_piece(hit.excerpt[at:start]))
        text.append(_piece(hit.excerpt[start:end]), style="bold")
        at = end
    text.truncate(LONGEST_QUOTE, overflow="ellipsis")
    return text


def _piece(text: str) -> str:
    """A piece of a line: unlike the whole, it keeps the space between it and the next."""
    words = printable(text)
    before, after = text[:1].isspace(), text[-1:].isspace()
    return f"{' ' * before}{words}{' ' * (after and bool(words))}"


def _source(hit: QuoteHit | SearchHit) -> Text:
    jump = hit.share.seen.jump_url if hit.share else None
    where = [hit.title or "Untitled", hit.site, hit.url, jump]
    return Text("\n".join(printable(line) for line in where if line))


def _quote_object(quote: Quote) -> dict[str, object]:
    return {
        "kind": quote.kind,
        "content": quote.content,
        "quoted": quote.quoted,
        "cue": quote.cue,
        "mention": quote.mention,
        "speaker": quote.speaker,
        "speaker_type": quote.speaker_type,
        "relay": quote.relay,
        "addressee": quote.addressee,
        "confidence": quote.confidence,
        "rank": quote.rank,
    }


def _entity_object(entity: Entity) -> dict[str, object]:
    return {
        "name": entity.name,
        "type": entity.type,
        "aliases": entity.aliases,
        "mentions": entity.mentions,
        "salience": entity.salience,
    }


def _day(hit: QuoteHit | SearchHit) -> str:
    shared = f"{hit.share.seen.shared_at:%Y-%m-%d}" if hit.share else ""
    return printable(hit.published or shared)


def _byline(article: Article) -> Iterable[str]:
    words = f"{article.words:,} words"
    facts = (article.site, article.published, ", ".join(article.authors), words)
    yield " · ".join(printable(fact) for fact in facts if fact)
    if article.url:
        yield printable(article.url)
    if article.kind is not PageKind.ARTICLE:
        yield article.kind.sentence


def _said(kind: QuoteKind, words: str, quoted: Iterable[str]) -> str:
    """A quote's words; of a direct one, the stretches in quotation marks, in marks of ours."""
    stretches = " … ".join(quoted)
    if kind is QuoteKind.DIRECT and stretches:
        return f"❝ {_short(printable(stretches).removesuffix(','))} ❞"
    return _short(printable(words).removeprefix("that "))


def _short(words: str) -> str:
    if len(words) <= LONGEST_QUOTE:
        return words
    return words[:LONGEST_QUOTE].rsplit(" ", 1)[0] + " …"


def _speaker(report: Report, quote: Quote) -> str:
    named = quote.speaker or f"unnamed ({report.words_of(quote.mention)[:80] or 'nobody near'})"
    return _through(named, quote.relay, quote.addressee)


def _through(speaker: str, relay: str | None, addressee: str | None) -> str:
    to = f", to {addressee}" if addressee else ""
    by = f", as reported by {relay}" if relay else ""
    return printable(f"— {speaker}{to}{by}")


def _saying(said: str, speaker: str) -> RenderableType:
    return Group(Text(said), Padding(Text(speaker, style="cyan"), (0, 0, 0, 2)))


def _names(entities: tuple[Entity, ...]) -> RenderableType:
    grid = Table.grid(padding=(0, 2))
    for row, types in ROWS.items():
        names = [printable(entity.name) for entity in entities if entity.type in types]
        if names:
            grid.add_row(Text(row, style="bold"), Text(" · ".join(names[:NAMES_IN_A_ROW])))
    return grid
