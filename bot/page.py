"""Reports as one HTML page to look at: each article with its quotes in place.

The page needs nothing but itself: no script, no font, no picture. Whatever comes from an article
is escaped; names stand apart from the direction of the text around them. Of an article's own text
every character is there, in order: labels are drawn by the style sheet.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

from bot.domain import Article, Entity, Quote, Report, Span

KEY_QUOTES = 5
_COLOURS = 8  # of speakers, then they come again
_UNREADABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")

_STYLE = """
:root { color-scheme: light dark; --ink: #1d1d1f; --paper: #fdfcf9; --faint: #6b6b70;
  --rule: #dedbd2; --tint: 88%; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e8e6e1; --paper: #1b1c1f; --faint: #9a9aa0; --rule: #3a3b40; --tint: 26%; } }
body { margin: 0 auto; padding: 2rem 1.25rem 4rem; max-width: 46rem; color: var(--ink);
  background: var(--paper); font: 1.06rem/1.65 Georgia, "Times New Roman", serif; }
h1 { font-size: 1.7rem; line-height: 1.2; margin: 2.5rem 0 .3rem; }
h2 { font: 600 .8rem/1 system-ui, sans-serif; letter-spacing: .08em; text-transform: uppercase;
  color: var(--faint); margin: 2.2rem 0 .8rem; }
.byline, .who, .empty { color: var(--faint); font: .88rem/1.5 system-ui, sans-serif; }
blockquote { margin: 0 0 1rem; padding: .1rem 0 .1rem 1rem; border-left: .25rem solid var(--edge); }
blockquote a { color: inherit; text-decoration: none; }
.text { white-space: pre-wrap; unicode-bidi: plaintext; overflow-wrap: anywhere; }
.quote { background: hsl(var(--hue) 70% var(--tint)); border-radius: .15rem; }
.quote.unnamed { background: color-mix(in srgb, var(--faint) 18%, transparent); }
.begins::before { content: attr(data-who) " "; font: 600 .72rem/1 system-ui, sans-serif;
  color: var(--faint); vertical-align: .12em; }
.cue { border-bottom: 2px dotted var(--faint); }
.source { border-bottom: 2px solid hsl(var(--hue, 210) 60% 50%); }
.name { font-weight: 600; }
ul { list-style: none; padding: 0; columns: 2 16rem; font: .95rem/1.7 system-ui, sans-serif; }
li { break-inside: avoid; }
li small { color: var(--faint); }
meter { width: 3.5rem; height: .6rem; margin-right: .5rem; }
"""


@dataclass(frozen=True, slots=True)
class _Piece:
    """Characters of a text that are drawn the same way."""

    span: Span
    classes: frozenset[str]
    hue: int | None
    begins: Quote | None = None


def report_html(reports: Iterable[tuple[str, Report]]) -> str:
    """The page of some reports, each with its source as the user gave it."""
    given = list(reports)
    articles = "\n".join(_article(i, source, report) for i, (source, report) in enumerate(given))
    title = _escaped(given[0][1].article.title or given[0][0]) if given else "Pullquote"
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy"'
        " content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n{articles}\n"
        "</body>\n</html>\n"
    )


def _article(number: int, source: str, report: Report) -> str:
    hues = _hues(report)
    places = {id(quote): f"q{number}-{i}" for i, quote in enumerate(report.quotes)}
    parts = [
        f"<h1><bdi>{_escaped(report.article.title or source)}</bdi></h1>",
        f'<p class="byline">{_byline(report.article)}</p>',
        "<h2>Key quotes</h2>",
        *(_key_quote(report, q, hues, places[id(q)]) for q in report.ranked_quotes[:KEY_QUOTES]),
    ]
    if not report.quotes:
        parts.append('<p class="empty">Nobody is quoted in this article.</p>')
    parts += [
        "<h2>The article</h2>",
        f'<div class="text" dir="auto">{"".join(_drawn(report, hues, places))}</div>',
        "<h2>Names</h2>",
        f"<ul>{''.join(_name(entity) for entity in report.entities)}</ul>",
    ]
    return "\n".join(parts)


def _byline(article: Article) -> str:
    facts = (
        article.site,
        article.published,
        ", ".join(article.authors),
        f"{article.words:,} words",
    )
    return " · ".join(f"<bdi>{_escaped(fact)}</bdi>" for fact in facts if fact)


def _key_quote(report: Report, quote: Quote, hues: dict[str, int], place: str) -> str:
    words = _escaped(report.words_of(quote.content).removeprefix("that "))
    style = f' style="--edge: hsl({hues[quote.speaker]} 60% 50%)"' if quote.speaker else ""
    sure = f"{100 * quote.confidence:.0f} % sure" if quote.speaker else ""
    who = " · ".join(filter(None, (_escaped(_who(report, quote)), sure)))
    return (
        f'<blockquote{style}><a href="#{place}"><bdi>{words}</bdi></a>'
        f'<div class="who">— <bdi>{who}</bdi></div></blockquote>'
    )


def _who(report: Report, quote: Quote) -> str:
    """Who said it, to whom, as reported by whom."""
    named = quote.speaker or f"unnamed ({report.words_of(quote.mention)[:80] or 'nobody near'})"
    to = f", to {quote.addressee}" if quote.addressee else ""
    return named + to + (f", as reported by {quote.relay}" if quote.relay else "")


def _name(entity: Entity) -> str:
    also = f" also {', '.join(entity.aliases)}" if entity.aliases else ""
    return (
        f'<li><meter value="{min(max(entity.salience, 0), 1):.2f}"></meter>'
        f"<bdi>{_escaped(entity.name)}</bdi>"
        f" <small>{_escaped(entity.type)}<bdi>{_escaped(also)}</bdi></small></li>"
    )


def _hues(report: Report) -> dict[str, int]:
    """A hue for each speaker, by the order in which they speak."""
    speakers = dict.fromkeys(quote.speaker for quote in report.quotes if quote.speaker)
    return {speaker: 360 * (i % _COLOURS) // _COLOURS for i, speaker in enumerate(speakers)}


def _drawn(report: Report, hues: dict[str, int], places: dict[int, str]) -> Iterator[str]:
    text = report.article.text
    for piece in _pieces(report, hues):
        words = _escaped(text[slice(*piece.span)])
        if not piece.classes:
            yield words
            continue
        classes = " ".join(sorted(piece.classes))
        hue = f' style="--hue: {piece.hue}"' if piece.hue is not None else ""
        label = ""
        if piece.begins is not None:
            who = _escaped(piece.begins.speaker or "?")
            label = f' id="{places[id(piece.begins)]}" data-who="{who}"'
        yield f'<span class="{classes}"{hue}{label}>{words}</span>'


def _pieces(report: Report, hues: dict[str, int]) -> Iterator[_Piece]:
    """The whole text, cut wherever what is drawn changes."""
    layers = list(_layers(report, hues))
    length = len(report.article.text)
    edges = sorted({0, length, *(edge for span, *_ in layers for edge in span)})
    opening: dict[int, list[int]] = {}
    closing: dict[int, list[int]] = {}
    for number, (span, *_) in enumerate(layers):
        opening.setdefault(span[0], []).append(number)
        closing.setdefault(span[1], []).append(number)
    under: dict[int, None] = {}
    for start, end in zip(edges, [*edges[1:], length], strict=True):
        for number in closing.get(start, ()):
            under.pop(number, None)
        begun = opening.get(start, [])
        under.update(dict.fromkeys(begun))
        if start < end:
            yield _piece((start, end), [layers[n] for n in under], [layers[n] for n in begun])


_Layer = tuple[Span, frozenset[str], int | None, Quote | None]


def _piece(span: Span, under: Sequence[_Layer], begun: Sequence[_Layer]) -> _Piece:
    classes = frozenset[str]().union(*(layer[1] for layer in under))
    hue = next((layer[2] for layer in reversed(under) if layer[2] is not None), None)
    first = next((layer[3] for layer in begun if layer[3] is not None), None)
    return _Piece(span, classes | {"begins"} if first else classes, hue, first)


def _layers(report: Report, hues: dict[str, int]) -> Iterator[_Layer]:
    for entity in report.entities:
        for span in entity.mentions:
            yield span, frozenset({"name"}), None, None
    for quote in report.quotes:
        hue = hues.get(quote.speaker or "")
        named = frozenset({"quote"}) if quote.speaker else frozenset({"quote", "unnamed"})
        for i, span in enumerate(quote.content):
            yield span, named, hue, None if i else quote
        for span in quote.mention:
            yield span, frozenset({"source"}), hue, None
        for span in quote.cue:
            yield span, frozenset({"cue"}), hue, None


def _escaped(words: str) -> str:
    return escape(_UNREADABLE.sub("\ufffd", words))
