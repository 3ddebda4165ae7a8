"""What `analyze` and `quotes` print, held against the published schema and a hostile page."""

import io
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console, RenderableType

from bot.archive import QuoteHit, QuotePage, SearchHit, SearchPage
from bot.domain import (
    Article,
    Entity,
    PageKind,
    PullquoteError,
    Quote,
    QuoteKind,
    Report,
    Share,
    Sighting,
)
from bot.output import (
    failure_object,
    hit_object,
    json_line,
    quotes_table,
    report_object,
    report_page,
    search_table,
)

SCHEMA: dict[str, Any] = json.loads(
    (Path(__file__).parent.parent / "docs" / "report.schema.json").read_text("utf-8")
)
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)

TEXT = (
    "“We will plant forty thousand trees,” Mayor Ines Okafor told residents.\n"
    "She called the plan “overdue”, the Harbour Post reported.\n"
    "Critics said the budget was too small."
)


def span(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


REPORT = Report(
    Article(
        text=TEXT,
        url="https://post.example/trees",
        title="Forty thousand trees",
        site="Harbour Post",
        authors=("Ida Brandt",),
        published="2026-03-04",
    ),
    quotes=(
        Quote(
            kind=QuoteKind.DIRECT,
            content=(span("“We will plant forty thousand trees,”"),),
            quoted=(span("We will plant forty thousand trees,"),),
            cue=(span("told"),),
            mention=(span("Mayor Ines Okafor"),),
            speakers=("Ines Okafor",),
            speaker_type="PERSON",
            addressee="residents",
            confidence=0.97,
            rank=2,
        ),
        Quote(
            kind=QuoteKind.MIXED,
            content=(span("the plan “overdue”"),),
            quoted=(span("overdue"),),
            cue=(span("called"),),
            mention=(span("She"),),
            speakers=("Ines Okafor", "Lee Park", "Ana Ruiz"),
            speaker_type="PERSON",
            relay="Harbour Post",
            confidence=0.8,
            rank=1,
        ),
        Quote(
            kind=QuoteKind.INDIRECT,
            content=(span("the budget was too small"),),
            cue=(span("said"),),
            mention=(span("Critics"),),
            confidence=0.2,
            rank=3,
        ),
    ),
    entities=(
        Entity("Ines Okafor", "PERSON", ("Okafor",), (span("Ines Okafor"),), 0.9),
        Entity("Harbour Post", "ORG", (), (span("Harbour Post"),), 0.4),
    ),
)


def page(what: RenderableType, width: int = 80) -> str:
    file = io.StringIO()
    Console(file=file, width=width, force_terminal=False, highlight=False).print(what)
    return file.getvalue()


def validate(value: Mapping[str, object]) -> dict[str, Any]:
    parsed: dict[str, Any] = json.loads(json_line(value))
    VALIDATOR.validate(parsed)
    return parsed


def hit(**changes: Any) -> QuoteHit:
    seen = Sighting(
        url="https://post.example/trees",
        guild_id=71,
        channel_id=72,
        message_id=73,
        author_id=987654321,
        shared_at=datetime(2026, 3, 5, 12, tzinfo=UTC),
    )
    facts: dict[str, Any] = {
        "words": "“We will plant forty thousand trees,”",
        "quoted": ((1, 36),),
        "kind": QuoteKind.DIRECT,
        "speakers": ("Ines Okafor",),
        "relay": None,
        "addressee": "residents",
        "confidence": 0.97,
        "article_id": 1,
        "title": "Forty thousand trees",
        "site": "Harbour Post",
        "url": "https://post.example/trees",
        "published": "2026-03-04",
        "share": Share(1, seen),
    }
    return QuoteHit(**(facts | changes))


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_a_report_is_printed_to_the_letter() -> None:
    value = validate(report_object("notes/trees.txt", REPORT))
    assert list(value) == SCHEMA["$defs"]["report"]["required"]
    assert value["source"] == "notes/trees.txt"
    assert value["text"] == TEXT
    first, second, third = value["quotes"]
    assert list(first) == SCHEMA["$defs"]["quote"]["required"]
    assert first == {
        "kind": "direct",
        "content": [[0, 37]],
        "quoted": [[1, 36]],
        "cue": [[56, 60]],
        "mention": [[38, 55]],
        "speaker": "Ines Okafor",
        "speaker_type": "PERSON",
        "relay": None,
        "addressee": "residents",
        "confidence": 0.97,
        "rank": 2,
    }
    assert second["speaker"] == "Ines Okafor, Lee Park and Ana Ruiz"
    assert third["speaker"] is None
    assert value["entities"][0] == {
        "name": "Ines Okafor",
        "type": "PERSON",
        "aliases": ["Okafor"],
        "mentions": [[44, 55]],
        "salience": 0.9,
    }


def test_a_bare_article_is_a_report_too() -> None:
    value = validate(report_object("-", Report(Article(text="Nothing is said here."))))
    assert value["url"] is value["title"] is value["site"] is value["published"] is None
    assert value["authors"] == value["quotes"] == value["entities"] == []


def test_a_failure_has_its_own_form() -> None:
    class TooBusy(PullquoteError):
        kind = "too_busy"

    value = validate(failure_object("https://a.example/", TooBusy("Try again later.")))
    assert value == {
        "source": "https://a.example/",
        "error": {"kind": "too_busy", "message": "Try again later."},
    }


@pytest.mark.parametrize(
    "change",
    [
        {"extra": 1},
        {"schema": 2},
        {"text": ""},
        {"published": "4 March 2026"},
        {"quotes": [{"kind": "direct"}]},
        {"error": {"kind": "both", "message": "At once."}},
    ],
)
def test_the_schema_refuses_what_is_not_a_report(change: dict[str, object]) -> None:
    value = json.loads(json_line(report_object("a.txt", REPORT)))
    assert not VALIDATOR.is_valid(value | change)


@pytest.mark.parametrize("spans", [[[0]], [[0, 1, 2]], [[-1, 2]], [["0", 1]], [], [5, 6]])
def test_the_schema_refuses_spans_that_are_none(spans: list[object]) -> None:
    value = json.loads(json_line(report_object("a.txt", REPORT)))
    value["quotes"][0]["content"] = spans
    assert not VALIDATOR.is_valid(value)


@given(st.text(min_size=1))
def test_any_text_comes_through_one_line_of_ascii_unchanged(text: str) -> None:
    line = json_line(report_object(text, Report(Article(text=text))))
    assert line.isascii()
    assert len(line.splitlines()) == 1
    assert json.loads(line)["text"] == json.loads(line)["source"] == text


def test_the_page_shows_the_article_its_key_quotes_and_its_names() -> None:
    shown = page(report_page("a.txt", REPORT))
    assert "Forty thousand trees" in shown
    assert "Harbour Post · 2026-03-04 · Ida Brandt · 27 words" in shown
    assert "❝ We will plant forty thousand trees ❞" in shown
    assert "— Ines Okafor, to residents" in shown
    assert "the plan “overdue”" in shown
    assert "— Ines Okafor, Lee Park and Ana Ruiz, as reported by Harbour Post" in shown
    assert "— unnamed (Critics)" in shown
    assert shown.index("overdue") < shown.index("We will plant") < shown.index("budget")
    assert "People" in shown
    assert "Places" not in shown


def test_the_page_says_what_it_leaves_out() -> None:
    many = tuple(
        Quote(QuoteKind.INDIRECT, content=(span("the budget was too small"),), rank=rank)
        for rank in range(1, 9)
    )
    assert "3 more quotes" in page(report_page("a.txt", Report(REPORT.article, many)))


def test_the_page_of_a_walled_article_without_quotes_says_so() -> None:
    shown = page(report_page("a.txt", Report(Article(text="A start.", kind=PageKind.PARTIAL))))
    assert "Only the part before the site's wall" in shown
    assert "Nobody is quoted" in shown
    assert "a.txt" in shown


def test_a_very_long_quote_is_cut_between_words() -> None:
    text = "“" + "many words " * 500 + "”"
    quote = Quote(QuoteKind.DIRECT, content=((0, len(text)),))
    shown = " ".join(page(report_page("a.txt", Report(Article(text=text), (quote,)))).split())
    assert "many words … — unnamed" in shown or "many … — unnamed" in shown
    assert len(shown) < 1000


@pytest.mark.parametrize("width", [20, 40, 200])
def test_the_page_fits_the_terminal(width: int) -> None:
    assert max(map(len, page(report_page("a.txt", REPORT), width).splitlines())) <= width


HOSTILE = "[bold]Okafor[/] \x1b[2J\x1b]0;owned\x07 \x9b31m\u202egnp.exe\u2066 \r\nnext"


def test_nothing_from_a_page_steers_the_terminal() -> None:
    article = Article(
        text=HOSTILE, url=HOSTILE, title=HOSTILE, site=HOSTILE, authors=(HOSTILE,), published="?"
    )
    everywhere = ((0, len(HOSTILE)),)
    quotes = (
        Quote(QuoteKind.DIRECT, content=everywhere, mention=everywhere),
        Quote(QuoteKind.MIXED, content=everywhere, speakers=(HOSTILE,), relay=HOSTILE),
    )
    report = Report(article, quotes, (Entity(HOSTILE, "PERSON"), Entity(HOSTILE, "GPE")))
    found = QuotePage((hit(words=HOSTILE, speakers=(HOSTILE,), title=HOSTILE, url=HOSTILE),), 1)
    for shown in (page(report_page("a.txt", report)), page(quotes_table(found))):
        assert not set(shown) & set("\x1b\x07\x9b\r\u202e\u2066")
        assert "[bold]" in shown


def test_found_quotes_say_what_who_where_and_when() -> None:
    shown = page(quotes_table(QuotePage((hit(),), 12)), 120)
    assert "2026-03-04" in shown
    assert "❝ We will plant forty thousand trees ❞" in shown
    assert "— Ines Okafor, to residents" in shown
    assert "Forty thousand trees" in shown
    assert "https://discord.com/channels/71/72/73" in shown
    assert "1 of 12 found" in shown


def test_an_undated_quote_has_the_day_of_its_share_if_it_was_shared() -> None:
    assert "2026-03-05" in page(quotes_table(QuotePage((hit(published=None),), 1)))
    assert "Ines Okafor" in page(quotes_table(QuotePage((hit(published=None, share=None),), 1)))


def test_a_found_quote_as_json_names_no_discord_user() -> None:
    line = json_line(hit_object(hit()))
    value = json.loads(line)
    assert value["words"] == "“We will plant forty thousand trees,”"
    assert value["kind"] == "direct"
    assert value["message"] == "https://discord.com/channels/71/72/73"
    assert value["shared_at"] == "2026-03-05T12:00:00+00:00"
    assert "987654321" not in line
    assert json.loads(json_line(hit_object(hit(share=None))))["message"] is None


def test_what_a_search_found_steers_no_terminal() -> None:
    found = SearchHit(
        HOSTILE,
        ((1, 5),),
        QuoteKind.DIRECT,
        (HOSTILE,),
        1,
        HOSTILE,
        HOSTILE,
        HOSTILE,
        HOSTILE,
        None,
    )
    shown = page(search_table(SearchPage((found, replace(found, kind=None)), 400, more=True)), 120)
    assert not set(shown) & set("\x1b\x07\x9b\r\u202e\u2066")
    assert "[bold]" in shown
    assert "in the title" in shown
    assert "2 of the newest 400, best first" in shown


def test_the_words_that_a_search_found_stay_apart_from_their_neighbours() -> None:
    found = SearchHit(
        "the longest goal in years", ((12, 16),), QuoteKind.DIRECT, ("Ada",), 1, "Fog", None, None,
        None, None,
    )  # fmt: skip
    assert "the longest goal in years" in page(search_table(SearchPage((found,), 1)), 120)
