"""What people corrected comes out as JSON Lines, and goes back in as texts to train on."""

import asyncio
import json
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.analysis.model import Model
from bot.analysis.parsing import load_pipeline
from bot.archive import open_archive
from bot.domain import Article, Correction, CorrectionKind, Entity, Quote, QuoteKind, Report
from bot.training.errors import FeedbackUnfit
from bot.training.examples import make_example
from bot.training.feedback import read_feedback
from tests.archive.samples import sighting

TEXT = (
    "Mayor Ines Calder met Lee Park at the pier.\n\n“The ferry stays,” she said. “The pier is "
    "gone,” Park told reporters. “Honk” is what the goose says.\n"
)


def spans(*words: str) -> tuple[tuple[int, int], ...]:
    return tuple((TEXT.index(word), TEXT.index(word) + len(word)) for word in words)


def quote(words: str, speaker: str | None, cue: str, mention: str) -> Quote:
    return Quote(
        QuoteKind.DIRECT,
        spans(words),
        spans(words),
        spans(cue),
        spans(mention),
        speakers=(speaker,) if speaker else (),
        confidence=0.9,
    )


REPORT = Report(
    Article(TEXT, title="The ferry stays"),
    (
        quote("The ferry stays,", "Lee Park", "said", "she"),
        quote("The pier is gone,", "Lee Park", "told", "Park told"[:4]),
        quote("Honk", None, "says", "the goose"),
    ),
    (
        Entity("Ines Calder", "PERSON", (), spans("Ines Calder"), 0.9),
        Entity("Lee Park", "PERSON", ("Park",), spans("Lee Park"), 0.5),
    ),
)


async def correct(path: Path, *corrections: Correction) -> None:
    async with open_archive(path) as archive:
        [share] = await archive.see([sighting()])
        await archive.record(share.id, "key", REPORT, "rules-1")
        for correction in corrections:
            await archive.correct(share.id, correction, 9)


def export(path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    with pytest.raises(SystemExit) as left:
        main(["feedback", "export", "--database", str(path)])
    assert left.value.code == 0
    return capsys.readouterr().out


FERRY, PIER, GOOSE = (one.content for one in REPORT.quotes)
MENDED = (
    Correction(CorrectionKind.SPEAKER, FERRY, "Ines Calder", "Lee Park"),
    Correction(CorrectionKind.NOT_A_QUOTE, GOOSE),
)


def test_a_line_has_the_article_its_spans_and_what_changed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "pullquote.db"
    asyncio.run(correct(path, *MENDED))
    out = export(path, capsys)
    one = json.loads(out)
    assert one["text"] == TEXT
    assert not one["wrong_article"]
    assert [(part["speaker"], part["checked"]) for part in one["attributions"]] == [
        ("Ines Calder", True),
        ("Lee Park", False),
    ]
    assert one["attributions"][0]["source"] == [list(*spans("Ines Calder"))]
    assert one["attributions"][1]["source"] == [list(*spans("Park"))]
    assert [(part["kind"], part["words"], part["speaker"]) for part in one["corrections"]] == [
        ("speaker", "The ferry stays,", "Ines Calder"),
        ("not_a_quote", "Honk", None),
    ]
    assert not any(word in out for word in ("100", "200", "300"))  # no ids of Discord's


def test_training_reads_what_was_exported(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, lines = tmp_path / "pullquote.db", tmp_path / "feedback.jsonl"
    asyncio.run(correct(path, *MENDED))
    lines.write_text(export(path, capsys), encoding="utf-8")
    [text] = read_feedback(lines)
    assert text.text == TEXT
    assert [one.content for one in text.attributions] == [FERRY, PIER]
    example = make_example(text, load_pipeline(Model().pipeline))
    assert len(example.tags)
    assert example.cues


def test_a_name_that_the_text_lacks_has_no_source(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "pullquote.db"
    nowhere = Correction(CorrectionKind.SPEAKER, FERRY, "Iris Holt", "Lee Park")
    in_words = Correction(CorrectionKind.SPEAKER, GOOSE, "the goose")
    asyncio.run(correct(path, nowhere, in_words))
    [first, _, last] = json.loads(export(path, capsys))["attributions"]
    assert (first["speaker"], first["source"]) == ("Iris Holt", [])
    assert last["source"] == [list(*spans("the goose"))]


def test_a_wrong_article_teaches_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, lines = tmp_path / "pullquote.db", tmp_path / "feedback.jsonl"
    asyncio.run(correct(path, Correction(CorrectionKind.WRONG_ARTICLE)))
    lines.write_text(export(path, capsys), encoding="utf-8")
    assert read_feedback(lines) == []


def test_without_corrections_nothing_is_printed_and_it_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "pullquote.db"
    asyncio.run(correct(path))
    with pytest.raises(SystemExit):
        main(["feedback", "export", "--database", str(path)])
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "nothing is corrected yet" in captured.err


@pytest.mark.parametrize("line", ["honk", "[]", '{"text": "a"}', '{"wrong_article": false}'])
def test_what_is_no_feedback_is_told(tmp_path: Path, line: str) -> None:
    file = tmp_path / "feedback.jsonl"
    file.write_text(line, encoding="utf-8")
    with pytest.raises(FeedbackUnfit, match="Line 1 is no feedback"):
        read_feedback(file)
