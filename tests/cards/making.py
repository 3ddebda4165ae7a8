"""Reports for the card tests: an article written around its quotes, and anything at all."""

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import strategies as st

from bot.domain import (
    Article,
    Entity,
    PageKind,
    Quote,
    QuoteKind,
    Report,
    Share,
    Sighting,
    StoredReport,
)

SHARED_AT = datetime(2025, 9, 6, 12, tzinfo=UTC)


def share(share_id: int = 7, *, spoiler: bool = False) -> Share:
    seen = Sighting("https://news.example/a", 1, 2, 3, 4, SHARED_AT, spoiler)
    return Share(share_id, seen, article_id=5)


def stored(
    text: str, quotes: tuple[Quote, ...] = (), entities: tuple[Entity, ...] = (), **article: object
) -> StoredReport:
    told = replace(
        Article(text, "https://news.example/a", "The mill reopens", "The Valley Post"), **article
    )
    return StoredReport(5, Report(told, quotes, entities))


def quote_of(text: str, words: str, kind: QuoteKind = QuoteKind.DIRECT, **more: object) -> Quote:
    """A quote whose content is ``words`` where they stand in ``text``."""
    start = text.index(words)
    span = (start, start + len(words))
    quoted = () if kind is QuoteKind.INDIRECT else (span,)
    return replace(Quote(kind, (span,), quoted), **more)


NAMES = st.text(max_size=120)
MAYBE = st.none() | NAMES
HOSTILE = st.text(st.sampled_from("@*_`|[]<>:/#\u202e\u0301 a”“"), max_size=1500)


@st.composite
def reports(draw: st.DrawFn) -> StoredReport:
    """A report that no article would yield: anything that the types allow."""
    text = draw(HOSTILE | st.text(max_size=300)) * draw(st.sampled_from((1, 1, 40)))
    place = st.integers(0, len(text))
    span = st.tuples(place, place).map(lambda pair: (min(pair), max(pair)))
    spans = st.lists(span, max_size=4).map(lambda found: tuple(sorted(found)))
    quote = st.builds(
        Quote,
        kind=st.sampled_from(QuoteKind),
        content=spans,
        quoted=spans,
        speakers=st.lists(NAMES, max_size=3).map(tuple),
        relay=MAYBE,
        addressee=MAYBE,
        rank=st.integers(1, 500),
    )
    entity = st.builds(
        Entity,
        name=NAMES,
        type=st.sampled_from(("PERSON", "ORG", "GPE", "LOC", "EVENT", "?")),
        aliases=st.lists(NAMES, max_size=5).map(tuple),
        mentions=spans,
    )
    many = draw(st.sampled_from((1, 1, 1, 60)))
    quotes = tuple(draw(st.lists(quote, max_size=8))) * many
    entities = tuple(draw(st.lists(entity, max_size=8))) * many
    article = Article(
        text=text,
        url=draw(
            st.none() | st.text(max_size=600).map(lambda path: f"https://news.example/{path}")
        ),
        title=draw(MAYBE | st.text(max_size=50).map(lambda title: title * 100)),
        site=draw(MAYBE),
        published=draw(MAYBE | st.just("2025-09-05")),
        kind=draw(st.sampled_from(PageKind)),
    )
    return StoredReport(1, Report(article, quotes, entities))
