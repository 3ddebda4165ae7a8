"""No card is ever over a limit of Discord's, whatever stands in the article."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import discord
import pytest

from bot.archive import Holding, QuoteHit, QuotePage, SearchHit, SearchPage
from bot.cards import (
    A_PAGE,
    HITS_A_PAGE,
    Asked,
    FirstCard,
    asked_card,
    forget_card,
    found_card,
    holding_card,
    mark_of,
    names_page,
    notice,
    quotes_page,
    report_card,
    repost_card,
    search_card,
    speaker_page,
    speakers_page,
)
from bot.domain import Article, Entity, Quote, QuoteKind, Report, StoredReport
from tests.cards.making import share
from tests.limits import wrong_in, wrong_in_card, wrong_in_modal

SCRIPTS = {
    "latin": "The wheel will turn again in spring, said the miller. ",
    "cyrillic": "Колесо снова повернётся весной, сказала мельничиха. ",
    "greek": "Ο τροχός θα γυρίσει ξανά την άνοιξη, είπε. ",
    "arabic": "ستدور العجلة مرة أخرى في الربيع، قالت الطحانة. ",
    "hebrew": "הגלגל יסתובב שוב באביב, אמרה הטוחנת. ",
    "devanagari": "पहिया वसंत में फिर घूमेगा, उसने कहा। ",
    "thai": "กังหันจะหมุนอีกครั้งในฤดูใบไม้ผลิ ",
    "han": "水车将在春天重新转动她说",
    "kana": "水車は春にまた回るだろうと彼女は言った。",
    "hangul": "물레방아는 봄에 다시 돌 것이라고 그녀는 말했다. ",
    "ethiopic": "መንኮራኩሩ በፀደይ እንደገና ይዞራል። ",
    "georgian": "ბორბალი გაზაფხულზე ისევ დატრიალდება. ",
    "emoji": "👩‍👩‍👧‍👦🏴󠁧󠁢󠁷󠁬󠁳󠁿🇪🇺👍🏽 ",
    "zalgo": "T\u0300\u0301\u0302\u0303\u0304\u0305\u0306h\u0307\u0308\u0309\u030a\u030be ",
    "overrides": "\u202eleehw eht\u202c \u2066turns\u2069 ",
    "invisible": "\u200b\u2060\ufeff\u00ad",
    "blank": "\u3164\u2800 \u00a0",
    "markup": "**@everyone** `x` ||y|| [a](http://b.example) <@1> :wave: # - > ",
    "backslashes": "\\\\\\\\",
    "astral": "𝔗𝔥𝔢 𝔴𝔥𝔢𝔢𝔩 ",
    "unbroken": "W",
}


def stored(script: str, quotes: int) -> StoredReport:
    """An article of so many long quotes, each of somebody else, all of it in one script."""
    unit = SCRIPTS[script]
    words = (unit * (1500 // len(unit) + 1))[:1500]
    name = (unit * 60)[:300]
    text = "\n".join(f"“{words[: 20 + 37 * place % 1480]}”" for place in range(quotes)) or unit
    found: list[Quote] = []
    start = 0
    for place, line in enumerate(text.split("\n")[:quotes]):
        span = (start, start + len(line))
        found.append(
            Quote(
                QuoteKind.DIRECT,
                (span,),
                (span,),
                speakers=(f"{place} {name}", name)[: place % 3],
                relay=name if place % 4 == 0 else None,
                addressee=name if place % 5 == 0 else None,
                confidence=0.9,
                rank=place + 1,
            )
        )
        start += len(line) + 1
    entities = tuple(
        Entity(f"{name}{place}", kind, (name,) * 9, ((0, 1),) * 99, 0.5)
        for place in range(quotes)
        for kind in ("PERSON", "ORG", "GPE", "EVENT")
    )
    title = (unit * 5000)[:5000]
    url = f"https://news.example/{'a' * 3000}"
    article = Article(text, url, title, name, (name,) * 20, "2025-09-05")
    return StoredReport(5, Report(article, tuple(found), entities))


def views(report: StoredReport) -> Iterator[discord.ui.LayoutView]:
    """Every kind of card that shows a report, at its beginning, middle and end."""
    where = share()
    marks = [mark_of(quote.speaker) for quote in report.report.quotes if quote.speaker] or [0]
    yield report_card(report, where)
    yield asked_card(report, where)
    yield repost_card(report, where, FirstCard(where, (report.report.article.title or "") * 2))
    yield speakers_page(report, where)
    for page in (0, 1, 20, 9999):
        yield quotes_page(report, where, page)
        yield names_page(report, where, page)
        yield speaker_page(report, where, marks[page % len(marks)], page)


@pytest.mark.parametrize("script", SCRIPTS)
@pytest.mark.parametrize("quotes", [1, 4, 30, 500])
def test_every_script_keeps_to_the_limits(script: str, quotes: int) -> None:
    for view in views(stored(script, quotes)):
        assert wrong_in_card(view) == []


def test_every_number_of_quotes_keeps_to_the_limits() -> None:
    scripts = list(SCRIPTS)
    for quotes in range(501):
        report = stored(scripts[quotes % len(scripts)], quotes)
        for view in (report_card(report, share()), quotes_page(report, share(), quotes // 5)):
            assert wrong_in_card(view) == [], quotes


@pytest.mark.parametrize("script", SCRIPTS)
def test_what_the_archive_finds_keeps_to_the_limits(script: str) -> None:
    words = (SCRIPTS[script] * 1500)[:3000]
    here = replace(share(), seen=replace(share().seen, url=f"https://news.example/{'a' * 390}"))
    hit = QuoteHit(
        words, ((0, 3000),), QuoteKind.DIRECT, (words,), words, words, 0.9, 5, words, words,
        "https://news.example/a", "2025-09-05", here,
    )  # fmt: skip
    question = Asked("quotes", {"speaker": words[:20], "about": words[:20]}, offset=5)
    assert wrong_in_card(found_card(QuotePage((hit,) * A_PAGE, 99_999), question)) == []
    assert wrong_in_card(found_card(QuotePage((), 0), question)) == []
    marks = tuple((place, place + 2) for place in range(0, 2000, 5))
    found = SearchHit(
        words,
        marks,
        QuoteKind.DIRECT,
        (words,),
        5,
        words,
        words,
        "https://news.example/a",
        None,
        here,
    )
    search = Asked("search", {"words": words[:40]}, offset=5)
    assert wrong_in_card(search_card(SearchPage((found,) * HITS_A_PAGE, 99_999), search)) == []
    assert wrong_in_card(search_card(SearchPage((), 0), search)) == []
    assert wrong_in_card(notice(f"No. {words}")) == []


def test_what_a_person_is_told_keeps_to_the_limits() -> None:
    most, now = 10**15, datetime(2025, 9, 5, tzinfo=UTC)
    for holding in (Holding(0, 0, 0, 0, 0), Holding(most, most, most, most, most, now, now)):
        assert wrong_in_card(holding_card(holding)) == []
        assert wrong_in_card(forget_card(holding)) == []


def row(*parts: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"type": 1, "components": [*parts]}]


def pressed(label: str, custom_id: str = "a") -> dict[str, Any]:
    return {"type": 2, "label": label, "custom_id": custom_id}


def chosen(*labels: str) -> dict[str, Any]:
    options = [{"label": label, "value": "a"} for label in labels]
    return {"type": 3, "custom_id": "a", "options": options}


def said(words: str) -> dict[str, Any]:
    return {"type": 10, "content": words}


@pytest.mark.parametrize(
    ("components", "wrong"),
    [
        ([said("a" * 2001)] * 2, ["4002 characters of text"]),
        ([said("")], ["component 10: content of 0", "component 10: content is blank"]),
        ([said(" \n")], ["component 10: content is blank"]),
        ([said("a")] * 41, ["41 components"]),
        ([], ["0 components"]),
        (row(), ["component 1: components of 0"]),
        (row(pressed("a" * 81)), ["component 2: label of 81"]),
        (row(pressed("")), ["a button without words"]),
        (row(pressed("a", "a" * 101)), ["component 2: custom_id of 101"]),
        (row(pressed("a"), pressed("b")), ["custom id 'a' twice"]),
        (row(chosen("a" * 101)), ["option: label of 101"]),
        (row(chosen("a", "b")), ["value 'a' twice"]),
        (row(chosen()), ["component 3: options of 0"]),
        (row(said("a")), ["10 in 1"]),
        (row(chosen("a"), pressed("a", "b")), ["a row of more than one select"]),
    ],
)
def test_a_card_over_a_limit_is_noticed(components: list[dict[str, Any]], wrong: list[str]) -> None:
    assert wrong_in(components) == wrong


def test_a_modal_over_a_limit_is_noticed() -> None:
    modal = {"title": "a" * 46, "custom_id": "a", "components": []}
    assert wrong_in_modal(modal) == ["modal: title of 46", "modal: components of 0"]
