"""Cards and charts in other languages: names, days and numbers, and letters that can be drawn."""

from bot.cards import described, report_card
from bot.charts import draw
from bot.languages import speaking
from tests.cards.making import quote_of, share, stored
from tests.cards.payload import text
from tests.charts.test_drawing import series, timeline

SAID = "We agree."
AGREED = stored(
    SAID, (quote_of(SAID, SAID, speakers=("Ada Marsh", "Bo Reed")),), published="2025-09-05"
)
CHART = timeline(series(3, 0, 1200))


def test_speakers_and_the_day_are_written_as_the_language_has_them() -> None:
    assert "5 Sep 2025" in text(report_card(AGREED, share()))
    assert "— **Ada Marsh and Bo Reed**" in text(report_card(AGREED, share()))
    with speaking("de"):
        card = text(report_card(AGREED, share()))
    assert "5. Sept. 2025" in card
    assert "— **Ada Marsh und Bo Reed**" in card


def test_a_chart_is_drawn_in_the_language_and_in_english_where_its_letters_lack() -> None:
    english = draw(CHART)
    assert draw(CHART, "de") != english
    assert draw(CHART, "ja") == english


def test_a_chart_is_described_in_the_language() -> None:
    with speaking("de"):
        assert "1.200" in described(CHART)
    with speaking("ja"):
        assert "2025年3月3日～5日" in described(CHART)
