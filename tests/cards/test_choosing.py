"""Which quotes stand on a card, in which sizes, with what beside them."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.cards import asked_card, report_card
from bot.cards.choosing import key_quotes
from bot.domain import CardChoices, Entity, QuoteKind, StoredReport
from tests.cards.making import quote_of, reports, share, stored
from tests.cards.payload import assert_within_limits, components, labels, text, texts

ANA, BO, CY = "Ana Ruiz", "Bo Lind", "Cy Odell"
CHOICES = st.builds(
    CardChoices,
    size=st.sampled_from(("full", "compact", "reaction")),
    place=st.sampled_from(("reply", "thread", "request")),
    thumbnail=st.booleans(),
    quotes=st.integers(1, 6),
)


def by(*speakers: str | None, **article: object) -> StoredReport:
    """An article in which each says a line, the strongest first."""
    lines = [f"“Line {number} of it.”" for number in range(len(speakers))]
    body = " ".join(lines)
    quotes = tuple(
        quote_of(body, line, speakers=(who,) if who else (), rank=rank)
        for rank, (line, who) in enumerate(zip(lines, speakers, strict=True), 1)
    )
    return stored(body, quotes, **article)


def ranks(report: StoredReport, most: int) -> list[int]:
    return [quote.rank for quote in key_quotes(report.report, most)]


@pytest.mark.parametrize(
    ("speakers", "most", "expected"),
    [
        ((ANA, BO, CY, ANA, BO), 4, [1, 2, 3, 4]),
        ((ANA, ANA, ANA, ANA, BO, CY), 4, [1, 2, 5, 6]),
        ((ANA, ANA, ANA, ANA, BO), 4, [1, 2, 3, 5]),
        ((ANA,) * 5, 4, [1, 2, 3, 4]),
        ((None,) * 5 + (ANA,), 4, [1, 2, 3, 6]),
        # What comes so far behind is not strong enough to take a strong one's place.
        ((ANA,) * 12 + (BO,), 4, [1, 2, 3, 4]),
        ((ANA, BO), 1, [1]),
        ((), 4, []),
    ],
)
def test_the_strongest_come_first_but_not_of_one_speaker_alone(
    speakers: tuple[str | None, ...], most: int, expected: list[int]
) -> None:
    assert ranks(by(*speakers), most) == expected


def test_own_words_go_before_reported_ones() -> None:
    told = by(ANA, BO, CY, ANA, BO)
    quotes = tuple(
        replace(quote, kind=QuoteKind.INDIRECT, quoted=()) if quote.rank < 3 else quote
        for quote in told.report.quotes
    )
    told = replace(told, report=replace(told.report, quotes=quotes))
    assert ranks(told, 2) == [1, 3]
    assert ranks(told, 4) == [1, 3, 4, 5]


@given(reports(), st.integers(1, 6))
def test_no_quote_is_shown_twice_and_the_strongest_always(report: StoredReport, most: int) -> None:
    quotes = tuple(replace(one, rank=rank) for rank, one in enumerate(report.report.quotes, 1))
    chosen = key_quotes(replace(report.report, quotes=quotes), most)
    ranks = [quote.rank for quote in chosen]
    assert ranks == sorted(set(ranks))
    assert len(ranks) == min(most, len(quotes))
    assert ranks[:1] == [1][: len(quotes)]


def test_a_role_is_told_on_first_sight() -> None:
    report = by(ANA, BO, ANA)
    names = (Entity(ANA, "PERSON", role="the *mayor* of @Halven"), Entity(BO, "PERSON"))
    told = replace(report, report=replace(report.report, entities=names))
    words = text(report_card(told, share()))
    assert words.count("the \\*mayor\\* of @\u200bHalven") == 1
    assert f"— **{ANA}**, the \\*mayor\\* of @\u200bHalven\n" in words
    assert f"— **{BO}**\n" in words


def test_a_role_stands_before_how_the_words_came() -> None:
    said = "it would rain"
    quote = quote_of(said, said, QuoteKind.INDIRECT, speakers=(ANA,), relay="KCNA", addressee=BO)
    report = stored(said, (quote,), (Entity(ANA, "PERSON", role="a clerk"),))
    line = f"— **{ANA}**, a clerk (reported speech), to {BO}, as reported by KCNA"
    assert line in text(report_card(report, share()))


def test_a_compact_card_has_one_quote_and_few_names() -> None:
    names = tuple(Entity(f"N{number}", "PERSON") for number in range(6))
    report = by(ANA, BO)
    report = replace(report, report=replace(report.report, entities=names))
    card = report_card(report, share(), CardChoices(size="compact"))
    assert texts(card)[1:] == [f"❝ Line 0 of it. ❞\n-# — **{ANA}**", "👤 `N0` `N1` `N2`"]
    assert "✎ Wrong" in labels(card)


def test_on_request_there_is_a_button_until_somebody_asks() -> None:
    choices = CardChoices(place="request")
    assert labels(report_card(by(ANA), share(), choices)) == ["Show 1 quote", "🗑"]
    assert labels(report_card(by(), share(), choices))[0] == "Show what it is about"
    asked = asked_card(by(ANA), share(), replace(choices, size="compact"))
    assert "❝ Line 0 of it. ❞" in text(asked)
    assert "🗑" not in labels(asked)


def test_a_wrong_article_says_so_and_can_be_put_right() -> None:
    wrong = replace(by(), wrong_article=True)
    card = report_card(wrong, share())
    assert "not the article that was shared" in text(card)
    assert labels(card) == ["✎ Wrong", "🗑"]


@pytest.mark.parametrize("image", ["https://cdn.news.example/a.jpg", "http://news.example/a", None])
@pytest.mark.parametrize("wanted", [True, False])
def test_a_picture_is_shown_if_it_is_wanted_and_safe(image: str | None, wanted: bool) -> None:
    card = report_card(by(ANA, image=image), share(), CardChoices(thumbnail=wanted))
    [top, *_] = [part for part in components(card) if part["type"] in {9, 10}]
    pictured = wanted and image == "https://cdn.news.example/a.jpg"
    assert (top["type"] == 9) is pictured
    if pictured:
        assert top["accessory"]["media"]["url"] == image


@settings(max_examples=60, deadline=None)
@given(reports(), CHOICES, st.booleans())
def test_cards_of_any_size_are_within_the_limits(
    report: StoredReport, choices: CardChoices, wrong: bool
) -> None:
    report = replace(report, wrong_article=wrong)
    assert_within_limits(report_card(report, share(2**62), choices))
    assert_within_limits(asked_card(report, share(2**62), choices))
