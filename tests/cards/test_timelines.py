"""Timelines and exports as Discord shows them: within its limits, with nothing live in them."""

from datetime import UTC, date, datetime

from bot.archive import Choice, Exported, KeyQuote, QuoteHit, Series, Timeline, Unit
from bot.cards import CHART, described, export_card, no_timeline_card, timeline_card
from bot.domain import QuoteKind, Share, Sighting
from tests.cards.payload import assert_within_limits, texts

DAY = date(2025, 9, 5)
LONG = "https://news.example/" + "a" * 370


def key(words: str, url: str = "https://news.example/a", speaker: str = "Kim") -> KeyQuote:
    seen = Sighting(url, 10**18, 10**18, 10**18, 1, datetime(2025, 9, 5, tzinfo=UTC))
    hit = QuoteHit(
        words, ((0, len(words)),), QuoteKind.DIRECT, (speaker,), speaker, speaker, 0.9, 1,
        "T" * 90, "S" * 40, url, "2025-09-05", Share(1, seen),
    )  # fmt: skip
    return KeyQuote(DAY, DAY, hit)


def timeline(*keys: KeyQuote, speaker: str = "Kim", about: str | None = None) -> Timeline:
    names = tuple((f"{speaker} {number}", 9_999) for number in range(3))
    series = Series(Choice(speaker, about), {DAY: 4}, names, 2, keys)
    return Timeline(Unit.DAY, DAY, DAY, (series,))


def test_each_number_on_the_chart_has_its_quote() -> None:
    shown = texts(timeline_card(timeline(key("First of all."), key("And then."))))
    assert "-# “Kim” is Kim 0 9,999 · Kim 1 9,999 · Kim 2 9,999 · 2 more" in shown
    numbered = [text for text in shown if text.startswith(("**1**", "**2**"))]
    assert [text.splitlines()[1] for text in numbered] == ["❝ First of all. ❞", "❝ And then. ❞"]
    jump = "[jump\u00a0to\u00a0the\u00a0message](https://discord.com/channels/"
    assert all(jump in text for text in numbered)


def test_the_longest_of_everything_has_room() -> None:
    keys = [key("word " * 200, LONG, speaker="*_" * 60) for _ in range(4)]
    shown = timeline_card(timeline(*keys, speaker="*" * 99, about="`" * 99))
    assert_within_limits(shown)
    assert len(described(timeline(*keys, speaker="K" * 200, about="z" * 200))) <= 256


def test_what_people_wrote_is_not_live() -> None:
    asked = timeline(key("@everyone see https://evil.example"), about="@here **now**")
    words = "\n".join(texts(timeline_card(asked)))
    assert "@everyone" not in words
    assert "@here" not in words
    assert "https://evil" not in words
    nothing = "\n".join(texts(no_timeline_card([Choice("@here", "**x**")])))
    assert "@here" not in nothing
    assert "**x**" not in nothing


def test_a_cut_export_says_how_to_have_the_rest() -> None:
    [shown] = texts(export_card(Exported(5, 7, 100), Choice("Kim"), "quotes.csv"))
    assert shown == (
        "**Quotes by Kim**\n-# Only the newest 5 of 7 quotes fit; for the rest ask again with a"
        " speaker, words or days (`from`, `to`)."
    )
    assert texts(export_card(Exported(1, 1, 9), Choice(), "quotes.csv")) == [
        "**All quotes**\n-# 1 quote"
    ]


def test_the_chart_is_the_attachment() -> None:
    [container] = timeline_card(timeline(key("Yes."))).to_components()
    [gallery] = [part for part in container["components"] if part["type"] == 12]
    assert gallery["items"][0]["media"]["url"] == f"attachment://{CHART}"
    assert gallery["items"][0]["description"] == described(timeline(key("Yes.")))
