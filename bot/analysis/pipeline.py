"""Article → report: the text parsed, its attributions found, their sources named and ranked."""

from collections.abc import Callable, Sequence
from functools import partial

from spacy.language import Language
from spacy.tokens import Doc

from bot.analysis import learned, rules
from bot.analysis.attribution import Attribution
from bot.analysis.layout import lay_out
from bot.analysis.marks import Stretch, find_stretches
from bot.analysis.model import EngineName, Model
from bot.analysis.names import Names, find_names
from bot.analysis.parsing import load_pipeline, parse, scratch_space
from bot.analysis.ranking import rank
from bot.analysis.repeats import without_repeats
from bot.analysis.signatures import with_signatures
from bot.analysis.turns import with_turns
from bot.domain import Article, Quote, QuoteKind, Report, Span, Spans

#: Below this confidence no speaker is named: a wrong one is worse than none. Above it, 96 % of the
#: mentions tied to quoted stretches are right on PolNeAR's training part.
BAR = 0.6
#: The share of a quote's letters that stand in quotation marks, from which it is direct.
_DIRECT = 0.9


#: Finds the attributions of a parsed document; the learned one sets its entities too.
Engine = Callable[[Doc, Sequence[Stretch]], list[Attribution]]


def read(article: Article, model: Model) -> Report:
    """An article's report; see :func:`bot.analysis.analyse`."""
    nlp = load_pipeline(model.pipeline, entities=model.engine == "rules")
    engine = engine_of(model.engine, nlp)
    with scratch_space(nlp):
        doc = parse(article.text, nlp, vectors=model.engine == "learned")
        return make_report(article, doc, engine)


def engine_of(name: EngineName, nlp: Language) -> Engine:
    """The engine of a name, to read what a pipeline has parsed.

    Raises:
        WeightsMissing, WeightsUnfit: its weights are not installed, or not for this pipeline.
    """
    if name == "rules":
        return rules.find_attributions
    return partial(_learned, network=learned.load_network(nlp))


def _learned(doc: Doc, stretches: Sequence[Stretch], network: learned.Network) -> list[Attribution]:
    if not len(doc):
        return []
    text = learned.understand(doc, stretches, network)
    doc.set_ents(learned.find_entities(doc, text.reading.names))
    return learned.find_attributions(text)


def make_report(article: Article, doc: Doc, engine: Engine) -> Report:
    """The report on an article whose text is parsed; the document's entities may be set."""
    text = article.text
    stretches = find_stretches(text)
    found = with_turns(lay_out(doc, stretches), engine(doc, stretches))
    attributions = without_repeats(text, with_signatures(text, found))
    names = find_names(
        doc, title=article.title, quoted=tuple(stretch.inner for stretch in stretches)
    )
    quotes = [_quote(text, attribution, names) for attribution in attributions]
    return Report(article, rank(article, quotes, names.entities), names.entities)


def _quote(text: str, attribution: Attribution, names: Names) -> Quote:
    addressee = _name(names, attribution.addressee)
    excluded = (addressee,) if addressee else ()
    mention = attribution.mention
    source = names.resolve(mention[0][0], mention[-1][1], exclude=excluded) if mention else None
    confidence = attribution.confidence * (source.confidence if source and source.names else 1.0)
    named = source is not None and confidence >= BAR
    return Quote(
        _kind(text, attribution),
        attribution.content,
        attribution.quoted,
        attribution.cue,
        mention,
        speakers=source.names if source and named else (),
        speaker_type=source.type if source and named else None,
        relay=_relay(text, names, attribution.relay),
        addressee=addressee,
        confidence=round(confidence, 3),
    )


def _name(names: Names, mention: Span | None) -> str | None:
    resolved = names.resolve(*mention) if mention else None
    if resolved is None or not resolved.names or resolved.confidence < BAR:
        return None
    return " and ".join(resolved.names)


def _relay(text: str, names: Names, mention: Span | None) -> str | None:
    return _name(names, mention) or (text[slice(*mention)] if mention else None)


def _kind(text: str, attribution: Attribution) -> QuoteKind:
    if not attribution.quoted:
        return QuoteKind.INDIRECT
    quoted = _letters(text, attribution.quoted)
    if quoted >= _DIRECT * _letters(text, attribution.content):
        return QuoteKind.DIRECT
    return QuoteKind.MIXED


def _letters(text: str, spans: Spans) -> int:
    return sum(character.isalnum() for start, end in spans for character in text[start:end])
