"""Article → report: the text parsed, its attributions found, their sources named and ranked."""

from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType

from spacy.language import Language
from spacy.tokens import Doc

from bot.analysis import learned, rules
from bot.analysis.attribution import Attribution
from bot.analysis.first_person import with_first_person
from bot.analysis.layout import Layout, lay_out
from bot.analysis.marks import find_stretches
from bot.analysis.model import EngineName, Model
from bot.analysis.names import Names, find_names
from bot.analysis.parsing import load_pipeline, parse, scratch_space
from bot.analysis.ranking import rank
from bot.analysis.repeats import without_repeats
from bot.analysis.rules.relays import is_medium
from bot.analysis.signatures import with_signatures
from bot.analysis.turns import with_turns
from bot.domain import Article, Quote, QuoteKind, Report, Span, Spans

#: Below these confidences no speaker is named: a wrong one is worse than none. On PolNeAR's
#: development part 2.5 % of the names shown are then wrong, and nine of ten known are shown.
#: Of words without quotation marks even two people often say differently who said them.
BARS: Mapping[QuoteKind, float] = MappingProxyType(
    {QuoteKind.DIRECT: 0.6, QuoteKind.MIXED: 0.6, QuoteKind.INDIRECT: 0.77}
)
_SURE_OF_NAME = 0.6  # … and of a relay's or an addressee's
#: The share of a quote's letters that stand in quotation marks, from which it is direct.
_DIRECT = 0.9


Bars = Mapping[QuoteKind, float]
#: Finds the attributions of a parsed document that has the pipeline's entities.
Engine = Callable[[Layout], list[Attribution]]


def read(article: Article, model: Model) -> Report:
    """An article's report; see :func:`bot.analysis.analyse`."""
    nlp = load_pipeline(model.pipeline)
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
    return partial(learned.find_attributions, network=learned.load_network(nlp))


def make_report(article: Article, doc: Doc, engine: Engine, *, bars: Bars = BARS) -> Report:
    """The report on an article whose text is parsed.

    Parameters:
        bars: the least confidence with which a speaker is named, by kind of quote.
    """
    text = article.text
    stretches = find_stretches(text)
    layout = lay_out(doc, stretches)
    found = with_turns(layout, engine(layout))
    attributions = without_repeats(text, with_signatures(text, found))
    names = find_names(
        doc,
        title=article.title,
        quoted=tuple(stretch.inner for stretch in stretches),
        sources=tuple(one.mention[0] for one in attributions if one.mention),
    )
    quotes = [quote_of(text, attribution, names, bars) for attribution in attributions]
    quotes = with_first_person(article, quotes, bars)
    return Report(article, rank(article, quotes, names.entities), names.entities)


def quote_of(text: str, attribution: Attribution, names: Names, bars: Bars = BARS) -> Quote:
    """An attribution with the names of those who speak in it; none under the bar."""
    addressee = _name(names, attribution.addressee)
    excluded = (addressee,) if addressee else ()
    mention = attribution.mention
    source = names.resolve(mention[0][0], mention[-1][1], exclude=excluded) if mention else None
    confidence = attribution.confidence * (source.confidence if source and source.names else 1.0)
    kind = _kind(text, attribution)
    named = source is not None and confidence >= bars[kind]
    return Quote(
        kind,
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
    if resolved is None or not resolved.names or resolved.confidence < _SURE_OF_NAME:
        return None
    return " and ".join(resolved.names)


def _relay(text: str, names: Names, mention: Span | None) -> str | None:
    """The outlet that passed the words on: a ministry that says the same is none."""
    if mention is None:
        return None
    name = _name(names, mention)
    if name is not None:
        return name if name.isupper() or is_medium(name) else None
    said = text[slice(*mention)]
    return said if is_medium(said) else None


def _kind(text: str, attribution: Attribution) -> QuoteKind:
    if not attribution.quoted:
        return QuoteKind.INDIRECT
    quoted = _letters(text, attribution.quoted)
    if quoted >= _DIRECT * _letters(text, attribution.content):
        return QuoteKind.DIRECT
    return QuoteKind.MIXED


def _letters(text: str, spans: Spans) -> int:
    return sum(character.isalnum() for start, end in spans for character in text[start:end])
