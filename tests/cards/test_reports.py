"""The card of a report and what its buttons open, as Discord gets them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.cards import (
    glance_card,
    mark_of,
    names_page,
    notice,
    quotes_page,
    report_card,
    speaker_page,
    speakers_page,
)
from bot.domain import Entity, Link, PageKind, Quote, QuoteKind, StoredReport
from tests.cards.making import quote_of, reports, share, stored
from tests.cards.payload import (
    assert_within_limits,
    components,
    custom_ids,
    labels,
    text,
    texts,
)

MILL = (
    "“The wheel will turn again in spring,” said Ada Marsh. She told Tom Reed that it was a "
    "“gift” to the valley, not a “museum piece”. Reed said the roof would come later."
)
TURN = quote_of(MILL, "“The wheel will turn again in spring,”", speakers=("Ada Marsh",), rank=2)
GIFT = Quote(
    QuoteKind.MIXED,
    content=((MILL.index("a “gift”"), MILL.index(". Reed")),),
    quoted=(
        (MILL.index("“gift”"), MILL.index("“gift”") + 6),
        (MILL.index("museum"), MILL.index("”. Reed")),
    ),
    speakers=("Ada Marsh",),
    addressee="Tom Reed",
    rank=1,
)
ROOF = quote_of(
    MILL,
    "the roof would come later",
    QuoteKind.INDIRECT,
    speakers=("Tom Reed",),
    relay="The Valley Post",
    rank=3,
)
NAMES = (
    Entity("Ada Marsh", "PERSON", ("Marsh",), ((0, 1), (2, 3)), 0.9),
    Entity("Tom Reed", "PERSON", (), ((4, 5),), 0.5),
    Entity("Mill Trust", "ORG", (), (), 0.4),
    Entity("Norwold", "GPE", (), (), 0.3),
    Entity("The Spring Fair", "EVENT", (), (), 0.2),
)
REPORT = stored(MILL, (TURN, GIFT, ROOF), NAMES, published="2025-09-05")


REED = "**Tom Reed** (reported speech)"


def test_the_card_has_title_quotes_names_and_buttons() -> None:
    card = report_card(REPORT, share())
    assert texts(card) == [
        "### [The mill reopens](<https://news.example/a>)\n-# The Valley Post · 5 Sep 2025 · 1 min",
        "a ❝ gift ❞ to the valley, not a ❝ museum piece ❞\n-# — **Ada Marsh**, to Tom Reed",
        "❝ The wheel will turn again in spring ❞\n-# — **Ada Marsh**",
        f"the roof would come later\n-# — {REED}, as reported by The Valley Post",
        "👤 `Ada\u00a0Marsh` `Tom\u00a0Reed`\n🏛️ `Mill\u00a0Trust`\n📍 `Norwold`",
    ]
    assert labels(card) == ["All 3 quotes", "By speaker", "Names", "✎ Wrong", "🗑"]
    assert_within_limits(card)


def test_a_card_that_is_not_for_all_cannot_be_deleted() -> None:
    assert "🗑" not in labels(report_card(REPORT, share(), deletable=False))


def test_a_card_of_which_nothing_is_kept_ends_with_its_names() -> None:
    link = Link("https://news.example/a", spoiler=False)
    card = glance_card(REPORT.report, link)
    assert custom_ids(card) == []
    [container] = card.to_components()
    assert container["components"][-1]["content"].startswith("👤")  # type: ignore[index]


def test_a_quote_of_nobody_has_no_line_for_a_name() -> None:
    said = "“Nobody knows who said this.”"
    card = report_card(stored(said, (quote_of(said, said),)), share())
    assert "❝ Nobody knows who said this. ❞" in texts(card)
    assert labels(card) == ["All quotes", "✎ Wrong", "🗑"]


def test_an_article_without_quotes_says_so_and_shows_its_names() -> None:
    card = report_card(stored("It rained in Norwold.", (), NAMES), share())
    assert "This article quotes nobody." in texts(card)
    assert labels(card) == ["Names", "🗑"]


def test_a_part_of_an_article_is_told_as_one() -> None:
    partial = stored(MILL, kind=PageKind.PARTIAL)
    assert "The Valley Post · 1 min · partial: paywall" in text(report_card(partial, share()))


def test_the_title_leads_where_the_link_that_was_shared_here_led() -> None:
    # The same text may have come first from a private address in another server.
    card = text(report_card(stored(MILL, url="https://news.example/a?token=theirs"), share()))
    assert "https://news.example/a>" in card
    assert "token" not in card


def test_an_untitled_article_goes_by_its_site() -> None:
    untitled = stored(MILL, title=None, site=None)
    assert "### [news.example](<https://news.example/a>)" in text(report_card(untitled, share()))


@pytest.mark.parametrize("spoiler", [True, False])
def test_a_link_in_a_spoiler_has_its_card_in_one(spoiler: bool) -> None:
    container = components(report_card(REPORT, share(spoiler=spoiler)))[0]
    assert container["spoiler"] is spoiler


def test_a_long_quote_is_folded_on_the_card_and_whole_on_its_page() -> None:
    said = "“" + "The water came over the wall, and nobody slept. " * 12 + "That is all.”"
    long = stored(said, (quote_of(said, said),))
    assert "nobody slept. … ❞" in text(report_card(long, share()))
    assert "That is all. ❞" in text(quotes_page(long, share()))


def test_a_quotation_of_several_paragraphs_is_one() -> None:
    said = "“First we mend the wheel.\n“Then we mend the roof.”"
    assert "❝ First we mend the wheel. Then we mend the roof. ❞" in text(
        report_card(stored(said, (quote_of(said, said),)), share())
    )


def test_a_quote_pings_nobody_and_keeps_its_asterisks() -> None:
    said = "“@everyone **look** at <@1> https://evil.example”"
    words = text(report_card(stored(said, (quote_of(said, said),)), share()))
    assert "@\u200beveryone \\*\\*look\\*\\* at \\<@\u200b1\\> https:\u200b//evil.example" in words


def test_pages_show_every_quote_once_in_the_order_of_the_text() -> None:
    lines = [f"“Line {number} has something to say to you.”" for number in range(40)]
    article = "\n".join(lines)
    long = stored(article, tuple(quote_of(article, line) for line in lines))
    seen: list[str] = []
    for page in range(40):
        card = quotes_page(long, share(), page)
        assert_within_limits(card)
        seen += [line for line in texts(card)[1:] if line not in seen]
    assert seen == [f"❝ {line.strip('“”')} ❞" for line in lines]


def test_pages_turn_both_ways_and_end() -> None:
    article = " ".join(f"“Line {number} is here.”" for number in range(20))
    quotes = tuple(quote_of(article, f"“Line {number} is here.”") for number in range(20))
    long = stored(article, quotes)

    def turns(page: int) -> list[str | None]:
        buttons = (
            part for part in components(quotes_page(long, share(), page)) if part["type"] == 2
        )
        return [None if part["disabled"] else part["custom_id"] for part in buttons]

    assert turns(0) == [None, "pq:quotes-page:7:1:0"]
    assert turns(1) == ["pq:quotes-page:7:0:0", "pq:quotes-page:7:2:0"]
    assert turns(2) == turns(999) == ["pq:quotes-page:7:1:0", None]
    heads = [texts(quotes_page(long, share(), page))[0].splitlines()[0] for page in range(3)]
    assert heads == [f"**All 20 quotes** · {shown}" for shown in ("1–7", "8–14", "15–20")]
    fewer = stored(article, quotes[:15])
    assert texts(quotes_page(fewer, share(), 2))[0].startswith("**All 15 quotes** · 15\n")


def test_speakers_are_offered_most_quoted_first_and_their_words_shown() -> None:
    select = components(speakers_page(REPORT, share()))[-1]
    offered = [(option["label"], option["description"]) for option in select["options"]]
    assert offered == [("Ada Marsh", "2 quotes"), ("Tom Reed", "1 quote")]
    assert [option["value"] for option in select["options"]] == [
        str(mark_of("Ada Marsh")),
        str(mark_of("Tom Reed")),
    ]
    words = text(speaker_page(REPORT, share(), mark_of("Tom Reed")))
    assert "**Tom Reed**: 1 quote" in words
    assert "the roof would come later" in words
    assert "The wheel will turn" not in words


def test_names_are_grouped_with_mentions_and_aliases() -> None:
    words = text(names_page(REPORT, share()))
    assert "**5 names**" in words
    assert "**People**\nAda Marsh · 2 mentions · also Marsh\nTom Reed · 1 mention" in words
    assert "**Other names**\nThe Spring Fair" in words


@settings(max_examples=60)
@given(reports(), st.booleans(), st.integers(0, 600), st.integers(0, 30))
def test_whatever_an_article_holds_its_cards_are_within_the_limits(
    report: StoredReport, spoiler: bool, page: int, speaker: int
) -> None:
    shared = share(2**62, spoiler=spoiler)
    assert_within_limits(report_card(report, shared))
    assert_within_limits(quotes_page(report, shared, page))
    assert_within_limits(speakers_page(report, shared))
    assert_within_limits(speaker_page(report, shared, speaker, page))
    assert_within_limits(names_page(report, shared, page))


def test_a_notice_is_one_sentence() -> None:
    card = notice("Please try again in a minute.")
    assert texts(card) == ["Please try again in a minute."]
    assert custom_ids(card) == []
