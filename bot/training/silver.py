"""A silver task for ranking: which annotated contents of an article is its headline about?

The text's first line is its headline in every article of PolNeAR; it is taken out of the text and
hidden from the ranker, and contents that stand in it are left out. A content is *key* if

    |its content words ∩ wanted| / |wanted| ≥ 0.4

with *wanted* the headline's content words: those of :func:`bot.analysis.wording.content_words`. A
stricter reading takes those of all speakers' names from them: a headline says who said it
("Kaine: …"), and one's own name is seldom in one's own words. An article counts if it has a key
content and one that is not.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from spacy.language import Language

from bot.analysis.attribution import Attribution
from bot.analysis.marks import find_stretches
from bot.analysis.names import find_names
from bot.analysis.parsing import parse, scratch_space
from bot.analysis.pipeline import quote_of
from bot.analysis.wording import content_words, text_of, words
from bot.analysis.worth import speaker_words
from bot.domain import Article, Entity, Quote, Spans
from bot.training.polnear import AnnotatedText

KEY = 0.4


@dataclass(frozen=True, slots=True)
class SilverArticle:
    """An article without its headline, its annotated contents as quotes, and its names."""

    headline: str
    article: Article
    quotes: tuple[Quote, ...]
    entities: tuple[Entity, ...]

    def wanted(self, *, less_names: bool = False) -> frozenset[str]:
        """The headline's content words; with ``less_names``, without those of speakers' names."""
        headline = content_words(words(self.headline))
        return headline - speaker_words(self.quotes) if less_names else headline

    def keys(self, *, less_names: bool = False) -> tuple[bool, ...]:
        """Whether each quote is key; nothing where the article doesn't count."""
        wanted = self.wanted(less_names=less_names)
        if not wanted:
            return ()
        shares = (
            len(content_words(words(text_of(self.article.text, quote.content))) & wanted)
            for quote in self.quotes
        )
        keys = tuple(share / len(wanted) >= KEY for share in shares)
        return keys if any(keys) and not all(keys) else ()


def read_silver(texts: Iterable[AnnotatedText], nlp: Language) -> Iterator[SilverArticle]:
    for annotated in texts:
        headline, _, rest = annotated.text.partition("\n")
        cut = len(annotated.text) - len(rest.lstrip("\n"))
        below = [
            _moved(attribution, cut)
            for attribution in annotated.attributions
            if attribution.content[0][0] >= cut
        ]
        quotes, entities = quotes_of(annotated.text[cut:], below, nlp)
        yield SilverArticle(headline, Article(annotated.text[cut:]), quotes, entities)


def quotes_of(
    text: str, attributions: Iterable[Attribution], nlp: Language, title: str | None = None
) -> tuple[tuple[Quote, ...], tuple[Entity, ...]]:
    """Attributions made by hand as we would have found them: our kinds, our names for speakers."""
    with scratch_space(nlp):
        doc = parse(text, nlp)
        stretches = tuple(stretch.inner for stretch in find_stretches(text))
        names = find_names(doc, title=title, quoted=stretches)
        quotes = tuple(
            quote_of(text, replace(one, quoted=_inside(one.content, stretches)), names)
            for one in attributions
        )
        return quotes, names.entities


def _moved(attribution: Attribution, cut: int) -> Attribution:
    content, cue, mention = (
        tuple((start - cut, end - cut) for start, end in spans if start >= cut)
        for spans in (attribution.content, attribution.cue, attribution.mention)
    )
    return replace(attribution, content=content, cue=cue, mention=mention)


def _inside(content: Spans, stretches: Spans) -> Spans:
    """The parts of a content that stand in quotation marks."""
    return tuple(
        (max(start, opened), min(end, closed))
        for start, end in content
        for opened, closed in stretches
        if max(start, opened) < min(end, closed)
    )
