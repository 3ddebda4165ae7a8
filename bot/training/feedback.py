"""What people corrected with ✎, as JSON Lines and as texts to train on.

A line is an article: its ``name`` and ``text``, its ``attributions`` as they are right now, and the
``corrections``, which say what changed. Spans are pairs ``[start, end)`` of code points.
An attribution has ``content``, ``cue`` and ``source`` spans, the ``speaker`` by name, and
``checked``: whether a person has looked at it. Where the speaker was corrected, the source is the
mention of that name nearest to the words, or nothing where the text has no such name.
"""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from bot.analysis.attribution import Attribution
from bot.archive import Feedback
from bot.domain import Correction, CorrectionKind, Quote, Report, Span, Spans
from bot.training.errors import FeedbackUnfit
from bot.training.polnear import AnnotatedText


def feedback_object(feedback: Feedback) -> dict[str, object]:
    """The JSON object of a corrected article; who said so, and in what server, is left out."""
    report = feedback.report
    meant = {one.content: one for one in feedback.corrections}
    return {
        "name": f"article-{feedback.article_id}",
        "title": report.article.title,
        "url": report.article.url,
        "text": report.article.text,
        "wrong_article": () in meant,
        "attributions": [
            _attribution(report, quote, meant.get(quote.content))
            for quote in report.quotes
            if not _is_none(meant.get(quote.content))
        ],
        "corrections": [_correction(report, one) for one in feedback.corrections],
    }


def read_feedback(file: Path) -> list[AnnotatedText]:
    """The texts of a file that ``pullquote feedback export`` has made, but for wrong articles.

    Raises:
        FeedbackUnfit: a line is none of its.
    """
    with file.open(encoding="utf-8") as lines:
        return list(_texts(lines))


def _texts(lines: Iterable[str]) -> Iterator[AnnotatedText]:
    for number, line in enumerate(lines, 1):
        try:
            one = json.loads(line)
            if not one["wrong_article"]:
                found = tuple(_read(part) for part in one["attributions"])
                yield AnnotatedText(str(one["name"]), str(one["text"]), found)
        except (ValueError, KeyError, TypeError) as error:
            raise FeedbackUnfit(
                f"Line {number} is no feedback; write the file by `pullquote feedback export`."
            ) from error


def _read(part: dict[str, Any]) -> Attribution:
    content, cue, source = (
        tuple((int(start), int(end)) for start, end in part[name])
        for name in ("content", "cue", "source")
    )
    return Attribution(content, (), cue, source, 1.0)


def _attribution(report: Report, quote: Quote, correction: Correction | None) -> dict[str, object]:
    speaker = correction.speaker if correction else quote.speaker
    return {
        "content": quote.content,
        "cue": quote.cue,
        "source": _source(report, quote, correction.speaker) if correction else quote.mention,
        "speaker": speaker,
        "checked": correction is not None,
    }


def _source(report: Report, quote: Quote, speaker: str | None) -> Spans:
    """Where the text names a speaker, nearest to the words of a quote."""
    if speaker is None:
        return ()
    named = next((entity for entity in report.entities if entity.name == speaker), None)
    found = named.mentions if named else tuple(_places(report.article.text, speaker))
    outside = [span for span in found if not _overlaps(span, quote.content)]
    near = sorted(outside, key=lambda span: _distance(span, quote.content))
    return tuple(near[:1])


def _places(text: str, words: str) -> Iterator[Span]:
    at = text.find(words)
    while words and at >= 0:
        yield at, at + len(words)
        at = text.find(words, at + len(words))


def _overlaps(span: Span, spans: Spans) -> bool:
    return any(span[0] < end and start < span[1] for start, end in spans)


def _distance(span: Span, spans: Spans) -> int:
    return min(max(start - span[1], span[0] - end, 0) for start, end in spans)


def _correction(report: Report, correction: Correction) -> dict[str, object]:
    return {
        "kind": correction.kind,
        "content": correction.content,
        "words": report.words_of(correction.content),
        "before": correction.before,
        "speaker": correction.speaker,
    }


def _is_none(correction: Correction | None) -> bool:
    return correction is not None and correction.kind is CorrectionKind.NOT_A_QUOTE
